"""What the switchboard remembers, in SQLite: messages, webhooks, mails, and what is to become of
texts to a number."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

TABLES = """
CREATE TABLE IF NOT EXISTS messages (
    number INTEGER PRIMARY KEY, sid TEXT UNIQUE, direction TEXT, sender TEXT, receiver TEXT,
    body TEXT, status TEXT, error TEXT, at TEXT, callback TEXT, gateway TEXT);
CREATE TABLE IF NOT EXISTS webhooks (
    sid TEXT PRIMARY KEY, url TEXT, fields TEXT, token TEXT);
CREATE TABLE IF NOT EXISTS fates (
    number TEXT PRIMARY KEY, status TEXT, error TEXT, times INTEGER);
CREATE TABLE IF NOT EXISTS mails (
    number INTEGER PRIMARY KEY, id TEXT UNIQUE, receivers TEXT, subject TEXT, text TEXT,
    html TEXT, at TEXT);
"""
# What an older release's file has not: its texts were all the provider's.
ADDED = {
    "messages": {"gateway": "TEXT DEFAULT 'twilio'"},
    "fates": {"times": "INTEGER DEFAULT 1"},
}
SHOWN_MESSAGES = 500
PROVIDER = "twilio"  # the gateway that takes calls too


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One text message, to the hotline or from it."""

    sid: str
    direction: str  # in | out
    sender: str
    receiver: str
    body: str
    status: str
    at: str
    error: str = ""
    callback: str = ""
    gateway: str = PROVIDER  # by which it came or went

    @property
    def person(self) -> str:
        """The number at the other end of the hotline's line."""
        return self.sender if self.direction == "in" else self.receiver

    def told(self) -> dict[str, str | None]:
        """As the control API shows it."""
        return {
            "sid": self.sid,
            "direction": self.direction,
            "from": self.sender,
            "to": self.receiver,
            "body": self.body,
            "status": self.status,
            "error": self.error or None,
            "at": self.at,
            "gateway": self.gateway,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What becomes of a text from the hotline."""

    status: str = "delivered"
    error: str = ""
    times: int = 1  # how often each of its receipts comes


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """The provider's last request about a message or a call, kept so that it can be repeated."""

    sid: str
    url: str
    fields: dict[str, str]
    token: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """One mail that the product sent."""

    id: str
    receivers: tuple[str, ...]
    subject: str
    text: str
    html: str
    at: str


class Records:
    """The switchboard's memory; every change is on disk when the call returns."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file, isolation_level=None)
        self._db.row_factory = sqlite3.Row
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.executescript(TABLES)
        self._complete()

    def _complete(self) -> None:
        """Gives an older release's tables the columns that they have not."""
        for table, columns in ADDED.items():
            there = {row["name"] for row in self._db.execute(f"PRAGMA table_info({table})")}
            for name in columns.keys() - there:
                self._db.execute(f"ALTER TABLE {table} ADD COLUMN {name} {columns[name]}")

    def close(self) -> None:
        """Closes the file."""
        self._db.close()

    # --- messages

    def add_message(self, message: Message) -> None:
        """Keeps a new message."""
        self._db.execute(
            "INSERT INTO messages (sid, direction, sender, receiver, body, status, error, at,"
            " callback, gateway) VALUES (:sid, :direction, :sender, :receiver, :body, :status,"
            " :error, :at, :callback, :gateway)",
            _fields(message),
        )

    def set_status(self, sid: str, status: str, error: str) -> None:
        """Records what has become of a message."""
        self._db.execute(
            "UPDATE messages SET status = ?, error = ? WHERE sid = ?", (status, error, sid)
        )

    def message(self, sid: str) -> Message | None:
        """The message with this id; None if there is none."""
        row = self._db.execute("SELECT * FROM messages WHERE sid = ?", (sid,)).fetchone()
        return _message(row) if row else None

    def messages(self, number: str | None = None) -> list[Message]:
        """The latest messages from and to a number, or of everybody; oldest first."""
        rows = self._db.execute(
            "SELECT * FROM (SELECT * FROM messages WHERE ?1 IS NULL OR sender = ?1 OR"
            " receiver = ?1 ORDER BY number DESC LIMIT ?2) ORDER BY number",
            (number, SHOWN_MESSAGES),
        )
        return [_message(row) for row in rows]

    def listed(self, gateway: str) -> list[Message]:
        """All messages of a gateway, newest first."""
        rows = self._db.execute(
            "SELECT * FROM messages WHERE gateway = ? ORDER BY number DESC", (gateway,)
        )
        return [_message(row) for row in rows]

    # --- webhooks

    def keep_webhook(self, webhook: Webhook) -> None:
        """Keeps a request, in place of the one before it."""
        self._db.execute(
            "INSERT OR REPLACE INTO webhooks VALUES (?, ?, ?, ?)",
            (webhook.sid, webhook.url, json.dumps(webhook.fields), webhook.token),
        )

    def webhook(self, sid: str) -> Webhook | None:
        """The last request under this id; None if there is none."""
        row = self._db.execute("SELECT * FROM webhooks WHERE sid = ?", (sid,)).fetchone()
        if not row:
            return None
        return Webhook(
            sid=row["sid"], url=row["url"], fields=json.loads(row["fields"]), token=row["token"]
        )

    # --- fates

    def set_fate(self, number: str, fate: Fate) -> None:
        """Decides how every later message to a number ends."""
        self._db.execute(
            "INSERT OR REPLACE INTO fates (number, status, error, times) VALUES (?, ?, ?, ?)",
            (number, fate.status, fate.error, fate.times),
        )

    def fate(self, number: str) -> Fate:
        """How a message to this number ends: it is delivered, unless that was decided."""
        row = self._db.execute("SELECT * FROM fates WHERE number = ?", (number,)).fetchone()
        return Fate(status=row["status"], error=row["error"], times=row["times"]) if row else Fate()

    # --- mails

    def add_mail(self, mail: Mail) -> bool:
        """Keeps a mail; False if it is known already."""
        done = self._db.execute(
            "INSERT OR IGNORE INTO mails (id, receivers, subject, text, html, at)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (mail.id, json.dumps(mail.receivers), mail.subject, mail.text, mail.html, mail.at),
        )
        return done.rowcount == 1

    def mails(self) -> list[Mail]:
        """All mails, newest first."""
        rows = self._db.execute("SELECT * FROM mails ORDER BY number DESC")
        return [
            Mail(
                id=row["id"],
                receivers=tuple(json.loads(row["receivers"])),
                subject=row["subject"],
                text=row["text"],
                html=row["html"],
                at=row["at"],
            )
            for row in rows
        ]


def _fields(message: Message) -> dict[str, Any]:
    return {name: getattr(message, name) for name in Message.__slots__}


def _message(row: sqlite3.Row) -> Message:
    return Message(**{name: row[name] for name in Message.__slots__})
