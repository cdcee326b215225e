"""The morning digest: what is late, what is due today, and who has to act on what. It contains
codes and counts only, nothing about the citizens (N7, N18)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.workflow import State
from chalicelib.domain.deadlines import board
from chalicelib.domain.deadlines.board import Pressure, Row, Running
from chalicelib.domain.formats import codes
from chalicelib.domain.notifications import mailed
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time.clocks import WORKING_DAYS, Clock, ClockKind
from chalicelib.domain.time.due import DueWords
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos import todos
from chalicelib.domain.todos.holder import AGENCIES, Holder, HolderKind

LISTED = 50  # codes shown in one list; the rest are only counted

_TO_ACT = frozenset({Pressure.LATE, Pressure.TODAY})
_TO_ANSWER = frozenset({Pressure.LATE, Pressure.TODAY, Pressure.SOON})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One running clock of one case. `agency` is set for an agency's clock, `link` is the id of the
    link by which it can answer, "" if it has none that works; `provisional` and `unit` are the
    clock's."""

    code: str
    due_at: datetime
    agency: str = ""
    days_late: int = 0
    link: str = ""
    provisional: bool = False
    unit: str = WORKING_DAYS


@dataclass(slots=True, kw_only=True)
class Listing:
    """A count, and the first LISTED of the items counted."""

    count: int = 0
    items: list[Item] = field(default_factory=list)

    def add(self, item: Item) -> None:
        self.count += 1
        if len(self.items) < LISTED:
            self.items.append(item)

    @property
    def more(self) -> int:
        return self.count - len(self.items)


@dataclass(slots=True, kw_only=True)
class Tally:
    """Counts of the open cases. `late` and `today` are by kind of clock, `waiting` is by state and
    name of whoever has the next move, `agencies` is by id of the agency that has to answer soon.
    `seen` are the codes counted, `provisional` counts cases with a provisional due time."""

    seen: list[str] = field(default_factory=list)
    late: dict[str, Listing] = field(default_factory=dict)
    today: dict[str, Listing] = field(default_factory=dict)
    waiting: dict[str, dict[str, int]] = field(default_factory=dict)
    agencies: dict[str, Listing] = field(default_factory=dict)
    provisional: int = 0


def links(row: Row, calendar: Calendar, now: datetime) -> list[str]:
    """Ids of the links by which agencies were asked for what they have to answer soon, if they last
    long enough. Whether they are still open is not known here."""
    dues = [clock.due_at for clock in row.running]
    return [
        clock.link
        for clock in row.running
        if _is_to_answer(clock, calendar, now) and mailed.lasts(clock.until, dues, now)
    ]


def _is_to_answer(clock: Running, calendar: Calendar, now: datetime) -> bool:
    soon = board.pressure(clock.due_at, now, calendar) in _TO_ANSWER
    return clock.kind is ClockKind.AGENCY and soon


def count(
    tally: Tally,
    row: Row,
    authority: Authority,
    calendar: Calendar,
    now: datetime,
    open_links: Collection[str] = (),
) -> None:
    """Adds one open case to the tally, but not what is about the chief: that is not the chief's to
    read, and an agency that answers its digest answers the chief. The ladder reminds of it. What is
    grouped under another case is not counted either: the flood of a sender counts once, as it
    stands on the board; so does a matter that many tell of. An exercise counts nowhere. Of `links`
    those of `open_links` are open."""
    if row.training:
        return
    if row.flood or row.state is State.MERGED:  # once by itself, it has still to be told of
        return
    if todos.is_hidden(row, authority.chief.id):
        tally.seen.append(row.code)
        return
    waits_for = _whose_move(row, authority)
    items = [(clock, _item(row.code, clock, calendar, now, open_links)) for clock in row.running]
    _count_for_agencies(tally, items, calendar, now)
    _count_for_chief(tally, row, waits_for, items, calendar, now)
    tally.seen.append(row.code)


def says_of(
    clock: Clock, to: Receiver, who: str, authority: Authority, calendar: Calendar, now: datetime
) -> bool:
    """Whether the digest of this moment tells them about this clock: the chief what is late or due
    today, an agency also what it has to answer tomorrow."""
    pressure = board.pressure(clock.due_at, now, calendar)
    if to is Receiver.AGENCY:
        return clock.of == who and pressure in _TO_ANSWER
    is_chief = to in (Receiver.OFFICER, Receiver.CHIEF) and who == authority.chief.id
    return is_chief and pressure in _TO_ACT


Items = Sequence[tuple[Running, Item]]


def _item(
    code: str, clock: Running, calendar: Calendar, now: datetime, open_links: Collection[str]
) -> Item:
    late = calendar.days_late(clock.due_at, now)
    return Item(
        code=code,
        due_at=clock.due_at,
        agency=clock.of,
        days_late=late,
        link=clock.link if clock.link in open_links else "",
        provisional=clock.provisional,
        unit=clock.unit,
    )


