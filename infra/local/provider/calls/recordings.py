"""Recordings on disk: a WAV file with a quiet tone, and what was said as its comment.

https://www.twilio.com/docs/voice/api/recording
"""

from __future__ import annotations

import functools
import json
import math
import secrets
import struct
from dataclasses import asdict, dataclass
from pathlib import Path

RATE = 8000  # samples a second, mono, 16 bit
TONE, LOUDNESS = 220, 400
COMMENT = b"ICMT"


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What is known about a recording, besides its sound."""

    sid: str
    call_sid: str
    seconds: int
    at: str


def new_sid() -> str:
    """A recording's id, in the provider's form."""
    return f"RE{secrets.token_hex(16)}"


class Recordings:
    """The recordings of one stage; they survive a restart."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, call_sid: str, words: str, seconds: int, at: str) -> Recording:
        """Keeps what somebody said."""
        recording = Recording(sid=new_sid(), call_sid=call_sid, seconds=seconds, at=at)
        self._folder.mkdir(parents=True, exist_ok=True)
        self._file(recording.sid, "wav").write_bytes(wav(words, seconds))
        self._file(recording.sid, "json").write_text(json.dumps(asdict(recording)), "utf-8")
        return recording

    def get(self, sid: str) -> Recording | None:
        """What is known about a recording; None if there is none, or no longer."""
        try:
            return Recording(**json.loads(self._file(sid, "json").read_text("utf-8")))
        except FileNotFoundError:
            return None

    def sound(self, sid: str) -> bytes | None:
        """A recording's WAV file; None if there is none, or no longer."""
        try:
            return self._file(sid, "wav").read_bytes()
        except FileNotFoundError:
            return None

    def delete(self, sid: str) -> bool:
        """Deletes a recording for good; False if there was none."""
        there = self.get(sid) is not None
        for kind in ("json", "wav"):
            self._file(sid, kind).unlink(missing_ok=True)
        return there

    def _file(self, sid: str, kind: str) -> Path:
        return self._folder / f"{sid}.{kind}"


def wav(words: str, seconds: int) -> bytes:
    """A sound of that length which carries the words as its comment."""
    form = struct.pack("<HHIIHH", 1, 1, RATE, 2 * RATE, 2, 16)
    said = b"INFO" + _chunk(COMMENT, words.encode() + b"\0")
    body = b"WAVE" + _chunk(b"fmt ", form) + _chunk(b"LIST", said)
    return _chunk(b"RIFF", body + _chunk(b"data", _second() * seconds))


def words_in(sound: bytes) -> str:
    """What was said in a recording, read from the comment in its file."""
    at = sound.index(COMMENT)
    [length] = struct.unpack_from("<I", sound, at + 4)
    return sound[at + 8 : at + 8 + length].rstrip(b"\0").decode()


def _chunk(name: bytes, content: bytes) -> bytes:
    padding = b"\0" * (len(content) % 2)
    return name + struct.pack("<I", len(content)) + content + padding


@functools.cache
def _second() -> bytes:
    """One second of the tone, in whole waves, so that seconds join without a click."""
    turn = 2 * math.pi * TONE / RATE
    samples = (round(LOUDNESS * math.sin(turn * n)) for n in range(RATE))
    return struct.pack(f"<{RATE}h", *samples)
