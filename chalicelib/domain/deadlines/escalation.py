"""Escalation: which rungs of the ladder fire now for a case, and whom they tell (N18)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.authority import recusal
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import SYSTEM, Assignment, Case, CaseFile
from chalicelib.domain.deadlines import digest
from chalicelib.domain.notifications.gathering import is_pressing
from chalicelib.domain.notifications.notifications import Medium, Plan
from chalicelib.domain.notifications.receivers import Receiver, known_as, mail_address
from chalicelib.domain.time import ladder
from chalicelib.domain.time.clocks import Clock, ClockKind
from chalicelib.domain.time.due import DueWords
from chalicelib.domain.time.ladder import Rung, RungRole
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos import todos
from chalicelib.domain.todos.holder import HolderKind
from chalicelib.domain.todos.table import ROWS, Todo
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import mails_to_colleagues
from chalicelib.domain.transitions.receiving.terms import is_quiet
from chalicelib.domain.transitions.waking import Hour, wake

_WEAK = frozenset({Todo.VIEW, Todo.URGE})  # what nobody owes


@dataclass(frozen=True, slots=True)
class Told:
    """Whom a ladder role stands for: the role they act in, their kind of receiver, and the id of
    the receiver for a case and a clock."""

    role: Role
    to: Receiver
    who: Callable[[Authority, Case, Clock], str]


TOLD: Mapping[RungRole, Told] = {
    RungRole.OWNER: Told(Role.OFFICER, Receiver.OFFICER, lambda a, case, clock: case.owner),
    RungRole.CHIEF: Told(Role.CHIEF, Receiver.OFFICER, lambda a, case, clock: a.chief.id),
    RungRole.DEPUTY: Told(Role.DEPUTY, Receiver.OFFICER, lambda a, case, clock: a.told_deputy.id),
    RungRole.DUTY: Told(Role.OFFICER, Receiver.OFFICER, lambda a, case, clock: a.duty),
    RungRole.AGENCY: Told(Role.AGENCY, Receiver.AGENCY, lambda a, case, clock: clock.of),
    RungRole.AGENCY_HEAD: Told(Role.AGENCY, Receiver.AGENCY_HEAD, lambda a, case, clock: clock.of),
    RungRole.LEADER: Told(Role.LEADER, Receiver.LEADER, lambda a, case, clock: case.asked_leader),
    RungRole.CHAIRMAN: Told(Role.LEADER, Receiver.LEADER, lambda a, case, clock: a.head.id),
}


@dataclass(frozen=True, slots=True)
class _Addressee:
    """Somebody to tell, and the role they act in."""

    role: Role
    to: Receiver
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Climb:
    """What one escalation works with: the rules and the moment."""

    authority: Authority
    calendar: Calendar
    now: datetime
    digested: bool


def escalate(
    file: CaseFile,
    authority: Authority,
    calendar: Calendar,
    now: datetime,
    *,
    digested: bool = False,
) -> Change | None:
    """The change that fires every rung that is due; None if none is. `digested` says that this
    morning's digest was sent and has counted the case.

    All due rungs count as fired; if one clock has several, each role is told only the latest.
    Nothing fires for a stopped clock or a case that has ended.
    """
    if file.case.is_over:
        return None
    climb = _Climb(authority=authority, calendar=calendar, now=now, digested=digested)
    change = Change(case=file.case)
    for clock in file.case.clocks:
        fired, change = _climb(climb, clock, change)
        change = change.to(clocks=_with(change.case.clocks, clock, fired))
    for share in file.assignments:
        fired, change = _climb(climb, share.clock, change, share)
        if fired is not share.clock:
            moved = replace(share, clock=fired)
            change = replace(change, assignments=(*change.assignments, moved))
    return change if change.events else None


def _with(clocks: tuple[Clock, ...], old: Clock, new: Clock) -> tuple[Clock, ...]:
    return tuple(new if c is old else c for c in clocks)


def _climb(
    climb: _Climb, clock: Clock, change: Change, share: Assignment | None = None
) -> tuple[Clock, Change]:
    """`share` is the agency's whose clock it is. Its colleagues get no digest, so that the ladder
    tells them whatever that has told the agency."""
    due = _due_rungs(climb, change.case, clock)
    if not due:
        return clock, change
    fired = replace(clock, fired=(*clock.fired, *(rung.id for rung in due)))
    kind = ladder.mail_kind(clock.kind, clock.due_at, climb.now)
    told = ladder.collapse(due)
    written = _addressees(climb, change.case, clock, (role for role, _ in told))
    woken = _addressees(
        climb, change.case, clock, (role for role, rung in told if role in rung.text)
    )
    plans = _plans(climb, change.case, clock, kind, written)
    if share and any(one.to is Receiver.AGENCY for one in written):
        plans += mails_to_colleagues(share, kind, **_facts(climb, change.case, clock))
    wakes = _wakes(climb, change.case, clock, woken)
    digested = [one for one in written if _has_read_it(climb, change.case, clock, one)]
    what = climb.authority.texts[f"clock.{clock.kind}"]
    to = _told_whom(climb.authority, plans, wakes, digested)
    return fired, change.note(climb.now, "reminded", SYSTEM, what=what, to=to).tell(*plans, *wakes)


def _told_whom(
    authority: Authority,
    plans: Iterable[Plan],
    wakes: Iterable[Plan],
    digested: Iterable[_Addressee],
) -> str:
    """Who has been told, for the history: by mail, by telephone, and by the morning's digest."""
    groups: Mapping[str, Iterable[Plan | _Addressee]] = {
        "by_mail": plans,
        "woken": wakes,
        "digested": digested,
    }
    found = {
        how: "; ".join(dict.fromkeys(known_as(authority, one.to, one.who) for one in ones))
        for how, ones in groups.items()
    }
    said = (authority.text(f"reminded.{how}", names=names) for how, names in found.items() if names)
    return " ".join(said)


