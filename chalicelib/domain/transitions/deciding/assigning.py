"""Assignment: by a numbered document, or by the Chairman's direction (N12, N13, N14, N15)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from chalicelib.domain.authority import recusal
from chalicelib.domain.case.case import Assignment, Case
from chalicelib.domain.case.commands import AddAgency, AskDirection, Assign, Direct
from chalicelib.domain.case.documents import called
from chalicelib.domain.case.workflow import STEPS, Action, Need, State
from chalicelib.domain.notifications.kinds import ASKED
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import Clock, ClockKind, Term
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions import informing
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import (
    Context,
    Transitions,
    agency_names,
    begun,
    given,
    mail,
    step,
)
from chalicelib.domain.transitions.deciding import urging
from chalicelib.domain.transitions.waking import Hour, wake

_UNTIL_ASSIGNED = frozenset({ClockKind.ASSIGN, ClockKind.DIRECT, ClockKind.ORDER})

AGENCY_ASSIGNED = "agency_assigned"  # the mail by which an agency gets its share

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.direction_asked": "",
    "mail.direction": "agency summary time received",
    "sms.urgent_direction": "",
    "event.directed": "",
    "event.assigned": "agency document signer",
    **dict.fromkeys(
        (f"mail.{AGENCY_ASSIGNED}", f"mail.{AGENCY_ASSIGNED}{ASKED}"),
        "agency term document signer instruction confidential_line part_line again_line",
    ),
    "document.direction": "",
    "document.numbered": "document",
    "document.dated": "document day",
}


def asking(context: Context, change: Change) -> Change:
    """The change, with the leader of the case's line asked for direction by mail, and woken
    (N12)."""
    leader = to_direct(context, change.case)
    clock = clocks.start(
        ClockKind.DIRECT, context.now, context.authority.terms.direct, context.calendar
    )
    hour = Hour.on(change.case, context.authority, context.calendar, context.now)
    return (
        change.to(asked_leader=leader, clocks=(*change.case.clocks, clock))
        .note(context.now, "direction_asked", context.by)
        .tell(
            mail("direction", Receiver.LEADER, leader, Todo.DIRECT),
            *wake("urgent_direction", [(Receiver.LEADER, leader)], hour),
        )
    )


def to_direct(context: Context, case: Case) -> str:
    """The leader who is asked for direction; "" if the matter is about every leader."""
    leader = context.authority.line(case.line).leader
    return recusal.leader_for(context.authority, leader, case.recused)


def ask_direction(context: Context, do: AskDirection) -> Change:
    """The chief asks for direction in a matter that was proposed for assignment (N12)."""
    have = given(urgent=context.case.urgent, a_leader=to_direct(context, context.case))
    found = step(context, Action.ASK_DIRECTION, have)
    change = begun(context, found)
    if do.note:
        change = change.to(proposal_note=do.note)
    return asking(context, change)


def assign(context: Context, do: Assign) -> Change:
    """Agencies get the matter by the chief's document (N13)."""
    change = begun(context, step(context, Action.ASSIGN, needs_of(context, do)))
    return handed_out(context, change, do)


def needs_of(context: Context, do: Assign) -> frozenset[Need]:
    """What this assignment has of what one needs."""
    return given(
        agency=do.agencies,
        impartial=_impartial(context, do.agencies),
        document=do.document,
        document_date=_day_of(context, do) <= _today(context),
        signer=do.signer,
    )


def _today(context: Context) -> date:
    return context.calendar.local(context.now).date()


def _day_of(context: Context, do: Assign) -> date:
    """The day of the document; today if the form did not ask for it."""
    return do.document_date or _today(context)


def direct(context: Context, do: Direct) -> Change:
    """The Chairman's direction assigns the matter: it stands on file as the document, the Chairman
    as its signer. Of one that nobody has asked for, because the matter is late, the chief gets a
    copy."""
    case = context.case
    have = _classified(case) | given(
        agency=do.agencies,
        impartial=_impartial(context, do.agencies),
        direction=do.direction,
    )
    found = step(context, Action.DIRECT, have)
    unasked = case.state is not State.DIRECTION
    if unasked:
        urging.refuse_subordinates(context)
    leader = context.authority.leader(context.by.id)
    change = begun(context, found).to(direction=do.direction)
    order = Assign(
        agencies=do.agencies,
        instruction=do.direction,
        document=context.authority.texts["document.direction"],
        signer=leader.title,
    )
    handed = handed_out(context, change.note(context.now, "directed", context.by), order)
    told = urging.copy(context, urging.words_of(context, do.direction)) if unasked else ()
    return handed.tell(*told)


def _classified(case: Case) -> frozenset[Need]:
    """What an agency has to know of a matter, as far as it is on file."""
    return given(
        identity=not {"name", "address", "contact"} & set(case.missing),
        account="matter" not in case.missing,
        field=case.field,
        summary=case.summary,
    )


