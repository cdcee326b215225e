"""Conditional writes that may lose: whether this one won is an answer, not an error."""

from __future__ import annotations

from typing import Any

from pynamodb.exceptions import PutError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model

_LOST = "ConditionalCheckFailedException"


def put_if(item: Model, condition: Condition) -> bool:
    """Writes the whole item. Says whether the condition held; raises what else went wrong."""
    try:
        item.save(condition=condition)
    except PutError as error:
        if error.cause_response_code == _LOST:
            return False
        raise
    return True


def added(item: Model) -> bool:
    """Writes the item, unless there is one under its key. Says whether it was new."""
    key: Any = type(item).pk  # type: ignore[attr-defined]  # the hash key of every item
    return put_if(item, key.does_not_exist())


def changed(item: Model, actions: list[Action], condition: Condition) -> bool:
    """Changes parts of the item. Says whether the condition held."""
    try:
        item.update(actions=actions, condition=condition)
    except UpdateError as error:
        if error.cause_response_code == _LOST:
            return False
        raise
    return True
