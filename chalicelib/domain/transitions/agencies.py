"""What agencies do with their share of a case, and what the office grants them (N14, N16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from chalicelib.domain.case import workflow
from chalicelib.domain.case.case import Actor, Assignment
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.commands import Answer, AskTime, DecideTime, GiveBack, Rework
from chalicelib.domain.case.notifications import Medium, Plan, Purpose
from chalicelib.domain.case.workflow import Action, Role, State
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import SAME_DAY, Clock, ClockKind
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.context import Scene, begun, given, mail, revised, step, text

GIVE_BACK_DAYS = 1  # working days in which an agency may say that the matter is not its own


def answer(scene: Scene, do: Answer) -> Change:
    """One agency's answer; the case is answered when all have answered (N16)."""
    found = step(scene, Action.ANSWER, given(answer=do.answer, respondent=do.name and do.title))
    share = _open_share(scene, do.agency)
    answered = replace(
        share,
        answer=do.answer,
        answered_by=f"{do.name}, {do.title}",
        answered_at=scene.now,
        asked_until=None,
        clock=clocks.stop(share.clock, scene.now, scene.calendar),
    )
    name = _name(scene, do.agency)
    change = _changed(scene, answered).note(
        scene.now, "answered", _spokesman(scene, do.agency, do.name, do.title), agency=name
    )
    if any(a.open for a in _others(scene, do.agency)):
        return change
    return _all_answered(scene, change.to(state=found.to))


def _all_answered(scene: Scene, change: Change) -> Change:
    return change.tell(mail("draft", Role.OFFICER, scene.case.owner, Purpose.DRAFT))


def give_back(scene: Scene, do: GiveBack) -> Change:
    """ "Not ours, but …": the chief assigns anew, the same working day. What the other agencies
    have stays with them."""
    found = step(scene, Action.GIVE_BACK, given(reason=do.reason))
    share = _open_share(scene, do.agency)
    if not may_give_back(share, scene.calendar, scene.now):
        raise workflow.NotAllowed(f"{do.agency} has had the matter for too long")
    returned = replace(
        share,
        returned_at=scene.now,
        returned_why=do.reason,
        clock=clocks.stop(share.clock, scene.now, scene.calendar),
    )
    by = _spokesman(scene, do.agency, do.name, do.title)
    change = _changed(scene, returned).note(
        scene.now, "given_back", by, agency=_name(scene, do.agency), reason=do.reason
    )
    change = change.to(proposed=do.instead, proposal_note=do.reason)
    others = [a for a in _others(scene, do.agency) if a.counts]
    if others:
        return _while_others_go_on(scene, change, do, any(a.open for a in others))
    change = change.to(state=found.to, clocks=_assign_today(scene))
    return change.tell(_returned_mail(scene, do, Purpose.ASSIGN))


def may_give_back(share: Assignment, calendar: Calendar, now: datetime) -> bool:
    """Within one working day of having got it (the same moment of the clock ends the day)."""
    return now <= calendar.due(share.assigned_at, GIVE_BACK_DAYS)


def _while_others_go_on(scene: Scene, change: Change, do: GiveBack, others_owe: bool) -> Change:
    change = change.tell(_returned_mail(scene, do, Purpose.ADD))
    if others_owe:
        return change
    return _all_answered(scene, change.to(state=State.ANSWERED))


def _assign_today(scene: Scene) -> tuple[Clock, ...]:
    again = clocks.start(ClockKind.ASSIGN, scene.now, SAME_DAY, scene.calendar)
    return (*scene.case.clocks, again)


def _returned_mail(scene: Scene, do: GiveBack, purpose: Purpose) -> Plan:
    return mail(
        "returned",
        Role.CHIEF,
        scene.authority.chief.id,
        purpose,
        agency=_name(scene, do.agency),
        reason=do.reason,
    )


def ask_time(scene: Scene, do: AskTime) -> Change:
    """The agency asks; its clock runs on until the chief has decided."""
    later = do.until is not None and do.until > _due_day(scene, do.agency)
    found = step(scene, Action.ASK_TIME, given(reason=do.reason, date=later))
    share = _open_share(scene, do.agency)
    asked = replace(share, asked_until=do.until, asked_why=do.reason)
    day = f"{do.until:%d/%m/%Y}"
    name = _name(scene, do.agency)
    return (
        _changed(scene, asked)
        .to(state=found.to)
        .note(
            scene.now,
            "time_asked",
            _spokesman(scene, do.agency, do.name, do.title),
            agency=name,
            until=day,
            reason=do.reason,
        )
        .tell(
            mail(
                "time_asked",
                Role.CHIEF,
                scene.authority.chief.id,
                Purpose.EXTEND,
                about=do.agency,
                agency=name,
                until=day,
                reason=do.reason,
            )
        )
    )


