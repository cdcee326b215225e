"""Many people behind one number: told apart, never busy, each answered."""

from dataclasses import replace

import pytest

from chalicelib import wiring
from chalicelib.authority.checks import check_authority
from chalicelib.domain.authority.problems import Problems
from tests.support.deployment import CITIZEN
from tests.support.office import NGHIA, Office

MATTER = "Đèn đường ngõ {} Bà Triệu hỏng, đề nghị sửa"


@pytest.fixture
def shared(deployment, monkeypatch):
    """The deployment, of an authority that knows the citizen's number as a switchboard's."""
    real = wiring.services

    def services(**how):
        found = real(**how)
        body = replace(found.rules.authority, shared_numbers=(CITIZEN,))
        return replace(found, rules=replace(found.rules, authority=body))

    monkeypatch.setattr(wiring, "services", services)
    return deployment


def test_each_text_is_a_case_and_is_answered(shared):
    for nth in range(12):
        shared.sms(shared.message_fields(MATTER.format(nth)))
    shared.deliver()
    assert len(shared.codes()) == 12
    assert len(shared.provider.texts_to(CITIZEN)) == 12


def test_one_persons_stop_does_not_silence_the_others(shared):
    shared.sms(shared.message_fields("STOP"))
    assert shared.services.store.senders.of_number(CITIZEN).silent_since is None


def test_each_missed_call_is_rung_back_and_no_caller_is_busy(shared, exchange):
    sids = [exchange.ring() for _ in range(21)]
    assert {exchange.call(sid).state for sid in sids} == {"in-progress"}
    for sid in sids:
        exchange.gone(sid)
    assert len(shared.codes()) == 21


def test_they_are_found_by_the_number(shared):
    for nth in range(2):
        shared.sms(shared.message_fields(MATTER.format(nth)))
    found = Office(shared, NGHIA).post("/van-phong/tim", [("q", "0987654321")]).body
    assert "2 hồ sơ" in found


def test_a_shared_number_has_to_be_a_number(deployment):
    problems = Problems()
    body = replace(deployment.authority, shared_numbers=("0205 3 810",))
    check_authority(body, lambda *place: ".".join(map(str, place)), problems)
    assert problems.count == 1
