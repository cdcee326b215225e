"""An office in the middle of its work as an older release left it, put under this one.

`tests/data/records-2026-11.json.gz` was written by the code of a6cb0ec, before the modules were
laid out anew, on the morning of 25 November 2026. It is never written again: a record that this
code cannot read any more is a fault of this code. It holds

- `tables`: both tables, row by row, as DynamoDB keeps them; `queue`: the messages under way;
- `read`: what that release itself read in them, and which mailed links it would have opened;
- `labels`: the code of each case by what it is an example of; `tokens`: the end of each mailed
  address; `posted`: forms with their answers; what else people hold in their hands.

`tests/data/template-2026-11.yaml.gz` is the template that the same code was packaged to.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import msgspec
import yaml
from moto.dynamodb.models.dynamo_type import DynamoType, Item

from chalicelib import settings, urls
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.case.workflow import FINAL
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.todos.table import Todo
from chalicelib.usecases.services import Services
from tests.support import aws
from tests.support.answers import Answer
from tests.support.deployment import Deployment
from tests.support.gateway import FORM, Pairs

DATA = Path(__file__).parents[1] / "data"
RECORDS = DATA / "records-2026-11.json.gz"
TEMPLATE = DATA / "template-2026-11.yaml.gz"
KEYS = {"link_key": "a key for links", "phone_key": "a key for numbers"}  # it was written with
SOUND = b"RIFF, as the provider keeps it"

# What is called otherwise today than when it was read. On file it has its old name.
RENAMED = {
    "notices": "notifications",
    "purpose": "todo",
    "receipt": "confirmation",
    "receipt_seq": "confirmation_seq",
}


# What nothing reads any more: it stays on rows that have it, and is written no more.
UNUSED = frozenset({"again", "tries"})


@cache
def records() -> dict[str, Any]:
    return dict(json.loads(gzip.decompress(RECORDS.read_bytes())))


def template() -> dict[str, Any]:
    """That release's packaged template, anew for each that asks."""
    return dict(yaml.safe_load(gzip.decompress(TEMPLATE.read_bytes())))


def rows(table: str) -> list[dict[str, Any]]:
    return list(records()["tables"][table])


# What was said with another word then: a closed case about which somebody asks.
CALLED_OTHERWISE = {("talk", "closed")}


def still_says(then: Any, now: Any) -> bool:
    """Whether all that was there is there and says the same; what was added since may be more."""
    match then:
        case dict():
            return isinstance(now, dict) and all(
                key in now and still_says(value, now[key])
                for key, value in then.items()
                if key in now or key not in UNUSED
            )
        case list():
            return len(then) == len(now) and all(map(still_says, then, now))
    return bool(then == now) or (then, now) in CALLED_OTHERWISE


def mailed_then(code: str, todo: Todo) -> str:
    """The path of the newest link that was mailed for this to-do."""
    found = records()["read"]["cases"][code]["notices"]
    mailed = [one["link"] for one in found if one["purpose"] == todo]
    return urls.link(records()["tokens"][mailed[-1]])


def under_way() -> list[str]:
    """The labels of all cases that were open."""
    cases = records()["read"]["cases"]
    state = {label: cases[code]["file"]["case"] for label, code in records()["labels"].items()}
    return [label for label, case in state.items() if case["state"] not in FINAL]


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

    deployment: Deployment

    @property
    def services(self) -> Services:
        return self.deployment.services

    def code(self, label: str) -> str:
        return str(records()["labels"][label])

    def file(self, code: str) -> CaseFile:
        return self.deployment.file(code)

    def kinds(self, code: str) -> list[str]:
        return [event.kind for event in self.file(code).history]

    def link(self, code: str, todo: Todo, who: str = "") -> str:
        """The path of the newest link that was mailed for this to-do."""
        mailed = [n for n in self.notifications(code) if n.todo is todo and who in ("", n.who)]
        link = self.services.store.links.get(mailed[-1].link)
        assert link is not None
        return urls.link(self.services.store.links.token(link))

    def notifications(self, code: str) -> tuple[Notification, ...]:
        return self.deployment.notifications(code)

    # --- whoever was signed in

    def get(self, path: str) -> Answer:
        return self.deployment.call("GET", path, headers={"Cookie": records()["cookie"]})

    def post(self, path: str, fields: Pairs) -> Answer:
        """A form of the office's pages, with the session's own token."""
        body = urlencode([*fields, ("csrf", records()["csrf"])])
        return self.deployment.call(
            "POST", path, body, {"Content-Type": FORM, "Cookie": records()["cookie"]}
        )

    # --- what was under way

    def hand_out(self) -> list[dict[str, Any]]:
        """The queue hands out what the older release had put on it; returns what broke."""
        queue = settings.current().work_queue_url
        for body in records()["queue"]:
            aws.client("sqs").send_message(QueueUrl=queue, MessageBody=body)
        return self.deployment.deliver()

    def minutes_pass(self, rounds: int) -> None:
        for _ in range(rounds):
            self.deployment.later(minutes=3)
            assert self.deployment.sweep()["stuck"] == 0
            assert self.deployment.deliver() == []


def set_up(deployment: Deployment, label: str = "") -> OlderOffice:
    """The tables as the older release left them; the moment is the same. With a label there is no
    other case than that one, with what belongs to it."""
    keep = _belongs_to(records()["labels"][label]) if label else lambda row: True
    for name, table in aws.tables().items():
        for row, item in zip(rows(name), _items(name), strict=True):
            if keep(row):
                table.items[item.hash_key][item.range_key] = item
    deployment.at = datetime.fromisoformat(records()["now"])
    held = records()["recordings"]
    deployment.provider.provider_recordings = dict.fromkeys(held, SOUND)
    return OlderOffice(deployment)


def _belongs_to(code: str) -> Callable[[Any], bool]:
    contacts = records()["read"]["cases"][code]["file"]["contacts"]
    keys = {f"case#{code}", *(f"{kind}#{c}" for kind in ("contact", "call") for c in contacts)}
    return lambda row: row["pk"]["S"] in keys or _is_session(row) or _is_link(row, code)


def _is_session(row: Any) -> bool:
    return bool(row["pk"]["S"].startswith("session#"))


def _is_link(row: Any, code: str) -> bool:
    return bool(row["pk"]["S"].startswith("link#") and row["code"]["S"] == code)


@cache
def _items(table: str) -> list[Item]:
    """The rows as moto holds them."""
    return [Item(DynamoType(row["pk"]), DynamoType(row["sk"]), row) for row in rows(table)]
