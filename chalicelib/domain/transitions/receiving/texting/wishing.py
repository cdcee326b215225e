"""What a citizen wishes by text of a case that they have (N7)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.calls.result import POOR
from chalicelib.domain.case.case import SYSTEM, Case, CaseFile
from chalicelib.domain.case.workflow import State
from chalicelib.domain.notifications.notifications import ASKER, Medium, Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.answering import result_calls
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import Context, revised
from chalicelib.domain.transitions.receiving.texting import enquiring
from chalicelib.domain.transitions.receiving.texting.joining import joined
from chalicelib.domain.transitions.receiving.texting.texts import Arrival

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.secrecy_asked": "",
    "event.secrecy_lifted": "",
    "sms.secrecy_on": "",
    "sms.secrecy_off": "",
    "sms.rated": "",
}
RATED = timedelta(days=30)  # how long after the result a bare number is a rating of it


def may_be_rated(case: Case, arrival: Arrival) -> bool:
    """Whether its citizen has been told, not long ago, and has not rated it yet."""
    if case.state not in (State.TOLD, State.CLOSED) or case.told_at is None or case.stars:
        return False
    return arrival.at - case.told_at <= RATED


def rated(
    file: CaseFile,
    arrival: Arrival,
    contact: str,
    stars: int,
    authority: Authority,
    hours: Calendar,
) -> Change:
    """The case with its citizen's rating (N17). A poor one opens a review or, before the case is
    closed, has its owner ring."""
    context = Context(file=file, authority=authority, calendar=hours, now=arrival.now, by=SYSTEM)
    change = result_calls.rated(context, stars) or _before_the_end(file, arrival, stars)
    if stars <= POOR and change.case.state is State.TOLD:
        change = enquiring.waiting(change, arrival.at, authority, hours)
    return change.to(joined=change.case.joined + 1).tell(_answer("rated", contact))


def _before_the_end(file: CaseFile, arrival: Arrival, stars: int) -> Change:
    case = replace(revised(file.case), stars=stars)
    return Change(case=case).note(arrival.now, "rated", SYSTEM, stars=str(stars))


def secret(
    file: CaseFile, arrival: Arrival, contact: str, authority: Authority, hours: Calendar
) -> Change:
    """The case is confidential from now on; whoever asked hears that it is."""
    change = joined(file, arrival, authority, hours)
    change = replace(change, case=replace(change.case, confidential=True))
    change = change.note(arrival.at, "secrecy_asked", SYSTEM)
    return change.tell(_answer("secrecy_on", contact))


def opened(
    file: CaseFile, arrival: Arrival, contact: str, authority: Authority, hours: Calendar
) -> Change:
    """It need not be kept secret any more. Its owner is asked to make sure: whoever holds the
    telephone need not be the citizen."""
    case = replace(revised(file.case), joined=file.case.joined + 1)
    change = Change(case=case).note(arrival.at, "secrecy_lifted", SYSTEM)
    change = change.tell(_answer("secrecy_off", contact))
    return enquiring.waiting(change, arrival.at, authority, hours)


def _answer(kind: str, contact: str) -> Plan:
    return Plan(
        kind=kind,
        medium=Medium.SMS,
        to=Receiver.CITIZEN,
        who=ASKER,
        words={"contact": contact},
    )
