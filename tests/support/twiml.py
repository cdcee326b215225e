"""What an answer to a call may say: the elements and attributes that the provider's own library
can write, the values that its documentation names, and the product's own rules for addresses.

https://www.twilio.com/docs/voice/twiml
"""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from xml.etree import ElementTree

from twilio.twiml import TwiML
from twilio.twiml.voice_response import VoiceResponse

LONGEST_SAY = 4096  # characters, https://www.twilio.com/docs/voice/twiml/say
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ADDRESS = re.compile(r"(https?://[^/\s]+)?/(?!/)\S*|https?://[^/\s]+", re.ASCII)
_SOCKET = re.compile(r"wss://[^/\s]+\S*", re.ASCII)
_SOCKETS = {"Stream", "ConversationRelay"}  # their `url` is a web socket's
_WHOLE = re.compile(r"\d+", re.ASCII)
_POSITIVE = re.compile(r"0*[1-9]\d*", re.ASCII)
_BOOLEAN = re.compile("true|false")
_KEY = r"[0-9#*]"


def _each(*words: str) -> re.Pattern[str]:
    """One or more of these words, with spaces between."""
    one = "|".join(words)
    return re.compile(rf"(?:{one})(?: (?:{one}))*")


# What an attribute's value must be, wherever it stands; that of one element goes before.
_VALUES = {
    "numDigits": _POSITIVE,
    "timeout": _WHOLE,
    "maxLength": _POSITIVE,
    "length": _POSITIVE,
    "loop": _WHOLE,
    "timeLimit": _POSITIVE,
    "maxSpeechTime": _POSITIVE,
    "maxQueueSize": _POSITIVE,
    "maxParticipants": _POSITIVE,
    "speechTimeout": re.compile(rf"auto|{_POSITIVE.pattern}", re.ASCII),
    "trim": re.compile("trim-silence|do-not-trim"),
    "recordingStatusCallbackEvent": _each("in-progress", "completed", "absent"),
    "statusCallbackEvent": _each("initiated", "ringing", "answered", "completed"),
    "machineDetection": re.compile("Enable|DetectMessageEnd"),
    "language": re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]+)*"),
    **dict.fromkeys(
        (
            "actionOnEmptyResult",
            "answerOnBridge",
            "bargeIn",
            "endConferenceOnExit",
            "enhanced",
            "hangupOnStar",
            "muted",
            "playBeep",
            "profanityFilter",
            "sequential",
            "startConferenceOnEnter",
            "transcribe",
        ),
        _BOOLEAN,
    ),
}
_VALUES_OF = {
    ("Gather", "input"): re.compile("dtmf|speech|dtmf speech|speech dtmf"),
    ("Gather", "finishOnKey"): re.compile(rf"{_KEY}?"),
    ("Record", "finishOnKey"): re.compile(rf"{_KEY}+"),
    ("Play", "digits"): re.compile(r"[0-9#*wWA-D]+"),
    ("Reject", "reason"): re.compile("rejected|busy"),
    ("Dial", "record"): re.compile("do-not-record|record-from-(answer|ringing)(-dual)?"),
    ("Dial", "recordingTrack"): re.compile("inbound|outbound|both"),
    ("Conference", "record"): re.compile("do-not-record|record-from-start"),
    ("Conference", "beep"): re.compile("true|false|onEnter|onExit"),
    ("Conference", "statusCallbackEvent"): _each(
        "start", "end", "join", "leave", "mute", "hold", "modify", "speaker", "announcement"
    ),
    ("Recording", "channels"): re.compile("mono|dual"),
    ("Recording", "track"): re.compile("inbound|outbound|both"),
}


@dataclass(slots=True)
class Kind:
    """What the library can write of an element: its attributes, whether it holds text, and the
    library's classes for what may stand in it, by name."""

    attributes: set[str] = field(default_factory=set)
    text: bool = False
    children: dict[str, type[TwiML]] = field(default_factory=dict)


