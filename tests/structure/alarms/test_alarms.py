"""The alarms and where they go: read from the templates, compared with code and runbook. That each
goes off by its fault is tried in tests/entrypoints/guard/alarms."""

from __future__ import annotations

import ast
import json
import re
from typing import Any

import pytest
import yaml

from chalicelib import urls
from tests.structure.deployed import RESOURCES, of_type
from tests.structure.sources import ROOT, modules

OUTSIDE = yaml.safe_load((ROOT / "infra/outside.yaml").read_text("utf-8"))
QUEUES = of_type("AWS::SQS::Queue")
READ = sorted(name for name, queue in QUEUES.items() if "RedrivePolicy" in queue["Properties"])


def alarms_on(**wanted: Any) -> list[dict[str, Any]]:
    """The properties of every alarm that has these values."""
    alarms = (alarm["Properties"] for alarm in of_type("AWS::CloudWatch::Alarm").values())
    return [alarm for alarm in alarms if wanted.items() <= alarm.items()]


@pytest.mark.parametrize(
    "metric",
    [
        "OldestNotice",
        "SignatureRefused",
        "SignInLimited",
        "CodeRefused",
        "NoticeFailed",
        "FailureUntold",
        "AbroadLimited",
        "GatewaysSilent",
        "TextsLimited",
        "ZaloTokenLost",
        "ContactStuck",
        "CaseStuck",
        "RecordingFailed",
        "UnknownProviderCode",
        "CanaryFailed",
        "Reconciled",
        "CalendarYearMissing",
        "ProviderBalance",
    ],
)
def test_what_the_functions_count_as_trouble_is_noticed_stage_by_stage(metric: str) -> None:
    stage = [{"Name": "Stage", "Value": {"Ref": "Stage"}}]
    assert alarms_on(Namespace="Hotline", MetricName=metric, Dimensions=stage)


def test_server_errors_are_noticed() -> None:
    assert alarms_on(Namespace="AWS/ApiGateway", MetricName="5XXError")


@pytest.mark.parametrize("queue", READ)
def test_a_queue_that_nobody_reads_is_noticed_once_it_has_tried_a_message_again(queue: str) -> None:
    """https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-available-cloudwatch-metrics.html"""
    name = {"Name": "QueueName", "Value": {"Fn::GetAtt": [queue, "QueueName"]}}
    [alarm] = alarms_on(
        Namespace="AWS/SQS", MetricName="ApproximateAgeOfOldestMessage", Dimensions=[name]
    )
    assert alarm["Statistic"] == "Maximum"
    assert alarm["Threshold"] > QUEUES[queue]["Properties"]["VisibilityTimeout"]


def test_functions_that_may_not_run_are_noticed() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/monitoring-metrics-types.html"""
    [alarm] = alarms_on(Namespace="AWS/Lambda", MetricName="Throttles")
    assert (alarm["Dimensions"], alarm["Threshold"]) == ([], 0)


def test_requests_that_the_gateway_turns_away_are_counted_in_its_log() -> None:
    [found] = of_type("AWS::Logs::MetricFilter").values()
    written = json.loads(RESOURCES["RestAPI"]["Properties"]["AccessLogSetting"]["Format"])
    fields = re.findall(r"\$\.(\w+)", found["Properties"]["FilterPattern"])
    assert {written[field] for field in fields} == {"$context.status", "$context.wafResponseCode"}
    assert found["Properties"]["LogGroupName"] == {"Ref": "AccessLog"}
    [counted] = found["Properties"]["MetricTransformations"]
    [alarm] = alarms_on(Namespace="Hotline", MetricName=counted["MetricName"])
    assert (counted["MetricNamespace"], alarm["Dimensions"]) == ("Hotline", [])


def test_a_certificate_that_ends_is_noticed_three_weeks_before() -> None:
    """Twice a day, until it has expired; ACM renews its own sixty days before.

    https://docs.aws.amazon.com/acm/latest/userguide/cloudwatch-metrics.html"""
    [alarm] = alarms_on(Namespace="AWS/CertificateManager", MetricName="DaysToExpiry")
    assert alarm["Dimensions"] == [{"Name": "CertificateArn", "Value": {"Ref": "CertificateArn"}}]
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("LessThanThreshold", 21)
    assert alarm["TreatMissingData"] == "breaching"
    assert RESOURCES["CertificateAlarm"]["Condition"] == "HasCertificate"


