"""Old Vietnamese text (TCVN3, the .VnTime fonts) that was pasted into a message.

Its bytes, read as Latin-1, give "T«i lµ NguyÔn V¨n Nam". A line is decoded only when it clearly is
that: few of its words with high letters are Vietnamese as they stand, nearly all are once decoded.
U+00AD stands for "ư" there, so nothing may strip it before.
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
_BEYOND = re.compile(r"[\u0100-\U0010ffff]")


def decode(text: str, is_word: Callable[[str], bool]) -> str:
    """Each line decoded that clearly is TCVN3 read as Latin-1, the others as they are.

    `is_word` says whether an accented word is a possible Vietnamese syllable.
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
    """One word; capitals of the old fonts are small letters' codes, so capitals follow the rest."""
    decoded = unicodedata.normalize("NFC", word.translate(_TABLE))
    plain = [letter for letter in word if letter.isascii()]
    capital = len(plain) > 1 and all(letter.isupper() for letter in plain)
    return decoded.upper() if capital else decoded
