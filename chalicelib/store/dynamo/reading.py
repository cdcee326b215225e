"""Items of both tables in one request."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from chalicelib.store.dynamo.tables import CasesItem, VaultItem, connection


@contextmanager
def uncollected() -> Iterator[None]:
    """While tens of thousands of small things are read that all stay: the collector would look
    through them again and again, which takes longer than the reading."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


Key = tuple[type[CasesItem] | type[VaultItem], str, str]


def read_at_once(*keys: Key) -> Iterator[CasesItem | VaultItem]:
    """Those of these items that there are, each as it is now. Asked again for what AWS has left
    out."""
    models = {model.Meta.table_name: model for model, _, _ in keys}
    left: dict[str, Any] = {name: {"Keys": [], "ConsistentRead": True} for name in models}
    for model, pk, sk in keys:
        left[model.Meta.table_name]["Keys"].append({"pk": {"S": pk}, "sk": {"S": sk}})
    while left:
        answer = connection().dispatch("BatchGetItem", {"RequestItems": left})
        for name, rows in answer["Responses"].items():
            yield from map(models[name].from_raw_data, rows)
        left = answer.get("UnprocessedKeys", {})
