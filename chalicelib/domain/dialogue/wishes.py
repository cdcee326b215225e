"""What somebody wishes of a case that they have, in a text of its own: secrecy or none, a rating,
more to what they said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.formats.readable import readable
from chalicelib.domain.formats.vietnamese import fold
from chalicelib.domain.understanding.classification.secrecy import secrecy_in
from chalicelib.domain.understanding.language.tokens import tokens_of


class Wish(StrEnum):
    SECRECY = "secrecy"
    OPEN = "open"
    RATING = "rating"
    MORE = "more"


@dataclass(frozen=True, slots=True)
class Wished:
    """`stars` is the rating, 1 to 5; 0 for another wish."""

    wish: Wish
    stars: int = 0


_RATING = re.compile(
    r"(?:(?:da|vang|xin|toi|em|minh|danh gia|cham|cho|muc|diem|muc do|hai long|la)[\s:,]*)*"
    r"(?P<stars>[1-5])(?:\s*(?:sao|diem|/\s*5))?(?:\s*(?:a|nhe|nha|cam on|xin cam on))*"
)
_OPEN = re.compile(
    r"\b(?:khong|ko|k|khoi|chang|thoi|bo)(?: can| phai| yeu cau)*(?: giu)? (?:bi mat|kin)\b"
    r"|\bco the cong khai\b|\bcu cong khai\b"
)
_MORE = re.compile(
    r"(?:(?:da|xin|cho|toi|em|minh|tui|duoc)\s+)*"
    r"(?:bo sung|noi them|nhan them|cung cap them|thong tin them|them thong tin|noi ro them)"
    r"(?:\s*:|\s+\w)"
)
# As our own texts say it. "Bi mat" among other words may be "bị mất" (lost).
_SECRET = re.compile(
    r"(?:(?:da|xin|giu|cho|toi|em)\s+)*(?:bi ?mat|kin)(?:\s+(?:a|nhe|nha|giup|cho|toi|em|voi))*"
)
_SHORT = 10  # words of a text that is about secrecy alone


def wished(text: str) -> Wished | None:
    """What the text wishes; None if it is no such text."""
    text = readable(text).strip(" \t\r\n.,!")
    folded = " ".join(fold(text).split())
    if rating := _RATING.fullmatch(folded):
        return Wished(Wish.RATING, int(rating["stars"]))
    if _MORE.match(folded):
        return Wished(Wish.MORE)
    if _SECRET.fullmatch(folded):
        return Wished(Wish.SECRECY)
    if len(folded.split()) > _SHORT:
        return None
    if _OPEN.search(folded):
        return Wished(Wish.OPEN)
    return Wished(Wish.SECRECY) if secrecy_in(tokens_of(text)) else None
