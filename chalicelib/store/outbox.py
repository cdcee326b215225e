"""Notices in DynamoDB: claimed, sent and settled by conditional updates, never by luck."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.domain.case.notifications import NO_CASE, Link, Medium, Notice, NoticeState, Purpose
from chalicelib.store.dynamo.conditions import changed
from chalicelib.store.dynamo.tables import (
    CasesOpen,
    CopyItem,
    NoticeItem,
    PointerItem,
    WaitingIndex,
    connection,
)
from chalicelib.store.links import link_item
from chalicelib.usecases.ports import ConflictError

KEPT = timedelta(days=400)  # how long a notice of no single case stays; its copy is in the vault


def waiting_key(authority: str) -> str:
    return f"notices#{authority}"


def to_item(notice: Notice) -> NoticeItem:
    item = NoticeItem(
        *_key(notice.ref),
        code=notice.case,
        authority=notice.authority,
        kind=notice.kind,
        medium=notice.medium.value,
        to=notice.to,
        who=notice.who,
        planned_at=notice.planned_at,
        state=notice.state.value,
        link=notice.link,
        purpose=notice.purpose.value if notice.purpose else None,
        link_expires_at=notice.link_expires_at,
        words=dict(notice.words),
    )
    if not notice.case:
        item.ttl = notice.planned_at + KEPT
    if notice.wait_at is not None:
        item.wait_pk, item.wait_at = waiting_key(notice.authority), notice.wait_at
    return item


def from_item(item: NoticeItem) -> Notice:
    return Notice(
        id=item.sk.removeprefix("notice#"),
        case=item.code,
        authority=item.authority,
        kind=item.kind,
        medium=Medium(item.medium),
        to=item.to,
        who=item.who,
        planned_at=item.planned_at,
        state=NoticeState(item.state),
        wait_at=item.wait_at,
        attempts=int(item.attempts),
        again=bool(item.again),
        provider_id=item.provider_id,
        error=item.error,
        link=item.link,
        purpose=Purpose(item.purpose) if item.purpose else None,
        link_expires_at=item.link_expires_at,
        words=item.words or {},
    )


def _key(ref: str) -> tuple[str, str]:
    code, notice_id = ref.split("/", 1)
    own = f"mail#{notice_id}" if code == NO_CASE else f"case#{code}"
    return own, f"notice#{notice_id}"


def trouble_key(authority: str) -> str:
    return f"trouble#{authority}"


def _trouble(state: NoticeState, authority: str, at: datetime) -> list[Action]:
    """What failed for good is shown to the office until it is sent again."""
    if state is NoticeState.FAILED:
        moment = at.astimezone(UTC).isoformat()
        return [
            NoticeItem.board_pk.set(trouble_key(authority)),
            NoticeItem.board_sk.set(moment),
        ]
    return [NoticeItem.board_pk.remove(), NoticeItem.board_sk.remove()]


class DynamoOutbox:
    """The `Outbox` port."""

    def waiting(self, authority: str, now: datetime, limit: int) -> list[str]:
        rows = CasesOpen.waiting.query(
            waiting_key(authority), WaitingIndex.wait_at <= now, limit=limit
        )
        return [ref_of_row(row.pk, row.sk) for row in rows]

    def get(self, ref: str) -> Notice | None:
        try:
            return from_item(NoticeItem.get(*_key(ref), consistent_read=True))
        except NoticeItem.DoesNotExist:
            return None

    def post(self, notice: Notice, links: Iterable[Link]) -> bool:
        try:
            with TransactWrite(connection=connection()) as transaction:
                transaction.save(to_item(notice), condition=NoticeItem.pk.does_not_exist())
                for link in links:
                    transaction.save(link_item(link))
        except TransactWriteError as error:
            reasons = {r.code for r in error.cancellation_reasons if r is not None}
            if "ConditionalCheckFailed" in reasons:
                return False
            if "TransactionConflict" in reasons:
                raise ConflictError(notice.ref) from error
            raise
        return True

    def claim(self, ref: str, now: datetime, until: datetime) -> Notice | None:
        item = NoticeItem(*_key(ref))
        free = (NoticeItem.state == NoticeState.WAITING.value) | (
            NoticeItem.state == NoticeState.SENDING.value
        )
        claiming: list[Action] = [
            NoticeItem.state.set(NoticeState.SENDING.value),
            NoticeItem.attempts.set(NoticeItem.attempts + 1),
            NoticeItem.wait_at.set(until),
        ]
        won = changed(item, claiming, free & (NoticeItem.wait_at <= now))
        return from_item(item) if won else None

    def settle(
        self,
        ref: str,
        state: NoticeState,
        *,
        authority: str,
        at: datetime,
        allowed: Iterable[NoticeState],
        provider_id: str = "",
        error: str = "",
        wait_at: datetime | None = None,
        again: bool = False,
    ) -> bool:
        actions: list[Action] = [NoticeItem.state.set(state.value), NoticeItem.error.set(error)]
        if again:
            actions.append(NoticeItem.again.set(1))
        if provider_id:
            actions.append(NoticeItem.provider_id.set(provider_id))
        if wait_at is None:
            actions += [NoticeItem.wait_pk.remove(), NoticeItem.wait_at.remove()]
        else:
            actions += [
                NoticeItem.wait_pk.set(waiting_key(authority)),
                NoticeItem.wait_at.set(wait_at),
            ]
        actions += _trouble(state, authority, at)
        in_one_of_them = NoticeItem.state.is_in(*(s.value for s in allowed))
        return changed(NoticeItem(*_key(ref)), actions, in_one_of_them)

    def point(self, provider_id: str, ref: str, forget_at: datetime) -> None:
        PointerItem(f"sent#{provider_id}", "pointer", ref=ref, ttl=forget_at).save()

    def ref_of(self, provider_id: str) -> str | None:
        try:
            item = PointerItem.get(f"sent#{provider_id}", "pointer")
        except PointerItem.DoesNotExist:
            return None
        return str(item.ref)

    def keep_copy(self, ref: str, address: str, subject: str, text: str, at: datetime) -> None:
        CopyItem(
            f"notice#{ref}", at.isoformat(), address=address, subject=subject, text=text, at=at
        ).save()


def ref_of_row(pk: str, sk: str) -> str:
    """The ref of the notice that has these keys."""
    code = NO_CASE if pk.startswith("mail#") else pk.removeprefix("case#")
    return f"{code}/{sk.removeprefix('notice#')}"
