"""What the office's board and the morning's digest cost, with ever more open cases."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import boto3

from chalicelib import wiring
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.deadlines.board import LONGEST_SUMMARY
from chalicelib.domain.transitions.change import Change
from chalicelib.usecases.commit import commit
from chalicelib.usecases.office.board import Asked, board
from chalicelib.usecases.ports.incoming import Incoming
from chalicelib.usecases.schedules.digest import digest
from chalicelib.usecases.services import Rules, Services
from chalicelib.usecases.texts.receive import receive
from tests.bench.counting import Count, counting
from tests.support.world import COMPLETE, SetTime

OPEN = (40, 400, 4_000)
BATCH = 25
SUMMARY = ("Đèn chiếu sáng công cộng ngõ 5 Bà Triệu tắt. " * 9)[:LONGEST_SUMMARY]
MORNING = datetime(2026, 12, 6, 7, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))  # a Sunday
APART = "bench"  # a body of its own, so that no other measurement's cases are read

Item = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Look:
    """One look at the board and one digest: how many cases were open, and what each cost."""

    open: int
    count: Count
    digest: Count


def looks() -> Iterator[Look]:
    """At each size. The summary is as long as a row shows it."""
    services, head = wiring.services(), _head()
    there = 0
    for number in OPEN:
        _put(_copy(head, there + n) for n in range(number - there))
        there = number
        morning = MORNING + timedelta(days=len(str(number)))  # each size has its own
        yield Look(open=number, count=_look(services), digest=_digest(services, morning))


def _apart(services: Services) -> Rules:
    return replace(services.rules, authority=replace(services.rules.authority, id=APART))


def _look(services: Services) -> Count:
    rules = _apart(services)
    with counting() as count:
        seen = board(rules, services.store, rules.authority.chief, Asked())
    assert sum(section.whole for section in seen.desk.values())
    return count


def _digest(services: Services, morning: datetime) -> Count:
    rules = replace(_apart(services), time=SetTime(morning))
    with counting() as count:
        done = digest(rules, services.store, services.delivery)
    assert (done["stuck"], done["mails"]) == (0, 1)
    return count


def _head() -> Item:
    """A case's head as the table holds it."""
    services = wiring.services()
    text = Incoming(id="bench-desk", sender="+84987654320", to="+84886121666", text=COMPLETE)
    receive(services.rules, services.store, services.files, text)
    kept = services.store.contacts.get(text.id)
    loaded = services.store.cases.load(kept.taken_as if kept else "")
    assert loaded is not None
    case = replace(loaded.file.case, summary=SUMMARY, authority=APART)
    file = CaseFile(case=case)
    commit(
        services.rules, services.store, file, Change(case=case), loaded.version, case.received_at
    )
    key = {"pk": {"S": f"case#{case.code}"}, "sk": {"S": "head"}}
    table = boto3.client("dynamodb")
    item: Item = table.get_item(TableName="cases", Key=key)["Item"]
    table.delete_item(TableName="cases", Key=key)
    return item


def _copy(head: Item, number: int) -> Item:
    """The head as another case's."""
    code, new = head["pk"]["S"].removeprefix("case#"), f"{700_000_000 + number}"
    named = {k: {"S": head[k]["S"].replace(code, new)} for k in ("pk", "open_sk", "board_row")}
    return {**{k: v for k, v in head.items() if not k.startswith("due_")}, **named}


def _put(items: Iterable[Item]) -> None:
    items, table = iter(items), boto3.client("dynamodb")
    while batch := list(itertools.islice(items, BATCH)):
        requests = [{"PutRequest": {"Item": item}} for item in batch]
        answer = table.batch_write_item(RequestItems={"cases": requests})
        assert not answer["UnprocessedItems"]


def rows(found: list[Look]) -> list[list[object]]:
    """The looks as rows, their head first."""
    head = ["open", "requests", "examined", "got B", "B a case", "which", "the digest"]
    made = [
        [
            look.open,
            look.count.total,
            look.count.examined,
            look.count.received,
            look.count.received // look.open,
            look.count,
            look.digest,
        ]
        for look in found
    ]
    return [head, *made]
