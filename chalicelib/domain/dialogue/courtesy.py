"""What people say behind what they say."""

from __future__ import annotations

import re

from chalicelib.domain.formats.vietnamese import shadow

_BEHIND = re.compile(r"(?:[\s,]+(?:a|ah|nhe|nha|day|do|roi|thoi|cam on|xin cam on))+$")


def without_courtesy(text: str) -> str:
    """The text without "ạ", "nhé", "cảm ơn" at its end. With a capital it is a name: "Lý A"."""
    behind = _BEHIND.search(shadow(text))
    return text[: behind.start()] if behind and text[behind.start() :].islower() else text
