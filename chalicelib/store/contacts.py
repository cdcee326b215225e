"""Contacts as they came, in the vault: stored before anything else is done with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.case.case import Channel, RawContact
from chalicelib.store.dynamo.conditions import added, changed
from chalicelib.store.dynamo.tables import PhoneIndex, VaultOpen, WaitingIndex
from chalicelib.store.dynamo.vault_items import RawItem


def waiting_key(authority: str) -> str:
    return f"contacts#{authority}"


def sender_key(hashed: str, channel: Channel) -> str:
    """Partition key for the messages or the calls from a number, counted separately. For the cases
    of whoever is reached at a number see `cases.person_key`."""
    return f"{channel}#{hashed}"


def _field_with(raw: RawContact) -> str:
    """The name of a field that holds the text, so that a long one is not stored twice (an item has
    at most 400 KB). It must be the first field of that name. "" if there is none."""
    found = next((name for name, value in raw.fields if value == raw.text and value), "")
    return found if dict(reversed(raw.fields)).get(found) == raw.text else ""


class DynamoContacts:
    """The `Contacts` port. `phone_key` turns a number into the keyed hash used for look-ups."""

    def __init__(self, phone_key: Callable[[str], str]) -> None:
        self._phone_key = phone_key

    def keep(self, raw: RawContact, check_at: datetime | None = None) -> RawContact:
        text_in = _field_with(raw)
        item = RawItem(
            f"contact#{raw.id}",
            "raw",
            contact=replace(raw, text="") if text_in else raw,
            text_in=text_in,
            wait_pk=waiting_key(raw.authority),
            wait_at=check_at or raw.received_at,
        )
        if raw.number:
            item.phone_key = sender_key(self._phone_key(raw.number), raw.channel)
            item.seen_at = raw.received_at
        return raw if added(item) else self.get(raw.id) or raw

    def get(self, contact_id: str) -> RawContact | None:
        try:
            item = RawItem.get(f"contact#{contact_id}", "raw", consistent_read=True)
        except RawItem.DoesNotExist:
            return None
        raw = replace(item.contact, taken_as=item.taken_as)
        return replace(raw, text=dict(reversed(raw.fields))[item.text_in]) if item.text_in else raw

    def check_at(self, contact_id: str, at: datetime) -> None:
        item = RawItem(f"contact#{contact_id}", "raw")
        changed(item, [RawItem.wait_at.set(at)], RawItem.wait_pk.exists())

    def close(self, contact_id: str) -> None:
        item = RawItem(f"contact#{contact_id}", "raw")
        item.update(
            actions=[RawItem.wait_pk.remove(), RawItem.wait_at.remove()],
            condition=RawItem.pk.exists(),
        )

    def untaken(self, authority: str, now: datetime, limit: int) -> list[str]:
        rows = VaultOpen.waiting.query(
            waiting_key(authority), WaitingIndex.wait_at <= now, limit=limit
        )
        return [row.pk.removeprefix("contact#") for row in rows]

    def recent(
        self, sender: str, channel: Channel, since: datetime, until: datetime, limit: int
    ) -> int:
        rows = VaultOpen.phone.query(
            sender_key(self._phone_key(sender), channel),
            PhoneIndex.seen_at.between(since, until),
            limit=limit,
        )
        return sum(1 for _ in rows)
