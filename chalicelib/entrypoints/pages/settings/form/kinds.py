"""The pages of settings that have fields: what each shows of the authority, as a table. What is on
no page here is changed as a file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from chalicelib.domain.authority.parts import SIGNS
from chalicelib.domain.authority.problems import Location
from chalicelib.domain.authority.roles import Right, office_roles
from chalicelib.domain.formats import dates
from chalicelib.domain.time.periods import Rule
from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.settings.form import calendar, texting
from chalicelib.entrypoints.pages.settings.form.edits import Further
from chalicelib.entrypoints.pages.settings.form.fields import (
    REMOVE,
    Field,
    Section,
    rows_of,
    single,
)
from chalicelib.usecases.ports.settings import Edit, Made

Sections = tuple[Section, ...]
More = Callable[[Made, Form, date, Callable[[Location], str]], Further]


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One page: its address' last part, who may open it, and its sections on a day."""

    slug: str
    needs: Right
    sections: Callable[[Made, date, Mapping[str, str]], Sections]
    named: frozenset[str] = frozenset()  # columns whose choices name persons
    more: More = lambda _made, _form, _today, _file_of: Further()  # beyond its fields


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
                rows_of(
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
                rows_of(
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
                single(("duty",), body.duty, "choice", choices=officers),
                single(("duty_number",), body.duty_number, "phone", optional=True),
                single(("deputy",), body.deputy, "choice", optional=True, choices=none + officers),
                single(("approver",), body.approver, "choice", choices=leaders),
                single(
                    ("chairman",), body.chairman, "choice", optional=True, choices=none + leaders
                ),
                single(("above",), body.above, "choice", optional=True, choices=none + leaders),
            ),
        ),
        Section(
            id="specialists",
            lists=(
                rows_of(
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
) -> Further:
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
    gone = (
        Edit(file, ("absences", place))
        for place, one in enumerate(body.absences)
        if one.who in left or (one.by in left and one.until < today)
    )
    return Further(edits=tuple(gone))


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
                rows_of(
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
    signs = tuple((sign, texts[f"setting.sign.{sign}"]) for sign in SIGNS)
    columns = (
        Field("who", "choice", choices=people),
        *(Field("first", "date"), Field("until", "date")),
        Field("by", "choice", choices=people),
        Field("sign", "choice", optional=True, choices=signs),
    )
    return (
        Section(
            id="absences",
            lists=(
                rows_of(
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


# --- who is authorised to take matters in


def _authorisations(made: Made, today: date, _: Mapping[str, str]) -> Sections:
    body = made.authority
    fields = tuple((one.id, one.name) for one in body.fields)
    names = dict(fields)
    columns = (
        Field("agency", "choice", choices=tuple((one.id, one.name) for one in body.agencies_now)),
        Field("field", "choice", choices=fields),
        *(Field("first", "date"), Field("until", "date", called="authorisations_until")),
        Field("document", called="authorisations_document"),
    )
    return (
        Section(
            id="authorisations",
            lists=(
                rows_of(
                    ("authorisations",),
                    columns,
                    body.authorisations,
                    key="key",
                    title=lambda one: (
                        f"{body.agency(one.agency).name}: {names[one.field]}, "
                        f"{dates.day(one.first)} – {dates.day(one.until)}"
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
                single(("hours", "opens"), body.hours.opens, "time"),
                single(("hours", "closes"), body.hours.closes, "time"),
                single(
                    ("hours", "staffed_on_swapped_days"),
                    body.hours.staffed_on_swapped_days,
                    "tick",
                ),
                single(("voice", "messages"), body.voice.messages, "tick"),
            ),
        ),
    )


# --- reports


def _reports(made: Made, _: date, texts: Mapping[str, str]) -> Sections:
    rules = tuple((rule, texts[f"setting.periods.{rule}"]) for rule in Rule)
    at = ("reports", "periods")
    periods = single(at, made.authority.reports.periods, "choice", choices=rules)
    return (Section(id="reports", singles=(periods,)),)


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
        Kind(slug="uy-quyen", needs=Right.SET, sections=_authorisations),
        Kind(slug="lich", needs=Right.SET, sections=calendar.sections, more=calendar.taken),
        Kind(slug="gio", needs=Right.SET, sections=_hours),
        Kind(slug="bao-cao", needs=Right.SET, sections=_reports),
        Kind(slug="tin-nhan", needs=Right.SET, sections=texting.sections, more=texting.taken),
    )
}
