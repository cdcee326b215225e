"""What became of a call: what the office has to do about it, if anything (N10, N11)."""

from __future__ import annotations

from enum import StrEnum

from chalicelib.domain.calls.call import Call, Consent, Node
from chalicelib.domain.calls.taking_down import MATTER


class Outcome(StrEnum):
    TAKEN = "taken"  # the matter is recorded: a case like any other
    UNTOLD = "untold"  # so, but the case could not be made at once: the caller heard no code
    REDIRECTED = "redirected"  # a complaint or denunciation, told where to go (N5)
    CALL_BACK = "call_back"  # would not be recorded: an officer rings back
    INCOMPLETE = "incomplete"  # it ended before the matter, yet something was said or typed
    MISSED = "missed"  # it ended before anything was said
    NOTHING = "nothing"  # nothing is owed: told how a case stands, or who cannot be rung back


_ANSWERED = frozenset({Node.STATUS, Node.INFORMED, Node.BUSY})


def outcome_of(call: Call, said: tuple[str, ...]) -> Outcome:
    """What became of a call that is over, or as good as over. `said` are the parts on file,
    however they came there."""
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
