"""Sign-in links, sessions and limits. A cookie's secret is never stored, only its hash."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain.case.notifications import Link
from chalicelib.store.dynamo.conditions import changed
from chalicelib.store.dynamo.tables import LimitItem, LinkItem, SessionItem
from chalicelib.store.links import link_item
from chalicelib.usecases.ports.office import Session


class DynamoSessions:
    """The `Sessions` port."""

    def count(self, key: str, until: datetime) -> int:
        item = LimitItem(f"limit#{key}", "limit")
        item.update(actions=[LimitItem.tries.add(1), LimitItem.ttl.set(until)])
        return int(item.tries)

    def put_link(self, link: Link) -> None:
        link_item(link).save()

    def use_link(self, link_id: str, now: datetime) -> bool:
        item = LinkItem(f"link#{link_id}", "link")
        unused = LinkItem.pk.exists() & LinkItem.used_at.does_not_exist()
        return changed(item, [LinkItem.used_at.set(now)], unused)

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
