"""Telephone numbers as the provider judges them."""

from __future__ import annotations

import re

E164 = re.compile(r"\+[1-9]\d{6,14}")
# Vietnam's mobile numbers begin with 3, 5, 7, 8 or 9 and have nine digits; landlines with 2.
VIETNAM_MOBILE = re.compile(r"\+84[35789]\d{8}")


def is_number(text: str) -> bool:
    """Whether it is a number in the form +84886121666."""
    return bool(E164.fullmatch(text))


def takes_messages(number: str) -> bool:
    """Whether a text message can reach it: abroad nothing is known against it."""
    return not number.startswith("+84") or bool(VIETNAM_MOBILE.fullmatch(number))
