"""A citizen's message as the office needs it: who, where, how to reach them, and what it is about.

The notice asks for full name, address, and a telephone number or postal address before the matter
(N6), in Vietnamese (N9). Name and address are given exactly as they stand in the text (NFC).
What is not sure is left out and asked for: a wrong identity is worse than a missing one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from chalicelib.domain.authority.authority import Ward
from chalicelib.domain.formats.phone import PhoneKind, kind_of
from chalicelib.domain.formats.vietnamese import looks_vietnamese, repair
from chalicelib.domain.understanding.extraction import sentences
from chalicelib.domain.understanding.extraction.identity import Identity, IdentityReader
from chalicelib.domain.understanding.extraction.tokens import Kind, Token, tokens_of
from chalicelib.domain.understanding.extraction.wards import Wards
from chalicelib.domain.understanding.suggestion import Category, suggest

_REACHABLE = frozenset({PhoneKind.MOBILE, PhoneKind.LANDLINE, PhoneKind.FOREIGN})
_A_SHORT_MATTER = 6  # words, from someone with a name and an address
_EDGE = " \t\r\n,;:-–—/|()\"'"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read in one message.

    `phone` is E.164 and stands in the text; whether the sender's own number serves as contact is
    the caller's to decide. `matter` is the text without the particulars where they can be cut out
    cleanly. `missing` names what must be asked for: name, address, contact, matter, language.
    """

    name: str | None
    address: str | None
    ward: str | None
    phone: str | None
    email: str | None
    by_post: bool
    matter: str
    confidential: bool
    urgent: bool
    category: Category
    vietnamese: bool
    missing: tuple[str, ...]
    representative: str | None = None  # the person an organisation speaks through


def read_message(text: str, wards: Sequence[Ward], sender: str = "") -> Reading:
    """Reads a message of any length; `sender` is the number or name it came from. Never raises."""
    text = repair(text)
    tokens = tokens_of(text)
    found = IdentityReader(tokens, Wards(wards)).read()
    matter = _matter(text, tokens, found)
    suggestion = suggest(text)
    vietnamese = looks_vietnamese(text)
    category = _category(matter, known=bool(found.name and found.address) and vietnamese)
    phone = found.phone or (_advertised(tokens) if category is Category.NUISANCE else None)
    name, address = _cut(text, tokens, found.name), _cut(text, tokens, found.address)
    by_post = address is not None and _asks_for_a_letter(tokens)
    reachable = bool(phone or found.mail or by_post) or kind_of(sender) in _REACHABLE
    present = {"name": name, "address": address, "contact": reachable, "matter": matter}
    present["language"] = vietnamese
    return Reading(
        name=name,
        address=address,
        ward=found.ward,
        phone=phone,
        email=found.mail,
        by_post=by_post,
        matter=matter,
        confidential=suggestion.confidential,
        urgent=suggestion.urgent,
        category=category,
        vietnamese=vietnamese,
        missing=tuple(part for part, there in present.items() if not there),
        representative=_cut(text, tokens, found.representative),
    )


def _category(matter: str, *, known: bool) -> Category:
    """The field of the matter; a citizen who gives name and address and says so much means one."""
    category = suggest(matter).category
    if category is Category.UNCLEAR and known and len(matter.split()) >= _A_SHORT_MATTER:
        return Category.STATE_MANAGEMENT
    return category


def _cut(text: str, tokens: list[Token], span: tuple[int, int] | None) -> str | None:
    """The words of a span as they stand, with the bracket that closes one opened in it."""
    if span is None:
        return None
    start, end = tokens[span[0]].start, tokens[span[1] - 1].end
    if text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")":
        end += 1
    return text[start:end]


def _advertised(tokens: list[Token]) -> str | None:
    """The one number in an advert, whosever it is: it belongs into the dossier (N10)."""
    numbers = {t.value for t in tokens if t.kind is Kind.PHONE}
    return numbers.pop() if len(numbers) == 1 else None


def _asks_for_a_letter(tokens: list[Token]) -> bool:
    """Asks for an answer by post, or says that there is no telephone (N6, N17)."""
    return bool(sentences.BY_POST.among(tokens))


def _matter(text: str, tokens: list[Token], found: Identity) -> str:
    """The citizen's words about the matter; "" when only particulars and courtesy are there."""
    pieces: list[str] = []
    at = 0
    for start, end in sorted(found.spans):
        pieces.append(text[at : tokens[start].start])
        at = max(at, tokens[end - 1].end)
    pieces.append(text[at:])
    kept = [piece.lstrip(_EDGE + ".!").rstrip(_EDGE) for piece in pieces]
    matter = " ".join(piece for piece in kept if piece)
    return matter if _says_something(matter) else ""


def _says_something(matter: str) -> bool:
    said = [t for t in tokens_of(matter) if t.kind is Kind.WORD]
    return any(t.fold not in sentences.COURTESY for t in said)
