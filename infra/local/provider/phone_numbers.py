"""Telephone numbers as the provider judges them."""

from __future__ import annotations

import re

E164 = re.compile(r"\+[1-9]\d{6,14}")
# Vietnam's mobile numbers begin with 3, 5, 7, 8 or 9 and have nine digits; landlines with 2.
VIETNAM_MOBILE = re.compile(r"\+84[35789]\d{8}")
VIETNAM = re.compile(VIETNAM_MOBILE.pattern + r"|\+842\d{8,9}")


def is_number(text: str) -> bool:
    """Whether it is a number in the form +84886121666."""
    return bool(E164.fullmatch(text))


def is_possible(number: str) -> bool:
    """Whether such a telephone can exist; foreign numbers get the benefit of the doubt."""
    return not number.startswith("+84") or bool(VIETNAM.fullmatch(number))


def takes_messages(number: str) -> bool:
    """Whether a text can reach it; foreign numbers get the benefit of the doubt."""
    return not number.startswith("+84") or bool(VIETNAM_MOBILE.fullmatch(number))


# What is shown in place of a hidden number: ANONYMOUS, spelled on the keypad.
HIDDEN = {"anonymous": "+266696687"}


def shown_to_the_called(number: str) -> str:
    """The caller's number as the provider passes it on."""
    return HIDDEN.get(number.lower(), number)
