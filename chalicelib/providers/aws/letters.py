"""The HTML form of a mail."""

from __future__ import annotations

from pathlib import Path

from chalicelib.domain.formats.paragraphs import Block
from chalicelib.templating import templates

_FOLDER = Path(__file__).parent / "templates"


def html_of(subject: str, blocks: list[Block]) -> str:
    """The mail as HTML: its paragraphs and its button, everything escaped."""
    return templates(_FOLDER).get_template("mail.html").render(subject=subject, blocks=blocks)
