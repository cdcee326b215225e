"""CloudWatch's alarms as the templates define them, and what they would make of measurements.

https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarm-evaluation.html
https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/alarms-and-missing-data.html
"""

from __future__ import annotations

import json
import operator
import os
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from operator import itemgetter
from pathlib import Path
from typing import Any

import yaml

INFRA = Path(__file__).parents[2] / "infra"
OK, ALARM, UNKNOWN = "OK", "ALARM", "INSUFFICIENT_DATA"
# CloudWatch looks at more periods than it evaluates, and takes the newest that have a value. By how
# many more is not said; the documented example has two.
LOOKS_FURTHER = 2

Key = tuple[str, str, frozenset[tuple[str, str]]]  # namespace, metric, dimensions

_STATISTICS: Mapping[str, Callable[[Sequence[float]], float]] = {
    "Sum": sum,
    "Maximum": max,
    "Minimum": min,
}
_COMPARISONS: Mapping[str, Callable[[float, float], bool]] = {
    "GreaterThanThreshold": operator.gt,
    "GreaterThanOrEqualToThreshold": operator.ge,
    "LessThanThreshold": operator.lt,
}


@dataclass(frozen=True, kw_only=True)
class Alarm:
    """An alarm, its intrinsics resolved: a resource's attribute is the resource's name."""

    name: str
    metric: Key
    statistic: str
    period: timedelta
    periods: int
    datapoints: int
    comparison: str
    threshold: float
    missing: str

    @property
    def looks_back(self) -> timedelta:
        """How far back a measurement may matter."""
        return self.period * (self.periods + LOOKS_FURTHER)

    def state(self, metrics: Metrics, at: datetime, before: str = UNKNOWN) -> str:
        """Its state at this moment, if it was in the state `before`."""
        points = [
            metrics.measured(self, at - self.period * (n + 1), at - self.period * n)
            for n in range(self.periods + LOOKS_FURTHER)
        ]
        return self.of_points([point for point in points if point is not None], before)

    def of_points(self, newest_first: Sequence[float], before: str = UNKNOWN) -> str:
        """Its state by the values of those periods that have one."""
        points = newest_first[: self.periods]
        breaches = sum(_COMPARISONS[self.comparison](p, self.threshold) for p in points)
        lacking = self.periods - len(points)
        if lacking and self.missing == "ignore":
            return OK if breaches < len(points) else before
        if self.missing == "breaching":
            breaches += lacking
        return ALARM if breaches >= self.datapoints else OK


@dataclass
class Metrics:
    """What was measured, and when; in the order of time."""

    values: dict[Key, list[tuple[datetime, float]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def put(self, metric: Key, value: float, at: datetime) -> None:
        """One measurement."""
        self.values[metric].append((at, value))

    def hear(self, said: str, at: datetime) -> None:
        """What functions wrote to their logs, in the embedded metric format, as if just now."""
        for line in said.splitlines():
            for metric, value in embedded(line):
                self.put(metric, value, at)

    def measured(self, alarm: Alarm, since: datetime, until: datetime) -> float | None:
        """The alarm's statistic of a period; None if nothing was measured in it."""
        there = self.values.get(alarm.metric, [])
        first, last = (bisect_right(there, at, key=itemgetter(0)) for at in (since, until))
        found = [value for _, value in there[first:last]]
        return _STATISTICS[alarm.statistic](found) if found else None

    def all_in(self, since: datetime, until: datetime) -> set[str]:
        """The alarms that went off in between, looked at as often as CloudWatch does."""
        return {alarm.name for alarm in alarms() if self.when(alarm, since, until) is not None}

    def when(self, alarm: Alarm, since: datetime, until: datetime) -> datetime | None:
        """When an alarm first went off in between, looking each minute, or at a tenth of a long
        period; None if it did not."""
        at, state = since, UNKNOWN
        while (state := alarm.state(self, at, state)) != ALARM:
            if at >= until:
                return None
            at = min(until, at + max(timedelta(minutes=1), alarm.period / 10))
        return at


def embedded(line: str) -> Iterator[tuple[Key, float]]:
    """The measurements in a line of a log, whatever stands before its JSON.

    https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
    """
    start = line.find('{"_aws"')
    if start < 0:
        return
    said = json.loads(line[start:])
    for definition in said["_aws"]["CloudWatchMetrics"]:
        for names in definition["Dimensions"]:
            dimensions = frozenset((name, said[name]) for name in names)
            for metric in definition["Metrics"]:
                yield (definition["Namespace"], metric["Name"], dimensions), said[metric["Name"]]


def ours(name: str, **dimensions: str) -> Key:
    """A metric that the functions write."""
    return "Hotline", name, frozenset({"Stage": os.environ["STAGE"], **dimensions}.items())


@cache
def alarms() -> tuple[Alarm, ...]:
    """Every alarm of the hotline's own template, and of the one that looks from outside."""
    return tuple(
        _alarm(name, resource["Properties"], template["Parameters"])
        for template in templates()
        for name, resource in template["Resources"].items()
        if resource.get("Type") == "AWS::CloudWatch::Alarm"
    )


@cache
def templates() -> tuple[dict[str, Any], ...]:
    files = (INFRA / "resources.yaml", INFRA / "outside.yaml")
    return tuple(yaml.safe_load(file.read_text("utf-8")) for file in files)


def alarm(name: str) -> Alarm:
    return next(one for one in alarms() if one.name == name)


def _alarm(name: str, said: Mapping[str, Any], parameters: Mapping[str, Any]) -> Alarm:
    dimensions = frozenset(
        (one["Name"], _resolved(one["Value"], parameters)) for one in said["Dimensions"]
    )
    return Alarm(
        name=name,
        metric=(said["Namespace"], _resolved(said["MetricName"], parameters), dimensions),
        statistic=said["Statistic"],
        period=timedelta(seconds=said["Period"]),
        periods=said["EvaluationPeriods"],
        datapoints=said.get("DatapointsToAlarm", said["EvaluationPeriods"]),
        comparison=said["ComparisonOperator"],
        threshold=float(_resolved(said["Threshold"], parameters)),
        missing=said["TreatMissingData"],
    )


def _resolved(said: Any, parameters: Mapping[str, Any]) -> str:
    """A value with the stage of the tests, and parameters as they are by default."""
    match said:
        case {"Ref": "Stage"}:
            return os.environ["STAGE"]
        case {"Ref": str(name)}:
            return str(parameters.get(name, {}).get("Default") or name)
        case {"Fn::GetAtt": [str(name), _]}:
            return name
        case {"Fn::Sub": str(pattern)}:
            return pattern.replace("${Stage}", os.environ["STAGE"])
    return str(said)
