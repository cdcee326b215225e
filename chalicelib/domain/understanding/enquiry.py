"""Whether a text asks about a matter that was reported before, and so belongs to its case.

An enquiry that is taken for a new matter costs an officer's glance; a new matter that is taken for
an enquiry may be lost. So without a code it takes the writer's own report and a question how it
stands, or a text of which every word belongs to such a question. Each word is read as what it says
(`asking.Says`); questions are patterns of that.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chalicelib.domain.formats import codes
from chalicelib.domain.formats.phone import find_phones
from chalicelib.domain.formats.readable import readable
from chalicelib.domain.formats.vietnamese import bag, fold, shadow
from chalicelib.domain.understanding.asking import ELSEWHERE, SAID, SHORT_FORMS, Says
from chalicelib.domain.understanding.language.tokens import Gap, Kind, Token, tokens_of
from chalicelib.domain.understanding.matterless import (
    courteous,
    is_alarming,
    is_capitalised,
    thanks,
)

_SHORT_FORM = re.compile(rf"\b(?:{'|'.join(SHORT_FORMS)})\b", re.IGNORECASE)
_STUCK_LABEL = re.compile(r"\b(mã|ma|ms|pa|số|so|mã số|ma so)(?=\d{3})", re.IGNORECASE)

# Our own texts, as citizens send them back; in folded letters.
_WHOM_TO_RING = r"113(?:, 11[145]){0,3}"
_OPENS = r"tiep nhan \d{1,2}(?: gio|[h:]) ?(?:\d\d)?(?: ngay)?"
_DUE = r"(?:het )?(?:ngay )?[\d/]{3,10}(?: \(tam tinh\))?"
_OURS = re.compile(
    r"ubnd [a-z. ]{2,20}:|\b(?:fwd?|chuyen tiep):"
    rf"|nguy hiem tinh mang: goi (?:ngay )?{_WHOM_TO_RING}|(?:viec )?khan(?: cap)?(?: xin)?"
    rf"(?: goi)?:? {_WHOM_TO_RING}"
    r"|(?:ong/ba )?chiu trach nhiem ve tinh trung thuc, chinh xac|mong ong/ba thong cam"
    rf"|da nhan (?:phan anh|tin),(?= ma)|han giao viec {_DUE}|(?:ngoai gio, )?{_OPENS} {_DUE}"
    rf"|can them thoi gian(?: xac minh)?, han (?:tra loi )?moi (?:la )?{_DUE}"
    r"|da co ket qua\. (?:can bo|van phong) se goi ong/ba(?: trong ngay lam viec;"
    r" hoac xin goi [\d .]{8,16})?|tran trong!|hoi(?: them)?: ?\d[\d .]{7,15}\d"
    r"|thieu [a-z, ]{2,60}(?:\. xin bo sung toi \d[\d .]{7,15}\d|(?=; (?:ong/ba )?chiu trach))"
    r"|da du thong tin(?=, han giao)|da goi ma khong gap ong/ba(?= \(ma)|(?<=\d)\), se goi lai"
    rf"|da giao [a-z\d. ]{{2,40}} giai quyet, han tra loi ong/ba {_DUE}"
    r"|da chuyen (?:noi|co quan) co tham quyen(?: giai quyet)?"
)

# Nine digits that are something else, by what stands before or behind them; in folded letters.
_OTHER_NUMBER = re.compile(
    r"(?:cccd|cmn?d|cmtn?d?|can cuoc(?: cong dan)?|chung minh(?: thu| nhan dan)*|cm thu|ho chieu"
    r"|(?:ma|so) (?:the|thue|dinh danh)|mst|tai khoan|stk|tk|khach hang|ma kh|pe|hop dong"
    r"|bhyt|bhxh|bao hiem|bien lai|seri|so do|hoa don|cong to|dong ho|so tien|gia"
    r"|sdt|dt|dien thoai|zalo|so may)"
    r"(?:[\s:.#\-=]+(?:so|la|cua|toi|em|nha|minh|ngan hang|cu|moi))*[\s:.#\-=]*$"
)
_AMOUNT = re.compile(r"\s?(?:d|dong|vnd|k|tr|trieu|nghin|ngan|usd)\b|\s?[₫$]|/\s?[a-z0-9]")
_BESIDE = re.compile(r"(\d{9}|\d{3}(?:[ .\-]\d{3}){2})(?: \d{1,2}){1,2}")
_LABELLED = re.compile(r"(?:\bma(?: so| phan anh| ho so)?|\bms|#)[\s:.#]*(?:la )?$")
_DIGITS = 9
_DATE = re.compile(r"\d{1,2}[/.\-]\d{1,2}[/.\-](?:20)?\d\d")
_DAY_OR_HOUR = re.compile(rf"{_DATE.pattern}|\d{{1,2}}(?:h|:)(?:\d\d)?")
_UNITS = bag("ngay tuan thang hom bua tieng gio lan nam")
_COUNTS = bag("mot hai ba bon nam sau bay tam chin muoi may ca nua hon")
_DAY_BEFORE = bag("hom ngay thu mung mong tu hoi vao luc sang chieu toi")
_MYSELF = bag("em e chau con")
_MOST_NAMES = 4

# Questions how a matter stands, in the letters of `Says`.
_HOW = r"h(?![xlb])"
_WHEN = r"t[iyealuo]{0,3}[dr]+(?!n*[xlo])|[dr][iyealu]{0,2}t(?![xdn])"
_YET = r"[dr][ia]?y(?![xdraion])"
_ASKED = r"q[^.xq]{0,4}r(?![xl])|q[^.xq]{0,4}n+(?:ci|i[nbz])"
_WHY_NOT = r"w[^.x]{0,3}y[aliue]{0,3}[dr]+(?![nxl])"
_QUESTION = re.compile(rf"{_HOW}|{_WHEN}|{_YET}|{_ASKED}|{_WHY_NOT}")
_STANDS = re.compile(rf"{_HOW}|{_YET}|{_ASKED}")
# What is one if nothing else is said …
_HINT = re.compile(
    r"y[^.x:]{0,4}[drp]|ya[ae]*z|w[^.x:]{0,3}(?:u|y[^.x:]{0,3}[drp])|[dr][^.x:]{0,3}[yt]|h"
    r"|q[^.x]{0,6}r|n[^.x]{0,4}y$|s"
)
_HURRIES = re.compile(r"[indlcb.,]*s[isndlcb.,]*")
_NOBODY_ANSWERS = re.compile(r"z[^.]{0,3}y")  # the telephone: nobody asks about a matter there
# … and what is one if the case is named.
_TO_A_CASE = re.compile(r"t|y[ae]*a|w[^.x:]{0,3}y|q[^.x]{0,6}n")
_ABOUT_CODE = re.compile(r"q[^.x]{0,4}[kj]|[kj][^.x]{0,4}q|r[^.x]{0,4}[kj]")
# The writer's own report: "phản ánh của tôi", "việc tôi báo"; not "phản ánh của tôi là …".
_OWN = re.compile(r"(?<![bln])n(?:ci|i[nbz]+)(?![:lo])")
_OWN_BY_DAY = re.compile(r"(?:e+,?i[nbz]+|i[nbz]+e+)(?![:lo])")
_ELSEWHERE_SAID = re.compile(r"v|o[^.]{0,2}[dt]|o[ey]")
_NOTHING_SAID = re.compile(r"[kjmipqcl.,:]*")
_NAMED = re.compile(r"[nmgcl:]*(?=[kj])")  # "phản ánh số …", "hồ sơ mã …"


@dataclass(frozen=True, slots=True)
class Enquiry:
    """A text about a matter that was reported before."""

    code: str = ""  # the first case code that it names
    asks: bool = False  # it asks how a reported matter stands
    person: bool = False  # it asks that somebody ring back, or to speak with an officer
    only: bool = False  # beside code, question, wish to be rung, and courtesy it says nothing
    hurries: bool = False  # it says nothing but that it is to go fast: "nhanh lên nhé"


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    code: str  # "" for nine digits that are called a code and are none


def enquiry(text: str) -> Enquiry | None:
    """What a text asks about a reported matter; None for one that neither names a case's code nor
    asks how a matter stands."""
    text = _without_ours(_spelt_out(readable(text)))
    numbers = list(_numbers(text))
    tokens = tokens_of(text)
    said = "".join(_said(tokens, numbers))
    person = re.search(r"(?<!y)(?<!ya)(?<!yaa)p", said) is not None
    told = is_alarming(text) or _tells(said)
    code = next((number.code for number in numbers if number.code), "")
    if code:
        asks = any(form.search(said) for form in (_QUESTION, _HINT, _TO_A_CASE, _ABOUT_CODE))
        silent = asks or _NOTHING_SAID.fullmatch(_NAMED.sub("", said)) is not None
        return Enquiry(code, asks, person, only=silent and not told)
    only = not told and Says.PAPERS not in said
    if is_alarming(text) or not (_is_a_question(said) if only else _asks_after_own(tokens, said)):
        return None
    hurries = only and bool(_HURRIES.fullmatch(said))
    return Enquiry("", asks=True, person=person, only=only, hurries=hurries)


def hurries(text: str) -> bool:
    """Whether a text says nothing but that it is to go fast, which by itself is no danger."""
    found = enquiry(text)
    return found is not None and found.hurries


def _spelt_out(text: str) -> str:
    """The text without short forms, and with a blank between a label and its number."""
    bare = text.isascii()

    def whole(short: re.Match[str]) -> str:
        words = SHORT_FORMS[short[0].lower()]
        return fold(words) if bare else words

    return _STUCK_LABEL.sub(r"\1 ", _SHORT_FORM.sub(whole, text))


def _without_ours(text: str) -> str:
    """The text with commas in place of our own words, as long as before."""
    plain = shadow(text)
    for ours in _OURS.finditer(plain):
        blank = ", ".ljust(ours.end() - ours.start())
        text = text[: ours.start()] + blank + text[ours.end() :]
    return text


def _numbers(text: str) -> Iterator[_Number]:
    """The codes that the text names, and what it calls a code."""
    plain = shadow(text)
    for phone in find_phones(text):
        text = text[: phone.start] + "_" * (phone.end - phone.start) + text[phone.end :]
    for start, end, digits in codes.runs(text):
        beside = _BESIDE.fullmatch(text, start, end)
        if beside and not codes.is_valid(digits):
            end = beside.end(1)
            digits = re.sub(r"\D", "", beside[1])
        before = plain[max(0, start - 60) : start]
        if before[-1:].isalnum() or _OTHER_NUMBER.search(before) or _AMOUNT.match(plain, end):
            continue
        if codes.is_valid(digits):
            yield _Number(start, end, digits)
        elif len(digits) == _DIGITS and _LABELLED.search(before):
            yield _Number(start, end, "")


def _said(tokens: list[Token], numbers: list[_Number]) -> Iterator[str]:
    """What is said, word by word and gap by gap."""
    at, so_far, thanked = 0, "", False
    while at < len(tokens):
        gap = _gap(tokens[at]) if at else Says.NOTHING
        thanked = thanked or thanks(tokens, at)
        size, says = _from(tokens, at, numbers, so_far, thanked=thanked)
        so_far = (so_far + gap + says)[-3:]
        yield gap + says
        at += size


def _gap(token: Token) -> Says:
    if token.gap is Gap.JOIN:
        return Says.NOTHING
    if token.gap >= Gap.STOP:
        return Says.STOP
    return Says.COLON if ":" in token.between else Says.COMMA


def _from(
    tokens: list[Token], at: int, numbers: list[_Number], so_far: str, *, thanked: bool
) -> tuple[int, Says]:
    """How many tokens from here on belong together, and what they say."""
    token = tokens[at]
    if size := _of_a_number(tokens, at, numbers):
        code = any(n.start <= token.start < n.end and n.code for n in numbers)
        return size, Says.CODE if code else Says.NO_CODE
    if token.kind is Kind.PHONE:
        return 1, Says.PHONE
    if size := _own_name(tokens, at, so_far):
        return size, Says.NOTHING
    size, says = max(
        _time(tokens, at),
        *((phrases.at(tokens, at), says) for says, rows in SAID.items() for phrases in rows),
        key=lambda found: found[0],
    )
    myself = at > 0 and tokens[at - 1].fold in _MYSELF  # "gọi lại cho em Cháy" names nobody
    courtesy = courteous(tokens, at, thanked=thanked, names=not myself)
    if courtesy > size and not (token.fold == "den" and token.text.isascii()):
        return courtesy, Says.NOTHING
    return (size, says) if size else (1, Says.OTHER)


def _of_a_number(tokens: list[Token], at: int, numbers: list[_Number]) -> int:
    found = next((n for n in numbers if n.start <= tokens[at].start < n.end), None)
    return sum(found.start <= token.start < found.end for token in tokens[at:]) if found else 0


def _own_name(tokens: list[Token], at: int, so_far: str) -> int:
    """How many words of the writer's name stand here: "tôi là Nguyễn Văn Minh"."""
    if not (so_far.endswith("il") or (at and tokens[at - 1].fold == "ten")):
        return 0
    size = 0
    while at + size < len(tokens) and size < _MOST_NAMES and is_capitalised(tokens[at + size]):
        size += 1
        if at + size < len(tokens) and tokens[at + size].gap is not Gap.JOIN:
            break
    return size if size > 1 else 0


