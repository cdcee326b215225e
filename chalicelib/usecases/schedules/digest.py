"""At seven on a working day: what is late and due, to the chief and to each agency (N18)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from chalicelib import observe
from chalicelib.domain.case.notifications import Link, Medium, Notification, Todo, ref
from chalicelib.domain.case.workflow import Role
from chalicelib.domain.deadlines import digest as counting
from chalicelib.domain.deadlines.digest import Listing, Tally
from chalicelib.usecases import outgoing
from chalicelib.usecases.ports.cases import Place
from chalicelib.usecases.ports.office import DigestWork
from chalicelib.usecases.services import Services

OFFICE = "/van-phong"


def digest(services: Services, may_go_on: Callable[[], bool] = lambda: True) -> dict[str, int]:
    """Sends the day's digest, once to each receiver, however often it is called in a day.

    Who has nothing to read gets no mail. Stops when `may_go_on` says so; the next call goes on.
    """
    found = {"counted": 0, "mails": 0, "stuck": 0}
    now = services.now()
    day = services.calendar.local(now).date()
    missing = counting.missing_years(services.calendar, now)
    observe.metric("Heartbeat", Schedule="digest")
    observe.metric("CalendarYearMissing", len(missing))
    if services.calendar.is_working_day(day):
        _on_a_working_day(services, day, missing, may_go_on, found)
    observe.log("digest", **found)
    return found


def _on_a_working_day(
    services: Services,
    day: date,
    missing: tuple[int, ...],
    may_go_on: Callable[[], bool],
    found: dict[str, int],
) -> None:
    work = services.jobs.digest(services.authority.id, day)
    if work.sent:
        return
    work, counted = _count(services, work, may_go_on, found)
    if counted:
        work = replace(work, sent=_post(services, day, missing, work.tally, may_go_on, found))
    services.jobs.keep_digest(services.authority.id, day, work)


def _count(
    services: Services, work: DigestWork, may_go_on: Callable[[], bool], found: dict[str, int]
) -> tuple[DigestWork, bool]:
    """Counts the open cases on from where the work stands; whether it came to the end. A case
    that moves in the index meanwhile is counted once."""
    seen = set(work.tally.seen)
    for place in services.cases.walk(services.authority.id, work.after):
        if not may_go_on():
            return work, False
        if place.code not in seen:
            seen.add(place.code)
            _count_one(services, place, work.tally, found)
        work = replace(work, after=place)
    return work, True


def _count_one(services: Services, place: Place, tally: Tally, found: dict[str, int]) -> None:
    """One case; its trouble is not the others'."""
    try:
        loaded = services.cases.load(place.code)
        if loaded is not None:
            counting.count(
                tally, loaded.file, services.authority, services.calendar, services.now()
            )
            found["counted"] += 1
    except Exception as error:
        found["stuck"] += 1
        observe.metric("CaseStuck")
        observe.log("case stuck", case=place.code, error=type(error).__name__)


def _post(
    services: Services,
    day: date,
    missing: tuple[int, ...],
    tally: Tally,
    may_go_on: Callable[[], bool],
    found: dict[str, int],
) -> bool:
    """Puts the mails into the outbox; whether all are there. One that is there already, from a
    run before or beside this one, is not put twice: its name says day and receiver."""
    for notification, links in _mails(services, day, missing, tally):
        if not may_go_on():
            return False
        if services.outbox.post(notification, links):
            found["mails"] += 1
            outgoing.enqueue(services, [notification], services.now())
    return True


def _mails(
    services: Services, day: date, missing: tuple[int, ...], tally: Tally
) -> Iterator[tuple[Notification, tuple[Link, ...]]]:
    said = f"{day:%d/%m/%Y}"
    lines = counting.chief_lines(tally, services.authority, missing)
    if lines:
        words = {"date": said, "lines": lines, "url": f"{services.base_url}{OFFICE}"}
        yield _notice(services, day, "digest", Role.OFFICER, services.authority.chief.id, words), ()
    for agency, listing in sorted(tally.agencies.items()):
        links = _links(services, agency, listing)
        words = {
            "date": said,
            "n": str(listing.count),
            "lines": _agency_lines(services, listing, links),
        }
        yield _notice(services, day, "digest_agency", Role.AGENCY, agency, words), links


def _links(services: Services, agency: str, listing: Listing) -> tuple[Link, ...]:
    """A fresh link to each answer that is owed."""
    return tuple(
        Link(
            id=secrets.token_urlsafe(12),
            case=item.code,
            todo=Todo.ANSWER,
            role=Role.AGENCY,
            who=agency,
            expires_at=services.now() + timedelta(days=services.authority.terms.link_days),
        )
        for item in listing.items
    )


def _agency_lines(services: Services, listing: Listing, links: tuple[Link, ...]) -> str:
    pairs = zip(listing.items, links, strict=True)
    parts = [
        f"{counting.agency_line(item, services.authority, services.calendar)}\n{ref(link.id)}"
        for item, link in sorted(pairs, key=lambda pair: pair[0].due_at)
    ]
    if listing.more:
        parts.append(services.authority.text("digest.more", n=str(listing.more)))
    return "\n\n".join(parts)


def _notice(
    services: Services, day: date, kind: str, to: Role, who: str, words: dict[str, str]
) -> Notification:
    now: datetime = services.now()
    return Notification(
        id=f"{kind}-{day.isoformat()}-{who}",
        case="",
        authority=services.authority.id,
        kind=kind,
        medium=Medium.MAIL,
        to=to,
        who=who,
        planned_at=now,
        wait_at=now,
        words=words,
    )
