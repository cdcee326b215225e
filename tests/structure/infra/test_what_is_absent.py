"""What must not go to AWS."""

from __future__ import annotations

import json
import re

import pytest

from tests.structure.deployed import (
    CONFIG,
    TEMPLATE,
    TEMPLATE_TEXT,
)
from tests.structure.sources import ROOT, imports, modules


def test_the_functions_environment_names_no_secret_and_nothing_local() -> None:
    variables = TEMPLATE["Globals"]["Function"]["Environment"]["Variables"]
    assert all(list(value) == ["Ref"] for value in variables.values())
    assert not re.search("TOKEN|PASSWORD|_KEY|ACCOUNT", " ".join(variables))


def test_nothing_of_the_local_stage_is_in_what_goes_to_aws() -> None:
    configured = TEMPLATE_TEXT + json.dumps(CONFIG)
    for word in ("TWILIO_API_BASE", "CLOCK_FILE", "AWS_ENDPOINT_URL", "ministack", "127.0.0.1"):
        assert word not in configured
    assert not list((ROOT / "chalicelib").rglob("*switchboard*"))
    assert [m for m in modules() for name in imports(m) if name.split(".")[0] == "infra"] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_dependency_is_pinned(name: str) -> None:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    assert all(re.fullmatch(r"[a-z0-9._-]+==[\w.!+]+", pin) for pin in pins)


def test_the_package_does_not_bring_chalice_or_the_switchboard() -> None:
    names = (ROOT / "requirements.txt").read_text("utf-8")
    assert not re.search(r"^(chalice|moto|ministack|pip|setuptools)==", names, re.MULTILINE)
