"""Words by which people steer a dialogue, with accents or without."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from chalicelib.domain.formats.readable import readable
from chalicelib.domain.formats.vietnamese import fold


class Command(StrEnum):
    """What such a word asks for."""

    CANCEL = "cancel"
    BACK = "back"
    HELP = "help"


# Each is a whole text; in folded letters.
_WORDS: Mapping[Command, str] = {
    Command.CANCEL: """
        huy, huy bo, huy di, toi huy, huy phan anh, huy tin, thoi huy, thoi khong gui nua
        """,
    Command.BACK: """
        lai, quay lai, tro lai, nhap lai, sua, sua lai, cho sua lai, toi sua lai, viet lai
        """,
    Command.HELP: "trogiup, tro giup, huong dan, giup, giup voi, xin huong dan, help, ?",
}
_BY_WORD = {word.strip(): command for command, said in _WORDS.items() for word in said.split(",")}
_COURTEOUS = re.compile(r"^(?:da|vang|xin|a|cho toi|cho em)\s+|\s+(?:a|nhe|nha|di|voi|giup|ah)$")
_SIGNS = " \t\r\n.,!;:\"'()[]"


def command(text: str) -> Command | None:
    """What the text asks for; None if it is no such word."""
    word = " ".join(fold(readable(text)).strip(_SIGNS).split())
    return _BY_WORD.get(word) or _BY_WORD.get(_COURTEOUS.sub("", word))
