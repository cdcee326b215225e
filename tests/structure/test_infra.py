"""What goes to AWS keeps its promises: read from the files that make it."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from app import app
from chalicelib import urls, wiring
from chalicelib.entrypoints import http
from chalicelib.entrypoints.pages import rendering
from chalicelib.providers.twilio import twiml
from chalicelib.store.dynamo import partitions
from infra.indexes import refused, tables_of
from infra.local import switchboard
from infra.local.provider import overrides
from tests.structure.deployed import (
    CONFIG,
    FUNCTIONS,
    QUEUE_READERS,
    RESOURCES,
    SCHEDULES,
    TEMPLATE,
    TEMPLATE_TEXT,
    TIME_LIMITS,
    logical,
    logs,
    of_type,
)
from tests.structure.sources import ROOT, imports, modules
from tests.support import older_release


def alarms_on(**wanted: Any) -> list[dict[str, Any]]:
    """The properties of every alarm that has these values."""
    alarms = (alarm["Properties"] for alarm in of_type("AWS::CloudWatch::Alarm").values())
    return [alarm for alarm in alarms if wanted.items() <= alarm.items()]


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


# --- tables

TABLES = {
    "CasesTable": {
        "waiting": ("wait_pk", "wait_at", "KEYS_ONLY"),
        "due": ("due_pk", "due_at", "KEYS_ONLY"),
        "board": ("board_pk", "board_sk", "ALL"),
        "open": ("open_pk", "open_sk", "INCLUDE"),
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


def test_each_kind_of_partition_has_a_name_of_its_own_in_its_index_and_each_index_a_kind() -> None:
    kinds = [(kind.index, kind.name) for kind in partitions.EVERY]
    assert len({*kinds}) == len(kinds)
    assert not [name for _, name in kinds if "#" in name]
    indexes = {f"{table}/{name}" for table, found in TABLES.items() for name in found}
    assert {index for index, _ in kinds} == indexes


def test_a_release_changes_at_most_one_index_of_a_table() -> None:
    """What AWS lets one deployment do: docs/decisions/0046."""
    assert refused(tables_of(older_release.template()), tables_of(TEMPLATE)) == ""


def test_two_changes_of_a_tables_indexes_are_refused_and_one_in_each_table_is_not() -> None:
    def like(name: str, key: str = "pk", projection: str = "ALL") -> dict[str, Any]:
        schema = [{"AttributeName": key, "KeyType": "HASH"}]
        return {
            "IndexName": name,
            "KeySchema": schema,
            "Projection": {"ProjectionType": projection},
        }

    one, two = like("one"), like("two")
    assert refused({"A": [], "B": [one]}, {"A": [one], "B": [one, two]}) == ""
    assert refused({}, {"A": [one, two]}) == ""
    assert "creates one and creates two of A" in refused({"A": []}, {"A": [two, one]})
    assert "deletes one and creates two of A" in refused({"A": [one]}, {"A": [two]})
    assert "deletes one and creates one" in refused({"A": [one]}, {"A": [like("one", "sk")]})
    in_place = like("one", projection="KEYS_ONLY")
    assert "deletes one and creates one" in refused({"A": [one]}, {"A": [in_place]})


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
    groups = of_type("AWS::Logs::LogGroup")
    assert sorted(groups) == sorted([*logs().values(), "AccessLog"])
    assert {group["Properties"]["RetentionInDays"] for group in groups.values()} == {365}


# --- the gateway

API = RESOURCES["RestAPI"]["Properties"]
ANSWERS: dict[str, dict[str, Any]] = API["GatewayResponses"]


def words(html: str) -> str:
    """What a person reads of a page's own part, with the addresses it leads to."""
    [main] = re.findall("<main>(.*)</main>", html, re.DOTALL)
    said = re.sub(r'<a href="([^"]+)">', r" \1 ", main)
    return " ".join(re.sub("<[^>]+>", " ", said).split())


@pytest.mark.parametrize("kind", ANSWERS)
def test_what_the_gateway_answers_is_a_guarded_page_of_our_own(kind: str) -> None:
    answer = ANSWERS[kind]
    headers = answer["ResponseParameters"]["Headers"]
    assert {value[0] + value[-1] for value in headers.values()} == {"''"}
    sent = {name: value[1:-1] for name, value in headers.items()}
    guarded = http.page("").headers
    assert {name: guarded[name] for name in sent.keys() & guarded.keys()} == {
        name: value for name, value in sent.items() if name in guarded
    }
    assert guarded.keys() - sent.keys() == {"Content-Security-Policy"}
    [html] = answer["ResponseTemplates"].values()
    assert "default-src 'none'" in html
    assert not re.search(r"[#$\\]", html)  # what the gateway would take for a variable


