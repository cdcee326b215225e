"""What each function may do on AWS: one table, from which `make policies` writes .chalice/policy-*.

Chalice reads those files, so they are committed; a test compares them with this table. There are no
wildcards: a function that is broken into can do what its row says, and no more. Tests hold each row
to what its function asks for: tests/support/rights.py and tests/journeys/test_what_was_asked.py.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

CHALICE = Path(__file__).resolve().parent.parent / ".chalice"

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
    """One statement of a policy: these actions on these resources, and nothing else. Some the
    function never asks for: AWS does, on its behalf."""

    sid: str
    actions: tuple[str, ...]
    on: tuple[Json, ...]
    condition: Json | None = None
    asked_by_aws: bool = False

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
    return Grant(sid="OwnLog", actions=actions, on=(_arn(log),), asked_by_aws=True)


def _use_key(sid: str, through: Json | list[Json]) -> Grant:
    """The vault's key, for what these services decrypt on the function's behalf; never directly."""
    return Grant(
        sid=sid,
        actions=("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey"),
        on=(_arn("VaultKey"),),
        condition={"StringEquals": {"kms:ViaService": through}},
        asked_by_aws=True,
    )


def _take_from(sid: str, queue: str) -> Grant:
    """What Lambda needs to hand a queue's messages to a function."""
    actions = ("ChangeMessageVisibility", "DeleteMessage", "GetQueueAttributes", "ReceiveMessage")
    asked = tuple(f"sqs:{a}" for a in actions)
    return Grant(sid=sid, actions=asked, on=(_arn(queue),), asked_by_aws=True)


def _put_into(sid: str, queue: str, *, asked_by_aws: bool = False) -> Grant:
    actions = ("sqs:SendMessage",)
    return Grant(sid=sid, actions=actions, on=(_arn(queue),), asked_by_aws=asked_by_aws)


def _recordings(sid: str, action: str) -> Grant:
    """A bucket's objects cannot be named one by one: all recordings, and nothing else in it."""
    return Grant(sid=sid, actions=(action,), on=(_sub("${RecordingsBucket.Arn}/recordings/*"),))


def _files(sid: str, action: str, part: str) -> Grant:
    """The same of a part of the bucket for files."""
    return Grant(sid=sid, actions=(action,), on=(_sub(f"${{FilesBucket.Arn}}/{part}/*"),))


SETTINGS = "VaultTableSettings"
DYNAMODB = _sub("dynamodb.${AWS::Region}.amazonaws.com")
S3 = _sub("s3.${AWS::Region}.amazonaws.com")


def _table(table: str, *verbs: str, indexes: tuple[str, ...] = ()) -> tuple[Grant, ...]:
    """These verbs on a table's items, and queries of these indexes."""
    index = tuple(_sub(f"${{{table}.Arn}}/index/{name}") for name in indexes)
    grants = (
        Grant(sid=table, actions=tuple(f"dynamodb:{v}" for v in verbs), on=(_arn(table),)),
        Grant(sid=f"{table}Indexes", actions=("dynamodb:Query",), on=index),
    )
    return tuple(grant for grant in grants if grant.on)


def _cases(*verbs: str, indexes: tuple[str, ...] = ()) -> tuple[Grant, ...]:
    return _table("CasesTable", *verbs, indexes=indexes)


def _vault(
    *verbs: str, indexes: tuple[str, ...] = (), through: Json | list[Json] = DYNAMODB
) -> tuple[Grant, ...]:
    """With the key it is under, which other services may use besides."""
    return (*_table("VaultTable", *verbs, indexes=indexes), _use_key("VaultKey", through))


def _settings(*verbs: str) -> Grant:
    """These verbs on the vault's items with the settings, and on no others."""
    only = {"ForAllValues:StringLike": {"dynamodb:LeadingKeys": ["settings#*"]}}
    actions = tuple(f"dynamodb:{verb}" for verb in verbs)
    return Grant(sid=SETTINGS, actions=actions, on=(_arn("VaultTable"),), condition=only)


def _secret(sid: str, name: str) -> Grant:
    parameter = _named("ssm", f"parameter${{SecretsPath}}/{name}")
    return Grant(sid=sid, actions=("ssm:GetParameters",), on=(parameter,))


KEYS, PROVIDER = _secret("Keys", "keys"), _secret("ProvidersAccount", "twilio")
GATEWAYS = _secret("Gateways", "gateways")
ENQUEUE = _put_into("EnqueueWork", "NoticesQueue")
REPORT_FAILED_RUN = _put_into("FailedRuns", "FailedRunsQueue", asked_by_aws=True)
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

