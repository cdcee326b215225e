"""The pages about reports, from templates."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import partial

from chalicelib.domain.formats import dates
from chalicelib.domain.reports.counting import Count
from chalicelib.domain.reports.facts import Fact, moment
from chalicelib.domain.reports.papers.printed import Cell
from chalicelib.domain.reports.statements import Statement, about_named, period_named
from chalicelib.domain.reports.table import By, Namer, Sheet
from chalicelib.domain.time.periods import Kind, Period
from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.frame.problems import Places
from chalicelib.entrypoints.pages.frame.rendering import placed, render
from chalicelib.entrypoints.pages.reports import asking
from chalicelib.entrypoints.pages.reports.asking import Asked
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.reports.issuing import PAGE, Shown
from chalicelib.usecases.reports.overview import Overview
from chalicelib.usecases.reports.report import compared
from chalicelib.usecases.services import Rules

_MOST = 500  # matters on one page


def listed(
    rules: Rules,
    member: Member,
    found: Sequence[Statement],
    form: Form,
    problems: tuple[str, ...],
) -> str:
    places = Places(problems, form, ())
    page = partial(
        _page,
        "reports.html",
        rules,
        member=member,
        reports=found,
        older=found[-1].number if len(found) == PAGE else 0,
        kinds=tuple(Kind),
        choices=asking.choices(rules.authority),
        today=rules.calendar.local(rules.now()).date(),
        form=form,
        problems=problems,
        places=places,
    )
    return placed(page, places, problems)


def report(
    rules: Rules, member: Member, shown: Shown, form: Form, problems: tuple[str, ...]
) -> str:
    places = Places(problems, form, ())
    page = partial(
        _page,
        "report.html",
        rules,
        member=member,
        report=shown.statement,
        tables=shown.tables,
        spans=compared(shown.statement.period),
        address_of=partial(asking.address_of, shown.statement.number),
        overdue=Sheet.OVERDUE,
        form=form,
        problems=[one for one in problems if one != "stale"],
        stale="stale" in problems,
        places=places,
    )
    return placed(page, places, problems)


def matters(
    rules: Rules,
    member: Member,
    statement: Statement,
    asked: Asked,
    named: str,
    period: Period,
    found: Sequence[Fact],
) -> str:
    namer = Namer(rules.authority)
    return _page(
        "report_matters.html",
        rules,
        member=member,
        report=statement,
        period=period,
        mark=named,
        part=None if asked.about.by is By.WHOLE else namer.part(*asked.about),
        matters=found[:_MOST],
        count=len(found),
        field_of=partial(namer.part, By.FIELD),
        ward_of=partial(namer.part, By.WARD),
        agency_of=partial(namer.part, By.AGENCY),
        at=moment,
    )


def overview(rules: Rules, shown: Overview, member: Member | None = None) -> str:
    namer = Namer(rules.authority)
    most = max((max(m.received, m.in_time + m.late) for m in shown.months), default=0)
    return _page(
        "overview.html",
        rules,
        member=member,
        shown=shown,
        most=max(most, 1),
        fields=_parts(namer, By.FIELD, shown.by_field, "late", "open_late"),
        agencies=_parts(namer, By.AGENCY, shown.by_agency, "answered_late", "owed_late"),
    )


def _parts(
    namer: Namer, by: By, counts: Mapping[str, Count], late: str, owed: str
) -> list[tuple[str, int, int, int]]:
    """Each part with what was answered, of it late, and what is late now; what is late now and was
    late comes first."""
    found = []
    for name, count in counts.items():
        in_time = count["in_time"] + count["answered_in_time"]
        found.append((namer.part(by, name), in_time + count[late], count[late], count[owed]))
    return sorted(found, key=lambda one: (-one[3], -one[2], -one[1], one[0]))


def _page(template: str, rules: Rules, **values: object) -> str:
    return render(
        template,
        rules,
        period_named=partial(period_named, authority=rules.authority),
        about_named=partial(about_named, authority=rules.authority),
        spelled=asking.spelled,
        said=said,
        **values,
    )


def said(value: Cell) -> str:
    """A figure as people read it."""
    if isinstance(value, date):
        return dates.day(value)
    if isinstance(value, float):
        return f"{value:.1f}".replace(".", ",")
    return "" if value is None else str(value)
