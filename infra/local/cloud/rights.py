"""What IAM asks of a request to AWS: which actions, on what. Read from the request itself."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from aiohttp import web

# An action, and the name of what it is about: of an index TABLE/INDEX, of settings TABLE#settings.
Right = tuple[str, str]

SCOPE = re.compile(r"Credential=[^/]+/\d{8}/[^/]+/([a-z0-9-]+)/aws4_request")
CALLER = re.compile(r"\bapp/([A-Za-z0-9_-]+)")  # what botocore says of AWS_SDK_UA_APP_ID
SETTINGS = "settings#"  # what begins the partitions of the settings
_WRITES = {
    "Put": "PutItem",
    "Update": "UpdateItem",
    "Delete": "DeleteItem",
    "ConditionCheck": "ConditionCheckItem",
}
_FILES = {
    "GET": "s3:GetObject",
    "HEAD": "s3:GetObject",
    "PUT": "s3:PutObject",
    "DELETE": "s3:DeleteObject",
}


def of_store(operation: str, said: Mapping[str, Any]) -> Iterator[Right]:
    """A request to DynamoDB. A transaction is no action of its own: its pieces are.

    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis-iam.html
    """
    if operation == "TransactWriteItems":
        for piece in said["TransactItems"]:
            for kind, about in piece.items():
                yield f"dynamodb:{_WRITES[kind]}", _about(about["TableName"], [about])
    elif operation == "TransactGetItems":
        for piece in said["TransactItems"]:
            yield "dynamodb:GetItem", _about(piece["Get"]["TableName"], [piece["Get"]])
    elif operation in ("BatchGetItem", "BatchWriteItem"):
        for table, asked in said["RequestItems"].items():
            keys = [{"Key": key} for key in asked["Keys"]] if "Keys" in asked else []
            yield f"dynamodb:{operation}", _about(table, keys)
    elif index := said.get("IndexName"):
        yield f"dynamodb:{operation}", f"{said['TableName']}/{index}"
    else:
        yield f"dynamodb:{operation}", _about(said["TableName"], [said])


def _about(table: str, pieces: Sequence[Mapping[str, Any]]) -> str:
    """The table; with the settings alone if all pieces are about them, as a policy's condition on
    leading keys asks."""
    ours = pieces and all(map(_is_about_settings, pieces))
    return f"{table}#settings" if ours else table


def _is_about_settings(piece: Mapping[str, Any]) -> bool:
    item = piece.get("Key") or piece.get("Item")
    if item is not None:
        return str(item["pk"].get("S")).startswith(SETTINGS)
    values = piece.get("ExpressionAttributeValues", {}).values()  # of a query
    return any(str(value.get("S")).startswith(SETTINGS) for value in values)


async def of_request(request: web.Request) -> list[tuple[str, str, str]]:
    """Who asks, and what of AWS; nothing of a request that no function signed."""
    caller = CALLER.search(request.headers.get("User-Agent", ""))
    service = service_of(request)
    if not caller or not service:
        return []
    return [(caller[1], *right) for right in _rights(service, request, await request.read())]


def service_of(request: web.Request) -> str:
    """The service that a request is signed for; "" if it is not signed."""
    found = SCOPE.search(request.headers.get("Authorization", ""))
    return found[1] if found else ""


def _rights(service: str, request: web.Request, body: bytes) -> Iterator[Right]:
    operation = request.headers.get("X-Amz-Target", "").rpartition(".")[2]
    match service:
        case "dynamodb":
            yield from of_store(operation, json.loads(body))
        case "sqs":
            action = operation.removesuffix("Batch")  # no action of its own either
            yield f"sqs:{action}", json.loads(body)["QueueUrl"].rpartition("/")[2]
        case "ssm":
            for name in json.loads(body)["Names"]:
                yield f"ssm:{operation}", name
        case "s3":
            yield _FILES[request.method], "/".join(request.path.split("/")[1:3])
        case "ses":
            said = json.loads(body)
            yield "ses:SendEmail", said["FromEmailAddress"]
            yield "ses:SendEmail", said["ConfigurationSetName"]
