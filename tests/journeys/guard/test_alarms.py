"""Faults that the stage can have set off their alarms there, by what the deployed functions log."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from types import SimpleNamespace

import pytest

from infra.local.client.stage import Stage, StageError
from infra.local.cloud.stack import STACK, client
from infra.restore import pausing
from tests.support import people
from tests.support.alarms import ALARM, Metrics, alarm, ours

MORNING = "2026-03-11T07:05:00"
MESSAGE = "Tôi là Lý Thị Hoa, số 8 đường Phai Vệ, phường Đông Kinh. Đèn đường ngõ 8 hỏng."
REFUSED = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": "bm9uZQ=="}


@dataclass
class Guard:
    """CloudWatch before a stage: what functions log is measured at the stage's own time."""

    stage: Stage
    metrics: Metrics = field(default_factory=Metrics)
    known: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.known = Counter(self.stage.logs().splitlines())

    @property
    def now(self) -> datetime:
        return datetime.fromisoformat(self.stage.clock()["now"])

    def hear(self) -> None:
        """What was logged since the last time was logged now."""
        lines = Counter(self.stage.logs().splitlines())
        self.metrics.hear("\n".join((lines - self.known).elements()), self.now)
        self.known = lines

    def count(self, name: str) -> int:
        """How often this was counted so far."""
        self.hear()
        return len(self.metrics.values[ours(name)])

    def later(self, span: str) -> None:
        self.hear()
        self.stage.clock(plus=span)

    def runs(self, schedule: str) -> None:
        """A schedule fires; that it fails is counted as Lambda does."""
        try:
            self.stage.run(schedule)
        except StageError:
            name = ("AWS/Lambda", "Errors", frozenset({("FunctionName", schedule.title())}))
            self.metrics.put(name, 1, self.now)
        self.hear()

    def is_off(self, name: str) -> bool:
        """Whether this alarm is set off now."""
        return alarm(name).state(self.metrics, self.now) == ALARM


@pytest.fixture
def guard(stage: Stage) -> Iterator[Guard]:
    """Nothing waits for a round afterwards, which would be said together with what is next."""
    stage.clock(now=people.WEDNESDAY)
    yield Guard(stage)
    stage.clock(now=people.WEDNESDAY)
    stage.run("gather")


@contextmanager
def switched_off(stage: Stage, name: str) -> Iterator[None]:
    """What starts this function by itself does so no more: a queue's event source, a rule."""
    aws = SimpleNamespace(client=partial(client, stage.settings))
    (worker,) = [one for one in pausing.workers(aws, STACK) if one.name == name]
    worker.turn(False)
    try:
        stage.until(lambda: not worker.is_on())
        yield
    finally:
        worker.turn(True)


def test_a_dispatcher_that_is_switched_off_is_known_in_twelve_minutes(guard: Guard) -> None:
    number = "+84935000101"
    with switched_off(guard.stage, "dispatch"):
        assert guard.stage.sms(number, MESSAGE)["http_status"] == 200
        guard.later("5m")
        guard.runs("sweep")
        assert not guard.is_off("OldestNoticeAlarm")
        for span in ("6m", "1m"):
            guard.later(span)
            guard.runs("sweep")
        assert people.outgoing(guard.stage, number) == []
        assert guard.is_off("OldestNoticeAlarm")
    guard.stage.until(lambda: people.outgoing(guard.stage, number))
    for _ in range(5):
        guard.later("1m")
        guard.runs("sweep")
    assert not guard.is_off("OldestNoticeAlarm")


def test_a_schedule_that_is_switched_off_is_missed(guard: Guard) -> None:
    guard.runs("escalate")
    guard.later("10m")
    assert not guard.is_off("EscalateHeartbeatAlarm")
    with switched_off(guard.stage, "escalate"):
        guard.later("25m")
        guard.runs("sweep")
        assert guard.is_off("EscalateHeartbeatAlarm")
        assert not guard.is_off("SweepHeartbeatAlarm")


def test_a_store_that_refuses_a_schedule_is_a_failed_run(guard: Guard) -> None:
    guard.stage.faults("store", "fail", 500)
    try:
        guard.runs("gather")
    finally:
        guard.stage.faults("store", "fail", 0)
    assert guard.is_off("GatherErrorsAlarm")


def test_wrong_codes_are_an_alarm_once_there_are_many(guard: Guard) -> None:
    for tries in range(1, 12):
        guard.stage.http.post_form("/van-phong/ma", f"mail={people.officer('nghia')}&code=000000")
        guard.hear()
        if tries <= 5:
            assert not guard.is_off("SignInLimitedAlarm")
    assert guard.is_off("SignInLimitedAlarm")
    assert not guard.is_off("WrongCodesAlarm")


def test_refused_signatures_are_an_alarm_once_there_are_five(guard: Guard) -> None:
    for times in range(1, 6):
        refused = guard.stage.http.request("POST", "/sms/incoming", b"From=%2B", REFUSED)
        assert refused.status == 403
        guard.hear()
        assert guard.is_off("SignatureRefusedAlarm") == (times == 5)


def test_a_text_that_was_lost_is_an_alarm_when_it_is_found(guard: Guard) -> None:
    guard.runs("reconcile")
    assert not guard.is_off("ReconciledAlarm")
    guard.stage.faults("webhooks", "fail", 1000)
    try:
        assert guard.stage.sms("+84935000102", MESSAGE)["status"] == "failed"
    finally:
        guard.stage.faults("webhooks", "fail", 0)
    guard.later("20m")
    guard.runs("reconcile")
    assert guard.is_off("ReconciledAlarm")


def test_texts_that_the_provider_refuses_are_an_alarm_once_there_are_three(guard: Guard) -> None:
    for nth in range(3):
        number = f"+8493500011{nth}"
        guard.stage.fates(number, "undelivered", "30005")
        guard.stage.sms(number, MESSAGE)
        guard.stage.until(lambda so_far=nth: guard.count("NoticeFailed") > so_far)
        assert guard.is_off("NoticeFailedAlarm") == (nth == 2)


def test_little_money_at_the_provider_is_an_alarm_in_the_morning(guard: Guard) -> None:
    guard.stage.clock(now=MORNING)
    guard.runs("reconcile")
    assert not guard.is_off("BalanceAlarm")
    guard.stage.balance("4.20")
    try:
        guard.runs("reconcile")
    finally:
        guard.stage.balance("100.00")
    assert guard.is_off("BalanceAlarm")


def test_a_balance_that_cannot_be_had_stops_nothing(guard: Guard) -> None:
    guard.stage.clock(now=MORNING)
    guard.stage.faults("balance", "fail", 1)
    guard.runs("reconcile")
    assert not guard.is_off("ReconcileErrorsAlarm")
    assert not guard.is_off("BalanceAlarm")
