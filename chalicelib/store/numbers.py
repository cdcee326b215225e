"""What is on file about a number, by its keyed hash in the vault: the cases of what came from it,
the dialogue with its owner, whether they have asked for no texts, and what it has texted in the
last days. These stand in this order, so that neighbours are one consistent query."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.domain.case.case import RawContact
from chalicelib.store.dynamo.conditions import changed, put_if
from chalicelib.store.dynamo.tables import VaultItem
from chalicelib.store.dynamo.vault_items import DialogueItem, NumberCaseItem, SilenceItem
from chalicelib.usecases.ports.noting import Known, Lately

SILENCE = "silence"
KEPT = timedelta(days=2)  # how long a text counts at the most


def number_key(hashed: str) -> str:
    return f"number#{hashed}"


def _item(hashed: str) -> SilenceItem:
    return SilenceItem(number_key(hashed), SILENCE)


def _place(at: datetime) -> str:
    """Where a text of this moment stands: behind every case and the silence."""
    return f"text#{at.astimezone(UTC).isoformat(timespec='microseconds')}"


def lifting(hashed: str, at: datetime) -> tuple[SilenceItem, list[Action], Condition]:
    """What lifts a silence at this moment: item, actions, and the condition that there is one."""
    silent = SilenceItem.lifted_at.does_not_exist() & (SilenceItem.since <= at)
    return _item(hashed), [SilenceItem.lifted_at.set(at)], silent


def case_of_number(hashed: str, code: str, at: datetime) -> NumberCaseItem:
    """The item of a case that was received from this number."""
    moment = at.astimezone(UTC).isoformat(timespec="seconds")
    return NumberCaseItem(number_key(hashed), f"case#{moment}#{code}", code=code)


def text_of_number(hashed: str, code: str, raw: RawContact) -> NumberCaseItem:
    """The item of a text from this number that the case has taken in."""
    at = raw.received_at
    return NumberCaseItem(number_key(hashed), f"{_place(at)}#{raw.id}", code=code, ttl=at + KEPT)


class DynamoNumbers:
    """The `Numbers` port. `phone_key` turns a number into the keyed hash used for look-ups."""

    def __init__(self, phone_key: Callable[[str], str]) -> None:
        self._phone_key = phone_key

    def ask(self, number: str, at: datetime) -> None:
        item = _item(self._phone_key(number))
        item.since = at
        # Once lifted, what was asked before is past.
        put_if(item, SilenceItem.pk.does_not_exist() | (SilenceItem.lifted_at < at))

    def lift(self, number: str, at: datetime) -> None:
        changed(*lifting(self._phone_key(number), at))

    def since(self, number: str) -> datetime | None:
        key = _item(self._phone_key(number))
        try:
            return _silent_since(SilenceItem.get(key.pk, key.sk, consistent_read=True))
        except SilenceItem.DoesNotExist:
            return None

    def known(self, number: str, most: int) -> Known:
        rows = VaultItem.query(
            number_key(self._phone_key(number)),
            VaultItem.sk <= SILENCE,
            scan_index_forward=False,
            limit=most + 2,
            consistent_read=True,
        )
        found = list(rows)
        silent = (_silent_since(row) for row in found if isinstance(row, SilenceItem))
        cases = [str(row.code) for row in found if isinstance(row, NumberCaseItem)]
        talks = (row.dialogue for row in found if isinstance(row, DialogueItem))
        return Known(
            silent_since=next(silent, None), cases=tuple(cases[:most]), dialogue=next(talks, None)
        )

    def lately(self, number: str, since: datetime, until: datetime) -> Lately:
        rows = VaultItem.query(
            number_key(self._phone_key(number)),
            VaultItem.sk.between(SILENCE, f"{_place(until)}~"),
            consistent_read=True,
        )
        found = list(rows)
        silent = (_silent_since(row) for row in found if isinstance(row, SilenceItem))
        texts = sum(1 for row in found if row.sk >= _place(since))
        return Lately(silent_since=next(silent, None), texts=texts)


def _silent_since(item: SilenceItem) -> datetime | None:
    return None if item.lifted_at else item.since