def faults(document: str) -> list[str]:
    """What the provider, or the product itself, would not have in an answer to a call; empty when
    it is fine. Of a document that is no answer at all, that alone."""
    try:
        root = ElementTree.fromstring(document.encode())  # noqa: S314  the product's own words
    except ElementTree.ParseError as error:
        return [f"no XML: {error}"]
    if root.tag != "Response":
        return [f"the root is <{root.tag}>, not <Response>"]
    return [*_of_reject(root), *_of(root, VoiceResponse)]


def _of(element: ElementTree.Element, cls: type[TwiML]) -> Iterator[str]:
    kind = _kinds()[cls]
    for name, value in element.attrib.items():
        name = name.replace(_XML, "xml:")
        if name in kind.attributes:
            yield from _of_value(element.tag, name, value)
        else:
            yield f"<{element.tag}> takes no {name}"
    yield from _of_text(element, kind)
    for child in element:
        if child.tag in kind.children:
            yield from _of(child, kind.children[child.tag])
        elif child.tag in _names():
            yield f"<{child.tag}> may not stand in <{element.tag}>"
        else:
            yield f"<{child.tag}> is unknown"


def _of_value(tag: str, name: str, value: str) -> Iterator[str]:
    if _is_address(name):
        yield from _of_address(tag, name, value)
        return
    method = re.compile("GET|POST") if name.lower().endswith("method") else None
    wanted = _VALUES_OF.get((tag, name)) or _VALUES.get(name) or method
    if wanted and not wanted.fullmatch(value):
        yield f"<{tag}> {name} may not be {value!r}"


def _is_address(name: str) -> bool:
    return name == "action" or name.lower().endswith(("url", "callback"))


def _of_address(tag: str, name: str, value: str) -> Iterator[str]:
    """The product puts nothing behind a question mark: what is said stands in the path."""
    wanted = _SOCKET if name == "url" and tag in _SOCKETS else _ADDRESS
    if not wanted.fullmatch(value):
        yield f"<{tag}> {name} is no address: {value!r}"
    if "?" in value:
        yield f"<{tag}> {name} has a query: {value!r}"


def _of_text(element: ElementTree.Element, kind: Kind) -> Iterator[str]:
    tag = element.tag
    said = "".join(element.itertext())
    own = "".join([element.text or "", *(child.tail or "" for child in element)]).strip()
    if own and not kind.text:
        yield f"<{tag}> holds no text: {own[:40]!r}"
    if tag == "Say" and not said.strip():
        yield "<Say> is empty"
    if tag == "Say" and len(said) > LONGEST_SAY:
        yield f"<Say> is {len(said)} characters long, over {LONGEST_SAY}"
    if tag == "Redirect" or (tag == "Play" and "digits" not in element.attrib):
        yield from _of_address(tag, "text", own)


def _of_reject(root: ElementTree.Element) -> Iterator[str]:
    """A call that is refused is not picked up: nothing can be said before or after."""
    if len(root) > 1 and root.find("Reject") is not None:
        yield "<Reject> is not the first and only verb"


# --- the library's own knowledge


@cache
def _kinds() -> dict[type[TwiML], Kind]:
    """Every class that can stand below <Response>, and that one itself."""
    found: dict[type[TwiML], Kind] = {VoiceResponse: Kind()}
    waiting: list[type[TwiML]] = [VoiceResponse]
    while waiting:
        parent = found[cls := waiting.pop()]
        for child in _children(cls):
            parent.children[child.name] = type(child)
            if type(child) not in found:
                waiting.append(type(child))
            kind = found.setdefault(type(child), Kind())
            kind.attributes |= child.attrs.keys()
            kind.text |= bool(child.value)
    return found


def _children(cls: type[TwiML]) -> Iterator[TwiML]:
    """One of each that the class has a method for, with all that the method takes: every
    parameter becomes an attribute, as the library spells it, or the text."""
    parent = TwiML()
    for name, method in inspect.getmembers(cls, inspect.isfunction):
        if not name.startswith("_") and not hasattr(TwiML, name):
            takes = inspect.signature(method).parameters.values()
            named = [p.name for p in takes if p.kind is p.POSITIONAL_OR_KEYWORD]
            yield method(parent, **{parameter: parameter for parameter in named[1:]})


@cache
def _names() -> frozenset[str]:
    return frozenset(name for kind in _kinds().values() for name in kind.children)
