"""The tests' own CloudWatch says what the real one's documentation says."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.support.alarms import ALARM, OK, UNKNOWN, Alarm, Metrics, alarms, embedded

AT = datetime(2026, 3, 11, 9, 0, tzinfo=UTC)
METRIC = ("Hotline", "Trouble", frozenset({("Stage", "local")}))
THREE = Alarm(
    name="Trouble",
    metric=METRIC,
    statistic="Sum",
    period=timedelta(minutes=5),
    periods=3,
    datapoints=3,
    comparison="GreaterThanThreshold",
    threshold=0,
    missing="notBreaching",
)
TWO_OF_THREE = replace(THREE, datapoints=2)
VALUES = {"0": 0.0, "X": 1.0}


def seen(alarm: Alarm, points: str, before: str) -> str:
    """Its state after five periods; a dash is one without a measurement."""
    metrics = Metrics()
    for place, point in enumerate(points.split()):
        if point in VALUES:
            at = AT - alarm.period * (4 - place) - timedelta(seconds=30)
            metrics.put(METRIC, VALUES[point], at)
    return alarm.state(metrics, AT, before)


# Both tables of the page: points from the oldest to the newest; ignore, breaching, notBreaching.
@pytest.mark.parametrize(
    ("alarm", "points", "ignored", "breaching", "not_breaching"),
    [
        (THREE, "0 - X - X", OK, OK, OK),
        (THREE, "0 - - - -", OK, OK, OK),
        (THREE, "- - - - -", "as before", ALARM, OK),
        (THREE, "0 X X - X", ALARM, ALARM, ALARM),
        (THREE, "- - - - X", "as before", ALARM, OK),
        (THREE, "X - - - -", "as before", ALARM, OK),
        (TWO_OF_THREE, "0 - X - X", ALARM, ALARM, ALARM),
        (TWO_OF_THREE, "0 0 X 0 X", ALARM, ALARM, ALARM),
        (TWO_OF_THREE, "0 - X - -", OK, ALARM, OK),
        (TWO_OF_THREE, "- - - - 0", OK, ALARM, OK),
        (TWO_OF_THREE, "- - - - X", "as before", ALARM, OK),
    ],
)
def test_missing_measurements_are_taken_as_the_documentation_says(
    alarm, points, ignored, breaching, not_breaching
):
    for before in (OK, ALARM, UNKNOWN):
        expected = before if ignored == "as before" else ignored
        assert seen(replace(alarm, missing="ignore"), points, before) == expected
        assert seen(replace(alarm, missing="breaching"), points, before) == breaching
        assert seen(replace(alarm, missing="notBreaching"), points, before) == not_breaching


@pytest.mark.parametrize(
    ("statistic", "threshold", "state"),
    [("Sum", 5, ALARM), ("Sum", 6, OK), ("Maximum", 3, ALARM), ("Maximum", 4, OK)],
)
def test_a_periods_measurements_are_put_together_by_the_statistic(statistic, threshold, state):
    metrics = Metrics()
    for minutes, value in ((30, 100.0), (3, 2.0), (1, 4.0)):
        metrics.put(METRIC, value, AT - timedelta(minutes=minutes))
    alarm = replace(THREE, periods=1, datapoints=1, statistic=statistic, threshold=threshold)
    assert alarm.state(metrics, AT) == state


def test_what_is_too_little_is_an_alarm_where_the_alarm_says_so():
    metrics = Metrics()
    metrics.put(METRIC, 9.5, AT)
    few = replace(THREE, periods=1, datapoints=1, comparison="LessThanThreshold", threshold=10)
    assert few.state(metrics, AT) == ALARM
    assert replace(few, threshold=9).state(metrics, AT) == OK


def test_an_alarm_is_seen_when_it_goes_off():
    metrics = Metrics()
    for minutes in (6, 11, 16):
        metrics.put(METRIC, 1, AT + timedelta(minutes=minutes))
    assert metrics.when(THREE, AT, AT + timedelta(minutes=15)) is None
    assert metrics.when(THREE, AT, AT + timedelta(hours=1)) == AT + timedelta(minutes=16)


def test_measurements_are_read_from_what_functions_log():
    line = (
        '09:00:01 /hotline/local/sweep {"_aws": {"Timestamp": 1, "CloudWatchMetrics": '
        '[{"Namespace": "Hotline", "Dimensions": [["Stage"]], "Metrics": '
        '[{"Name": "Trouble", "Unit": "Count"}]}]}, "Trouble": 2, "Stage": "local"}'
    )
    assert list(embedded(line)) == [(METRIC, 2)]
    assert list(embedded('09:00:01 /hotline/local/sweep {"message": "swept"}')) == []


def test_every_alarm_of_the_templates_can_be_evaluated():
    assert len(alarms()) > 30
    for alarm in alarms():
        assert alarm.state(Metrics(), AT) in (OK, ALARM, UNKNOWN)


def test_no_alarm_looks_at_more_than_cloudwatch_allows():
    """https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html"""
    for alarm in alarms():
        most = timedelta(days=7) if alarm.period >= timedelta(hours=1) else timedelta(days=1)
        assert alarm.period * alarm.periods <= most, alarm.name
