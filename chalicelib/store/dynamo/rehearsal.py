"""The requests by which calls and texts are put on file, in outline and about nothing: a client
rehearses them while a function starts."""

from __future__ import annotations

from typing import Any

KEY: dict[str, Any] = {"pk": {"S": "-"}, "sk": {"S": "-"}}
_RECORD = {"M": {"a": {"L": [{"M": {"a": {"S": "-"}}}, {"N": "0"}, {"BOOL": True}]}}}


def rehearsed(table: str) -> dict[str, dict[str, Any]]:
    """The parameters of each request, by operation. None of them is ever sent."""
    only_if = {
        "TableName": table,
        "ConditionExpression": "#0 = :0",
        "ExpressionAttributeNames": {"#0": "a"},
        "ExpressionAttributeValues": {":0": _RECORD},
    }
    item = {"Item": {**KEY, "a": _RECORD}, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    put = {**only_if, **item}
    update = {**only_if, "Key": KEY, "UpdateExpression": "SET #0 = :0"}
    query = {**only_if, "KeyConditionExpression": "#0 = :0", "IndexName": "phone", "Limit": 1}
    several = {"ClientRequestToken": "-", "TransactItems": [{"Put": put}, {"Update": update}]}
    return {"PutItem": put, "UpdateItem": update, "Query": query, "TransactWriteItems": several}
