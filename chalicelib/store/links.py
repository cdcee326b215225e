"""Links in DynamoDB: who may do what until when. The address itself is derived, never stored."""

from __future__ import annotations

from chalicelib.domain.case.notifications import Link, Purpose
from chalicelib.domain.case.workflow import Role
from chalicelib.store.dynamo.tables import LinkItem


def link_item(link: Link) -> LinkItem:
    return LinkItem(
        f"link#{link.id}",
        "link",
        code=link.case,
        purpose=link.purpose.value,
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
        purpose=Purpose(item.purpose),
        role=Role(item.role),
        who=item.who,
        expires_at=item.expires_at,
        used_at=item.used_at,
        used_key=item.used_key,
        receipt=item.receipt,
        receipt_seq=int(item.receipt_seq),
        about=item.about,
        revoked=bool(item.revoked),
    )
