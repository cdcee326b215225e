"""AWS on moto: the tables of infra/resources.yaml, so that tests run on what is deployed; queue,
mail, storage and secrets; and each of them out of reach when a test asks for it."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any
from unittest import mock

import boto3
import yaml
from botocore.client import BaseClient
from botocore.exceptions import EndpointConnectionError
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.dynamodb.models import dynamodb_backends
from moto.sqs.models import sqs_backends

from chalicelib import settings, wiring
from tests.support import rights
from tests.support.environment import TABLES
from tests.support.gateway import ACCOUNT
from tests.support.quick_moto import quick

TEMPLATE = Path(__file__).parents[2] / "infra" / "resources.yaml"
KEPT = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")
QUEUE = "notices"


@contextmanager
def mocked() -> Iterator[None]:
    """moto with the template's tables, the queue, the sender, the buckets."""
    with mock_aws(), quick():
        create_tables()
        forget_connections()
        client("ses").verify_email_identity(EmailAddress=settings.current().mail_from)
        place = {"LocationConstraint": settings.current().region}
        for bucket in (settings.current().recordings_bucket, settings.current().files_bucket):
            client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration=place)
        yield
        forget_connections()
        client.cache_clear()


def emptied() -> None:
    """Nothing is on file, and nothing waits in the queue."""
    for table in tables().values():
        table.items.clear()
    sqs_backends[DEFAULT_ACCOUNT_ID][settings.current().region].queues.clear()
    client("sqs").create_queue(QueueName=QUEUE)


def kept() -> dict[str, Any]:
    """What is on file now, by table. Rows never change (`quick_moto`), so they need no copies."""
    return {name: {key: dict(rows) for key, rows in held.items()} for name, held in items().items()}


def put_back(before: Mapping[str, Any]) -> None:
    """That is on file again, and nothing else."""
    for name, held in items().items():
        held.clear()
        held.update({key: dict(rows) for key, rows in before[name].items()})


def create_tables(names: Mapping[str, str] = TABLES) -> None:
    """The template's tables, by these names."""
    resources = yaml.safe_load(TEMPLATE.read_text())["Resources"]
    for logical, name in names.items():
        properties: dict[str, Any] = resources[logical]["Properties"]
        kept = {k: properties[k] for k in KEPT if k in properties}
        boto3.client("dynamodb").create_table(TableName=name, **kept)


def tables() -> dict[str, Any]:
    """moto's own tables, by name."""
    found: dict[str, Any] = dynamodb_backends[DEFAULT_ACCOUNT_ID][settings.current().region].tables
    return found


def items() -> dict[str, Any]:
    """What the tables hold, by their names."""
    return {name: table.items for name, table in tables().items()}


@cache
def client(service: str) -> Any:
    """The test's own hand on a service, made once for as long as moto runs."""
    return boto3.client(service)


def configure(
    *tokens: str,
    link_key: str = "a key for links",
    gateways: Mapping[str, Mapping[str, Any]] | None = None,
) -> None:
    """The deployment's secrets as they stand now; every process starts afresh. Without a token
    there is no telephone provider."""
    keys = {"link_key": link_key, "phone_key": "a key for numbers"}
    account = {"sid": ACCOUNT, "tokens": tokens} if tokens else None
    secrets = {"keys": keys, "twilio": account, "gateways": gateways}
    for name, secret in secrets.items():
        where = f"{settings.current().secrets_path}/{name}"
        client("ssm").delete_parameters(Names=[where])
        if secret:
            client("ssm").put_parameter(Name=where, Value=json.dumps(secret), Type="SecureString")
    forget()


def forget() -> None:
    """As in a new process."""
    wiring._secrets.cache_clear()
    wiring.keys.cache_clear()
    wiring.twilio_account.cache_clear()
    wiring._gateway_accounts.cache_clear()
    for made in (wiring.live, wiring._time, wiring._store, wiring._queue, wiring._delivery):
        made.cache_clear()
    for made in (
        wiring._telephone,
        wiring._twilio,
        wiring._files,
        wiring._twilios_texts,
        wiring.gateways,
    ):
        made.cache_clear()


def forget_connections() -> None:
    """Clients made outside this moto must not be used inside it, nor the other way."""
    from chalicelib.store.dynamo import tables

    tables.connection.cache_clear()
    bases = (tables.CasesItem, tables.CasesOpen, tables.VaultItem, tables.VaultOpen)
    for model in (*bases, *(below for base in bases for below in _below(base))):
        model._connection = None


def _below(model: type) -> list[type]:
    return [below for sub in model.__subclasses__() for below in (sub, *_below(sub))]


@contextmanager
def one_request_at_a_time() -> Iterator[None]:
    """moto is not safe for threads: requests of several take turns, as the service's own would."""
    real, lock = BaseClient._make_api_call, threading.Lock()

    def call(self: BaseClient, name: str, kwargs: dict[str, Any]) -> Any:
        with lock:
            return real(self, name, kwargs)

    with mock.patch.object(BaseClient, "_make_api_call", call):
        yield


@dataclass
class Aws:
    """Calls to AWS, one at a time as moto needs it; those in `refused` cannot be reached."""

    refused: set[str] = field(default_factory=set)
    left: int = 0
    mails: list[dict[str, Any]] = field(default_factory=list)
    writes: int = 0
    asked: int = 0  # how often AWS was asked for anything
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def call(self, real: Callable[..., Any], client: BaseClient, name: str, kwargs: Any) -> Any:
        with self._lock:
            if name in self.refused and self.left:
                self.left -= 1
                raise EndpointConnectionError(endpoint_url=name)
            rights.check(client, name, kwargs)
            self.asked += 1
            answer = real(client, name, kwargs)
            self.writes += name in ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems")
            if name == "SendEmail":
                self.mails.append(kwargs)
            return answer

    @contextmanager
    def refusing(self, *operations: str, times: int = 999) -> Iterator[None]:
        """These operations fail, so many times, as if the service could not be reached."""
        self.refused, self.left = set(operations), times
        try:
            yield
        finally:
            self.refused, self.left = set(), 0
