"""What the voice says next, and what it then waits for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """One sentence. `audio` is the address of the same words recorded by a person; without it the
    provider's voice reads `text`."""

    text: str
    audio: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keys:
    """Waits for keys, which also work while it speaks: `most` of them (0: as many as are typed),
    ended by `finish`, or by so many seconds of silence."""

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
    """Waits for nothing: goes on as soon as everything was said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """The call is not answered at all, and costs nobody anything."""


Wait = Keys | Recording | Onward | Reject | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """`says` in order, with a breath between two. `wait` is None where the call ends."""

    says: tuple[Utterance, ...] = ()
    wait: Wait = None
