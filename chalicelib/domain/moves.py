"""What people do with a case, one function a verb. Each asks the workflow table, then says in full
what becomes true: the case, its clocks, its history, who is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.domain import clocks, workflow
from chalicelib.domain.authority import Authority
from chalicelib.domain.case import SYSTEM, Actor, Assignment, Case, CaseFile, Reach
from chalicelib.domain.change import Change
from chalicelib.domain.clocks import ClockKind
from chalicelib.domain.commands import (
    Answer,
    Approve,
    AskDirection,
    Assign,
    Command,
    Direct,
    Draft,
    Screen,
    SendBack,
    Tell,
)
from chalicelib.domain.notices import CITIZEN, Medium, Plan, Purpose
from chalicelib.domain.workflow import FINAL, Action, Need, Role, State, Step
from chalicelib.domain.working_time import Calendar

COMPLAINT = "complaint"
NUISANCE = "nuisance"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """Where a move happens: the file, the rules of the house, the moment, and who acts."""

    file: CaseFile
    authority: Authority
    calendar: Calendar
    now: datetime
    by: Actor

    @property
    def case(self) -> Case:
        return self.file.case


def _given(**needs: object) -> frozenset[Need]:
    return frozenset(Need(name) for name, value in needs.items() if value)


def _step(scene: Scene, action: Action, given: frozenset[Need] = frozenset()) -> Step:
    step = workflow.allow(scene.case.state, action, scene.by.role)
    workflow.require(step, given)
    return step


def _mail(kind: str, to: Role, who: str, purpose: Purpose, **words: str) -> Plan:
    return Plan(kind=kind, medium=Medium.MAIL, to=to, who=who, purpose=purpose, words=words)


def _text(kind: str, **words: str) -> Plan:
    return Plan(kind=kind, medium=Medium.SMS, to=CITIZEN, who="contact", words=words)


def _agency_names(scene: Scene, agencies: tuple[str, ...]) -> str:
    return ", ".join(scene.authority.agency(a).name for a in agencies)


# --- screening -------------------------------------------------------------------------------


def screen(scene: Scene, do: Screen) -> Change:
    """Completes and classifies, then takes the decision (N4, N5, N6, N10)."""
    given = _given(
        identity=not do.identity.missing,
        field=do.field,
        summary=do.summary,
        agency=do.agencies,
        urgent=do.urgent,
        target=do.target,
        reason=do.reason,
    )
    step = _step(scene, do.decision, given)
    change = _completed(scene, do).to(state=step.to)
    return _DECISIONS[do.decision](scene, do, change)


def _completed(scene: Scene, do: Screen) -> Change:
    before = scene.case
    case = replace(
        before,
        field=do.field,
        urgent=do.urgent,
        confidential=do.confidential,
        ward=do.ward,
        summary=do.summary,
        reach=do.identity.reach,
        missing=do.identity.missing,
        owner=scene.authority.owner_of(do.field).id if do.field else before.owner,
        clocks=_assign_clock_for(scene, do.urgent),
        revision=before.revision + 1,
    )
    return Change(case=case, identity=do.identity)


def _assign_clock_for(scene: Scene, urgent: bool) -> tuple[clocks.Clock, ...]:
    """An urgent matter is due the same working day; the first due time stays on file (N12)."""
    days = 0 if urgent else scene.authority.terms.assign
    due = scene.calendar.due(scene.case.received_at, days)
    return tuple(
        clocks.move(c, due) if c.kind is ClockKind.ASSIGN else c for c in scene.case.clocks
    )


def _save(scene: Scene, do: Screen, change: Change) -> Change:
    return change.note(scene.now, "completed", scene.by)


def _propose(scene: Scene, do: Screen, change: Change) -> Change:
    kind = "assign_urgent" if do.urgent else "assign"
    return (
        change.to(proposed=do.agencies, proposal_note=do.note)
        .note(scene.now, "proposed", scene.by, agency=_agency_names(scene, do.agencies))
        .tell(_mail(kind, Role.CHIEF, scene.authority.chief.id, Purpose.ASSIGN))
    )


def _ask_from_screening(scene: Scene, do: Screen, change: Change) -> Change:
    change = change.to(proposed=do.agencies, proposal_note=do.note)
    return _asking(scene, change)


def _asking(scene: Scene, change: Change) -> Change:
    leader = scene.authority.line(change.case.line).leader
    return (
        change.to(asked_leader=leader)
        .note(scene.now, "direction_asked", scene.by)
        .tell(_mail("direction", Role.LEADER, leader, Purpose.DIRECT))
    )


def _redirect(scene: Scene, do: Screen, change: Change) -> Change:
    """Told where to go instead; a complainant's identity is secret even then (N5)."""
    target = scene.authority.redirect(do.target)
    change = change.to(
        outcome=do.target, confidential=do.confidential or do.target == COMPLAINT
    ).note(scene.now, "redirected", scene.by, target=target.name)
    return _ended(scene, change.tell(_text(target.sms, other=do.note)))


