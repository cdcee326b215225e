"""An open case as the board shows it, and how pressing it is."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import Assignment, Case, CaseFile, Channel
from chalicelib.domain.case.workflow import State
from chalicelib.domain.notifications import mailed
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.time.clocks import WORKING_DAYS, Clock, ClockKind
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos import todos
from chalicelib.domain.todos.holder import Holder
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.todos.todos import TodoRef

LONGEST_SUMMARY = 160  # letters: a row says what a case is about, its page says it all


class Pressure(StrEnum):
    """How near a due time is, shown on the board in words and colours."""

    LATE = "late"
    TODAY = "today"
    SOON = "soon"  # the next working day
    CALM = "calm"


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """A running clock, as a row keeps it. `of` is the agency of an agency's clock, `link` the id of
    the link by which it was last asked for its answer, which expires at `until`: "" and None if
    there is none."""

    kind: ClockKind
    due_at: datetime
    of: str = ""
    provisional: bool = False
    unit: str = WORKING_DAYS
    link: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What the board shows and the digest says of a case: nothing personal, no words of the
    citizen's (N7).

    `holder` has the next move and owes `todo`; None if the case has ended. `running` are its
    clocks, the earliest due first. `agencies` take part, the lead first; those of `owing` have not
    answered. `suggested` is the field that the words suggest. `flood` is the code of the
    case that it is grouped under; the desk counts those under a case as its `grouped`. `lead` is
    that of the case that it was merged into, `together` how many were merged into it;
    `marks` are what it is about, as keyed hashes, by which possible repeats are found; `training`
    says that it was made for an exercise.

    Field names are stored: every open case has its row on file, made anew when they change (see
    `recalculation.fingerprint`).
    """

    code: str
    state: State
    channel: Channel
    received_at: datetime
    owner: str
    holder: Holder | None = None
    todo: Todo | None = None
    running: tuple[Running, ...] = ()
    field: str = ""
    suggested: str = ""
    ward: str = ""
    summary: str = ""  # the office's wording, shortened; "" if who it is shall stay secret
    agencies: tuple[str, ...] = ()
    owing: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    urgent: bool = False
    maybe_urgent: bool = False
    maybe_crime: bool = False
    confidential: bool = False
    joined: int = 0  # further messages that belong to it
    asked: bool = False  # somebody asks about it and waits for its owner's answer
    flood: str = ""
    grouped: int = 0
    lead: str = ""
    together: int = 0
    marks: str = ""
    training: bool = False

    @property
    def nearest(self) -> Running | None:
        """The clock that is due first; None if none is running."""
        return self.running[0] if self.running else None

    @property
    def due_at(self) -> datetime | None:
        """The nearest due time; None if no clock is running."""
        return self.nearest.due_at if self.nearest else None

    @property
    def is_to_ask_back(self) -> bool:
        """Whether particulars are missing or the words are unreadable, so that somebody has to ask
        back (N9)."""
        return self.state is State.RECEIVED and bool(self.missing)


COLUMNS = tuple(column.name for of in (Row, Running) for column in dataclasses.fields(of))


def row_of(file: CaseFile, notifications: Sequence[Notification] = ()) -> Row:
    """The case as the board shows it. Its shares decide who owes, so they have to be loaded, except
    for a case that has ended. By its `notifications` it is known which links the agencies have."""
    case, holder = file.case, todos.holder_of(file)
    shares = sorted((a for a in file.assignments if a.counts), key=_lead_first)
    return Row(
        code=case.code,
        state=case.state,
        channel=case.channel,
        received_at=case.received_at,
        owner=case.owner,
        holder=holder,
        todo=todos.owed(file) if holder else None,
        running=tuple(_running(file, notifications)),
        field=case.field,
        suggested=case.suggested_field,
        ward=case.ward,
        summary=_shown(case),
        agencies=tuple(a.agency for a in shares),
        owing=tuple(a.agency for a in shares if a.open),
        missing=case.missing,
        recused=case.recused,
        urgent=case.urgent,
        maybe_urgent=case.maybe_urgent,
        maybe_crime=case.maybe_crime,
        confidential=case.confidential,
        joined=case.joined,
        asked=case.enquiry is not None,
        flood=case.flood,
        lead=case.lead,
        together=len(case.merged),
        marks=case.marks,
        training=case.training,
    )


def open_row(file: CaseFile, notifications: Sequence[Notification] = ()) -> Row | None:
    """The row of a case that stands on the board; None if it has ended."""
    row = row_of(file, notifications)
    return row if row.holder else None


def _running(file: CaseFile, notifications: Sequence[Notification]) -> list[Running]:
    found = (_as_row(clock, file, notifications) for clock in file.running_clocks)
    return sorted(found, key=by_due)


def by_due(running: Running) -> tuple[datetime, str, str]:
    """The earliest due first."""
    return running.due_at, running.kind, running.of


def _as_row(clock: Clock, file: CaseFile, notifications: Sequence[Notification]) -> Running:
    row = Running(
        kind=clock.kind,
        due_at=clock.due_at,
        of=clock.of,
        provisional=clock.provisional,
        unit=clock.unit,
    )
    if clock.kind is not ClockKind.AGENCY:
        return row
    ref = TodoRef(todo=Todo.ANSWER, subject=file.case.code, role=Role.AGENCY, who=clock.of)
    last = mailed.last_with_link(ref, file, notifications)
    return dataclasses.replace(row, link=last.link, until=last.link_expires_at) if last else row


def _lead_first(share: Assignment) -> tuple[bool, str]:
    return not share.lead, share.agency


def _shown(case: Case) -> str:
    said = "" if case.confidential else " ".join(case.summary.split())
    return said if len(said) <= LONGEST_SUMMARY else f"{said[: LONGEST_SUMMARY - 1].rstrip()}…"


def pressure(due_at: datetime, now: datetime, calendar: Calendar) -> Pressure:
    """How pressing a due time is at `now`."""
    today, day = calendar.local(now).date(), calendar.local(due_at).date()
    if now > due_at:
        return Pressure.LATE
    if day <= today:
        return Pressure.TODAY
    return Pressure.SOON if day <= calendar.next_working_day(today) else Pressure.CALM
