"""Screening: the officer completes and classifies, then proposes, asks, redirects or refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from chalicelib.domain.authority import recusal
from chalicelib.domain.case.case import Case, Refusal
from chalicelib.domain.case.commands import Screen
from chalicelib.domain.case.workflow import Action
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import Clock, ClockKind
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions import informing
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import (
    COMPLAINT,
    Context,
    Transitions,
    agency_names,
    ended,
    given,
    mail,
    mail_to_chief,
    recused,
    step,
    text,
)
from chalicelib.domain.transitions.deciding import passing_on
from chalicelib.domain.transitions.deciding.assigning import asking, to_direct
from chalicelib.domain.transitions.receiving import terms

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.completed": "",
    "event.recused": "who",
    "event.recused_nobody": "",
    "mail.handed_over": "missing_line",
    "event.proposed": "agency",
    "mail.assign": "agency summary",
    "mail.assign_urgent": "agency summary",
    "event.redirected": "target",
    "sms.redirected_complaint": "",
    "sms.redirected_complex": "",
    "sms.redirected_other": "other",
    "event.refused": "reason note",
    "sms.refused": "",
    **{f"reason.{reason}": "" for reason in Refusal},
}

# No text for nuisance (N10), nor for "nothing": the citizen was just on the telephone. Of a mistake
# of ours they need not know.
_SILENT = frozenset({Refusal.NUISANCE, Refusal.NOTHING, Refusal.MISTAKEN})


def screen(context: Context, do: Screen) -> Change:
    """Completes and classifies the case, then carries out the decision (N4, N5, N6, N10)."""
    change = completed(context, do)
    have = given(
        a_member=change.case.owner,
        others=context.by.id not in (*_ticked(context, do), *_heard(context, do)),
        identity=not do.identity.missing,
        account=do.account or not context.case.channel.has_account,
        field=do.field,
        summary=do.summary,
        agency=do.agencies,
        impartial=recusal.leads_no(context.authority, do.agencies, change.case.recused),
        urgent=do.urgent,
        a_leader=to_direct(context, change.case),
        target=do.target,
        place=is_named(context, do.target, do.other),
        reason=may_be_refused_for(do.reason, context.case),
        no_crime=do.no_crime or not change.case.maybe_crime,
    )
    found = step(context, do.decision, have)
    decided = _DECISIONS[do.decision](context, do, change.to(state=found.to))
    decided = decided.tell(*informing.accepted(context.case, decided.case))
    return _noting_recusal(context, decided)


def _noting_recusal(context: Context, change: Change) -> Change:
    """The change with a line about who has no part in the case from now on."""
    judged = change.case.recused
    if judged == context.case.recused:
        return change
    names = ", ".join(context.authority.known_as(who) for who in judged)
    kind = "recused" if judged else "recused_nobody"
    return change.note(context.now, kind, context.by, who=names)


def completed(context: Context, do: Screen) -> Change:
    """The case with what is known of it now: who the citizen is, whom and what it is about, its
    clocks, its owner. Nothing is decided yet."""
    before = context.case
    case = replace(
        before,
        field=do.field,
        urgent=do.urgent,
        confidential=do.confidential,
        ward=do.ward,
        summary=do.summary,
        reach=do.identity.reach,
        missing=(*do.identity.missing, *_unread(before, do)),
        owner=_owner(context, do),
        revision=before.revision + 1,
    )
    case = _timed(context, do, _suggested(context, case, do.account))
    case = recused(case, _about(context, do), context.authority)
    return Change(case=case, identity=do.identity, account=do.account)


def _owner(context: Context, do: Screen) -> str:
    """The field's specialist (N13); an exercise stays with whoever has begun it."""
    keeps = context.case.training or not do.field
    return context.case.owner if keeps else context.authority.owner_of(do.field).id


def _timed(context: Context, do: Screen, case: Case) -> Case:
    """The case with its clocks as they run once this is recorded. A refused contact without a
    matter gets no term of one."""
    if do.decision is not Action.REFUSE:
        case = terms.with_matter(case, context.authority, context.calendar)
    by_urgency = tuple(_by_urgency(context, clock, do.urgent) for clock in case.clocks)
    return replace(case, clocks=_asked_back(context, do, by_urgency))


def _about(context: Context, do: Screen) -> tuple[str, ...]:
    """Whom the matter is about: those ticked, and those of whom the words of a call tell that an
    officer has just typed and whom no page has suggested yet."""
    ticked, heard = _ticked(context, do), _heard(context, do)
    if not heard:
        return ticked
    return recusal.suggested(context.authority, tuple(dict.fromkeys((*ticked, *heard))))


def _ticked(context: Context, do: Screen) -> tuple[str, ...]:
    return context.case.recused if do.recused is None else do.recused


def _heard(context: Context, do: Screen) -> tuple[str, ...]:
    """The members and leaders of whom a call tells, when its words are typed for the first time."""
    if not context.case.channel.has_account or context.case.suggested or not do.account:
        return ()
    # A third of all imports, spared to those that read no words.
    from chalicelib.domain.understanding.classification.accused import accused_in

    return accused_in(do.account, context.authority)


def _suggested(context: Context, case: Case, account: str) -> Case:
    """The case with the suggestions that a text message gets on receipt, made from a call's words
    once an officer has typed them."""
    if not case.channel.has_account or not account:
        return case
    from chalicelib.domain.understanding.suggestion import suggest  # a third of all imports

    found = suggest(account, context.authority.urgency)
    return replace(
        case,
        suggested=found.category.value,
        maybe_urgent=found.urgent,
        maybe_crime=bool(found.crime),
    )


