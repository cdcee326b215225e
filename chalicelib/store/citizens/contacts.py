"""Contacts as they came, in the vault: stored before anything else is done with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime
from typing import Any

from pynamodb.expressions.update import Action

from chalicelib.domain.case.case import Channel, RawContact
from chalicelib.domain.reports.facts import Came
from chalicelib.domain.understanding.filing import Filed
from chalicelib.store.citizens.came import came_item
from chalicelib.store.dynamo import partitions
from chalicelib.store.dynamo.conditions import added, changed, changed_with
from chalicelib.store.dynamo.tables import PhoneIndex, VaultOpen, WaitingIndex
from chalicelib.store.dynamo.vault_items import RawItem


def waiting_key(authority: str) -> str:
    return partitions.UNTAKEN.of(authority)


def sender_key(hashed: str, channel: Channel) -> str:
    """Partition key for the messages or the calls from a number, counted separately. For the cases
    of whoever is reached at a number see `cases.person_key`."""
    return partitions.CAME_FROM[channel].of(hashed)


def filed_key(authority: str) -> str:
    """Partition key for the contacts that stay on file without a case."""
    return partitions.FILED.of(authority)


def contact_key(contact_id: str) -> str:
    return f"contact#{contact_id}"


def _field_with(raw: RawContact) -> str:
    """The name of a field that holds the text, so that a long one is not stored twice (an item has
    at most 400 KB). It must be the first field of that name. "" if there is none."""
    found = next((name for name, value in raw.fields if value == raw.text and value), "")
    return found if dict(reversed(raw.fields)).get(found) == raw.text else ""


def raw_item(raw: RawContact, phone_key: Callable[[str], str]) -> RawItem:
    """The contact as an item of its own, for which nothing waits."""
    text_in = _field_with(raw)
    item = RawItem(
        contact_key(raw.id),
        "raw",
        contact=replace(raw, text="") if text_in else raw,
        text_in=text_in,
    )
    if raw.number:
        item.phone_key = sender_key(phone_key(raw.number), raw.channel)
        item.seen_at = raw.received_at
    return item


class DynamoContacts:
    """The `Contacts` port. `phone_key` turns a number into the keyed hash used for look-ups."""

    def __init__(self, phone_key: Callable[[str], str]) -> None:
        self._phone_key = phone_key

    def keep(self, raw: RawContact, check_at: datetime | None = None) -> RawContact:
        item = raw_item(raw, self._phone_key)
        item.wait_pk = waiting_key(raw.authority)
        item.wait_at = check_at or raw.received_at
        return raw if added(item) else self.get(raw.id) or raw

    def get(self, contact_id: str) -> RawContact | None:
        try:
            item = RawItem.get(contact_key(contact_id), "raw", consistent_read=True)
        except RawItem.DoesNotExist:
            return None
        return raw_of(item)

    def several(self, contact_ids: Iterable[str]) -> list[RawContact]:
        wanted = list(dict.fromkeys(contact_ids))
        keys = [(contact_key(contact_id), "raw") for contact_id in wanted]
        rows = RawItem.batch_get(keys, consistent_read=True) if keys else ()
        found = {row.contact.id: raw_of(row) for row in rows}
        return [found[contact_id] for contact_id in wanted if contact_id in found]

    def on_file(self, contact_ids: Iterable[str]) -> frozenset[str]:
        keys = [(contact_key(contact_id), "raw") for contact_id in set(contact_ids)]
        rows = VaultOpen.batch_get(keys, consistent_read=True, attributes_to_get=["pk"])
        return frozenset(map(_id, rows)) if keys else frozenset()

    def file(self, raw: RawContact, why: Filed, came: Came) -> bool:
        item = RawItem(contact_key(raw.id), "raw")
        actions: list[Action] = [
            RawItem.filed.set(why.value),
            RawItem.wait_pk.set(filed_key(raw.authority)),
            RawItem.wait_at.set(raw.received_at),
        ]
        waits = (RawItem.taken_as == "") & RawItem.filed.does_not_exist()
        return changed_with(item, actions, waits, [came_item(came, raw.authority)], else_too=False)

    def filed(self, authority: str, before: RawContact | None, limit: int) -> list[RawContact]:
        rows = VaultOpen.waiting.query(
            filed_key(authority),
            scan_index_forward=False,
            limit=limit,
            last_evaluated_key=_behind(before) if before else None,
        )
        return self.several(_id(row) for row in rows)

    def filed_of(self, number: str, limit: int) -> list[RawContact]:
        key = sender_key(self._phone_key(number), Channel.SMS)
        rows = VaultOpen.phone.query(key, scan_index_forward=False, limit=limit)
        return [raw for raw in self.several(map(_id, rows)) if raw.filed and not raw.taken_as]

    def check_at(self, contact_id: str, at: datetime) -> None:
        item = RawItem(contact_key(contact_id), "raw")
        changed(item, [RawItem.wait_at.set(at)], RawItem.wait_pk.exists())

    def close(self, raw: RawContact, came: Came) -> None:
        item = RawItem(contact_key(raw.id), "raw")
        actions: list[Action] = [RawItem.wait_pk.remove(), RawItem.wait_at.remove()]
        counts = [came_item(came, raw.authority)]
        changed_with(item, actions, RawItem.pk.exists(), counts, else_too=False)

    def untaken(self, authority: str, now: datetime, limit: int) -> list[str]:
        rows = VaultOpen.waiting.query(
            waiting_key(authority), WaitingIndex.wait_at <= now, limit=limit
        )
        return [_id(row) for row in rows]

    def calls(self, sender: str, since: datetime, until: datetime, limit: int) -> int:
        rows = VaultOpen.phone.query(
            sender_key(self._phone_key(sender), Channel.VOICE),
            PhoneIndex.seen_at.between(since, until),
            limit=limit,
        )
        return sum(1 for _ in rows)


def _id(row: VaultOpen) -> str:
    return str(row.pk).removeprefix("contact#")


def raw_of(item: RawItem) -> RawContact:
    """The contact with what has become of it."""
    filed = Filed(item.filed) if item.filed else None
    raw = replace(item.contact, taken_as=item.taken_as, filed=filed)
    return replace(raw, text=dict(reversed(raw.fields))[item.text_in]) if item.text_in else raw


def _behind(raw: RawContact) -> dict[str, Any]:
    """The key from which the list of filed contacts goes on. The contact itself need not be in it
    any more."""
    moment = WaitingIndex.wait_at.serialize(raw.received_at)  # type: ignore[no-untyped-call]
    return {
        "wait_pk": {"S": filed_key(raw.authority)},
        "wait_at": {"S": moment},
        "pk": {"S": contact_key(raw.id)},
        "sk": {"S": "raw"},
    }
