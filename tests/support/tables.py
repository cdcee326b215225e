"""The tables of infra/resources.yaml made on moto: tests run on what is deployed."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from unittest import mock

import boto3
import pytest
import yaml
from botocore.client import BaseClient
from moto import mock_aws

TEMPLATE = Path(__file__).parents[2] / "infra" / "resources.yaml"
TABLES = {"CasesTable": "cases", "VaultTable": "vault"}
KEPT = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")


def create_tables() -> None:
    resources = yaml.safe_load(TEMPLATE.read_text())["Resources"]
    client = boto3.client("dynamodb")
    for logical, name in TABLES.items():
        properties: dict[str, Any] = resources[logical]["Properties"]
        client.create_table(TableName=name, **{k: properties[k] for k in KEPT if k in properties})


@contextmanager
def one_request_at_a_time() -> Iterator[None]:
    """moto is not safe for threads: requests of several take turns, as the service's own would."""
    real, lock = BaseClient._make_api_call, threading.Lock()

    def call(self: BaseClient, name: str, kwargs: dict[str, Any]) -> Any:
        with lock:
            return real(self, name, kwargs)

    with mock.patch.object(BaseClient, "_make_api_call", call):
        yield


@pytest.fixture
def aws() -> Iterator[None]:
    with mock_aws(), one_request_at_a_time():
        create_tables()
        _forget_connections()
        yield
        _forget_connections()


def _forget_connections() -> None:
    """Clients made outside this test's moto must not be used inside it, nor the other way."""
    from chalicelib.store.dynamo import tables

    tables.connection.cache_clear()
    bases = (tables.CasesItem, tables.CasesOpen, tables.VaultItem, tables.VaultOpen)
    for model in (*bases, *(below for base in bases for below in _below(base))):
        model._connection = None


def _below(model: type) -> list[type]:
    return [below for sub in model.__subclasses__() for below in (sub, *_below(sub))]
