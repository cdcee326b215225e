"""Puts together what waits for one person, so that they get one mail instead of many (N18)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from functools import partial

from chalicelib import observe
from chalicelib.domain.notifications import gathering
from chalicelib.domain.notifications.gathering import DAY_REPORT, Gathering
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.notifications.receivers import role_of
from chalicelib.domain.todos.links import Link
from chalicelib.domain.todos.table import Todo
from chalicelib.usecases import outgoing
from chalicelib.usecases.schedules.runner import Run
from chalicelib.usecases.services import Rules, Store


def round_up(rules: Rules, store: Store) -> dict[str, int]:
    """A round, on working days: all that waits goes out, one mail a person. Returns counts for the
    log."""
    observe.metric("Heartbeat", Schedule="gather")
    mails = 0
    if rules.calendar.is_working_day(rules.calendar.local(rules.now()).date()):
        mails = send_waiting(rules, store, Gathering.RUN, Gathering.ROUND)
    found = {"mails": mails}
    observe.log("gathered", **found)
    return found


def after_run(rules: Rules, store: Store) -> int:
    """After a run of the ladder: what it has to say goes out, together with what waits for the same
    people. Returns the number of mails and texts."""
    told = _waiting(rules, store, Gathering.RUN)
    if not told:
        return 0
    people = gathering.by_person(told, rules.authority).keys()
    waiting = _waiting(rules, store, Gathering.ROUND)
    more = gathering.by_person(waiting, rules.authority)
    return _send_together(rules, store, [*told, *(n for who in people for n in more.get(who, ()))])


def send_waiting(rules: Rules, store: Store, *which: Gathering) -> int:
    """All that waits for these goes out. Returns the number of mails and texts."""
    return _send_together(rules, store, _waiting(rules, store, *which))


def _waiting(rules: Rules, store: Store, *which: Gathering) -> list[Notification]:
    return [n for one in which for n in store.gatherings.waiting(rules.authority.id, one)]


def _send_together(rules: Rules, store: Store, waiting: Iterable[Notification]) -> int:
    """One that fails does not hold up the others: it still waits for the next time."""
    run = Run()
    for members in gathering.by_person(waiting, rules.authority).values():
        run.one("case", members[0].case, partial(_send, rules, store, members))
    return run.done


def _send(rules: Rules, store: Store, members: list[Notification]) -> None:
    """What one person is told: together, or as it is if there is nothing else."""
    now, (first, *others) = rules.now(), members
    if not others and first.kind != DAY_REPORT:
        if store.gatherings.release(first, now):
            outgoing.send(store, first)
        return
    said = gathering.said(members, f"{now:%Y%m%dT%H%M}-{secrets.token_hex(6)}", now)
    link = _page_of(rules, said) if first.kind == DAY_REPORT else None
    if link:
        said = replace(said, link=link.id, todo=link.todo, link_expires_at=link.expires_at)
    if store.gatherings.gather(said, members, now, link):
        outgoing.send(store, said)


def _page_of(rules: Rules, report: Notification) -> Link:
    """Leads to the page of a report that is mailed."""
    return Link(
        id=secrets.token_urlsafe(12),
        subject=report.id,
        todo=Todo.READ,
        role=role_of(report.to),
        who=report.who,
        expires_at=rules.now() + timedelta(days=rules.authority.terms.link_days),
        made_at=rules.now(),
    )
