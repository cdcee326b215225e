"""Texts to numbers abroad are dear: so many a day, and no more."""

from dataclasses import replace

import pytest

from chalicelib import wiring
from tests.support.deployment import Deployment
from tests.support.world import COMPLETE, with_rules

HERE = "+84912000111"


@pytest.fixture
def two_a_day(deployment, monkeypatch) -> Deployment:
    body = deployment.authority
    body = replace(body, sms=replace(body.sms, abroad_a_day=2))
    services = with_rules(deployment.services, authority=body)
    monkeypatch.setattr(wiring, "services", lambda **_: services)
    return deployment


def answered(deployment: Deployment, sender: str) -> str:
    """What became of the answer to a message from this number, and why."""
    known = set(deployment.codes())
    deployment.sms(deployment.message_fields(COMPLETE, sender))
    deployment.deliver()
    (code,) = set(deployment.codes()) - known
    (text,) = [n for n in deployment.notifications(code) if n.medium == "sms"]
    return f"{text.state} {text.error}".strip()


def abroad(nth: int) -> str:
    return f"+4915112345{nth:03d}"


def test_beyond_the_days_limit_a_text_abroad_fails_where_a_person_sees_it(two_a_day):
    assert [answered(two_a_day, abroad(n)) for n in range(3)] == ["sent", "sent", "failed abroad"]
    failed = [n for c in two_a_day.codes() for n in two_a_day.notifications(c) if n.error]
    history = two_a_day.file(failed[0].case).history
    assert history[-1].kind == "notice_failed"
    assert len(two_a_day.provider.texts_to(abroad(2))) == 0


def test_texts_within_the_country_are_never_counted(two_a_day):
    assert [answered(two_a_day, HERE) for _ in range(4)] == ["sent"] * 4
    assert not [row for row in two_a_day.dump("cases") if row["cls"]["S"] == "day count"]


def test_the_next_day_there_are_as_many_again(two_a_day):
    for n in range(3):
        answered(two_a_day, abroad(n))
    two_a_day.later(hours=15)  # past midnight, where the authority is
    assert answered(two_a_day, abroad(3)) == "sent"


def test_a_text_that_is_tried_again_counts_once(two_a_day):
    two_a_day.provider.broken = [(503, 20503)]
    assert answered(two_a_day, abroad(0)).startswith("waiting")
    two_a_day.later(minutes=2)
    two_a_day.sweep()
    two_a_day.deliver()
    assert answered(two_a_day, abroad(1)) == "sent"
    assert len(two_a_day.provider.sent) == 2


def test_a_limit_of_none_lets_none_go(deployment, monkeypatch):
    body = deployment.authority
    none = replace(body, sms=replace(body.sms, abroad_a_day=0))
    services = with_rules(deployment.services, authority=none)
    monkeypatch.setattr(wiring, "services", lambda **_: services)
    assert answered(deployment, abroad(0)) == "failed abroad"


def test_it_is_counted_for_whoever_looks_after_the_machine(two_a_day, capsys):
    for n in range(3):
        answered(two_a_day, abroad(n))
    assert '"AbroadLimited": 1' in capsys.readouterr().out
