"""The tables of a report (N19): which figures stand in it, in which order and by which name.

One table says it all: a page, a sheet, a paper and a list on a terminal show the same. Beside each
figure of a period stand those of the period before and of the same a year before. A figure knows
its mark, by which the matters behind it are found again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import Refusal, ToldBy
from chalicelib.domain.reports.counting import Count, Counted, Span, is_matter
from chalicelib.domain.reports.facts import Fact, Minute, moment
from chalicelib.domain.reports.table import DETAILS, About, By, Figure, Namer, Row, Sheet, Table
from chalicelib.domain.time.working_time import Calendar

THIS, BEFORE, A_YEAR_BEFORE = range(3)
_PERIODS = (THIS, BEFORE, A_YEAR_BEFORE)

# The first table: each row's mark or share, and how far it stands in. Details follow their mark.
_TOTALS = (
    ("carried", 0),
    ("received", 0),
    ("urgent", 1),
    ("assigned", 0),
    ("ended", 0),
    ("told", 1),
    ("in_time", 2),
    ("late", 2),
    ("percent_in_time", 2),
    ("mean_late", 2),
    ("redirected", 1),
    ("transferred", 1),
    ("refused", 1),
    ("open", 0),
    ("open_in_time", 1),
    ("open_late", 1),
    ("again", 0),
    ("told_again", 0),
    ("open_again", 0),
    ("rated", 0),
    ("percent_pleased", 1),
)
_CALLS = (
    ("called", 0),
    ("called.person", 1),
    ("called.recorded", 1),
    ("called.missed", 1),
    ("called.back", 1),
    ("to_ring", 0),
    ("rung_in_time", 1),
    ("rung_late", 1),
    ("not_rung", 1),
    ("called.joined", 0),
    ("called.answered", 0),
    ("called.busy", 0),
    ("called.filed", 0),
    ("texted.joined", 0),
    ("texted.filed", 0),
)
_OF_PART = (
    *("carried", "received", "in_time", "late", "without_result"),
    *("open_in_time", "open_late", "percent_in_time"),
)
_OF_AGENCY = (
    *("given", "answered_in_time", "answered_late", "percent_answered", "mean_late"),
    *("returned", "owed", "owed_late", "more_time", "late_before"),
)


def _percent(part: tuple[str, ...], whole: tuple[str, ...]) -> Callable[[Count], float | None]:
    def of(count: Count) -> float | None:
        every = sum(count[mark] for mark in whole)
        return round(100 * sum(count[mark] for mark in part) / every, 1) if every else None

    return of


def _mean_late(count: Count) -> float | None:
    late = count["late"] + count["answered_late"]
    return round(count["days_late"] / late, 1) if late else None


# What is worked out from marks; no matters are behind it.
_WORKED_OUT: Mapping[str, Callable[[Count], int | float | None]] = {
    "percent_in_time": _percent(("in_time",), ("told",)),
    "percent_answered": _percent(("answered_in_time",), ("answered_in_time", "answered_late")),
    "percent_pleased": _percent(("rated.4", "rated.5"), ("rated",)),
    "mean_late": _mean_late,
    "without_result": lambda count: sum(
        count[mark] for mark in ("redirected", "transferred", "refused")
    ),
}
# Marks of what has no case of its own, to which nothing leads.
_OF_NO_CASE = frozenset(
    f"{kind}.{became}"
    for kind in ("called", "texted")
    for became in ("joined", "answered", "busy", "filed")
)


def _figure(mark: str, count: Count, period: int = THIS) -> Figure:
    if mark in _WORKED_OUT:
        return Figure(_WORKED_OUT[mark](count))
    return Figure(count[mark], "" if mark in _OF_NO_CASE else mark, period)


def _change(now: Figure, then: Figure) -> Figure:
    """By how much more or less, in percent of what was then; of percents in points."""
    if not isinstance(now.value, int) or not isinstance(then.value, int) or not then.value:
        return Figure(None)
    return Figure(round(100 * (now.value - then.value) / then.value, 1))


def tables(
    counts: Sequence[Counted],
    facts: Iterable[Fact],
    span: Span,
    about: About,
    authority: Authority,
    calendar: Calendar,
) -> tuple[Table, ...]:
    """All tables of a report about this: `counts` are those of the period, of the one before and of
    the same a year before, `facts` those of the period."""
    maker = _Maker(counts, Namer(authority))
    made = [maker.totals()]
    parts = (
        (Sheet.LINES, By.LINE, [one.by_line for one in counts]),
        (Sheet.FIELDS, By.FIELD, [one.by_field for one in counts]),
        (Sheet.AGENCIES, By.AGENCY, [one.by_agency for one in counts]),
        (Sheet.WARDS, By.WARD, [one.by_ward for one in counts]),
    )
    for sheet, by, found in parts:
        if by is By.AGENCY and about.by is By.AGENCY:  # its own part in what it shares with others
            own = [{name: c for name, c in one.items() if name == about.name} for one in found]
            made.append(maker.parts(sheet, by, own))
        elif by is not about.by and not (by is By.LINE and len(authority.lines) < 2):
            made.append(maker.parts(sheet, by, found))
    made.append(_overdue(facts, span, about, Namer(authority), calendar))
    if about.by in (By.WHOLE, By.LINE):
        made.append(maker.calls())
    return tuple(made)


@dataclass(frozen=True, slots=True)
class _Maker:
    counts: Sequence[Counted]
    names: Namer

    def totals(self) -> Table:
        whole = [one.whole for one in self.counts]
        return self._compared(Sheet.TOTALS, _TOTALS, whole)

    def calls(self) -> Table:
        return self._compared(Sheet.CALLS, _CALLS, [one.whole + one.came for one in self.counts])

    def _compared(
        self, sheet: Sheet, marks: Iterable[tuple[str, int]], counts: Sequence[Count]
    ) -> Table:
        """Each mark in a row: its figure, that of before and of a year before, and the changes."""
        rows = []
        for mark, level in marks:
            rows.append(self._row(mark, level, counts))
            if sheet is Sheet.TOTALS and mark in DETAILS:
                start = f"{mark}."
                details = sorted({m for count in counts for m in count if m.startswith(start)})
                rows += [self._row(detail, level + 1, counts) for detail in details]
        columns = ("this", "before", "change", "a_year_before", "change_of_year")
        return self._table(sheet, columns, rows)

    def _row(self, mark: str, level: int, counts: Sequence[Count]) -> Row:
        now, then, year = (_figure(mark, counts[at], at) for at in _PERIODS)
        figures = (now, then, _change(now, then), year, _change(now, year))
        return Row(self.names.mark(mark), figures, level=level)

    def parts(self, sheet: Sheet, by: By, found: Sequence[Mapping[str, Count]]) -> Table:
        """Each part in a row, with what came in before and a year before; the sum at the end, but
        for agencies, of which several may share a matter."""
        marks = _OF_AGENCY if by is By.AGENCY else _OF_PART
        came = "given" if by is By.AGENCY else "received"
        now = found[THIS]
        names = sorted(
            {name for parts in found for name in parts},
            key=lambda name: (-now.get(name, Counter())[came], name),
        )
        rows = [
            Row(
                self.names.part(by, name),
                self._figures(marks, came, [parts.get(name, Counter()) for parts in found]),
                part=name,
            )
            for name in names
        ]
        if by is not By.AGENCY and rows:
            whole = [one.whole for one in self.counts]
            figures = self._figures(marks, came, whole)
            rows.append(Row(self.names.mark("sum"), figures))
        table = self._table(sheet, (*marks, "came_before", "came_a_year_before"), rows)
        return table if by is By.AGENCY or not rows else replace(table, sums=1)

    @staticmethod
    def _figures(marks: Iterable[str], came: str, counts: Sequence[Count]) -> tuple[Figure, ...]:
        now = (_figure(mark, counts[THIS]) for mark in marks)
        return (*now, *(_figure(came, counts[at], at) for at in (BEFORE, A_YEAR_BEFORE)))

    def _table(self, sheet: Sheet, columns: Iterable[str], rows: Iterable[Row]) -> Table:
        return _named(sheet, columns, rows, self.names)


def _named(sheet: Sheet, columns: Iterable[str], rows: Iterable[Row], names: Namer) -> Table:
    texts = names.authority.texts
    return Table(
        sheet=sheet,
        title=texts[f"figure.table.{sheet}"],
        head=texts[f"figure.head.{sheet}"],
        columns=tuple(texts[f"figure.column.{one}"] for one in columns),
        rows=tuple(rows),
    )


def _overdue(
    facts: Iterable[Fact], span: Span, about: About, names: Namer, calendar: Calendar
) -> Table:
    """What is open past its due time at the end of the span, the longest first; by code alone."""
    at = moment(span.ends)
    late = [
        (calendar.days_late(moment(fact.first.due), at), fact)
        for fact in facts
        if is_matter(fact) and _is_open_late(fact, span)
    ]
    rows = [
        Row(
            fact.code,
            (
                _day(fact.received, calendar),
                Figure(names.part(By.FIELD, fact.field)),
                Figure(names.part(By.WARD, fact.ward)),
                Figure(", ".join(names.part(By.AGENCY, one) for one in _owing(fact, span))),
                _day(fact.first.due, calendar),
                Figure(days),
            ),
            part=fact.code,
        )
        for days, fact in sorted(late, key=lambda one: (-one[0], one[1].first.due, one[1].code))
    ]
    columns = ("received_on", "field", "ward", "owing", "due", "days_late")
    return _named(Sheet.OVERDUE, columns, rows, names)


def _day(at: Minute, calendar: Calendar) -> Figure:
    return Figure(None, on=calendar.local(moment(at)).date())


def _is_open_late(fact: Fact, span: Span) -> bool:
    is_open = fact.received < span.ends and not 0 < fact.done < span.ends
    return is_open and 0 < fact.first.due < span.ends


def _owing(fact: Fact, span: Span) -> list[str]:
    """The agencies that had not answered by then."""
    return [
        share.agency
        for share in fact.first.shares
        if share.at < span.ends
        and not any(0 < at < span.ends for at in (share.answered, share.returned))
    ]


_COLUMNS = (
    *("this", "before", "change", "a_year_before", "change_of_year"),
    *("came_before", "came_a_year_before"),
    *("received_on", "field", "ward", "owing", "due", "days_late"),
    *_OF_PART,
    *_OF_AGENCY,
)
# The texts that are asked for here.
TEXTS = (
    *("whole", "sum"),
    *(mark.replace(".", "_") for mark, _ in (*_TOTALS, *_CALLS)),
    *(f"table.{sheet}" for sheet in Sheet),
    *(f"head.{sheet}" for sheet in Sheet),
    *(f"column.{name}" for name in dict.fromkeys(_COLUMNS)),
    *(f"told_{how}" for how in ToldBy),
    *(f"refused_{why}" for why in Refusal if why is not Refusal.MISTAKEN),
    *(f"rated_{stars}" for stars in range(1, 6)),
)