def may_be_directed(case: Case) -> bool:
    """Whether a leader's direction can assign the matter as it is, once agencies are named."""
    steps = (s for s in STEPS if s.state is case.state and s.action is Action.DIRECT)
    named = {Need.AGENCY, Need.IMPARTIAL, Need.DIRECTION}
    return any(set(s.needs) <= _classified(case) | named for s in steps)


def add_agency(context: Context, do: AddAgency) -> Change:
    """Further agencies join: the term becomes seven days instead of five, counted from the first
    assignment (N14)."""
    here = {a.agency for a in context.file.assignments if a.counts}
    fresh = tuple(a for a in do.agencies if a not in here)
    order = Assign(
        agencies=fresh,
        instruction=do.instruction,
        document=do.document,
        signer=do.signer,
        share_identity=do.share_identity,
        document_date=do.document_date,
    )
    found = step(context, Action.ADD_AGENCY, needs_of(context, order))
    return handed_out(context, begun(context, found), order)


def _impartial(context: Context, agencies: tuple[str, ...]) -> bool:
    return recusal.leads_no(context.authority, agencies, context.case.recused)


def handed_out(context: Context, change: Change, do: Assign) -> Change:
    """Gives each agency its share, with a clock of its own that ends before the case's (N14)."""
    staying = tuple(a for a in context.file.assignments if a.counts)
    term = _term(context, do, len(staying) + len(do.agencies))
    clock = _case_clock(context, term)
    change = change.to(clocks=_with_case_clock(context, change, clock))
    reserve = context.authority.terms.agency_reserve
    longer = with_longer(staying, clock, reserve, context.calendar)
    shares = (*_shares(context, do, clock, first=not staying), *longer)
    change = replace(change, assignments=shares).note(
        context.now,
        "assigned",
        context.by,
        agency=agency_names(context, do.agencies),
        document=called(context.authority.texts, do.document, _day_of(context, do)),
        signer=do.signer,
    )
    letters = (mail(AGENCY_ASSIGNED, Receiver.AGENCY, a, Todo.ANSWER) for a in do.agencies)
    return change.tell(*letters, *informing.handed_out(context.case, change.case))


def _term(context: Context, do: Assign, agencies: int) -> Term:
    """The notice's 5 or 7 working days, or the chosen legal term (N14, N15)."""
    law = next((t for t in context.authority.chosen_terms if t.id == do.term), None)
    if law is not None:
        return Term(law.days, law.unit, law.basis)
    terms = context.authority.terms
    return terms.one_agency if agencies == 1 else terms.several_agencies


def _case_clock(context: Context, term: Term) -> Clock:
    """The case's clock: it starts with the first assignment and is only ever extended."""
    running = clocks.running(context.case.clocks, ClockKind.CASE)
    if running is None:
        return clocks.start(ClockKind.CASE, context.now, term, context.calendar)
    due = max(term.due(running.started_at, context.calendar), running.due_at)
    if due == running.due_at:
        return running
    longer = clocks.move(running, due, context.calendar)
    return replace(longer, days=term.days, unit=term.unit, basis=term.basis)


def _with_case_clock(context: Context, change: Change, clock: Clock) -> tuple[Clock, ...]:
    stopped = clocks.stop_all(change.case.clocks, _UNTIL_ASSIGNED, context.now, context.calendar)
    others = (c for c in stopped if not (c.kind is ClockKind.CASE and c.running))
    return (*others, clock)


def _shares(context: Context, do: Assign, clock: Clock, *, first: bool) -> tuple[Assignment, ...]:
    reserve = context.authority.terms.agency_reserve
    return tuple(
        Assignment(
            agency=agency,
            lead=first and place == 0,
            assigned_at=context.now,
            instruction=do.instruction,
            document=do.document,
            document_date=_day_of(context, do),
            signer=do.signer,
            share_identity=do.share_identity,
            round=context.case.round,
            clock=clocks.before(clock, agency, context.now, reserve, context.calendar),
        )
        for place, agency in enumerate(do.agencies)
    )


def with_longer(
    staying: tuple[Assignment, ...], clock: Clock, reserve: int, calendar: Calendar
) -> tuple[Assignment, ...]:
    """The open shares that get more time because the case's clock was extended."""
    moved = []
    for share in staying:
        due = clocks.reserved(clock, share.assigned_at, reserve, calendar)
        if share.open and due > share.clock.due_at:
            longer = clocks.move(share.clock, due, calendar, fixed=clock.fixed)
            moved.append(replace(share, clock=longer))
    return tuple(moved)


TRANSITIONS: Transitions = {
    AskDirection: ask_direction,
    Assign: assign,
    Direct: direct,
    AddAgency: add_agency,
}