def test_the_gateways_words_are_the_functions_own() -> None:
    rules = wiring.rules()
    own = {
        "DEFAULT_4XX": rendering.unknown(rules),
        "MISSING_AUTHENTICATION_TOKEN": rendering.unknown(rules),
        "REQUEST_TOO_LARGE": rendering.too_long(rules),
        "THROTTLED": rendering.trouble(rules),
        "QUOTA_EXCEEDED": rendering.trouble(rules),
        "DEFAULT_5XX": rendering.trouble(rules),
    }
    said = {
        kind: answer["ResponseTemplates"]["application/json"] for kind, answer in ANSWERS.items()
    }
    assert {kind: words(html) for kind, html in said.items()} == {
        kind: words(html) for kind, html in own.items()
    }


def test_an_address_that_the_gateway_does_not_have_is_not_found_rather_than_forbidden() -> None:
    codes = {
        kind: answer["StatusCode"] for kind, answer in ANSWERS.items() if "StatusCode" in answer
    }
    assert codes == {"MISSING_AUTHENTICATION_TOKEN": "404"}  # the others keep their own


def test_there_is_one_stage_and_not_sams_own_beside_it() -> None:
    assert TEMPLATE["Globals"]["Api"] == {"OpenApiVersion": "2.0"}


def test_reports_of_mail_begin_only_when_their_topic_takes_them() -> None:
    [destination] = of_type("AWS::SES::ConfigurationSetEventDestination").values()
    policy = RESOURCES[destination["DependsOn"]]
    topic = destination["Properties"]["EventDestination"]["SnsDestination"]["TopicARN"]
    assert policy["Type"] == "AWS::SNS::TopicPolicy"
    assert policy["Properties"]["Topics"] == [topic]


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
    assert [m for m in modules() for name in imports(m) if name.split(".")[0] == "infra"] == []


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_every_dependency_is_pinned(name: str) -> None:
    lines = (ROOT / name).read_text("utf-8").splitlines()
    pins = [line for line in lines if line and not line.startswith("#")]
    assert pins
    assert all(re.fullmatch(r"[a-z0-9._-]+==[\w.!+]+", pin) for pin in pins)


def test_the_package_does_not_bring_chalice_or_the_switchboard() -> None:
    names = (ROOT / "requirements.txt").read_text("utf-8")
    assert not re.search(r"^(chalice|moto|ministack|pip|setuptools)==", names, re.MULTILINE)


# --- strangers


WEBHOOKS = sorted(
    path for path in app.routes if path.startswith(("/sms/", "/voice/", "/receipts/"))
)
API_STAGE = RESOURCES["RestAPI"]["Properties"]
LIMITS = {
    (row["ResourcePath"], row["HttpMethod"]): row["ThrottlingRateLimit"]
    for row in API_STAGE["MethodSettings"]
}


@pytest.mark.parametrize("path", WEBHOOKS)
def test_what_the_provider_calls_has_a_limit_of_its_own_above_the_pages(path: str) -> None:
    named = (f"/{path.replace('/', '~1')}", "POST")
    assert LIMITS[named] > LIMITS["/*", "*"]


def test_nothing_else_has_a_limit_of_its_own() -> None:
    assert len(LIMITS) == len(WEBHOOKS) + 1


def test_the_firewall_is_off_unless_asked_for_and_lets_the_provider_pass() -> None:
    assert TEMPLATE["Parameters"]["RequestsAnAddress"]["Default"] == 0
    for name in ("Firewall", "FirewallOfApi"):
        assert RESOURCES[name]["Condition"] == "HasFirewall"
    [rule] = RESOURCES["Firewall"]["Properties"]["Rules"]
    scope = rule["Statement"]["RateBasedStatement"]["ScopeDownStatement"]
    exempt = scope["NotStatement"]["Statement"]["RegexMatchStatement"]["RegexString"]
    stage = CONFIG["api_gateway_stage"]
    for path in app.routes:
        for asked in (path, f"/{stage}{path}"):
            assert bool(re.match(exempt, asked)) == (path in WEBHOOKS), asked


def test_no_concurrency_is_kept_unless_asked_for() -> None:
    assert TEMPLATE["Parameters"]["ReservedForWeb"]["Default"] == 0
    kept = RESOURCES["APIHandler"]["Properties"]["ReservedConcurrentExecutions"]["Fn::If"]
    assert kept[0] == "KeepsForWeb"
    assert kept[2] == {"Ref": "AWS::NoValue"}


@pytest.mark.parametrize("function", QUEUE_READERS)
def test_a_queue_cannot_take_all_functions_for_itself(function: str) -> None:
    [source] = RESOURCES[logical(function)]["Properties"]["Events"].values()
    assert 2 <= source["Properties"]["ScalingConfig"]["MaximumConcurrency"] <= 5


def test_the_access_log_says_the_route_and_neither_path_nor_address() -> None:
    written = json.loads(API_STAGE["AccessLogSetting"]["Format"])
    assert written["route"] == "$context.resourcePath"
    for kept_out in ("$context.path", "sourceIp", "userAgent", "requestOverride"):
        assert kept_out not in json.dumps(written)
    group = RESOURCES[API_STAGE["AccessLogSetting"]["DestinationArn"]["Fn::GetAtt"][0]]
    assert group["Properties"]["RetentionInDays"] == 365


# --- retrying: the provider's addresses as the documents give them, and as they were tried


