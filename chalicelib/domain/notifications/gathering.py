"""Which mails and texts wait to be put together, so that a person gets one instead of many (N18).

What a run of the ladder says to a person goes out together after the run. What people have to do
next goes out together a few times a day. What is urgent is never put together with anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime, time, timedelta
from enum import StrEnum

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import Case
from chalicelib.domain.case.workflow import State
from chalicelib.domain.notifications.notifications import Medium, Notification, Plan
from chalicelib.domain.notifications.receivers import Receiver, mail_address, phone_number
from chalicelib.domain.time import clocks, ladder
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos.table import ROWS

# When the rounds are, on working days; the schedule in app.py is the same.
ROUNDS = (time(8, 5), time(10, 5), time(13, 5), time(16, 5))

LISTED = 50  # matters that one mail says something about; the rest it only counts

MANY = "many"  # a mail about several matters
DAY_REPORT = "day_report"  # a line of the day's report, and the mail that has them all
MANY_LATE = "many_late"  # the text beside it


class Gathering(StrEnum):
    """When something that waits is put together. The values are stored."""

    RUN = "run"  # at the end of the ladder's run
    ROUND = "round"  # at the next of the day's rounds
    REPORT = "report"  # with the day's report


# Mails about what somebody in the office or a leader has to do, which can wait for the next round.
# Whoever works at the board sees it there at once.
_ROUNDS = frozenset(
    {
        "screen",
        "screen_taken_in",
        "screen_again",
        "ask_back",
        "ring_back",
        "talk",
        "supplemented",
        "handed_over",
        "hear_call",
        "call_hidden",
        "assign",
        "returned",
        "time_asked",
        "draft",
        "approval",
        "sent_back",
        "tell",
        "tell_by_letter",
        "tell_by_mail",
        "call_given_up",
        "review",
        "notice_failed",
        "taken_over",
        "due_moved",
    }
)

# The terms under which what is urgent runs, whoever has marked it so.
_PRESSING = frozenset({ClockKind.DIRECT, ClockKind.TRANSFER})


def is_pressing(case: Case) -> bool:
    """Whether the matter is urgent or, before an officer has screened it, may be: then nothing
    about it waits."""
    may_be = case.state is State.RECEIVED and (case.maybe_urgent or case.maybe_crime)
    return case.urgent or may_be


def gathering_of(plan: Plan, case: Case, now: datetime, calendar: Calendar) -> Gathering | None:
    """What the plan waits for; None if it goes out by itself, as do all mails about a matter that
    is about members of the office: whom may be told of it differs. So do those of an exercise, of
    which no mail about real matters speaks. What may be urgent has been told of at once: its
    reminders go with the others, at the end of the same run."""
    if plan.kind == DAY_REPORT:
        return Gathering.REPORT
    apart = case.urgent or case.recused or case.training
    if apart or plan.not_before or plan.to is Receiver.CITIZEN:
        return None
    clock = ladder.reminded_of(plan.kind) if plan.medium is Medium.MAIL else _clock_of_text(plan)
    if clock:
        return None if clock in _PRESSING else Gathering.RUN
    if is_pressing(case):
        return None
    if plan.kind not in _ROUNDS or _runs_out_before_the_next_round(plan, case, now, calendar):
        return None
    return Gathering.ROUND


def _runs_out_before_the_next_round(
    plan: Plan, case: Case, now: datetime, calendar: Calendar
) -> bool:
    """Whether waiting would make it late."""
    kind = ROWS[plan.todo].clock if plan.todo else None
    own = clocks.running(case.clocks, kind) if kind else None
    dues = [own.due_at] if own else [c.due_at for c in case.clocks if c.running]
    return any(now < due <= next_round(now, calendar) for due in dues)


def next_round(now: datetime, calendar: Calendar) -> datetime:
    """When the next round is."""
    here = calendar.local(now)
    day = here.date()
    while True:
        moments = (datetime.combine(day, at, calendar.zone) for at in ROUNDS)
        later = [at for at in moments if at > here and calendar.is_working_day(day)]
        if later:
            return later[0]
        day += timedelta(days=1)


def _clock_of_text(plan: Plan) -> ClockKind | None:
    """The clock about which a rung's text is sent beside its mail."""
    said = plan.words.get("clock") if plan.medium is Medium.SMS else None
    return ClockKind(said) if said else None


_ADDRESS: Mapping[Medium, Callable[[Authority, Receiver, str], str]] = {
    Medium.MAIL: mail_address,
    Medium.SMS: phone_number,
}


def by_person(
    waiting: Iterable[Notification], authority: Authority
) -> dict[tuple[Medium, str], list[Notification]]:
    """What waits, by medium and address, each person's oldest first. Whoever acts in two roles
    gets one mail; somebody who is no longer configured stands under the address "", alone."""
    found: dict[tuple[Medium, str], list[Notification]] = {}
    for one in sorted(waiting, key=lambda n: (n.planned_at, n.ref)):
        try:
            address = _ADDRESS[one.medium](authority, one.to, one.who)
        except KeyError:
            address = ""
        found.setdefault((one.medium, address or one.ref), []).append(one)
    return found


def most_pressing(members: Iterable[Notification]) -> list[Notification]:
    """The latest first, then what is due soon, then what is new, each in its order."""
    return sorted(members, key=lambda n: (_MOODS.index(mood_of(n)), -_days_late(n)))


def _days_late(member: Notification) -> int:
    return int(member.words.get("n") or 0) if mood_of(member) is Mood.LATE else 0


class Mood(StrEnum):
    """How a mail speaks of a matter. The values name its texts."""

    LATE = "late"
    REMINDER = "reminder"
    NEW = "new"


_MOODS = tuple(Mood)


def mood_of(member: Notification) -> Mood:
    if ladder.reminded_of(member.kind) is None:
        return Mood.NEW
    return Mood(member.kind.partition("_")[0])


def said(members: Sequence[Notification], id: str, now: datetime) -> Notification:  # noqa: A002
    """The notification that says what these would say. Of what is owed it lists the most pressing,
    and counts all; a report has all of its lines."""
    first = members[0]
    if first.kind == DAY_REPORT:
        return _of(members, members, DAY_REPORT, id, now)
    listed = most_pressing(members)[:LISTED]
    kind = MANY if first.medium is Medium.MAIL else MANY_LATE
    return _of(members, listed, kind, id, now)


def _of(
    members: Sequence[Notification],
    listed: Sequence[Notification],
    kind: str,
    id: str,  # noqa: A002
    now: datetime,
) -> Notification:
    first = members[0]
    return Notification(
        id=id,
        case="",
        authority=first.authority,
        kind=kind,
        medium=first.medium,
        to=first.to,
        who=first.who,
        planned_at=now,
        wait_at=now,
        words={"refs": " ".join(n.ref for n in listed), "n": str(len(members))},
    )
