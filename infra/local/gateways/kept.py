"""What the gateways of a stage remember, in SQLite: events that the product has not taken yet, the
product's texts, and which gateways are dead."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from infra.local.gateways.gateway import Event, Sent

TABLES = """
CREATE TABLE IF NOT EXISTS events (
    number INTEGER PRIMARY KEY, gateway TEXT, sid TEXT, path TEXT, id TEXT, body TEXT, about TEXT,
    made INTEGER, at TEXT, due TEXT);
CREATE TABLE IF NOT EXISTS texts (
    sid TEXT PRIMARY KEY, gateway TEXT, id TEXT, recipient TEXT, parts INTEGER, report INTEGER,
    encrypted INTEGER, unreadable TEXT, expires TEXT, UNIQUE (gateway, id));
CREATE TABLE IF NOT EXISTS silent (gateway TEXT PRIMARY KEY);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """An event, and how far it has come; moments are those of the stage's clock."""

    gateway: str
    sid: str  # of the text, in the stage's records; empty for none
    path: str  # at the product
    event: Event
    at: datetime  # of the last attempt
    due: datetime  # of the next one
    made: int = 0  # attempts so far
    number: int = 0  # given by the records

    def is_due(self, now: datetime) -> bool:
        """Whether its pause is over, or was made void by a clock that was set back."""
        return now >= self.due or now < self.at


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A text that the product has ordered."""

    sid: str
    gateway: str
    sent: Sent
    encrypted: bool = True
    unreadable: str = ""  # why the gateway cannot read it, in its words
    expires: datetime | None = None


class Kept:
    """The gateways' memory; every change is on disk when the call returns."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.executescript(TABLES)

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    # --- events

    def add_event(self, one: Waiting) -> int:
        """Keeps an event until it is taken; its number."""
        event = one.event
        done = self._db.execute(
            "INSERT INTO events (gateway, sid, path, id, body, about, made, at, due)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(one.gateway, one.sid, one.path, event.id, event.body, event.about),
                *(one.made, one.at.isoformat(), one.due.isoformat()),
            ),
        )
        return int(done.lastrowid or 0)

    def put_off(self, number: int, made: int, at: datetime, due: datetime) -> None:
        """Notes an attempt that failed, and when the next one is due."""
        self._db.execute(
            "UPDATE events SET made = ?, at = ?, due = ? WHERE number = ?",
            (made, at.isoformat(), due.isoformat(), number),
        )

    def drop_event(self, number: int) -> None:
        """Forgets an event that was taken, or given up."""
        self._db.execute("DELETE FROM events WHERE number = ?", (number,))

    def waiting(self) -> list[Waiting]:
        """All events that are still to come, in the order in which they happened."""
        return [_waiting(row) for row in self._db.execute("SELECT * FROM events ORDER BY number")]

    # --- texts

    def add_text(self, order: Order) -> None:
        """Keeps a text of the product."""
        sent = order.sent
        self._db.execute(
            "INSERT INTO texts (sid, gateway, id, recipient, parts, report, encrypted, unreadable,"
            " expires) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(order.sid, order.gateway, sent.id, sent.recipient, sent.parts, sent.report),
                *(order.encrypted, order.unreadable),
                order.expires.isoformat() if order.expires else None,
            ),
        )

    def text(self, sid: str) -> Order | None:
        """The text with this id of the stage's; None if there is none."""
        row = self._db.execute("SELECT * FROM texts WHERE sid = ?", (sid,)).fetchone()
        return _order(row) if row else None

    def named(self, gateway: str, id_: str) -> Order | None:
        """A gateway's text with the id that the product gave it; None if there is none."""
        row = self._db.execute(
            "SELECT * FROM texts WHERE gateway = ? AND id = ?", (gateway, id_)
        ).fetchone()
        return _order(row) if row else None

    # --- life

    def silence(self, gateway: str, silent: bool) -> None:
        """Notes whether a gateway is dead."""
        change = (
            "INSERT OR IGNORE INTO silent VALUES (?)"
            if silent
            else ("DELETE FROM silent WHERE gateway = ?")
        )
        self._db.execute(change, (gateway,))

    def is_silent(self, gateway: str) -> bool:
        """Whether a gateway is dead."""
        found = self._db.execute("SELECT 1 FROM silent WHERE gateway = ?", (gateway,))
        return found.fetchone() is not None


def _waiting(row: sqlite3.Row) -> Waiting:
    return Waiting(
        gateway=row["gateway"],
        sid=row["sid"],
        path=row["path"],
        event=Event(id=row["id"], body=row["body"], about=row["about"]),
        at=datetime.fromisoformat(row["at"]),
        due=datetime.fromisoformat(row["due"]),
        made=row["made"],
        number=row["number"],
    )


def _order(row: sqlite3.Row) -> Order:
    return Order(
        sid=row["sid"],
        gateway=row["gateway"],
        sent=Sent(
            id=row["id"],
            recipient=row["recipient"],
            parts=row["parts"],
            report=bool(row["report"]),
        ),
        encrypted=bool(row["encrypted"]),
        unreadable=row["unreadable"],
        expires=datetime.fromisoformat(row["expires"]) if row["expires"] else None,
    )
