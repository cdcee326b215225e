"""Facts of cases: found by the month of their receipt, and by that of their end."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from chalicelib.domain.reports.facts import Fact
from chalicelib.store.case.places import case_key, ended_key, facts_key, moment_key
from chalicelib.store.dynamo.case_items import FactItem, HeadItem
from chalicelib.store.dynamo.conditions import is_lost
from chalicelib.store.dynamo.tables import BoardIndex, CasesOpen, connection


def fact_item(fact: Fact, authority: str) -> FactItem:
    item = FactItem(facts_key(authority, fact.month), fact.code, fact=fact)
    item.board_pk = ended_key(authority, fact.done_in)
    item.board_sk = f"{moment_key(fact.received)}#{fact.code}"
    return item


class DynamoFacts:
    """The `Facts` port."""

    def received(self, authority: str, month: str) -> Iterator[Fact]:
        return (item.fact for item in FactItem.query(facts_key(authority, month)))

    def ended(self, authority: str, month: str, before: datetime) -> Iterator[Fact]:
        earlier = BoardIndex.board_sk < moment_key(before)
        rows = CasesOpen.board.query(ended_key(authority, month), earlier)
        return (row.fact for row in rows if row.fact)

    def of(self, authority: str, month: str, code: str) -> Fact | None:
        try:
            item = FactItem.get(facts_key(authority, month), code, consistent_read=True)
        except FactItem.DoesNotExist:
            return None
        return item.fact

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
