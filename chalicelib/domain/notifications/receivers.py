"""The receivers of notifications: how each is addressed, and the role in which they act."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.roles import Role


class Receiver(StrEnum):
    """The kinds of receivers; the values are stored."""

    OFFICER = "officer"  # any member of the task force, by id
    CHIEF = "chief"
    LEADER = "leader"
    SUPERIOR = "superior"  # a leader in the place of the chief, whom the matter is about
    AGENCY = "agency"
    AGENCY_HEAD = "agency_head"
    CITIZEN = "citizen"
    DUTY = "duty"  # whoever has the duty number outside hours
    COLLEAGUE = "colleague"  # somebody to whom the agency has passed its share on


OF_AGENCY = frozenset({Receiver.AGENCY, Receiver.AGENCY_HEAD, Receiver.COLLEAGUE})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """`mail` and `phone` return the configured address and number for an id, `salutation` the first
    line of a mail. All raise KeyError for an id that is not configured."""

    role: Role
    mail: Callable[[Authority, str], str]
    phone: Callable[[Authority, str], str]
    salutation: Callable[[Authority, str], str]


def _officers_salutation(authority: Authority, who: str) -> str:
    officer = authority.officer(who)
    return authority.text("salutation.officer", name=officer.name, title=officer.title)


def _leaders_salutation(authority: Authority, who: str) -> str:
    return authority.text("salutation.leader", title=authority.leader(who).title)


def _agencys_salutation(authority: Authority, who: str) -> str:
    return authority.text("salutation.agency", agency=authority.agency(who).name)


def _heads_salutation(authority: Authority, who: str) -> str:
    return authority.text("salutation.agency_head", head_title=authority.agency(who).head_title)


def _no_mail(authority: Authority, who: str) -> str:
    raise KeyError(who)


def _colleagues_salutation(authority: Authority, who: str) -> str:
    return authority.text("salutation.colleague_of", agency=authority.agency(who).name)


def _member(role: Role) -> _Kind:
    return _Kind(
        role=role,
        mail=lambda authority, who: authority.officer(who).mail,
        phone=lambda authority, who: authority.officer(who).phone,
        salutation=_officers_salutation,
    )


def _leading(role: Role) -> _Kind:
    return _Kind(
        role=role,
        mail=lambda authority, who: authority.leader(who).mail,
        phone=lambda authority, who: authority.leader(who).phone,
        salutation=_leaders_salutation,
    )


# Without the citizen: the system sends no mail to citizens and gives them no links.
_KINDS: Mapping[Receiver, _Kind] = {
    Receiver.OFFICER: _member(Role.OFFICER),
    Receiver.CHIEF: _member(Role.CHIEF),
    Receiver.LEADER: _leading(Role.LEADER),
    Receiver.SUPERIOR: _leading(Role.SUPERIOR),
    Receiver.AGENCY: _Kind(
        role=Role.AGENCY,
        mail=lambda authority, who: authority.agency(who).mail,
        phone=lambda authority, who: authority.agency(who).phone,
        salutation=_agencys_salutation,
    ),
    Receiver.AGENCY_HEAD: _Kind(
        role=Role.AGENCY,
        mail=lambda authority, who: authority.agency(who).head_mail,
        phone=lambda authority, who: authority.agency(who).phone,
        salutation=_heads_salutation,
    ),
    Receiver.COLLEAGUE: _Kind(
        role=Role.AGENCY,
        mail=_no_mail,  # it is in the vault
        phone=lambda authority, who: authority.agency(who).phone,
        salutation=_colleagues_salutation,
    ),
    Receiver.DUTY: _Kind(
        role=Role.OFFICER,
        mail=_no_mail,
        phone=lambda authority, who: authority.duty_number,
        salutation=lambda authority, who: authority.texts["salutation.duty"],
    ),
}


def role_of(to: Receiver) -> Role:
    """The role in which a receiver acts through a mailed link. Raises KeyError for the citizen."""
    return _KINDS[to].role


def mail_address(authority: Authority, to: Receiver, who: str) -> str:
    """The receiver's mail address. Raises KeyError for an id that is not configured, and for the
    citizen, the duty number and a colleague."""
    return _KINDS[to].mail(authority, who)


def phone_number(authority: Authority, to: Receiver, who: str) -> str:
    """The receiver's telephone number. Raises KeyError for an id that is not configured, and for
    the citizen."""
    return _KINDS[to].phone(authority, who)


def salutation(authority: Authority, to: Receiver, who: str) -> str:
    """The first line of a mail to this receiver; "" for the citizen."""
    return _KINDS[to].salutation(authority, who) if to in _KINDS else ""


def known_as(authority: Authority, to: Receiver, who: str) -> str:
    """The receiver by name and title, as far as configured, as the office calls them."""
    if to is Receiver.AGENCY:
        return authority.agency(who).name
    if to is Receiver.AGENCY_HEAD:
        return authority.agency(who).head_title
    if to is Receiver.COLLEAGUE:
        return _colleagues_salutation(authority, who)
    if to is Receiver.DUTY:
        return authority.texts["salutation.duty"]
    return authority.known_as(who)


def usual_receiver(role: Role) -> Receiver | None:
    """The kind of receiver that acts in this role by a mailed link; None if none does."""
    return next((to for to, kind in _KINDS.items() if kind.role is role), None)
