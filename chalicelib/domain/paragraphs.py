"""The blocks of a letter: paragraphs, and one button where its address stands on a line alone."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of lines, or a button when `url` is set."""

    lines: tuple[str, ...]
    url: str = ""


def blocks(body: str, url: str = "", button: str = "") -> list[Block]:
    """Paragraphs are parted by empty lines; a line that is just `url` becomes the button."""
    found: list[Block] = []
    lines: list[str] = []
    for line in [*body.strip().splitlines(), ""]:
        text = line.strip()
        if text and text != url:
            lines.append(text)
            continue
        if lines:
            found.append(Block(tuple(lines)))
            lines = []
        if text:
            found.append(Block((button or url,), url))
    return found
