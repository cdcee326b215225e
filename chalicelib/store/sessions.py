"""Sessions and limits. A cookie's secret is never stored, only its hash."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime

from chalicelib.store.dynamo.case_items import LimitItem, SessionItem
from chalicelib.usecases.ports.office import Session


class DynamoSessions:
    """The `Sessions` port. `key` returns the key of the hashes under which attempts are counted."""

    def __init__(self, key: Callable[[], str]) -> None:
        self._key = key

    def count(self, hour: str, said: str, until: datetime) -> int:
        hashed = hmac.new(self._key().encode(), said.encode(), hashlib.sha256).hexdigest()
        item = LimitItem(f"limit#{hour}#{hashed}", "limit")
        item.update(actions=[LimitItem.tries.add(1), LimitItem.ttl.set(until)])
        return int(item.tries)

    def put(self, session: Session, forget_at: datetime) -> None:
        SessionItem(
            f"session#{session.key}",
            "session",
            who=session.who,
            began_at=session.began_at,
            seen_at=session.seen_at,
            ttl=forget_at,
        ).save()

    def get(self, key: str) -> Session | None:
        try:
            item = SessionItem.get(f"session#{key}", "session", consistent_read=True)
        except SessionItem.DoesNotExist:
            return None
        return Session(key=key, who=item.who, began_at=item.began_at, seen_at=item.seen_at)

    def drop(self, key: str) -> None:
        SessionItem(f"session#{key}", "session").delete()
