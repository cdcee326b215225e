"""Case codes that can be read out over the telephone: nine digits, the last a Damm check digit.

A code identifies a case and reveals nothing else: it is drawn at random, so it does not show how
many matters came in, or when. The check digit catches every single wrong digit and every swap of
two neighbours (H. M. Damm, 2004), the mistakes people make when they read or key in a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator

from chalicelib.domain.formats import speech

FIRST = 10_000_000  # never a leading 0: spreadsheets and people drop it
LAST = 99_999_999

# A totally anti-symmetric quasigroup of order 10: row = digit so far, column = next digit.
_DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)
_CODE = re.compile(r"[1-9][0-9]{8}")
_RUN = re.compile(r"[0-9](?:[ .\-\u2010-\u2015]{0,2}[0-9])*")  # digits, possibly in groups


def make(number: int) -> str:
    """The code for an eight-digit number. Raises ValueError outside FIRST…LAST."""
    if not FIRST <= number <= LAST:
        raise ValueError(f"{number} is not in {FIRST}…{LAST}")
    return f"{number}{_check(str(number))}"


def draw(below: Callable[[int], int]) -> str:
    """A random code; `below(n)` returns a number from 0 to n-1, as `secrets.randbelow` does.

    The store must still refuse a code that already exists (a chance of one in 90 million per case).
    """
    return make(FIRST + below(LAST - FIRST + 1))


def is_valid(code: str) -> bool:
    """Whether `code` is nine ASCII digits with the right check digit."""
    return _CODE.fullmatch(code) is not None and _check(code) == 0


def normalise(text: str) -> str | None:
    """The first valid code in what a person wrote: "123 456 789", "mã 123-456-789".

    Digits separated only by blanks, dots or dashes count as one number, so that a code is never
    cut out of a telephone number. None if no nine-digit number has the right check digit.
    """
    numbers = (digits for _, _, digits in runs(unicodedata.normalize("NFKC", text)))
    return next((digits for digits in numbers if is_valid(digits)), None)


def runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Every number in the text, however grouped: where it begins and ends, and its digits."""
    for run in _RUN.finditer(text):
        yield run.start(), run.end(), re.sub(r"[^0-9]", "", run[0])


def grouped(code: str) -> str:
    """The code as it is printed: "123 456 789"."""
    return " ".join(_groups(code))


def spelled(code: str) -> str:
    """The code as it is spoken, with a pause between groups: "một hai ba, bốn năm sáu, …"."""
    return speech.groups(_groups(code))


def _groups(code: str) -> list[str]:
    return [code[i : i + 3] for i in range(0, len(code), 3)]


def _check(digits: str) -> int:
    """The check digit for `digits`; 0 if they already end with the right one."""
    interim = 0
    for digit in digits:
        interim = _DAMM[interim][int(digit)]
    return interim
