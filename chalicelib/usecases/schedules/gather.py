"""Puts together what waits for one person, so that they get one mail instead of many (N18)."""

from __future__ import annotations

import secrets
from collections.abc import Iterable

from chalicelib import observe
from chalicelib.domain.notifications import gathering
from chalicelib.domain.notifications.gathering import Gathering
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.usecases import outgoing
from chalicelib.usecases.services import Rules, Store


def round_up(rules: Rules, store: Store) -> dict[str, int]:
    """A round, on working days: all that waits goes out, one mail a person. Returns counts for the
    log."""
    observe.metric("Heartbeat", Schedule="gather")
    mails = 0
    if rules.calendar.is_working_day(rules.calendar.local(rules.now()).date()):
        mails = _send_together(rules, store, [*_waiting(rules, store, *Gathering)])
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


def _waiting(rules: Rules, store: Store, *which: Gathering) -> list[Notification]:
    return [n for one in which for n in store.gatherings.waiting(rules.authority.id, one)]


def _send_together(rules: Rules, store: Store, waiting: Iterable[Notification]) -> int:
    now, people = rules.now(), gathering.by_person(waiting, rules.authority)
    for members in people.values():
        if len(members) == 1:
            if store.gatherings.release(members[0], now):
                outgoing.send(store, members[0])
            continue
        said = gathering.said(members, f"{now:%Y%m%dT%H%M}-{secrets.token_hex(6)}", now)
        if store.gatherings.gather(said, members, now):
            outgoing.send(store, said)
    return len(people)
