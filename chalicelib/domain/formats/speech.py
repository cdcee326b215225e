"""What is said aloud: digits one by one, numbers in groups, days and hours, and how long it takes.

A voice reads "0886121666" as a sum of millions, "UBND" letter by letter: what is to be understood
on the telephone is written out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from chalicelib.domain.formats import phone

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WRITTEN_OUT = (
    (re.compile(r"\bTP\.?\s*HCM\b"), "Thành phố Hồ Chí Minh"),
    (re.compile(r"\bHĐND\b"), "Hội đồng nhân dân"),
    (re.compile(r"\bUBND\b"), "Ủy ban nhân dân"),
    (re.compile(r"\b(?:TP|Tp)\b\.?\s*"), "thành phố "),
    (re.compile(r"\bP\.\s*(?=[A-ZĐ])"), "phường "),
    (re.compile(r"(?<=\d)\s?(?:đ|VNĐ|vnđ)\b"), " đồng"),
    (re.compile(r"(?<=[^\W\d])/(?=(?:m2|km|kWh|tháng|ngày|năm|giờ|lần|hộ|người)\b|m²)"), " một "),
    (re.compile(r"\s?\bm2\b|(?<=\d)\s?m2\b|\s?m²"), " mét vuông"),
    (re.compile(r"\bĐT\b"), "điện thoại"),
    (re.compile(r"\bÔng/Bà\b"), "Ông Bà"),
)
_SIGN = r"[A-ZĐ][A-ZĐa-z]+\d*"
_DOCUMENT = re.compile(rf"\b(\d+)(?:/(\d{{4}}))?/{_SIGN}(?:-{_SIGN})*\b")  # "45/QĐ-UBND"
_DAY, _MONTH = r"(0?[1-9]|[12]\d|3[01])", r"(0?[1-9]|1[0-2])(?![\d/])"
_WHOLE_DATE = re.compile(r"\b([Nn]gày )?(0?[1-9]|[12]\d|3[01])/(0?[1-9]|1[0-2])/(\d{4})\b")
_DAY_OF_MONTH = re.compile(rf"\b([Nn]gày) {_DAY}/{_MONTH}")
# Offices write a day with a zero before one digit (Decree 30/2020/NĐ-CP): after such a word "2/3"
# is two thirds, and "02/3" a day.
_BARE_DAY = re.compile(
    r"\b([Tt]ừ|[Đđ]ến|[Hh]ết|[Tt]rước|[Ss]au|[Ss]áng|[Tt]rưa|[Cc]hiều|[Tt]ối|[Đđ]êm|[Hh]ạn)"
    rf" (0[1-9]|[12]\d|3[01])/{_MONTH}"
)
_ANOTHER_DAY = re.compile(rf"(tháng \d{{1,2}}(?:,| và| đến)) {_DAY}/{_MONTH}")
_MONTH_OF_YEAR = re.compile(r"\b([Tt]háng|[Qq]uý) (\d{1,2})/(\d{4})\b")
_SLASH = re.compile(r"(?<=\d)/(?=\d)")  # of a house: "ngõ 5/12"
SYLLABLES_A_SECOND = 4.0  # a calm voice; Vietnamese is written with a blank between syllables


def digits(text: str) -> str:
    """Digit by digit: "một hai ba". What is no digit is left out."""
    return " ".join(_DIGITS[int(d)] for d in text if d.isascii() and d.isdigit())


def groups(parts: Iterable[str]) -> str:
    """Digit by digit with a pause between groups: "một hai ba, bốn năm sáu"."""
    return ", ".join(digits(part) for part in parts)


def day(on: date) -> str:
    """ "ngày 16 tháng 3 năm 2026"."""
    return f"ngày {on.day} tháng {on.month} năm {on.year}"


def moment(at: datetime, today: date) -> str:
    """ "7 giờ thứ Hai, ngày 16 tháng 3", or "7 giờ hôm nay"."""
    if at.date() == today:
        return f"{hour(at)} hôm nay"
    return f"{hour(at)} {weekday(at)}, ngày {at.day} tháng {at.month}"


def weekday(on: date) -> str:
    return _WEEKDAYS[on.weekday()]


def hour(at: datetime) -> str:
    """ "7 giờ", "7 giờ 30"."""
    return f"{at.hour} giờ {at.minute}" if at.minute else f"{at.hour} giờ"


def aloud(text: str) -> str:
    """The text with what cannot be heard written out: "UBND", "TP.", dates, numbers to ring. Of a
    document its number and year are said; what stands behind is for the eye."""
    text = _dates(_DOCUMENT.sub(_document, _numbers(text)))
    for short, whole in _WRITTEN_OUT:
        text = short.sub(whole, text)
    return _SLASH.sub(" trên ", text)


def _numbers(text: str) -> str:
    """Every number to ring, in the groups in which people say it."""
    for found in reversed(phone.find_phones(text)):
        said = groups(phone.spoken_groups(found.number))
        text = text[: found.start] + said + text[found.end :]
    return text


def _document(found: re.Match[str]) -> str:
    return f"{found[1]} năm {found[2]}" if found[2] else found[1]


def _dates(text: str) -> str:
    text = _WHOLE_DATE.sub(
        lambda d: f"{d[1] or 'ngày '}{int(d[2])} tháng {int(d[3])} năm {d[4]}", text
    )
    text = _DAY_OF_MONTH.sub(lambda d: f"{d[1]} {int(d[2])} tháng {int(d[3])}", text)
    for bare in (_BARE_DAY, _ANOTHER_DAY):
        text = bare.sub(lambda d: f"{d[1]} ngày {int(d[2])} tháng {int(d[3])}", text)
    return _MONTH_OF_YEAR.sub(r"\1 \2 năm \3", text)


def seconds(text: str) -> float:
    """How long a voice takes for this text, estimated by its syllables."""
    return len(text.split()) / SYLLABLES_A_SECOND
