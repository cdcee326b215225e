"""An office in the middle of its work as an older release left it, put under this one.

`tests/data/records-2026-11.json.gz` was written by the code of a6cb0ec, before the modules were
laid out anew, on the morning of 25 November 2026. It is never written again: a record that this
code cannot read any more is a fault of this code. It holds

- `tables`: both tables, row by row, as DynamoDB keeps them; `queue`: the messages under way;
- `read`: what that release itself read in them, and which mailed links it would have opened;
- `labels`: the code of each case by what it is an example of; `tokens`: the end of each mailed
  address; `posted`: forms with their answers; what else people hold in their hands.

`tests/data/template-2026-11.yaml.gz` is the template that the same code was packaged to. What is
kept of later releases is written by tests/releases; it has less of `read` and what people hold.
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
RELEASES = sorted(DATA.glob("records-*.json.gz"))  # what is kept of each, the oldest first
RECORDS, LATEST = DATA / "records-2026-11.json.gz", RELEASES[-1]
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
UNUSED = frozenset({"after", "again", "tally", "tries"})


@cache
def records(kept: Path = RECORDS) -> dict[str, Any]:
    return dict(json.loads(gzip.decompress(kept.read_bytes())))


def template_beside(kept: Path) -> Path:
    """The file with the template of the same release."""
    return kept.with_name(kept.name.replace("records-", "template-").replace(".json", ".yaml"))


def template(kept: Path = LATEST) -> dict[str, Any]:
    """A release's packaged template, anew for each that asks."""
    return dict(yaml.safe_load(gzip.decompress(template_beside(kept).read_bytes())))


def rows(table: str, kept: Path = RECORDS) -> list[dict[str, Any]]:
    return list(records(kept)["tables"][table])


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


def mailed_then(code: str, todo: Todo, kept: Path = RECORDS) -> str:
    """The path of the newest link that was mailed for this to-do."""
    found = by_todays_names(records(kept)["read"]["cases"][code])["notifications"]
    mailed = [one["link"] for one in found if one["todo"] == todo]
    return urls.link(records(kept)["tokens"][mailed[-1]])


def under_way(kept: Path = RECORDS) -> list[str]:
    """The labels of all cases that were open, or about which somebody asked."""
    found, read = records(kept)["labels"], records(kept)["read"]["cases"]
    case = {label: read[code]["file"]["case"] for label, code in found.items()}
    return [label for label, of in case.items() if of["state"] not in FINAL or of.get("enquiry")]


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
    kept: Path = RECORDS

    @property
    def services(self) -> Services:
        return self.deployment.services

    def code(self, label: str) -> str:
        return str(records(self.kept)["labels"][label])

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
        return self.deployment.call("GET", path, headers={"Cookie": records(self.kept)["cookie"]})

    def post(self, path: str, fields: Pairs) -> Answer:
        """A form of the office's pages, with the session's own token."""
        body = urlencode([*fields, ("csrf", records(self.kept)["csrf"])])
        return self.deployment.call(
            "POST", path, body, {"Content-Type": FORM, "Cookie": records(self.kept)["cookie"]}
        )

    # --- what was under way

    def hand_out(self) -> list[dict[str, Any]]:
        """The queue hands out what the older release had put on it; returns what broke."""
        queue = settings.current().work_queue_url
        for body in records(self.kept)["queue"]:
            aws.client("sqs").send_message(QueueUrl=queue, MessageBody=body)
        return self.deployment.deliver()

    def minutes_pass(self, rounds: int) -> None:
        for _ in range(rounds):
            self.deployment.later(minutes=3)
            assert self.deployment.sweep()["stuck"] == 0
            assert self.deployment.deliver() == []


def set_up(deployment: Deployment, label: str = "", kept: Path = RECORDS) -> OlderOffice:
    """The tables as the older release left them; the moment is the same. With a label there is no
    other case than that one, with what belongs to it."""
    then = records(kept)
    keep = _belongs_to(then, then["labels"][label]) if label else lambda row: True
    for name, table in aws.tables().items():
        for row, item in zip(rows(name, kept), _items(name, kept), strict=True):
            if keep(row):
                table.items[item.hash_key][item.range_key] = item
    deployment.at = datetime.fromisoformat(then["now"])
    deployment.provider.provider_recordings = dict.fromkeys(then["recordings"], SOUND)
    return OlderOffice(deployment, kept)


def _belongs_to(then: dict[str, Any], code: str) -> Callable[[Any], bool]:
    contacts = then["read"]["cases"][code]["file"]["contacts"]
    keys = {f"case#{code}", *(f"{kind}#{c}" for kind in ("contact", "call") for c in contacts)}
    return lambda row: row["pk"]["S"] in keys or _is_session(row) or _is_link(row, code)


def _is_session(row: Any) -> bool:
    return bool(row["pk"]["S"].startswith("session#"))


def _is_link(row: Any, code: str) -> bool:
    return bool(row["pk"]["S"].startswith("link#") and row["code"]["S"] == code)


@cache
def _items(table: str, kept: Path) -> list[Item]:
    """The rows as moto holds them."""
    return [Item(DynamoType(r["pk"]), DynamoType(r["sk"]), r) for r in rows(table, kept)]
