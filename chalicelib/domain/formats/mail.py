"""Addresses of mail, as people type them."""

from __future__ import annotations

import re

LONGEST = 254  # RFC 5321, 4.5.3.1.3, without the angle brackets

# What mail servers in use accept: no quoted names, no comments, a domain of at least two labels.
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_ADDRESS = re.compile(
    rf"[a-z0-9!#$%&'*+/=?^_`{{|}}~-]+(?:\.[a-z0-9!#$%&'*+/=?^_`{{|}}~-]+)*@(?:{_LABEL}\.)+{_LABEL}",
    re.ASCII | re.IGNORECASE,
)


def is_address(typed: str) -> bool:
    """Whether mail can be sent to it: one plain address and nothing around it."""
    return len(typed) <= LONGEST and _ADDRESS.fullmatch(typed) is not None
