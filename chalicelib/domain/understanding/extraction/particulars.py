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
from chalicelib.domain.understanding.extraction.labelling import Label, Labelled, Span, labelled
from chalicelib.domain.understanding.extraction.places import Places
from chalicelib.domain.understanding.language.tokens import Gap, Kind, Token, stands_apart

NAME, REPRESENTATIVE, ADDRESS = "name", "representative", "address"
# From which probability on a particular is given at all. Of numbers a wrong one is worse than
# none.
_GIVEN = {Label.NAME: 0.5, Label.ORG: 0.5, Label.ADDRESS: 0.5, Label.OWN: 0.8}
# From which probability on 98 in 100 were right. Of organisations they never were: somebody looks.
_SURE = {Label.NAME: 0.99, Label.ADDRESS: 0.95}
_NEVER = 2.0
_BESIDE = 6  # words
_ORGANISATION = 0.02  # from which probability on an organisation may write, and not the person
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
    read = labelled(tokens, features_of(tokens, places), weights) if weights else Labelled()
    found = [span for span in read.spans if _says_something(tokens, span, ours)]
    own = {label: _surest(found, label) for label in _GIVEN if label is not Label.OWN}
    organisation, person, address = own[Label.ORG], own[Label.NAME], own[Label.ADDRESS]
    phone = _surest(found, Label.OWN, [i for i, t in enumerate(tokens) if t.kind is Kind.PHONE])
    mail = _mail(tokens, found)
    parts = {
        NAME: organisation or person,
        REPRESENTATIVE: person if organisation else None,
        ADDRESS: address,
    }
    numbers = (t.value for t in tokens if t.kind is Kind.PHONE and t.value not in ours)
    number = tokens[phone.start].value if phone else None
    chosen = [(span.start, span.end) for span in (*parts.values(), phone) if span]
    chosen += [mail] if mail else []
    return Particulars(
        **{part: _place(span) for part, span in parts.items()},
        ward=places.ward_in(tokens, address.start, address.end) if address else None,
        phone=number,
        mail=tokens[mail[0]].value if mail else None,
        named=tuple(dict.fromkeys(value for value in numbers if value != number)),
        spans=tuple(_cuts(tokens, chosen)),
        unsure=tuple(
            part
            for part, span in parts.items()
            if span and not (_is_sure(span) and (part != NAME or _is_a_person(tokens, span, read)))
        ),
    )


def _surest(
    found: Sequence[Span], label: Label, among: Collection[int] | None = None
) -> Span | None:
    """The surest span of a label, perhaps only among those that begin at some tokens; None if none
    is sure enough to be given."""
    rows = [span for span in found if span.label is label and span.sure >= _GIVEN[label]]
    rows = [span for span in rows if among is None or span.start in among]
    return max(rows, key=lambda span: span.sure, default=None)


def _says_something(tokens: Sequence[Token], span: Span, ours: Collection[str]) -> bool:
    """Whether it is a number that is not ours, or has a word: the code of a case is no address."""
    if span.label in (Label.OWN, Label.THEIRS):
        return tokens[span.start].value not in ours
    return any(token.kind is Kind.WORD for token in tokens[span.start : span.end])


def _mail(tokens: Sequence[Token], found: Sequence[Span]) -> tuple[int, int] | None:
    """The first mail address that is not somebody else's: hardly anybody names another's."""
    theirs = {span.start for span in found if span.label is Label.THEIRS}
    mails = (i for i, token in enumerate(tokens) if token.kind is Kind.MAIL)
    return next(((i, i + 1) for i in mails if i not in theirs), None)


def _is_sure(span: Span) -> bool:
    return span.sure >= _SURE.get(span.label, _NEVER)


def _is_a_person(tokens: Sequence[Token], name: Span, read: Labelled) -> bool:
    """Whether surely nobody but a person writes: where an organisation may write, or one or an
    office is named beside them, the person may only speak for others."""
    if read.organisation >= _ORGANISATION:
        return False
    beside = range(max(0, name.start - _BESIDE), min(len(tokens), name.end + _BESIDE))
    named = (lists.ORGANISATIONS, lists.OFFICES)
    return not any(phrases.at(tokens, i) for i in beside for phrases in named)


def _place(span: Span | None) -> tuple[int, int] | None:
    return (span.start, span.end) if span else None


def _cuts(tokens: Sequence[Token], chosen: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The spans that can be cut out of the matter, with what leads up to them, without breaking a
    sentence. Those that stand together are cut together."""
    rows = sorted((_outer(tokens, start), end) for start, end in chosen)
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
