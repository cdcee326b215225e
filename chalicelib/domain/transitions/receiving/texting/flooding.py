"""The waiting cases of a sender who floods: one of them heads the group, the others are grouped
under it until an officer has looked at the head."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.case.case import SYSTEM, Case, CaseFile, Channel
from chalicelib.domain.formats import codes
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.receiving.texting.joining import is_unscreened

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {"event.grouped": "code", "event.ungrouped": "code"}

MOST = 20  # grouped under one: a transaction holds 100 items, and each takes up to four


def may_head(case: Case) -> bool:
    """Whether others may be grouped under it: nobody works on it, and nobody is kept from it."""
    return is_unscreened(case) and case.channel is Channel.SMS and not case.recused


def may_be_grouped(case: Case) -> bool:
    """Whether it may stand under another: not what may be urgent or a crime."""
    alarming = case.urgent or case.maybe_urgent or case.maybe_crime
    return may_head(case) and not (alarming or case.enquiry)


def head_of(waiting: Sequence[Case]) -> str:
    """The code of the case that heads these, to which further texts are joined, or of one that is
    not among them. A head stays one; a new one is the oldest, if there is one with a matter of
    these, as it has the whole ladder. What sounds of danger heads only if nothing else may; if
    nothing may at all, the newest takes the texts."""
    known = next((c.flood or c.code for c in waiting if c.flood or c.grouped), "")
    fit = [c for c in waiting if may_be_grouped(c)] or [c for c in waiting if may_head(c)]
    if known or not fit:
        return known or max(waiting, key=_age).code
    return min(fit, key=lambda case: (not _has_matter(case), *_age(case))).code


def to_group(head: Case, others: Iterable[Case]) -> tuple[str, ...]:
    """The codes of those that are grouped under the head now, the oldest first. What has a matter
    is not under a head that has none: its reminders are the head's."""
    if not may_head(head):
        return ()
    fit = (
        other.code
        for other in sorted(others, key=_age)
        if other.code != head.code
        and not (other.flood or other.grouped)
        and may_be_grouped(other)
        and (_has_matter(head) or not _has_matter(other))
    )
    return tuple(fit)[: max(0, MOST - len(head.grouped))]


def was_set_apart(file: CaseFile) -> bool:
    """Whether an officer has made it a case of its own, out of what was joined to another."""
    return any(event.kind == "made_a_case" for event in file.history)


def grouped(file: CaseFile, head: str, now: datetime) -> Change:
    """The case under its head. Nobody is told, and no open form becomes stale."""
    change = Change(case=replace(file.case, flood=head))
    return change.note(now, "grouped", SYSTEM, code=codes.grouped(head))


def ungrouped(file: CaseFile, now: datetime) -> Change:
    """The case by itself again: its head is being dealt with."""
    change = Change(case=replace(file.case, flood=""))
    return change.note(now, "ungrouped", SYSTEM, code=codes.grouped(file.case.flood))


def apart(before: Case, change: Change) -> Change:
    """The change; the case leaves its group if it may not be in one any more, or has got a matter
    at last."""
    case = change.case
    if not case.flood or (may_be_grouped(case) and _has_matter(case) == _has_matter(before)):
        return change
    return change.to(flood="")


def _has_matter(case: Case) -> bool:
    return clocks.running(case.clocks, ClockKind.ASSIGN) is not None


def _age(case: Case) -> tuple[datetime, str]:
    return case.received_at, case.code
