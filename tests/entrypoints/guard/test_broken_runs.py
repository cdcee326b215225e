"""A run that breaks at any of its requests to AWS is made good by the next, and nobody hears it
twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from typing import Any

import pytest
from botocore.exceptions import BotoCoreError, EndpointConnectionError
from pynamodb.exceptions import PynamoDBException

from chalicelib.domain.notifications.notifications import NotificationState
from chalicelib.domain.todos.table import Todo
from tests.support import aws
from tests.support.aws import Aws
from tests.support.deployment import Deployment
from tests.support.world import TUESDAY_NINE

REACHED = {NotificationState.SENT, NotificationState.GATHERED, NotificationState.DELIVERED}
# When each is run, over a case that the chief has to assign and one that an agency has to answer.
RUNS: dict[str, datetime] = {
    "escalate": TUESDAY_NINE.replace(day=24, hour=9),
    "digest": TUESDAY_NINE.replace(day=24, hour=7),
    "gather": TUESDAY_NINE.replace(hour=10, minute=5),
}


@contextmanager
def breaking(monkeypatch: pytest.MonkeyPatch, at: int = 0) -> Iterator[list[str]]:
    """The request to AWS of this number fails, 0 for none; what was asked."""
    asked: list[str] = []
    real = Aws.call

    def call(self: Aws, do: Any, client: Any, name: str, kwargs: Any) -> Any:
        asked.append(name)
        if len(asked) == at:
            raise EndpointConnectionError(endpoint_url=name)
        return real(self, do, client, name, kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Aws, "call", call)
        yield asked


def prepared(deployment: Deployment, at: datetime, before: dict[str, Any]) -> None:
    """A case that waits for its answer and one that nobody has read, at this time; `before` keeps
    what is on file then, for the next time."""
    deployment.start_afresh()
    if before:
        aws.put_back(before)
    else:
        deployment.way_to(Todo.ANSWER)
        deployment.sms()
        deployment.deliver()
        before |= aws.kept()
    deployment.at = at
    deployment.aws.mails.clear()


def heard(deployment: Deployment) -> Counter[tuple[str, str]]:
    """Who is told what: of each case, however it is gathered into mails, and the digests."""
    cases = (n for code in deployment.codes() for n in deployment.notifications(code))
    mails = ((mail.to, mail.subject) for mail in deployment.mails())
    digests = (mail for mail in mails if mail[1].startswith("Đường dây nóng ngày"))
    said = ((n.who, f"{n.kind} {n.medium}, reached: {n.state in REACHED}") for n in cases)
    return Counter([*said, *digests])


def told_by(
    deployment: Deployment,
    monkeypatch: pytest.MonkeyPatch,
    run: str,
    before: dict[str, Any],
    at: int = 0,
) -> tuple[Counter[tuple[str, str]], list[str]]:
    """Who has been told what in the end if the request of this number fails, and what was asked."""
    prepared(deployment, RUNS[run], before)
    # As on AWS, a run that has failed is repeated.
    with breaking(monkeypatch, at) as asked, suppress(BotoCoreError, PynamoDBException):
        getattr(deployment, run)()
    for _ in range(2):  # what is stuck stands back, and is tried by a later run
        getattr(deployment, run)()
        deployment.later(minutes=6)
        deployment.sweep()
    deployment.deliver()
    return heard(deployment), asked


@pytest.mark.parametrize("run", RUNS)
def test_it_may_break_at_any_request(
    deployment: Deployment, monkeypatch: pytest.MonkeyPatch, run: str
) -> None:
    before: dict[str, Any] = {}
    expected, asked = told_by(deployment, monkeypatch, run, before)
    assert expected
    for number, name in enumerate(asked, start=1):
        found, _ = told_by(deployment, monkeypatch, run, before, number)
        assert found == expected, f"{run} broke at {name} ({number})"
