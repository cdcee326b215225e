"""The dialogue when a citizen rings: greeting and choices, then name, address, number and matter.

The notice asks for name, address and contact before the matter (N6), secrecy on request (N7), a
short call (N8), complaints and denunciations sent elsewhere (N5), and outside hours an announcement
of the hours (N3).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.calls import steps
from chalicelib.domain.calls.call import (
    AGAIN,
    PRIVACY,
    SILENCE,
    TIME_OVER,
    WRONG,
    Call,
    Consent,
    Heard,
    Node,
)
from chalicelib.domain.calls.reply import Keys, Recording, Reject, Reply, Utterance, Wait
from chalicelib.domain.calls.steps import Transition, to
from chalicelib.domain.formats import codes, phone, speech

NAME, ADDRESS, MATTER = Node.NAME.value, Node.ADDRESS.value, Node.MATTER.value
PARTS = (NAME, ADDRESS, MATTER)  # the recorded parts, in the order of the questions

LONGEST_MATTER = 3 * 60  # seconds; the notice allows 3 to 5 minutes for the whole call (N8)


def heard(call: Call, ear: Heard) -> Call:
    """The call after this turn."""
    return steps.step(call, ear, _TRANSITIONS, Node.GIVEN_UP)


# --- where each key leads


def _welcome(call: Call, ear: Heard) -> Call | None:
    match ear.keys:
        case "1" if call.messages:
            return to(call, Node.NAME, consent=Consent.RECORDED)
        case "2" if call.messages:
            return _ask_number(replace(call, consent=Consent.UNRECORDED))
        case "6":
            return to(call, Node.ASK_CODE, asking=True)
        case "7":
            return to(call, Node.COMPLAINT, confidential=True)
        case "9":
            return steps.again(call, Node.GIVEN_UP, PRIVACY)
        case "" if not call.messages:  # the caller has heard the hours and wants nothing else
            return to(call, Node.INFORMED)
    return None


def _recorded(part: str, onward: Node) -> Transition:
    def transition(call: Call, ear: Heard) -> Call | None:
        if not ear.recorded:
            return None
        said = (*(p for p in call.said if p != part), part)
        after = replace(call, said=said)
        return _ask_number(after) if onward is Node.NUMBER else to(after, onward)

    return transition


def _ask_number(call: Call) -> Call:
    """Offers the caller's own number if they can be called back at it, else asks for one."""
    if not call.reachable:
        return to(call, Node.TYPE_NUMBER)
    return to(call, Node.NUMBER, offered=phone.normalise(call.number) or "")


def _number(call: Call, ear: Heard) -> Call | None:
    match ear.keys:
        case "1":
            return _number_known(call)
        case "2":
            return to(call, Node.TYPE_NUMBER, offered="")
    return None


def _type_number(call: Call, ear: Heard) -> Call | None:
    number = None if ear.ours else phone.normalise(ear.keys)
    return to(call, Node.CHECK_NUMBER, offered=number) if number else None


def _check_number(call: Call, ear: Heard) -> Call | None:
    match ear.keys:
        case "1":
            return _number_known(call)
        case "2":
            asked = steps.again(replace(call, offered=""), Node.GIVEN_UP, "")
            return to(asked, Node.TYPE_NUMBER) if asked.at is call.at else asked
    return None


def _number_known(call: Call) -> Call:
    speaks = call.consent is Consent.RECORDED
    return to(call, Node.SECRECY if speaks else Node.CALL_BACK, contact=call.offered)


def _secrecy(call: Call, ear: Heard) -> Call | None:
    match ear.keys:
        case "1":
            return to(call, Node.MATTER, confidential=True)
        case "2":
            return to(call, Node.MATTER)
    return None


def _code(call: Call, ear: Heard) -> Call | None:
    return to(call, Node.STATUS, about=ear.keys) if ear.known else None


def _matter(call: Call, ear: Heard) -> Call | None:
    taken = _recorded(MATTER, Node.TAKEN)(call, ear)
    if taken and ear.seconds >= LONGEST_MATTER:
        return replace(taken, first=TIME_OVER)
    return taken


def _status(call: Call, ear: Heard) -> Call | None:
    """1 asks for an officer to ring back; silence ends the call, for the state has been told."""
    if ear.keys == "1":
        return _ask_number(call)
    return to(call, Node.INFORMED) if ear.keys == "" else None


