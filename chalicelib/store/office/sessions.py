"""Sessions and limits. A cookie's secret is never stored, only its hash."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable
from datetime import datetime

from chalicelib.domain.authority.roles import Role
from chalicelib.domain.time.pace import Pace
from chalicelib.store.dynamo.case_items import LimitItem, SessionItem
from chalicelib.store.dynamo.conditions import put_if
from chalicelib.usecases.ports.office import Session

TRIES = 3  # against others who try at the same moment


class DynamoSessions:
    """The `Sessions` port. `key` returns the key of the hashes under which attempts are counted."""

    def __init__(self, key: Callable[[], str]) -> None:
        self._key = key

    def take(self, said: str, pace: Pace, now: datetime) -> bool:
        hashed = hmac.new(self._key().encode(), said.encode(), hashlib.sha256).hexdigest()
        taken = (self._taken(f"limit#{hashed}", pace, now) for _ in range(TRIES))
        return next((found for found in taken if found is not None), False)

    @staticmethod
    def _taken(pk: str, pace: Pace, now: datetime) -> bool | None:
        """Whether it was free; None if somebody else took one at the same moment."""
        try:
            before = LimitItem.get(pk, "limit", consistent_read=True).rested_at
        except LimitItem.DoesNotExist:
            before = None
        after = pace.after(before or now, now)
        rested_at = after or before or now
        unchanged = (
            LimitItem.rested_at == before if before else LimitItem.rested_at.does_not_exist()
        )
        written = put_if(LimitItem(pk, "limit", rested_at=rested_at, ttl=rested_at), unchanged)
        return after is not None if written else None

    def put(self, session: Session, forget_at: datetime) -> None:
        SessionItem(
            f"session#{session.key}",
            "session",
            who=session.who,
            role=session.role.value,
            began_at=session.began_at,
            seen_at=session.seen_at,
            left=session.left or None,
            ttl=forget_at,
        ).save()

    def get(self, key: str) -> Session | None:
        try:
            item = SessionItem.get(f"session#{key}", "session", consistent_read=True)
        except SessionItem.DoesNotExist:
            return None
        return Session(
            key=key,
            who=item.who,
            role=Role(item.role or Role.OFFICER),
            began_at=item.began_at,
            seen_at=item.seen_at,
            left=bool(item.left),
        )

    def drop(self, key: str) -> None:
        SessionItem(f"session#{key}", "session").delete()
