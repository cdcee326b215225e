"""The ladder climbed for one case: which rungs fire now, and whom they tell (N18)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import SYSTEM, Case, CaseFile
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.notifications import AGENCY_HEAD, Medium, Plan, Todo
from chalicelib.domain.case.receivers import mail_address
from chalicelib.domain.case.workflow import FINAL, Role, State
from chalicelib.domain.time import ladder
from chalicelib.domain.time.clocks import Clock, ClockKind
from chalicelib.domain.time.ladder import Rung
from chalicelib.domain.time.working_time import Calendar

# What each role can do about a case in each state; whoever can do nothing may look.
_TO_DO: Mapping[tuple[State, str], Todo] = {
    (State.RECEIVED, ladder.OWNER): Todo.SCREEN,
    (State.RECEIVED, ladder.CHIEF): Todo.SCREEN,
    (State.RECEIVED, ladder.DEPUTY): Todo.SCREEN,
    (State.PROPOSED, ladder.CHIEF): Todo.ASSIGN,
    (State.PROPOSED, ladder.DEPUTY): Todo.ASSIGN,
    (State.DIRECTION, ladder.CHAIRMAN): Todo.DIRECT,
    (State.ASSIGNED, ladder.AGENCY): Todo.ANSWER,
    (State.ASSIGNED, ladder.AGENCY_HEAD): Todo.ANSWER,
    (State.ANSWERED, ladder.OWNER): Todo.DRAFT,
    (State.ANSWERED, ladder.CHIEF): Todo.DRAFT,
    (State.DRAFTED, ladder.LEADER): Todo.APPROVE,
    (State.DRAFTED, ladder.CHAIRMAN): Todo.APPROVE,
    (State.APPROVED, ladder.OWNER): Todo.TELL,
    (State.APPROVED, ladder.CHIEF): Todo.TELL,
    (State.REVIEW, ladder.CHIEF): Todo.REVIEW,
    (State.TALK, ladder.OWNER): Todo.TALK,
    (State.TALK, ladder.CHIEF): Todo.TALK,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Climb:
    """One climb: the rules it goes by and the moment it is made."""

    authority: Authority
    calendar: Calendar
    now: datetime


def escalate(
    file: CaseFile, authority: Authority, calendar: Calendar, now: datetime
) -> Change | None:
    """The change that fires every rung whose moment has come; None when none has.

    All rungs that are due count as fired; of several for one clock each role is told the latest.
    Nothing fires on a clock that has stopped or in a case that has ended.
    """
    if file.case.state in FINAL:
        return None
    climb = _Climb(authority=authority, calendar=calendar, now=now)
    change = Change(case=file.case)
    for clock in file.case.clocks:
        fired, change = _climb(climb, clock, change)
        change = change.to(clocks=_with(change.case.clocks, clock, fired))
    for share in file.assignments:
        fired, change = _climb(climb, share.clock, change)
        if fired is not share.clock:
            moved = replace(share, clock=fired)
            change = replace(change, assignments=(*change.assignments, moved))
    return change if change.events else None


def _with(clocks: tuple[Clock, ...], old: Clock, new: Clock) -> tuple[Clock, ...]:
    return tuple(new if c is old else c for c in clocks)


def _climb(climb: _Climb, clock: Clock, change: Change) -> tuple[Clock, Change]:
    due = _due_rungs(climb, clock)
    if not due:
        return clock, change
    fired = replace(clock, fired=(*clock.fired, *(rung.id for rung in due)))
    what = climb.authority.texts[f"clock.{clock.kind}"]
    change = change.note(climb.now, "reminded", SYSTEM, what=what)
    kind = ladder.mail_kind(clock.kind, clock.due_at, climb.now)
    roles = [role for role, _ in ladder.collapse(due)]
    return fired, change.tell(*_plans(climb, change.case, clock, kind, roles))


def _due_rungs(climb: _Climb, clock: Clock) -> tuple[Rung, ...]:
    if not clock.running:
        return ()
    return ladder.due_now(
        ladder.of_clock(climb.authority.rungs, clock.kind),
        clock.due_at,
        clock.fired,
        climb.now,
        climb.calendar,
        clock.started_at,
    )


def _plans(
    climb: _Climb, case: Case, clock: Clock, kind: str, roles: list[str]
) -> tuple[Plan, ...]:
    """One mail a person, also where two roles are the same one; a door that acts comes first."""
    found: dict[str, Plan] = {}
    for role in roles:
        plan = _plan(climb, case, clock, kind, role)
        address = mail_address(climb.authority, plan.to, plan.who)
        if address not in found or found[address].todo is Todo.VIEW:
            found[address] = plan
    return tuple(found.values())


def _plan(climb: _Climb, case: Case, clock: Clock, kind: str, role: str) -> Plan:
    to, who = _receiver(climb.authority, case, clock, role)
    return Plan(
        kind=kind,
        medium=Medium.MAIL,
        to=to,
        who=who,
        todo=_TO_DO.get((case.state, role), Todo.VIEW),
        words=_facts(climb, case, clock),
    )


def _receiver(authority: Authority, case: Case, clock: Clock, role: str) -> tuple[str, str]:
    """The role in which the receiver acts, and the receiver's id."""
    match role:
        case ladder.OWNER:
            return Role.OFFICER, case.owner
        case ladder.CHIEF:
            return Role.OFFICER, authority.chief.id
        case ladder.DEPUTY:
            return Role.OFFICER, authority.told_deputy.id
        case ladder.AGENCY:
            return Role.AGENCY, clock.of
        case ladder.AGENCY_HEAD:
            return AGENCY_HEAD, clock.of
        case ladder.LEADER:
            return Role.LEADER, case.asked_leader
        case _:
            return Role.LEADER, authority.head.id


def _facts(climb: _Climb, case: Case, clock: Clock) -> dict[str, str]:
    """What is late, since when, by how much, whose it is. What waits to be assigned waits since
    it was received, also when an agency has given it back since."""
    started = climb.calendar.local(clock.started_at).date()
    since = case.receipt_day if clock.kind is ClockKind.ASSIGN else started
    due = climb.calendar.local(clock.due_at)
    facts = {
        "since": f"{since:%d/%m/%Y}",
        "due": f"{due:%d/%m/%Y}",
        "n": str(climb.calendar.days_late(clock.due_at, climb.now)),
    }
    return facts | ({"agency": climb.authority.agency(clock.of).name} if clock.of else {})