def _time(tokens: list[Token], at: int) -> tuple[int, Says]:
    """A day, or how long it has been: "thứ 2", "12/11", "3 tuần nay"."""
    token, last = tokens[at], tokens[at - 1].fold if at else ""
    following = [t.fold for t in tokens[at + 1 : at + 3] if t.gap is Gap.JOIN]
    counts = token.kind is not Kind.WORD or token.fold in _COUNTS
    if counts and _UNITS.issuperset(following[:1]) and following:
        before = following[1:] == ["truoc"]
        return 2 + before, Says.DAY if before else Says.DURATION
    if token.kind is Kind.FIGURE:
        form = _DAY_OR_HOUR if last in _DAY_BEFORE else _DATE
        return int(form.fullmatch(token.fold) is not None), Says.DAY
    if token.kind is not Kind.NUMBER or not (last in _DAY_BEFORE and len(token.fold) < 3):
        return 0, Says.DAY
    month = tokens[at + 1 : at + 2]
    with_month = bool(month and month[0].between in "/-." and month[0].kind is Kind.NUMBER)
    return 1 + with_month, Says.DAY


def _tells(said: str) -> bool:
    """Whether anything is said that belongs to no question; a telephone number belongs to the wish
    to be rung."""
    alone = Says.PHONE in said and Says.RING not in said
    return alone or any(says in said for says in (Says.OTHER, Says.BODY, Says.TO_BODY))


def _is_a_question(said: str) -> bool:
    asks = any(form.search(said) for form in (_QUESTION, _HINT))
    return asks and not _NOBODY_ANSWERS.search(said)


def _asks_after_own(tokens: list[Token], said: str) -> bool:
    """Whether a text that says other things too asks how the writer's own report stands."""
    if _ELSEWHERE_SAID.search(said) or ELSEWHERE.among(tokens):
        return False
    sentences = said.split(Says.STOP)
    for i, sentence in enumerate(sentences):
        for own, question in ((_OWN, _QUESTION), (_OWN_BY_DAY, _STANDS)):
            if not own.search(sentence):
                continue
            parts = (part for part in sentence.split(Says.COLON) if own.search(part))
            behind = (later for later in sentences[i + 1 :] if not _tells(later))
            if any(map(question.search, parts)) or any(map(_STANDS.search, behind)):
                return True
    return False
