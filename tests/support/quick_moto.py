"""moto made for few rows and many requests: without what took most of a test's time and shows in no
answer."""

from __future__ import annotations

import base64
import copy
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from types import SimpleNamespace
from typing import Any
from unittest import mock

from botocore.parsers import BaseJSONParser
from moto.core import responses
from moto.core.serialize import BaseJSONSerializer
from moto.dynamodb.models import DynamoDBBackend, table
from moto.dynamodb.models.dynamo_type import DynamoType, Item
from moto.dynamodb.models.table import Table
from moto.dynamodb.parsing.ast_nodes import DepthFirstTraverser, Node


@contextmanager
def quick() -> Iterator[None]:
    """moto asks every row of a table whether it answers a query, weighs and copies those that do,
    copies the whole table for every row that a transaction writes, asks every node of an update
    what it is, and looks for each of ten kinds of content in every value, as botocore does when it
    reads them. Unweighed, no answer to a query comes in pages of a megabyte."""
    patched = (
        (Table, "query", _query),
        (Table, "__deepcopy__", _which_rows),
        (Item, "size", lambda _: 0),
        (table, "copy", SimpleNamespace(copy=copy.copy, deepcopy=lambda rows: rows)),
        (DynamoDBBackend, "update_item", _update),
        (DepthFirstTraverser, "traverse", _traverse),
        (BaseJSONSerializer, "_serialize_type_structure", _write),
        (BaseJSONParser, "_handle_structure", _read),
        (responses, "method_names_from_class", cache(responses.method_names_from_class)),
    )
    with ExitStack() as stack:
        for where, name, ours in patched:
            stack.enter_context(mock.patch.object(where, name, ours, create=True))
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


# --- an update changes a copy of its row, so that rows never change: it is enough to note which
# there were, and an answer may hold them as they are

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


# --- an update's expression is walked ten times, and each of its nodes asked what it is

_is_node = cache(lambda kind: issubclass(kind, Node))


def _traverse(self: DepthFirstTraverser, root: Any) -> Any:
    wanted = self.nodes_to_be_processed()
    is_wanted = cache(lambda kind: issubclass(kind, wanted))

    def visit(node: Any, child_id: int = -1) -> Any:
        if not _is_node(type(node)):
            return node
        for place, child in enumerate(node.children or ()):
            self.pre_processing_of_child(node, place)
            visit(child, place)
        if is_wanted(type(node)):
            above, node = node.parent, self.process(node)
            node.parent = above
            if above:
                above.children[child_id] = node
        return node

    return visit(root)


# --- a value says itself which kind of content it has

_real_write = BaseJSONSerializer._serialize_type_structure
_real_read = BaseJSONParser._handle_structure


def _write(self: BaseJSONSerializer, serialized: Any, value: Any, shape: Any, key: str) -> None:
    if shape.name != "AttributeValue":
        return _real_write(self, serialized, value, shape, key)
    serialized[key] = _bytes_by(lambda content: base64.b64encode(content).decode(), value)
    return None


def _read(self: BaseJSONParser, shape: Any, value: Any) -> Any:
    if shape.name != "AttributeValue" or value is None:
        return _real_read(self, shape, value)
    return _bytes_by(base64.b64decode, value)


def _bytes_by(coded: Callable[[Any], Any], value: dict[str, Any]) -> dict[str, Any]:
    """The value, its bytes written for the wire or read from it."""
    ((kind, content),) = value.items()
    match kind:
        case "M":
            return {kind: {name: _bytes_by(coded, held) for name, held in content.items()}}
        case "L":
            return {kind: [_bytes_by(coded, held) for held in content]}
        case "B":
            return {kind: coded(content)}
        case "BS":
            return {kind: [coded(held) for held in content]}
    return value