def _addressees(
    climb: _Climb, case: Case, clock: Clock, roles: Iterable[str]
) -> tuple[_Addressee, ...]:
    """Whom these roles stand for, each once. In the place of somebody whom the case is about their
    superior is told; if there is none, nobody."""
    found = (_addressee(climb, case, clock, TOLD[RungRole(role)]) for role in roles)
    return tuple(dict.fromkeys(one for one in found if one))


def _addressee(climb: _Climb, case: Case, clock: Clock, told: Told) -> _Addressee | None:
    who = told.who(climb.authority, case, clock)
    acting = recusal.acting_for(climb.authority, who, case.recused)
    if acting == who:
        return _Addressee(told.role, told.to, who)
    if acting == climb.authority.chief.id:
        return _Addressee(Role.CHIEF, Receiver.OFFICER, acting)
    if not acting:
        return None
    if told.to is Receiver.LEADER:
        return _Addressee(Role.LEADER, Receiver.LEADER, acting)
    return _Addressee(Role.SUPERIOR, Receiver.SUPERIOR, acting)


def _due_rungs(climb: _Climb, case: Case, clock: Clock) -> tuple[Rung, ...]:
    if not clock.running or is_quiet(clock, case):
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
    climb: _Climb, case: Case, clock: Clock, kind: str, told: tuple[_Addressee, ...]
) -> tuple[Plan, ...]:
    """One mail per person, even if they hold two of the roles; a mail with something they owe
    wins over one to view the case or to urge."""
    found: dict[str, Plan] = {}
    for addressee in told:
        if _has_read_it(climb, case, clock, addressee):
            continue
        plan = _plan(climb, case, clock, kind, addressee)
        address = mail_address(climb.authority, plan.to, plan.who)
        if address not in found or found[address].todo in _WEAK:
            found[address] = plan
    return tuple(found.values())


def _has_read_it(climb: _Climb, case: Case, clock: Clock, told: _Addressee) -> bool:
    """Whether this morning's digest has told them the same."""
    return (
        climb.digested
        and not is_pressing(case)
        and digest.says_of(clock, told.to, told.who, climb.authority, climb.calendar, climb.now)
    )


def _wakes(
    climb: _Climb, case: Case, clock: Clock, woken: tuple[_Addressee, ...]
) -> tuple[Plan, ...]:
    """The texts and calls beside the mails. The words are not said: by them it is known which clock
    each is about when it is sent. Only what is urgent rings."""
    kind = ladder.text_kind(clock.due_at, climb.now)
    words = _facts(climb, case, clock) | {"clock": clock.kind.value}
    hour = Hour.on(case, climb.authority, climb.calendar, climb.now)
    plans = wake(kind, [(told.to, told.who) for told in woken], hour, words)
    rings = is_pressing(case)
    return tuple(plan for plan in plans if rings or plan.medium is not Medium.CALL)


def _plan(climb: _Climb, case: Case, clock: Clock, kind: str, told: _Addressee) -> Plan:
    return Plan(
        kind=kind,
        medium=Medium.MAIL,
        to=told.to,
        who=told.who,
        todo=_todo(case, clock, told),
        words=_facts(climb, case, clock),
    )


def _todo(case: Case, clock: Clock, told: _Addressee) -> Todo:
    """What they owe. If somebody else decides, as another leader was asked or one stands in the
    chief's place, a leader may urge, and others view the case."""
    todo = Todo.TALK if clock.kind is ClockKind.ENQUIRY else todos.owed_by(told.role, case.state)
    if not todos.may_do(told.role, todo):
        todo = Todo.VIEW
    ref = TodoRef(todo=todo, subject=case.code, role=told.role, who=told.who)
    another = ref.row.holder is HolderKind.LEADER and told.who != case.asked_leader
    if todo is not Todo.VIEW and not another and todos.is_theirs(ref, case):
        return todo
    urges = todos.may_do(told.role, Todo.URGE) and case.state in ROWS[Todo.URGE].states
    return Todo.URGE if urges else Todo.VIEW


def _facts(climb: _Climb, case: Case, clock: Clock) -> dict[str, str]:
    return facts(climb.authority, climb.calendar, climb.now, case, clock)


def facts(
    authority: Authority, calendar: Calendar, now: datetime, case: Case, clock: Clock
) -> dict[str, str]:
    """Words for the mail: since when, due when, how many days late, which agency. A case to be
    assigned has been waiting since its receipt, even if an agency has given it back."""
    started = calendar.local(clock.started_at).date()
    since = case.receipt_day if clock.kind is ClockKind.ASSIGN else started
    said = DueWords(authority.texts, calendar)
    found = {
        "since": f"{since:%d/%m/%Y}",
        "due": said.full(clock),
        "due_day": said.short(clock),
        "due_at": clock.due_at.isoformat(),
        "n": str(calendar.days_late(clock.due_at, now)),
    }
    if clock.of:
        found |= {"agency": authority.agency(clock.of).name, "of": clock.of}
    return found
