"""A bare answer to a question: "Nguyễn Văn An", "số 5 Lê Lợi", without saying what it is.

Whoever was asked for their name and writes two words most likely writes it. An officer sees the
words, and that they were the answer.
"""

from __future__ import annotations

import re

from chalicelib.domain.dialogue.courtesy import without_courtesy
from chalicelib.domain.formats.phone import find_phones, normalise
from chalicelib.domain.formats.readable import readable
from chalicelib.domain.formats.vietnamese import bag, fold, shadow

_SIGNS = " \t\r\n.,;:!\"'-–()"
# What stands around an answer; in folded letters. "La" is a family's name, too: it says nothing
# behind another word alone.
_COURTESY = r"(?:(?:da|vang|a|thua|thua anh|thua chi|xin|ok|uh)[\s,]+)*"
_ME = r"(?:toi|em|minh|chau|con|tui|chung toi)"
_END = r"(?:\s*[:,]\s*|\s+)"
_LABELS = {
    "name": rf"(?:(?:ho va ten|ho ten|ten)(?: cua)?(?: {_ME})?|{_ME}(?: ten)?|day"
    rf"|(?:cu )?goi(?: {_ME})?)(?: la)?{_END}",
    "address": rf"(?:dia chi|dc|d/c|{_ME} o|{_ME} song o|o|nha)(?: cua)?(?: nha)?(?: {_ME})?"
    rf"(?: la| o)?(?: tai)?{_END}",
}
_BEFORE = {part: re.compile(f"{_COURTESY}(?:{label})?") for part, label in _LABELS.items()}
# Words that stand in no name, and that bare questions and refusals are made of.
_IN_NO_NAME = bag(
    """
    khong ko sao gi the nay kia nao bao gio lau roi chua dang da se phai hoi biet noi cho xin giup
    cam duoc cac mot hai ba nam va voi cua nhu nen neu rang toi em minh chau tui
    nguoi dan nha duong so to khoi pho phuong xa thon ngo ngach rac nuoc dien den hong tac mat
    """
)
_OF_A_NAME_TOO = bag(
    "ngo minh chau hong mat nam to dan den pho xa va khoi ba duong dien so hai nha nuoc"
)
_REFUSALS = re.compile(
    r"\b(?:khong|ko|k)\b.*\b(?:cho|noi|biet|can|muon|nho|co|thich|dung)\b|\bkhong phai\b"
    r"|^sao\b|\b(?:tai|lam) sao\b|\blam gi\b|\bhoi (?:lam|nhieu|gi)\b|\bphien\b|\bnoi roi\b"
    r"|\bnhu tren\b|\bcung cho\b|\b(?:day|do) luon\b|\bcho (?:do|day|den|chut|ti|xiu)\b"
    r"|\ban danh\b|\b(?:giau|an|dau|lo) ten\b|\btu tu\b|\bso (?:bi|lo ten|ho biet)\b"
    r"|\b(?:khong|ko|k) dam\b"
    r"|\b(?:tra thu|tiet lo|tra dua)\b|\be ngai\b|\bngai (?:lam|qua)\b"
)
_PLACE = re.compile(
    r"\d|\b(?:so|nha|duong|pho|ngo|ngach|hem|to|khoi|thon|xom|ban|phuong|xa|khu|cho|chung cu|toa"
    r"|tang|phong|km|quoc lo|ql|doi|truong|benh vien|ubnd|cong ty|huyen|tinh|thanh pho|tp|tt"
    r"|thi tran)\b"
)
_ORGANISATION = re.compile(
    r"(?:cong ty|cty|ho kinh doanh|hkd|doanh nghiep|dntn|truong|hop tac xa|htx|cua hang|nha hang"
    r"|khach san|ban |hoi |chi hoi|to dan pho|khoi |thon |quan |trung tam|benh vien|phong kham"
    r"|chua |nha tho )"
)
_WHO = ("name", "address", "contact")
_TITLE = re.compile(r"(?:anh|chi|ong|ba|co|chu|bac|mr|ms)\s+")
_SEGMENT = re.compile(r"[^,;(\d\-–—]+")  # of a text that says more than was asked for
_MOST_WORDS = 6  # of a person's name
_OF_ORGANISATION = 20
_LONGEST = 200  # letters of an address
_FEW, _SOME = 2, 6  # words of a place that nothing else tells to be one


def answer(part: str, text: str) -> tuple[str, str]:
    """What the text answers to the question for this part, as it is kept, "" if it is no answer;
    and what it says besides. Language and matter are never answered so: whoever writes about them
    speaks for themself."""
    bare = _bare(part, text)
    found = _answer(part, bare, text)
    if found or part != "name":
        return found, ""
    first = _SEGMENT.match(bare)
    name = _answer(part, first[0].strip(_SIGNS), text) if first else ""
    return name, bare[first.end() :].strip(_SIGNS) if first and name else ""


def refuses(part: str, text: str) -> bool:
    """Whether somebody who was asked who they are would rather not say it, or asks what for."""
    return part in _WHO and bool("?" in text or _REFUSALS.search(fold(readable(text))))


def _answer(part: str, bare: str, text: str) -> str:
    if not bare or "?" in text or _REFUSALS.search(fold(bare)):
        return ""
    match part:
        case "name":
            named = bare[title.end() :] if (title := _TITLE.match(fold(bare))) else bare
            return named if _may_be_name(named) else ""
        case "address":
            return bare if _may_be_address(bare) else ""
        case "contact":
            return _number(text)
        case _:
            return ""


def _bare(part: str, text: str) -> str:
    """The text without courtesy and without saying what it is; as it was written."""
    text = without_courtesy(" ".join(readable(text).split()).strip(_SIGNS))
    before = _BEFORE[part].match(shadow(text)) if part in _BEFORE else None
    return text[before.end() if before else 0 :].strip(_SIGNS)


def _may_be_name(bare: str) -> bool:
    folded = fold(bare)
    words = folded.split()
    if _ORGANISATION.match(folded):
        return 2 <= len(words) <= _OF_ORGANISATION
    if not 2 <= len(words) <= _MOST_WORDS or not all(word.isalpha() for word in words):
        return False
    strange = [word for word in words if word in _IN_NO_NAME]
    if any(word not in _OF_A_NAME_TOO for word in strange):
        return False
    return len(strange) < 2 or bare.istitle()


def _may_be_address(bare: str) -> bool:
    """A house and a street, a group of houses, a place that somebody knows."""
    if len(bare) > _LONGEST:
        return False
    return bool(_PLACE.search(fold(bare))) or _FEW <= len(bare.split()) <= _SOME


def _number(text: str) -> str:
    found = find_phones(text)
    return found[0].number if found else normalise(text) or ""
