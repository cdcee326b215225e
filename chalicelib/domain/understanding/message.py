"""What the office needs from a message: who wrote it, how to reach them, and what it is about.

The notice requires full name, address, and a telephone number or postal address before the matter
(N6), in Vietnamese (N9). Name and address are quoted exactly as they stand in the text (NFC).
What is not sure is given as well, and named in `unsure`, so that an officer looks at it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.parts import UrgencyWeights
from chalicelib.domain.formats import phone
from chalicelib.domain.formats.readable import readable
from chalicelib.domain.formats.vietnamese import looks_vietnamese
from chalicelib.domain.understanding.classification.outages import outages_in
from chalicelib.domain.understanding.extraction import sentences
from chalicelib.domain.understanding.extraction.particulars import Particulars, particulars_in
from chalicelib.domain.understanding.extraction.places import places_of
from chalicelib.domain.understanding.language.tokens import Kind, Token, tokens_of
from chalicelib.domain.understanding.suggestion import Category, suggest

_A_SHORT_MATTER = 6  # words; enough for a matter if name and address are there
_LONGEST = 500  # characters of a particular; nobody's name or address is longer
_EDGE = " \t\r\n,;:-–—/|()\"'"


@dataclass(frozen=True, slots=True)
class Extraction:
    """What one message yields.

    `phone` is E.164 and comes from the text; whether the sender's own number also serves as contact
    is up to the caller. `ward` is the ward's name as configured. `matter` is the text without the
    particulars, as far as they can be cut out cleanly. `missing` lists what to ask for: name,
    address, contact, matter, language.
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
    crime: bool
    category: Category
    vietnamese: bool
    missing: tuple[str, ...]
    representative: str | None = None  # the person an organisation speaks through
    named: tuple[str, ...] = ()  # all other numbers in the text, whoever they belong to
    unsure: tuple[str, ...] = ()  # of name, representative and address: what should be checked

    @property
    def is_unclear(self) -> bool:
        """Whether it cannot be told what the matter is."""
        return self.category is Category.UNCLEAR


def extract(text: str, authority: Authority, sender: str = "") -> Extraction:
    """The extraction from a message of any length, all of which is read. Never raises.

    `sender` is the number or name the message came from. The authority's own numbers are nobody's.
    """
    text = readable(text)
    tokens = tokens_of(text)
    urgency, ours = authority.urgency, authority.own_numbers
    places = places_of(authority)
    found = particulars_in(tokens, places, authority.reading, ours)
    matter = _matter(text, tokens, found)
    suggestion = suggest(text, urgency)
    vietnamese = looks_vietnamese(text)
    known = bool(found.name and found.address) and vietnamese
    category = _category(matter, urgency, known=known)
    number = found.phone or (_advertised(found) if category is Category.NUISANCE else None)
    name, address = _cut(text, tokens, found.name), _cut(text, tokens, found.address)
    by_post = address is not None and _asks_for_a_letter(tokens)
    reachable = number or found.mail or by_post or _is_telephone(sender, ours)
    present = {"name": name, "address": address, "contact": reachable, "matter": matter}
    present["language"] = vietnamese
    return Extraction(
        name=name,
        address=address,
        ward=found.ward,
        phone=number,
        email=found.mail,
        by_post=by_post,
        matter=matter,
        confidential=suggestion.confidential,
        urgent=suggestion.urgent,
        crime=bool(suggestion.crime),
        category=category,
        vietnamese=vietnamese,
        missing=tuple(part for part, there in present.items() if not there),
        representative=_cut(text, tokens, found.representative),
        named=tuple(named for named in found.named if named != number),
        unsure=found.unsure,
    )


def _is_telephone(sender: str, ours: Collection[str]) -> bool:
    """Whether somebody else than one of `ours` is reached at the sender's number."""
    return phone.normalise(sender) not in (None, *ours)


def _category(matter: str, urgency: UrgencyWeights | None, *, known: bool) -> Category:
    """The matter's category. From a `known` sender a few unclear words still count as a matter."""
    category = suggest(matter, urgency).category
    if category is Category.UNCLEAR and known and len(matter.split()) >= _A_SHORT_MATTER:
        return Category.STATE_MANAGEMENT
    return category


def _cut(text: str, tokens: list[Token], span: tuple[int, int] | None) -> str | None:
    """The text of a span of tokens, including the bracket that closes one opened inside it; None
    for one that is too long to be a particular."""
    if span is None:
        return None
    start, end = tokens[span[0]].start, tokens[span[1] - 1].end
    if end - start > _LONGEST:
        return None
    if text.count("(", start, end) > text.count(")", start, end) and text[end : end + 1] == ")":
        end += 1
    return text[start:end]


def _advertised(found: Particulars) -> str | None:
    """The only number in an advert, which its writer wants to be rung at: the dossier needs it
    (N10)."""
    return found.named[0] if len(found.named) == 1 else None


def _asks_for_a_letter(tokens: list[Token]) -> bool:
    """Whether the answer is wanted by post, or there is no telephone (N6, N17)."""
    return bool(sentences.BY_POST.among(tokens))


def _matter(text: str, tokens: list[Token], found: Particulars) -> str:
    """The citizen's words about the matter; "" if there is nothing but particulars and courtesy."""
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
    tokens = tokens_of(matter)
    words = (t for t in tokens if t.kind is Kind.WORD)
    return bool(outages_in(tokens)) or any(t.fold not in sentences.COURTESY for t in words)
