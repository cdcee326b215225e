"""Contacts as they came, in the vault: written down before anything else is done with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from pynamodb.exceptions import PutError

from chalicelib.domain.case import RawContact
from chalicelib.store.tables import RawItem, VaultItem


def waiting_key(authority: str) -> str:
    return f"contacts#{authority}"


class DynamoContacts:
    """The `Contacts` port. `phone_key` turns a number into the keyed hash it is looked up by."""

    def __init__(self, phone_key: Callable[[str], str]) -> None:
        self._phone_key = phone_key

    def keep(self, raw: RawContact) -> RawContact:
        item = RawItem(
            f"contact#{raw.id}",
            "raw",
            contact=raw,
            wait_pk=waiting_key(raw.authority),
            wait_at=raw.received_at,
        )
        if raw.sender:
            item.phone_key, item.seen_at = self._phone_key(raw.sender), raw.received_at
        try:
            item.save(condition=RawItem.pk.does_not_exist())
        except PutError as error:
            if error.cause_response_code != "ConditionalCheckFailedException":
                raise
            return self.get(raw.id) or raw
        return raw

    def get(self, contact_id: str) -> RawContact | None:
        rows = list(
            VaultItem.query(f"contact#{contact_id}", VaultItem.sk == "raw", consistent_read=True)
        )
        return replace(rows[0].contact, taken_as=rows[0].taken_as) if rows else None

    def untaken(self, authority: str, now: datetime, limit: int) -> list[str]:
        rows = VaultItem.waiting.query(
            waiting_key(authority), VaultItem.wait_at <= now, limit=limit
        )
        return [row.pk.removeprefix("contact#") for row in rows]

    def recent(self, sender: str, since: datetime, limit: int) -> int:
        rows = VaultItem.phone.query(
            self._phone_key(sender), VaultItem.seen_at >= since, limit=limit
        )
        return sum(row.sk == "raw" for row in rows)
