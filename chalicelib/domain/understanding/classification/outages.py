"""Outages of water and electricity, in the words of every day."""

from __future__ import annotations

from collections.abc import Sequence

from chalicelib.domain.understanding.language.phrases import listed
from chalicelib.domain.understanding.language.tokens import Token

_OUTAGE = listed("""
    mất nước, mất điện, cúp nước, cúp điện, cắt nước, cắt điện, hết nước, không có nước,
    không có điện, không có nước máy, không có nước sinh hoạt, nước yếu, điện yếu, nước đục
    """)


def outages_in(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Where a message tells of one: the first token and the number of tokens. "Mat dien" is none in
    "giu bi mat dien thoai", which asks to keep a number secret."""
    found = [(i, _OUTAGE.at(tokens, i)) for i in _OUTAGE.among(tokens)]
    after = {i: tokens[i + n].fold if i + n < len(tokens) else "" for i, n in found}
    return [(i, n) for i, n in found if after[i] != "thoai"]
