"""Who has seen a case, on file in its own partition."""

from __future__ import annotations

from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import Seen
from chalicelib.store.dynamo.case_items import SeenItem
from chalicelib.store.dynamo.conditions import put_if


class DynamoOpenings:
    """The `Openings` port."""

    def note(self, code: str, seen: Seen) -> None:
        item = SeenItem(
            f"case#{code}",
            f"seen#{seen.role}:{seen.who}",
            role=seen.role.value,
            who=seen.who,
            at=seen.at,
        )
        put_if(item, SeenItem.pk.does_not_exist() | (SeenItem.at < seen.at))


def seen_from(item: SeenItem) -> Seen:
    return Seen(role=Role(item.role), who=item.who, at=item.at)
