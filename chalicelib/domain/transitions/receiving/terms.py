"""Which clocks run for a contact: the notice's own from its receipt, as soon as there is a matter
(N13); until then one short clock, for somebody has to be asked back the same working day."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import PROMISED, Case
from chalicelib.domain.case.workflow import State
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import Clock, ClockKind
from chalicelib.domain.time.working_time import Calendar

# While one of these is missing, nobody knows what the matter is.
UNREAD = frozenset({"matter", "language"})


def waits_for_matter(case: Case) -> bool:
    """Whether nobody can say yet what the matter is. What may be urgent or a crime is a matter."""
    return bool(UNREAD & set(case.missing)) and not (case.maybe_urgent or case.maybe_crime)


def is_quiet(clock: Clock, case: Case) -> bool:
    """Whether nobody is reminded of this clock. Of a case that was merged the leading one's clock
    speaks, as long as that is due no later; of one that is grouped under another the other's
    assign clock; asking back is reminded of for each. An older release gave a ring-back the
    term of a matter at once, beside its own."""
    if is_led(clock, case):
        return True
    asks_back = any(c.kind is ClockKind.TALK for c in case.clocks)
    spoken_for = bool(case.flood) or (asks_back and waits_for_matter(case))
    return clock.kind is ClockKind.ASSIGN and spoken_for


def is_led(clock: Clock, case: Case) -> bool:
    """Whether the reminders of the leading case say enough of this clock of a merged one."""
    if case.state is not State.MERGED or case.led_due is None:
        return False
    return clock.kind in PROMISED and case.led_due <= clock.due_at


def assign_clock(at: datetime, authority: Authority, calendar: Calendar) -> Clock:
    """The assign clock of a contact that counts from `at` (N13)."""
    return clocks.start(ClockKind.ASSIGN, at, authority.terms.assign, calendar)


def talk_clock(at: datetime, authority: Authority, calendar: Calendar) -> Clock:
    """The clock for asking somebody back, the same working day; it ends at the chief."""
    return clocks.start(ClockKind.TALK, at, authority.terms.talk, calendar)


def begun(
    case: Case, counted: datetime, asked: datetime, authority: Authority, calendar: Calendar
) -> tuple[Clock, ...]:
    """The clock of a new contact. The notice's term counts from `counted`, asking back from
    `asked`."""
    if waits_for_matter(case):
        return (talk_clock(asked, authority, calendar),)
    return (assign_clock(counted, authority, calendar),)


def with_matter(case: Case, authority: Authority, calendar: Calendar) -> Case:
    """The case with its assign clock, once there is a matter: it counts from the receipt, however
    long it took to find out. Any other case stays as it is."""
    has_one = any(clock.kind is ClockKind.ASSIGN for clock in case.clocks)
    if has_one or waits_for_matter(case):
        return case
    counted = authority.counted_from(case.line, case.received_at, calendar)
    return replace(case, clocks=(assign_clock(counted, authority, calendar), *case.clocks))
