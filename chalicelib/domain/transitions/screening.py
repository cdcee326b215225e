"""Screening: the officer completes and classifies, then proposes, asks, redirects or refuses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from chalicelib.domain.case.case import Case, Channel
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.commands import Screen
from chalicelib.domain.case.notifications import Purpose
from chalicelib.domain.case.workflow import Action, Role
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import SAME_DAY, Clock, ClockKind, Term
from chalicelib.domain.transitions.assigning import asking
from chalicelib.domain.transitions.context import (
    Scene,
    agency_names,
    ended,
    given,
    mail,
    step,
    text,
)

COMPLAINT = "complaint"
NUISANCE = "nuisance"
NOTHING = "nothing"
_SILENT = frozenset({NUISANCE, NOTHING})  # who disturbs is not answered (N10); who was rung, was


def screen(scene: Scene, do: Screen) -> Change:
    """Completes and classifies, then takes the decision (N4, N5, N6, N10)."""
    have = given(
        identity=not do.identity.missing,
        account=do.account or scene.case.channel is not Channel.VOICE,
        field=do.field,
        summary=do.summary,
        agency=do.agencies,
        urgent=do.urgent,
        target=do.target,
        reason=do.reason,
    )
    found = step(scene, do.decision, have)
    change = _completed(scene, do).to(state=found.to)
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
        missing=(*do.identity.missing, *_unheard(before, do)),
        owner=scene.authority.owner_of(do.field).id if do.field else before.owner,
        clocks=_rung_back(scene, do, _assign_clock_for(scene, do.urgent)),
        revision=before.revision + 1,
    )
    return Change(case=_suggested(case, do.account), identity=do.identity, account=do.account)


def _suggested(case: Case, account: str) -> Case:
    """What a call's words suggest, once an officer has typed them: the same as of a text."""
    if case.channel is not Channel.VOICE or not account:
        return case
    from chalicelib.domain.understanding.suggestion import suggest  # a third of all imports

    found = suggest(account)
    return replace(case, suggested=found.category.value, maybe_urgent=found.urgent)


def _unheard(before: Case, do: Screen) -> tuple[str, ...]:
    """The matter of a call that ended before it, until an officer has heard it from the citizen."""
    untold = before.channel is Channel.VOICE and not do.account
    return tuple(part for part in before.missing if part == "matter" and untold)


def _rung_back(scene: Scene, do: Screen, running: tuple[Clock, ...]) -> tuple[Clock, ...]:
    """Who waited to be rung back was, when the officer has words to write down or decides."""
    if not do.account and do.decision is Action.COMPLETE:
        return running
    return clocks.stop_all(running, frozenset({ClockKind.TALK}), scene.now, scene.calendar)


def _assign_clock_for(scene: Scene, urgent: bool) -> tuple[Clock, ...]:
    """An urgent matter is due the same working day (N12): that of its receipt, or, when it shows
    later how urgent it is, that of this moment. The first due time stays on file."""
    return tuple(_by_urgency(scene, c, urgent) for c in scene.case.clocks)


def _by_urgency(scene: Scene, clock: Clock, urgent: bool) -> Clock:
    if clock.kind is not ClockKind.ASSIGN or not clock.running or urgent == scene.case.urgent:
        return clock
    term = SAME_DAY if urgent else Term(scene.authority.terms.assign)
    due = counted = term.due(clock.started_at, scene.calendar)
    if urgent:
        due = min(clock.due_at, max(counted, SAME_DAY.due(scene.now, scene.calendar)))
    moved = clocks.move(clock, due, scene.calendar)
    return replace(moved, days=term.days, fixed=due != counted)


def _save(scene: Scene, do: Screen, change: Change) -> Change:
    kept = change.to(proposed=do.agencies, proposal_note=do.note)
    return kept.note(scene.now, "completed", scene.by)


def _propose(scene: Scene, do: Screen, change: Change) -> Change:
    kind = "assign_urgent" if do.urgent else "assign"
    return (
        change.to(proposed=do.agencies, proposal_note=do.note)
        .note(scene.now, "proposed", scene.by, agency=agency_names(scene, do.agencies))
        .tell(mail(kind, Role.CHIEF, scene.authority.chief.id, Purpose.ASSIGN))
    )


def _ask_from_screening(scene: Scene, do: Screen, change: Change) -> Change:
    change = change.to(proposed=do.agencies, proposal_note=do.note)
    return asking(scene, change)


def _redirect(scene: Scene, do: Screen, change: Change) -> Change:
    """Told where to go instead; a complainant's identity is secret even then (N5)."""
    target = scene.authority.redirect(do.target)
    change = change.to(
        outcome=do.target, confidential=do.confidential or do.target == COMPLAINT
    ).note(scene.now, "redirected", scene.by, target=target.name)
    return ended(scene, change.tell(text(target.sms, other=do.other)))


def _refuse(scene: Scene, do: Screen, change: Change) -> Change:
    change = change.to(outcome=do.reason).note(
        scene.now,
        "refused",
        scene.by,
        reason=scene.authority.texts[f"reason.{do.reason}"],
        note=do.note,
    )
    if do.reason not in _SILENT:
        change = change.tell(text("refused"))
    return ended(scene, change)


_DECISIONS: dict[Action, Callable[[Scene, Screen, Change], Change]] = {
    Action.COMPLETE: _save,
    Action.PROPOSE: _propose,
    Action.ASK_DIRECTION: _ask_from_screening,
    Action.REDIRECT: _redirect,
    Action.REFUSE: _refuse,
}
