"""A report of any days, as text, from what is on file."""

from __future__ import annotations

import re

import pytest

from chalicelib.domain.reports.counting import Span
from chalicelib.domain.reports.facts import minute
from chalicelib.domain.todos.table import Todo
from chalicelib.usecases.reports.reading import facts_of
from infra import report


def figures(capsys, first: str, last: str) -> dict[str, list[str]]:
    """The first table: what it counts, of these days, the days before with the change, and the year
    before with the change."""
    assert report.main(["--from", first, "--to", last]) == 0
    said = capsys.readouterr().out.split("\n\n")[1].splitlines()[2:]
    rows = (re.split(r"\s{2,}", line.strip()) for line in said)
    return {name: values for name, *values in rows}


@pytest.fixture
def told(deployment):
    """A case of 17 January 2017 whose citizen was told the same day."""
    link = deployment.way_to(Todo.TELL)
    deployment.press(link, "tell", how="phone", whom="citizen", note="Đã nói với người báo tin.")
    return deployment


def test_what_came_in_and_was_told_is_in_the_report_of_its_days_and_beside_later_ones(told, capsys):
    found = figures(capsys, "2017-01-16", "2017-01-22")
    assert found["Tiếp nhận trong kỳ"] == ["1", "0", "0"]
    assert found["Đã thông báo kết quả"] == ["1", "0", "0"]
    assert found["Đang giải quyết cuối kỳ"] == ["0", "0", "0"]
    found = figures(capsys, "2017-01-23", "2017-01-29")
    assert found["Tiếp nhận trong kỳ"] == ["0", "1", "-100,0", "0"]
    found = figures(capsys, "2018-01-16", "2018-01-22")
    assert found["Tiếp nhận trong kỳ"] == ["0", "0", "1", "-100,0"]


def test_what_is_open_is_carried_over_from_month_to_month(deployment, capsys):
    deployment.way_to(Todo.ANSWER)
    deployment.later(days=90)
    found = figures(capsys, "2017-03-15", "2017-04-14")
    assert found["Kỳ trước chuyển sang"] == ["1", "1", "0,0", "0"]
    assert found["Đang giải quyết cuối kỳ"] == ["1", "1", "0,0", "0"]
    assert found["quá hạn"] == ["1", "1", "0,0", "0"]
    assert found["Tiếp nhận trong kỳ"] == ["0", "0", "0"]


def test_it_says_fields_wards_and_agencies_by_their_names(told, capsys):
    assert report.main(["--from", "2017-01-01", "--to", "2017-01-31"]) == 0
    said = capsys.readouterr().out
    file = told.file()
    assert told.authority.agency(file.assignments[0].agency).name in said
    assert told.authority.field(file.case.field).name in said
    identity = told.identity()
    assert identity.name not in said
    assert file.case.code not in said


def test_days_that_end_before_they_begin_are_refused(told, capsys):
    assert report.main(["--from", "2017-02-01", "--to", "2017-01-01"]) == 2
    assert "is before" in capsys.readouterr().err


def test_a_report_costs_what_its_days_hold_and_not_the_archive(told):
    services, now = told.services, minute(told.at)
    span = Span(now - 24 * 60, now + 1)
    before = told.aws.asked
    assert len(facts_of(services.rules, services.store, [span])[span]) == 1
    assert told.aws.asked - before == 3  # received in it; carried over and ended, or open
