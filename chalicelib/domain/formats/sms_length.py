"""How many segments a text message takes, and which form of a text fits into one.

A message in the GSM-7 alphabet holds 160 septets, one in UCS-2 holds 70 UTF-16 units; in parts
each part loses room to its header (153 and 67). Of the accented Vietnamese letters only
à è é ì ò ù É are in GSM-7, so nearly every accented text is UCS-2. The same text in NFD is 10-35 %
longer: everything is put into NFC first. (3GPP TS 23.038 6.2.1, TS 23.040 9.2.3.24.)
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
GSM7_EXTENDED = frozenset("\f^{}\\[~]|€")  # an escape and a septet: two

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
    """Whether the text (taken in NFC) can be sent in the GSM-7 alphabet."""
    return all(c in GSM7 or c in GSM7_EXTENDED for c in unicodedata.normalize("NFC", text))


def segments(text: str) -> int:
    """How many segments the text is sent and billed in; 0 for an empty text.

    The text is counted in NFC, as it is sent. A character of two units is never split over
    two segments.
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
    """How many parts of `room` units are filled, keeping each character whole."""
    count, used = 1, 0
    for size in units:
        if used + size > room:
            count, used = count + 1, 0
        used += size
    return count


def choose(accented: str, plain: str) -> str:
    """The accented text (in NFC) when it fits into one segment, else the plain one."""
    composed = unicodedata.normalize("NFC", accented)
    return composed if segments(composed) <= 1 else plain


def plain(text: str) -> str:
    """The text without accents, every character in GSM-7: "Đã nhận" → "Da nhan".

    Typographic quotes, dashes and blanks become their plain kin; what has none becomes "?".
    """
    bare = "".join(
        c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c)
    ).translate(_LOOK_ALIKES)
    return "".join(c if c in GSM7 or c in GSM7_EXTENDED else "?" for c in bare)
