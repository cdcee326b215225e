"""What each function may do on AWS: one table, from which `make policies` writes .chalice/policy-*.

Chalice reads those files, so they are committed; a test compares them with this table. There are no
wildcards: a function that is broken into can do what its row says, and no more.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHALICE = Path(__file__).resolve().parent.parent / ".chalice"
INDEXES = {"CasesTable": ("waiting", "due", "board", "open"), "VaultTable": ("waiting", "phone")}

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One statement of a policy: these actions on these resources, and nothing else."""

    sid: str
    actions: tuple[str, ...]
    on: tuple[Json, ...]
    condition: Json | None = None

    def statement(self) -> Json:
        """As IAM reads it."""
        said: Json = {
            "Sid": self.sid,
            "Effect": "Allow",
            "Action": list(self.actions),
            "Resource": list(self.on),
        }
        return said | ({"Condition": self.condition} if self.condition else {})


def _arn(resource: str) -> Json:
    """The ARN of one of the template's resources."""
    return {"Fn::GetAtt": [resource, "Arn"]}


def _sub(pattern: str) -> Json:
    """A text in which CloudFormation fills in the names."""
    return {"Fn::Sub": pattern}


def _named(service: str, name: str) -> Json:
    """The ARN of something in this account that is not one of the template's resources."""
    account = "${AWS::Partition}:" + service + ":${AWS::Region}:${AWS::AccountId}"
    return _sub(f"arn:{account}:{name}")


def _write_log(log: str) -> Grant:
    actions = ("logs:CreateLogStream", "logs:PutLogEvents")
    return Grant(sid="OwnLog", actions=actions, on=(_arn(log),))


def _use_key(sid: str, through: Json | list[Json]) -> Grant:
    """The vault's key, for what these services decrypt on the function's behalf; never directly."""
    return Grant(
        sid=sid,
        actions=("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"),
        on=(_arn("VaultKey"),),
        condition={"StringEquals": {"kms:ViaService": through}},
    )


def _take_from(sid: str, queue: str) -> Grant:
    """What Lambda needs to hand a queue's messages to a function."""
    actions = ("ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage")
    return Grant(sid=sid, actions=tuple(f"sqs:{a}" for a in actions), on=(_arn(queue),))


def _put_into(sid: str, queue: str) -> Grant:
    return Grant(sid=sid, actions=("sqs:SendMessage",), on=(_arn(queue),))


def _recordings(sid: str, action: str) -> Grant:
    """A bucket's objects cannot be named one by one: all recordings, and nothing else in it."""
    return Grant(sid=sid, actions=(action,), on=(_sub("${RecordingsBucket.Arn}/recordings/*"),))


DYNAMODB = _sub("dynamodb.${AWS::Region}.amazonaws.com")
S3 = _sub("s3.${AWS::Region}.amazonaws.com")

TABLES = Grant(
    sid="Tables",
    actions=(
        "dynamodb:BatchGetItem",
        "dynamodb:ConditionCheckItem",
        "dynamodb:DeleteItem",
        "dynamodb:GetItem",
        "dynamodb:PutItem",
        "dynamodb:Query",
        "dynamodb:UpdateItem",
    ),
    on=tuple(_arn(table) for table in INDEXES),
)
QUERY_INDEXES = Grant(
    sid="Indexes",
    actions=("dynamodb:Query",),
    on=tuple(
        _sub(f"${{{table}.Arn}}/index/{index}") for table in INDEXES for index in INDEXES[table]
    ),
)
KEY_FOR_TABLES = _use_key("VaultKeyThroughDynamoDb", DYNAMODB)
KEY_FOR_TABLES_AND_RECORDINGS = _use_key("VaultKeyThroughItsServices", [DYNAMODB, S3])
SECRETS = Grant(
    sid="Secrets",
    actions=("ssm:GetParameter",),
    on=(_named("ssm", "parameter${SecretsParameter}"),),
)
ENQUEUE = _put_into("EnqueueWork", "NoticesQueue")
REPORT_FAILED_RUN = _put_into("FailedRuns", "FailedRunsQueue")
SEND_MAIL = Grant(
    sid="SendMail",
    actions=("ses:SendEmail",),
    on=(
        _named("ses", "identity/${MailIdentity}"),
        _named("ses", "configuration-set/${MailEventsSet}"),
    ),
)
READ_RECORDINGS = _recordings("ReadRecordings", "s3:GetObject")
KEEP_RECORDINGS = _recordings("KeepRecordings", "s3:PutObject")

RECORDS = (TABLES, QUERY_INDEXES, KEY_FOR_TABLES, SECRETS)
RECORDS_AND_RECORDINGS = (TABLES, QUERY_INDEXES, KEY_FOR_TABLES_AND_RECORDINGS, SECRETS)
SCHEDULED = (*RECORDS, ENQUEUE, REPORT_FAILED_RUN)

# The table: each function of app.py, and what it may do besides writing its own log.
GRANTS: dict[str, tuple[Grant, ...]] = {
    "api_handler": (*RECORDS_AND_RECORDINGS, ENQUEUE, READ_RECORDINGS),
    "dispatch": (
        *RECORDS_AND_RECORDINGS,
        _take_from("TakeNotices", "NoticesQueue"),
        SEND_MAIL,
        ENQUEUE,
        KEEP_RECORDINGS,
    ),
    "mail_events": (*RECORDS, _take_from("TakeMailEvents", "MailEventsQueue"), ENQUEUE),
    "sweep": SCHEDULED,
    "escalate": SCHEDULED,
    "reconcile": SCHEDULED,
    "gather": SCHEDULED,
    "report": SCHEDULED,
    "digest": SCHEDULED,
}


def log_of(function: str) -> str:
    """The template's name for a function's log group."""
    return function.removesuffix("_handler").title().replace("_", "") + "Log"


def policy(function: str) -> Json:
    """A function's whole policy."""
    grants = (_write_log(log_of(function)), *GRANTS[function])
    return {"Version": "2012-10-17", "Statement": [grant.statement() for grant in grants]}


def files() -> dict[Path, str]:
    """What belongs into each policy file that Chalice's configuration names."""
    config = json.loads((CHALICE / "config.json").read_text("utf-8"))["lambda_functions"]
    return {
        CHALICE / config[function]["iam_policy_file"]: json.dumps(policy(function), indent=2) + "\n"
        for function in GRANTS
    }


def main() -> None:
    """Writes every function's policy anew."""
    for file, content in files().items():
        file.write_text(content, "utf-8")
        sys.stdout.write(f"{file.relative_to(CHALICE.parent)}\n")


if __name__ == "__main__":
    main()
