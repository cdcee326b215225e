"""Telephone numbers and mail addresses in a text, however they are spelled."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from chalicelib.domain.case.disclosure.reading import Reading
from chalicelib.domain.formats.phone import normalise, old_spellings

# What a digit may be written as, in folded letters.
_WRITTEN = {
    "0": ("[0o]", "khong"),
    "1": ("[1li]", "mot"),
    "2": ("2", "hai"),
    "3": ("3", "ba"),
    "4": ("4", "bon", "tu"),
    "5": ("5", "nam", "lam"),
    "6": ("6", "sau"),
    "7": ("7", "bay"),
    "8": ("8", "tam"),
    "9": ("9", "chin"),
}
_BETWEEN = r"[^0-9a-z]{0,5}"  # also a line's end
_AT = r"\s*(?:@|[(\[{]\s*(?:at|a cong)\s*[)\]}]|\bat\b|\ba (?:cong|moc|vong)\b)\s*"
_DOT = r"\s*(?:\.|[(\[{]\s*(?:dot|cham)\s*[)\]}]|\b(?:dot|cham)\b)\s*"
_SHORTEST = 8  # digits of a number abroad; shorter ones are nobody's


def numbers_in(text: Reading, numbers: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where one of these numbers (E.164) stands, in any spelling."""
    for number in numbers:
        for found in _number(number).finditer(text.low):
            yield found.span()


def mails_in(text: Reading, mails: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    for mail in mails:
        for found in _mail(mail).finditer(text.low):
            yield found.span()


def is_telephone(number: str) -> bool:
    """Whether this is a whole number, in normal form: no short code, no brand."""
    return normalise(number) == number and len(number) > _SHORTEST


@lru_cache(maxsize=1024)
def _number(number: str) -> re.Pattern[str]:
    if not number.startswith("+84"):
        return re.compile(rf"(?<!\d)(?:00)?{_BETWEEN}{_digits(number[1:])}(?!\d)")
    zero = f"(?:{_digit('0')}{_BETWEEN})"
    abroad = rf"(?:{zero}{zero})?{_digits('84')}{_BETWEEN}{zero}?"
    national = "|".join(map(_digits, old_spellings(number)))
    return re.compile(rf"(?<!\d)(?:{abroad}|{zero})?(?:{national})(?!\d)")


def _digits(digits: str) -> str:
    return _BETWEEN.join(map(_digit, digits))


def _digit(digit: str) -> str:
    sign, *names = _WRITTEN[digit]
    return f"(?:{sign}|{'|'.join(rf'(?<![a-z]){name}(?![a-z])' for name in names)})"


@lru_cache(maxsize=256)
def _mail(mail: str) -> re.Pattern[str]:
    name, _, host = mail.lower().rpartition("@")
    return re.compile(rf"(?<![\w.+-]){_dotted(name)}{_AT}{_dotted(host)}(?![\w-])")


def _dotted(part: str) -> str:
    return _DOT.join(re.escape(piece) for piece in part.split("."))