_TRANSITIONS: Mapping[Node, Transition] = {
    Node.WELCOME: _welcome,
    Node.NAME: _recorded(NAME, Node.ADDRESS),
    Node.ADDRESS: _recorded(ADDRESS, Node.NUMBER),
    Node.NUMBER: _number,
    Node.TYPE_NUMBER: _type_number,
    Node.CHECK_NUMBER: _check_number,
    Node.SECRECY: _secrecy,
    Node.MATTER: _matter,
    Node.ASK_CODE: _code,
    Node.STATUS: _status,
}

# --- what is said at each node, and what the call then waits for

_CHOICE = Keys(patience=8)
_TYPED = Keys(most=0, finish="#", patience=10)
_WAITS: Mapping[Node, Wait] = {
    Node.WELCOME: _CHOICE,
    Node.NAME: Recording(part=NAME, longest=20, patience=4),
    Node.ADDRESS: Recording(part=ADDRESS, longest=40, patience=5),
    Node.NUMBER: _CHOICE,
    Node.TYPE_NUMBER: _TYPED,
    Node.CHECK_NUMBER: _CHOICE,
    Node.SECRECY: _CHOICE,
    Node.MATTER: Recording(part=MATTER, longest=LONGEST_MATTER, patience=10),
    Node.ASK_CODE: _TYPED,
    Node.STATUS: _CHOICE,
    Node.BUSY: Reject(),
}
ENDS = frozenset(Node) - _WAITS.keys() | {Node.BUSY}  # nodes that end the call
_TYPED_AT = frozenset({Node.TYPE_NUMBER, Node.ASK_CODE})


def reply(call: Call, authority: Authority, words: Mapping[str, str]) -> Reply:
    """What the voice says now. `words` fill the texts: hours, next opening, state of a case."""
    keys = (*_before(call), *_said(call))
    told = {**words, "number": speech.groups(phone.spoken_groups(call.offered))}
    told |= {"code": codes.spelled(call.code) if call.code else ""}
    told |= {"term": authority.said_term(authority.terms.assign)}
    says = tuple(utterance(authority, call.line, key, told) for key in keys)
    return Reply(says=says, wait=_WAITS.get(call.at))


def part_asked(node: Node) -> str:
    """The part that is recorded at this node; "" if none is."""
    wait = _WAITS.get(node)
    return wait.part if isinstance(wait, Recording) else ""


def utterance(authority: Authority, line_id: str, key: str, words: Mapping[str, str]) -> Utterance:
    """The text `voice.<key>` as this line says it, with its recording by a person if there is
    one."""
    line, recorded = authority.line(line_id), authority.voice.recorded
    own = line.greeting if key == "greeting" else ""
    text = own or authority.texts[f"voice.{key}"]
    audio = recorded.get(f"{line_id}.{key}", "" if own else recorded.get(key, ""))
    said = {"line": line.aloud or line.name, **words}
    return Utterance(text=speech.aloud(text.format_map(said)), audio=audio)


def _before(call: Call) -> tuple[str, ...]:
    """Keys of what is said before a repeated question: what was wrong with the answer."""
    if call.first == WRONG and call.at in _TYPED_AT:
        return (f"wrong_{call.at}",)
    if call.first == SILENCE and part_asked(call.at):
        return ("not_heard",)
    if call.first == SILENCE and call.at in _TYPED_AT:
        return ("not_typed",)
    return (call.first,) if call.first in (SILENCE, WRONG, PRIVACY, TIME_OVER) else ()


def _said(call: Call) -> tuple[str, ...]:
    match call.at:
        case Node.WELCOME:
            return _greeting(call)
        case Node.TAKEN:
            return ("taken", "code", "code_again", "goodbye") if call.code else ("kept", "goodbye")
        case Node.CALL_BACK:
            code = ("code", "code_again") if call.code and not call.about else ()
            return ("call_back", *code, "goodbye")
        case Node.GIVEN_UP:
            return ("given_up" if call.reachable or call.contact else "ring_again", "goodbye")
        case Node.COMPLAINT:
            return "complaint", "complaint_again", "goodbye"
        case Node.STATUS:
            return "status", "status_choices"
        case Node.INFORMED:
            return ("goodbye",)
        case Node.BUSY:
            return ()
    return (call.at.value,)


def _greeting(call: Call) -> tuple[str, ...]:
    """The full greeting the first time; after a failed try only the choices."""
    choices = "choices" if call.open else "choices_closed" if call.messages else "choices_informed"
    if call.first not in ("", AGAIN):
        return (choices,)
    if call.open:
        return "greeting", choices
    terms = ("message_terms",) if call.messages else ()
    return "closed", "emergency", *terms, choices
