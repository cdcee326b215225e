"""Every queue has its dead letters, and what fails is seen."""

from __future__ import annotations

from typing import Any

import pytest

from tests.structure.deployed import (
    FUNCTIONS,
    QUEUE_READERS,
    RESOURCES,
    SCHEDULES,
    TIME_LIMITS,
    logical,
    of_type,
)


def alarms_on(**wanted: Any) -> list[dict[str, Any]]:
    """The properties of every alarm that has these values."""
    alarms = (alarm["Properties"] for alarm in of_type("AWS::CloudWatch::Alarm").values())
    return [alarm for alarm in alarms if wanted.items() <= alarm.items()]


QUEUES = of_type("AWS::SQS::Queue")
REDRIVEN = {
    name: queue["Properties"]["RedrivePolicy"]["deadLetterTargetArn"]["Fn::GetAtt"][0]
    for name, queue in QUEUES.items()
    if "RedrivePolicy" in queue["Properties"]
}
LAST = sorted({*REDRIVEN.values(), "FailedRunsQueue"})  # where what failed comes to rest
SOURCES = {
    source["Properties"]["Queue"]["Fn::GetAtt"][0]: name
    for name in FUNCTIONS
    for source in RESOURCES[logical(name)]["Properties"].get("Events", {}).values()
}


def test_every_queue_has_a_dead_letter_queue_or_is_one() -> None:
    assert set(QUEUES) == {*REDRIVEN, *LAST}
    assert not REDRIVEN.keys() & set(LAST)


@pytest.mark.parametrize("queue", LAST)
def test_what_lies_in_a_dead_letter_queue_is_seen(queue: str) -> None:
    name = {"Name": "QueueName", "Value": {"Fn::GetAtt": [queue, "QueueName"]}}
    [alarm] = alarms_on(
        MetricName="ApproximateNumberOfMessagesVisible", Dimensions=[name], Threshold=0
    )
    assert alarm["ComparisonOperator"] == "GreaterThanThreshold"


def test_every_function_that_reads_a_queue_has_its_queue() -> None:
    assert sorted(SOURCES.values()) == QUEUE_READERS
    assert set(SOURCES) == set(REDRIVEN)


@pytest.mark.parametrize("queue", REDRIVEN)
def test_a_queue_waits_six_times_as_long_as_its_reader_may_take(queue: str) -> None:
    properties = QUEUES[queue]["Properties"]
    assert properties["VisibilityTimeout"] >= 6 * TIME_LIMITS[SOURCES[queue]]
    assert properties["RedrivePolicy"]["maxReceiveCount"] == 5


@pytest.mark.parametrize("queue", REDRIVEN)
def test_a_reader_fails_message_by_message(queue: str) -> None:
    [source] = RESOURCES[logical(SOURCES[queue])]["Properties"]["Events"].values()
    assert source["Properties"]["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


@pytest.mark.parametrize("schedule", SCHEDULES)
def test_a_failed_run_is_kept_and_a_missing_one_is_noticed(schedule: str) -> None:
    invoked = RESOURCES[logical(schedule)]["Properties"]["EventInvokeConfig"]
    target = invoked["DestinationConfig"]["OnFailure"]["Destination"]
    assert target == {"Fn::GetAtt": ["FailedRunsQueue", "Arn"]}
    [alarm] = alarms_on(
        Namespace="Hotline",
        MetricName="Heartbeat",
        Dimensions=[
            {"Name": "Stage", "Value": {"Ref": "Stage"}},
            {"Name": "Schedule", "Value": schedule},
        ],
    )
    assert alarm["TreatMissingData"] == "breaching"
    assert alarm["ComparisonOperator"] == "LessThanThreshold"


@pytest.mark.parametrize("function", FUNCTIONS)
def test_every_functions_errors_are_noticed(function: str) -> None:
    dimensions = [{"Name": "FunctionName", "Value": {"Ref": logical(function)}}]
    assert len(alarms_on(Namespace="AWS/Lambda", MetricName="Errors", Dimensions=dimensions)) == 1
