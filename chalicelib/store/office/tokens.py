"""The tokens of gateways, in the vault: whoever has them speaks in the hotline's name."""

from __future__ import annotations

from datetime import datetime

from pynamodb.expressions.update import Action

from chalicelib.store.dynamo.conditions import changed
from chalicelib.store.dynamo.vault_items import TokensItem
from chalicelib.usecases.ports.office import Kept, Pair

SK = "tokens"


def _item(gateway: str) -> TokensItem:
    return TokensItem(f"tokens#{gateway}", SK)


class DynamoTokens:
    """The `Tokens` port: one item a gateway."""

    def get(self, gateway: str) -> Kept | None:
        key = _item(gateway)
        try:
            item = TokensItem.get(key.pk, key.sk, consistent_read=True)
        except TokensItem.DoesNotExist:
            return None
        pair = Pair(access=item.access, refresh=item.renews, expires_at=item.expires_at)
        return Kept(pair=pair, claimed_until=item.claimed_until, begun=frozenset(item.begun or ()))

    def claim(
        self,
        gateway: str,
        known: Kept | None,
        refresh: str,
        begun: str,
        now: datetime,
        until: datetime,
    ) -> bool:
        item = TokensItem
        actions: list[Action] = [
            item.cls.set(item),
            item.renews.set(refresh),
            item.claimed_until.set(until),
        ]
        if begun:
            actions.append(item.begun.add({begun}))
        if known is None:
            first = [item.access.set(""), item.expires_at.set(now)]
            return changed(_item(gateway), [*actions, *first], item.pk.does_not_exist())
        free = item.claimed_until.does_not_exist() | (item.claimed_until <= now)
        return changed(_item(gateway), actions, (item.renews == known.pair.refresh) & free)

    def put(self, gateway: str, used: str, pair: Pair) -> bool:
        item = TokensItem
        actions: list[Action] = [
            item.access.set(pair.access),
            item.renews.set(pair.refresh),
            item.expires_at.set(pair.expires_at),
            item.claimed_until.remove(),
        ]
        return changed(_item(gateway), actions, item.renews == used)
