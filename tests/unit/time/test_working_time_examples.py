"""Working time against worked examples: receipt days and terms under both rules."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from chalicelib.authority import calendar_of

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
EXAMPLES = list(
    csv.DictReader((Path(__file__).parents[2] / "data/deadline-examples.csv").open("r"))
)
A = calendar_of("langson")
B = replace(A, rule="B")
TERMS = {"3wd": 3, "5wd": 5, "7wd": 7}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


@pytest.mark.parametrize("row", EXAMPLES, ids=lambda row: row["id"])
class TestWorkedExamples:
    def test_the_receipt_day_is_the_expected_one(self, row: dict[str, str]) -> None:
        arrival = datetime.fromisoformat(row["received_at"])
        assert A.receipt_day(arrival).isoformat() == row["receipt_day"]

    def test_utc_and_local_time_give_the_same_receipt_day(self, row: dict[str, str]) -> None:
        arrival = datetime.fromisoformat(row["received_at_utc"])
        assert A.receipt_day(arrival).isoformat() == row["receipt_day"]

    def test_the_line_is_open_only_in_hours(self, row: dict[str, str]) -> None:
        staffed = replace(A, staffed_on_swapped_days=True)
        arrival = datetime.fromisoformat(row["received_at"])
        assert staffed.is_open(arrival) == (row["in_office_hours"] == "yes")

    def test_the_same_working_day_ends_at_closing(self, row: dict[str, str]) -> None:
        arrival = datetime.fromisoformat(row["received_at"])
        assert A.due(arrival, 0).isoformat() == row["same_working_day_due"]

    @pytest.mark.parametrize("term", TERMS)
    def test_terms_end_on_the_expected_day_under_rule_a(
        self, row: dict[str, str], term: str
    ) -> None:
        due = A.due(datetime.fromisoformat(row["received_at"]), TERMS[term])
        assert due == at(row[f"due_{term}"] + "T17:00:00")

    @pytest.mark.parametrize("term", TERMS)
    def test_terms_end_on_the_expected_day_under_rule_b(
        self, row: dict[str, str], term: str
    ) -> None:
        due = B.due(datetime.fromisoformat(row["received_at"]), TERMS[term])
        assert due == at(row[f"due_{term}_if_arrival_date_counts"] + "T17:00:00")
