"""What follows from one more text of a dialogue, and from its minute or day being over.

Only what is missing is asked, one thing a message, and never twice in a row in the same words.
After two answers that are none an officer takes over.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING

from chalicelib.domain.dialogue import answers
from chalicelib.domain.dialogue.commands import Command, command
from chalicelib.domain.dialogue.corrections import correction
from chalicelib.domain.dialogue.dialogue import (
    LIVES,
    ORDER,
    Correction,
    Dialogue,
    Reader,
    Said,
    first_missing,
)
from chalicelib.domain.dialogue.wishes import Wish, Wished, wished
from chalicelib.domain.formats.vietnamese import fold

if TYPE_CHECKING:
    from chalicelib.domain.understanding.message import Extraction

MOST_TRIES = 2  # answers that are none
MOST_QUESTIONS = 10
MOST_TEXTS = 20
_OF_A_STREET = 2  # words
LANGUAGE, MATTER = "language", "matter"
AGAIN = "_again"  # ends the kind of a question put in other words
HELP, CANCELLED, SECRET, WHY = "ask_help", "ask_cancelled", "ask_secret", "ask_why"


class End(StrEnum):
    """How a dialogue ends."""

    COMPLETE = "complete"  # nothing is missing: a case is made
    OFFICER = "officer"  # an officer goes on with what was said
    OVER = "over"  # nobody has answered for a day: the same
    CANCELLED = "cancelled"  # they do not want it any more
    NOTHING = "nothing"  # they have only asked how this works


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """The dialogue as it stands, the kind of the text to them, "" for none, and how it ends, None
    if it goes on."""

    dialogue: Dialogue
    says: str = ""
    ends: End | None = None


def begun(dialogue: Dialogue, contact: str, text: str) -> Turn:
    """A first text is incomplete: its parts may still be on their way."""
    return Turn(dialogue=dialogue.heard(Said(contact=contact, text=text)))


def begun_by_command(dialogue: Dialogue, contact: str, text: str, now: datetime) -> Turn:
    """A first text that steers what is not there yet ("TROGIUP"): what it is about is asked for, at
    once."""
    muted = _mute(dialogue, Said(contact=contact, text=text))
    return _says(replace(muted, asked=MATTER), _question(MATTER, ""), now)


def due(dialogue: Dialogue, reader: Reader, now: datetime) -> Turn:
    """The moment for which the dialogue waited has come."""
    if dialogue.gathers:
        return _next(dialogue, reader, now)
    return Turn(dialogue=dialogue, ends=unanswered(dialogue))


def unanswered(dialogue: Dialogue) -> End:
    """How it ends if nothing more is said."""
    return End.NOTHING if all(command(one.text) for one in dialogue.said) else End.OVER


def told(dialogue: Dialogue, contact: str, text: str, reader: Reader, now: datetime) -> Turn:
    """One more text, "" for a picture without words."""
    return _bounded(_told(dialogue, contact, text, reader, now))


def _bounded(turn: Turn) -> Turn:
    """Whoever goes on and on, also with courtesies and pictures, is an officer's."""
    if turn.ends is None and len(turn.dialogue.said) >= MOST_TEXTS:
        return Turn(dialogue=turn.dialogue, ends=End.OFFICER)
    return turn


def _told(dialogue: Dialogue, contact: str, text: str, reader: Reader, now: datetime) -> Turn:
    said = Said(contact=contact, text=text, asked=dialogue.asked)
    if not text.strip():
        return Turn(dialogue=_mute(dialogue, said))
    asked = command(text)
    if asked is Command.CANCEL:
        return Turn(dialogue=_mute(dialogue, said), says=CANCELLED, ends=End.CANCELLED)
    if asked is Command.HELP:
        return _says(_mute(dialogue, said), HELP, now)
    if asked is Command.BACK:
        return _back(_mute(dialogue, said), reader, now)
    if dialogue.gathers:
        return Turn(dialogue=dialogue.heard(said))
    if wished(text) == Wished(Wish.SECRECY):
        return _says(dialogue.heard(said), SECRET, now)
    return _answered(dialogue, said, reader, now)


def alarmed(dialogue: Dialogue, contact: str, text: str) -> Turn:
    """A text that sounds of danger or of a crime is an officer's at once. It is the answer to no
    question, whatever was asked: "cháy nhà rồi" is no address."""
    said = Said(contact=contact, text=text, asked=dialogue.asked)
    return Turn(dialogue=dialogue.heard(said), ends=End.OFFICER)


def greeted(dialogue: Dialogue, contact: str, text: str, now: datetime, *, calls: bool) -> Turn:
    """A courtesy, which answers nothing. Whoever `calls` ("alo") is asked again, in other words."""
    muted = _mute(dialogue, Said(contact=contact, text=text))
    if dialogue.gathers or not calls or _is_long(dialogue):
        return _bounded(Turn(dialogue=muted))
    return _bounded(_says(muted, _question(dialogue.asked, dialogue.says), now))


