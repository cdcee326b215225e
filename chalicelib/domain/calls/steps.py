"""How a call moves: what every dialogue shares. A node is asked at most twice; silence and a wrong
key are told apart; the star repeats; no call goes on for ever (N8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from chalicelib.domain.calls.call import AGAIN, SILENCE, WRONG, Call, Heard, Node

TRIES = 2  # at one node, before the call ends kindly
REPEATS = 6  # of the whole call
STAR = "*"

Transition = Callable[[Call, Heard], Call | None]


def to(call: Call, node: Node, **values: object) -> Call:
    """The call at another node, where everything is asked for the first time."""
    return replace(call, at=node, failed=0, first="", **values)  # type: ignore[arg-type]


def step(call: Call, heard: Heard, transitions: Mapping[Node, Transition], end: Node) -> Call:
    """The call after what was heard; whatever it was, there is a next node.

    A move answers None for what it does not understand. `end` is where a call ends that was not
    understood twice. A call that has ended stays where it is.
    """
    move = transitions.get(call.at)
    if move is None:
        return replace(call, turn=call.turn + 1)
    moved = move(call, heard)
    if moved is None:
        moved = again(call, end, AGAIN) if heard.keys == STAR else _failed(call, heard, end)
    return replace(moved, turn=call.turn + 1)


def again(call: Call, end: Node, first: str) -> Call:
    """The same question once more, because it was asked for; not without end."""
    if call.again >= REPEATS:
        return to(call, end)
    return replace(call, again=call.again + 1, first=first)


def _failed(call: Call, heard: Heard, end: Node) -> Call:
    if call.failed + 1 >= TRIES:
        return to(call, end)
    return replace(call, failed=call.failed + 1, first=WRONG if heard.keys else SILENCE)


def key(nodes: Mapping[str, Node]) -> Transition:
    """A node where each of some keys leads somewhere."""

    def move(call: Call, heard: Heard) -> Call | None:
        node = nodes.get(heard.keys)
        return to(call, node) if node else None

    return move
