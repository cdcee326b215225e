"""An office in the middle of its work as an older release left it, put under this one.

`tests/data/records-2026-11.json.gz` was written by the code of a6cb0ec, before the house was
redrawn, on the morning of 25 November 2026. It is never written again: a record that this code
cannot read any more is a fault of this code. It holds

- `tables`: both tables, row by row, as DynamoDB keeps them; `queue`: the messages under way;
- `read`: what that release itself read in them, and which mailed links it would have opened;
- `labels`: the code of each case by what it is an example of; `tokens`: the end of each mailed
  address; `posted`: forms with their answers; what else people hold in their hands.
"""

from __future__ import annotations

import copy
import gzip
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
import pytest
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table

from chalicelib import settings, urls
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.case.notifications import Notification
from chalicelib.domain.case.todos import Todo
from chalicelib.usecases.services import Services
from tests.support import web
from tests.support.web import FORM, Answer, Doorway, Pairs

RECORDS = Path(__file__).parents[1] / "data" / "records-2026-11.json.gz"
SOUND = b"RIFF, as the provider keeps it"

# What is called otherwise today than when it was read. On file it has its old name.
RENAMED = {
    "notices": "notifications",
    "purpose": "todo",
    "receipt": "confirmation",
    "receipt_seq": "confirmation_seq",
}


@cache
def records() -> dict[str, Any]:
    return dict(json.loads(gzip.decompress(RECORDS.read_bytes())))


def rows(table: str) -> list[dict[str, Any]]:
    return list(records()["tables"][table])


def still_says(then: Any, now: Any) -> bool:
    """Whether all that was there is there and says the same; what was added since may be more."""
    match then:
        case dict():
            return isinstance(now, dict) and all(
                key in now and still_says(value, now[key]) for key, value in then.items()
            )
        case list():
            return len(then) == len(now) and all(map(still_says, then, now))
    return bool(then == now)


def by_todays_names(read: Any, **more: str) -> Any:
    """What was read then, with the names that this code has for it."""
    names = {**RENAMED, **more}
    if isinstance(read, dict):
        return {names.get(k, k): by_todays_names(v, **more) for k, v in read.items()}
    return [by_todays_names(v, **more) for v in read] if isinstance(read, list) else read


def plain(value: Any) -> Any:
    return msgspec.to_builtins(value)


@dataclass
class OlderOffice:
    """What stood on file, and what its people do with it after the upgrade."""

    doorway: Doorway

    @property
    def services(self) -> Services:
        return self.doorway.services

    def code(self, label: str) -> str:
        return str(records()["labels"][label])

    def file(self, code: str) -> CaseFile:
        return self.doorway.file(code)

    def kinds(self, code: str) -> list[str]:
        return [event.kind for event in self.file(code).history]

    def link(self, code: str, todo: Todo, who: str = "") -> str:
        """The path of the newest link that was mailed for this to-do."""
        mailed = [n for n in self.notifications(code) if n.todo is todo and who in ("", n.who)]
        link = self.services.store.links.get(mailed[-1].link)
        assert link is not None
        return urls.link(self.services.store.links.token(link))

    def notifications(self, code: str) -> tuple[Notification, ...]:
        return self.doorway.notifications(code)

    # --- whoever was signed in

    def get(self, path: str) -> Answer:
        return self.doorway.call("GET", path, headers={"Cookie": records()["cookie"]})

    def post(self, path: str, fields: Pairs) -> Answer:
        """A form of the office's pages, with the session's own token."""
        body = urlencode([*fields, ("csrf", records()["csrf"])])
        return self.doorway.call(
            "POST", path, body, {"Content-Type": FORM, "Cookie": records()["cookie"]}
        )

    # --- what was under way

    def hand_out(self) -> list[dict[str, Any]]:
        """The queue hands out what the older release had put on it; returns what broke."""
        queue = settings.current().work_queue_url
        for body in records()["queue"]:
            web._client("sqs").send_message(QueueUrl=queue, MessageBody=body)
        return self.doorway.deliver()

    def minutes_pass(self, rounds: int) -> None:
        for _ in range(rounds):
            self.doorway.later(minutes=3)
            assert self.doorway.sweep()["stuck"] == 0
            assert self.doorway.deliver() == []


