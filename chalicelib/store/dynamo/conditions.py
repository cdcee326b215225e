"""Conditional writes that may lose a race: losing is a return value, not an error."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from pynamodb.exceptions import PutError, TransactWriteError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.store.dynamo.tables import connection
from chalicelib.usecases.ports.errors import ConflictError

_LOST = "ConditionalCheckFailedException"
_IN_THE_WAY = "TransactionConflictException"
_PAUSES = (0.02, 0.06, 0.2)  # seconds; a transaction takes some hundredths
_LOST_TOGETHER = frozenset({"ConditionalCheckFailed", "TransactionConflict"})


def put_if(item: Model, condition: Condition) -> bool:
    """Writes the whole item. Returns whether the condition held; other errors are raised. Waits for
    a transaction that changes the same item."""

    def once() -> bool:
        try:
            item.save(condition=condition)
        except PutError as error:
            return _held(error)
        return True

    return _in_turn(once)


def _held(error: PutError | UpdateError) -> bool:
    """False if the condition did not hold. Raises ConflictError if a transaction is in the way, and
    any other error."""
    if error.cause_response_code == _LOST:
        return False
    if error.cause_response_code == _IN_THE_WAY:
        raise ConflictError(_IN_THE_WAY) from error
    raise error


def added(item: Model) -> bool:
    """Writes the item unless one exists under its key. Returns whether it was new."""
    key: Any = type(item).pk  # type: ignore[attr-defined]  # the hash key of every item
    return put_if(item, key.does_not_exist())


def changed(item: Model, actions: list[Action], condition: Condition) -> bool:
    """Changes parts of the item. Returns whether the condition held; other errors are raised. Waits
    for a transaction that changes the same item."""

    def once() -> bool:
        try:
            item.update(actions=actions, condition=condition)
        except UpdateError as error:
            return _held(error)
        return True

    return _in_turn(once)


def changed_with(
    item: Model,
    actions: list[Action],
    condition: Condition,
    others: Sequence[Model],
    *,
    else_too: bool = True,
) -> bool:
    """As `changed`, and writes the others in the same transaction; with `else_too` without it if
    the condition does not hold."""
    if not others:
        return changed(item, actions, condition)

    def once() -> bool:
        try:
            with TransactWrite(connection=connection()) as transaction:
                transaction.update(item, actions=actions, condition=condition)
                for other in others:
                    transaction.save(other)
        except TransactWriteError as error:
            reasons = reasons_of(error)
            if "ConditionalCheckFailed" in reasons:
                return False
            if "TransactionConflict" in reasons:
                raise ConflictError(_IN_THE_WAY) from error
            raise
        return True

    held = _in_turn(once)
    if else_too and not held:
        for other in others:
            other.save()
    return held


@contextmanager
def together() -> Iterator[TransactWrite]:
    """One transaction. A race that it loses is a ConflictError that names the reasons."""
    try:
        with TransactWrite(connection=connection()) as transaction:
            yield transaction
    except TransactWriteError as error:
        if is_lost(error):
            raise ConflictError(", ".join(sorted(reasons_of(error)))) from error
        raise


def _in_turn(attempt: Callable[[], bool]) -> bool:
    """The result of the attempt, which waits while another transaction changes the same item.
    Raises ConflictError if that goes on."""
    for pause in _PAUSES:
        try:
            return attempt()
        except ConflictError:
            time.sleep(pause)
    return attempt()


def reasons_of(error: TransactWriteError) -> frozenset[str]:
    """Why the transaction was cancelled."""
    return frozenset(r.code for r in error.cancellation_reasons if r is not None)


def is_lost(error: TransactWriteError) -> bool:
    """Whether the transaction has lost a race, and nothing else is wrong with it."""
    return bool(reasons_of(error) & _LOST_TOGETHER)
