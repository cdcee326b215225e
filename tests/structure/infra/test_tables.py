"""Tables and recordings cannot be lost, and what is erased is gone everywhere."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest

from chalicelib.domain.case.attachments import KEPT_UNSEEN
from chalicelib.store.dynamo import partitions
from infra.indexes import refused, tables_of
from tests.structure.deployed import (
    RESOURCES,
    TEMPLATE,
    logs,
    of_type,
)
from tests.support import older_release

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


def test_files_are_under_the_vaults_key_and_open_to_nobody_who_is_not_known_to_be_clean() -> None:
    bucket = RESOURCES["FilesBucket"]
    assert bucket["DeletionPolicy"] == bucket["UpdateReplacePolicy"] == "Retain"
    assert set(bucket["Properties"]["PublicAccessBlockConfiguration"].values()) == {True}
    [rule] = bucket["Properties"]["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    sealed = rule["ServerSideEncryptionByDefault"]
    assert sealed["KMSMasterKeyID"] == {"Fn::GetAtt": ["VaultKey", "Arn"]}
    expiries = bucket["Properties"]["LifecycleConfiguration"]["Rules"]
    assert {rule["Prefix"] for rule in expiries} == {"inbox/", "beside/"}
    assert min(timedelta(days=rule["ExpirationInDays"]) for rule in expiries) > KEPT_UNSEEN
    said = RESOURCES["FilesBucketPolicy"]["Properties"]["PolicyDocument"]["Statement"]
    unencrypted, unscanned, tagging = said
    assert {one["Effect"] for one in said} == {"Deny"}
    assert unencrypted["Condition"] == {"Bool": {"aws:SecureTransport": "false"}}
    scan = {"aws:PrincipalArn": {"Fn::GetAtt": ["ScanRole", "Arn"]}}
    assert unscanned["Condition"] == {
        "StringNotEquals": {"s3:ExistingObjectTag/GuardDutyMalwareScanStatus": "NO_THREATS_FOUND"},
        "ArnNotEquals": scan,
    }
    assert "s3:GetObject" in unscanned["Action"]
    assert unscanned["Resource"] == {"Fn::Sub": "${FilesBucket.Arn}/inbox/*"}
    assert tagging["Condition"] == {"ArnNotEquals": scan}
    assert "s3:PutObjectTagging" in tagging["Action"]


def test_files_are_scanned_by_parameter_and_off_at_first() -> None:
    assert TEMPLATE["Parameters"]["ScanFiles"]["Default"] == "no"
    plan = RESOURCES["FileScan"]
    assert plan["Condition"] == "ScansFiles"
    there = plan["Properties"]["ProtectedResource"]["S3Bucket"]
    assert there == {"BucketName": {"Ref": "FilesBucket"}, "ObjectPrefixes": ["inbox/"]}
    assert plan["Properties"]["Actions"] == {"Tagging": {"Status": "ENABLED"}}


def test_a_deployment_is_for_practice_only_if_somebody_says_so() -> None:
    said = TEMPLATE["Parameters"]["Training"]
    assert (said["Default"], said["AllowedValues"]) == ("no", ["yes", "no"])
    assert TEMPLATE["Globals"]["Function"]["Environment"]["Variables"]["TRAINING"] == {
        "Ref": "Training"
    }


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
    """No lock on backups, and neither versions nor a lock on recordings and files."""
    assert "LockConfiguration" not in RESOURCES["BackupVault"]["Properties"]
    for logical in ("RecordingsBucket", "FilesBucket"):
        bucket = RESOURCES[logical]["Properties"]
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
