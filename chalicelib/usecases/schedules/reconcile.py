"""Reconciliation, every quarter of an hour: what the provider lists and we do not hold is taken in
by the same use cases as if its request had come, so that it counts once whichever comes first."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from chalicelib import observe
from chalicelib.domain.case.case import Channel
from chalicelib.domain.transitions.receiving.reconciling import Window, window
from chalicelib.usecases.calls import receive as calls
from chalicelib.usecases.ports.errors import NoProviderError
from chalicelib.usecases.ports.incoming import Incoming, Listed
from chalicelib.usecases.ports.world import ProviderLists
from chalicelib.usecases.schedules.runner import MayGoOn, Run, always
from chalicelib.usecases.services import Rules, Store, Telephone
from chalicelib.usecases.texts import receive as texts


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """One of the ways in which contacts come: what lists them at the provider, and what takes one
    in."""

    channel: Channel
    ask: Callable[[str, datetime], list[Listed]]
    take_in: Callable[[Rules, Store, Incoming], None]


def _ways(lists: ProviderLists) -> tuple[_Way, ...]:
    return (
        _Way(channel=Channel.SMS, ask=lists.texts, take_in=_take_in_text),
        _Way(channel=Channel.VOICE, ask=lists.calls, take_in=calls.missed),
    )


def _take_in_text(rules: Rules, store: Store, found: Incoming) -> None:
    """What is listed brings nothing along but its words."""
    raw = found.contact(Channel.SMS, rules.authority.id, rules.now())
    texts.take_up(rules, store, texts.hear(store, raw))


def reconcile(
    rules: Rules, store: Store, telephone: Telephone, may_go_on: MayGoOn = always
) -> dict[str, int]:
    """Takes in the texts and calls whose requests were lost. Returns counts for the log.

    The next run looks on from here only if all of this one went through. Raises what the provider's
    list raises.
    """
    authority, run = rules.authority.id, Run(may_go_on)
    looked = window(store.jobs.reconciled(authority), rules.now())
    try:
        listed = sum(
            _gone_through(rules, store, way, looked, run) for way in _ways(telephone.lists)
        )
    except NoProviderError:
        listed = 0  # nobody could ring or write
    if run.may_go_on() and not run.stuck:
        store.jobs.keep_reconciled(authority, looked.until)
    found = {"listed": listed, "found": run.done, "stuck": run.stuck}
    observe.metric("Heartbeat", Schedule="reconcile")
    observe.log("reconciled", **found, since=looked.since)
    return found


def _gone_through(rules: Rules, store: Store, way: _Way, looked: Window, run: Run) -> int:
    """Takes in what is missing of one kind, the oldest first. Returns how many are listed that have
    to be on file."""
    numbers = dict.fromkeys(line.listed_as for line in rules.authority.lines)
    listed = [entry for number in numbers for entry in way.ask(number, looked.since)]
    due = {entry.id: entry for entry in listed if looked.concerns(entry)}
    now, held = rules.now(), store.contacts.on_file(due)
    missing = [entry.found(now) for entry in due.values() if entry.id not in held]
    if way.channel is Channel.SMS:  # nothing has become of it yet
        waits = store.senders.heard(
            found.contact(way.channel, rules.authority.id, now) for found in missing
        )
        missing = [found for found in missing if found.id not in waits]
    for contact in sorted(missing, key=lambda found: found.came_at or now):
        if not run.may_go_on():
            break
        observe.metric("Reconciled")
        observe.log("request was lost", contact=contact.id, channel=way.channel)
        run.one("contact", contact.id, partial(way.take_in, rules, store, contact))
    return len(due)
