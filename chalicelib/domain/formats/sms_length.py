"""How many segments a text message takes, and which form of a text fits into one.

A single message holds 160 septets in the GSM-7 alphabet or 70 UTF-16 units in UCS-2; in a message
of several parts, the header leaves each part 153 or 67. Of the accented Vietnamese letters only
à è é ì ò ù É are in GSM-7, so nearly every accented text is sent in UCS-2. NFD makes the same text
10-35 % longer, so everything is composed (NFC) first. (3GPP TS 23.038 6.2.1, TS 23.040 9.2.3.24.)
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM7_EXTENDED = frozenset("\f^{}\\[~]|€")  # two septets each: an escape and the character

_SINGLE_GSM7, _PART_GSM7 = 160, 153
_SINGLE_UCS2, _PART_UCS2 = 70, 67

_LOOK_ALIKES = str.maketrans(
    {
        **dict.fromkeys("đð", "d"),
        **dict.fromkeys("ĐÐƉ", "D"),
        **dict.fromkeys("‘’‚‛′`´", "'"),
        **dict.fromkeys("“”„‟″«»", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2007\u2009\u202f\t", " "),
        "…": "...",
        "•": "-",
    }
)


def is_gsm7(text: str) -> bool:
    """Whether the text, once composed (NFC), can be sent in the GSM-7 alphabet."""
    return all(c in GSM7 or c in GSM7_EXTENDED for c in unicodedata.normalize("NFC", text))


def segments(text: str) -> int:
    """How many segments the text is sent and billed in; 0 for an empty text.

    It is counted in NFC, as it is sent. A character of two units is never split across segments.
    """
    text = unicodedata.normalize("NFC", text)
    if is_gsm7(text):
        return _parts([2 if c in GSM7_EXTENDED else 1 for c in text], _SINGLE_GSM7, _PART_GSM7)
    return _parts([2 if ord(c) > 0xFFFF else 1 for c in text], _SINGLE_UCS2, _PART_UCS2)


def _parts(units: list[int], single: int, part: int) -> int:
    if sum(units) <= single:
        return 1 if units else 0
    return _filled(units, part)


def _filled(units: Iterable[int], room: int) -> int:
    """How many parts of `room` units the characters fill, each character kept whole."""
    count, used = 1, 0
    for size in units:
        if used + size > room:
            count, used = count + 1, 0
        used += size
    return count


def fitting(text: str) -> str:
    """The text (in NFC) if it fits into one segment, otherwise without its accents."""
    composed = unicodedata.normalize("NFC", text)
    return composed if segments(composed) <= 1 else plain(composed)


def plain(text: str) -> str:
    """The text without accents, every character in GSM-7: "Đã nhận" → "Da nhan".

    Typographic quotes, dashes and spaces become plain ones; anything else outside GSM-7 becomes
    "?".
    """
    bare = "".join(
        c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
    ).translate(_LOOK_ALIKES)
    return "".join(c if c in GSM7 or c in GSM7_EXTENDED else "?" for c in bare)
