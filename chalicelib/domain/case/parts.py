"""Which part an agency has in a matter: it leads, beside others, or cooperates with the lead
(N14)."""

from __future__ import annotations

from collections.abc import Iterable

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import Assignment, CaseFile


def part_line(authority: Authority, file: CaseFile, share: Assignment) -> str:
    """What the agency is told of its part, with the others by name; "" if the matter is its
    alone."""
    others = [a for a in file.assignments if a.counts and a.agency != share.agency]
    if not others:
        return ""
    if share.lead:
        return authority.text("part.lead", others=_names(authority, others))
    lead = next((a for a in others if a.lead), None)
    if lead is None:
        return authority.text("part.beside", others=_names(authority, others))
    line = authority.text("part.with_lead", lead=_names(authority, [lead]))
    rest = _names(authority, (a for a in others if a is not lead))
    return f"{line} {authority.text('part.others', others=rest)}" if rest else line


def _names(authority: Authority, shares: Iterable[Assignment]) -> str:
    return ", ".join(authority.agency(a.agency).name for a in shares)
