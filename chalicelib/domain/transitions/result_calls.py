"""The automatic call with a result, and what the citizen says of it by key (N17)."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from chalicelib.domain.calls.result import POOR
from chalicelib.domain.case import workflow
from chalicelib.domain.case.case import SYSTEM, Case, Reach
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.commands import CallByMachine, CloseReview, Talked
from chalicelib.domain.case.notifications import CITIZEN, Medium, Plan, Purpose
from chalicelib.domain.case.workflow import Action, Role, State
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import SAME_DAY, ClockKind, Term
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.context import Scene, begun, ended, given, mail, revised, step
from chalicelib.domain.transitions.replying import reported

RESULT_CALL = "result_call"
TRIES = 3  # the first, and two more at other hours
SLOT_AFTER = timedelta(hours=1)  # between a call in vain and the next slot, at least
OPEN_DAYS_AHEAD = 3


def may_be_called(case: Case) -> bool:
    """Whether a machine may tell the result: at a telephone, and only where nothing is secret, for
    whoever takes the call could press the key (N7)."""
    return case.reach is Reach.PHONE and not case.confidential


def call_by_machine(scene: Scene, do: CallByMachine) -> Change:
    """The first of three tries; the officer's own to-do stays."""
    found = step(scene, Action.CALL, given(by_phone=may_be_called(scene.case)))
    if scene.case.machine_call:
        raise workflow.NotAllowed("the machine is calling already")
    return (
        begun(scene, found)
        .to(machine_call=True)
        .note(scene.now, "call_ordered", scene.by)
        .tell(_call(1, None))
    )


def _call(nth: int, not_before: datetime | None) -> Plan:
    return Plan(
        kind=RESULT_CALL,
        medium=Medium.CALL,
        to=CITIZEN,
        who="contact",
        words={"try": str(nth)},
        not_before=not_before,
    )


def told_by_call(scene: Scene) -> Change | None:
    """The citizen heard the words past the key: told, reported, closed. None when they were told
    before, or the words are no longer approved."""
    if scene.case.state is not State.APPROVED:
        return None
    told = begun(scene, step(scene, Action.TELL_BY_CALL)).to(told_how="call", machine_call=False)
    told = told.note(scene.now, "told_by_call", SYSTEM, note="")
    return reported(scene, ended(scene, told))


def called_in_vain(
    scene: Scene, nth: int, call: str, slots: tuple[str, ...], calendar: Calendar
) -> Change:
    """Nobody took the nth call, or a machine did: again at another hour, at last the officer's.
    `call` is the notice that it was."""
    step(scene, Action.CALL_IN_VAIN)
    change = Change(case=revised(scene.case)).note(
        scene.now, "call_in_vain", SYSTEM, nth=str(nth), call=call
    )
    if nth < TRIES:
        return change.tell(_call(nth + 1, next_slot(scene.now, slots, calendar)))
    owner = scene.case.owner
    return (
        change.to(machine_call=False)
        .note(scene.now, "call_given_up", SYSTEM)
        .tell(mail("call_given_up", Role.OFFICER, owner, Purpose.TELL))
    )


def next_slot(after: datetime, slots: tuple[str, ...], calendar: Calendar) -> datetime:
    """The next of these times of day at which the line is open, an hour later at least: "other
    hours", for who was out at nine is out at nine tomorrow as well."""
    here = calendar.local(after)
    earliest = here + SLOT_AFTER
    day = here.date()
    for _ in range(OPEN_DAYS_AHEAD):
        for slot in sorted(slots):
            at = datetime.combine(day, time.fromisoformat(slot), calendar.zone)
            if at >= earliest and calendar.is_open(at):
                return at
        day = calendar.next_opening(calendar.closing_of(day)).date()
    return calendar.next_opening(earliest)


def rated(scene: Scene, stars: int) -> Change | None:
    """The citizen's stars, once. Few of them open one review by the chief, with a clock."""
    if scene.case.state is not State.CLOSED or scene.case.stars:
        return None
    poor = stars <= POOR
    found = workflow.allow(
        scene.case.state, Action.OPEN_REVIEW if poor else Action.RATE, Role.SYSTEM
    )
    change = begun(scene, found).to(stars=stars).note(scene.now, "rated", SYSTEM, stars=str(stars))
    if not poor:
        return change
    term = Term(scene.authority.terms.review)
    chief = scene.authority.chief.id
    return _with_clock(scene, change, ClockKind.REVIEW, term).tell(
        mail("review", Role.OFFICER, chief, Purpose.REVIEW, stars=str(stars))
    )


def asked_to_talk(scene: Scene) -> Change | None:
    """The citizen pressed the key for an officer, who rings back the same working day."""
    if scene.case.state is not State.CLOSED:
        return None
    change = begun(scene, workflow.allow(scene.case.state, Action.ASK_TALK, Role.SYSTEM))
    change = change.note(scene.now, "talk_asked", SYSTEM)
    return _with_clock(scene, change, ClockKind.TALK, SAME_DAY).tell(
        mail("talk", Role.OFFICER, scene.case.owner, Purpose.TALK)
    )


def _with_clock(scene: Scene, change: Change, kind: ClockKind, term: Term) -> Change:
    clock = clocks.start(kind, scene.now, term, scene.calendar)
    return change.to(clocks=(*change.case.clocks, clock))


def close_review(scene: Scene, do: CloseReview) -> Change:
    """What the chief found; the case is closed again, and not reviewed a second time."""
    found = step(scene, Action.CLOSE_REVIEW, given(words=do.words))
    change = begun(scene, found).to(reviewed=do.words)
    return ended(scene, change.note(scene.now, "reviewed", scene.by, note=do.words))


def talked(scene: Scene, do: Talked) -> Change:
    if not do.reached:
        step(scene, Action.NOT_REACHED)
        return Change(case=revised(scene.case)).note(
            scene.now, "not_reached", scene.by, note=do.words
        )
    found = step(scene, Action.TALKED, given(words=do.words))
    return ended(scene, begun(scene, found).note(scene.now, "talked", scene.by, note=do.words))
