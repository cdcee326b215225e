"""What goes to AWS keeps its promises: read from the files that make it."""

from __future__ import annotations

import ast
import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent.parent
CONFIG = json.loads((ROOT / ".chalice/config.json").read_text("utf-8"))
TEMPLATE_TEXT = (ROOT / "infra/resources.yaml").read_text("utf-8")
TEMPLATE = yaml.safe_load(TEMPLATE_TEXT)
RESOURCES: dict[str, dict[str, Any]] = TEMPLATE["Resources"]
DECORATORS = {"on_sqs_message", "schedule", "on_sns_message", "on_dynamodb_record"}
API = "api_handler"


def handlers() -> dict[str, str]:
    """Each event handler of app.py with the decorator that makes it one."""
    found = {}
    for node in ast.parse((ROOT / "app.py").read_text("utf-8")).body:
        for decorator in getattr(node, "decorator_list", []):
            name = getattr(getattr(decorator, "func", None), "attr", "")
            if name in DECORATORS:
                found[node.name] = name  # type: ignore[attr-defined]
    return found


HANDLERS = handlers()
SCHEDULES = sorted(name for name, kind in HANDLERS.items() if kind == "schedule")
FUNCTIONS = sorted([API, *HANDLERS])


def logical(function: str) -> str:
    """A function's name in the template, as Chalice makes it."""
    return "APIHandler" if function == API else function.title().replace("_", "")


def own_log(function: str) -> str:
    return "ApiLog" if function == API else f"{logical(function)}Log"


def policy(function: str) -> dict[str, Any]:
    file = CONFIG["lambda_functions"][function]["iam_policy_file"]
    return dict(json.loads((ROOT / ".chalice" / file).read_text("utf-8")))


def of_type(name: str) -> dict[str, dict[str, Any]]:
    return {key: value for key, value in RESOURCES.items() if value.get("Type") == name}


def alarms_on(**wanted: Any) -> list[dict[str, Any]]:
    """The properties of every alarm that has these values."""
    alarms = (alarm["Properties"] for alarm in of_type("AWS::CloudWatch::Alarm").values())
    return [alarm for alarm in alarms if wanted.items() <= alarm.items()]


# --- functions


def test_every_function_is_configured_and_every_configured_one_exists() -> None:
    assert sorted(CONFIG["lambda_functions"]) == FUNCTIONS
    functions = [key for key, value in RESOURCES.items() if "Type" not in value]
    assert sorted(functions) == sorted(logical(name) for name in FUNCTIONS)


def test_every_function_has_a_policy_of_its_own() -> None:
    files = [CONFIG["lambda_functions"][name]["iam_policy_file"] for name in FUNCTIONS]
    assert len(set(files)) == len(files)
    assert {f".chalice/{file}" for file in files} == {
        str(path.relative_to(ROOT)) for path in (ROOT / ".chalice").glob("policy-*.json")
    }


OBJECTS = "${RecordingsBucket.Arn}/recordings/*"  # a bucket's objects have no names of their own


@pytest.mark.parametrize("function", FUNCTIONS)
def test_no_policy_holds_a_star(function: str) -> None:
    for statement in policy(function)["Statement"]:
        said = json.dumps([statement["Action"], statement["Resource"]])
        assert "*" not in said.replace(OBJECTS, "")


@pytest.mark.parametrize("function", FUNCTIONS)
def test_a_function_writes_to_its_own_log_alone(function: str) -> None:
    properties = RESOURCES[logical(function)]["Properties"]
    assert properties["LoggingConfig"]["LogGroup"] == {"Ref": own_log(function)}
    writes = [s for s in policy(function)["Statement"] if "logs:PutLogEvents" in s["Action"]]
    assert [s["Resource"] for s in writes] == [[{"Fn::GetAtt": [own_log(function), "Arn"]}]]


def test_policies_speak_of_what_the_template_has() -> None:
    for function in FUNCTIONS:
        text = json.dumps(policy(function))
        named = re.findall(r'"Fn::GetAtt": \["(\w+)"', text) + re.findall(r"\$\{(\w+)\.Arn", text)
        assert set(named) <= set(RESOURCES), function
        indexes = re.findall(r"\$\{(\w+)\.Arn\}/index/(\w+)", text)
        assert set(indexes) <= {(table, index) for table in TABLES for index in TABLES[table]}


def test_no_policy_allows_a_scan() -> None:
    assert "Scan" not in "".join(json.dumps(policy(function)) for function in FUNCTIONS)


def test_time_limits_are_set_one_by_one() -> None:
    limits = {name: CONFIG["lambda_functions"][name]["lambda_timeout"] for name in FUNCTIONS}
    assert limits[API] <= 10  # the provider gives up after 15 seconds in all
    assert all(0 < limit <= 900 for limit in limits.values())


# --- queues and alarms


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
    readers = {name for name, kind in HANDLERS.items() if kind == "on_sqs_message"}
    assert set(SOURCES.values()) == readers
    assert set(SOURCES) == set(REDRIVEN)


@pytest.mark.parametrize("queue", REDRIVEN)
def test_a_queue_waits_six_times_as_long_as_its_reader_may_take(queue: str) -> None:
    properties = QUEUES[queue]["Properties"]
    limit = CONFIG["lambda_functions"][SOURCES[queue]]["lambda_timeout"]
    assert properties["VisibilityTimeout"] >= 6 * limit
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


@pytest.mark.parametrize(
    "metric",
    [
        "SignatureRefused",
        "NoticeFailed",
        "ContactStuck",
        "CaseStuck",
        "RecordingFailed",
        "UnknownProviderCode",
    ],
)
def test_what_the_functions_count_as_trouble_is_noticed_stage_by_stage(metric: str) -> None:
    stage = [{"Name": "Stage", "Value": {"Ref": "Stage"}}]
    assert alarms_on(Namespace="Hotline", MetricName=metric, Dimensions=stage)


