"""What a message seems to be: its field, whether it is urgent, whether secrecy is asked for.

Suggestions for the officer (N5, N7, N10, N12), never acted on alone. The rules stand in `signs`,
each beside its words: a complaint is one when the citizen calls it so; "to cao" without accents may
mean "tall", "gap" may mean "meet" or "double", "deo kinh" is "wears glasses".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.formats.vietnamese import looks_vietnamese, nfc
from chalicelib.domain.understanding.classification.complaint import complaint_in
from chalicelib.domain.understanding.classification.fields import fields_of
from chalicelib.domain.understanding.classification.nuisance import nuisance_in, threat_in
from chalicelib.domain.understanding.classification.secrecy import secrecy_in
from chalicelib.domain.understanding.classification.urgency import urgency_in
from chalicelib.domain.understanding.extraction.tokens import Token, tokens_of

_A_MATTER = 14  # so many words tell of something, most likely of the city's daily affairs


class Category(StrEnum):
    """The notice's five fields (N4), what is not handled here (N5, N10), and what is not clear."""

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
    """`reasons` are the words of the message that spoke for it, for the officer to see."""

    category: Category
    urgent: bool
    confidential: bool
    reasons: tuple[str, ...]


_FIELDS = {category.value[:2]: category for category in Category if category.value[0] == "S"}


def suggest(text: str) -> Suggestion:
    """The suggestion for one message; the same text always gives the same."""
    text = nfc(text)
    tokens = tokens_of(text)
    threat = threat_in(tokens)
    urgent = threat or urgency_in(tokens)
    category, reasons = (Category.NUISANCE, threat) if threat else _category(text, tokens)
    if urgent and category is Category.UNCLEAR and looks_vietnamese(text):
        category = Category.STATE_MANAGEMENT  # danger is the city's to deal with, however it is put
    secret = secrecy_in(tokens)
    return Suggestion(category, bool(urgent), bool(secret), (*reasons, *urgent, *secret))


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
    told = len(tokens) >= _A_MATTER
    return (Category.STATE_MANAGEMENT if told else Category.UNCLEAR), ()
