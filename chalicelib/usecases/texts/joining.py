"""To which case a further text of a sender belongs who sends many."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from chalicelib.domain.case.case import Channel, RawContact
from chalicelib.domain.transitions.receiving.joining import is_unscreened
from chalicelib.usecases.ports.cases import Loaded
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.texts import flooding

LOOKED_AT = 25  # of a sender's newest texts
_SPAN = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flood:
    """The waiting cases of a sender who floods; `head` takes further texts."""

    head: Loaded
    waiting: tuple[Loaded, ...]


def flooded(rules: Rules, store: Store, raw: RawContact) -> Flood | None:
    """The waiting cases of a sender of whom enough texts of the last hour are waiting to be looked
    at; None for anybody else, and for the many people behind a shared number."""
    authority, until = rules.authority, raw.received_at
    if not raw.number or authority.is_shared(raw.number):
        return None
    most, since = authority.sms.cases_an_hour, until - _SPAN
    if store.contacts.recent(raw.number, Channel.SMS, since, until, most) < most:
        return None
    theirs = store.contacts.cases_of_recent(raw.number, Channel.SMS, since, until, LOOKED_AT)
    found = {code: store.cases.load(code) for code in dict.fromkeys(theirs)}
    waiting = [one for one in map(found.get, theirs) if one and is_unscreened(one.file.case)]
    if len(waiting) < most:
        return None
    cases = tuple({one.file.case.code: one for one in waiting}.values())
    return Flood(head=flooding.head_of(store, cases), waiting=cases)
