"""The digest at seven on working days: what is late and due, to the chief and agencies (N18)."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from functools import partial
from typing import TypeVar

from chalicelib import observe, urls
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.deadlines import digest as counting
from chalicelib.domain.deadlines.digest import Listing, Tally
from chalicelib.domain.notifications.notifications import Medium, Notification
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.todos.links import Link, placeholder
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.usecases import outgoing
from chalicelib.usecases.ports.cases import Loaded
from chalicelib.usecases.ports.office import DigestWork
from chalicelib.usecases.schedules.runner import MayGoOn, Run, always
from chalicelib.usecases.services import Delivery, Rules, Store

T = TypeVar("T")

HOUR = 7  # in Vietnam, as in the schedule in app.py


def is_its_hour(rules: Rules) -> bool:
    """Whether the digest is due about now."""
    return rules.calendar.local(rules.now()).hour == HOUR


def digest(
    rules: Rules, store: Store, delivery: Delivery, may_go_on: MayGoOn = always
) -> dict[str, int]:
    """Sends the day's digest once to each receiver, however often it is called that day.

    Receivers with nothing to read get no mail. Stops when `may_go_on` returns False; the next call
    continues. Returns counts for the log.
    """
    run, mails = Run(may_go_on), 0
    now = rules.now()
    day = rules.calendar.local(now).date()
    missing = counting.missing_years(rules.calendar, now)
    observe.metric("Heartbeat", Schedule="digest")
    observe.metric("CalendarYearMissing", len(missing))
    if rules.calendar.is_working_day(day):
        mails = _on_a_working_day(rules, store, delivery, day, missing, run)
    found = {"counted": run.done, "mails": mails, "stuck": run.stuck}
    observe.log("digest", **found)
    return found


def _on_a_working_day(
    rules: Rules, store: Store, delivery: Delivery, day: date, missing: tuple[int, ...], run: Run
) -> int:
    """Returns the number of mails put into the outbox."""
    mails, work = 0, store.jobs.digest(rules.authority.id, day)
    if work.sent:
        return 0
    work, counted = _count(rules, store, work, run)
    if counted:
        sent, mails = _post(rules, store, delivery, day, missing, work.tally, run)
        work = replace(work, sent=sent)
    store.jobs.keep_digest(rules.authority.id, day, work)
    return mails


def _count(rules: Rules, store: Store, work: DigestWork, run: Run) -> tuple[DigestWork, bool]:
    """Continues counting the open cases. Returns the progress and whether all are counted. A case
    that moves in the index meanwhile is counted once."""
    seen = set(work.tally.seen)
    for cursor in store.cases.walk(rules.authority.id, work.after):
        if not run.may_go_on():
            return work, False
        if cursor.code not in seen:
            seen.add(cursor.code)
            run.one("case", cursor.code, partial(_count_one, rules, store, cursor.code, work.tally))
        work = replace(work, after=cursor)
    return work, True


def _count_one(rules: Rules, store: Store, code: str, tally: Tally) -> None:
    loaded = _once_more(partial(store.cases.load, code))
    if loaded is None:
        return

    def link_of(agency: str) -> str:
        return _once_more(partial(_link_of, rules, store, loaded, agency))

    counting.count(tally, loaded.file, rules.authority, rules.calendar, rules.now(), link_of)


def _once_more(read: Callable[[], T]) -> T:
    """What was not read for a moment is tried again: a case that is not counted today is in
    nobody's mail."""
    try:
        return read()
    except Exception:
        return read()


def _link_of(rules: Rules, store: Store, loaded: Loaded, agency: str) -> str:
    """The link by which the agency can answer already."""
    code = loaded.file.case.code
    ref = TodoRef(todo=Todo.ANSWER, subject=code, role=Role.AGENCY, who=agency)
    link = outgoing.live_link(store, ref, loaded.file, loaded.notifications, rules.now())
    return link.id if link else ""


def _post(
    rules: Rules,
    store: Store,
    delivery: Delivery,
    day: date,
    missing: tuple[int, ...],
    tally: Tally,
    run: Run,
) -> tuple[bool, int]:
    """Puts the mails into the outbox. Returns whether all are there, and how many were new. None is
    added twice, even by concurrent runs, because its id consists of day and receiver."""
    put = 0
    for notification, links in _mails(rules, delivery, day, missing, tally):
        if not run.may_go_on():
            return False, put
        if store.outbox.post(notification, links):
            put += 1
            outgoing.send_soon(store, [notification], rules.now())
    return True, put


def _mails(
    rules: Rules, delivery: Delivery, day: date, missing: tuple[int, ...], tally: Tally
) -> Iterator[tuple[Notification, tuple[Link, ...]]]:
    authority, said = rules.authority, f"{day:%d/%m/%Y}"
    lines = counting.chief_lines(tally, authority, missing, rules.calendar.estimated)
    if lines:
        words = {"date": said, "lines": lines, "url": delivery.base_url + urls.OFFICE}
        yield _notification(rules, day, "digest", Receiver.OFFICER, authority.chief.id, words), ()
    for agency, listing in sorted(tally.agencies.items()):
        new = {
            item.code: _link(rules, agency, item.code) for item in listing.items if not item.link
        }
        words = {
            "date": said,
            "n": str(listing.count),
            "lines": _agency_lines(rules, listing, new),
        }
        links = tuple(new.values())
        yield _notification(rules, day, "digest_agency", Receiver.AGENCY, agency, words), links


def _link(rules: Rules, agency: str, code: str) -> Link:
    """A new link for an answer that the agency owes."""
    return Link(
        id=secrets.token_urlsafe(12),
        subject=code,
        todo=Todo.ANSWER,
        role=Role.AGENCY,
        who=agency,
        expires_at=rules.now() + timedelta(days=rules.authority.terms.link_days),
        made_at=rules.now(),
    )


def _agency_lines(rules: Rules, listing: Listing, new: Mapping[str, Link]) -> str:
    """The listed matters by due time, each with its link: the one they have, or a new one."""
    parts = [
        f"{counting.agency_line(item, rules.authority, rules.calendar)}\n"
        f"{placeholder(item.link or new[item.code].id)}"
        for item in sorted(listing.items, key=lambda item: item.due_at)
    ]
    if listing.more:
        parts.append(rules.authority.text("digest.more", n=str(listing.more)))
    return "\n\n".join(parts)


def _notification(
    rules: Rules, day: date, kind: str, to: Receiver, who: str, words: dict[str, str]
) -> Notification:
    now: datetime = rules.now()
    return Notification(
        id=f"{kind}-{day.isoformat()}-{who}",
        case="",
        authority=rules.authority.id,
        kind=kind,
        medium=Medium.MAIL,
        to=to,
        who=who,
        planned_at=now,
        wait_at=now,
        words=words,
    )