def _count_for_agencies(tally: Tally, items: Items, calendar: Calendar, now: datetime) -> None:
    for clock, item in items:
        if _is_to_answer(clock, calendar, now):
            tally.agencies.setdefault(clock.of, Listing()).add(item)


def _count_for_chief(
    tally: Tally,
    row: Row,
    waits_for: Iterable[str],
    items: Items,
    calendar: Calendar,
    now: datetime,
) -> None:
    tally.provisional += any(clock.provisional for clock, _ in items)
    by_holder = tally.waiting.setdefault(row.state, {})
    for name in waits_for:
        by_holder[name] = by_holder.get(name, 0) + 1
    groups = {Pressure.LATE: tally.late, Pressure.TODAY: tally.today}
    for clock, item in items:
        pressure = board.pressure(clock.due_at, now, calendar)
        if pressure in groups:
            groups[pressure].setdefault(clock.kind, Listing()).add(item)


def _whose_move(row: Row, authority: Authority) -> tuple[str, ...]:
    if row.holder is None:
        return ()
    if row.holder == AGENCIES:
        return tuple(authority.agency(agency).name for agency in row.owing)
    return (holder_name(row.holder, authority),)


def holder_name(holder: Holder, authority: Authority) -> str:
    """The holder's name or title, as the office calls them."""
    match holder.kind:
        case HolderKind.CHIEF:
            return authority.chief.name
        case HolderKind.LEADER:
            return authority.leader(holder.id).title
        case HolderKind.OWNER:
            return authority.officer(holder.id).name
        case HolderKind.AGENCIES:
            return authority.texts["holder.agencies"]


def chief_lines(
    tally: Tally, authority: Authority, missing: Iterable[int], estimated: Collection[int] = ()
) -> str:
    """The chief's digest; "" if there is nothing to say. `missing` are the years whose holidays are
    not announced, of which those of `estimated` have an estimate and of the others nobody knows the
    days by the moon."""
    years = ", ".join(_year(year, authority, estimated) for year in missing)
    parts = (
        _group("late", _by_clock(tally.late, authority), authority),
        _group("today", _by_clock(tally.today, authority), authority),
        _group("waiting", _by_state(tally.waiting, authority), authority),
        authority.text("digest.year_missing", years=years, n=str(tally.provisional))
        if years
        else "",
    )
    return "\n\n".join(part for part in parts if part)


def _year(year: int, authority: Authority, estimated: Collection[int]) -> str:
    kind = "estimated" if year in estimated else "unknown"
    return authority.text(f"digest.year_{kind}", year=str(year))


def _group(name: str, lines: list[str], authority: Authority) -> str:
    return "\n".join([authority.texts[f"digest.{name}"], *lines]) if lines else ""


def _by_clock(group: Mapping[str, Listing], authority: Authority) -> list[str]:
    return [
        line
        for kind in ClockKind
        if kind in group
        for line in (
            f"– {authority.texts[f'clock.{kind}']}: {group[kind].count}",
            *_codes(group[kind], authority),
        )
    ]


def _codes(listing: Listing, authority: Authority) -> Iterable[str]:
    """The codes, earliest due first. A line has those of which the same is said, so that many are
    no wall of words."""
    alike: dict[str, list[str]] = {}
    for item in sorted(listing.items, key=lambda item: (item.due_at, item.code)):
        about = ", ".join(_about(item, authority))
        alike.setdefault(about, []).append(codes.grouped(item.code))
    for about, found in alike.items():
        yield f"+ {about}: {'; '.join(found)}" if about else f"+ {'; '.join(found)}"
    if listing.more:
        yield f"+ {authority.text('digest.more', n=str(listing.more))}"


def _about(item: Item, authority: Authority) -> Iterable[str]:
    if item.agency:
        yield authority.agency(item.agency).name
    if item.days_late:
        yield authority.text("digest.days_late", n=str(item.days_late))


def _by_state(waiting: Mapping[str, Mapping[str, int]], authority: Authority) -> list[str]:
    return [
        f"– {authority.texts[f'state.{state}']}: "
        + "; ".join(f"{name} {n}" for name, n in sorted(waiting[state].items(), key=_most_first))
        for state in State
        if state in waiting
    ]


def _most_first(entry: tuple[str, int]) -> tuple[int, str]:
    return -entry[1], entry[0]


def agency_line(item: Item, authority: Authority, calendar: Calendar) -> str:
    """One matter that an agency has to answer: its code, and its due time or how late it is."""
    due = DueWords(authority.texts, calendar).full(item)
    kind = "late" if item.days_late else "due"
    return authority.text(
        f"digest.agency_{kind}", code=codes.grouped(item.code), due=due, n=str(item.days_late)
    )


def missing_years(calendar: Calendar, now: datetime) -> tuple[int, ...]:
    """The years whose holidays should be loaded but are not: this one and, from 1 December, the
    next."""
    today = calendar.local(now).date()
    wanted = (today.year, today.year + 1) if today.month == 12 else (today.year,)
    return tuple(year for year in wanted if year not in calendar.years)
