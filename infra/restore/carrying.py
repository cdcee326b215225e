"""What of a backup is carried into the new stage, item by item, and as what.

Nothing is carried that is over, that was erased, or that lets somebody in who has signed in. Texts
and calls that waited when the backup was taken are carried as failed: whether they left later
nobody knows, so the office decides, from the board, who is told once more. Mails go out.
"""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum

from chalicelib.domain.notifications.notifications import Medium, NotArrived, NotificationState
from chalicelib.store.dynamo import partitions
from infra.restore.places import Item, key_of
from infra.restore.register import Register


class Left(StrEnum):
    """Why an item or a recording is left behind."""

    EXPIRED = "expired"
    ERASED = "erased"
    SIGNED_IN = "signed in"


NOTIFICATION = "notice"  # kinds, as they are stored
# Who is in, and who has tried too often: begun anew. What a gateway lets us in by is good once, and
# the old stage may still use it.
AT_THE_DOOR = frozenset({"session", "limit", "tokens"})
OUTBOX = partitions.OUTBOX.of("")  # before the authority's id, where notifications wait
TROUBLE = partitions.TROUBLE.of("")  # before the same, where the board finds those that failed
HELD = frozenset({Medium.SMS.value, Medium.CALL.value})
OPEN = frozenset({NotificationState.WAITING.value, NotificationState.SENDING.value})
# A call that was made would be made again: its end was reported to a stage that is no more.
OPEN_CALL = OPEN | {NotificationState.SENT.value, NotificationState.UNANSWERED.value}


def kind_of(item: Item) -> str:
    """What kind of record it is."""
    return str(item.get("cls", {}).get("S", "?"))


def carried(table: str, item: Item, register: Register, now: datetime) -> Item | Left:
    """The item as the new stage gets it, or why it is left behind. The same at any time, but for
    what expires."""
    if register.has_item(table, key_of(item)):
        return Left.ERASED
    if "ttl" in item and float(item["ttl"]["N"]) <= now.timestamp():
        return Left.EXPIRED
    if kind_of(item) in AT_THE_DOOR:
        return Left.SIGNED_IN
    return _held(item) if _is_to_be_held(item) else item


def _is_to_be_held(item: Item) -> bool:
    """Whether it would ring or text as soon as the stage runs."""
    if kind_of(item) != NOTIFICATION or not _said(item, "wait_pk").startswith(OUTBOX):
        return False
    is_call = _said(item, "medium") == Medium.CALL.value
    states = OPEN_CALL if is_call else OPEN
    return _said(item, "medium") in HELD and _said(item, "state") in states


def _held(item: Item) -> Item:
    """As failed for good: the board has it at once, and the next sweep tells whom it concerns."""
    since = datetime.strptime(_said(item, "wait_at"), "%Y-%m-%dT%H:%M:%S.%f%z")
    return {
        **item,
        "state": {"S": NotificationState.FAILED.value},
        "error": {"S": NotArrived.RESTORED.value},
        "board_pk": {"S": TROUBLE + _said(item, "wait_pk").removeprefix(OUTBOX)},
        "board_sk": {"S": since.astimezone(UTC).isoformat()},
    }


def _said(item: Item, name: str) -> str:
    return str(item.get(name, {}).get("S", ""))
