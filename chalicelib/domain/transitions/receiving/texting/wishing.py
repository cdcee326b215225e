"""What a citizen wishes by text of a case that they have (N7), and how they rate it (N21)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.calls.result import POOR
from chalicelib.domain.case.case import SYSTEM, Case, CaseFile
from chalicelib.domain.case.workflow import NotAllowed
from chalicelib.domain.dialogue.dialogue import LIVES
from chalicelib.domain.dialogue.wishes import Wished
from chalicelib.domain.notifications.notifications import ASKER, Medium, Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.answering import rating
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
    "sms.rated_poor": "",
    "sms.rated_why": "",
    "event.rating_explained": "",
}


def may_be_rated(case: Case, arrival: Arrival) -> bool:
    """Whether its citizen may rate it by this text."""
    return rating.may_rate(case, arrival.at)


def rated(
    file: CaseFile,
    arrival: Arrival,
    contact: str,
    wish: Wished,
    authority: Authority,
    hours: Calendar,
) -> Change:
    """The case with its citizen's rating. Whoever found it poor and has not said why is asked to.
    Raises NotAllowed if there is nothing to rate."""
    context = Context(file=file, authority=authority, calendar=hours, now=arrival.now, by=SYSTEM)
    change = rating.rated(context, wish.stars)
    if change is None:
        raise NotAllowed("there is nothing to rate")
    poor = "rated_poor" if wish.says_why else "rated_why"
    answer = _answer(poor if wish.stars <= POOR else "rated", contact)
    return change.to(joined=change.case.joined + 1).tell(answer)


def may_be_explained(file: CaseFile, arrival: Arrival) -> bool:
    """Whether this text says why its citizen found the result poor, as they were asked to: the next
    one within a day that is no matter with name and address of its own."""
    if not 0 < file.case.stars <= POOR or not arrival.extraction.missing:
        return False
    said = (e for e in reversed(file.history) if e.kind in ("rated", "rating_explained"))
    last = next(said, None)
    return last is not None and last.kind == "rated" and arrival.at - last.at <= LIVES


def explained(file: CaseFile, arrival: Arrival) -> Change:
    """The case with what its citizen says of their rating, for whoever reviews it to read."""
    change = Change(case=replace(revised(file.case), joined=file.case.joined + 1))
    return change.note(arrival.at, "rating_explained", SYSTEM)


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
