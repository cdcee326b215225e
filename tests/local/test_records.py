"""What the switchboard remembers of an older release can still be read."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from infra.local.records import Fate, Records

OLDER = """
CREATE TABLE messages (
    number INTEGER PRIMARY KEY, sid TEXT UNIQUE, direction TEXT, sender TEXT, receiver TEXT,
    body TEXT, status TEXT, error TEXT, at TEXT, callback TEXT);
CREATE TABLE fates (number TEXT PRIMARY KEY, status TEXT, error TEXT);
INSERT INTO messages VALUES (1, 'SM1', 'in', '+84912000001', '+84886121666', 'xin', 'received', '',
    '2026-03-11T08:00:00+07:00', '');
INSERT INTO fates VALUES ('+84912000001', 'failed', '30008');
"""


def test_texts_of_an_older_release_were_all_the_providers(tmp_path: Path) -> None:
    file = tmp_path / "switchboard.sqlite"
    with sqlite3.connect(file) as older:
        older.executescript(OLDER)
    for _ in range(2):
        records = Records(file)
        [found] = records.listed("twilio")
        assert (found.sid, found.gateway) == ("SM1", "twilio")
        assert records.fate("+84912000001") == Fate(status="failed", error="30008", times=1)
        records.close()
