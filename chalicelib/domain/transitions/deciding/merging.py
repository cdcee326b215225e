"""Repeats: a case that tells of the same matter as another is merged into it. The other leads: its
agencies, its draft and its result are those of both. Each citizen keeps a case of their own, with
its own terms, and is told by themselves (N14, N17)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import SYSTEM, Actor, Case, CaseFile, Reach
from chalicelib.domain.case.commands import Merge, Part
from chalicelib.domain.case.workflow import Action, NotAllowed, State
from chalicelib.domain.formats import codes
from chalicelib.domain.notifications.notifications import Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import Clock, ClockKind, Term
from chalicelib.domain.time.due import DueWords
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions import informing
from chalicelib.domain.transitions.answering.replying import to_tell
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import (
    Context,
    Transitions,
    begun,
    given,
    mail,
    mail_to_chief,
    step,
)
from chalicelib.domain.transitions.receiving.terms import waits_for_matter

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.merged": "code",
    "event.merged_in": "code",
    "event.parted": "code",
    "event.parted_from": "code",
    "event.released": "code state",
    "event.released_unread": "code",
    "event.released_from": "codes",
    "event.assigned_with": "code agency",
    "event.time_granted_with": "code until",
    "event.approved_with": "code",
    "mail.parted": "",
}

MOST = 15  # merged into one: each takes five items of the transaction by which they are approved

# Where a case is that may lead others: it will have a result. What denounces or reports a crime is
# passed on without one, and is nobody else's to read.
LEADS = frozenset(
    {
        *(State.RECEIVED, State.PROPOSED, State.DIRECTION, State.ASSIGNED),
        *(State.ANSWERED, State.DRAFTED, State.APPROVED),
    }
)
# Where it has ended, or leaves the way on which its citizens are told a result.
_WITHOUT_RESULT = frozenset(
    {State.REDIRECTED, State.REFUSED, State.TRANSFER, State.ORDER, State.TRANSFERRED}
)
_UNTIL_ASSIGNED = frozenset({ClockKind.ASSIGN})
_BEGUN_WITH_IT = frozenset({ClockKind.CASE, ClockKind.TELL})


def may_be_merged(case: Case) -> bool:
    """Whether it may be merged into another: nobody has it yet, its matter is known, and nothing
    hangs on it."""
    alone = not (case.merged or case.grouped or case.lead)
    return case.state in (State.RECEIVED, State.PROPOSED) and alone and not waits_for_matter(case)


def may_lead(lead: Case, case: Case) -> bool:
    """Whether `lead` may lead this case: it is hidden from the same people, no less urgent, and
    both are real matters or both exercises."""
    fit = lead.state in LEADS and not (lead.lead or lead.flood) and not waits_for_matter(lead)
    there = lead.code != case.code and lead.authority == case.authority
    there = there and lead.training == case.training
    hidden = set(lead.recused) == set(case.recused)
    pressing = lead.urgent or not case.urgent
    return fit and there and hidden and pressing and len(lead.merged) < MOST


def merge(context: Context, do: Merge) -> Change:
    """The case goes the way of its lead, from where that is by now. Nobody is told, unless an
    agency has the matter already."""
    case, lead = context.case, do.lead
    fit = lead is not None and may_be_merged(case) and may_lead(lead.case, case)
    have = given(lead=fit, reachable=case.reach is not Reach.NONE, no_crime=not case.maybe_crime)
    found = step(context, Action.MERGE, have)
    assert lead is not None  # noqa: S101  `step` has checked it
    change = begun(context, found).to(
        lead=lead.case.code, merged_at=context.now, merged_from=case.state.value, flood=""
    )
    change = change.note(context.now, "merged", context.by, code=codes.grouped(lead.case.code))
    return _led(change, _Leading.by(lead, context.authority, context.calendar, context.now))


def led(file: CaseFile, code: str, now: datetime, by: Actor) -> Change:
    """The leading case, with the merged one of this code. No open form becomes stale."""
    change = Change(case=replace(file.case, merged=(*file.case.merged, code)))
    return change.note(now, "merged_in", by, code=codes.grouped(code))


def part(context: Context, do: Part) -> Change:
    """The case goes on by itself where it was, its clocks as if they had never stopped."""
    case = context.case
    if not case.lead:
        raise NotAllowed("it is not merged")
    step(context, Action.PART)
    change = _by_itself(case, context.authority, context.by)
    return change.note(context.now, "parted", context.by, code=codes.grouped(case.lead))


def left(file: CaseFile, code: str, now: datetime, by: Actor) -> Change:
    """The leading case without the one of this code."""
    stay = tuple(merged for merged in file.case.merged if merged != code)
    change = Change(case=replace(file.case, merged=stay))
    return change.note(now, "parted_from", by, code=codes.grouped(code))


def without(change: Change, gone: Sequence[str], now: datetime) -> Change:
    """The change of a leading case, whose these are not any more: they go on by themselves."""
    if not gone:
        return change
    stay = tuple(code for code in change.case.merged if code not in gone)
    names = ", ".join(map(codes.grouped, gone))
    return change.to(merged=stay).note(now, "released_from", SYSTEM, codes=names)


def follow(
    file: CaseFile,
    lead: CaseFile,
    authority: Authority,
    calendar: Calendar,
    now: datetime,
    *,
    may_read: bool = True,
) -> Change | None:
    """What a merged case does when its leading one has become `lead`; None if nothing. Of words
    that name somebody else this citizen `may_read` nothing: it goes on by itself."""
    case = file.case
    if case.state is not State.MERGED:
        return None
    said = {"code": codes.grouped(lead.case.code)}
    if lead.case.state in _WITHOUT_RESULT:
        said["state"] = authority.texts[f"state.{lead.case.state}"]
        return _by_itself(case, authority, SYSTEM).note(now, "released", SYSTEM, **said)
    if lead.case.state is State.APPROVED and not may_read:
        return _by_itself(case, authority, SYSTEM).note(now, "released_unread", SYSTEM, **said)
    change = _led(Change(case=case), _Leading.by(lead, authority, calendar, now))
    return change if change.case != case else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leading:
    """The leading case as it is now, and what is needed to follow it."""

    case: Case
    agencies: tuple[str, ...]
    calendar: Calendar
    authority: Authority
    now: datetime

    @classmethod
    def by(
        cls, lead: CaseFile, authority: Authority, calendar: Calendar, now: datetime
    ) -> _Leading:
        agencies = tuple(a.agency for a in lead.assignments if a.counts)
        return cls(
            case=lead.case, agencies=agencies, calendar=calendar, authority=authority, now=now
        )

    @property
    def code(self) -> str:
        return codes.grouped(self.case.code)

    @property
    def clock(self) -> Clock | None:
        """The term of the result, once an agency has the matter."""
        return next((c for c in reversed(self.case.clocks) if c.kind is ClockKind.CASE), None)


def _led(change: Change, lead: _Leading) -> Change:
    """The merged case brought to where its leading one is."""
    if lead.clock:
        change = _handed_out(change, lead, lead.clock)
        change = _with_more_time(change, lead, lead.clock)
    promised = lead.case.promised
    change = change.to(led_due=promised.due_at if promised else None)
    return _approved(change, lead) if lead.case.state is State.APPROVED else change


def _handed_out(change: Change, lead: _Leading, whole: Clock) -> Change:
    """An agency has the matter: from now on this citizen's own term for the result runs (N14)."""
    case = change.case
    if not lead.agencies or clocks.running(case.clocks, ClockKind.CASE):
        return change
    term = Term(whole.days, whole.unit, whole.basis)
    clock = clocks.start(ClockKind.CASE, lead.now, term, lead.calendar)
    stopped = clocks.stop_all(case.clocks, _UNTIL_ASSIGNED, lead.now, lead.calendar)
    named = [lead.authority.agency(agency) for agency in lead.agencies]
    change = change.to(clocks=(*stopped, clock), revision=_next(case)).note(
        lead.now, "assigned_with", SYSTEM, code=lead.code, agency=", ".join(a.name for a in named)
    )
    if lead.case.state is State.APPROVED:  # the result itself is what they are told
        return change
    return change.tell(*informing.given_to(case, ", ".join(a.short for a in named)))


