"""Calls and texts that no case was made of, as reports count them; without any personal data."""

from __future__ import annotations

from chalicelib.domain.case.case import RawContact
from chalicelib.domain.reports.facts import Came, Minute, minute
from chalicelib.store.dynamo.case_items import CameItem


def came_key(authority: str) -> str:
    return f"came#{authority}"


def came_place(at: Minute, contact: str = "") -> str:
    """By the moment; without a contact, where those of a minute begin."""
    return f"{at:08}#{contact}"


def stands_of(raw: RawContact) -> CameItem:
    """The place of a contact among them, to be taken out of there."""
    return CameItem(came_key(raw.authority), came_place(minute(raw.received_at), raw.id))


def came_item(came: Came, authority: str) -> CameItem:
    return CameItem(came_key(authority), came_place(came.at, came.id), came=came)
