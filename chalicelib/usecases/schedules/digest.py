"""At seven on a working day: what is late and due, to the chief and to each agency (N18)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from chalicelib import observe
from chalicelib.domain.case.notifications import Link, Medium, Notice, Purpose, door
from chalicelib.domain.case.workflow import Role
from chalicelib.domain.deadlines import digest as counting
from chalicelib.domain.deadlines.digest import Listing, Tally
from chalicelib.usecases import outgoing
from chalicelib.usecases.ports import DigestWork, Place
from chalicelib.usecases.services import House

OFFICE = "/van-phong"


def digest(house: House, may_go_on: Callable[[], bool] = lambda: True) -> dict[str, int]:
    """Sends the day's digest, once to each receiver, however often it is called in a day.

    Who has nothing to read gets no mail. Stops when `may_go_on` says so; the next call goes on.
    """
    found = {"counted": 0, "mails": 0, "stuck": 0}
    now = house.now()
    day = house.calendar.local(now).date()
    missing = counting.missing_years(house.calendar, now)
    observe.metric("Heartbeat", Schedule="digest")
    observe.metric("CalendarYearMissing", len(missing))
    if house.calendar.is_working_day(day):
        _on_a_working_day(house, day, missing, may_go_on, found)
    observe.log("digest", **found)
    return found


def _on_a_working_day(
    house: House,
    day: date,
    missing: tuple[int, ...],
    may_go_on: Callable[[], bool],
    found: dict[str, int],
) -> None:
    work = house.jobs.digest(house.authority.id, day)
    if work.sent:
        return
    work, counted = _count(house, work, may_go_on, found)
    if counted:
        work = replace(work, sent=_post(house, day, missing, work.tally, may_go_on, found))
    house.jobs.keep_digest(house.authority.id, day, work)


def _count(
    house: House, work: DigestWork, may_go_on: Callable[[], bool], found: dict[str, int]
) -> tuple[DigestWork, bool]:
    """Counts the open cases on from where the work stands; whether it came to the end. A case
    that moves in the index meanwhile is counted once."""
    seen = set(work.tally.seen)
    for place in house.cases.walk(house.authority.id, work.after):
        if not may_go_on():
            return work, False
        if place.code not in seen:
            seen.add(place.code)
            _count_one(house, place, work.tally, found)
        work = replace(work, after=place)
    return work, True


def _count_one(house: House, place: Place, tally: Tally, found: dict[str, int]) -> None:
    """One case; its trouble is not the others'."""
    try:
        loaded = house.cases.load(place.code)
        if loaded is not None:
            counting.count(tally, loaded.file, house.authority, house.calendar, house.now())
            found["counted"] += 1
    except Exception as error:
        found["stuck"] += 1
        observe.metric("CaseStuck")
        observe.log("case stuck", case=place.code, error=type(error).__name__)


def _post(
    house: House,
    day: date,
    missing: tuple[int, ...],
    tally: Tally,
    may_go_on: Callable[[], bool],
    found: dict[str, int],
) -> bool:
    """Puts the mails into the outbox; whether all are there. One that is there already, from a
    run before or beside this one, is not put twice: its name says day and receiver."""
    for notice, links in _mails(house, day, missing, tally):
        if not may_go_on():
            return False
        if house.outbox.post(notice, links):
            found["mails"] += 1
            outgoing.kick(house, [notice], house.now())
    return True


def _mails(
    house: House, day: date, missing: tuple[int, ...], tally: Tally
) -> Iterator[tuple[Notice, tuple[Link, ...]]]:
    said = f"{day:%d/%m/%Y}"
    lines = counting.chief_lines(tally, house.authority, missing)
    if lines:
        words = {"date": said, "lines": lines, "url": f"{house.base_url}{OFFICE}"}
        yield _notice(house, day, "digest", Role.OFFICER, house.authority.chief.id, words), ()
    for agency, listing in sorted(tally.agencies.items()):
        links = _links(house, agency, listing)
        words = {
            "date": said,
            "n": str(listing.count),
            "lines": _agency_lines(house, listing, links),
        }
        yield _notice(house, day, "digest_agency", Role.AGENCY, agency, words), links


def _links(house: House, agency: str, listing: Listing) -> tuple[Link, ...]:
    """A fresh link to each answer that is owed."""
    return tuple(
        Link(
            id=secrets.token_urlsafe(12),
            case=item.code,
            purpose=Purpose.ANSWER,
            role=Role.AGENCY,
            who=agency,
            expires_at=house.now() + timedelta(days=house.authority.terms.link_days),
        )
        for item in listing.items
    )


def _agency_lines(house: House, listing: Listing, links: tuple[Link, ...]) -> str:
    pairs = zip(listing.items, links, strict=True)
    parts = [
        f"{counting.agency_line(item, house.authority, house.calendar)}\n{door(link.id)}"
        for item, link in sorted(pairs, key=lambda pair: pair[0].due_at)
    ]
    if listing.more:
        parts.append(house.authority.text("digest.more", n=str(listing.more)))
    return "\n\n".join(parts)


def _notice(
    house: House, day: date, kind: str, to: Role, who: str, words: dict[str, str]
) -> Notice:
    now: datetime = house.now()
    return Notice(
        id=f"{kind}-{day.isoformat()}-{who}",
        case="",
        authority=house.authority.id,
        kind=kind,
        medium=Medium.MAIL,
        to=to,
        who=who,
        planned_at=now,
        wait_at=now,
        words=words,
    )
