"""The dialogue of a call that wakes somebody: it says that something urgent waits, twice, and its
code, and asks for a key by which it is known that somebody has heard it (N12). It says nothing of
the matter, for anybody may take the call (N7). An answering machine hears nothing at all."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.calls import steps
from chalicelib.domain.calls.call import SILENCE, WRONG, Call, Heard, Node
from chalicelib.domain.calls.reply import Keys, Reply
from chalicelib.domain.calls.steps import Transition
from chalicelib.domain.calls.taking_down import utterance
from chalicelib.domain.formats import codes

_TRANSITIONS: Mapping[Node, Transition] = {Node.WAKE: steps.key({"1": Node.CONFIRMED})}
_WAITS = {Node.WAKE: Keys(patience=8)}
_FIRST = {SILENCE: ("silence",), WRONG: ("wrong",)}


def heard(call: Call, ear: Heard) -> Call:
    """The call after this turn."""
    return steps.step(call, ear, _TRANSITIONS, Node.UNCONFIRMED)


def reply(call: Call, authority: Authority) -> Reply:
    """What the voice says now."""
    words = {"code": codes.spelled(call.about)}
    says = (utterance(authority, call.line, key, words) for key in _said(call))
    return Reply(says=tuple(says), wait=_WAITS.get(call.at))


def _said(call: Call) -> tuple[str, ...]:
    match call.at:
        case Node.WAKE:
            again = call.failed or call.again
            news = () if again else ("urgent",)
            return (*_FIRST.get(call.first, ()), *news, "urgent_again", "urgent_key")
        case Node.CONFIRMED:
            return ("urgent_confirmed",)
        case Node.UNCONFIRMED:
            return ("urgent_unconfirmed",)
    return ()
