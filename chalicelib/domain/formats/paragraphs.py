"""The blocks of a letter: paragraphs, and a button where an address stands on a line alone."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of lines, or a button when `url` is set."""

    lines: tuple[str, ...]
    url: str = ""


def blocks(body: str, urls: Collection[str] = (), button: str = "") -> list[Block]:
    """Paragraphs are parted by empty lines; a line that is just one of `urls` becomes a button."""
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
