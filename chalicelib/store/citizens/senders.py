"""What is on file about numbers, in the vault: one row a number, by its keyed hash. A text is
written into the row of its number, which answers with all that stands there, and leaves it for an
item of its own when something has become of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from pynamodb.exceptions import UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.domain.case.case import RawContact
from chalicelib.domain.dialogue.sender import GRACE, REPEATS, Sender
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.reports.facts import Came
from chalicelib.domain.understanding.filing import Filed
from chalicelib.store.citizens.came import came_item
from chalicelib.store.citizens.contacts import contact_key, filed_key, raw_item
from chalicelib.store.dynamo import partitions
from chalicelib.store.dynamo.conditions import changed, put_if, together
from chalicelib.store.dynamo.reading import read_at_once
from chalicelib.store.dynamo.tables import VaultItem, VaultOpen, WaitingIndex
from chalicelib.store.dynamo.vault_items import RawItem, SenderItem
from chalicelib.store.sending.outbox import to_item
from chalicelib.usecases.ports.errors import ConflictError

SENDER = "sender"  # the row's place among what there may be about a number
# Characters of a text with all that came with it. A dialogue has at most twenty and says each
# twice; an item holds 400 KB. What is longer is no text message, but something that a webhook sent.
FITS = 8_000
_FULL = "ValidationException"  # of an item that would become too large


def sender_name(hashed: str) -> str:
    return f"number#{hashed}"


def _item(name: str) -> SenderItem:
    return SenderItem(name, SENDER)


def sender_of(item: SenderItem) -> Sender:
    return Sender(
        name=item.pk,
        revision=int(item.revision),
        came=item.came,
        seen=item.seen,
        cases=item.cases,
        texts=item.texts,
        asked_at=item.asked_at,
        lifted_at=item.lifted_at,
        dialogue=item.dialogue,
    )


def row_of(sender: Sender, authority: str) -> tuple[SenderItem, Condition]:
    """The row as it shall be, and the condition that it still is as it was read."""
    item = SenderItem(
        sender.name,
        SENDER,
        revision=sender.revision + 1,
        came=sender.came,
        seen=sender.seen[-REPEATS:],
        cases=sender.cases,
        texts=sender.texts,
        asked_at=sender.asked_at,
        lifted_at=sender.lifted_at,
        dialogue=sender.dialogue,
    )
    if (look_at := sender.look_at) is not None:
        item.wait_pk, item.wait_at = partitions.SENDERS.of(authority), look_at
    return item, SenderItem.revision == sender.revision


def _changing(*actions: Action) -> list[Action]:
    """These actions, on a row that there need not be yet. Who has read it before has to read it
    anew."""
    made: Any = SenderItem.cls.set(SenderItem)
    return [made, SenderItem.revision.add(1), *actions]


class Noted:
    """What one transaction adds to rows that nobody has read for it: each row is changed once."""

    def __init__(self, phone_key: Callable[[str], str]) -> None:
        self._phone_key = phone_key
        self._cases: dict[str, list[str]] = {}
        self._texts: dict[str, list[datetime]] = {}
        self._lifted: dict[str, datetime] = {}

    def case(self, number: str, code: str) -> None:
        self._cases.setdefault(number, []).append(code)

    def text(self, number: str, at: datetime) -> None:
        self._texts.setdefault(number, []).append(at)

    def lift(self, number: str, at: datetime) -> None:
        """If there is a silence; else nothing is committed."""
        self._lifted[number] = at

    def write(self, transaction: TransactWrite) -> None:
        for number in {**self._cases, **self._texts, **self._lifted}:
            actions: list[Action] = []
            condition: Condition | None = None
            if codes := self._cases.get(number):
                actions.append(SenderItem.cases.adding(*codes))
            if texts := self._texts.get(number):
                actions.append(SenderItem.texts.adding(*texts))
            if at := self._lifted.get(number):
                actions.append(SenderItem.lifted_at.set(at))
                condition = _is_silent(at)
            item = _item(sender_name(self._phone_key(number)))
            transaction.update(item, actions=_changing(*actions), condition=condition)


def _is_silent(by: datetime) -> Condition:
    silent: Condition = SenderItem.lifted_at.does_not_exist() & (SenderItem.asked_at <= by)
    return silent


class DynamoSenders:
    """The `Senders` port. `phone_key` turns a number into the keyed hash used for look-ups."""

    def __init__(self, phone_key: Callable[[str], str]) -> None:
        self._phone_key = phone_key

    def name_of(self, number: str) -> str:
        return sender_name(self._phone_key(number))

    def hear(self, raw: RawContact) -> Sender | None:
        if len(raw.text) + len(raw.body) + sum(len(value) for _, value in raw.fields) > FITS:
            return None
        item = _item(self.name_of(raw.number))
        actions = _changing(
            SenderItem.came.adding(raw),
            SenderItem.seen.adding(raw.id),
            SenderItem.wait_pk.set(partitions.SENDERS.of(raw.authority)),
            SenderItem.wait_at.set(raw.received_at + GRACE),
        )
        is_new = SenderItem.seen.does_not_exist() | ~SenderItem.seen.contains({"S": raw.id})
        try:
            heard = changed(item, actions, is_new)
        except UpdateError as error:
            if error.cause_response_code == _FULL:
                return None
            raise
        return sender_of(item) if heard else self.of(item.pk)

    def again(self, raw: RawContact) -> Sender:
        name = self.name_of(raw.number)
        keys = ((name, SENDER), (contact_key(raw.id), "raw"))
        rows = list(read_at_once(*((VaultItem, pk, sk) for pk, sk in keys)))
        sender = next((sender_of(row) for row in rows if isinstance(row, SenderItem)), Sender())
        known = any(isinstance(row, RawItem) for row in rows)
        if not (known and raw.id in {one.id for one in sender.came}):
            return sender
        settled = sender.settled((raw,))  # it came long ago, and again
        self._put(settled, raw.authority)
        return self.of(name)

    def of(self, name: str) -> Sender:
        try:
            return sender_of(SenderItem.get(name, SENDER, consistent_read=True))
        except SenderItem.DoesNotExist:
            return Sender(name=name)

    def waiting(self, authority: str, now: datetime, limit: int) -> list[str]:
        key = partitions.SENDERS.of(authority)
        rows = VaultOpen.waiting.query(key, WaitingIndex.wait_at <= now, limit=limit)
        return [str(row.pk) for row in rows]

    def look_at(self, name: str, at: datetime) -> None:
        changed(_item(name), [SenderItem.wait_at.set(at)], SenderItem.wait_pk.exists())

    def heard(self, contacts: Iterable[RawContact]) -> frozenset[str]:
        names = {self.name_of(raw.number) for raw in contacts if raw.number}
        rows = read_at_once(*((VaultItem, name, SENDER) for name in names)) if names else ()
        return frozenset(seen for row in rows if isinstance(row, SenderItem) for seen in row.seen)

    def put(self, sender: Sender, authority: str, says: Notification | None = None) -> None:
        if says is None:
            self._put(sender, authority)
            return
        item, as_read = row_of(sender, authority)
        with together() as transaction:
            transaction.save(item, condition=as_read)
            transaction.save(to_item(says))

    def file(
        self,
        sender: Sender,
        contacts: Sequence[RawContact],
        why: Filed,
        came: Sequence[Came],
        says: Notification | None = None,
    ) -> None:
        row, as_read = row_of(sender, contacts[0].authority)
        with together() as transaction:
            transaction.save(row, condition=as_read)
            for raw in contacts:
                item = raw_item(raw, self._phone_key)
                item.filed = why.value
                item.wait_pk, item.wait_at = filed_key(raw.authority), raw.received_at
                transaction.save(item, condition=RawItem.pk.does_not_exist())
            for one in came:
                transaction.save(came_item(one, contacts[0].authority))
            if says:
                transaction.save(to_item(says))

    def ask(self, number: str, at: datetime) -> None:
        never = SenderItem.asked_at.does_not_exist()
        lifted = SenderItem.lifted_at < at  # what was asked before is past
        actions = _changing(SenderItem.asked_at.set(at), SenderItem.lifted_at.remove())
        changed(_item(self.name_of(number)), actions, never | lifted)

    def of_number(self, number: str) -> Sender:
        return self.of(self.name_of(number))

    def _put(self, sender: Sender, authority: str) -> None:
        item, as_read = row_of(sender, authority)
        if not put_if(item, as_read):
            raise ConflictError(sender.name)
