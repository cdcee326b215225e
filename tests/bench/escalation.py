"""What one run of the ladder costs, with ever more open cases, and with an archive."""

from __future__ import annotations

import itertools
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import boto3

from chalicelib import wiring
from chalicelib.domain.todos.table import Todo
from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.todos import forms
from chalicelib.usecases.ports.incoming import Incoming
from chalicelib.usecases.schedules.escalate import escalate
from chalicelib.usecases.schedules.gather import round_up
from chalicelib.usecases.services import Services
from chalicelib.usecases.texts.receive import receive
from chalicelib.usecases.todos import act
from tests.bench.counting import Count, counting
from tests.support.world import COMPLETE, TUESDAY_NINE, SetTime, with_rules

OPEN = (100, 1_000, 10_000)
ARCHIVED = 10_000
DUE = 50
BATCH = 25

Item = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Run:
    """One run: how many cases stood open and closed, what it did, what it cost."""

    open: int
    closed: int
    cases: int
    mails: int
    count: Count
    seconds: float


class Shelf:
    """The table of cases, filled with copies of two that went the real way: one whose agency is
    to be reminded now, and one assigned a day later.

    Of a case that is not due only the head is there: nothing else of it stands in an index, and
    the run reads by keys alone. The emulator takes some six hundred items a second.
    """

    def __init__(self) -> None:
        self._clock = SetTime(TUESDAY_NINE - timedelta(days=1))
        self.services: Services = with_rules(wiring.services(), time=self._clock)
        self._numbers = itertools.count(100_000_000)
        self._table = boto3.client("dynamodb")
        self.open = self.closed = 0
        self._due = self._assigned()
        self._clock.at += timedelta(days=1)
        self._calm = self._assigned()
        self.now = _rung(self._due)
        for item in (*self._due, *self._calm):
            key = {"pk": item["pk"], "sk": item["sk"]}
            self._table.delete_item(TableName="cases", Key=key)

    def run(self) -> Run:
        """Fifty more cases have come due; the ladder is climbed."""
        self._clock.at = self.now
        began = time.perf_counter()
        with counting() as count:
            did = escalate(self.services.rules, self.services.store)
        seconds = time.perf_counter() - began
        assert (did["cases"], did["stuck"], did["lost"]) == (DUE, 0, 0), did
        return Run(
            open=self.open,
            closed=self.closed,
            cases=did["cases"],
            mails=did["mails"],
            count=count,
            seconds=seconds,
        )

    def fill(self, up_to: int) -> None:
        """So many open cases, fifty of them due and whole."""
        calm = max(0, up_to - self.open - DUE)
        self._put(copy for _ in range(DUE) for copy in self._copy(self._due))
        self._put(copy for _ in range(calm) for copy in self._copy([_head(self._calm)]))
        self.open += calm + DUE

    def archive(self, closed: int) -> None:
        """Heads of closed cases: they have left every index."""
        gone = ("due_pk", "due_at", "open_pk", "open_sk", "board_row")
        head = {k: v for k, v in _head(self._calm).items() if k not in gone}
        self._put(copy for _ in range(closed) for copy in self._copy([head]))
        self.closed += closed

    def _assigned(self) -> list[Item]:
        """A case as the table holds it once the chief has assigned it."""
        text = Incoming(
            id=f"bench-{next(self._numbers)}",
            sender="+84987654321",
            to="+84886121666",
            text=COMPLETE,
        )
        receive(self.services.rules, self.services.store, self.services.files, text)
        kept = self.services.store.contacts.get(text.id)
        assert kept is not None
        agency = self.services.rules.authority.agencies[0].id
        self._post(kept.taken_as, Todo.SCREEN, "propose", field="S1", agency=agency)
        self._post(kept.taken_as, Todo.ASSIGN, "assign", agency=agency, document="1/VP")
        round_up(self.services.rules, self.services.store)  # what waits is not to be copied
        found = self._table.query(
            TableName="cases",
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": {"S": f"case#{kept.taken_as}"}},
        )
        return list(found["Items"])

    def _post(self, code: str, todo: Todo, action: str, **typed: str) -> None:
        loaded = self.services.store.cases.load(code)
        assert loaded is not None
        notification = next(n for n in loaded.notifications if n.todo is todo)
        store = self.services.store
        link = store.links.get(notification.link)
        assert link is not None
        ref = link.ref
        identity = store.cases.identity(code)
        said = {"revision": str(loaded.file.case.revision), "summary": "Đèn đường hỏng.", **typed}
        person = {"name": identity.name, "address": identity.address, "phone": identity.phone}
        form = Form((*person.items(), *said.items(), ("signer", "CVP"), ("action", action)))
        before = act.Before(identity=identity)
        command = forms.command(form, ref, self.services.rules.authority, before)
        act.act_by_link(
            self.services.rules, self.services.store, link, command, form.key, form.revision
        )

    def _copy(self, items: list[Item]) -> Iterator[Item]:
        """The items as another case's."""
        old, new = _head(items)["pk"]["S"].removeprefix("case#"), str(next(self._numbers))
        return (_renamed(item, old, new) for item in items)

    def _put(self, items: Iterator[Item]) -> None:
        while batch := list(itertools.islice(items, BATCH)):
            requests = [{"PutRequest": {"Item": item}} for item in batch]
            answer = self._table.batch_write_item(RequestItems={"cases": requests})
            assert not answer["UnprocessedItems"]


def _head(items: list[Item]) -> Item:
    return next(item for item in items if item["sk"]["S"] == "head")


def _rung(items: list[Item]) -> datetime:
    return datetime.fromisoformat(_head(items)["due_at"]["S"]) + timedelta(minutes=1)


def _renamed(value: Any, old: str, new: str) -> Any:
    if isinstance(value, dict):
        return {k: _renamed(v, old, new) for k, v in value.items()}
    if isinstance(value, list):
        return [_renamed(v, old, new) for v in value]
    return value.replace(old, new) if isinstance(value, str) else value


def runs() -> Iterator[Run]:
    """A run at each size; the last with an archive beside what is open."""
    shelf = Shelf()
    for number in OPEN:
        shelf.fill(number)
        yield shelf.run()
    shelf.archive(ARCHIVED)
    shelf.fill(0)
    yield shelf.run()


def rows(found: list[Run]) -> list[list[object]]:
    """The runs as rows, their head first, and whether they are the same."""
    head = ["open", "closed", "due", "mails", "requests", "examined", "written", "sent B", "got B"]
    made = [
        [
            run.open,
            run.closed,
            run.cases,
            run.mails,
            run.count.total,
            run.count.examined,
            run.count.written,
            run.count.sent,
            run.count.received,
        ]
        for run in found
    ]
    return [head, *made]
