"""The blocks of a letter: paragraphs, and a button for each URL on a line of its own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, line by line; a button if `url` is set, and then `lines` is its label."""

    lines: tuple[str, ...]
    url: str = ""


def blocks(body: str, urls: Collection[str] = (), button: str = "") -> list[Block]:
    """The letter's blocks, in order.

    Empty lines separate paragraphs. A line that is exactly one of `urls` becomes a button labelled
    `button`, or with the URL itself if `button` is empty.
    """
    found: list[Block] = []
    lines: list[str] = []
    for line in [*body.strip().splitlines(), ""]:
        text = line.strip()
        if text and text not in urls:
            lines.append(text)
            continue
        if lines:
            found.append(Block(tuple(lines)))
            lines = []
        if text:
            found.append(Block((button or text,), text))
    return found
