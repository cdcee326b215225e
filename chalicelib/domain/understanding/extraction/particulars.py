"""The writer's name, address and numbers among all that a message names (N6).

What the learned weights hold for the writer's is given, and marked as unsure below a probability at
which, of the letters that were held back while they were learned, too many were wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from chalicelib.domain.authority.parts import ReadingWeights
from chalicelib.domain.understanding.extraction import lists, sentences
from chalicelib.domain.understanding.extraction.features import features_of
from chalicelib.domain.understanding.extraction.labelling import Label, Span, spans_of
from chalicelib.domain.understanding.extraction.places import Places
from chalicelib.domain.understanding.language.tokens import Gap, Kind, Token, stands_apart

NAME, REPRESENTATIVE, ADDRESS = "name", "representative", "address"
# From which probability on a particular is given at all, and from which on it is sure.
_GIVEN = {Label.NAME: 0.5, Label.ORG: 0.5, Label.ADDRESS: 0.5, Label.OWN: 0.8}
_SURE = 0.95
_MOST_LEADS = 3  # one after the other: "Tôi tên là", "ông"


@dataclass(frozen=True, slots=True)
class Particulars:
    """The writer's particulars. Spans are token positions (start, end).

    `phone` is E.164, `named` are all other numbers in the message, `ward` the ward's name as
    configured; `spans` can be cut out of the matter. `unsure` are those of name, representative and
    address that somebody should check.
    """

    name: tuple[int, int] | None = None
    representative: tuple[int, int] | None = None
    address: tuple[int, int] | None = None
    ward: str | None = None
    phone: str | None = None
    mail: str | None = None
    named: tuple[str, ...] = ()
    spans: tuple[tuple[int, int], ...] = ()
    unsure: tuple[str, ...] = ()


def particulars_in(
    tokens: Sequence[Token],
    places: Places,
    weights: ReadingWeights | None,
    ours: Collection[str] = (),
) -> Particulars:
    """The particulars; numbers of `ours`, in normal form, are nobody's. Without weights nothing is
    the writer's."""
    found = spans_of(tokens, features_of(tokens, places), weights) if weights else []
    found = [span for span in found if tokens[span.start].value not in ours or not ours]
    own = {label: _surest(found, label) for label in _GIVEN if label is not Label.OWN}
    organisation, person, address = own[Label.ORG], own[Label.NAME], own[Label.ADDRESS]
    phone = _surest(found, Label.OWN, [i for i, t in enumerate(tokens) if t.kind is Kind.PHONE])
    mail = _surest(found, Label.OWN, [i for i, t in enumerate(tokens) if t.kind is Kind.MAIL])
    parts = {
        NAME: organisation or person,
        REPRESENTATIVE: person if organisation else None,
        ADDRESS: address,
    }
    numbers = (t.value for t in tokens if t.kind is Kind.PHONE and t.value not in ours)
    number = tokens[phone.start].value if phone else None
    chosen = [span for span in (*parts.values(), phone, mail) if span]
    return Particulars(
        **{part: _place(span) for part, span in parts.items()},
        ward=places.ward_in(tokens, address.start, address.end) if address else None,
        phone=number,
        mail=tokens[mail.start].value if mail else None,
        named=tuple(dict.fromkeys(value for value in numbers if value != number)),
        spans=tuple(_cuts(tokens, chosen)),
        unsure=tuple(part for part, span in parts.items() if span and span.sure < _SURE),
    )


def _surest(
    found: Sequence[Span], label: Label, among: Collection[int] | None = None
) -> Span | None:
    """The surest span of a label, perhaps only among those that begin at some tokens; None if none
    is sure enough to be given."""
    rows = [span for span in found if span.label is label and span.sure >= _GIVEN[label]]
    rows = [span for span in rows if among is None or span.start in among]
    return max(rows, key=lambda span: span.sure, default=None)


def _place(span: Span | None) -> tuple[int, int] | None:
    return (span.start, span.end) if span else None


def _cuts(tokens: Sequence[Token], chosen: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """The spans that can be cut out of the matter, with what leads up to them, without breaking a
    sentence. Those that stand together are cut together."""
    rows = sorted((_outer(tokens, span.start), span.end) for span in chosen)
    blocks: list[tuple[int, int]] = []
    for start, end in rows:
        if blocks and start <= blocks[-1][1]:
            blocks[-1] = (blocks[-1][0], max(end, blocks[-1][1]))
        else:
            blocks.append((start, end))
    for start, end in blocks:
        ends = end >= len(tokens) or tokens[end].gap > Gap.JOIN
        if stands_apart(tokens, start) and (ends or sentences.REPORTING.at(tokens, end)):
            yield start, end


def _outer(tokens: Sequence[Token], start: int) -> int:
    """Where the words begin that lead up to the particular at token `start`."""
    for _ in range(_MOST_LEADS):
        start -= lists.LEADS.before(tokens, start)
    return start
