"""Who is judged does not judge: who acts in the place of somebody whom a matter is about.

`recused` are the ids of the members and leaders whom it is about. It is hidden from them, and the
next superior who is not recused acts in their place: the chief for a member of the office, the head
for the chief and the other leaders, and for the head the configured leader above (`above`).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.parts import Leader
from chalicelib.domain.authority.roles import Right, may


def acting_for(authority: Authority, who: str, recused: Collection[str]) -> str:
    """The id of whoever acts for this member or leader: themselves, or their next superior who is
    not recused; "" if nobody is left."""
    recused = authority.barred(recused)
    while who and who in recused:
        who = _superior_of(authority, who)
    return who


def _superior_of(authority: Authority, who: str) -> str:
    """The id of the next superior; "" above the top."""
    if who == authority.head.id:
        return authority.above
    if who == authority.above:
        return ""
    is_member = any(officer.id == who for officer in authority.officers)
    return authority.chief.id if is_member and who != authority.chief.id else authority.head.id


def officer_acting_for(authority: Authority, who: str, recused: Collection[str]) -> str:
    """Like `acting_for` for work that only members of the office can do, such as ringing the
    citizen: if no superior in the office is left, the first other member who may do it; "" if the
    matter is about all of them."""
    return next((found for found in (who, *_office(authority)) if found not in recused), "")


def _office(authority: Authority) -> Iterator[str]:
    """Those who handle cases, the chief and the deputies first."""
    yield authority.chief.id
    handling = [o for o in authority.officers if may(o.role, Right.HANDLE)]
    yield from (o.id for o in sorted(handling, key=lambda o: not may(o.role, Right.ASSIGN)))


def suggested(authority: Authority, about: tuple[str, ...]) -> tuple[str, ...]:
    """Whom words alone suggest that a matter is about: never the whole office, as nobody would be
    left to read it. Then the chief does, who answers for the others."""
    chief = authority.chief.id
    if officer_acting_for(authority, chief, about):
        return about
    return tuple(who for who in about if who != chief)


def in_the_chiefs_place(authority: Authority, recused: Collection[str]) -> str:
    """The id of the leader who decides what the chief otherwise does; "" if the chief does, or if
    no leader is left either."""
    acting = acting_for(authority, authority.chief.id, recused)
    return "" if acting == authority.chief.id else acting


def leaders_left(authority: Authority, recused: Collection[str]) -> tuple[Leader, ...]:
    """The leaders who may decide: in a matter about the head only whoever is above, as all others
    are the head's subordinates; otherwise all but that one."""
    recused = authority.barred(recused)
    about_head = authority.head.id in recused
    return tuple(
        leader
        for leader in authority.leaders
        if leader.id not in recused and (leader.id == authority.above) is about_head
    )


def leader_for(authority: Authority, asked: str, recused: Collection[str]) -> str:
    """The id of the leader who decides what this one is asked: they or their next superior who may;
    "" if nobody is left."""
    left = {leader.id for leader in leaders_left(authority, recused)}
    head = authority.head.id
    return next((who for who in (asked, head, authority.above) if who in left), "")


def leads_no(authority: Authority, agencies: Collection[str], recused: Collection[str]) -> bool:
    """Whether none of these agencies is led by somebody whom the matter is about."""
    return not any(authority.agency(agency).led_by in recused for agency in agencies)
