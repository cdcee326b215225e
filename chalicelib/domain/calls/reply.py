"""What the voice says next, and what it waits for afterwards."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One sentence. `audio` is the address of a recording of the same words by a person; without
    it the provider's voice reads `text`."""

    text: str
    audio: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Waits for keys, which callers may also press while the voice speaks: at most `most` of them
    (0: any number), until the key `finish` or `patience` seconds of silence."""

    most: int = 1
    finish: str = ""
    patience: int = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """Records `part` for at most `longest` seconds, until the key # or `patience` seconds of
    silence."""

    part: str
    longest: int
    patience: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Onward:
    """Waits for nothing: goes on as soon as everything has been said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """Does not answer the call at all, which costs nobody anything."""


Wait = Keys | Recording | Onward | Reject | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What to say, in order, with a short pause in between, then what to wait for; `wait` is None
    if the call ends."""

    says: tuple[Utterance, ...] = ()
    wait: Wait = None
