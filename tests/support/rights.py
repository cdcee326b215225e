"""What a function may ask of AWS while it runs in this process: what its policy says, as on AWS."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import Any

from botocore.client import BaseClient
from botocore.exceptions import ClientError

from infra import policies
from infra.local.cloud.rights import Right, of_store
from tests.support.environment import TABLES

# What is not about a table: the operation, and the statement that allows it.
_OTHERS: Mapping[str, Right] = {
    "SendMessageBatch": ("sqs:SendMessage", "EnqueueWork"),
    "SendEmail": ("ses:SendEmail", "SendMail"),
}
# Of an object, the place by its bucket and where its key begins.
_OBJECTS: Mapping[tuple[str, str, str], Right] = {
    ("GetObject", "recordings", "recordings"): ("s3:GetObject", "ReadRecordings"),
    ("PutObject", "recordings", "recordings"): ("s3:PutObject", "KeepRecordings"),
    ("PutObject", "files", "inbox"): ("s3:PutObject", "FetchPictures"),
    ("GetObject", "files", "inbox"): ("s3:GetObject", "LookIntoFiles"),
    ("PutObject", "files", "beside"): ("s3:PutObject", "LayBy"),
    ("GetObject", "files", "beside"): ("s3:GetObject", "TakeFromBeside"),
    ("PutObject", "files", "clean"): ("s3:PutObject", "KeepFiles"),
    ("DeleteObject", "files", "inbox"): ("s3:DeleteObject", "ForgetFiles"),
}
_TABLES = {name: logical for logical, name in TABLES.items()}
_SECRETS = {"keys": "Keys", "twilio": "ProvidersAccount", "gateways": "Gateways"}
_running: ContextVar[str] = ContextVar("running", default="")
_allowed = cache(policies.rights)


@contextmanager
def of(function: str) -> Iterator[None]:
    """What is asked meanwhile is asked by this function of app.py."""
    before = _running.set(function)
    try:
        yield
    finally:
        _running.reset(before)


def check(client: BaseClient, operation: str, said: Any) -> None:
    """Raises what AWS answers if the function that runs has no right to this; a test's own request
    may do everything."""
    function = _running.get()
    if not function:
        return
    for right in _asked(client, operation, said):
        if right not in _allowed(function):
            problem = {"Code": "AccessDeniedException", "Message": f"{function}: {right}"}
            raise ClientError({"Error": problem}, operation)


def _asked(client: BaseClient, operation: str, said: Any) -> Iterator[Right]:
    if client.meta.service_model.service_name == "dynamodb":
        for action, place in of_store(operation, said):
            table = re.split("[/#]", place)[0]
            yield action, _TABLES[table] + place.removeprefix(table)
    elif operation == "GetParameters":
        for name in said["Names"]:
            yield "ssm:GetParameters", _SECRETS[name.rpartition("/")[2]]
    elif client.meta.service_model.service_name == "s3":
        yield _OBJECTS[operation, said["Bucket"], said["Key"].partition("/")[0]]
    else:
        yield _OTHERS[operation]