def _refuse(scene: Scene, do: Screen, change: Change) -> Change:
    change = change.to(outcome=do.reason).note(
        scene.now,
        "refused",
        scene.by,
        reason=scene.authority.texts[f"reason.{do.reason}"],
        note=do.note,
    )
    if do.reason != NUISANCE:  # who disturbs is not answered (N10)
        change = change.tell(_text("refused"))
    return _ended(scene, change)


def _ended(scene: Scene, change: Change) -> Change:
    """A case that ends here owes nothing more: every clock stops and is judged."""
    stopped = tuple(clocks.stop(c, scene.now, scene.calendar) for c in change.case.clocks)
    return change.to(clocks=stopped)


_DECISIONS: dict[Action, Callable[[Scene, Screen, Change], Change]] = {
    Action.COMPLETE: _save,
    Action.PROPOSE: _propose,
    Action.ASK_DIRECTION: _ask_from_screening,
    Action.REDIRECT: _redirect,
    Action.REFUSE: _refuse,
}


# --- assignment ------------------------------------------------------------------------------


def ask_direction(scene: Scene, do: AskDirection) -> Change:
    step = _step(scene, Action.ASK_DIRECTION, _given(urgent=scene.case.urgent))
    change = _next(scene, step)
    if do.note:
        change = change.to(proposal_note=do.note)
    return _asking(scene, change)


def assign(scene: Scene, do: Assign) -> Change:
    given = _given(agency=do.agencies, document=do.document, signer=do.signer)
    return _assigned(scene, _next(scene, _step(scene, Action.ASSIGN, given)), do)


def direct(scene: Scene, do: Direct) -> Change:
    """The Chairman's word assigns; the document on file is that word, the signer the Chairman."""
    step = _step(scene, Action.DIRECT, _given(agency=do.agencies, direction=do.direction))
    leader = scene.authority.leader(scene.by.id)
    change = _next(scene, step).to(direction=do.direction)
    order = Assign(
        agencies=do.agencies,
        instruction=do.direction,
        document=scene.authority.texts["document.direction"],
        signer=leader.title,
    )
    return _assigned(scene, change.note(scene.now, "directed", scene.by), order)


def _assigned(scene: Scene, change: Change, do: Assign) -> Change:
    """Each agency gets its share with its own clock; the case's clock starts (N14)."""
    terms = scene.authority.terms
    days = terms.one_agency if len(do.agencies) == 1 else terms.several_agencies
    due = scene.calendar.due(scene.now, days)
    agency_due = scene.calendar.due(scene.now, days - terms.agency_reserve)
    change = change.to(
        clocks=(
            *clocks.stop_all(
                change.case.clocks, frozenset({ClockKind.ASSIGN}), scene.now, scene.calendar
            ),
            clocks.start(ClockKind.CASE, scene.now, due, scene.calendar),
        )
    )
    change = replace(change, assignments=_shares(scene, do, agency_due)).note(
        scene.now,
        "assigned",
        scene.by,
        agency=_agency_names(scene, do.agencies),
        document=do.document,
        signer=do.signer,
    )
    letters = (_mail("agency_assigned", Role.AGENCY, a, Purpose.ANSWER) for a in do.agencies)
    return change.tell(*letters)


def _shares(scene: Scene, do: Assign, due: datetime) -> tuple[Assignment, ...]:
    return tuple(
        Assignment(
            agency=agency,
            lead=place == 0,
            assigned_at=scene.now,
            instruction=do.instruction,
            document=do.document,
            signer=do.signer,
            share_identity=do.share_identity,
            clock=clocks.start(ClockKind.AGENCY, scene.now, due, scene.calendar, of=agency),
        )
        for place, agency in enumerate(do.agencies)
    )


