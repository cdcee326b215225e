"""The pages of settings that have fields: what each shows of the authority, as a table. What is on
no page here is changed as a file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from chalicelib.domain.authority.days import Year
from chalicelib.domain.authority.problems import Location
from chalicelib.domain.authority.roles import Right, office_roles
from chalicelib.domain.formats import dates
from chalicelib.entrypoints.pages.form import Form
from chalicelib.entrypoints.pages.settings.form.edits import rows_typed
from chalicelib.entrypoints.pages.settings.form.fields import (
    NEW,
    REMOVE,
    Field,
    Row,
    Rows,
    Section,
    Single,
)
from chalicelib.usecases.ports.settings import Edit, Made

CALENDAR = "calendar.yaml"
Sections = tuple[Section, ...]
More = Callable[[Made, Form, date, Callable[[Location], str]], list[Edit]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One page: its address' last part, who may open it, and its sections on a day."""

    slug: str
    needs: Right
    sections: Callable[[Made, date, Mapping[str, str]], Sections]
    named: frozenset[str] = frozenset()  # columns whose choices name persons
    more: More = lambda _made, _form, _today, _file_of: []  # beyond its fields


def _rows(
    at: tuple[str | int, ...],
    columns: tuple[Field, ...],
    found: Iterable[Any],
    *,
    key: str,
    title: Callable[[Any], str],
    named_by: str = "",
    fixed: bool = False,
    kept: bool = False,
    shows: Callable[[Any], bool] = lambda _: True,
) -> Rows:
    """These records, and an empty row unless the list is fixed."""
    every = list(found)
    rows = [
        Row(
            key=str(getattr(one, key)),
            title=title(one),
            values={column.name: getattr(one, column.name) for column in columns},
            place=place,
        )
        for place, one in enumerate(every)
        if shows(one)
    ]
    blank = () if fixed else (Row(key=NEW, title="", values={}, place=None),)
    return Rows(
        at=at,
        columns=columns,
        rows=(*rows, *blank),
        length=len(every),
        named_by=named_by,
        fixed=fixed,
        kept=kept,
    )


def _single(at: tuple[str | int, ...], value: object, kind: str = "text", **more: Any) -> Single:
    return Single(at=at, field=Field(str(at[-1]), kind, **more), value=value)


def without(sections: Sections, names: frozenset[str]) -> Sections:
    """The same without these columns."""
    return tuple(
        replace(
            section,
            lists=tuple(
                replace(rows, columns=tuple(c for c in rows.columns if c.name not in names))
                for rows in section.lists
            ),
        )
        for section in sections
    )


# --- people


def _people(made: Made, _: date, texts: Mapping[str, str]) -> Sections:
    body = made.authority
    roles = tuple((r.value, texts[f"setting.role.{r}"]) for r in office_roles())
    officers = tuple((o.id, f"{o.name} – {o.title}") for o in body.officers)
    leaders = tuple((one.id, one.title) for one in body.leaders)
    none = (("", texts["setting.nobody"]),)
    return (
        Section(
            id="officers",
            lists=(
                _rows(
                    ("officers",),
                    (
                        *(Field("name"), Field("title"), Field("role", "choice", choices=roles)),
                        *(Field("mail", "mail"), Field("phone", "phone")),
                    ),
                    body.officers,
                    key="id",
                    title=lambda one: f"{one.name} – {one.title}",
                    named_by="name",
                ),
            ),
        ),
        Section(
            id="leaders",
            lists=(
                _rows(
                    ("leaders",),
                    (Field("title"), Field("name"), Field("mail", "mail"), Field("phone", "phone")),
                    body.leaders,
                    key="id",
                    title=lambda one: one.title,
                    named_by="title",
                ),
            ),
        ),
        Section(
            id="duties",
            singles=(
                _single(("duty",), body.duty, "choice", choices=officers),
                _single(("duty_number",), body.duty_number, "phone", optional=True),
                _single(("deputy",), body.deputy, "choice", optional=True, choices=none + officers),
                _single(("approver",), body.approver, "choice", choices=leaders),
                _single(
                    ("chairman",), body.chairman, "choice", optional=True, choices=none + leaders
                ),
                _single(("above",), body.above, "choice", optional=True, choices=none + leaders),
            ),
        ),
        Section(
            id="specialists",
            lists=(
                _rows(
                    ("fields",),
                    (Field("owner", "choice", choices=officers),),
                    body.fields,
                    key="id",
                    title=lambda one: f"{one.id}. {one.name}",
                    fixed=True,
                ),
            ),
        ),
    )


def _with_their_absences(
    made: Made, form: Form, today: date, file_of: Callable[[Location], str]
) -> list[Edit]:
    """Whoever leaves takes their absences along, and those that are over in which they stood in:
    nobody could remove them otherwise, as the page shows no absence of the past."""
    body = made.authority
    tables = (("officers", body.officers), ("leaders", body.leaders))
    left = {
        one.id
        for table, rows in tables
        for one in rows
        if form.ticked(f"{table}.{one.id}.{REMOVE}")
    }
    file = file_of(("absences",))
    return [
        Edit(file, ("absences", place))
        for place, one in enumerate(body.absences)
        if one.who in left or (one.by in left and one.until < today)
    ]


# --- agencies


