"""The clock of the local stage."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from infra.local.clock import Clock, parse_span


def test_a_clock_that_was_never_set_shows_real_time(tmp_path: Path) -> None:
    assert abs(Clock(tmp_path / "clock.json").now() - datetime.now(UTC)) < timedelta(seconds=1)


def test_a_time_without_a_zone_is_local_to_the_city(tmp_path: Path) -> None:
    clock = Clock(tmp_path / "clock.json")
    clock.set("2017-01-16T07:00")
    assert clock.now().isoformat().startswith("2017-01-16T07:00:0")
    assert clock.now().utcoffset() == timedelta(hours=7)


def test_advancing_adds_to_what_was_set(tmp_path: Path) -> None:
    clock = Clock(tmp_path / "clock.json")
    clock.set("2017-01-16T00:00:00+00:00")
    clock.advance("3d4h")
    assert clock.now().isoformat().startswith("2017-01-19T11:00:0")


def test_the_functions_find_the_offset_in_the_file(tmp_path: Path) -> None:
    file = tmp_path / "clock.json"
    Clock(file).advance("2h")
    assert json.loads(file.read_text()) == {"offset_seconds": 7200.0}


def test_resetting_goes_back_to_real_time(tmp_path: Path) -> None:
    clock = Clock(tmp_path / "clock.json")
    clock.set("2017-01-16T07:00")
    clock.reset()
    assert clock.offset() == timedelta()


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("10m", timedelta(minutes=10)),
        ("1w2d3h4m5s", timedelta(weeks=1, days=2, hours=3, minutes=4, seconds=5)),
    ],
)
def test_spans_are_read(text: str, span: timedelta) -> None:
    assert parse_span(text) == span


@pytest.mark.parametrize("text", ["", "3", "d", "-3d", "3x", "3d 4h", "9" * 30 + "d"])
def test_an_invalid_span_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"span|too long"):
        parse_span(text)


def test_a_time_too_far_away_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="fifty years"):
        Clock(tmp_path / "clock.json").set("1900-01-01T00:00")
