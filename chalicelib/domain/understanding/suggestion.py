"""What a message seems to be: its field, whether it is urgent, whether it asks for secrecy.

These are suggestions for the officer (N5, N7, N10, N12); nothing is ever decided by them alone.
The rules are in `classification`, each next to its words: a message is a complaint when the citizen
calls it one; "to cao" without accents may mean "tall", "gap" may mean "meet" or "double", and
"deo kinh" is "wears glasses".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.authority.parts import UrgencyWeights
from chalicelib.domain.formats.readable import seen
from chalicelib.domain.formats.vietnamese import looks_vietnamese
from chalicelib.domain.understanding.classification.complaint import complaint_in
from chalicelib.domain.understanding.classification.crime import crime_in
from chalicelib.domain.understanding.classification.fields import fields_of
from chalicelib.domain.understanding.classification.nuisance import nuisance_in, threat_in
from chalicelib.domain.understanding.classification.secrecy import secrecy_in
from chalicelib.domain.understanding.classification.urgency import urgency_in
from chalicelib.domain.understanding.language.tokens import Token, tokens_of

_A_MATTER = 14  # a text of so many words has a matter, most likely the city's daily affairs


class Category(StrEnum):
    """The notice's five fields (N4), what the hotline does not handle (N5, N10), and unclear."""

    STATE_MANAGEMENT = "S1_quan_ly_nha_nuoc"
    CONDUCT = "S2_thai_do_can_bo"
    PROCEDURE = "S3_thu_tuc_hanh_chinh"
    DECISION = "S4_vuong_mac_quyet_dinh_du_an"
    PROPOSAL = "S5_de_xuat_sang_kien"
    COMPLAINT = "X_khieu_nai_to_cao"
    NUISANCE = "X_quay_roi"
    UNCLEAR = "U_khong_ro"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A suggestion for the officer; `reasons` quotes the words of the message it rests on, `danger`
    those of them for which it is urgent, `crime` those that tell of a crime."""

    category: Category
    urgent: bool
    confidential: bool
    reasons: tuple[str, ...]
    danger: tuple[str, ...]
    crime: tuple[str, ...] = ()


_FIELDS = {category.value[:2]: category for category in Category if category.value[0] == "S"}


def suggest(text: str, weights: UrgencyWeights | None = None) -> Suggestion:
    """The suggestion for one message. The same text always gives the same one.

    `weights` are the authority's; without them urgency is suggested by rules alone.
    """
    text = seen(text)
    tokens = tokens_of(text)
    threat = threat_in(tokens)
    urgent = threat or urgency_in(tokens, weights)
    category, reasons = (Category.NUISANCE, threat) if threat else _category(text, tokens)
    if urgent and category is Category.UNCLEAR and looks_vietnamese(text):
        category = Category.STATE_MANAGEMENT  # danger is the city's business, however worded
    secret = secrecy_in(tokens)
    crime = crime_in(tokens)
    reasons = (*reasons, *urgent, *secret)
    return Suggestion(category, bool(urgent), bool(secret), reasons, urgent, crime)


def _category(text: str, tokens: list[Token]) -> tuple[Category, tuple[str, ...]]:
    if not looks_vietnamese(text):
        return Category.UNCLEAR, ()
    if complaint := complaint_in(tokens):
        return Category.COMPLAINT, complaint
    if nuisance := nuisance_in(tokens):
        return Category.NUISANCE, nuisance
    field, weight, reasons = max(fields_of(tokens), key=lambda row: row[1])
    if weight:
        return _FIELDS[field], reasons
    long = len(tokens) >= _A_MATTER
    return (Category.STATE_MANAGEMENT if long else Category.UNCLEAR), ()
