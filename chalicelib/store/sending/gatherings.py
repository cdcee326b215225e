"""Notifications that wait to go out together, in partitions of the waiting index of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from pynamodb.exceptions import TransactWriteError
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.domain.notifications.gathering import Gathering
from chalicelib.domain.notifications.notifications import Notification, NotificationState
from chalicelib.domain.todos.links import Link
from chalicelib.store.dynamo.case_items import NotificationItem
from chalicelib.store.dynamo.conditions import changed, is_lost
from chalicelib.store.dynamo.tables import CasesOpen, connection
from chalicelib.store.sending.links import link_item
from chalicelib.store.sending.outbox import from_item, gathering_key, key_of, next_check, to_item

_CHANGES = 100  # items that one transaction may change


class DynamoGatherings:
    """The `Gatherings` port."""

    def waiting(self, authority: str, gathering: Gathering) -> list[Notification]:
        keys = [(r.pk, r.sk) for r in CasesOpen.waiting.query(gathering_key(authority, gathering))]
        found = NotificationItem.batch_get(keys, consistent_read=True) if keys else ()
        return [from_item(item) for item in found if item.waits_for]

    def gather(
        self,
        said: Notification,
        members: Sequence[Notification],
        at: datetime,
        link: Link | None = None,
    ) -> bool:
        first, rest = members[: _CHANGES - 2], members[_CHANGES - 2 :]
        if not _gathered(said.id, first, at, said, link):
            return False
        for n in range(0, len(rest), _CHANGES):
            _gathered(said.id, rest[n : n + _CHANGES], at)
        return True

    def release(self, notification: Notification, at: datetime) -> bool:
        actions = [
            NotificationItem.waits_for.remove(),
            *next_check(notification.authority, at),
        ]
        item = NotificationItem(*key_of(notification.ref))
        return changed(item, actions, NotificationItem.waits_for.exists())


def _gathered(
    into: str,
    members: Sequence[Notification],
    at: datetime,
    said: Notification | None = None,
    link: Link | None = None,
) -> bool:
    """One transaction. Returns whether all of the members were still waiting."""
    actions: list[Action] = [
        NotificationItem.state.set(NotificationState.GATHERED.value),
        NotificationItem.said_in.set(into),
        NotificationItem.sent_at.set(at),
        NotificationItem.waits_for.remove(),
        *next_check("", None),
    ]
    try:
        with TransactWrite(connection=connection()) as transaction:
            if said:
                transaction.save(to_item(said), condition=NotificationItem.pk.does_not_exist())
            if link:
                transaction.save(link_item(link))
            for member in members:
                transaction.update(
                    NotificationItem(*key_of(member.ref)),
                    actions=actions,
                    condition=NotificationItem.waits_for.exists(),
                )
    except TransactWriteError as error:
        if is_lost(error):
            return False
        raise
    return True