def test_server_errors_are_noticed() -> None:
    assert alarms_on(Namespace="AWS/ApiGateway", MetricName="5XXError")


def test_every_alarm_tells_the_technician() -> None:
    for name, alarm in of_type("AWS::CloudWatch::Alarm").items():
        assert alarm["Properties"]["AlarmActions"] == [{"Ref": "AlarmTopic"}], name
        assert alarm["Properties"]["AlarmDescription"].endswith("."), name
    [subscription] = RESOURCES["AlarmTopic"]["Properties"]["Subscription"]
    assert subscription == {"Protocol": "email", "Endpoint": {"Ref": "AlarmMail"}}


# --- tables

TABLES = {
    "CasesTable": {
        "waiting": ("wait_pk", "wait_at", "KEYS_ONLY"),
        "due": ("due_pk", "due_at", "KEYS_ONLY"),
        "board": ("board_pk", "board_sk", "ALL"),
    },
    "VaultTable": {
        "waiting": ("wait_pk", "wait_at", "KEYS_ONLY"),
        "phone": ("phone_key", "seen_at", "KEYS_ONLY"),
    },
}


def test_there_are_two_tables() -> None:
    assert set(of_type("AWS::DynamoDB::Table")) == set(TABLES)


@pytest.mark.parametrize("table", TABLES)
def test_a_tables_keys_and_indexes_are_those_the_stores_use(table: str) -> None:
    properties = RESOURCES[table]["Properties"]
    assert [key["AttributeName"] for key in properties["KeySchema"]] == ["pk", "sk"]
    found = {
        index["IndexName"]: (
            *(key["AttributeName"] for key in index["KeySchema"]),
            index["Projection"]["ProjectionType"],
        )
        for index in properties["GlobalSecondaryIndexes"]
    }
    assert found == TABLES[table]


@pytest.mark.parametrize("table", TABLES)
def test_a_table_cannot_be_lost(table: str) -> None:
    resource = RESOURCES[table]
    properties = resource["Properties"]
    assert resource["DeletionPolicy"] == resource["UpdateReplacePolicy"] == "Retain"
    assert properties["DeletionProtectionEnabled"] is True
    assert properties["PointInTimeRecoverySpecification"]["PointInTimeRecoveryEnabled"] is True
    assert properties["TimeToLiveSpecification"] == {"AttributeName": "ttl", "Enabled": True}
    assert properties["BillingMode"] == "PAY_PER_REQUEST"


def test_the_vault_has_a_key_of_its_own() -> None:
    sealed = RESOURCES["VaultTable"]["Properties"]["SSESpecification"]
    assert sealed["KMSMasterKeyId"] == {"Fn::GetAtt": ["VaultKey", "Arn"]}
    assert RESOURCES["VaultKey"]["DeletionPolicy"] == "Retain"
    assert RESOURCES["VaultKey"]["Properties"]["EnableKeyRotation"] is True


def test_recordings_are_under_the_vaults_key_and_open_to_nobody() -> None:
    bucket = RESOURCES["RecordingsBucket"]
    assert bucket["DeletionPolicy"] == bucket["UpdateReplacePolicy"] == "Retain"
    assert set(bucket["Properties"]["PublicAccessBlockConfiguration"].values()) == {True}
    [rule] = bucket["Properties"]["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    sealed = rule["ServerSideEncryptionByDefault"]
    assert sealed["KMSMasterKeyID"] == {"Fn::GetAtt": ["VaultKey", "Arn"]}
    [expiry] = bucket["Properties"]["LifecycleConfiguration"]["Rules"]
    assert (expiry["Status"], expiry["ExpirationInDays"]) == ("Enabled", {"Ref": "RecordingDays"})


def test_logs_are_kept_for_a_year() -> None:
    logs = of_type("AWS::Logs::LogGroup")
    assert set(logs) == {own_log(function) for function in FUNCTIONS}
    assert {log["Properties"]["RetentionInDays"] for log in logs.values()} == {365}


# --- what must not be there


def test_the_functions_environment_names_no_secret_and_nothing_local() -> None:
    variables = TEMPLATE["Globals"]["Function"]["Environment"]["Variables"]
    assert all(list(value) == ["Ref"] for value in variables.values())
    assert not re.search("TOKEN|PASSWORD|_KEY|ACCOUNT", " ".join(variables))


def test_nothing_of_the_local_stage_is_in_what_goes_to_aws() -> None:
    configured = TEMPLATE_TEXT + json.dumps(CONFIG)
    for word in ("TWILIO_API_BASE", "CLOCK_FILE", "AWS_ENDPOINT_URL", "ministack", "127.0.0.1"):
        assert word not in configured
    assert not list((ROOT / "chalicelib").rglob("*switchboard*"))
    for file in (ROOT / "chalicelib").rglob("*.py"):
        assert "infra" not in _imports(file), file


def _imports(file: Path) -> set[str]:
    """The packages that a file imports, by their first name."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.split(".")[0])
    return names


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_dependency_is_pinned(name: str) -> None:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    assert all(re.fullmatch(r"[a-z0-9._-]+==[\w.!+]+", pin) for pin in pins)


def test_the_package_does_not_bring_chalice_or_the_switchboard() -> None:
    names = (ROOT / "requirements.txt").read_text("utf-8")
    assert not re.search(r"^(chalice|moto|ministack|pip|setuptools)==", names, re.MULTILINE)
