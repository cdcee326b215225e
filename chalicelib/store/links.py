"""Links in DynamoDB: who may do what until when. The address itself is derived, never stored."""

from __future__ import annotations

from chalicelib.domain.case.notifications import Link, Todo
from chalicelib.domain.case.workflow import Role
from chalicelib.store.dynamo.tables import LinkItem


def link_item(link: Link) -> LinkItem:
    return LinkItem(
        f"link#{link.id}",
        "link",
        code=link.case,
        todo=link.todo.value,
        role=link.role.value,
        who=link.who,
        about=link.about,
        expires_at=link.expires_at,
        ttl=link.expires_at,
    )


def link_from(item: LinkItem) -> Link:
    return Link(
        id=item.pk.removeprefix("link#"),
        case=item.code,
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
    )
