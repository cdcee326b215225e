"""What stands in the tables of a report, and by which names."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.reports.counting import Span, behind, counted
from chalicelib.domain.reports.facts import Became, Came, End, Fact, Round, Share
from chalicelib.domain.reports.overview import first_days, months
from chalicelib.domain.reports.table import About, By, Sheet, Table
from chalicelib.domain.reports.tables import tables
from tests.support.cases import AUTHORITY, CALENDAR, LIGHTS, TOWN, at
from tests.support.facts import SPANS, after, facts

SEVERAL = st.lists(facts(), max_size=25)
SPAN = Span(after(0), after(400))


def made(several: list[Fact], span: Span = SPAN, about: About = About()) -> dict[Sheet, Table]:  # noqa: B008
    own = [fact for fact in several if about.has(fact)]
    counts = [counted(own, span), counted([], span), counted([], span)]
    return {one.sheet: one for one in tables(counts, own, span, about, AUTHORITY, CALENDAR)}


@given(SEVERAL, SPANS)
def test_behind_each_figure_of_a_report_stand_the_matters_that_it_counts(several, span):
    for sheet, table in made(several, span).items():
        by = {Sheet.FIELDS: By.FIELD, Sheet.WARDS: By.WARD}.get(sheet)
        for row in table.rows:
            about = About() if by is None or row.part is None else About(by, row.part)
            own = [fact for fact in several if about.has(fact)]
            for figure in row.figures:
                if figure.mark and figure.period == 0:
                    assert len(behind(figure.mark, own, span)) == figure.value


@given(SEVERAL, SPANS)
def test_the_rows_of_fields_and_wards_add_up_to_their_sum(several, span):
    found = made(several, span)
    for sheet in (Sheet.FIELDS, Sheet.WARDS):
        table = found[sheet]
        if not table.rows:
            continue
        *rows, total = table.rows
        for at_column, figure in enumerate(total.figures):
            if figure.mark:
                assert figure.value == sum(row.figures[at_column].value for row in rows)


@given(SEVERAL, SPANS)
def test_a_report_of_one_field_counts_what_its_row_in_the_whole_says(several, span):
    whole = made(several, span)[Sheet.FIELDS]
    for row in whole.rows[:-1]:
        own = made(several, span, About(By.FIELD, row.part))
        received = next(r for r in own[Sheet.TOTALS].rows if r.figures[0].mark == "received")
        assert received.figures[0].value == row.figures[1].value
        assert Sheet.FIELDS not in own
        assert Sheet.CALLS not in own


def test_a_period_without_a_matter_has_all_its_tables():
    found = made([])
    assert set(found) == {
        *(Sheet.TOTALS, Sheet.FIELDS, Sheet.AGENCIES, Sheet.WARDS, Sheet.OVERDUE, Sheet.CALLS)
    }
    assert found[Sheet.TOTALS].rows
    assert not found[Sheet.FIELDS].rows


def late(nth: int, due: int, *agencies: str, **values: object) -> Fact:
    shares = tuple(Share(agency, after(1), after(due)) for agency in agencies)
    of = Round(after(1), after(due), shares)
    base = {"code": f"{nth:09}", "line": "chinh", "channel": "sms", "received": after(0)}
    return Fact(**base | {"first": of} | values)


def test_five_hundred_overdue_stand_the_longest_first_with_who_owes():
    several = [late(nth, 24 + nth % 300, LIGHTS, TOWN) for nth in range(500)]
    rows = made(several)[Sheet.OVERDUE].rows
    assert len(rows) == 500
    days = [row.figures[-1].value for row in rows]
    assert days == sorted(days, reverse=True)
    names = [AUTHORITY.agency(one).name for one in (LIGHTS, TOWN)]
    assert rows[0].figures[3].value == ", ".join(names)


def test_what_is_not_yet_due_when_the_span_ends_is_not_overdue():
    assert not made([late(1, 500, LIGHTS)])[Sheet.OVERDUE].rows


def test_an_agencys_own_report_shows_its_own_part_alone():
    several = [late(1, 99, LIGHTS, TOWN), late(2, 99, TOWN)]
    own = made(several, about=About(By.AGENCY, LIGHTS))
    [row] = own[Sheet.AGENCIES].rows
    assert (row.part, row.figures[0].value) == (LIGHTS, 1)


def test_an_agency_that_the_settings_do_not_know_any_more_stands_by_its_id():
    [row] = made([late(1, 99, "da-giai-the")])[Sheet.AGENCIES].rows
    assert row.name == "da-giai-the"


def test_calls_and_texts_without_a_case_are_counted_and_lead_nowhere():
    came = [Came("1", "voice", after(1), Became.BUSY), Came("2", "sms", after(1), Became.FILED)]
    counts = [counted([], SPAN, came), counted([], SPAN), counted([], SPAN)]
    found = tables(counts, [], SPAN, About(), AUTHORITY, CALENDAR)[-1]
    said = {row.name: row.figures[0] for row in found.rows}
    text = AUTHORITY.texts
    assert said[text["figure.called_busy"]].value == 1
    assert said[text["figure.texted_filed"]] == (1, "", 0, None)


@given(SEVERAL)
def test_twelve_months_count_what_the_reports_of_these_months_count(several):
    firsts = first_days(at(28).date())
    assert len(firsts) == 13
    begins = [after(24 * 31 * (n - 11)) for n in range(13)]
    for nth, month in enumerate(months(several, firsts, begins)):
        found = counted(several, Span(begins[nth], begins[nth + 1])).whole
        assert month.received == found["received"]
        assert (month.in_time, month.late) == (found["in_time"], found["late"])
        assert month.otherwise == found["ended"] - found[End.TOLD]
        assert month.open == found["open"]