@pytest.fixture
def older(doorway: Doorway, quick_tables: None) -> OlderOffice:
    """The tables as the older release left them; the moment is the same."""
    return _office(doorway, lambda row: True)


@pytest.fixture
def alone(doorway: Doorway, quick_tables: None) -> Callable[[str], OlderOffice]:
    """One case of it, with what belongs to it, as if there were no other."""

    def only(label: str) -> OlderOffice:
        code = records()["labels"][label]
        contacts = records()["read"]["cases"][code]["file"]["contacts"]
        keys = {f"case#{code}", *(f"{kind}#{c}" for kind in ("contact", "call") for c in contacts)}
        return _office(
            doorway,
            lambda row: row["pk"]["S"] in keys or _is_link(row, code),
        )

    return only


def _is_link(row: Any, code: str) -> bool:
    return bool(row["pk"]["S"].startswith("link#") and row["code"]["S"] == code)


def _office(doorway: Doorway, wanted: Callable[[Any], bool]) -> OlderOffice:
    for name, table in web._tables().items():
        for row, item in zip(rows(name), _items(name), strict=True):
            if wanted(row):
                table.items[item.hash_key][item.range_key] = item
    doorway.at = datetime.fromisoformat(records()["now"])
    held = records()["recordings"]
    doorway.provider.provider_recordings = dict.fromkeys(held, SOUND)
    return OlderOffice(doorway)


@cache
def _items(table: str) -> list[Item]:
    """The rows as moto holds them."""
    return [Item(DynamoType(row["pk"]), DynamoType(row["sk"]), row) for row in rows(table)]


# --- moto, made for few rows


@pytest.fixture(scope="module")
def quick_tables() -> Iterator[None]:
    """moto asks every row of a table whether it answers a query, and copies the whole table for
    every row that a transaction writes: seconds in a full one. Here a query sees the rows under its
    key, and an update changes a copy of its row, so that it is enough to note which rows there
    were."""
    real_query, real_update = Table.query, DynamoDBBackend.update_item

    def query(table: Table, hash_key: Any, *args: Any, **kwargs: Any) -> Any:
        index = args[6]
        return real_query(_under(table, hash_key, index), hash_key, *args, **kwargs)

    def update(backend: DynamoDBBackend, table_name: str, key: Any, *args: Any, **kw: Any) -> Any:
        own, within = DynamoType(key["pk"]), DynamoType(key["sk"])
        by_range = backend.get_table(table_name).items[own]
        if within in by_range:
            by_range[within] = copy.deepcopy(by_range[within])
        return real_update(backend, table_name, key, *args, **kw)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Table, "query", query)
        patch.setattr(Table, "__deepcopy__", _which_rows, raising=False)
        patch.setattr(DynamoDBBackend, "update_item", update)
        yield


def _under(table: Table, key: DynamoType, index: str | None) -> Table:
    """The table with no rows but those under this key, of the table or of an index."""
    made = copy.copy(table)
    if index is None:
        made.items = defaultdict(dict, {key: table.items.get(key, {})})
        return made
    name = next(i.schema[0]["AttributeName"] for i in table.all_indexes() if i.name == index)
    made.items = defaultdict(dict)
    for own, by_range in table.items.items():
        for within, item in by_range.items():
            if name in item.attrs and item.attrs[name].value == key.value:
                made.items[own][within] = item
    return made


def _which_rows(table: Table, _: dict[int, Any]) -> Table:
    made = copy.copy(table)
    made.items = defaultdict(dict, {key: dict(rows) for key, rows in table.items.items()})
    return made
