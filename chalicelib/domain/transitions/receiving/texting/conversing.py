"""From a dialogue by text to a case."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import SYSTEM
from chalicelib.domain.dialogue.dialogue import Dialogue
from chalicelib.domain.dialogue.turns import End
from chalicelib.domain.notifications.notifications import Medium
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.receiving.texting import texts
from chalicelib.domain.transitions.receiving.texting.texts import Arrival

_QUESTION = "seen"
# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.asked_by_text": "n",
    "event.text_unanswered": "",
    "sms.ask_name": _QUESTION,
    "sms.ask_name_again": "",
    "sms.ask_address": _QUESTION,
    "sms.ask_address_again": "",
    "sms.ask_contact": _QUESTION,
    "sms.ask_contact_again": "",
    "sms.ask_matter": _QUESTION,
    "sms.ask_matter_again": "",
    "sms.ask_help": "",
    "sms.ask_secret": "",
    "sms.ask_why": "",
    "sms.ask_cancelled": "",
    "sms.ask_officer": "missing",
    "sms.talked": "due_day",
}
# What the answer to whoever wrote says at the end, in place of the usual one.
OFFICER, SUMMARY = "ask_officer", "talked"


def ended(
    dialogue: Dialogue, how: End | None, arrival: Arrival, authority: Authority, calendar: Calendar
) -> Change:
    """The new case of all that was said. What still lacks is for an officer to ask; whoever is in
    danger is answered as after a text of theirs."""
    known = dialogue.known_from if _used(dialogue, arrival) else ""
    change = texts.receive(replace(arrival, known_from=known), authority, calendar)
    case = replace(change.case, joined=len(dialogue.contacts) - 1)
    change = replace(change, case=case)
    if dialogue.questions:
        change = change.note(arrival.now, "asked_by_text", SYSTEM, n=str(dialogue.questions))
    if case.maybe_urgent:
        return change
    if case.missing and how is not End.COMPLETE:
        change = change.note(arrival.now, "text_unanswered", SYSTEM)
        return _answered(change, "identity_missing", OFFICER)
    return _answered(change, "received", SUMMARY) if dialogue.questions else change


def _answered(change: Change, usual: str, kind: str) -> Change:
    """The change with another answer than the usual one to whoever wrote."""
    plans = tuple(
        replace(plan, kind=kind) if (plan.medium, plan.kind) == (Medium.SMS, usual) else plan
        for plan in change.plans
    )
    return replace(change, plans=plans)


def _used(dialogue: Dialogue, arrival: Arrival) -> bool:
    found = arrival.extraction
    return dialogue.known.get("name") == found.name or (
        dialogue.known.get("address") == found.address
    )
