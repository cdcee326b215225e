"""What is said aloud: digits one by one, numbers in groups, days and hours, and how long it takes.

A voice reads "0886121666" as a sum of millions, "UBND" letter by letter: what is to be understood
on the telephone is written out here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
_WRITTEN_OUT = (
    (re.compile(r"\bHĐND\b"), "Hội đồng nhân dân"),
    (re.compile(r"\bUBND\b"), "Ủy ban nhân dân"),
    (re.compile(r"\bTP\b\.?\s*"), "thành phố "),
    (re.compile(r"(?<=\d)\s?(?:đ|VNĐ|vnđ)\b"), " đồng"),
    (re.compile(r"(?<=\d)\s?m2\b|(?<=\d)\s?m²"), " mét vuông"),
    (re.compile(r"\bĐT\b"), "điện thoại"),
    (re.compile(r"\bÔng/Bà\b"), "Ông Bà"),
)
_DOCUMENT = re.compile(r"\b(\d+)(?:/\d{4})?/[A-ZĐ]+(?:-[A-ZĐ]+)*\b")  # "45/QĐ-UBND"
_DATE = re.compile(r"\b(?:ngày )?(\d{1,2})/(\d{1,2})/(\d{4})\b|\bngày (\d{1,2})/(\d{1,2})\b")
_SLASH = re.compile(r"(?<=\d)/(?=\d)")  # of a house: "ngõ 5/12"
_NUMBER = re.compile(r"\(?\b0\d{2,4}\)?(?:[. -]?\d{3,4}){2}\b")  # as it is printed
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
    document its number is said; what stands behind the slash is for the eye."""
    text = _DATE.sub(_day_in, _DOCUMENT.sub(r"\1", text))
    for short, whole in _WRITTEN_OUT:
        text = short.sub(whole, text)
    text = _NUMBER.sub(lambda found: groups(re.findall(r"\d+", found[0])), text)
    return _SLASH.sub(" trên ", text)


def _day_in(found: re.Match[str]) -> str:
    if found[3]:
        return f"ngày {int(found[1])} tháng {int(found[2])} năm {found[3]}"
    return f"ngày {int(found[4])} tháng {int(found[5])}"


def seconds(text: str) -> float:
    """How long a voice takes for this text, estimated by its syllables."""
    return len(text.split()) / SYLLABLES_A_SECOND