def answer(scene: Scene, do: Answer) -> Change:
    """One agency's answer; the case is answered when all have answered (N16)."""
    given = _given(answer=do.answer, respondent=do.name and do.title)
    step = _step(scene, Action.ANSWER, given)
    share = scene.file.assignment(do.agency)
    if share is None or share.answered_at is not None:
        raise workflow.NotAllowed(f"{do.agency} has nothing to answer here")
    answered = replace(
        share,
        answer=do.answer,
        answered_by=f"{do.name}, {do.title}",
        answered_at=scene.now,
        clock=clocks.stop(share.clock, scene.now, scene.calendar),
    )
    name = scene.authority.agency(do.agency).name
    by = replace(scene.by, name=do.name, title=f"{do.title}, {name}")
    change = replace(Change(case=_revised(scene.case)), assignments=(answered,)).note(
        scene.now, "answered", by, agency=name
    )
    others = (a for a in scene.file.assignments if a.agency != do.agency)
    if any(a.answered_at is None for a in others):
        return change
    return change.to(state=step.to).tell(
        _mail("draft", Role.OFFICER, scene.case.owner, Purpose.DRAFT)
    )


# --- reply and result --------------------------------------------------------------------------


def draft(scene: Scene, do: Draft) -> Change:
    step = _step(scene, Action.DRAFT, _given(words=do.words))
    leader = do.leader or scene.authority.approver
    due = scene.calendar.due(scene.now, 0)
    clock = clocks.start(ClockKind.APPROVE, scene.now, due, scene.calendar)
    return (
        _next(scene, step)
        .to(draft=do.words, asked_leader=leader, clocks=(*scene.case.clocks, clock))
        .note(scene.now, "drafted", scene.by)
        .tell(_mail("approval", Role.LEADER, leader, Purpose.APPROVE))
    )


def approve(scene: Scene, do: Approve) -> Change:
    """The approved words are what the citizen will hear; telling is due the same working day."""
    step = _step(scene, Action.APPROVE, _given(words=do.words))
    change = _next(scene, step).to(approved=do.words, sent_back="")
    stopped = clocks.stop_all(
        scene.case.clocks, frozenset({ClockKind.APPROVE}), scene.now, scene.calendar
    )
    tell = clocks.start(ClockKind.TELL, scene.now, scene.calendar.due(scene.now, 0), scene.calendar)
    kind = "approved" if do.words == scene.case.draft else "approved_changed"
    change = change.to(clocks=(*stopped, tell)).note(scene.now, kind, scene.by)
    letter = scene.case.reach is Reach.POST
    to_do = _mail(
        "tell_by_letter" if letter else "tell", Role.OFFICER, scene.case.owner, Purpose.TELL
    )
    return change.tell(to_do) if letter else change.tell(to_do, _text("result_ready"))


def send_back(scene: Scene, do: SendBack) -> Change:
    step = _step(scene, Action.SEND_BACK, _given(reason=do.reason))
    stopped = clocks.stop_all(
        scene.case.clocks, frozenset({ClockKind.APPROVE}), scene.now, scene.calendar
    )
    return (
        _next(scene, step)
        .to(sent_back=do.reason, clocks=stopped)
        .note(scene.now, "sent_back", scene.by, reason=do.reason)
        .tell(_mail("sent_back", Role.OFFICER, scene.case.owner, Purpose.DRAFT, reason=do.reason))
    )


def tell(scene: Scene, do: Tell) -> Change:
    """Told: the clocks stop, the Chairman's report line is written, the case closes (N14, N17)."""
    if not do.reached:
        _step(scene, Action.NOT_REACHED)
        return Change(case=_revised(scene.case)).note(
            scene.now, "not_reached", scene.by, note=do.note
        )
    told = _next(scene, _step(scene, Action.TELL, _given(how=do.how)))
    told = told.to(told_how=do.how, told_note=do.note).note(
        scene.now, f"told_by_{do.how}", scene.by, note=do.note
    )
    closing = workflow.allow(State.TOLD, Action.REPORT, Role.SYSTEM)
    change = _ended(scene, told).to(state=closing.to)
    change = change.note(scene.now, "reported", SYSTEM).note(scene.now, "closed", SYSTEM)
    return replace(change, report=True)


def _revised(case: Case) -> Case:
    return replace(case, revision=case.revision + 1)


def _next(scene: Scene, step: Step) -> Change:
    return Change(case=replace(_revised(scene.case), state=step.to))


MOVES: dict[type[Any], Callable[[Scene, Any], Change]] = {
    Screen: screen,
    Assign: assign,
    AskDirection: ask_direction,
    Direct: direct,
    Answer: answer,
    Draft: draft,
    Approve: approve,
    SendBack: send_back,
    Tell: tell,
}


def make(scene: Scene, command: Command) -> Change:
    """The change that this command makes of this file.

    Raises workflow.NotAllowed or workflow.Incomplete; then nothing has changed.
    """
    if scene.case.state in FINAL:
        raise workflow.NotAllowed(f"the case is {scene.case.state}")
    return MOVES[type(command)](scene, command)