def _next(case: Case) -> int:
    return case.revision + 1


def _with_more_time(change: Change, lead: _Leading, whole: Clock) -> Change:
    """The matter has more time: a longer term runs from where this citizen's own began, a day that
    was granted holds for them too."""
    own = clocks.running(change.case.clocks, ClockKind.CASE)
    if own is None or not whole.running:
        return change
    if whole.fixed:
        if whole.due_at <= own.due_at:
            return change
        longer = clocks.extend(own, whole.due_at, lead.now, lead.calendar)
        day = DueWords(lead.authority.texts, lead.calendar).short(longer)
        change = change.note(lead.now, "time_granted_with", SYSTEM, code=lead.code, until=day)
    else:
        due = Term(whole.days, whole.unit, whole.basis).due(own.started_at, lead.calendar)
        if due <= own.due_at:
            return change
        moved = clocks.move(own, due, lead.calendar)
        longer = replace(moved, days=whole.days, unit=whole.unit, basis=whole.basis)
    return change.to(clocks=tuple(longer if c == own else c for c in change.case.clocks))


def _approved(change: Change, lead: _Leading) -> Change:
    """The leading case's words are this citizen's too; telling them is due the same working day."""
    case = change.case
    telling = clocks.start(ClockKind.TELL, lead.now, lead.authority.terms.tell, lead.calendar)
    return (
        change.to(
            state=State.APPROVED,
            approved=lead.case.approved,
            clocks=(*case.clocks, telling),
            led_due=None,
            revision=_next(case),
        )
        .note(lead.now, "approved_with", SYSTEM, code=lead.code)
        .tell(*to_tell(case))
    )