def _answered(dialogue: Dialogue, said: Said, reader: Reader, now: datetime) -> Turn:
    fix = correction(said.text)
    if fix is not None and _fixes(dialogue, fix, reader):
        return _next(replace(_mute(dialogue, said), fixes=(*dialogue.fixes, fix)), reader, now)
    if dialogue.asked == LANGUAGE:  # what could not be read is not read again
        silenced = tuple(replace(one, withdrawn=True) for one in dialogue.said)
        return _next(replace(dialogue, said=silenced).heard(said), reader, now)
    before = dialogue.read(reader)
    if name := _fuller(dialogue, said, before):
        heard = dialogue.heard(replace(said, text=name, answers="name"))
        return _next(heard, reader, now, tells=True)
    if dialogue.asked not in reader(said.text).missing:
        return _next(dialogue.heard(said), reader, now)  # it says itself what it is
    bare, rest = answers.answer(dialogue.asked, said.text)
    if bare:
        dialogue = dialogue.heard(replace(said, text=bare, answers=dialogue.asked))
        more = dialogue.heard(replace(said, text=rest)) if rest else dialogue
        return _next(more, reader, now)
    heard = dialogue.heard(said)
    after = heard.read(reader)
    tells = len(after.missing) < len(before.missing) or (before.is_unclear > after.is_unclear)
    if not tells and dialogue.tries == 0 and answers.refuses(dialogue.asked, said.text):
        return _says(replace(heard, tries=1), WHY, now)
    return _next(heard, reader, now, tells=tells)


def _fuller(dialogue: Dialogue, said: Said, found: Extraction) -> str:
    """The whole name of somebody who has given its end ("Hương") and goes on with it when asked for
    something else; "" if the text is none. Two words may be a street's name as well."""
    if dialogue.asked == "name" or not found.name:
        return ""
    name, _ = answers.answer("name", said.text)
    fuller = fold(name).endswith(f" {fold(found.name)}")
    return name if fuller and len(name.split()) > _OF_A_STREET else ""


def _fixes(dialogue: Dialogue, fix: Correction, reader: Reader) -> bool:
    found = dialogue.read(reader)
    values = (found.name, found.address, found.phone)
    return any(fix.applied(value) != value for value in values if value)


def _next(dialogue: Dialogue, reader: Reader, now: datetime, *, tells: bool = False) -> Turn:
    """Asks for what is missing first. A text that `tells` something else is no failed answer."""
    part = first_missing(dialogue.read(reader))
    if not part:
        return Turn(dialogue=dialogue, ends=End.COMPLETE)
    same = part == dialogue.asked
    tries = dialogue.tries + (not tells) if same else 0
    most = 1 if part == LANGUAGE else MOST_TRIES
    if tries >= most or _is_long(dialogue):
        return Turn(dialogue=dialogue, ends=End.OFFICER)
    asking = replace(dialogue, asked=part, tries=tries)
    return _says(asking, _question(part, dialogue.says), now)


def _is_long(dialogue: Dialogue) -> bool:
    return dialogue.questions >= MOST_QUESTIONS or len(dialogue.said) >= MOST_TEXTS


def _question(part: str, before: str) -> str:
    """The kind of the question; in other words if they have just read these."""
    if part == LANGUAGE:
        return LANGUAGE
    kind = f"ask_{part}"
    return kind + AGAIN if before == kind else kind


def _back(dialogue: Dialogue, reader: Reader, now: datetime) -> Turn:
    """Their last answer is asked for anew; without one, the question that is open."""
    places = [n for n, one in enumerate(dialogue.said) if one.asked and not one.withdrawn]
    if places:
        place = places[-1]
        part = dialogue.said[place].asked
        said = tuple(
            replace(one, withdrawn=True) if nth == place else one
            for nth, one in enumerate(dialogue.said)
        )
        dialogue = replace(dialogue, said=said, asked=part, tries=0)
    part = dialogue.asked or first_missing(dialogue.read(reader)) or ORDER[1]
    if _is_long(dialogue):
        return Turn(dialogue=dialogue, ends=End.OFFICER)
    return _says(replace(dialogue, asked=part), _question(part, dialogue.says), now)


def _mute(dialogue: Dialogue, said: Said) -> Dialogue:
    """With a text that steers and says nothing."""
    return dialogue.heard(replace(said, withdrawn=True))


def _says(dialogue: Dialogue, kind: str, now: datetime) -> Turn:
    """In the first minute that minute goes on, whatever is said. The language is asked for in one
    way only, and so once."""
    if kind == dialogue.says == LANGUAGE:
        return Turn(dialogue=dialogue)
    waits = dialogue.wait_at if dialogue.gathers else now + LIVES
    said = dialogue.says if kind in (HELP, SECRET) else kind
    made = replace(dialogue, says=said, questions=dialogue.questions + 1, wait_at=waits)
    return Turn(dialogue=made, says=kind)
