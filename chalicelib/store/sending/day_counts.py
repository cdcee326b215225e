"""What was sent on a day of something that is limited."""

from __future__ import annotations

from datetime import date, datetime

from pynamodb.expressions.condition import size
from pynamodb.expressions.update import Action

from chalicelib.store.dynamo.case_items import DayCountItem
from chalicelib.store.dynamo.conditions import changed


class DynamoDayCounts:
    """The `DayCounts` port: one item a day, written once for each that is counted."""

    def take(self, what: str, day: date, ref: str, most: int, forget_at: datetime) -> bool:
        if most < 1:
            return False
        refs = DayCountItem.refs
        actions: list[Action] = [
            refs.add({ref}),
            DayCountItem.cls.set(DayCountItem),
            DayCountItem.ttl.set(forget_at),
        ]
        fewer = size(refs) < most  # type: ignore[no-untyped-call]
        room = refs.does_not_exist() | refs.contains(ref) | fewer
        return changed(DayCountItem(f"{what}#{day.isoformat()}", "day count"), actions, room)
