"""What came and we learn of only later: the provider lists it, its request about it was lost; or a
gateway could not reach us. What is looked for in lists, and what a case says of such a contact."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.texting import TWILIO
from chalicelib.domain.case.case import SYSTEM, RawContact
from chalicelib.domain.notifications.notifications import AUTOMATIC, Medium, Plan
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.change import Change

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {"event.reconciled": "", "event.came_late": ""}

ON_ITS_WAY = timedelta(minutes=5)  # the provider tries for 15 seconds, our function for ten
OVERLAP = timedelta(hours=1)  # what was listed late, or was a call that was not over
LONGEST = timedelta(days=7)  # how far back is looked after an outage
AWAKE = timedelta(hours=1)  # how long whoever wrote expects an answer, also at night
OLDEST = timedelta(days=30)  # what is said to be older is a gateway's wrong clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A text or call as the provider lists it. `id` is our own for it; `at` is when it came to the
    provider, None if the list does not say. `over` says that nothing more will be reported of it
    by itself."""

    id: str
    at: datetime | None
    inbound: bool
    over: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """What a run looks for: what came in `since` one moment and `until` another."""

    since: datetime
    until: datetime

    def concerns(self, entry: Entry) -> bool:
        """Whether the entry has to be on file by now: it came in from outside, is over, and is not
        so young that its request may still be on its way."""
        if not (entry.inbound and entry.over):
            return False
        return entry.at is None or self.since <= entry.at <= self.until


def window(mark: datetime | None, now: datetime) -> Window:
    """What a run at this moment looks for. `mark` is up to where the last run that went through has
    looked; None if there was none, and what came before the hotline is not its own."""
    until = now - ON_ITS_WAY
    gone_through = until if mark is None else min(mark, until)
    return Window(since=max(gone_through - OVERLAP, now - LONGEST), until=until)


def received(came_at: datetime | None, now: datetime) -> tuple[datetime, datetime | None]:
    """When a contact was received of which we learn now, and when it was found, None if that is no
    later than it takes a request to come. `came_at` is what is said of it elsewhere."""
    if came_at is None or not now - OLDEST <= came_at <= now:
        return now, None
    return came_at, now if now - came_at >= ON_ITS_WAY else None


def told(change: Change, raw: RawContact, authority: Authority, calendar: Calendar) -> Change:
    """The change by which a case takes this contact in. If we have learnt of it late, the history
    says so, and whoever wrote long ago is answered outside the quiet hours, unless it
    sounds of danger."""
    if raw.found_at is None:
        return change
    by_gateway = raw.gateway not in ("", TWILIO)
    change = change.note(raw.found_at, "came_late" if by_gateway else "reconciled", SYSTEM)
    if raw.found_at - raw.received_at <= AWAKE or change.case.maybe_urgent:
        return change
    morning = authority.sms.after_quiet_hours(calendar.local(raw.found_at))
    return replace(change, plans=tuple(_not_before(plan, morning) for plan in change.plans))


def _not_before(plan: Plan, morning: datetime) -> Plan:
    is_answer = plan.medium is Medium.SMS and plan.who in AUTOMATIC and plan.not_before is None
    return replace(plan, not_before=morning) if is_answer else plan
