"""Notifications in DynamoDB: claimed and settled by conditional updates. Stored keys call them
"notice"."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.update import Action
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

from chalicelib.domain.notifications.notifications import (
    Medium,
    NotArrived,
    Notification,
    NotificationState,
    parts_of,
    ref_to,
)
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.todos.links import Link
from chalicelib.domain.todos.table import Todo
from chalicelib.store.dynamo import partitions
from chalicelib.store.dynamo.case_items import NotificationItem, PointerItem
from chalicelib.store.dynamo.conditions import changed, changed_with, reasons_of
from chalicelib.store.dynamo.tables import CasesOpen, WaitingIndex, connection
from chalicelib.store.dynamo.vault_items import CopyItem
from chalicelib.store.sending.links import link_item
from chalicelib.usecases.ports.cases import Copy
from chalicelib.usecases.ports.errors import ConflictError

COPIES = 20  # of one notification that are read: each time it was sent has left one
KEPT = timedelta(days=400)  # how long notifications without a case stay; copies are in the vault


def waiting_key(authority: str) -> str:
    return partitions.OUTBOX.of(authority)


def gathering_key(authority: str, gathering: str) -> str:
    """Where those wait that go out together. The sweeper does not look there."""
    return partitions.GATHERING.of(authority, gathering)


def to_item(notification: Notification) -> NotificationItem:
    item = NotificationItem(
        *key_of(notification.ref),
        code=notification.case,
        authority=notification.authority,
        kind=notification.kind,
        medium=notification.medium.value,
        to=notification.to.value,
        who=notification.who,
        planned_at=notification.planned_at,
        state=notification.state.value,
        link=notification.link,
        todo=notification.todo.value if notification.todo else None,
        link_expires_at=notification.link_expires_at,
        words=dict(notification.words),
        identity_at=notification.identity_at or None,
        colleague=notification.colleague or None,
        sender=notification.sender or None,
    )
    if not notification.case:
        item.ttl = notification.planned_at + KEPT
    if notification.waits_for:
        item.waits_for, item.wait_at = notification.waits_for, notification.planned_at
        item.wait_pk = gathering_key(notification.authority, notification.waits_for)
    elif notification.wait_at is not None:
        item.wait_pk, item.wait_at = waiting_key(notification.authority), notification.wait_at
    return item


def from_item(item: NotificationItem) -> Notification:
    return Notification(
        id=item.sk.removeprefix("notice#"),
        case=item.code,
        authority=item.authority,
        kind=item.kind,
        medium=Medium(item.medium),
        to=Receiver(item.to),
        who=item.who,
        planned_at=item.planned_at,
        state=NotificationState(item.state),
        wait_at=item.wait_at,
        attempts=int(item.attempts),
        provider_id=item.provider_id,
        error=item.error,
        link=item.link,
        todo=Todo(item.todo) if item.todo else None,
        link_expires_at=item.link_expires_at,
        words=item.words or {},
        sent_at=item.sent_at,
        waits_for=item.waits_for or "",
        said_in=item.said_in or "",
        identity_at=int(item.identity_at or 0),
        colleague=item.colleague or "",
        sender=item.sender or "",
    )


def key_of(ref: str) -> tuple[str, str]:
    code, notice_id = parts_of(ref)
    own = f"case#{code}" if code else f"mail#{notice_id}"
    return own, f"notice#{notice_id}"


def trouble_key(authority: str) -> str:
    return partitions.TROUBLE.of(authority)


def _trouble(state: NotificationState, authority: str, at: datetime) -> list[Action]:
    """Shows a notification that failed for good on the office's pages until it is sent again."""
    if state is NotificationState.FAILED:
        moment = at.astimezone(UTC).isoformat()
        return [
            NotificationItem.board_pk.set(trouble_key(authority)),
            NotificationItem.board_sk.set(moment),
        ]
    return [NotificationItem.board_pk.remove(), NotificationItem.board_sk.remove()]


def next_check(authority: str, wait_at: datetime | None) -> list[Action]:
    if wait_at is None:
        return [NotificationItem.wait_pk.remove(), NotificationItem.wait_at.remove()]
    return [
        NotificationItem.wait_pk.set(waiting_key(authority)),
        NotificationItem.wait_at.set(wait_at),
    ]


