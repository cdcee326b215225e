"""The copy of a text that is read, while the text itself stays on file as it came (N11).

Telephones, gateways and spreadsheets leave signs in a text that nobody sees, such as a zero-width
space inside a name, and some gateways pass a message on as base64.
"""

from __future__ import annotations

import base64
import binascii
import re
import unicodedata

from chalicelib.domain.formats import vietnamese

_SOFT_HYPHEN = "\u00ad"
_INVISIBLE_CATEGORIES = frozenset({"Cc", "Cf", "Cs"})
# Invisible, though not of these categories (Default_Ignorable_Code_Point in Unicode's
# DerivedCoreProperties.txt): joiners, fillers, variation selectors; and what never was a letter.
_INVISIBLE = frozenset(
    {
        *(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, *range(0x180B, 0x1810), *range(0x2060, 0x2070)),
        *(0x3164, *range(0xFE00, 0xFE10), 0xFFA0, *range(0xFFF0, 0xFFF9), 0xFFFE, 0xFFFF),
        *range(0xE0000, 0xE1000),
    }
)
_BREAKS = frozenset("\v\f\x1c\x1d\x1e\x85\u2028\u2029")
_KEPT = frozenset("\t\n\r") | {_SOFT_HYPHEN}
_FULL_WIDTH = range(0xFF01, 0xFF5F)  # the signs from "!" to "~", as wide as an ideograph
_TO_ASCII = 0xFEE0

_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}|[A-Za-z0-9_\-]+={0,2}")
_SHORTEST = 16  # characters of base64: two short words
_WRAPPED = 60  # the least length of a line of base64 that goes on in the next
_URL_SAFE = str.maketrans("-_", "+/")
_ENCODINGS = ("utf-8-sig", "utf-16-be", "utf-16-le")  # UTF-16 is how a text travels as UCS-2
_MOSTLY = 0.8  # of a text's characters are Latin letters, digits and blanks


class _Seen(dict[int, str]):
    """A translation table, filled on demand: each character as a person sees it."""

    def __missing__(self, code: int) -> str:
        self[code] = _as_seen(chr(code))
        return self[code]


def _as_seen(sign: str) -> str:
    if sign in _KEPT:
        return sign
    if sign in _BREAKS:
        return "\n"
    category = unicodedata.category(sign)
    if category == "Zs":
        return " "
    if category in _INVISIBLE_CATEGORIES or ord(sign) in _INVISIBLE:
        return ""
    if ord(sign) in _FULL_WIDTH:
        return chr(ord(sign) - _TO_ASCII)
    return str(unicodedata.decimal(sign, sign))


_SEEN = _Seen()


def seen(text: str) -> str:
    """The text in NFC without invisible and control characters; every blank is a space, every
    digit and full-width sign an ASCII one. Line breaks stay."""
    return _without_soft_hyphens(text.translate(_SEEN))


def readable(text: str) -> str:
    """The text as it is read: `seen`, after decoding if it plainly is base64 or, line by line, old
    TCVN3."""
    kept = _decoded(text.translate(_SEEN))
    return _without_soft_hyphens(vietnamese.repair(kept))  # in TCVN3 a soft hyphen is a letter


def _without_soft_hyphens(text: str) -> str:
    return vietnamese.nfc(text.replace(_SOFT_HYPHEN, ""))


def _decoded(text: str) -> str:
    """The text behind base64; the text itself unless all of it is base64 in its one right spelling
    and decodes to several words. No words that people write do, having blanks between them."""
    packed = _in_one_line(text.strip()).translate(_URL_SAFE)
    if len(packed) < _SHORTEST or len(packed) % 4:
        return text
    try:
        content = base64.b64decode(packed, validate=True)
    except binascii.Error:
        return text
    if base64.b64encode(content).decode() != packed:
        return text
    return next((words for code in _ENCODINGS if (words := _words(content, code))), text)


def _in_one_line(text: str) -> str:
    """The base64 in a text, joined if it was wrapped; "" if there is anything else."""
    lines = text.split()
    wrapped = {len(line) for line in lines[:-1]}
    if len(wrapped) > 1 or min(wrapped, default=_WRAPPED) < _WRAPPED:
        return ""
    joined = "".join(lines)
    return joined if _BASE64.fullmatch(joined) else ""


def _words(content: bytes, encoding: str) -> str:
    """The bytes as text in this encoding; "" if that does not look like written words."""
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        return ""
    if len(text.split()) < 2 or any(map(_is_control, text)):
        return ""
    text = seen(text)
    return text if sum(map(_is_ordinary, text)) >= _MOSTLY * len(text) else ""


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) == "Cc" and not sign.isspace()


def _is_ordinary(sign: str) -> bool:
    return sign.isspace() or sign in "0123456789" or "LATIN" in unicodedata.name(sign, "")
