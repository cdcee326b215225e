"""Reads the product's answer in a call (TwiML) into verbs that the stage carries out.

Verbs and attributes are those of https://www.twilio.com/docs/voice/twiml. The provider only warns
about an unknown attribute; here it is an error, so that a typing mistake is found.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from infra.local.provider.twiml import Element, TwimlError, response

KEYS = frozenset("0123456789*#")
ANY_KEY = "1234567890*#"
DEFAULT_TIMEOUT = 5
LONGEST_RECORDING = 3600
ENDLESS = 1000  # what loop="0" comes to
RECORDING_EVENTS = frozenset(["in-progress", "completed", "absent"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """Speaks a text."""

    text: str
    loop: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Play:
    """Plays a recorded sound."""

    url: str
    loop: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Pause:
    """Says nothing for a while."""

    seconds: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Gather:
    """Listens for keys, even while its prompts are spoken. Without an `action`, the document's own
    address is asked."""

    prompts: tuple[Say | Play | Pause, ...] = ()
    num_digits: int | None = None
    finish: str = "#"
    timeout: int = DEFAULT_TIMEOUT
    action: str | None = None
    action_on_empty: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """Records the caller's voice. Without an `action`, the document's own address is asked."""

    max_length: int = LONGEST_RECORDING
    timeout: int = DEFAULT_TIMEOUT
    finish: str = ANY_KEY
    beep: bool = True
    trim: bool = True
    action: str | None = None
    callback: str = ""
    callback_events: frozenset[str] = frozenset(["completed"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Redirect:
    """Continues with another document."""

    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hangup:
    """Ends the call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """Declines the call; only as the first verb, for later the call has been answered already."""

    reason: str = "rejected"


Prompt = Say | Play | Pause
Verb = Prompt | Gather | Record | Redirect | Hangup | Reject


def read(document: str, content_type: str) -> list[Verb]:
    """The verbs in order; TwimlError if the provider cannot carry the document out."""
    return [_verb(element, READERS) for element in response(document, content_type)]


V = TypeVar("V", covariant=True)
Readers = Mapping[str, tuple[Callable[[Element], V], str]]  # with the attributes that the verb has


def _verb(element: Element, readers: Readers[V]) -> V:
    if element.tag not in readers:
        raise TwimlError(f"12200 no verb that is known here: <{element.tag}>")
    reader, attributes = readers[element.tag]
    unknown = set(element.keys()) - set(attributes.split())
    if unknown:
        raise TwimlError(f"12200 <{element.tag}> has no attribute {', '.join(sorted(unknown))}")
    if element.get("method", "POST").upper() != "POST":
        raise TwimlError(f"12200 <{element.tag}>: the stage makes POST requests alone")
    return reader(element)


def _say(element: Element) -> Say:
    return Say(text=_words(element), loop=_loop(element))


def _play(element: Element) -> Play:
    return Play(url=_words(element), loop=_loop(element))


def _pause(element: Element) -> Pause:
    return Pause(seconds=_number(element, "length", 1))


def _gather(element: Element) -> Gather:
    if element.get("input", "dtmf") != "dtmf":
        raise TwimlError("12200 <Gather>: the stage listens for keys alone, not for speech")
    finish = element.get("finishOnKey", "#")
    if finish not in KEYS and finish:
        raise TwimlError(f"13310 <Gather>: invalid finishOnKey {finish}")
    return Gather(
        prompts=tuple(_verb(prompt, PROMPTS) for prompt in element),
        num_digits=_number(element, "numDigits", 0) or None,
        finish=finish,
        timeout=_number(element, "timeout", DEFAULT_TIMEOUT),
        action=element.get("action"),
        action_on_empty=_flag(element, "actionOnEmptyResult", False),
    )


def _record(element: Element) -> Record:
    finish = element.get("finishOnKey", ANY_KEY)
    if not set(finish) <= KEYS:
        raise TwimlError(f"13613 <Record>: invalid finishOnKey {finish}")
    events = frozenset(element.get("recordingStatusCallbackEvent", "completed").split())
    if not events <= RECORDING_EVENTS:
        raise TwimlError("12200 <Record>: unknown recordingStatusCallbackEvent")
    return Record(
        max_length=_number(element, "maxLength", LONGEST_RECORDING),
        timeout=_number(element, "timeout", DEFAULT_TIMEOUT),
        finish=finish,
        beep=_flag(element, "playBeep", True),
        trim=element.get("trim", "trim-silence") == "trim-silence",
        action=element.get("action"),
        callback=element.get("recordingStatusCallback", ""),
        callback_events=events,
    )


def _redirect(element: Element) -> Redirect:
    return Redirect(url=_words(element))


def _hangup(_: Element) -> Hangup:
    return Hangup()


def _reject(element: Element) -> Reject:
    reason = element.get("reason", "rejected")
    if reason not in ("rejected", "busy"):
        raise TwimlError(f"12200 <Reject>: unknown reason {reason}")
    return Reject(reason=reason)


def _words(element: Element) -> str:
    """All the text inside, including that within speech tags such as `<prosody>`."""
    return " ".join("".join(element.itertext()).split())


def _loop(element: Element) -> int:
    text = element.get("loop", "1")
    if not text.isdecimal():
        raise TwimlError(f"12200 <{element.tag}>: loop is no number: {text}")
    return min(int(text) or ENDLESS, ENDLESS)


def _number(element: Element, name: str, default: int) -> int:
    text = element.get(name)
    if text is None:
        return default
    if not text.isdecimal() or not int(text):
        raise TwimlError(f"12200 <{element.tag}>: {name} is no positive number: {text}")
    return int(text)


def _flag(element: Element, name: str, default: bool) -> bool:
    text = element.get(name, str(default).lower())
    if text not in ("true", "false"):
        raise TwimlError(f"12200 <{element.tag}>: {name} is neither true nor false: {text}")
    return text == "true"


PROMPTS: Readers[Prompt] = {
    "Say": (_say, "voice language loop"),
    "Play": (_play, "loop digits"),
    "Pause": (_pause, "length"),
}
READERS: Readers[Verb] = {
    **PROMPTS,
    "Gather": (
        _gather,
        "input action method timeout numDigits finishOnKey actionOnEmptyResult bargeIn language"
        " hints profanityFilter speechTimeout speechModel enhanced debug",
    ),
    "Record": (
        _record,
        "action method timeout finishOnKey maxLength playBeep trim recordingStatusCallback"
        " recordingStatusCallbackMethod recordingStatusCallbackEvent transcribe"
        " transcribeCallback",
    ),
    "Redirect": (_redirect, "method"),
    "Hangup": (_hangup, ""),
    "Reject": (_reject, "reason"),
}