def _by_itself(case: Case, authority: Authority, by: Actor) -> Change:
    """The case where it was when it was merged. Whoever has to go on with it is asked again, for a
    link that was mailed before opens it no more."""
    own = tuple(_unbroken(c, case.merged_at) for c in case.clocks if _is_own(c, case.merged_at))
    back = replace(
        case,
        state=State(case.merged_from or State.RECEIVED),
        revision=_next(case),
        clocks=own,
        approved="",
        machine_call=False,
        lead="",
        merged_at=None,
        merged_from="",
        led_due=None,
    )
    return Change(case=back).tell(*_asked_again(back, authority, by))


def _is_own(clock: Clock, merged_at: datetime | None) -> bool:
    """Whether it is not a term that began with the leading case's."""
    begun_since = merged_at is not None and clock.started_at >= merged_at
    return not (begun_since and clock.kind in _BEGUN_WITH_IT)


def _unbroken(clock: Clock, merged_at: datetime | None) -> Clock:
    stopped_since = merged_at and clock.stopped_at and clock.stopped_at >= merged_at
    return clocks.resume(clock) if stopped_since and clock.kind in _UNTIL_ASSIGNED else clock


def _asked_again(case: Case, authority: Authority, by: Actor) -> tuple[Plan, ...]:
    if case.state is State.PROPOSED:
        kind = "assign_urgent" if case.urgent else "assign"
        return (mail_to_chief(authority, case, kind, Todo.ASSIGN),)
    if case.owner == by.id:
        return ()
    return (mail("parted", Receiver.OFFICER, case.owner, Todo.SCREEN),)


TRANSITIONS: Transitions = {
    Merge: merge,
    Part: part,
}
