"""The requests by which calls and texts are put on file, in outline and about nothing: a client
rehearses them while a function starts."""

from __future__ import annotations

from typing import Any

from chalicelib.aws import Parameters, Rehearsed

_KEY: dict[str, Any] = {"pk": {"S": "-"}, "sk": {"S": "-"}}
_FLAT = {"M": {"a": {"S": "-"}, "b": {"N": "0"}, "c": {"BOOL": True}, "d": {"NULL": True}}}
_RECORD = {"M": {"a": _FLAT, "b": {"L": [{"L": [{"S": "-"}]}, _FLAT]}, "c": {"M": {"d": _FLAT}}}}
_COST = {"TableName": "-", "CapacityUnits": 1}  # PynamoDB always asks for it


def rehearsed(table: str) -> dict[str, Rehearsed]:
    """Parameters and answer of each request, by operation. None of them is ever sent."""
    words = {
        "TableName": table,
        "ExpressionAttributeNames": {"#0": "a"},
        "ExpressionAttributeValues": {":0": _RECORD},
        "ReturnConsumedCapacity": "TOTAL",
    }
    item = {"Item": {**_KEY, "a": _RECORD}, "ReturnValuesOnConditionCheckFailure": "ALL_OLD"}
    put = {**words, **item, "ConditionExpression": "#0 = :0"}
    update = {**words, "Key": _KEY, "UpdateExpression": "SET #0 = :0"}
    heard = {**update, "ConditionExpression": "#0 = :0", "ReturnValues": "ALL_NEW"}
    query = {**words, "KeyConditionExpression": "#0 = :0", "IndexName": "phone", "Limit": 1}
    one_cost = {"ConsumedCapacity": _COST}
    return {
        "PutItem": (put, one_cost),
        "UpdateItem": (heard, {**one_cost, "Attributes": item["Item"]}),
        "Query": (query, {**one_cost, "Items": [item["Item"]], "Count": 1, "ScannedCount": 1}),
        "TransactWriteItems": _several(put, update),
    }


def _several(put: Parameters, update: Parameters) -> Rehearsed:
    whole = "ReturnConsumedCapacity"  # asked for once, beside the parts
    parts = [{k: v for k, v in part.items() if k != whole} for part in (put, update)]
    items = [{"Put": parts[0]}, {"Update": parts[1]}]
    asked = {"ClientRequestToken": "-", "TransactItems": items, whole: "TOTAL"}
    return asked, {"ConsumedCapacity": [_COST]}