def test_every_alarm_tells_the_technician() -> None:
    for name, alarm in of_type("AWS::CloudWatch::Alarm").items():
        assert alarm["Properties"]["AlarmActions"] == [{"Ref": "AlarmTopic"}], name
        assert alarm["Properties"]["OKActions"] == [{"Ref": "AlarmTopic"}], name
        assert alarm["Properties"]["AlarmDescription"].endswith("."), name
    [subscription] = RESOURCES["AlarmTopic"]["Properties"]["Subscription"]
    assert subscription == {"Protocol": "email", "Endpoint": {"Ref": "AlarmMail"}}


def test_cloudwatch_and_eventbridge_can_tell_the_topic() -> None:
    """With a key they could only if it said so; the one that SNS has by itself does not.

    https://repost.aws/knowledge-center/cloudwatch-configure-alarm-sns"""
    assert "KmsMasterKeyId" not in RESOURCES["AlarmTopic"]["Properties"]
    policy = RESOURCES["AlarmTopicPolicy"]["Properties"]
    assert policy["Topics"] == [{"Ref": "AlarmTopic"}]
    may = {s["Principal"]["Service"]: s for s in policy["PolicyDocument"]["Statement"]}
    assert sorted(may) == ["cloudwatch.amazonaws.com", "events.amazonaws.com"]
    for statement in may.values():
        assert statement["Effect"] == "Allow"
        assert statement["Action"] == "sns:Publish"
        assert statement["Resource"] == {"Ref": "AlarmTopic"}


def test_who_looks_from_outside_shares_nothing_with_what_is_looked_at() -> None:
    resources = OUTSIDE["Resources"]
    assert not set(resources) & set(RESOURCES)
    checked = resources["HealthCheck"]["Properties"]["HealthCheckConfig"]
    assert (checked["Type"], checked["ResourcePath"]) == ("HTTPS", urls.HEALTH)
    assert len(checked["Regions"]) == 3
    alarm = resources["OutsideAlarm"]["Properties"]
    assert (alarm["Namespace"], alarm["MetricName"]) == ("AWS/Route53", "HealthCheckStatus")
    assert alarm["Dimensions"] == [
        {"Name": "HealthCheckId", "Value": {"Fn::GetAtt": ["HealthCheck", "HealthCheckId"]}}
    ]
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("LessThanThreshold", 1)
    assert alarm["TreatMissingData"] == "breaching"
    assert alarm["AlarmActions"] == [{"Ref": "OutsideTopic"}]
    assert "KmsMasterKeyId" not in resources["OutsideTopic"]["Properties"]
    [rule] = OUTSIDE["Rules"].values()  # its metrics are nowhere else
    [asserted] = rule["Assertions"]
    assert asserted["Assert"] == {"Fn::Equals": [{"Ref": "AWS::Region"}, "us-east-1"]}


# --- the runbook

RUNBOOK = (ROOT / "docs/runbook.md").read_text("utf-8")
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in RUNBOOK.partition("\n## Alarms\n")[2].partition("\n## ")[0].splitlines()
    if line.startswith("|") and not line.startswith("| **")  # a group's own name
][2:]


def test_the_runbook_says_of_every_alarm_what_has_failed_and_what_to_do() -> None:
    named = [name for row in ROWS for name in re.findall(r"\w+Alarm\b", row[1])]
    assert sorted(named) == sorted([*of_type("AWS::CloudWatch::Alarm"), "OutsideAlarm"])
    for row in ROWS:
        assert len(row) == 4, row
        assert all(row), row


def test_the_runbook_names_every_count_that_sets_off_no_alarm() -> None:
    counted = {
        node.args[place].value  # type: ignore[attr-defined]
        for tree in modules().values()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        for function, place in (("metric", 0), ("failed", 1))
        if ast.unparse(node.func) == f"observe.{function}"
        and isinstance(node.args[place], ast.Constant)
    }
    assert len(counted) > 20
    alarmed = {
        alarm["Properties"]["MetricName"]
        for alarm in of_type("AWS::CloudWatch::Alarm").values()
        if isinstance(alarm["Properties"]["MetricName"], str)
    }
    [silent] = re.findall(r"There is \*\*no alarm\*\*.*?\n\n", RUNBOOK, re.DOTALL)
    assert counted - alarmed == set(re.findall(r"`([A-Z]\w+)`", silent)) - {"Hotline", "Stage"}
