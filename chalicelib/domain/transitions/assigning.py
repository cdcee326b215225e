"""Assignment: by the chief's document, or by the Chairman's word (N12, N13, N14, N15)."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain.case.case import Assignment
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.commands import AddAgency, AskDirection, Assign, Direct
from chalicelib.domain.case.notifications import Purpose
from chalicelib.domain.case.workflow import Action, Role
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import Clock, ClockKind, Term
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.context import Scene, agency_names, begun, given, mail, step


def asking(scene: Scene, change: Change) -> Change:
    """The leader of the case's line is asked for direction."""
    leader = scene.authority.line(change.case.line).leader
    return (
        change.to(asked_leader=leader)
        .note(scene.now, "direction_asked", scene.by)
        .tell(mail("direction", Role.LEADER, leader, Purpose.DIRECT))
    )


def ask_direction(scene: Scene, do: AskDirection) -> Change:
    found = step(scene, Action.ASK_DIRECTION, given(urgent=scene.case.urgent))
    change = begun(scene, found)
    if do.note:
        change = change.to(proposal_note=do.note)
    return asking(scene, change)


def assign(scene: Scene, do: Assign) -> Change:
    have = given(agency=do.agencies, document=do.document, signer=do.signer)
    return _handed_out(scene, begun(scene, step(scene, Action.ASSIGN, have)), do)


def direct(scene: Scene, do: Direct) -> Change:
    """The Chairman's word assigns; the document on file is that word, the signer the Chairman."""
    found = step(scene, Action.DIRECT, given(agency=do.agencies, direction=do.direction))
    leader = scene.authority.leader(scene.by.id)
    change = begun(scene, found).to(direction=do.direction)
    order = Assign(
        agencies=do.agencies,
        instruction=do.direction,
        document=scene.authority.texts["document.direction"],
        signer=leader.title,
    )
    return _handed_out(scene, change.note(scene.now, "directed", scene.by), order)


def add_agency(scene: Scene, do: AddAgency) -> Change:
    """Further agencies join: five days become seven, counted from the first assignment (N14)."""
    here = {a.agency for a in scene.file.assignments if a.counts}
    fresh = tuple(a for a in do.agencies if a not in here)
    have = given(agency=fresh, document=do.document, signer=do.signer)
    found = step(scene, Action.ADD_AGENCY, have)
    order = Assign(
        agencies=fresh,
        instruction=do.instruction,
        document=do.document,
        signer=do.signer,
        share_identity=do.share_identity,
    )
    return _handed_out(scene, begun(scene, found), order)


def _handed_out(scene: Scene, change: Change, do: Assign) -> Change:
    """Each agency gets its share with its own clock before the case's (N14)."""
    staying = tuple(a for a in scene.file.assignments if a.counts)
    term = _term(scene, do, len(staying) + len(do.agencies))
    clock = _case_clock(scene, term)
    change = change.to(clocks=_with_case_clock(scene, change, clock))
    reserve = scene.authority.terms.agency_reserve
    longer = with_longer(staying, clock, reserve, scene.calendar)
    shares = (*_shares(scene, do, clock, first=not staying), *longer)
    change = replace(change, assignments=shares).note(
        scene.now,
        "assigned",
        scene.by,
        agency=agency_names(scene, do.agencies),
        document=do.document,
        signer=do.signer,
    )
    letters = (mail("agency_assigned", Role.AGENCY, a, Purpose.ANSWER) for a in do.agencies)
    return change.tell(*letters)


def _term(scene: Scene, do: Assign, agencies: int) -> Term:
    """The notice's 5 or 7 working days, or the term of law that was chosen (N14, N15)."""
    law = next((t for t in scene.authority.legal_terms if t.id == do.term), None)
    if law is not None:
        return Term(law.days, law.unit, law.basis)
    terms = scene.authority.terms
    return Term(terms.one_agency if agencies == 1 else terms.several_agencies)


def _case_clock(scene: Scene, term: Term) -> Clock:
    """The case's clock: it starts with the first assignment and is only ever lengthened."""
    running = clocks.running(scene.case.clocks, ClockKind.CASE)
    if running is None:
        return clocks.start(ClockKind.CASE, scene.now, term, scene.calendar)
    due = max(term.due(running.started_at, scene.calendar), running.due_at)
    if due == running.due_at:
        return running
    return replace(clocks.move(running, due, scene.calendar), days=term.days, unit=term.unit)


def _with_case_clock(scene: Scene, change: Change, clock: Clock) -> tuple[Clock, ...]:
    stopped = clocks.stop_all(
        change.case.clocks, frozenset({ClockKind.ASSIGN}), scene.now, scene.calendar
    )
    others = (c for c in stopped if not (c.kind is ClockKind.CASE and c.running))
    return (*others, clock)


def _shares(scene: Scene, do: Assign, clock: Clock, *, first: bool) -> tuple[Assignment, ...]:
    reserve = scene.authority.terms.agency_reserve
    return tuple(
        Assignment(
            agency=agency,
            lead=first and place == 0,
            assigned_at=scene.now,
            instruction=do.instruction,
            document=do.document,
            signer=do.signer,
            share_identity=do.share_identity,
            clock=clocks.before(clock, agency, scene.now, reserve, scene.calendar),
        )
        for place, agency in enumerate(do.agencies)
    )


def with_longer(
    staying: tuple[Assignment, ...], clock: Clock, reserve: int, calendar: Calendar
) -> tuple[Assignment, ...]:
    """The shares of those who have the matter already, where the case's clock gives more time."""
    moved = []
    for share in staying:
        due = clocks.reserved(clock, share.assigned_at, reserve, calendar)
        if share.open and due > share.clock.due_at:
            longer = clocks.move(share.clock, due, calendar, fixed=clock.fixed)
            moved.append(replace(share, clock=longer))
    return tuple(moved)
