"""Numbers whose owners have asked for no texts, by their keyed hash in the vault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.store.dynamo.conditions import changed, put_if
from chalicelib.store.dynamo.vault_items import SilenceItem


def _item(hashed: str) -> SilenceItem:
    return SilenceItem(f"number#{hashed}", "silence")


def lifting(hashed: str, at: datetime) -> tuple[SilenceItem, list[Action], Condition]:
    """What lifts a silence at this moment: item, actions, and the condition that there is one."""
    silent = SilenceItem.lifted_at.does_not_exist() & (SilenceItem.since <= at)
    return _item(hashed), [SilenceItem.lifted_at.set(at)], silent


class DynamoSilences:
    """The `Silences` port. `phone_key` turns a number into the keyed hash used for look-ups."""

    def __init__(self, phone_key: Callable[[str], str]) -> None:
        self._phone_key = phone_key

    def ask(self, number: str, at: datetime) -> None:
        item = _item(self._phone_key(number))
        item.since = at
        # Once lifted, what was asked before is past.
        put_if(item, SilenceItem.pk.does_not_exist() | (SilenceItem.lifted_at < at))

    def lift(self, number: str, at: datetime) -> None:
        if self.since(number):
            changed(*lifting(self._phone_key(number), at))

    def since(self, number: str) -> datetime | None:
        key = _item(self._phone_key(number))
        try:
            item = SilenceItem.get(key.pk, key.sk, consistent_read=True)
        except SilenceItem.DoesNotExist:
            return None
        return None if item.lifted_at else item.since
