"""A message as tokens: words, numbers, telephones, mail addresses, and the gaps between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from chalicelib.domain.formats.phone import find_phones
from chalicelib.domain.formats.vietnamese import bag, shadow, tone_last


class Gap(IntEnum):
    """How strongly a token is separated from the one before it."""

    JOIN = 0  # nothing but spaces, or the dot of an abbreviation
    WEAK = 1  # comma, dash, slash, bracket, colon, also one at the end of a line: "Họ tên:"
    STOP = 2  # the end of a sentence
    LINE = 3  # a line break, or the beginning of the message


class Kind(IntEnum):
    """What a token is."""

    WORD = 0
    NUMBER = 1  # 45, 45A: may be a house number
    FIGURE = 2  # a date, price, time or document number: never a house number
    PHONE = 3
    MAIL = 4
    URL = 5


@dataclass(slots=True)
class Token:
    """A piece of the message from offset `start` up to `end`.

    `fold` is its folded form. `plain` is set where the writer leaves accents out, so that a bare
    word may stand for an accented one.
    """

    start: int
    end: int
    text: str
    fold: str
    kind: Kind
    gap: Gap
    between: str  # the characters in the gap
    value: str = ""  # of a PHONE its E.164 form, of a MAIL the address
    plain: bool = True

    @property
    def cap(self) -> bool:
        """Whether it is a word with a capital first letter."""
        return self.kind is Kind.WORD and self.text[0].isupper()

    @property
    def key(self) -> str:
        """The form in which accented words are compared."""
        return self.fold if self.text.isascii() else tone_last(self.text)


_MAIL = re.compile(r"[\w.+\-]{1,64}@[\w\-]{1,63}(?:\.[\w\-]{1,63}){1,4}")
_URL = re.compile(
    r"https?://\S+|\bwww\.\S+|\b[a-z0-9\-]{2,40}\.(?:com|vn|net|org|example|info|xyz|top)\b\S*"
)
_FIGURE = re.compile(
    r"\b(?:\d{1,2}[/.\-]\d{1,2}[/.\-](?:19|20)?\d\d"  # a date
    r"|\d{1,3}(?:[.,]\d{3})+ ?(?:d|dong|vnd)?"  # 20.000d
    r"|\d+(?:[.,]\d+)?(?:k|tr|trieu|h|g|m|m2|km|kg)"  # 50tr, 2h, 30m2
    r"|\d{3,}d|\d+ ?%|\d{1,2}(?:h|:)\d\d"
    r"|\d+(?:/\d{4})?/[a-z]{2,}[a-z0-9\-]*"  # 1234/QĐ-UBND
    r"|\d\d[a-z]\d?[ \-.]{1,3}\d{3}\.?\d{2}"  # a vehicle
    r"|\d{9}|\d{12})(?![\w])"
)
_WORD = re.compile(r"[^\W_]+")
_END = re.compile(r"[.!?…]")
# Abbreviations written with a dot …
_SHORTENED = bag(
    """
    p f x q h t tx tt sn so d dt sdt dtdd lh cty ng ths ts bs ks mr mrs ms ong ba
    k s n nr dc
    """
)
# … and those that, at the end of a sentence, are words: "được", "rồi", "ạ", "em", "không".
_CLOSING = bag("dc dk nr r a e k m u i")
_CITIES = frozenset({"lang", "ls", "ha", "ho", "hcm", "bac", "cao", "thai", "hai", "da", "can"})


def tokens_of(text: str) -> list[Token]:
    """The tokens of an NFC text, in order and without overlap."""
    plain = shadow(text)
    rows: list[Token] = []
    end = 0
    for start, stop, kind, value in _spans(text, plain):
        between = text[end:start]
        gap = _gap(between, rows[-1] if rows else None, plain[start:stop])
        rows.append(
            Token(start, stop, text[start:stop], plain[start:stop], kind, gap, between, value)
        )
        end = stop
    _mark_plain(rows)
    return rows


def _spans(text: str, plain: str) -> list[tuple[int, int, Kind, str]]:
    """All spans without overlap; where two begin together, the more special one wins."""
    found = [(m.start(), m.end(), Kind.MAIL, m[0]) for m in _MAIL.finditer(text)]
    found += [(m.start(), m.end(), Kind.URL, "") for m in _URL.finditer(plain)]
    found += [(p.start, p.end, Kind.PHONE, p.number) for p in find_phones(text)]
    found += [(m.start(), m.end(), Kind.FIGURE, "") for m in _FIGURE.finditer(plain)]
    found += [(m.start(), m.end(), _kind(m[0]), "") for m in _WORD.finditer(text)]
    rows: list[tuple[int, int, Kind, str]] = []
    for row in sorted(found, key=_precedence):
        if not rows or row[0] >= rows[-1][1]:
            rows.append(row)
    return rows


def _precedence(row: tuple[int, int, Kind, str]) -> tuple[int, int]:
    special = {Kind.MAIL: 0, Kind.URL: 1, Kind.PHONE: 2, Kind.FIGURE: 3}
    return row[0], special.get(row[2], 4)


def _kind(word: str) -> Kind:
    return Kind.NUMBER if word[0].isdecimal() else Kind.WORD


def _gap(between: str, last: Token | None, after: str) -> Gap:
    marks = between.strip()
    if last is None or "\n" in between or "\r" in between:
        return Gap.WEAK if last and marks.startswith(":") else Gap.LINE
    if not marks or (marks == "." and _is_shortened(last, between, after)):
        return Gap.JOIN
    if marks == "." and not between.endswith((" ", "\t")) and last.fold.isdecimal():
        return Gap.WEAK
    return Gap.STOP if _END.search(marks) else Gap.WEAK


def _is_shortened(last: Token, between: str, after: str) -> bool:
    """Whether the dot belongs to an abbreviation: in "P. Đông Kinh" and "TP. Lạng Sơn" it does,
    in "… UBND TP. Công ty …" and "… k làm dc. Nguyễn …" it does not."""
    before = last.fold
    if before == "tp":
        return after in _CITIES
    if before in _CLOSING and last.gap is Gap.JOIN and last.text.islower():
        return between == "." or after[:1].isdecimal()
    return before in _SHORTENED or (len(before) == 1 and before.isalpha())


def _mark_plain(rows: list[Token]) -> None:
    """Marks the sentences without accents: those where fewer than one word in five has any.

    A sentence of fewer than four words goes by the whole message.
    """
    whole = _is_plain(rows)
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and rows[end].gap < Gap.STOP:
            end += 1
        words = [t for t in rows[at:end] if t.kind is Kind.WORD]
        plain = whole if len(words) < 4 else _is_plain(words)
        for token in rows[at:end]:
            token.plain = plain
        at = end


def _is_plain(rows: list[Token]) -> bool:
    words = [t for t in rows if t.kind is Kind.WORD]
    return 5 * sum(not t.text.isascii() for t in words) < len(words) or not words


def stands_apart(tokens: Sequence[Token], i: int) -> bool:
    """Whether token `i` begins the message or is separated from the word before it."""
    return i <= 0 or tokens[i].gap > Gap.JOIN


def is_joined(tokens: Sequence[Token], i: int) -> bool:
    """Whether there is a token `i` and nothing separates it from the word before it."""
    return i < len(tokens) and tokens[i].gap is Gap.JOIN


def is_closed(tokens: Sequence[Token], end: int) -> bool:
    """Whether the sentence does not simply go on at token `end`: the message ends there, or there
    is a gap, a telephone number or a mail address."""
    if end >= len(tokens):
        return True
    return tokens[end].gap > Gap.JOIN or tokens[end].kind in (Kind.PHONE, Kind.MAIL)
