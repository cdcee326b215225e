"""Corrections of what was said: "số nhà 15 chứ không phải 51"."""

from __future__ import annotations

import re

from chalicelib.domain.dialogue.courtesy import without_courtesy
from chalicelib.domain.dialogue.dialogue import Correction
from chalicelib.domain.formats.readable import readable
from chalicelib.domain.formats.vietnamese import shadow

_NOT = r"(?:chu )?(?:khong|ko|k|kg|hong|chang) (?:phai|fai|p)(?: la)?"
_INSTEAD = r"(?:sua|doi|chinh)(?: lai)?"
# What is right and what is wrong, in the ways in which people put it, the plainest first; in folded
# letters.
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"(?:.+[\s,])?{_NOT} (?P<wrong>.+?)[\s,]+(?:ma la|ma|moi la) (?P<right>.+)",
        rf"{_NOT} (?P<wrong>.+?)(?:\s*[,.;:]\s*|\s+la\s+)(?P<right>.+?)(?:\s+moi (?:dung|phai))?",
        rf"(?P<right>.+?)[\s,]+(?:moi dung[\s,]+)?{_NOT} (?P<wrong>.+)",
        rf"(?P<wrong>.+?) {_INSTEAD} (?:thanh|la) (?P<right>.+)",
        rf"(?:.+\s)?(?:{_INSTEAD}|nham) (?P<wrong>.+?) (?:thanh|la) (?P<right>.+)",
        r"(?:.+\s)?nham[\s,:]+(?P<right>.+?) (?:chu|khong) (?:la )?(?P<wrong>.+)",
        r"(?P<wrong>.+?)\s*(?:[-=]+>|→)\s*(?P<right>.+)",
    )
)
_LABEL = re.compile(
    r"(?:da|a|xin|xin loi|sua|sua lai|dinh chinh|toi|em|chau|y toi|y em|nham|viet nham|ghi nham"
    r"|phai|ten|ho ten|dia chi|so nha|so|so dien thoai|sdt|dt|duong|pho|phuong|la|chinh xac|dung ra"
    r"|moi|chu)[\s:,]+"
)
# Labels that are surnames, too, if these begin them: "Dương Văn Nam", "Lã Văn A"; no street does.
_AS_SURNAMES, _BEGIN = ("duong", "la"), "DL"
_SIGNS = " \t\r\n.,;:!\"'"
_NUMBER = re.compile(r"\d[\d/ .\-]*[a-z]?\b")
_LONGEST = 80


def correction(text: str) -> Correction | None:
    """What the text corrects; None if it does not say what is wrong and what is right."""
    text = without_courtesy(" ".join(readable(text).split()).strip(_SIGNS))
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
        if label[0].startswith(_AS_SURNAMES) and text[start] in _BEGIN:
            break
        start = label.end()
    return text[start:end].strip(_SIGNS)
