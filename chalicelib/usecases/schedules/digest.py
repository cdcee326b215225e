"""The digest at seven on working days: what is late and due, to the chief and agencies (N18)."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from functools import partial

from chalicelib import observe, urls
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.deadlines import digest as counting
from chalicelib.domain.deadlines.board import Row
from chalicelib.domain.deadlines.digest import Listing, Tally
from chalicelib.domain.notifications.notifications import Medium, Notification
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.todos.links import Link, placeholder
from chalicelib.domain.todos.table import Todo
from chalicelib.usecases import outgoing
from chalicelib.usecases.hand import intake
from chalicelib.usecases.ports.office import DigestWork
from chalicelib.usecases.schedules.runner import MayGoOn, Run, always
from chalicelib.usecases.services import Delivery, Rules, Store

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
        mails += _mail_intakes(rules, store, run)
    found = {"counted": run.done, "mails": mails, "stuck": run.stuck}
    observe.log("digest", **found)
    return found


def _mail_intakes(rules: Rules, store: Store, run: Run) -> int:
    """How many agencies got the link by which they take matters in themselves (N22). One that
    cannot be mailed does not keep the others from theirs."""
    mailed = 0
    for desk in intake.desks(rules):
        if run.may_go_on():
            send = partial(intake.mail_link, rules, store, desk)
            mailed += bool(run.one("case", f"intake of {desk.agency.id}", send))
    return mailed


def _on_a_working_day(
    rules: Rules, store: Store, delivery: Delivery, day: date, missing: tuple[int, ...], run: Run
) -> int:
    """Returns the number of mails put into the outbox."""
    if store.jobs.digest(rules.authority.id, day).sent or not run.may_go_on():
        return 0
    tally = _counted(rules, store, run)
    sent, mails = _post(rules, store, delivery, day, missing, tally, run)
    if sent:
        work = DigestWork(sent=True, seen=tuple(tally.seen))
        store.jobs.keep_digest(rules.authority.id, day, work)
    return mails


def _counted(rules: Rules, store: Store, run: Run) -> Tally:
    """Counts every open case as the board shows it, some two thousand of them in one request. One
    that cannot be counted does not keep the others from it."""
    tally, now = Tally(), rules.now()
    rows = store.board.open_cases(rules.authority.id)
    held = [link for row in rows for link in counting.links(row, rules.calendar, now)]
    open_links = {link.id for link in store.links.of(held) if link.open_at(now)}

    def count(row: Row) -> None:
        counting.count(tally, row, rules.authority, rules.calendar, now, open_links)

    for row in rows:
        run.one("case", row.code, partial(count, row))
    return tally


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
    board = delivery.base_url + urls.OFFICE
    for notification, links in mails_of(rules, board, day, missing, tally):
        if not run.may_go_on():
            return False, put
        if store.outbox.post(notification, links):
            put += 1
            outgoing.send_soon(store, [notification], rules.now())
    return True, put


def mails_of(
    rules: Rules, board: str, day: date, missing: tuple[int, ...], tally: Tally
) -> Iterator[tuple[Notification, tuple[Link, ...]]]:
    """The day's mails, each with the links that it needs anew. `board` is the address of the
    office's board, `missing` are the years whose holidays are not announced."""
    authority, said = rules.authority, f"{day:%d/%m/%Y}"
    lines = counting.chief_lines(tally, authority, missing, rules.calendar.estimated)
    if lines:
        words = {"date": said, "lines": lines, "url": board}
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
