"""What became of a call, and so what the office has to do about it, if anything (N10, N11)."""

from __future__ import annotations

from enum import StrEnum

from chalicelib.domain.calls.call import Call, Consent, Node
from chalicelib.domain.calls.taking_down import MATTER


class Outcome(StrEnum):
    """What became of a call."""

    TAKEN = "taken"  # the matter is recorded: a case like any other
    UNTOLD = "untold"  # the same, but the case was created too late: the caller heard no code
    REDIRECTED = "redirected"  # a complaint or denunciation; the caller was told where to go (N5)
    CALL_BACK = "call_back"  # the caller refused recording: an officer rings back
    INCOMPLETE = "incomplete"  # ended before the matter, but something was said or typed
    MISSED = "missed"  # ended before anything was said
    NOTHING = "nothing"  # nothing is owed: the caller heard how a case stands, or has no number


_ANSWERED = frozenset({Node.STATUS, Node.INFORMED, Node.BUSY})


def outcome_of(call: Call, said: tuple[str, ...]) -> Outcome:
    """The outcome of a call that is over or about to be. `said` lists the recorded parts on file,
    including those that were reported late."""
    if MATTER in said:
        return Outcome.TAKEN
    if call.at is Node.COMPLAINT:
        return Outcome.REDIRECTED
    if call.at is Node.CALL_BACK:
        return Outcome.CALL_BACK
    if call.at in _ANSWERED:
        return Outcome.NOTHING
    asked_back = call.consent is Consent.UNRECORDED and (call.reachable or call.offered)
    if said or call.contact or asked_back:
        return Outcome.INCOMPLETE
    return Outcome.MISSED if call.reachable else Outcome.NOTHING