class DynamoOutbox:
    """The `Outbox` port."""

    def waiting(self, authority: str, now: datetime, limit: int) -> list[str]:
        rows = CasesOpen.waiting.query(
            waiting_key(authority), WaitingIndex.wait_at <= now, limit=limit
        )
        return [ref_of_row(row.pk, row.sk) for row in rows]

    def of(self, refs: Iterable[str]) -> list[Notification]:
        keys = [key_of(ref) for ref in dict.fromkeys(refs)]
        return [from_item(item) for item in NotificationItem.batch_get(keys)] if keys else []

    def get(self, ref: str) -> Notification | None:
        try:
            return from_item(NotificationItem.get(*key_of(ref), consistent_read=True))
        except NotificationItem.DoesNotExist:
            return None

    def post(self, notification: Notification, links: Iterable[Link]) -> bool:
        try:
            with TransactWrite(connection=connection()) as transaction:
                transaction.save(
                    to_item(notification), condition=NotificationItem.pk.does_not_exist()
                )
                for link in links:
                    transaction.save(link_item(link, listed=True))
        except TransactWriteError as error:
            reasons = reasons_of(error)
            if "ConditionalCheckFailed" in reasons:
                return False
            if "TransactionConflict" in reasons:
                raise ConflictError(notification.ref) from error
            raise
        return True

    def claim(self, ref: str, now: datetime, until: datetime) -> Notification | None:
        item = NotificationItem(*key_of(ref))
        free = (NotificationItem.state == NotificationState.WAITING.value) | (
            NotificationItem.state == NotificationState.SENDING.value
        )
        claiming: list[Action] = [
            NotificationItem.state.set(NotificationState.SENDING.value),
            NotificationItem.attempts.set(NotificationItem.attempts + 1),
            NotificationItem.provider_id.set(""),
            NotificationItem.wait_at.set(until),
        ]
        free &= NotificationItem.waits_for.does_not_exist()
        won = changed(item, claiming, free & (NotificationItem.wait_at <= now))
        return from_item(item) if won else None

    def settle(
        self,
        ref: str,
        state: NotificationState,
        *,
        authority: str,
        at: datetime,
        allowed: Iterable[NotificationState],
        provider_id: str = "",
        of: str = "",
        error: str = "",
        wait_at: datetime | None = None,
        copy: Copy | None = None,
        forget_at: datetime | None = None,
    ) -> bool:
        actions: list[Action] = [
            NotificationItem.state.set(state.value),
            NotificationItem.error.set(error),
        ]
        if provider_id:
            actions.append(NotificationItem.provider_id.set(provider_id))
        if state is NotificationState.SENT:
            actions.append(NotificationItem.sent_at.set(at))
        actions += [*next_check(authority, wait_at), *_trouble(state, authority, at)]
        is_as_expected = NotificationItem.state.is_in(*(s.value for s in allowed))
        if of:  # a try whose id is not noted yet may be the last one
            theirs = NotificationItem.provider_id
            is_as_expected &= theirs.does_not_exist() | theirs.is_in("", of)
        left: list[Model] = [_copy(ref, copy)] if copy else []
        if forget_at:
            left.append(_pointer(provider_id, ref, forget_at))
        return changed_with(NotificationItem(*key_of(ref)), actions, is_as_expected, left)

    def postpone(self, ref: str, authority: str, until: datetime) -> None:
        waits = NotificationItem.wait_at.exists()
        changed(NotificationItem(*key_of(ref)), next_check(authority, until), waits)

    def accepted(
        self, ref: str, provider_id: str, authority: str, at: datetime, wait_at: datetime | None
    ) -> bool:
        state = NotificationItem.state
        lost = (state == NotificationState.WAITING.value) & (
            NotificationItem.error == NotArrived.LOST_ANSWER.value
        )
        actions: list[Action] = [
            state.set(NotificationState.SENT.value),
            NotificationItem.error.set(""),
            NotificationItem.provider_id.set(provider_id),
            NotificationItem.sent_at.set(at),
            *next_check(authority, wait_at),
        ]
        expected = (state == NotificationState.SENDING.value) | lost
        return changed(NotificationItem(*key_of(ref)), actions, expected)

    def point(self, provider_id: str, ref: str, forget_at: datetime) -> None:
        _pointer(provider_id, ref, forget_at).save()

    def ref_of(self, provider_id: str) -> str | None:
        try:
            item = PointerItem.get(f"sent#{provider_id}", "pointer")
        except PointerItem.DoesNotExist:
            return None
        return str(item.ref)

    def copies(self, ref: str) -> list[Copy]:
        rows = CopyItem.query(f"notice#{ref}", limit=COPIES, scan_index_forward=False)
        found = [
            Copy(address=row.address, subject=row.subject, text=row.text, at=row.at) for row in rows
        ]
        return found[::-1]


def _pointer(provider_id: str, ref: str, forget_at: datetime) -> PointerItem:
    return PointerItem(f"sent#{provider_id}", "pointer", ref=ref, ttl=forget_at)


def _copy(ref: str, sent: Copy) -> CopyItem:
    return CopyItem(
        f"notice#{ref}",
        sent.at.isoformat(),
        address=sent.address,
        subject=sent.subject,
        text=sent.text,
        at=sent.at,
    )


def ref_of_row(pk: str, sk: str) -> str:
    """The ref of the notification with these keys."""
    code = "" if pk.startswith("mail#") else pk.removeprefix("case#")
    return ref_to(code, sk.removeprefix("notice#"))
