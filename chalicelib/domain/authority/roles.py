"""Roles and their rights, declared here and nowhere else. Anything not listed is forbidden.

The workflow's steps, the to-dos and the pages ask for a right and never name a role. A new role is
one line in `Role` and one in `RIGHTS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class Role(StrEnum):
    """The capacity in which somebody acts."""

    OFFICER = "officer"
    DEPUTY = "deputy"
    CHIEF = "chief"
    READER = "reader"  # sees the office's pages but changes nothing
    CLERK = "clerk"  # numbers papers and keeps those that were signed; sees no matters
    TECHNICIAN = "technician"  # sees settings and troubles, no matters and no persons
    LEADER = "leader"
    SUPERIOR = "superior"  # a leader in the place of the chief, whom the matter is about
    AGENCY = "agency"
    SYSTEM = "system"


class Right(StrEnum):
    """Something a role may be allowed to do."""

    SEE = "see"  # see the office's own pages
    HANDLE = "handle"  # screen, draft, tell, resend failed notifications (N12, N17)
    ASSIGN = "assign"  # assign matters to agencies, grant more time, review (N13)
    READ = "read"  # read the office's reports, which name nobody (N19)
    REGISTER = "register"  # give a paper its number and date
    OVERSEE = "oversee"  # see who looked at whom in confidential cases, and why (N7)
    ADMIT = "admit"  # take away a member's second way in, so that they set up another
    SET = "set"  # see the settings and prepare another version of them
    SETTLE = "settle"  # make a version hold, one's own or, as the second person, another's
    PERSONS = "persons"  # see the settings that are about persons
    MAINTAIN = "maintain"  # see what does not work, without the matters it is about
    KNOW = "know"  # signed in, see who the citizen is in the case of one's own link (N7)
    LEAD = "lead"  # direct urgent matters, approve replies (N12, N17)
    ANSWER = "answer"  # answer for an agency's own share of a case (N16)
    AUTOMATE = "automate"  # what the system does by itself


_OFFICE = frozenset({Right.SEE, Right.READ, Right.HANDLE, Right.SET, Right.PERSONS})
_HEADS = _OFFICE | {Right.ASSIGN, Right.REGISTER, Right.OVERSEE, Right.ADMIT, Right.SETTLE}

RIGHTS: Mapping[str, frozenset[Right]] = {
    Role.OFFICER: _OFFICE,
    Role.DEPUTY: _HEADS,
    Role.CHIEF: _HEADS,
    Role.READER: frozenset({Right.SEE, Right.READ}),
    Role.CLERK: frozenset({Right.READ, Right.REGISTER}),
    Role.TECHNICIAN: frozenset({Right.SET, Right.MAINTAIN}),
    Role.LEADER: frozenset({Right.LEAD, Right.KNOW}),
    Role.SUPERIOR: frozenset({Right.LEAD, Right.ASSIGN, Right.KNOW}),
    Role.AGENCY: frozenset({Right.ANSWER}),
    Role.SYSTEM: frozenset({Right.AUTOMATE}),
}


def may(role: str, right: Right) -> bool:
    """Whether this role has this right. An undeclared role has none."""
    return right in RIGHTS.get(role, frozenset())


def office_roles() -> tuple[Role, ...]:
    """The roles of those who sign in to the office's pages."""
    ways = (Right.SEE, Right.READ, Right.MAINTAIN)
    return tuple(role for role in Role if any(may(role, way) for way in ways))
