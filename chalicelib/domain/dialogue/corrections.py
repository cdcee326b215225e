"""Corrections of what was said: "số nhà 15 chứ không phải 51"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chalicelib.domain.formats.readable import readable
from chalicelib.domain.formats.vietnamese import shadow

_NOT = r"(?:khong|ko|k|hong|chu khong|chu ko|chu k)"
# What is right and what is wrong, in the ways in which people put it; in folded letters.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?P<right>.+?)[\s,]+(?:moi dung[\s,]+)?{_NOT} phai(?: la)? (?P<wrong>.+)",
        rf"{_NOT} phai(?: la)? (?P<wrong>.+?)[\s,]+(?:ma|ma la|la|moi la) (?P<right>.+)",
        r"(?P<wrong>.+?) (?:sua|doi|chinh)(?: lai)? (?:thanh|la) (?P<right>.+)",
        r"(?:viet |ghi |go )?nham[\s,:]+(?P<right>.+?) (?:chu|khong) (?:la )?(?P<wrong>.+)",
    )
)
_LABEL = re.compile(
    r"(?:da|xin|sua|sua lai|toi|em|nham|viet nham|ghi nham|phai|ten|ho ten|ten toi|ten em|dia chi|"
    r"so nha|so dien thoai|sdt|dt|duong|pho|phuong|la|chinh xac|dung ra|moi|chu)\s+"
)
_SIGNS = " \t\r\n.,;:!\"'"
_NUMBER = re.compile(r"\d[\d/ .\-]*[a-z]?\b")
_LONGEST = 80


@dataclass(frozen=True, slots=True)
class Correction:
    """That `right` is to stand where `wrong` was said."""

    wrong: str
    right: str

    def applied(self, value: str) -> str:
        """The value with it; unchanged if what is wrong does not stand in it."""
        found = re.search(rf"(?<!\w){re.escape(shadow(self.wrong))}(?!\w)", shadow(value))
        if found is None:
            return value
        return value[: found.start()] + self.right + value[found.end() :]


def correction(text: str) -> Correction | None:
    """What the text corrects; None if it does not say what is wrong and what is right."""
    text = " ".join(readable(text).split()).strip(_SIGNS)
    if len(text) > _LONGEST:
        return None
    folded = shadow(text)
    for form in _FORMS:
        found = form.fullmatch(folded)
        if found:
            wrong = _value(text, folded, found.span("wrong"))
            right = _value(text, folded, found.span("right"))
            number = _NUMBER.fullmatch(shadow(wrong)) and _NUMBER.search(shadow(right))
            if number:  # "số nhà 15 chứ không phải 51": the number alone
                right = right[number.start() : number.end()].strip(_SIGNS)
            return Correction(wrong, right) if wrong and right and wrong != right else None
    return None


def _value(text: str, folded: str, span: tuple[int, int]) -> str:
    """What stands there, without what it is called."""
    start, end = span
    while label := _LABEL.match(folded, start, end):
        start = label.end()
    return text[start:end].strip(_SIGNS)
