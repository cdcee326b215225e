"""Reply and result: drafted by the office, approved by a leader, told to the citizen (N17)."""

from __future__ import annotations

from dataclasses import replace

from chalicelib.domain.case import workflow
from chalicelib.domain.case.case import SYSTEM, Reach
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.commands import Approve, Draft, SendBack, Tell
from chalicelib.domain.case.notifications import Plan, Purpose
from chalicelib.domain.case.report_line import line as report_line
from chalicelib.domain.case.workflow import Action, Role, State
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import SAME_DAY, Clock, ClockKind
from chalicelib.domain.transitions.context import (
    Scene,
    begun,
    ended,
    given,
    mail,
    revised,
    step,
    text,
)

_TO_DO = {Reach.POST: "tell_by_letter", Reach.MAIL: "tell_by_mail"}


def draft(scene: Scene, do: Draft) -> Change:
    """The reply goes to a leader, who has the same working day to approve it."""
    found = step(scene, Action.DRAFT, given(words=do.words))
    leader = do.leader or scene.authority.approver_of(scene.case.line)
    clock = clocks.start(ClockKind.APPROVE, scene.now, SAME_DAY, scene.calendar)
    return (
        begun(scene, found)
        .to(draft=do.words, asked_leader=leader, clocks=(*_approval_stopped(scene), clock))
        .note(scene.now, "drafted", scene.by)
        .tell(mail("approval", Role.LEADER, leader, Purpose.APPROVE))
    )


def approve(scene: Scene, do: Approve) -> Change:
    """The approved words are what the citizen will hear; telling is due the same working day."""
    found = step(scene, Action.APPROVE, given(words=do.words))
    telling = clocks.start(ClockKind.TELL, scene.now, SAME_DAY, scene.calendar)
    kind = "approved" if do.words == scene.case.draft else "approved_changed"
    change = (
        begun(scene, found)
        .to(approved=do.words, sent_back="", clocks=(*_approval_stopped(scene), telling))
        .note(scene.now, kind, scene.by)
    )
    to_do = _to_do(scene, _TO_DO.get(scene.case.reach, "tell"))
    if scene.case.reach is Reach.POST or not scene.case.texted:
        return change.tell(to_do)
    return change.tell(to_do, text("result_ready"))


def send_back(scene: Scene, do: SendBack) -> Change:
    """The draft returns to the office with the leader's reason."""
    found = step(scene, Action.SEND_BACK, given(reason=do.reason))
    return (
        begun(scene, found)
        .to(sent_back=do.reason, clocks=_approval_stopped(scene))
        .note(scene.now, "sent_back", scene.by, reason=do.reason)
        .tell(mail("sent_back", Role.OFFICER, scene.case.owner, Purpose.DRAFT, reason=do.reason))
    )


def tell(scene: Scene, do: Tell) -> Change:
    """Told: the clocks stop, the Chairman's report line is written, the case closes (N14, N17)."""
    if not do.reached:
        step(scene, Action.NOT_REACHED)
        return Change(case=revised(scene.case)).note(
            scene.now, "not_reached", scene.by, note=do.note
        )
    told = begun(scene, step(scene, Action.TELL, given(how=do.how)))
    told = told.to(told_how=do.how, told_note=do.note, machine_call=False).note(
        scene.now, f"told_by_{do.how}", scene.by, note=do.note
    )
    return reported(scene, ended(scene, told))


def reported(scene: Scene, told: Change) -> Change:
    """The Chairman's report line closes the case: told and reported is done (N14)."""
    closing = workflow.allow(State.TOLD, Action.REPORT, Role.SYSTEM)
    said = report_line(scene.file, told.case, scene.authority, scene.calendar, scene.now)
    change = told.to(state=closing.to).note(scene.now, "reported", SYSTEM, line=said)
    return replace(change.note(scene.now, "closed", SYSTEM), report=said)


def _to_do(scene: Scene, kind: str) -> Plan:
    return mail(kind, Role.OFFICER, scene.case.owner, Purpose.TELL)


def _approval_stopped(scene: Scene) -> tuple[Clock, ...]:
    return clocks.stop_all(
        scene.case.clocks, frozenset({ClockKind.APPROVE}), scene.now, scene.calendar
    )
