"""Checks of the telephone's configuration: greetings, hours, times of result calls, recordings."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import time

from chalicelib.authority import text_contract
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.parts import Line
from chalicelib.domain.authority.problems import Location, Place, Problems, Said, said
from chalicelib.domain.calls.taking_down import utterance
from chalicelib.domain.formats import speech

Where = Callable[..., Place]
Inconsistency = tuple[Location, Said]

LONGEST_GREETING = 12.0  # seconds; beyond that people hang up or talk over it


def check_voice(body: Authority, where: Where, problems: Problems) -> None:
    """Collects problems that would break or drag out a call."""
    for place, (kind, words) in (*_lines(body), *_slots(body), *_recorded(body)):
        problems.add(where(*place), kind, **words)


def _lines(body: Authority) -> Iterable[Inconsistency]:
    for i, line in enumerate(body.lines):
        takes = speech.seconds(utterance(body, line.id, "greeting", {}).text)
        if takes > LONGEST_GREETING:
            what = said("greeting", n=f"{takes:.0f}", most=f"{LONGEST_GREETING:.0f}")
            yield ("lines", i), what
        if not _opens_before_it_closes(body, line):
            yield ("lines", i), said("line_hours")


def _opens_before_it_closes(body: Authority, line: Line) -> bool:
    return (line.opens or body.hours.opens) < (line.closes or body.hours.closes)


def _slots(body: Authority) -> Iterable[Inconsistency]:
    if not body.voice.slots:
        yield ("voice", "slots"), said("no_slot")
    for slot in body.voice.slots:
        try:
            time.fromisoformat(slot)
        except ValueError:
            yield ("voice", "slots"), said("no_time", said=repr(slot))


def _recorded(body: Authority) -> Iterable[Inconsistency]:
    """A recorded prompt must be a fixed sentence, and one that names the line needs a recording per
    line."""
    lines = {line.id for line in body.lines}
    for key, address in body.voice.recorded.items():
        line, _, sentence = key.rpartition(".")
        if sentence not in text_contract.FIXED_SENTENCES or (line and line not in lines):
            yield ("voice", "recorded"), said("no_sentence", said=repr(key))
        names_itself = "{line}" in body.texts.get(f"voice.{sentence}", "")
        if names_itself and not line and len(lines) > 1:
            example = f"{min(lines)}.{sentence}"
            yield ("voice", "recorded"), said("names_line", said=repr(key), example=example)
        if not address.startswith("https://") or "?" in address:
            yield ("voice", "recorded"), said("no_https", said=repr(address))
