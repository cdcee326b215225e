"""The deployment's secrets: read together by whoever may, each once."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from chalicelib.providers.aws.secrets import KEYS, Keys, NoSecretError, Secrets

THERE = {
    "/hotline/keys": '{"link_key": "l", "phone_key": "p"}',
    "/hotline/twilio": "{",
}


class Ssm:
    """What the service answers: names of parameters that are not there come back apart."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []

    def get_parameters(self, Names: list[str], WithDecryption: bool) -> dict[str, Any]:  # noqa: N803
        assert WithDecryption
        self.asked.append(Names)
        found = [{"Name": name, "Value": THERE[name]} for name in Names if name in THERE]
        return {"Parameters": found, "InvalidParameters": [n for n in Names if n not in THERE]}


@pytest.fixture
def ssm() -> Ssm:
    return Ssm()


@pytest.fixture
def secrets(ssm: Ssm) -> Secrets:
    made = Secrets("/hotline", "ap-southeast-1")
    made.__dict__["_ssm"] = ssm
    return made


def test_those_that_are_read_together_take_one_request_and_no_other(
    secrets: Secrets, ssm: Ssm
) -> None:
    for _ in range(2):
        secrets.read("keys", "twilio", "gateways")
    assert secrets.need(KEYS, Keys) == Keys(link_key="l", phone_key="p")
    assert secrets.get("gateways", dict[str, str]) is None
    assert ssm.asked == [["/hotline/keys", "/hotline/twilio", "/hotline/gateways"]]


def test_without_that_each_is_read_when_it_is_needed(secrets: Secrets, ssm: Ssm) -> None:
    secrets.need(KEYS, Keys)
    assert secrets.get("gateways", dict[str, str]) is None
    assert ssm.asked == [["/hotline/keys"], ["/hotline/gateways"]]


def test_one_that_cannot_be_read_spoils_no_other(secrets: Secrets) -> None:
    secrets.read("keys", "twilio")
    with pytest.raises(msgspec.DecodeError):
        secrets.get("twilio", dict[str, str])
    assert secrets.need(KEYS, Keys).link_key == "l"


def test_what_no_deployment_can_do_without_is_missed_by_its_name(secrets: Secrets) -> None:
    with pytest.raises(NoSecretError, match="/hotline/other"):
        secrets.need("other", dict[str, str])


def test_a_service_that_cannot_be_reached_is_asked_again(
    secrets: Secrets, ssm: Ssm, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ssm, "get_parameters", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        secrets.need(KEYS, Keys)
    monkeypatch.undo()
    assert secrets.need(KEYS, Keys).phone_key == "p"