def _unread(before: Case, do: Screen) -> tuple[str, ...]:
    """What nobody has understood of the matter yet, until an officer has recorded it."""
    return () if _is_recorded(before, do) else tuple(m for m in before.missing if m in terms.UNREAD)


def _is_recorded(case: Case, do: Screen) -> bool:
    """Whether an officer has written down what the matter is: what was said in a call, or what a
    text means."""
    return bool(do.account if case.channel.has_account else do.summary)


def _asked_back(context: Context, do: Screen, running: tuple[Clock, ...]) -> tuple[Clock, ...]:
    """Stops the clock of asking back once the officer records the matter or decides."""
    if do.decision is Action.NOT_REACHED:
        return running
    if not _is_recorded(context.case, do) and do.decision is Action.COMPLETE:
        return running
    return clocks.stop_all(running, frozenset({ClockKind.TALK}), context.now, context.calendar)


def _by_urgency(context: Context, clock: Clock, urgent: bool) -> Clock:
    """The clock; an assign clock set by urgency. An urgent matter is due the same working day
    (N12): the day of its receipt or, if it is found urgent later, the present day; so it is with
    another term for urgent matters. The first due time stays on file."""
    if clock.kind is not ClockKind.ASSIGN or not clock.running or urgent == context.case.urgent:
        return clock
    terms = context.authority.terms
    term = terms.assign_urgent if urgent else terms.assign
    due = counted = term.due(clock.started_at, context.calendar)
    if urgent:
        over = context.now > counted
        due = min(clock.due_at, term.due(context.now, context.calendar) if over else counted)
    moved = clocks.move(clock, due, context.calendar, fixed=due != counted)
    again = replace(moved, days=term.days, unit=term.unit, fixed=due != counted)
    return clocks.checked(again, context.calendar)


def _save(context: Context, do: Screen, change: Change) -> Change:
    """Keeps what was typed. If the matter turns out to be about its owner, it is handed over."""
    kept = change.to(proposed=do.agencies, proposal_note=do.note)
    kept = kept.note(context.now, "completed", context.by)
    if change.case.owner == context.case.owner:
        return kept
    return kept.tell(mail("handed_over", Receiver.OFFICER, change.case.owner, Todo.SCREEN))


def _in_vain(context: Context, do: Screen, change: Change) -> Change:
    """Keeps what was typed; the citizen was rung and not reached."""
    return informing.noted_in_vain(context, _save(context, do, change), "")


def _propose(context: Context, do: Screen, change: Change) -> Change:
    kind = "assign_urgent" if do.urgent else "assign"
    return (
        change.to(proposed=do.agencies, proposal_note=do.note)
        .note(context.now, "proposed", context.by, agency=agency_names(context, do.agencies))
        .tell(mail_to_chief(context.authority, change.case, kind, Todo.ASSIGN))
    )


def _ask_from_screening(context: Context, do: Screen, change: Change) -> Change:
    change = change.to(proposed=do.agencies, proposal_note=do.note)
    return asking(context, change)


def _redirect(context: Context, do: Screen, change: Change) -> Change:
    return redirected(context, change, do.target, do.other)


def is_named(context: Context, to: str, other: str) -> bool:
    """Whether the citizen will know where to go: some places have to be named by the officer."""
    return not to or bool(other) or not context.authority.redirect(to).named


def redirected(context: Context, change: Change, to: str, other: str) -> Change:
    """The citizen is told where to go instead. A complainant's identity stays secret (N5)."""
    target = context.authority.redirect(to)
    secret = change.case.confidential or to == COMPLAINT
    change = change.to(outcome=to, confidential=secret).note(
        context.now, "redirected", context.by, target=target.name
    )
    return ended(context, change.tell(text(target.sms, other=other)))


def _refuse(context: Context, do: Screen, change: Change) -> Change:
    return refused(context, change, do.reason, do.note)


def may_be_refused_for(reason: Refusal | None, case: Case) -> bool:
    """Whether this is a reason to refuse the case: a mistake of ours only if it was split."""
    return reason is not None and (reason is not Refusal.MISTAKEN or bool(case.beside))


def refused(context: Context, change: Change, reason: Refusal | None, note: str = "") -> Change:
    """The matter is refused; the citizen is told, unless it is a nuisance (N10)."""
    said = context.authority.texts[f"reason.{reason}"]
    change = change.to(outcome=reason).note(
        context.now, "refused", context.by, reason=said, note=note
    )
    if reason not in _SILENT:
        change = change.tell(text("refused"))
    return ended(context, change)


def _report_crime(context: Context, do: Screen, change: Change) -> Change:
    return passing_on.to_police(context, change)


def _denounce(context: Context, do: Screen, change: Change) -> Change:
    return passing_on.to_order(context, change, COMPLAINT)


_DECISIONS: dict[Action, Callable[[Context, Screen, Change], Change]] = {
    Action.COMPLETE: _save,
    Action.NOT_REACHED: _in_vain,
    Action.PROPOSE: _propose,
    Action.ASK_DIRECTION: _ask_from_screening,
    Action.REDIRECT: _redirect,
    Action.REFUSE: _refuse,
    Action.REPORT_CRIME: _report_crime,
    Action.DENOUNCE: _denounce,
}


TRANSITIONS: Transitions = {
    Screen: screen,
}
