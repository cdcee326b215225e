"""moto made for few rows and many requests: without what took most of a test's time and shows in no
answer."""

from __future__ import annotations

import copy
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from moto.core.serialize import BaseJSONSerializer
from moto.dynamodb.models import DynamoDBBackend
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table


@contextmanager
def quick() -> Iterator[None]:
    """moto asks every row of a table whether it answers a query and weighs those that do, copies
    the whole table for every row that a transaction writes, and looks for each of ten kinds of
    content in every value. Unweighed, no answer to a query comes in pages of a megabyte."""
    with (
        mock.patch.object(Table, "query", _query),
        mock.patch.object(Item, "size", return_value=0),
        mock.patch.object(Table, "__deepcopy__", _which_rows, create=True),
        mock.patch.object(DynamoDBBackend, "update_item", _update),
        mock.patch.object(BaseJSONSerializer, "_serialize_type_structure", _serialize),
    ):
        yield


# --- a query sees the rows under its key

_real_query = Table.query


def _query(table: Table, hash_key: Any, *args: Any, **kwargs: Any) -> Any:
    return _real_query(_under(table, hash_key, args[6]), hash_key, *args, **kwargs)


def _under(table: Table, key: DynamoType, index: str | None) -> Table:
    """The table with no rows but those under this key, of the table or of an index."""
    made = copy.copy(table)
    if index is None:
        made.items = defaultdict(dict, {key: table.items.get(key, {})})
        return made
    name = next(i.schema[0]["AttributeName"] for i in table.all_indexes() if i.name == index)
    made.items = defaultdict(dict)
    for own, by_range in table.items.items():
        for within, item in by_range.items():
            if name in item.attrs and item.attrs[name].value == key.value:
                made.items[own][within] = item
    return made


# --- an update changes a copy of its row, so that it is enough to note which rows there were

_real_update = DynamoDBBackend.update_item


def _update(backend: DynamoDBBackend, table_name: str, key: Any, *args: Any, **kwargs: Any) -> Any:
    own, within = DynamoType(key["pk"]), DynamoType(key["sk"])
    by_range = backend.get_table(table_name).items[own]
    if within in by_range:
        by_range[within] = copy.deepcopy(by_range[within])
    return _real_update(backend, table_name, key, *args, **kwargs)


def _which_rows(table: Table, _: dict[int, Any]) -> Table:
    made = copy.copy(table)
    made.items = defaultdict(dict, {key: dict(rows) for key, rows in table.items.items()})
    return made


# --- a value says itself which kind of content it has

_real_serialize = BaseJSONSerializer._serialize_type_structure


def _serialize(self: BaseJSONSerializer, serialized: Any, value: Any, shape: Any, key: str) -> None:
    if shape.name != "AttributeValue":
        return _real_serialize(self, serialized, value, shape, key)
    held: dict[str, Any] = {}
    for kind, content in (value if isinstance(value, dict) else value.to_json()).items():
        self._serialize(held, content, shape.members[kind], kind)
    serialized[key] = held
    return None
