"""Facts of cases: by the moment of their receipt, and by the quarter of their end."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from chalicelib.domain.reports.facts import Came, Fact, Minute
from chalicelib.store.case.places import case_key, ended_key, fact_place, facts_key, quarter
from chalicelib.store.citizens.came import came_key, came_place
from chalicelib.store.dynamo.case_items import FactItem, HeadItem
from chalicelib.store.dynamo.conditions import is_lost
from chalicelib.store.dynamo.reading import uncollected
from chalicelib.store.dynamo.tables import BoardIndex, CasesItem, connection

_FACTS, _CAME = msgspec.json.Decoder(list[Fact]), msgspec.json.Decoder(list[Came])
_IN_A_QUARTER = 60 * 24 * 90  # minutes; no quarter is shorter


def fact_item(fact: Fact, authority: str) -> FactItem:
    place = fact_place(fact.received, fact.code)
    item = FactItem(facts_key(authority), place, fact=fact)
    item.board_pk = ended_key(authority, quarter(fact.ended))
    item.board_sk = place
    return item


class DynamoFacts:
    """The `Facts` port. Its queries decode a page at once: an item at a time costs three times as
    much (docs/benchmarks.md)."""

    @uncollected()
    def received(self, authority: str, begins: Minute, ends: Minute) -> list[Fact]:
        pages = _pages(facts_key(authority), "fact", fact_place(begins), fact_place(ends))
        return [fact for page in pages for fact in _FACTS.decode(page)]

    @uncollected()
    def carried(self, authority: str, begins: Minute, now: Minute) -> list[Fact]:
        quarters = {quarter(at) for at in (*range(begins, now, _IN_A_QUARTER), now)}
        found: dict[str, Fact] = {}
        for one in ("", *sorted(quarters)):  # one that ends meanwhile is found as ended
            where, last = ended_key(authority, one), fact_place(begins)
            for page in _pages(where, "fact", fact_place(0), last, indexed=True):
                found.update((fact.code, fact) for fact in _FACTS.decode(page))
        return list(found.values())

    def came(self, authority: str, begins: Minute, ends: Minute) -> list[Came]:
        pages = _pages(came_key(authority), "came", came_place(begins), came_place(ends))
        return [came for page in pages for came in _CAME.decode(page)]

    def of(self, authority: str, fact: Fact) -> Fact | None:
        place = fact_place(fact.received, fact.code)
        try:
            return FactItem.get(facts_key(authority), place, consistent_read=True).fact
        except FactItem.DoesNotExist:
            return None

    def mend(self, authority: str, fact: Fact, version: int) -> bool:
        try:
            with TransactWrite(connection=connection()) as transaction:
                transaction.condition_check(
                    HeadItem, case_key(fact.code), "head", condition=HeadItem.version == version
                )
                transaction.save(fact_item(fact, authority))
        except TransactWriteError as error:
            if is_lost(error):
                return False
            raise
        return True


def _pages(
    partition: str, name: str, first: str, last: str, *, indexed: bool = False
) -> Iterator[str]:
    """What these items say, from the first place on and before the last; of each page of the query
    one JSON list."""
    pk, sk = ("board_pk", "board_sk") if indexed else ("pk", "sk")
    values = {":in": partition, ":first": first, ":last": last}
    asked: dict[str, Any] = {
        "TableName": CasesItem.Meta.table_name,
        "KeyConditionExpression": f"{pk} = :in AND {sk} BETWEEN :first AND :last",
        "ExpressionAttributeValues": {key: {"S": value} for key, value in values.items()},
        "ProjectionExpression": "#said",
        "ExpressionAttributeNames": {"#said": name},
        **({"IndexName": BoardIndex.Meta.index_name} if indexed else {}),
    }
    while True:
        page = connection().dispatch("Query", asked)
        yield f"[{','.join(item[name]['S'] for item in page['Items'])}]"
        if "LastEvaluatedKey" not in page:
            return
        asked["ExclusiveStartKey"] = page["LastEvaluatedKey"]