# Files: whoever is given a form puts one into the inbox, whoever is led to a clean one reads it,
# with the right of the function that signed. One function alone reads the inbox, once scanned.
SEND_FILES = _files("SendFiles", "s3:PutObject", "inbox")
HAND_OUT_FILES = _files("HandOutFiles", "s3:GetObject", "clean")
FETCH_PICTURES = _files("FetchPictures", "s3:PutObject", "inbox")
# What a gateway brings along with a text waits beside the inbox for the text's case.
LAY_BY = _files("LayBy", "s3:PutObject", "beside")
TAKE_FROM_BESIDE = _files("TakeFromBeside", "s3:GetObject", "beside")
LOOK_INTO_FILES = _files("LookIntoFiles", "s3:GetObject", "inbox")
KEEP_FILES = _files("KeepFiles", "s3:PutObject", "clean")
FORGET_FILES = _files("ForgetFiles", "s3:DeleteObject", "inbox")

GET, MANY, QUERY = "GetItem", "BatchGetItem", "Query"
PUT, UPDATE, DELETE = "PutItem", "UpdateItem", "DeleteItem"
RULES = _settings(GET, MANY)  # what every function reads before it does anything
CHANGE = (GET, QUERY, PUT, UPDATE)  # what a case is loaded and saved by
SCHEDULED = (ENQUEUE, REPORT_FAILED_RUN)

# The table: each function of app.py, and what it may do besides writing its own log. Whatever runs
# one in a test shows that nothing is missing; the journeys show that nothing is too much.
# For those that have no other business in the vault: the key it is under, too.
RULES_ALONE = (RULES, _use_key("VaultKey", DYNAMODB))

GRANTS: dict[str, tuple[Grant, ...]] = {
    "api_handler": (
        *_cases(*CHANGE, MANY, DELETE, indexes=("board", "open")),
        *_vault(*CHANGE, MANY, DELETE, indexes=("waiting", "phone"), through=[DYNAMODB, S3]),
        _settings(GET, MANY, QUERY, PUT, DELETE),
        *(KEYS, PROVIDER, GATEWAYS, ENQUEUE, READ_RECORDINGS, SEND_FILES, HAND_OUT_FILES, LAY_BY),
    ),
    "dispatch": (
        *_cases(*CHANGE, MANY),
        *_vault(*CHANGE, MANY, through=[DYNAMODB, S3]),
        _take_from("TakeNotices", "NoticesQueue"),
        *(RULES, KEYS, PROVIDER, GATEWAYS, SEND_MAIL, ENQUEUE),
        *(KEEP_RECORDINGS, FETCH_PICTURES, TAKE_FROM_BESIDE),
    ),
    "mail_events": (
        *_cases(*CHANGE),
        _take_from("TakeMailEvents", "MailEventsQueue"),
        *(ENQUEUE, *RULES_ALONE),
    ),
    "files": (
        *_cases(GET, QUERY, PUT),
        *_vault(PUT, through=[DYNAMODB, S3]),
        *(RULES, LOOK_INTO_FILES, KEEP_FILES, FORGET_FILES, REPORT_FAILED_RUN),
    ),
    "sweep": (
        *_cases(*CHANGE, indexes=("waiting",)),
        *_vault(*CHANGE, MANY, indexes=("waiting",)),
        *(RULES, KEYS, *SCHEDULED),
    ),
    "escalate": (
        *_cases(*CHANGE, MANY, indexes=("waiting", "due", "open")),
        *RULES_ALONE,
        *SCHEDULED,
    ),
    "reconcile": (
        *_cases(*CHANGE),
        *_vault(*CHANGE, MANY, indexes=("phone",)),
        *(RULES, KEYS, PROVIDER, *SCHEDULED),
    ),
    "gather": (*_cases(MANY, PUT, UPDATE, indexes=("waiting",)), *RULES_ALONE, *SCHEDULED),
    "report": (*_cases(MANY, QUERY, PUT, UPDATE, indexes=("waiting",)), *RULES_ALONE, *SCHEDULED),
    "digest": (*_cases(*CHANGE, MANY, indexes=("due", "open")), *RULES_ALONE, *SCHEDULED),
}


def rights(function: str) -> set[tuple[str, str]]:
    """What a function may ask for itself: (action, what about), of a table its name, of an index
    TABLE/INDEX, of the settings TABLE#settings, of anything else the statement's own name."""
    return {
        (action, _name_of(grant, place))
        for grant in GRANTS[function]
        if not grant.asked_by_aws
        for action in grant.actions
        for place in grant.on
    }


def _name_of(grant: Grant, place: Json) -> str:
    """ "CasesTable", "CasesTable/waiting", "VaultTable#settings", or the grant's own name."""
    if grant.sid == SETTINGS:
        return "VaultTable#settings"
    if not grant.sid.startswith(("CasesTable", "VaultTable")):
        return grant.sid
    table = grant.sid.removesuffix("Indexes")
    return f"{table}/{place['Fn::Sub'].rpartition('/')[2]}" if "Fn::Sub" in place else table


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