def _agencies(made: Made, _: date, texts: Mapping[str, str]) -> Sections:
    body = made.authority
    kinds = ("department", "unit", "ward", "police", "outside")
    wards = tuple((w.code, body.ward_named(w.name)) for w in body.wards)
    people = tuple((one.id, body.known_as(one.id)) for one in body.people)
    none = (("", texts["setting.none"]),)
    columns = (
        *(Field("name", called="agencies_name"), Field("short")),
        Field("kind", "choice", choices=tuple((k, texts[f"setting.kind.{k}"]) for k in kinds)),
        *(Field("mail", "mail"), Field("phone", "phone")),
        *(Field("head_title"), Field("head_mail", "mail")),
        Field("ward", "choice", optional=True, choices=none + wards),
        Field("led_by", "choice", optional=True, choices=none + people),
        *(Field("asked", "tick"), Field("former", "tick")),
    )
    return (
        Section(
            id="agencies",
            lists=(
                _rows(
                    ("agencies",),
                    columns,
                    body.agencies,
                    key="id",
                    title=lambda one: one.name,
                    named_by="name",
                    kept=True,
                ),
            ),
        ),
    )


# --- who is away


def _absences(made: Made, today: date, texts: Mapping[str, str]) -> Sections:
    body = made.authority
    people = tuple((one.id, body.known_as(one.id)) for one in body.people)
    columns = (
        Field("who", "choice", choices=people),
        *(Field("first", "date"), Field("until", "date")),
        Field("by", "choice", choices=people),
    )
    return (
        Section(
            id="absences",
            lists=(
                _rows(
                    ("absences",),
                    columns,
                    body.absences,
                    key="key",
                    title=lambda one: (
                        f"{body.known_as(one.who)}: {dates.day(one.first)} – {dates.day(one.until)}"
                    ),
                    shows=lambda one: one.until >= today,
                ),
            ),
        ),
    )


# --- hours


def _hours(made: Made, _: date, __: Mapping[str, str]) -> Sections:
    body = made.authority
    return (
        Section(
            id="hours",
            singles=(
                _single(("hours", "opens"), body.hours.opens, "time"),
                _single(("hours", "closes"), body.hours.closes, "time"),
                _single(
                    ("hours", "staffed_on_swapped_days"),
                    body.hours.staffed_on_swapped_days,
                    "tick",
                ),
                _single(("voice", "messages"), body.voice.messages, "tick"),
            ),
        ),
        Section(
            id="quiet",
            singles=(
                _single(("sms", "quiet_from"), body.sms.quiet_from, "time"),
                _single(("sms", "quiet_to"), body.sms.quiet_to, "time"),
            ),
        ),
    )


# --- the calendar

LAST_SHOWN = 1  # years from this one
_OFF = (
    Field("first", "date"),
    Field("last", "date", optional=True),
    Field("name", called="years_name"),
)


def _calendar(made: Made, today: date, _: Mapping[str, str]) -> Sections:
    days = made.days
    swapped = _rows(
        ("swapped",),
        (Field("day", "date"), Field("instead_of", "date")),
        days.swapped,
        key="day",
        title=lambda one: dates.day(one.day),
        shows=lambda one: one.day.year >= today.year,
    )
    return (
        *_years("years", days.years, today),
        *_years("estimated", days.estimated, today),
        Section(id="swapped", lists=(swapped,)),
    )


def _years(table: str, years: tuple[Year, ...], today: date) -> Iterator[Section]:
    for place, year in enumerate(years):
        if not today.year <= year.year <= today.year + LAST_SHOWN:
            continue
        tick = {"announced": announced(place)} if table == "estimated" else {}
        yield Section(
            id=table,
            words={"year": str(year.year), **tick},
            singles=(_single((table, place, "source"), year.source),),
            lists=(_off((table, place, "off"), year),),
        )


def _off(at: tuple[str | int, ...], year: Year) -> Rows:
    return _rows(
        at,
        _OFF,
        year.off,
        key="first",
        title=lambda one: f"{dates.day(one.first)} – {one.name}",
    )


def _announced(made: Made, form: Form, _: date, __: Callable[[Location], str]) -> list[Edit]:
    """An estimated year whose announcement is out takes its place among the others."""
    edits: list[Edit] = []
    ticked = [n for n, _ in enumerate(made.days.estimated) if form.ticked(announced(n))]
    for nth, place in enumerate(ticked):
        year = made.days.estimated[place]
        off = _typed_off(year, place, form)
        said = form.get(f"estimated.{place}.source") or year.source
        row = {"year": year.year, "source": said, "off": off}
        edits += [
            Edit(CALENDAR, ("years", len(made.days.years) + nth), row),
            Edit(CALENDAR, ("estimated", place)),
        ]
    return edits


def announced(place: int) -> str:
    """The name of the box that says that an estimated year was announced."""
    return f"estimated.{place}.announced"


def _typed_off(year: Year, place: int, form: Form) -> list[dict[str, object]]:
    """The year's days off, as they were typed."""
    rows = _off(("estimated", place, "off"), year)
    return [row for row in rows_typed(rows, form) if row]


KINDS: Mapping[str, Kind] = {
    kind.slug: kind
    for kind in (
        Kind(slug="nguoi", needs=Right.PERSONS, sections=_people, more=_with_their_absences),
        Kind(
            slug="co-quan",
            needs=Right.SET,
            sections=_agencies,
            named=frozenset({"led_by"}),
        ),
        Kind(slug="vang-mat", needs=Right.PERSONS, sections=_absences),
        Kind(slug="lich", needs=Right.SET, sections=_calendar, more=_announced),
        Kind(slug="gio", needs=Right.SET, sections=_hours),
    )
}
