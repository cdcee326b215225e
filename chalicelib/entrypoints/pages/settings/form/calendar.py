"""The calendar's page: the years that are announced, the estimates of those that are not, and
swapped days.

The form writes an estimate as a whole: among the announced years once it says by what the year was
announced, else among the estimated ones. Its fields are named by the year, and so are those of an
announced year: what was typed into an estimate is not lost if somebody else takes it over
meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from chalicelib.domain.authority.days import CalendarFile, Off, Year
from chalicelib.domain.authority.problems import Location, Problem
from chalicelib.domain.formats import dates, speech
from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.settings.form.edits import Further, names_of, rows_typed
from chalicelib.entrypoints.pages.settings.form.fields import (
    REMOVE,
    Field,
    Row,
    Rows,
    Section,
    Single,
    rows_of,
    single,
)
from chalicelib.usecases.ports.settings import Edit, Made

SHOWN = 2  # years, from this one
YEARS, ESTIMATED = "years", "estimated"  # the tables of the file
_OFF = (
    Field("first", "date"),
    Field("last", "date", optional=True),
    Field("name", called="years_name"),
)


def sections(made: Made, today: date, _: Mapping[str, str]) -> tuple[Section, ...]:
    swapped = rows_of(
        ("swapped",),
        (Field("day", "date"), Field("instead_of", "date")),
        made.days.swapped,
        key="day",
        title=lambda one: (
            f"{_on(one.day)}, thay {speech.weekday(one.instead_of)} {dates.day(one.instead_of)}"
        ),
        shows=lambda one: one.day.year >= today.year,
    )
    return (*_years(made.days, today), Section(id="swapped", lists=(swapped,)))


def _years(days: CalendarFile, today: date) -> Iterator[Section]:
    for year in range(today.year, today.year + SHOWN):
        yield _announced(days, year) or _estimate(days, year)


def _announced(days: CalendarFile, year: int) -> Section | None:
    for place, one in enumerate(days.years):
        if one.year == year:
            at = (YEARS, place)
            source = replace(single((*at, "source"), one.source), named=_named(year, "source"))
            return _section(at, one, source, _off(at, one))
    return None


def _estimate(days: CalendarFile, year: int) -> Section:
    """A year that is not announced, as somebody has written it among the estimated ones, else as it
    is to be expected."""
    written = {one.year: (place, one) for place, one in enumerate(days.estimated)}
    place, one = written.get(year) or (len(days.estimated), days.expected(year))
    at = (ESTIMATED, place)
    unknown = days.lunar.unknown(one) if days.lunar else ()
    words = {
        "announced": ".".join(map(str, _named(year, "announced"))),
        "source": one.source,
        "by_law": ", ".join(fixed.day_and_month for fixed in days.by_law),
        "unknown": ", ".join(unknown),
    }
    field = Field("source", called="announcement")
    source = Single(at=(*at, "source"), field=field, value="", named=_named(year, "source"))
    made = _section(at, one, source, _with_undated(_off(at, one), unknown))
    return replace(made, words={**made.words, **words}, whole=True)


def _section(at: Location, year: Year, source: Single, off: Rows) -> Section:
    return Section(
        id=str(at[0]),
        words={"year": str(year.year)},
        singles=(source,),
        lists=(off,),
        at=at,
        name=".".join(map(str, _named(year.year))),
    )


def _named(year: int, *way: str) -> Location:
    return (YEARS, year, *way)


def _off(at: Location, year: Year) -> Rows:
    return rows_of(
        (*at, "off"),
        _OFF,
        year.off,
        key="first",
        title=lambda one: f"{_days(one)}: {one.name}",
        named=_named(year.year, "off"),
    )


def _days(off: Off) -> str:
    """With weekdays, by which a slip is seen: "Thứ Hai 24/01 – thứ Sáu 28/01/2028"."""
    if off.last is None:
        return _large(_on(off.first))
    return _large(f"{speech.weekday(off.first)} {off.first:%d/%m} – {_on(off.last)}")


def _on(day: date) -> str:
    return f"{speech.weekday(day)} {dates.day(day)}"


def _large(said: str) -> str:
    return said[0].upper() + said[1:]


def _with_undated(off: Rows, names: tuple[str, ...]) -> Rows:
    """And a row without a day for each holiday of which nobody knows yet when it is."""
    *there, blank = off.rows
    undated = [
        Row(key=f"{_UNDATED}{n}", title=name, values={"name": name}, place=off.length + n)
        for n, name in enumerate(names)
    ]
    return replace(off, rows=(*there, *undated, blank), length=off.length + len(undated))


_UNDATED = "undated-"


# --- what its form changes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Taken:
    """An estimate into which something was typed, and where in which table it is written. `leaves`
    says that it stands among the estimated years and is announced now."""

    estimate: Section
    form: Form
    table: str
    place: int
    leaves: bool

    @property
    def source(self) -> str:
        """The announcement, as it was typed."""
        return self.form.get(self.estimate.singles[0].name)

    @property
    def off(self) -> list[dict[str, object]]:
        return [row for rows in self.estimate.lists for row in rows_typed(rows, self.form) if row]

    @property
    def row(self) -> dict[str, object]:
        words = self.estimate.words
        source = self.source or words["source"]
        return {"year": int(words["year"]), "source": source, "off": self.off}

    def at(self, left: Sequence[Section]) -> Location:
        """Where it stands once these have left the estimated years."""
        gone = sum(_place(one) < self.place for one in left) if self.table == ESTIMATED else 0
        return self.table, self.place - gone


def taken(made: Made, form: Form, today: date, file_of: Callable[[Location], str]) -> Further:
    """The estimates as they were typed, each a row of its table."""
    file = file_of((YEARS,))
    found = list(_taken(made.days, form, today))
    left = [one.estimate for one in found if one.leaves]
    edits = [Edit(file, (one.table, one.place), one.row) for one in found]
    names: dict[Location, str] = {}
    for one in found:
        names |= names_of([one.estimate.moved(one.at(left))], one.form)
    return Further(
        edits=(*edits, *(Edit(file, one.at) for one in left)),
        names=names,
        problems=tuple(
            Problem(file, at, kind) for one in found for at, kind in _wrong(one, one.at(left))
        ),
    )


def _taken(days: CalendarFile, form: Form, today: date) -> Iterator[_Taken]:
    behind = {YEARS: len(days.years), ESTIMATED: len(days.estimated)}
    for one in _years(days, today):
        if not one.whole or not _is_typed_into(one, form):
            continue
        announced, place = form.ticked(one.words["announced"]), _place(one)
        is_written = place < len(days.estimated)
        table = YEARS if announced else ESTIMATED
        if announced or not is_written:
            place, behind[table] = behind[table], behind[table] + 1
        yield _Taken(
            estimate=one,
            form=form if announced else _without_undated(one, form),
            table=table,
            place=place,
            leaves=announced and is_written,
        )


def _is_typed_into(estimate: Section, form: Form) -> bool:
    """`form` has only what its author has typed otherwise than it was shown."""
    return any(name.startswith(f"{estimate.name}.") for name, _ in form.pairs)


def _place(estimate: Section) -> int:
    return int(estimate.at[1])


def _without_undated(estimate: Section, form: Form) -> Form:
    """As if whoever typed it had removed the rows that have no day yet: an estimate can do without,
    and they are offered again."""
    names = (
        rows.name(row, REMOVE)
        for rows in estimate.lists
        for row in rows.rows
        if row.key.startswith(_UNDATED) and not form.get(rows.name(row, "first"))
    )
    return Form((*form.pairs, *((name, "yes") for name in names)))


def _wrong(one: _Taken, at: Location) -> Iterator[tuple[Location, str]]:
    """What only this page asks for: an announcement if there is one, and a day of every row."""
    announced = one.table == YEARS
    if announced and not one.source:
        yield (*at, "source"), "no_announcement"
    if one.source and not announced:
        yield (*at, "source"), "not_announced"
    for place, row in enumerate(one.off):
        if not row.get("first"):
            yield (*at, "off", place, "first"), "no_day"
