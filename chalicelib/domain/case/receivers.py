"""Where a mail to somebody goes: the addresses of the configuration."""

from __future__ import annotations

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.notifications import AGENCY_HEAD
from chalicelib.domain.case.workflow import Role


def mail_address(authority: Authority, to: str, who: str) -> str:
    """The address of this receiver of a notice; KeyError for one that is not configured."""
    match to:
        case Role.AGENCY:
            return authority.agency(who).mail
        case _ if to == AGENCY_HEAD:
            return authority.agency(who).head_mail
        case Role.LEADER:
            return authority.leader(who).mail
        case _:
            return authority.officer(who).mail
