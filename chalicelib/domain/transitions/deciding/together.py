"""The cases of a sender who floods are refused together with the one they are grouped under."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from chalicelib.domain.case.case import CaseFile, Refusal
from chalicelib.domain.case.workflow import Action
from chalicelib.domain.formats import codes
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import Context, begun, given, step
from chalicelib.domain.transitions.deciding.screening import refused

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {"event.refused_together": "n codes", "together.refused": "code"}


def noted(head: Context, change: Change, others: Sequence[str]) -> Change:
    """The change of the head with a line about the others."""
    names = ", ".join(map(codes.grouped, others))
    return change.note(head.now, "refused_together", head.by, n=str(len(others)), codes=names)


def refused_with(head: Context, other: CaseFile, reason: Refusal | None) -> Change:
    """The other case is refused for the same reason. Its sender is told of the head's refusal, if
    at all (N10), and of no other."""
    context = replace(head, file=other)
    have = given(others=head.by.id not in other.case.recused, reason=reason, no_crime=True)
    change = begun(context, step(context, Action.REFUSE, have)).to(flood="")
    said = head.authority.text("together.refused", code=codes.grouped(head.case.code))
    return replace(refused(context, change, reason, said), plans=())
