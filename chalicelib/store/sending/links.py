"""Mailed links in DynamoDB. The address of a link is derived, never stored."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.domain.authority.roles import Role
from chalicelib.domain.todos import links
from chalicelib.domain.todos.links import Link
from chalicelib.domain.todos.table import Todo
from chalicelib.store.dynamo import partitions
from chalicelib.store.dynamo.case_items import LinkItem
from chalicelib.store.dynamo.conditions import changed
from chalicelib.store.dynamo.tables import CasesOpen


def listed_key(code: str) -> str:
    """Partition key for the links to a case that none of its own notifications names."""
    return partitions.LINKED.of(code)


def link_item(link: Link, *, listed: bool = False) -> LinkItem:
    """`listed` says that it is to be found by its case."""
    return LinkItem(
        f"link#{link.id}",
        "link",
        code=link.subject,
        todo=link.todo.value,
        role=link.role.value,
        who=link.who,
        about=link.about,
        colleague=link.colleague or None,
        expires_at=link.expires_at,
        made_at=link.made_at,
        ttl=link.forgotten_at,
        board_pk=listed_key(link.subject) if listed else None,
        board_sk=link.id if listed else None,
    )


def revoking(link_id: str) -> tuple[LinkItem, list[Action], Condition]:
    """An unused link, that it does not open any more, and that it is still to be revoked."""
    unspent = LinkItem.used_at.does_not_exist() & (LinkItem.revoked == 0)
    return LinkItem(f"link#{link_id}", "link"), [LinkItem.revoked.set(1)], unspent


def link_in(item: LinkItem) -> Link:
    return Link(
        id=item.pk.removeprefix("link#"),
        subject=item.code,
        todo=Todo(item.todo),
        role=Role(item.role),
        who=item.who,
        expires_at=item.expires_at,
        used_at=item.used_at,
        used_key=item.used_key,
        confirmation=item.confirmation,
        confirmation_seq=int(item.confirmation_seq),
        about=item.about,
        revoked=bool(item.revoked),
        made_at=item.made_at,
        colleague=item.colleague or "",
        opened_at=item.opened_at,
    )


class DynamoLinks:
    """The `Links` port. `key` returns the key that signs addresses."""

    def __init__(self, key: Callable[[], str]) -> None:
        self._key = key

    def get(self, link_id: str) -> Link | None:
        try:
            return link_in(LinkItem.get(f"link#{link_id}", "link", consistent_read=True))
        except LinkItem.DoesNotExist:
            return None

    def of(self, link_ids: Iterable[str]) -> list[Link]:
        keys = [(f"link#{link_id}", "link") for link_id in dict.fromkeys(link_ids)]
        found = LinkItem.batch_get(keys, consistent_read=True) if keys else ()
        return [link_in(item) for item in found]

    def listed(self, code: str) -> list[str]:
        rows = CasesOpen.board.query(listed_key(code))
        return [row.pk.removeprefix("link#") for row in rows]

    def genuine(self, token: str) -> Link | None:
        link_id = links.id_of(token)
        link = self.get(link_id) if link_id else None
        return link if link and self.proven(token, link) else None

    def proven(self, token: str, link: Link) -> bool:
        return links.is_genuine(token, link, self._key())

    def token(self, link: Link) -> str:
        return links.token(link, self._key())

    def proof(self, said: str) -> str:
        return links.proof(said, self._key())

    def proves(self, text: str, said: str) -> bool:
        return links.proves(text, said, self._key())

    def put(self, link: Link) -> None:
        link_item(link).save()

    def opened(self, link_id: str, now: datetime) -> None:
        item = LinkItem(f"link#{link_id}", "link")
        first = LinkItem.pk.exists() & LinkItem.opened_at.does_not_exist()
        changed(item, [LinkItem.opened_at.set(now)], first)

    def use(self, link_id: str, now: datetime) -> bool:
        item = LinkItem(f"link#{link_id}", "link")
        unused = LinkItem.pk.exists() & LinkItem.used_at.does_not_exist()
        return changed(item, [LinkItem.used_at.set(now)], unused)
