"""Figures of a span of time, counted from facts (N19).

A matter is carried over if it was open when the span began; what was carried over or received has
ended in the span or was open at its end, for any span in any past. What was split off by mistake is
no matter. A matter that is dealt with once more has ended the first time, and is counted beside.

What a matter counts as is said once, by `marks` and `share_marks`: a report adds them up, and
whoever asks which matters are behind a figure asks them again. A mark has a detail behind a point
where there is one: "received.sms" is counted beside "received".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from chalicelib.domain.case.case import Channel, Refusal
from chalicelib.domain.reports.facts import Came, End, Fact, Minute, Round, Share

Count = Counter[str]  # how often each mark


class Span(NamedTuple):
    """From `begins` on, before `ends`. A span that is not over yet ends now."""

    begins: Minute
    ends: Minute

    def has(self, at: Minute) -> bool:
        return self.begins <= at < self.ends


def marks(fact: Fact, span: Span) -> Iterator[tuple[str, int]]:
    """What a matter counts as in the span, and how much of it; nothing if it was not open in it nor
    dealt with once more."""
    begins, ends = span
    yield from _once_more(fact, span)
    if span.has(fact.first.assigned):
        yield "assigned", 1
    done = fact.done
    if fact.received >= ends or 0 < done < begins:
        return
    if fact.received < begins:
        yield "carried", 1
    else:
        yield "received", 1
        yield f"received.{fact.channel}", 1
        if fact.urgent:
            yield "urgent", 1
        yield from _called(fact, ends)
    if 0 < done < ends:
        yield "ended", 1
        yield from _ended(fact)
    else:
        late = _is_late(fact.first, ends)
        yield "open", 1
        yield ("open_late" if late else "open_in_time"), 1


def _called(fact: Fact, ends: Minute) -> Iterator[tuple[str, int]]:
    if fact.call:
        yield "called", 1
        yield f"called.{fact.call}", 1
    if fact.back_due:
        yield "to_ring", 1
        if not 0 < fact.back_done < ends:
            yield "not_rung", 1
        else:
            yield ("rung_late" if fact.back_late else "rung_in_time"), 1


def came_marks(came: Came) -> Iterator[tuple[str, int]]:
    """What a contact without a case of its own counts as."""
    kind = "called" if came.channel == Channel.VOICE else "texted"
    yield f"{kind}.{came.became}", 1


def _ended(fact: Fact) -> Iterator[tuple[str, int]]:
    yield fact.end, 1
    if fact.end is not End.TOLD:
        if fact.why:
            yield f"{fact.end}.{fact.why}", 1
        return
    of = fact.first
    yield f"told.{of.how}", 1
    yield ("late" if of.late else "in_time"), 1
    if of.late:
        yield "days_late", of.late
    if of.stars:
        yield "rated", 1
        yield f"rated.{of.stars}", 1


def _once_more(fact: Fact, span: Span) -> Iterator[tuple[str, int]]:
    if fact.again is None:
        return
    if span.has(fact.opened):
        yield "again", 1
    if span.has(fact.again.done):
        yield "told_again", 1
    elif fact.opened < span.ends and not 0 < fact.again.done < span.ends:
        yield "open_again", 1


def share_marks(share: Share, ended: Minute, span: Span) -> Iterator[tuple[str, int]]:
    """The same of an agency's part: what it was given in the span; and of all that it had in it,
    what it answered in time or late, gave back, still owes, and owes late. Nothing is owed of a
    matter that has `ended`."""
    begins, ends = span
    over = share.answered or share.returned or ended
    if share.at >= ends or 0 < over < begins:
        return
    if share.at >= begins:
        yield "given", 1
    if 0 < share.answered < ends:
        yield ("answered_late" if share.late else "answered_in_time"), 1
        if share.late:
            yield "days_late", share.late
    if 0 < share.returned < ends:
        yield "returned", 1
    if not 0 < over < ends:
        yield "owed", 1
        if share.due < ends:
            yield "owed_late", 1
    if 0 < share.first_due < share.due:
        yield "more_time", 1
        if share.late_before:
            yield "late_before", 1


def shares(fact: Fact) -> Iterator[tuple[Share, Minute]]:
    """The agencies' parts of both rounds, each with the moment at which its matter ended."""
    yield from ((share, fact.done) for share in fact.first.shares)
    if fact.again:
        yield from ((share, fact.again.done) for share in fact.again.shares)


@dataclass(frozen=True, slots=True)
class Counted:
    """The figures of a span: of the whole, and by line, field, ward ("" for unknown) and agency. A
    matter of several agencies counts for each; all else adds up to the whole. `came` are those of
    contacts without a case of their own."""

    whole: Count = field(default_factory=Counter)
    by_line: Mapping[str, Count] = field(default_factory=dict)
    by_field: Mapping[str, Count] = field(default_factory=dict)
    by_ward: Mapping[str, Count] = field(default_factory=dict)
    by_agency: Mapping[str, Count] = field(default_factory=dict)
    came: Count = field(default_factory=Counter)


def counted(facts: Iterable[Fact], span: Span, came: Iterable[Came] = ()) -> Counted:
    """In one pass: every matter is looked at once."""
    groups: dict[tuple[str, str, str], Count] = {}
    agencies: dict[str, Count] = {}
    for fact in facts:
        if not is_matter(fact):
            continue
        found = list(marks(fact, span))
        if found:
            group = groups.setdefault((fact.line, fact.field, fact.ward), Counter())
            for mark, much in found:
                group[mark] += much
        for share, ended in shares(fact):
            for mark, much in share_marks(share, ended, span):
                agencies.setdefault(share.agency, Counter())[mark] += much
    whole: Count = Counter()
    for group in groups.values():
        whole.update(group)
    without: Count = Counter()
    for one in came:
        without.update(dict(came_marks(one)) if span.has(one.at) else {})
    by_line, by_field, by_ward = (_by(groups, at) for at in range(3))
    return Counted(whole, by_line, by_field, by_ward, dict(sorted(agencies.items())), without)


def _by(groups: Mapping[tuple[str, str, str], Count], at: int) -> dict[str, Count]:
    found: dict[str, Count] = {}
    for names, group in groups.items():
        found.setdefault(names[at], Counter()).update(group)
    return dict(sorted(found.items()))


def is_matter(fact: Fact) -> bool:
    return fact.why != Refusal.MISTAKEN


def behind(mark: str, facts: Iterable[Fact], span: Span, agency: str = "") -> list[Fact]:
    """The matters that count as this; of an agency's parts if there is one."""

    def counts(fact: Fact) -> bool:
        if not agency:
            return any(mark == name for name, _ in marks(fact, span))
        own = ((share, ended) for share, ended in shares(fact) if share.agency == agency)
        return any(mark == name for part in own for name, _ in share_marks(*part, span))

    return [fact for fact in facts if is_matter(fact) and counts(fact)]


def concerns(fact: Fact, span: Span) -> bool:
    """Whether a matter may count as anything in the span."""
    return fact.received < span.ends and not 0 < fact.ended < span.begins


def _is_late(of: Round, at: Minute) -> bool:
    return 0 < of.due < at