def decide_time(scene: Scene, do: DecideTime) -> Change:
    """The chief grants or refuses. Granted time moves the agency's clock and, where need be, the
    case's; the first due times stay on file and the citizen is told (design: interim answer)."""
    share = _open_share(scene, do.agency)
    if share.asked_until is None:
        raise workflow.NotAllowed(f"{do.agency} has not asked for more time")
    if not do.granted:
        return _denied(scene, share)
    until = do.until or share.asked_until
    later = until > _due_day(scene, do.agency)
    found = step(scene, Action.GRANT_TIME, given(date=later))
    due = scene.calendar.closing_of(until)
    longer = clocks.move(share.clock, due, scene.calendar, fixed=True)
    granted = replace(share, asked_until=None, clock=longer)
    day = f"{until:%d/%m/%Y}"
    change = begun(scene, found).to(clocks=_case_clocks_for(scene, until))
    change = replace(change, assignments=(granted,)).note(
        scene.now, "time_granted", scene.by, agency=_name(scene, do.agency), until=day
    )
    change = change.tell(_decision(share.agency, "time_granted", until=day))
    in_time = change.case.clocks == scene.case.clocks  # the citizen hears in time all the same
    if in_time or not scene.case.texted:
        return change
    return change.tell(text("extended", due=f"{_case_due_day(change):%d/%m/%Y}"))


def _case_due_day(change: Change) -> date:
    running = clocks.running(change.case.clocks, ClockKind.CASE)
    assert running is not None  # noqa: S101  an assigned case has one
    return running.due_at.date()


def _denied(scene: Scene, share: Assignment) -> Change:
    found = step(scene, Action.DENY_TIME)
    change = replace(begun(scene, found), assignments=(replace(share, asked_until=None),))
    return change.note(scene.now, "time_denied", scene.by, agency=_name(scene, share.agency)).tell(
        _decision(share.agency, "time_denied")
    )


def _decision(agency: str, kind: str, **words: str) -> Plan:
    return Plan(
        kind=kind,
        medium=Medium.MAIL,
        to=Role.AGENCY,
        who=agency,
        purpose=Purpose.ANSWER,
        words=words,
    )


def _case_clocks_for(scene: Scene, until: date) -> tuple[Clock, ...]:
    """The case is due the reserve after the agency, if that is later than it was."""
    reserve = scene.authority.terms.agency_reserve
    due = scene.calendar.closing_of(scene.calendar.working_day(until, reserve))
    return tuple(
        clocks.move(c, due, scene.calendar, fixed=True)
        if c.kind is ClockKind.CASE and c.running and due > c.due_at
        else c
        for c in scene.case.clocks
    )


def rework(scene: Scene, do: Rework) -> Change:
    """One agency answers again; what it said stays on file, the others' answers stand."""
    share = scene.file.assignment(do.agency)
    answered = share is not None and share.answered_at is not None and share.counts
    found = step(scene, Action.REWORK, given(agency=answered, reason=do.reason))
    assert share is not None  # noqa: S101  `given` has seen it
    again = replace(
        share,
        earlier=(*share.earlier, share.answer),
        answer="",
        answered_at=None,
        rework=do.reason,
        clock=_clock_again(scene, share),
    )
    stopped = clocks.stop_all(
        scene.case.clocks, frozenset({ClockKind.APPROVE}), scene.now, scene.calendar
    )
    change = replace(begun(scene, found).to(clocks=stopped), assignments=(again,))
    name = _name(scene, do.agency)
    return change.note(scene.now, "rework", scene.by, agency=name, reason=do.reason).tell(
        mail("rework", Role.AGENCY, do.agency, Purpose.ANSWER, reason=do.reason)
    )


def _clock_again(scene: Scene, share: Assignment) -> Clock:
    """A new clock for a new answer; the first one was judged when it stopped."""
    case_clock = clocks.running(scene.case.clocks, ClockKind.CASE)
    if case_clock is None:
        return share.clock
    reserve = scene.authority.terms.agency_reserve
    return clocks.before(case_clock, share.agency, scene.now, reserve, scene.calendar)


def _open_share(scene: Scene, agency: str) -> Assignment:
    share = scene.file.assignment(agency)
    if share is None or not share.open:
        raise workflow.NotAllowed(f"{agency} has nothing to answer here")
    return share


def _others(scene: Scene, agency: str) -> list[Assignment]:
    return [a for a in scene.file.assignments if a.agency != agency]


def _due_day(scene: Scene, agency: str) -> date:
    return scene.calendar.local(_open_share(scene, agency).clock.due_at).date()


def _changed(scene: Scene, share: Assignment) -> Change:
    return Change(case=revised(scene.case), assignments=(share,))


def _name(scene: Scene, agency: str) -> str:
    return scene.authority.agency(agency).name


def _spokesman(scene: Scene, agency: str, name: str, title: str) -> Actor:
    """Who speaks for the agency, by name and title, as far as they were given (N16)."""
    office = _name(scene, agency)
    return replace(scene.by, name=name or office, title=f"{title}, {office}" if title else "")
