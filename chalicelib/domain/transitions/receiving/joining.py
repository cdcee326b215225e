"""Contacts that belong to a case which there is already: they are joined to it, and an officer may
take one out again as a case of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.authority import recusal
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import SYSTEM, Actor, Case, CaseFile
from chalicelib.domain.case.workflow import State
from chalicelib.domain.formats import codes
from chalicelib.domain.notifications.notifications import Plan
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import recused, revised
from chalicelib.domain.transitions.receiving import terms
from chalicelib.domain.transitions.receiving.texts import Arrival, acknowledgement, to_screen
from chalicelib.domain.transitions.waking import Hour

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.message_joined": "",
    "event.message_taken_out": "code",
}


def is_unscreened(case: Case) -> bool:
    """Whether no officer has begun to work on the case."""
    return case.state is State.RECEIVED and not (case.field or case.summary)


def joined(file: CaseFile, arrival: Arrival, authority: Authority, calendar: Calendar) -> Change:
    """The case with a further message of its sender. Nobody is told, unless it is the first that
    sounds of danger or of a crime, or the matter turns out to be about its owner.

    The case gets a new revision: nobody decides about a message that they have not seen.
    """
    case = _with_words(revised(file.case), arrival, authority, calendar)
    change = Change(case=replace(case, joined=case.joined + 1))
    change = change.note(arrival.at, "message_joined", SYSTEM)
    return change.tell(*_to_be_told(file.case, change.case, arrival, authority, calendar))


def _with_words(case: Case, arrival: Arrival, authority: Authority, calendar: Calendar) -> Case:
    """The case with what the message adds: danger, secrecy, whom it is about, a matter at last."""
    found = arrival.extraction
    still = terms.UNREAD & set(found.missing)
    about = recusal.suggested(authority, tuple(dict.fromkeys((*case.recused, *arrival.about))))
    case = replace(
        case,
        missing=tuple(m for m in case.missing if m not in terms.UNREAD or m in still),
        maybe_urgent=case.maybe_urgent or found.urgent,
        maybe_crime=case.maybe_crime or found.crime,
        confidential=case.confidential or found.confidential,
    )
    if about != case.recused:
        case = recused(case, about, authority)
    return terms.with_matter(case, authority, calendar)


def _to_be_told(
    before: Case, after: Case, arrival: Arrival, authority: Authority, calendar: Calendar
) -> tuple[Plan, ...]:
    danger = after.maybe_urgent and not before.maybe_urgent
    crime = after.maybe_crime and not before.maybe_crime
    if not (danger or crime or after.owner != before.owner):
        return ()
    hour = Hour.on(after, authority, calendar, arrival.now)
    answer = acknowledgement(after, arrival.sender, authority, calendar) if danger else ()
    return (*to_screen(after, authority, hour), *answer)


def taken_out(file: CaseFile, now: datetime, by: Actor, code: str) -> Change:
    """The case without a joined message, which has become the case of this code."""
    case = replace(revised(file.case), joined=max(0, file.case.joined - 1))
    return Change(case=case).note(now, "message_taken_out", by, code=codes.grouped(code))
