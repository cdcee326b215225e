"""Telephones on a running stage: people ring the hotline, or are rung by it."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from infra.local.client.http import Requests

CALLS, LEGS = "/local/api/calls", "/local/api/legs"

CallNow = dict[str, Any]  # sid, from, to, direction, state, heard, awaits, seconds, error, at


class Telephones:
    """What people do with telephones. Every act returns how the call stands after it."""

    def __init__(self, http: Requests) -> None:
        self._http = http

    def ring(self, sender: str, to: str | None = None) -> CallNow:
        """Somebody rings the hotline; "anonymous" hides the number."""
        more = {} if to is None else {"to": to}
        return dict(self._http.call(CALLS, **{"from": sender}, **more))

    def keys(self, sid: str, digits: str) -> CallNow:
        """Presses keys; those after the one that completes an input are lost."""
        return dict(self._http.call(f"{CALLS}/{sid}/keys", digits=digits))

    def say(self, sid: str, text: str, seconds: float | None = None) -> CallNow:
        """Speaks; it takes as long as the words do unless `seconds` says otherwise."""
        return dict(self._http.call(f"{CALLS}/{sid}/say", text=text, seconds=seconds))

    def silence(self, sid: str, seconds: float) -> CallNow:
        """Stays silent for so many seconds."""
        return dict(self._http.call(f"{CALLS}/{sid}/silence", seconds=seconds))

    def hang_up(self, sid: str) -> CallNow:
        """Ends the call."""
        return dict(self._http.call(f"{CALLS}/{sid}/hangup"))

    def a_call(self, sid: str) -> CallNow:
        """How a call stands."""
        return dict(self._http.get(f"{CALLS}/{sid}").json())

    def calls(self, number: str) -> list[CallNow]:
        """All calls from and to a number, oldest first."""
        return list(self._http.get(f"{CALLS}?number={quote(number, safe='')}").json())

    def legs(self, number: str) -> list[CallNow]:
        """The hotline's calls to a number that are ringing or answered."""
        return list(self._http.get(f"{LEGS}?number={quote(number, safe='')}").json())

    def answer(self, sid: str, by: str = "human") -> CallNow:
        """A person, or a "machine", takes a ringing call."""
        return dict(self._http.call(f"{LEGS}/{sid}/answer", by=by))

    def leg_keys(self, sid: str, digits: str) -> CallNow:
        """Whoever was called presses keys."""
        return dict(self._http.call(f"{LEGS}/{sid}/keys", digits=digits))

    def leg_silence(self, sid: str, seconds: float) -> CallNow:
        """Whoever was called stays silent for so many seconds."""
        return dict(self._http.call(f"{LEGS}/{sid}/silence", seconds=seconds))

    def leg_hang_up(self, sid: str) -> CallNow:
        """Whoever was called declines, or hangs up."""
        return dict(self._http.call(f"{LEGS}/{sid}/hangup"))

    def leg_busy(self, sid: str) -> CallNow:
        """The line is engaged."""
        return dict(self._http.call(f"{LEGS}/{sid}/busy"))

    def leg_no_answer(self, sid: str) -> CallNow:
        """Nobody takes the call."""
        return dict(self._http.call(f"{LEGS}/{sid}/no-answer"))

    def callbacks(self, order: str) -> None:
        """Makes status callbacks arrive as "asked", or "reversed" once a call has ended."""
        self._http.call("/local/api/callbacks", order=order)
