"""The two tables as PynamoDB models.

Cases: no personal data; one query (`pk=case#CODE`) loads a case with everything that belongs to it.
Vault: words and identities, encrypted with a key of its own. The indexes are sparse: an item is
only in them while it has the index's attributes, such as `wait_pk` or `due_pk`. Which partitions
they have: `partitions.py`.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pynamodb.attributes import (
    DiscriminatorAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.connection import Connection, TableConnection
from pynamodb.indexes import (
    AllProjection,
    GlobalSecondaryIndex,
    IncludeProjection,
    KeysOnlyProjection,
)
from pynamodb.models import Model

from chalicelib import aws, settings
from chalicelib.domain.case.case import Case
from chalicelib.domain.deadlines.board import Row
from chalicelib.store.dynamo.attributes import Packed, Record
from chalicelib.store.dynamo.rehearsal import rehearsed

_HERE = settings.current()


class _Patience:
    """Time limits of the store: a webhook has to be answered well within 15 s."""

    region = _HERE.region
    connect_timeout_seconds = 1
    read_timeout_seconds = 3
    max_retry_attempts = 2
    billing_mode = "PAY_PER_REQUEST"


@cache
def connection() -> Connection:
    """The connection for transactions, with the same time limits as the models' own."""
    made = Connection(
        region=_Patience.region,
        connect_timeout_seconds=_Patience.connect_timeout_seconds,
        read_timeout_seconds=_Patience.read_timeout_seconds,
        max_retry_attempts=_Patience.max_retry_attempts,
    )
    made._client = aws.client(
        "dynamodb",
        _Patience.region,
        connect=_Patience.connect_timeout_seconds,
        read=_Patience.read_timeout_seconds,
        attempts=1 + _Patience.max_retry_attempts,
        parameter_validation=False,  # as PynamoDB's own: it has checked the values itself
    )
    return made


def prepare() -> None:
    """Makes the client and has it rehearse."""
    aws.rehearse(connection().client, rehearsed(_HERE.vault_table))


class _Row(Model):
    """A model that shares one client. PynamoDB would make one per class, each adding a tenth of a
    second to a cold start."""

    @classmethod
    def _get_connection(cls) -> TableConnection:
        own = super()._get_connection()
        own.connection._client = connection().client
        return own


class WaitingIndex(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """Items that wait for the sweeper, by the moment of their next check."""

    class Meta:
        index_name = "waiting"
        projection = KeysOnlyProjection()

    wait_pk = UnicodeAttribute(hash_key=True)
    wait_at = UTCDateTimeAttribute(range_key=True)


class DueIndex(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """Open cases, by the moment at which the ladder has to check them next."""

    class Meta:
        index_name = "due"
        projection = KeysOnlyProjection()

    due_pk = UnicodeAttribute(hash_key=True)
    due_at = UTCDateTimeAttribute(range_key=True)


class OpenIndex(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """Open cases by due time, with what the board shows of them and nothing else, so that some two
    thousand are one answer."""

    class Meta:
        index_name = "open"
        projection = IncludeProjection(["board_row"])

    open_pk = UnicodeAttribute(hash_key=True)
    open_sk = UnicodeAttribute(range_key=True)


class BoardIndex(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """What is listed as it is, kind by kind: failed notifications, refused nuisance."""

    class Meta:
        index_name = "board"
        projection = AllProjection()

    board_pk = UnicodeAttribute(hash_key=True)
    board_sk = UnicodeAttribute(range_key=True)


class PhoneIndex(GlobalSecondaryIndex[Any]):  # type: ignore[no-untyped-call]
    """Contacts and identities by the keyed hash of a number."""

    class Meta:
        index_name = "phone"
        projection = KeysOnlyProjection()

    phone_key = UnicodeAttribute(hash_key=True)
    seen_at = UTCDateTimeAttribute(range_key=True)


class CasesItem(_Row):
    class Meta(_Patience):
        table_name = _HERE.cases_table

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    cls = DiscriminatorAttribute()
    ttl = TTLAttribute(null=True)
    wait_pk = UnicodeAttribute(null=True)
    wait_at = UTCDateTimeAttribute(null=True)
    due_pk = UnicodeAttribute(null=True)
    due_at = UTCDateTimeAttribute(null=True)
    board_pk = UnicodeAttribute(null=True)
    board_sk = UnicodeAttribute(null=True)
    open_pk = UnicodeAttribute(null=True)
    open_sk = UnicodeAttribute(null=True)


class CasesOpen(_Row):
    """The sparse indexes of the cases. They need a model of their own, because a query through the
    models above requires each row's discriminator, which indexes with keys only do not have."""

    class Meta(_Patience):
        table_name = _HERE.cases_table

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    waiting = WaitingIndex()
    due = DueIndex()
    board = BoardIndex()
    open = OpenIndex()
    due_at = UTCDateTimeAttribute(null=True)
    board_pk = UnicodeAttribute(null=True)
    board_sk = UnicodeAttribute(null=True)
    row = Packed(Row, attr_name="board_row", null=True)
    case = Record(Case, null=True)
    kind = UnicodeAttribute(null=True)
    medium = UnicodeAttribute(null=True)
    error = UnicodeAttribute(null=True)


class VaultItem(_Row):
    class Meta(_Patience):
        table_name = _HERE.vault_table

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    cls = DiscriminatorAttribute()
    wait_pk = UnicodeAttribute(null=True)
    wait_at = UTCDateTimeAttribute(null=True)
    phone_key = UnicodeAttribute(null=True)
    seen_at = UTCDateTimeAttribute(null=True)


class VaultOpen(_Row):
    """The sparse indexes of the vault; see CasesOpen."""

    class Meta(_Patience):
        table_name = _HERE.vault_table

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    waiting = WaitingIndex()
    phone = PhoneIndex()
