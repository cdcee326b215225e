"""Telephone numbers: one normal form of whatever a citizen types or a provider sends.

Numbers are kept as E.164: "+84886121666". Eleven-digit mobile numbers from before 2018 and area
codes from before 2017 (Lạng Sơn's 025 became 0205) are converted, because people still write them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import unquote

from chalicelib.domain.formats.readable import seen
from chalicelib.domain.formats.vietnamese import shadow

_MOBILE = re.compile(
    r"(?:3\d|5[1689]|7[06-9]|8[1-8]|9[0-8])\d{7}|(?:52[238]|559|89[6-9]|99[013-9])\d{6}"
)
_LANDLINE = re.compile(
    r"2(?:0[3-9]|1[0-689]|2[0-25-9]|[38][2-9]|4[2-8]|5[124-9]|6[0-39]|7[0-7]|9[0-4679])\d{7}"
)
_OLD_MOBILE = {
    **{f"16{n}": f"3{n}" for n in range(2, 10)},
    **{"120": "70", "121": "79", "122": "77", "126": "76", "128": "78"},
    **{"123": "83", "124": "84", "125": "85", "127": "81", "129": "82"},
    **{"186": "56", "188": "58", "199": "59"},
}
# Only the old area codes that cannot be mistaken for the beginning of a current number.
_OLD_AREA = {
    **{"20": "214", "22": "212", "25": "205", "26": "206", "27": "207", "29": "216"},
    **{"230": "215", "231": "213", "240": "204", "241": "222", "280": "208", "281": "209"},
    **{"4": "24"},
}
_SERVICE = r"1[89]00\d{4,6}"
_SHORT = re.compile(rf"(?:\+(?:84)?|0084|84(?=1[89]))?(\d{{3,6}}|{_SERVICE})")
_HIDDEN_WORDS = frozenset(
    {"anonymous", "unknown", "restricted", "private", "unavailable", "blocked", "withheld"}
)
# Some networks put the word's keys in place of the number: +266696687 is ANONYMOUS.
_KEYS = str.maketrans("abcdefghijklmnopqrstuvwxyz", "22233344455566677778889999")
_HIDDEN = frozenset({*(word.translate(_KEYS) for word in _HIDDEN_WORDS), "8566"})

# What may stand around and between the digits of one number and means nothing: a spreadsheet's
# ="0912…" and apostrophe, brackets, dots, dashes, quotation marks of any language.
_MEANINGLESS = re.compile(
    "[\\s().,/_='\"`\u00ab\u00b4\u00b7\u00bb\u2018-\u201f\u2022\u2032\u2033\u2039\u203a\u2212\\-\u2010-\u2015]"
)
_EATEN_ZERO = re.compile(r"([1-9]\d{8,9})[.,]0")  # a spreadsheet took the number for a quantity
_NAMED_ADDRESS = re.compile(r"<([^<>]*)>")  # "Mai" <sip:0912345678@host>
_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+\-]*):(.*)", re.S)
_TELEPHONY = frozenset({"", "sip", "sips", "tel", "sms", "smsto", "callto"})  # others are apps

# Groups of digits with at most two spaces, dots or dashes between them: "0205.3876672",
# "(025) 3.876.672".
_RUN = re.compile(r"(?:\+|\b00)?[ ]?\(?\d+\)?(?:[ \u00a0.\-\u2010-\u2013]{0,2}\(?\d+\)?)*")
_GROUP = re.compile(r"\d+")
_DIGIT, _NO_DIGIT = re.compile(r"\d"), re.compile(r"\D")
_DIGITS = re.compile(r"\+?[0-9]+")
_HOST = re.compile("[@;?]")
_ABROAD = re.compile(r"[1-9]\d{7,14}")
_OPENING = re.compile(r"[(+]{1,2} ?$")
_MOST_GROUPS = 60  # a longer run of digits is not a list of telephone numbers
_LETTER_O = re.compile(r"\bo(?=\d[\d .\-]{8,11}\b)")
_LABEL = re.compile(
    r"(?:\bs?[dđ]t(?:dd|lh)?|dien thoai|di dong|\btel|\bmobile|so may|\bzalo|lien he|\blh)"
    r"[\s:.=]*(?:la\s*)?(?:so\s*)?$"
)
_OTHER_NUMBER = re.compile(
    r"(?:cccd|cmn?d|cmtn?d?|can cuoc(?: cong dan)?|chung minh(?: thu| nhan dan)*|ho chieu"
    r"|ma(?: so)?(?: thue| ho so| khach hang| dinh danh)?|mst|tai khoan|stk|tk|seri|hop dong"
    r"|bien so|bien lai|giay hen|ho so)(?: so)?[\s:.#]*$"
)


class PhoneKind(StrEnum):
    """What kind of sender a number is; it decides whether we may call it, text it, or neither."""

    MOBILE = "mobile"
    LANDLINE = "landline"
    FOREIGN = "foreign"
    SHORT = "short"
    BRAND = "brand"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class PhoneFound:
    """A number found in a text: E.164, and its offsets in that text."""

    number: str
    start: int
    end: int


TELEPHONES = frozenset({PhoneKind.MOBILE, PhoneKind.LANDLINE, PhoneKind.FOREIGN})
MOBILES = frozenset({PhoneKind.MOBILE, PhoneKind.FOREIGN})  # a foreign one may be


def normalise(text: str) -> str | None:
    """The E.164 form of one number in any spelling; None for anything else.

    Short codes, service numbers (1900 …) and brand names give None.
    """
    kind, form = _read(text)
    return form if kind in TELEPHONES else None


def kind_of(number: str) -> PhoneKind:
    """The kind of a sender as a provider gives it: "+84…", "sip:+84…", "8086", "VIETTEL", ""."""
    return _read(number)[0]


def normal_form(sender: str) -> str:
    """The one form of whatever a provider names as sender or receiver, the same for all spellings:
    E.164, the digits of a short code, the name of a brand; "" for a number that is withheld."""
    return _read(sender)[1]


def is_by_app(sender: str) -> bool:
    """Whether a sender wrote through an app: "whatsapp:+84…", "messenger:1234567890"."""
    return _address(sender)[0] not in _TELEPHONY


def find_phones(text: str) -> list[PhoneFound]:
    """Every telephone number in the text, in order.

    Dates, prices, and the numbers of decisions, identity papers and vehicles are left out.
    """
    plain = _LETTER_O.sub("0", shadow(text))
    return [found for run in _RUN.finditer(plain) for found in _in_run(plain, run)]


def spoken_groups(e164: str) -> tuple[str, ...]:
    """The groups in which people say a number: ("0886", "121", "666")."""
    kind = _kind(e164)
    if kind is PhoneKind.MOBILE:
        return "0" + e164[3:6], e164[6:9], e164[9:]
    if kind is PhoneKind.LANDLINE:
        area = 5 if e164[3:5] in {"24", "28"} else 6
        return "0" + e164[3:area], e164[area : area + 4], e164[area + 4 :]
    return tuple(e164[at : at + 3] for at in range(0, len(e164), 3))


def display(number: str) -> str:
    """The number as it is printed, "0886 121 666", and as `normalise` reads it back; what is no
    telephone's stays as it is."""
    kind, form = _read(number)
    return " ".join(spoken_groups(form)) if kind in TELEPHONES else form or number


