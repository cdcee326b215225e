"""Dialogues by text, in the vault beside what else is on file about their numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from pynamodb.transactions import TransactWrite

from chalicelib.domain.dialogue.dialogue import Dialogue
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.understanding.filing import Filed
from chalicelib.store.contacts import contact_key, filed_key
from chalicelib.store.dynamo import partitions
from chalicelib.store.dynamo.conditions import together
from chalicelib.store.dynamo.tables import VaultOpen, WaitingIndex
from chalicelib.store.dynamo.vault_items import DialogueItem, RawItem
from chalicelib.store.numbers import number_key
from chalicelib.store.outbox import to_item

DIALOGUE = "dialogue"  # its place among what is on file about its number


def dialogue_key(hashed: str) -> tuple[str, str]:
    return number_key(hashed), DIALOGUE


def ending(transaction: TransactWrite, hashed: str, dialogue: Dialogue) -> None:
    """The dialogue is over, if it still is as it was read."""
    item = DialogueItem(*dialogue_key(hashed))
    transaction.delete(item, condition=DialogueItem.revision == dialogue.revision)


class DynamoDialogues:
    """The `Dialogues` port. `phone_key` turns a number into the keyed hash used for look-ups."""

    def __init__(self, phone_key: Callable[[str], str]) -> None:
        self._phone_key = phone_key

    def of(self, name: str) -> Dialogue | None:
        try:
            item = DialogueItem.get(name, DIALOGUE, consistent_read=True)
        except DialogueItem.DoesNotExist:
            return None
        return item.dialogue

    def name_of(self, dialogue: Dialogue) -> str:
        return number_key(self._phone_key(dialogue.number))

    def waiting(self, authority: str, now: datetime, limit: int) -> list[str]:
        key = partitions.DIALOGUES.of(authority)
        rows = VaultOpen.waiting.query(key, WaitingIndex.wait_at <= now, limit=limit)
        return [str(row.pk) for row in rows]

    def put(
        self,
        dialogue: Dialogue,
        contacts: Sequence[str],
        check_at: datetime,
        question: Notification | None,
    ) -> None:
        item = DialogueItem(
            *dialogue_key(self._phone_key(dialogue.number)),
            dialogue=dialogue,
            revision=dialogue.revision,
            wait_pk=partitions.DIALOGUES.of(dialogue.authority),
            wait_at=dialogue.wait_at,
        )
        before = DialogueItem.revision == dialogue.revision - 1
        is_new = dialogue.revision == 1
        with together() as transaction:
            transaction.save(item, condition=DialogueItem.pk.does_not_exist() if is_new else before)
            for contact in contacts:
                transaction.update(
                    RawItem(contact_key(contact), "raw"),
                    actions=[RawItem.wait_at.set(check_at)],
                    condition=(RawItem.taken_as == "") & RawItem.filed.does_not_exist(),
                )
            if question:
                transaction.save(to_item(question))

    def end(
        self,
        dialogue: Dialogue,
        contacts: Sequence[tuple[str, datetime]],
        why: Filed,
        farewell: Notification | None,
    ) -> None:
        with together() as transaction:
            ending(transaction, self._phone_key(dialogue.number), dialogue)
            for contact, at in contacts:
                transaction.update(
                    RawItem(contact_key(contact), "raw"),
                    actions=[
                        RawItem.filed.set(why.value),
                        RawItem.wait_pk.set(filed_key(dialogue.authority)),
                        RawItem.wait_at.set(at),
                    ],
                )
            if farewell:
                transaction.save(to_item(farewell))
