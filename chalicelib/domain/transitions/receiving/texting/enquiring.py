"""Somebody asks about a case that there is. The question belongs to it: they are told how it
stands, and if they want a person, its owner answers them the same working day (N9, N17)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import SYSTEM, Case, CaseFile
from chalicelib.domain.case.workflow import Action, State
from chalicelib.domain.formats import codes
from chalicelib.domain.notifications.notifications import ASKER, Medium, Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import Context, mail, revised, step
from chalicelib.domain.transitions.receiving.texting.joining import joined
from chalicelib.domain.transitions.receiving.texting.texts import Arrival

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.enquired": "contact",
    "event.talk_asked": "contact",
    "event.call_back_about": "code",  # an older release made a case of such a call
    "mail.talk": "state",
    "sms.standing": "standing standing_line",
    "sms.standings": "standings",
}

STANDING = "standing"  # the text that says how a case stands
STANDINGS = "standings"  # the same of several cases of one number
MOST_LISTED = 3  # as many as fit into one text
ANSWERS_A_DAY = 5  # automatic answers about one case
_ASKS = frozenset({"enquired", "talk_asked"})


def answered_enough(file: CaseFile, now: datetime, calendar: Calendar) -> bool:
    """Whether today's questions about the case have been answered often enough."""
    today = calendar.local(now).date()
    asked = (e for e in file.history if e.kind in _ASKS and calendar.local(e.at).date() == today)
    return sum(1 for _ in asked) >= ANSWERS_A_DAY


def asked_by_text(
    file: CaseFile,
    arrival: Arrival,
    contact: str,
    authority: Authority,
    calendar: Calendar,
    *,
    person: bool,
    only: bool,
    others: Sequence[Case] = (),
) -> Change:
    """A text asks about the case, perhaps meaning `others` of the same number as well. What it says
    beside (not `only`) is read in screening or, once that is over, by the owner, who then answers
    it."""
    case, unscreened = file.case, file.case.state is State.RECEIVED
    if only or not unscreened:
        change = Change(case=replace(case, joined=case.joined + 1))
    else:
        change = joined(file, arrival, authority, calendar)
    change = _noted(change, arrival.at, contact, person=person)
    if not answered_enough(file, arrival.now, calendar):
        listed = (case, *others)[:MOST_LISTED] if others else ()
        change = change.tell(_standing(contact, authority, listed))
    says_more = not (only or unscreened)
    return waiting(change, arrival.at, authority, calendar) if person or says_more else change


def last_asker(file: CaseFile) -> str:
    """The contact by which somebody last asked, as long as they wait for an answer; "" if nobody
    waits, or the citizen has asked after hearing the result."""
    if file.case.enquiry is None:
        return ""
    asked = (e.words.get("contact", "") for e in reversed(file.history) if e.kind in _ASKS)
    return next(asked, "")


def _standing(contact: str, authority: Authority, listed: Sequence[Case]) -> Plan:
    """The text that says how the case stands, or those that are listed, to whoever sent this
    contact."""
    words = {"contact": contact}
    if listed:
        words["standings"] = "; ".join(
            f"{codes.grouped(one.code)} {authority.texts[f'standing_short.{one.state}']}"
            for one in listed
        )
    return Plan(
        kind=STANDINGS if listed else STANDING,
        medium=Medium.SMS,
        to=Receiver.CITIZEN,
        who=ASKER,
        words=words,
    )


def asked_by_call(
    file: CaseFile, at: datetime, contact: str, authority: Authority, calendar: Calendar
) -> Change:
    """A caller has heard how the case stands and wants to be rung by an officer."""
    change = _noted(Change(case=file.case), at, contact, person=True)
    return waiting(change, at, authority, calendar)


def asked_after_the_result(context: Context) -> Change | None:
    """The citizen has heard their result and asks by key for an officer. None if they wait for one
    already, or the result was taken back."""
    if context.case.state is not State.CLOSED or context.case.enquiry:
        return None
    step(context, Action.ENQUIRE)
    change = _noted(Change(case=revised(context.case)), context.now, "", person=True)
    return waiting(change, context.now, context.authority, context.calendar)


def _noted(change: Change, at: datetime, contact: str, *, person: bool) -> Change:
    kind = "talk_asked" if person else "enquired"
    return change.note(at, kind, SYSTEM, contact=contact)


def waiting(change: Change, at: datetime, authority: Authority, calendar: Calendar) -> Change:
    """The change of a case whose owner has to answer; asked once, however often somebody asks."""
    case = change.case
    if case.enquiry:
        return change
    counted = authority.counted_from(case.line, at, calendar)
    clock = clocks.start(ClockKind.ENQUIRY, counted, authority.terms.talk, calendar)
    return change.to(clocks=(*case.clocks, clock)).tell(
        mail("talk", Receiver.OFFICER, case.owner, Todo.TALK)
    )