@pytest.mark.parametrize("document", ["README.md", "docs/runbook.md"])
def test_the_addresses_that_documents_give_are_set_as_they_were_tried(document: str) -> None:
    said = (ROOT / document).read_text("utf-8")
    for path in (urls.TEXT_IN, urls.CALL_IN):
        assert f"https://HOST{path}{twiml.OVERRIDES}`" in said
    assert switchboard.OVERRIDES == twiml.OVERRIDES


def test_all_tries_fit_into_the_time_that_the_provider_has() -> None:
    """https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides"""
    _, found = overrides.split(f"https://hotline.example{urls.CALL_IN}{twiml.OVERRIDES}")
    assert found.retried == {"4xx", "5xx", "ct", "rt"}
    assert (found.retries + 1) * found.read < found.total == 15.0


# --- backups

PARAMETERS = TEMPLATE["Parameters"]
BACKUPS = RESOURCES["BackupPlan"]["Properties"]["BackupPlan"]["BackupPlanRule"]


def test_both_tables_and_nothing_else_are_backed_up() -> None:
    [selection] = of_type("AWS::Backup::BackupSelection").values()
    chosen = selection["Properties"]["BackupSelection"]
    assert chosen["Resources"] == [{"Fn::GetAtt": [table, "Arn"]} for table in TABLES]
    assert not chosen.keys() & {"ListOfTags", "Conditions", "NotResources"}


def test_a_backup_is_kept_beyond_point_in_time_recovery_and_not_for_ever() -> None:
    [weekly] = BACKUPS
    assert weekly["Lifecycle"] == {"DeleteAfterDays": {"Ref": "BackupDays"}}
    assert PARAMETERS["BackupDays"]["MinValue"] > 35
    assert PARAMETERS["BackupDays"]["Default"] == 365


def test_a_backup_is_copied_elsewhere_if_a_vault_is_named_and_there_for_as_long() -> None:
    [weekly] = BACKUPS
    condition, [copy], otherwise = weekly["CopyActions"]["Fn::If"]
    assert PARAMETERS["BackupCopyVaultArn"]["Default"] == ""
    assert TEMPLATE["Conditions"][condition] == {
        "Fn::Not": [{"Fn::Equals": [{"Ref": "BackupCopyVaultArn"}, ""]}]
    }
    assert copy["DestinationBackupVaultArn"] == {"Ref": "BackupCopyVaultArn"}
    assert copy["Lifecycle"] == weekly["Lifecycle"]
    assert otherwise == {"Ref": "AWS::NoValue"}


def test_backups_outlive_the_stack_under_a_key_that_is_not_the_vaults() -> None:
    for name in ("BackupVault", "BackupKey"):
        assert RESOURCES[name]["DeletionPolicy"] == "Retain"
        assert RESOURCES[name]["UpdateReplacePolicy"] == "Retain"
    key = RESOURCES["BackupVault"]["Properties"]["EncryptionKeyArn"]
    assert key == {"Fn::GetAtt": ["BackupKey", "Arn"]}


def test_what_is_erased_can_be_erased_everywhere() -> None:
    """No lock on backups, and neither versions nor a lock on recordings."""
    assert "LockConfiguration" not in RESOURCES["BackupVault"]["Properties"]
    bucket = RESOURCES["RecordingsBucket"]["Properties"]
    assert not [name for name in bucket if re.search("Versioning|ObjectLock|Replication", name)]


def test_only_aws_backup_may_take_backups_and_it_may_restore_nothing() -> None:
    role = RESOURCES["BackupRole"]["Properties"]
    [trusted] = role["AssumeRolePolicyDocument"]["Statement"]
    assert trusted["Principal"] == {"Service": "backup.amazonaws.com"}
    assert "aws:SourceAccount" in trusted["Condition"]["StringEquals"]
    [policy] = role["ManagedPolicyArns"]
    assert policy["Fn::Sub"].endswith("service-role/AWSBackupServiceRolePolicyForBackup")
    assert "Policies" not in role


def test_the_technician_is_told_of_a_backup_that_failed_and_of_one_that_never_began() -> None:
    rule = RESOURCES["BackupFailed"]["Properties"]
    assert [target["Arn"] for target in rule["Targets"]] == [{"Ref": "AlarmTopic"}]
    assert set(rule["EventPattern"]["detail-type"]) == {
        "Backup Job State Change",
        "Copy Job State Change",
    }
    assert {"FAILED", "ABORTED", "EXPIRED"} <= set(rule["EventPattern"]["detail"]["state"])


def test_the_alarms_topic_takes_what_alarms_and_the_rule_about_backups_say() -> None:
    policy = RESOURCES["AlarmTopicPolicy"]["Properties"]
    assert policy["Topics"] == [{"Ref": "AlarmTopic"}]
    said = {one["Principal"]["Service"]: one for one in policy["PolicyDocument"]["Statement"]}
    assert set(said) == {"cloudwatch.amazonaws.com", "events.amazonaws.com"}
    for one in said.values():
        assert (one["Effect"], one["Action"]) == ("Allow", "sns:Publish")
        assert one["Condition"]