def old_spellings(e164: str) -> tuple[str, ...]:
    """A Vietnamese number without its trunk zero as it has ever been spelled: as it is now, by the
    prefix or area code of before 2018, and of a landline the part that is dialled in town."""
    digits = e164.removeprefix("+84")
    mobile = [old + digits[2:] for old, new in _OLD_MOBILE.items() if digits.startswith(new)]
    if _kind(e164) is not PhoneKind.LANDLINE:
        return (digits, *mobile)
    area = 2 if digits[:2] in {"24", "28"} else 3
    towns = [old + digits[area:] for old, new in _OLD_AREA.items() if digits[:area] == new]
    return (digits, *towns, digits[area:])


def _read(text: str) -> tuple[PhoneKind, str]:
    """The kind of a sender or number, and its normal form."""
    scheme, name = _address(text)
    quantity = _EATEN_ZERO.fullmatch(name.strip())
    digits = quantity[1] if quantity else _MEANINGLESS.sub("", name)
    lost_plus = not digits.startswith("+") and " " in _DIGIT.split(name, maxsplit=1)[0]
    if not digits or digits.lower() in _HIDDEN_WORDS or digits.removeprefix("+") in _HIDDEN:
        return PhoneKind.UNKNOWN, ""
    if _DIGITS.fullmatch(digits):
        number = _e164(digits, lost_plus=lost_plus, bare=scheme in _TELEPHONY)
        if number:
            return _kind(number), number
        if short := _SHORT.fullmatch("+" * lost_plus + digits):
            return PhoneKind.SHORT, short[1]
    named = any(sign.isalpha() for sign in name)
    return PhoneKind.BRAND if named else PhoneKind.UNKNOWN, seen(text).strip()


