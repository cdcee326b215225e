"""The rules that all dialogues share: a question is asked at most twice, silence and a wrong key
get different replies, the star key repeats, and no call goes on for ever (N8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from chalicelib.domain.calls.call import AGAIN, SILENCE, WRONG, Call, Heard, Node

TRIES = 2  # at one node, before the call ends
REPEATS = 6  # in the whole call
STAR = "*"

Transition = Callable[[Call, Heard], Call | None]


def to(call: Call, node: Node, **values: object) -> Call:
    """The call moved to another node, with its tries reset and `values` set."""
    return replace(call, at=node, failed=0, first="", **values)  # type: ignore[arg-type]


def step(call: Call, heard: Heard, transitions: Mapping[Node, Transition], end: Node) -> Call:
    """The call after this turn, whatever was heard.

    A transition returns None for input it does not understand. After two such inputs at one node
    the call goes to `end`. A call that has ended stays where it is.
    """
    transition = transitions.get(call.at)
    if transition is None:
        return replace(call, turn=call.turn + 1)
    after = transition(call, heard)
    if after is None:
        after = again(call, end, AGAIN) if heard.keys == STAR else _failed(call, heard, end)
    return replace(after, turn=call.turn + 1)


def again(call: Call, end: Node, first: str) -> Call:
    """The same question again, because the caller asked for it; at `end` when they have used up
    their repeats. `first` is the key of what is said before the question."""
    if call.again >= REPEATS:
        return to(call, end)
    return replace(call, again=call.again + 1, first=first)


def _failed(call: Call, heard: Heard, end: Node) -> Call:
    if call.failed + 1 >= TRIES:
        return to(call, end)
    return replace(call, failed=call.failed + 1, first=WRONG if heard.keys else SILENCE)


def key(nodes: Mapping[str, Node]) -> Transition:
    """The transition of a node where each of these keys leads to a node."""

    def transition(call: Call, heard: Heard) -> Call | None:
        node = nodes.get(heard.keys)
        return to(call, node) if node else None

    return transition
