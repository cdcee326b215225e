"""The day's report, for those to whom it was mailed: by mail and on its page (N14)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from chalicelib.domain.formats import dates
from chalicelib.domain.formats.paragraphs import Row, Table
from chalicelib.domain.notifications.gathering import DAY_REPORT
from chalicelib.domain.notifications.notifications import Notification, ref_to
from chalicelib.domain.todos.table import Todo
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos.view import GoneError


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report as it was mailed: what was late first, then by when the citizens were told.
    `punctuality` says how much of it was late."""

    at: datetime
    tables: tuple[Table, ...]
    punctuality: str

    @property
    def count(self) -> int:
        return sum(len(table.rows) for table in self.tables)


def open_report(rules: Rules, store: Store, token: str) -> Report:
    """The report that a link leads to. Raises GoneError."""
    link = store.links.genuine(token)
    if link is None or link.todo is not Todo.READ or not link.open_at(rules.now()):
        raise GoneError
    mailed = store.outbox.get(ref_to("", link.subject))
    if mailed is None or mailed.kind != DAY_REPORT:
        raise GoneError
    return report_of(rules, store, mailed)


def report_of(rules: Rules, store: Store, mailed: Notification) -> Report:
    """The report that this mail has."""
    return report_with(rules, mailed, store.outbox.of(mailed.words["refs"].split()))


def report_with(rules: Rules, mailed: Notification, lines: list[Notification]) -> Report:
    """The report with these lines, in any order."""
    lines = sorted(lines, key=lambda line: (not _was_late(line), line.words["told_at"], line.ref))
    opened = rules.calendar.opening_of(rules.calendar.local(mailed.planned_at).date())
    today = [line for line in lines if _told_at(line) > opened]
    before = [line for line in lines if _told_at(line) <= opened]
    return Report(
        at=mailed.planned_at,
        tables=tuple(_tables(rules, today, before)),
        punctuality=_punctuality(rules, lines),
    )


def _was_late(line: Notification) -> bool:
    return bool(line.words.get("late"))  # a line of an older release does not say


def _punctuality(rules: Rules, lines: list[Notification]) -> str:
    late = sum(map(_was_late, lines))
    texts = rules.authority
    return texts.text("day_report.late", n=str(late)) if late else texts.texts["day_report.in_time"]


def _told_at(line: Notification) -> datetime:
    return datetime.fromisoformat(line.words["told_at"])


def _tables(rules: Rules, today: list[Notification], before: list[Notification]) -> Iterator[Table]:
    """What was told after the report of an earlier day says so."""
    authority = rules.authority
    if before:
        since = rules.calendar.local(min(map(_told_at, before)))
        heading = authority.text("day_report.before", since=dates.moment(since))
        yield _table(rules, heading, before)
    if today:
        yield _table(rules, authority.texts["day_report.today"], today)


def _table(rules: Rules, heading: str, lines: list[Notification]) -> Table:
    columns = (rules.authority.texts["day_report.column"],)
    return Table(heading, columns, tuple(Row((line.words["line"],)) for line in lines))
