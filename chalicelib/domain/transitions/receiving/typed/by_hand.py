"""From what an officer takes down by hand to a case: a call on the handset, a visitor, a letter
(N6, N11, N13).

The officer has just read or heard it, so the case is made and screened in one change: what they
have typed is confirmed, and nothing of it is left to be asked again.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import Actor, Case, CaseFile, Channel, Reach
from chalicelib.domain.case.commands import Screen
from chalicelib.domain.case.workflow import State
from chalicelib.domain.notifications.notifications import Medium, Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import Context, text
from chalicelib.domain.transitions.deciding.screening import screen
from chalicelib.domain.transitions.receiving import terms
from chalicelib.domain.transitions.receiving.texting.texts import to_screen
from chalicelib.domain.transitions.waking import Hour

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.taken_down": "how reference",
    "event.split": "code",
    "event.split_from": "code",
}


_HANDED_OVER = "handed_over"  # nobody had it before: whoever has to screen it is asked below


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenDown:
    """A contact that an officer takes down: when it came, which may be before it is typed `now`,
    and what it is called where it comes from. `of` is the case whose contact tells of this matter
    too, None if the contact is new; `training` says that it is taken down for an exercise."""

    code: str
    line: str
    channel: Channel
    at: datetime
    now: datetime
    by: Actor
    number: str = ""  # where it came from, in normal form
    reference: str = ""
    of: Case | None = None
    training: bool = False

    @property
    def beside(self) -> str:
        """The code of the case that has taken the contact in, "" if it is new."""
        return (self.of.beside or self.of.code) if self.of else ""


def take_down(taken: TakenDown, do: Screen, authority: Authority, calendar: Calendar) -> Change:
    """The new case, with what the officer has decided of it. Its terms count from when it came.

    Raises workflow.NotAllowed or workflow.Incomplete.
    """
    first = begun(taken, authority, calendar)
    made = first.applied_to(CaseFile(case=first.case))
    context = Context(file=made, authority=authority, calendar=calendar, now=taken.now, by=taken.by)
    identity = replace(do.identity, sender=taken.number)
    change = screen(context, replace(do, identity=identity))
    plans = tuple(plan for plan in change.plans if _is_sent(plan, do))
    whole = replace(change, events=(*first.events, *change.events), plans=plans)
    return whole.tell(*_told(taken, whole.case, authority, calendar))


def _is_sent(plan: Plan, do: Screen) -> bool:
    """Whoever asks for secrecy has been told to their face, and gets no text about it (N7)."""
    if plan.to is Receiver.CITIZEN and plan.medium is Medium.SMS:
        return not do.confidential
    return plan.kind != _HANDED_OVER


def begun(taken: TakenDown, authority: Authority, calendar: Calendar) -> Change:
    """The new case before anything is decided of it."""
    counted = authority.counted_from(taken.line, taken.at, calendar)
    training = taken.of.training if taken.of else taken.training
    case = Case(
        code=taken.code,
        authority=authority.id,
        line=taken.line,
        state=State.RECEIVED,
        channel=taken.channel,
        received_at=taken.at,
        receipt_day=calendar.receipt_day(counted),
        owner=taken.by.id if training else authority.owner_of(None).id,  # who practises, has it
        reach=Reach.NONE,
        reference=taken.reference,
        beside=taken.beside,
        training=training,
    )
    if taken.of and not taken.channel.has_account:  # a text says the same in both
        case = replace(
            case,
            suggested=taken.of.suggested,
            maybe_urgent=taken.of.maybe_urgent,
            maybe_crime=taken.of.maybe_crime,
        )
    case = replace(case, clocks=terms.begun(case, counted, counted, authority, calendar))
    if taken.beside:
        return Change(case=case).note(taken.now, "split_from", taken.by, code=taken.beside)
    how = authority.texts[f"channel.{taken.channel}"]
    return Change(case=case).note(
        taken.now, "taken_down", taken.by, how=how, reference=taken.reference
    )


def split(file: CaseFile, code: str, now: datetime, by: Actor) -> Change:
    """The case whose contact tells of two matters: the other one is a case of its own, `code`."""
    return Change(case=file.case).note(now, "split", by, code=code)


def _told(
    taken: TakenDown, case: Case, authority: Authority, calendar: Calendar
) -> tuple[Plan, ...]:
    """What is left to screen is asked of whoever else has to; the citizen gets the code in writing,
    unless what was decided tells them more."""
    if case.state is not State.RECEIVED:
        asked: tuple[Plan, ...] = ()
    else:
        hour = Hour.on(case, authority, calendar, taken.now)
        asked = tuple(p for p in to_screen(case, authority, hour) if p.who != taken.by.id)
    is_open = any(clock.running for clock in case.clocks)
    return (*asked, text("received")) if case.texted and is_open else asked
