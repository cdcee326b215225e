"""The deployed functions as time goes on, and CloudWatch that watches them: what they log is heard,
and what AWS itself would measure of them is measured."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from chalice.app import ScheduledEventConfig

from app import app
from tests.support.alarms import Key, Metrics, alarm
from tests.support.answers import Answer
from tests.support.deployment import Deployment

MINUTE = timedelta(minutes=1)
LOGICAL = {"api_handler": "APIHandler", "mail_events": "MailEvents"}
TRIES = 3  # of the provider, for a text or call that is refused


@dataclass
class Watch:
    """`logged` gives what the functions have logged since it was last asked. All counts from when
    the watch began; every schedule has just run then, and all is well."""

    deployment: Deployment
    logged: Callable[[], str]
    metrics: Metrics = field(default_factory=Metrics)
    began: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.began = self.deployment.at
        self._all_is_well()
        for schedule in SCHEDULES:
            self.runs(schedule)

    def _all_is_well(self) -> None:
        """What AWS measures by itself while nothing is wrong."""
        self.says("AWS/Route53", "HealthCheckStatus", 1, HealthCheckId="HealthCheck")
        self.says("AWS/CertificateManager", "DaysToExpiry", 200, CertificateArn="CertificateArn")

    # --- what CloudWatch has

    def hear(self) -> None:
        """What was logged was logged now."""
        self.metrics.hear(self.logged(), self.deployment.at)

    def says(self, namespace: str, name: str, value: float, **dimensions: str) -> None:
        """AWS itself measures this now."""
        key: Key = (namespace, name, frozenset(dimensions.items()))
        self.metrics.put(key, value, self.deployment.at)

    def set_off(self, name: str) -> timedelta | None:
        """How long after the watch began this alarm went off; None if it has not."""
        self.hear()
        seen = self.metrics.when(alarm(name), self.began, self.deployment.at)
        return None if seen is None else seen - self.began

    def went_off(self) -> set[str]:
        """The alarms that have gone off since the watch began."""
        self.hear()
        return self.metrics.all_in(self.began, self.deployment.at)

    # --- what happens

    def asks(self, request: Callable[[], Answer]) -> Answer:
        """A request through API Gateway, which counts its own answers."""
        answer = request()
        self.hear()
        if answer.status >= 500:
            self.says("AWS/ApiGateway", "5XXError", 1, ApiName="hotline", Stage="RestAPI.Stage")
        return answer

    def tried(self, request: Callable[[], Answer]) -> list[int]:
        """The provider asks until it is answered, thrice at most; the statuses."""
        statuses: list[int] = []
        while len(statuses) < TRIES and not (statuses and statuses[-1] < 400):
            statuses.append(self.asks(request).status)
        return statuses

    def runs(self, function: str, *args: Any) -> Any:
        """A function runs; Lambda counts its failure. None if it failed."""
        try:
            return getattr(self.deployment, RUN_AS.get(function, function))(*args)
        except Exception:  # whatever it is
            self.failed(function)
            return None
        finally:
            self.hear()

    def failed(self, function: str) -> None:
        """Lambda ends a run that raised, or took too long."""
        name = LOGICAL.get(function, function.title())
        self.says("AWS/Lambda", "Errors", 1, FunctionName=name)

    def goes_on(self, span: timedelta, step: timedelta = MINUTE, but: Collection[str] = ()) -> None:
        """Time goes by in steps: in each, every schedule that is due runs once, and what waits in
        the queue is sent; except `but`."""
        until = self.deployment.at + span
        while self.deployment.at < until:
            before = self.deployment.at
            while self.deployment.at < before + step:
                self.deployment.at += MINUTE
                self._all_is_well()
            for schedule in SCHEDULES:
                if schedule not in but and _is_due(schedule, before, self.deployment.at):
                    self.runs(schedule)
            if "dispatch" not in but:
                self.runs("dispatch")


RUN_AS = {"dispatch": "hand_out", "mail_events": "mail_reported"}
SCHEDULES = {
    source.name: source.schedule_expression
    for source in app.event_sources
    if isinstance(source, ScheduledEventConfig)
}


def _is_due(schedule: str, after: datetime, until: datetime) -> bool:
    """Whether EventBridge starts it in (after, until], by its expression in app.py."""
    minutes = (after + MINUTE * n for n in range(1, int((until - after) / MINUTE) + 1))
    expression = SCHEDULES[schedule]
    if rate := re.fullmatch(r"rate\((\d+) minutes?\)", expression):
        return any(int(at.timestamp() // 60) % int(rate[1]) == 0 for at in minutes)
    minute, hour = expression.removeprefix("cron(").split()[:2]
    in_utc = (at.astimezone(UTC) for at in minutes)
    allowed = {*_named(minute, 60)}, {*_named(hour, 24)}
    return any(at.minute in allowed[0] and at.hour in allowed[1] for at in in_utc)


def _named(part: str, most: int) -> Iterator[int]:
    """What a field of a cron expression names: "5", "1,3,6", or from the first in steps: "0/5"."""
    for one in part.split(","):
        first, _, step = one.partition("/")
        yield from range(int(first), most, int(step)) if step else (int(first),)
