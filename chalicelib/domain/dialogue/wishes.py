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
    """`stars` is the rating, 1 to 5, 0 for another wish; `says_why` that the text says more than
    it."""

    wish: Wish
    stars: int = 0
    says_why: bool = False


_RATING = re.compile(
    r"(?:(?:da|vang|xin|toi|em|minh|danh gia|cham|cho|muc|diem|muc do|hai long|la)[\s:,]*)*"
    r"(?P<stars>[1-5])(?:\s*(?:sao|diem|/\s*5))?(?:\s*(?:a|nhe|nha|cam on|xin cam on))*"
)
# A rating with its reason: a number, or how satisfied somebody is, and behind it what for. A list
# ("1. … 2. …") and what is counted ("2 ngày nay mất nước") are none.
_WHY = re.compile(
    r"(?:(?:da|vang|xin|toi|em|minh|danh gia|cham|cho|muc|diem)[\s:,]*)*"
    r"(?P<stars>[1-5])(?:\s*(?:sao|diem|/\s*5))?"
    r"(?:\s*[,;:\-–—.]+\s*(?=[^\W\d])"
    r"|\s+(?=(?:vi|do|tai|boi|chua|khong|ko|rat|hai|cam on|ly do|giai|lam)\b))"
)
_LISTED = re.compile(r"[^\W\d].*\b[2-9][.)]\s*\D")
_WORDS = re.compile(
    r"(?:(?:da|vang|xin|toi|em|minh|dan|chung toi|gia dinh|nha toi|thay|la)[\s:,]+)*"
    r"(?P<how>binh thuong|(?:(?:rat |khong he )?(?:khong|ko|k|chua) |khong he |rat )?hai long)"
    r"(?=$|\W)"
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


def rating_in(text: str) -> Wished | None:
    """The rating in a text of somebody who was asked for one, with or without its reason; None if
    there is none."""
    folded = " ".join(fold(readable(text)).split()).strip(" .,!")
    if bare := _RATING.fullmatch(folded):
        return Wished(Wish.RATING, int(bare["stars"]))
    if (found := _WHY.match(folded)) and not _LISTED.search(folded[found.end() :]):
        return Wished(Wish.RATING, int(found["stars"]), says_why=True)
    if found := _WORDS.match(folded):
        return Wished(Wish.RATING, _meant(found["how"]), says_why=found.end() < len(folded))
    return None


def _meant(how: str) -> int:
    """The number that these words stand for."""
    if how == "binh thuong":
        return 3
    before = how.split()[:-2]
    much, denied = "rat" in before or "he" in before, not {"rat", "he"}.issuperset(before)
    return (1 if much else 2) if denied else (5 if much else 4)
