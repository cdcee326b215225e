"""Roles and what each may do: declared here and nowhere else. What is not said here is not allowed.

The workflow's steps, the to-dos and the pages ask for a right; none of them names a role. A new
role is one line in `Role` and one in `RIGHTS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """In what capacity somebody acts."""

    OFFICER = "officer"
    DEPUTY = "deputy"
    CHIEF = "chief"
    READER = "reader"  # sees the office's pages, and changes nothing
    LEADER = "leader"
    AGENCY = "agency"
    SYSTEM = "system"


class Right(StrEnum):
    """What somebody may do."""

    SEE = "see"  # the office's own pages
    HANDLE = "handle"  # screens, drafts, tells; sends again what failed (N12, N17)
    ASSIGN = "assign"  # gives matters to agencies, decides on more time, reviews (N13)
    LEAD = "lead"  # directs what is urgent, approves what is told (N12, N17)
    ANSWER = "answer"  # an agency's own share of a case (N16)
    AUTOMATE = "automate"  # what the machine does by itself


_OFFICE = frozenset({Right.SEE, Right.HANDLE})
_HEADS = _OFFICE | {Right.ASSIGN}

RIGHTS: Mapping[str, frozenset[Right]] = {
    Role.OFFICER: _OFFICE,
    Role.DEPUTY: _HEADS,
    Role.CHIEF: _HEADS,
    Role.READER: frozenset({Right.SEE}),
    Role.LEADER: frozenset({Right.LEAD}),
    Role.AGENCY: frozenset({Right.ANSWER}),
    Role.SYSTEM: frozenset({Right.AUTOMATE}),
}


def may(role: str, right: Right) -> bool:
    """Whether this role has this right. A role that is not declared has none."""
    return right in RIGHTS.get(role, frozenset())


def office_roles() -> frozenset[Role]:
    """The roles that a member of the task force can have."""
    return frozenset(role for role in Role if may(role, Right.SEE))