def _address(text: str) -> tuple[str, str]:
    """The scheme ("sip", "whatsapp"; "" if there is none) and the number or name itself, without
    host and parameters."""
    whole = seen(unquote(text))
    named = _NAMED_ADDRESS.search(whole)
    whole = named[1] if named else whole
    scheme = _SCHEME.fullmatch(whole)
    name = scheme[2] if scheme else whole
    return scheme[1].lower() if scheme else "", _HOST.split(name, maxsplit=1)[0]


def _kind(e164: str) -> PhoneKind:
    if not e164.startswith("+84"):
        return PhoneKind.FOREIGN
    return PhoneKind.MOBILE if _MOBILE.fullmatch(e164[3:]) else PhoneKind.LANDLINE


def _e164(digits: str, *, lost_plus: bool, bare: bool) -> str | None:
    """E.164 of digits that may begin with a plus. `lost_plus` says that a blank stands where a form
    lost it; of a `bare` number, not an app's id, a spreadsheet may have eaten the trunk zero."""
    plain = digits.removeprefix("+")
    eaten = bare and plain == digits
    for lead in ("0084", "84", "0", *([""] if eaten else [])):
        if plain.startswith(lead):
            rest = plain.removeprefix(lead)
            found = _national(rest.removeprefix("0") if lead.endswith("84") else rest)
            if found:
                return found
    if plain.startswith("00"):
        return _foreign(plain[2:])
    return _foreign(plain) if lost_plus or plain != digits else None


def _foreign(digits: str) -> str | None:
    """E.164 of a number from elsewhere. There are none of seven digits or fewer, and what begins
    with 84 but is not valid there, or is a service number with a plus, is a mistake."""
    possible = _ABROAD.fullmatch(digits) and not digits.startswith("84")
    return "+" + digits if possible and not re.fullmatch(_SERVICE, digits) else None


def _national(digits: str) -> str | None:
    """E.164 of a Vietnamese number whose trunk zero has been removed; None if it is not valid."""
    for known in (digits, _OLD_MOBILE.get(digits[:3], "x") + digits[3:], *_old_landline(digits)):
        if _MOBILE.fullmatch(known) or _LANDLINE.fullmatch(known):
            return "+84" + known
    return None


def _old_landline(digits: str) -> Iterator[str]:
    for size in (3, 2, 1):
        new = _OLD_AREA.get(digits[:size])
        subscriber = digits[size:]
        if new and len(subscriber) == (8 if new == "24" else 7) and subscriber[0] not in "01":
            yield new + subscriber


def _in_run(plain: str, run: re.Match[str]) -> Iterator[PhoneFound]:
    groups = list(_GROUP.finditer(plain, run.start(), run.end()))
    at = 0 if len(groups) <= _MOST_GROUPS else len(groups)
    while at < len(groups):
        used, found = _from(plain, groups, at)
        if found:
            yield found
        at += used


def _from(plain: str, groups: list[re.Match[str]], at: int) -> tuple[int, PhoneFound | None]:
    """The longest number that begins with group `at`, after the count of groups it takes up."""
    start = _begin(plain, groups[at].start())
    before = plain[max(0, start - 40) : start].rstrip("( ")
    if plain[max(0, start - 1) : start].isalpha() or _OTHER_NUMBER.search(before):
        return 1, None
    labelled = _LABEL.search(before) is not None
    for last in range(min(len(groups), at + 10) - 1, at - 1, -1):
        number = _number(plain[start : groups[last].end()], labelled)
        if number:
            return last - at + 1, PhoneFound(number, start, groups[last].end())
    return 1, None


def _begin(plain: str, start: int) -> int:
    """Where the number begins, including its "+" or the bracket before its area code."""
    opening = _OPENING.search(plain[max(0, start - 3) : start])
    return start - len(opening[0]) if opening else start


def _number(raw: str, labelled: bool) -> str | None:
    digits = _NO_DIGIT.sub("", raw)
    if len(digits) > 17 or len(digits) < 9:
        return None
    if raw.lstrip("( ").startswith("+") or (digits.startswith("00") and len(digits) > 11):
        return normalise(raw.strip("( "))
    if digits.startswith("0"):
        return normalise(digits) if _grouped_like_a_phone(raw) else None
    if digits.startswith("84") and 11 <= len(digits) <= 13:
        return normalise(digits)
    return _national(digits) if labelled and len(digits) == 9 else None


def _grouped_like_a_phone(raw: str) -> bool:
    """Whether the groups are those of a number, prefix first, not of a date: "05.5.2017 …"."""
    groups = _GROUP.findall(raw)
    first = len(groups[0])
    return (
        len(groups) == 1
        or first >= 3
        or (len(groups) <= 5 and all(len(g) > 2 for g in groups[1:3]))
    )
