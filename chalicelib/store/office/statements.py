"""The office's reports in the cases table: they hold no personal data. What was issued is written
once and never changed."""

from __future__ import annotations

import hashlib
import zlib
from dataclasses import replace

import msgspec
from pynamodb.attributes import BinaryAttribute, NumberAttribute
from pynamodb.exceptions import TransactWriteError
from pynamodb.transactions import TransactWrite

from chalicelib.domain.reports.statements import Issued, Registered, Statement
from chalicelib.store.dynamo.attributes import Record
from chalicelib.store.dynamo.conditions import added, is_lost, reasons_of, together
from chalicelib.store.dynamo.tables import CasesItem, connection
from chalicelib.usecases.ports.errors import ConflictError

NEWEST = 999_999  # more than there will be


class StatementItem(CasesItem, discriminator="statement"):
    revision = NumberAttribute()
    statement = Record(Statement)


class IssuedItem(CasesItem, discriminator="issued"):
    content = BinaryAttribute(legacy_encoding=False)


class RegisteredItem(CasesItem, discriminator="registered"):
    """Says which report has a number of a year."""

    statement = NumberAttribute()


def statements_key(authority: str) -> str:
    return f"statements#{authority}"


def _place(number: int) -> str:
    return f"{number:06}"


def content_of(whole: Issued) -> bytes:
    """What the checksum is of: JSON, the same for the same report."""
    return msgspec.json.encode(whole)


class DynamoStatements:
    """The `Statements` port."""

    def newest(self, authority: str, before: int, limit: int) -> list[Statement]:
        last = before - 1 if before else NEWEST
        rows = StatementItem.query(
            statements_key(authority),
            StatementItem.sk.between(_place(1), _place(last)),
            scan_index_forward=False,
            limit=limit,
            consistent_read=True,
        )
        return [row.statement for row in rows]

    def get(self, authority: str, number: int) -> Statement | None:
        try:
            key = statements_key(authority), _place(number)
            return StatementItem.get(*key, consistent_read=True).statement
        except StatementItem.DoesNotExist:
            return None

    def issued(self, authority: str, number: int) -> Issued | None:
        try:
            item = IssuedItem.get(f"issued#{authority}", _place(number))
        except IssuedItem.DoesNotExist:
            return None
        return msgspec.json.decode(zlib.decompress(item.content), type=Issued)

    def add(self, authority: str, statement: Statement) -> bool:
        return added(_item(authority, statement))

    def put(self, authority: str, statement: Statement) -> None:
        with together() as transaction:
            _save(transaction, authority, statement)

    def issue(
        self, authority: str, statement: Statement, whole: Issued, replaced: Statement | None
    ) -> None:
        content = content_of(whole)
        signed = replace(statement, checksum=hashlib.sha256(content).hexdigest())
        item = IssuedItem(
            f"issued#{authority}", _place(whole.number), content=zlib.compress(content, 9)
        )
        with together() as transaction:
            _save(transaction, authority, signed)
            transaction.save(item, condition=IssuedItem.pk.does_not_exist())
            if replaced:
                _save(transaction, authority, replaced)

    def register(self, authority: str, statement: Statement, given: Registered) -> bool:
        year = f"registered#{authority}#{given.on.year}"
        item = RegisteredItem(year, _place(given.number), statement=statement.number)
        try:
            with TransactWrite(connection=connection()) as transaction:
                _save(transaction, authority, statement)
                transaction.save(item, condition=RegisteredItem.pk.does_not_exist())
        except TransactWriteError as error:
            is_stale, is_taken = (reason is not None for reason in error.cancellation_reasons)
            if is_taken and not is_stale and "ConditionalCheckFailed" in reasons_of(error):
                return False
            if is_lost(error):
                raise ConflictError("register") from error
            raise
        return True


def _item(authority: str, statement: Statement) -> StatementItem:
    return StatementItem(
        statements_key(authority),
        _place(statement.number),
        revision=statement.revision,
        statement=statement,
    )


def _save(transaction: TransactWrite, authority: str, statement: Statement) -> None:
    """As the next revision of what is on file."""
    before = StatementItem.revision == statement.revision - 1
    transaction.save(_item(authority, statement), condition=before)
