"""Contacts that belong to a case which there is already: they are joined to it, and an officer may
take one out again as a case of its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from chalicelib.domain.authority import recusal
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import SYSTEM, Actor, Case, CaseFile, Channel, Identity
from chalicelib.domain.case.workflow import State
from chalicelib.domain.formats import codes
from chalicelib.domain.notifications.notifications import Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import mail, recused, revised, text
from chalicelib.domain.transitions.receiving import terms
from chalicelib.domain.transitions.receiving.texting.texts import (
    Arrival,
    acknowledgement,
    identity_of,
    to_screen,
)
from chalicelib.domain.transitions.waking import Hour

if TYPE_CHECKING:
    from chalicelib.domain.understanding.message import Extraction

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.message_joined": "",
    "event.supplemented": "",
    "mail.supplemented": "missing_line",
    "event.message_taken_out": "code",
}


def is_unscreened(case: Case) -> bool:
    """Whether no officer has begun to work on the case."""
    return case.state is State.RECEIVED and not (case.field or case.summary)


def texts_since(file: CaseFile, since: datetime) -> int:
    """How many texts have come to the case since then, with that of which it was made."""
    later = sum(1 for e in file.history if e.kind == "message_joined" and e.at >= since)
    return later + (file.case.received_at >= since)


def joined(file: CaseFile, arrival: Arrival, authority: Authority, calendar: Calendar) -> Change:
    """The case with a further message of its sender. Nobody is told, unless it is the first that
    sounds of danger or of a crime, or the matter turns out to be about its owner.

    The case gets a new revision: nobody decides about a message that they have not seen.
    """
    case = _with_words(revised(file.case), arrival, authority, calendar)
    change = Change(case=replace(case, joined=case.joined + 1), matter=arrival.extraction.matter)
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


def completed(
    file: CaseFile, arrival: Arrival, known: Identity, authority: Authority, calendar: Calendar
) -> Change:
    """The case with a message of its citizen's, who was asked for what is missing. `known` are
    their particulars so far. They are told what is still missing or that nothing is; the owner is
    told as well, unless nothing has changed that they have seen (N6)."""
    identity = known.completed_by(identity_of(arrival.extraction, arrival.sender, authority))
    change = joined(file, arrival, authority, calendar)
    case = _with_particulars(file.case, change.case, arrival, identity)
    if not case.missing:
        asked_back = frozenset({ClockKind.TALK})
        case = replace(case, clocks=clocks.stop_all(case.clocks, asked_back, arrival.now, calendar))
    change = replace(change, case=case, identity=identity if identity != known else None)
    owner = mail("supplemented", Receiver.OFFICER, case.owner, Todo.SCREEN)
    if case.missing == file.case.missing:
        return change if is_unscreened(file.case) else change.tell(owner)
    change = change.note(arrival.at, "supplemented", SYSTEM).tell(owner)
    if any(plan.to is Receiver.CITIZEN for plan in change.plans):
        return change  # danger has been answered
    return change.tell(*_answer(case, arrival, authority, calendar))


def completes(case: Case, found: Extraction) -> bool:
    """Whether a text of its citizen's belongs to this case: something is missing, and it says
    nothing of a matter, or the matter itself, or the same matter again with what was missing."""
    if case.state is not State.RECEIVED or not case.missing:
        return False
    if found.is_unclear or terms.UNREAD & set(case.missing):
        return True
    alike = (found.category.value, found.urgent, found.crime)
    is_same = alike == (case.suggested, case.maybe_urgent, case.maybe_crime)
    return is_same and bool(set(case.missing) - set(found.missing))


def _with_particulars(before: Case, case: Case, arrival: Arrival, identity: Identity) -> Case:
    """The case as known with this message. After a call without a matter it is the message that the
    matter came by."""
    found = arrival.extraction
    by_text = "matter" in before.missing and "matter" not in case.missing
    unread = tuple(part for part in case.missing if part in terms.UNREAD)
    says_what = bool(found.matter) and not (case.field or case.suggested_field)
    suggested = found.category.value if says_what else case.suggested
    return replace(
        case,
        channel=Channel.SMS if by_text else case.channel,
        missing=(*identity.missing, *unread),
        reach=identity.reach,
        ward=case.ward or found.ward or "",
        suggested=suggested,
    )


def _answer(
    case: Case, arrival: Arrival, authority: Authority, calendar: Calendar
) -> tuple[Plan, ...]:
    """What the citizen is told about what is missing."""
    if case.missing:
        return acknowledgement(case, arrival.sender, authority, calendar)
    return (text("accepted"),)


def taken_out(file: CaseFile, now: datetime, by: Actor, code: str) -> Change:
    """The case without a joined message, which has become the case of this code."""
    case = replace(revised(file.case), joined=max(0, file.case.joined - 1))
    return Change(case=case).note(now, "message_taken_out", by, code=codes.grouped(code))
