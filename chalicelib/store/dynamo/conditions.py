"""Conditional writes that may lose a race: losing is a return value, not an error."""

from __future__ import annotations

from typing import Any

from pynamodb.exceptions import PutError, TransactWriteError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model

_LOST = "ConditionalCheckFailedException"
_LOST_TOGETHER = frozenset({"ConditionalCheckFailed", "TransactionConflict"})


def put_if(item: Model, condition: Condition) -> bool:
    """Writes the whole item. Returns whether the condition held; other errors are raised."""
    try:
        item.save(condition=condition)
    except PutError as error:
        if error.cause_response_code == _LOST:
            return False
        raise
    return True


def added(item: Model) -> bool:
    """Writes the item unless one exists under its key. Returns whether it was new."""
    key: Any = type(item).pk  # type: ignore[attr-defined]  # the hash key of every item
    return put_if(item, key.does_not_exist())


def changed(item: Model, actions: list[Action], condition: Condition) -> bool:
    """Changes parts of the item. Returns whether the condition held; other errors are raised."""
    try:
        item.update(actions=actions, condition=condition)
    except UpdateError as error:
        if error.cause_response_code == _LOST:
            return False
        raise
    return True


def reasons_of(error: TransactWriteError) -> frozenset[str]:
    """Why the transaction was cancelled."""
    return frozenset(r.code for r in error.cancellation_reasons if r is not None)


def is_lost(error: TransactWriteError) -> bool:
    """Whether the transaction has lost a race, and nothing else is wrong with it."""
    return bool(reasons_of(error) & _LOST_TOGETHER)
