"""Looks at confidential identities, and the reasons given for them, in the vault.

A look stands beside its case, and by its moment in a partition of the authority's looks. That one
only grows, and nothing is ever taken out of it: the sweeper does not look there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from chalicelib.store.dynamo import partitions
from chalicelib.store.dynamo.tables import VaultOpen, WaitingIndex
from chalicelib.store.dynamo.vault_items import AccessItem, ReasonItem
from chalicelib.usecases.ports.office import How, Look, Spot

PAGE = 200  # keys that are asked for at once
_LOOK, _END = "access#", "access$"  # "$" is the sign behind "#"
_LEAST = datetime.resolution


class DynamoAccess:
    """The `Access` port."""

    def note(self, authority: str, look: Look) -> None:
        AccessItem(
            _case(look.code),
            f"{_LOOK}{_moment(look.at)}#{look.who}#{look.why}",
            who=look.who,
            why=look.why,
            how=look.how,
            at=look.at,
            reason=look.reason or None,
            wait_pk=partitions.LOOKS.of(authority),
            wait_at=look.at,
        ).save()

    def note_keys(self, officer: str, who: str, why: str, at: datetime) -> None:
        place = f"{_LOOK}{_moment(at)}#{who}"
        AccessItem(f"officer#{officer}", place, who=who, why=why, at=at).save()

    def give_reason(self, code: str, who: str, reason: str, at: datetime) -> None:
        place = f"reason#{who}#{_moment(at)}"
        ReasonItem(_case(code), place, reason=reason, at=at).save()

    def reason(self, code: str, who: str, since: datetime) -> str:
        own = f"reason#{who}#"
        found = ReasonItem.query(
            _case(code),
            ReasonItem.sk.between(f"{own}{_moment(since)}", f"{own}~"),
            scan_index_forward=False,
            consistent_read=True,
            limit=1,
        )
        return next((item.reason for item in found), "")

    def looks(
        self, authority: str, since: datetime, until: datetime, after: Spot | None
    ) -> Iterator[Spot]:
        rows = VaultOpen.waiting.query(
            partitions.LOOKS.of(authority),
            WaitingIndex.wait_at.between(since, until - _LEAST),
            scan_index_forward=False,
            page_size=PAGE,
            last_evaluated_key=_behind(authority, after) if after else None,
        )
        return (_spot(row.pk, row.sk) for row in rows)

    def looks_of(self, code: str, after: Spot | None) -> Iterator[Spot]:
        end = f"{_LOOK}{after.place}" if after else _END
        rows = AccessItem.query(
            _case(code),
            AccessItem.sk.between(_LOOK, end),
            scan_index_forward=False,
            page_size=PAGE,
            attributes_to_get=["pk", "sk", "cls"],
        )
        spots = (_spot(row.pk, row.sk) for row in rows)
        return (spot for spot in spots if spot != after)

    def several(self, spots: Sequence[Spot]) -> list[Look]:
        keys = [(_case(spot.code), f"{_LOOK}{spot.place}") for spot in dict.fromkeys(spots)]
        found = {_spot(i.pk, i.sk): i for i in AccessItem.batch_get(keys)} if keys else {}
        return [_look(spot.code, found[spot]) for spot in spots if spot in found]


def _case(code: str) -> str:
    return f"case#{code}"


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def _spot(pk: str, sk: str) -> Spot:
    return Spot(pk.removeprefix("case#"), sk.removeprefix(_LOOK))


def _look(code: str, item: AccessItem) -> Look:
    return Look(
        code=code,
        who=item.who,
        why=item.why,
        how=How(item.how) if item.how else None,
        at=item.at,
        reason=item.reason or "",
    )


def _behind(authority: str, spot: Spot) -> dict[str, Any]:
    """The key from which the list goes on."""
    return {
        "wait_pk": {"S": partitions.LOOKS.of(authority)},
        "wait_at": {"S": WaitingIndex.wait_at.serialize(spot.at)},  # type: ignore[no-untyped-call]
        "pk": {"S": _case(spot.code)},
        "sk": {"S": f"{_LOOK}{spot.place}"},
    }
