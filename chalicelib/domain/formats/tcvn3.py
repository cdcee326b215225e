"""Text in the old TCVN3 encoding (the .VnTime fonts) that was pasted into a message.

Read as Latin-1 it looks like "T«i lµ NguyÔn V¨n Nam". A line is decoded only if it clearly is
TCVN3: few of its words with non-ASCII letters are Vietnamese as they stand, and nearly all are once
decoded. U+00AD stands for "ư" there, so nothing may strip it first.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

_LATIN = (
    "¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿"
    "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"
)
_LETTERS = (
    "ĂÂÊÔƠƯĐăâêôơưđẰ\u0300\u0309\u0303\u0301\u0323àảãáạẲằẳẵắẴẮẦẨẪẤỀặầẩẫấậèỂẻẽéẹềểễếệìỉỄẾỒĩíịòỔỏõóọồổỗốộ"
    "ờởỡớợùỖủũúụừửữứựỳỷỹýỵỐ"
)
_TABLE = str.maketrans(dict(zip(_LATIN, _LETTERS, strict=True)))
_WORD = re.compile(r"[A-Za-z\u00a1-\u00ff]+")
_HIGH = re.compile(r"[\u00a1-\u00ff]")
_BEYOND = re.compile(r"[^\x00-\xff]")  # said the other way round it takes 3 ms to compile


def decode(text: str, is_word: Callable[[str], bool]) -> str:
    """The text with every line decoded that clearly is TCVN3 read as Latin-1; other lines stay.

    `is_word` tells whether an accented word could be a Vietnamese syllable.
    """
    return "".join(_line(line, is_word) for line in text.splitlines(keepends=True))


def _line(line: str, is_word: Callable[[str], bool]) -> str:
    if not _HIGH.search(line) or _BEYOND.search(line):
        return line
    before = [word for word in _WORD.findall(line) if _HIGH.search(word)]
    after = [_word(word) for word in before]
    good_before = sum(map(is_word, before))
    good_after = sum(map(is_word, after))
    clear = good_after >= 0.8 * len(before) and good_before <= 0.5 * len(before)
    return _WORD.sub(lambda match: _word(match[0]), line) if clear and before else line


def _word(word: str) -> str:
    """One word decoded. In the capital fonts an accented capital has the code of its small letter,
    so the word's ASCII letters decide its case."""
    decoded = unicodedata.normalize("NFC", word.translate(_TABLE))
    plain = [letter for letter in word if letter.isascii()]
    capital = len(plain) > 1 and all(letter.isupper() for letter in plain)
    return decoded.upper() if capital else decoded
