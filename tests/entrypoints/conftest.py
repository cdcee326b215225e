"""The deployment, and telephones before it, for every test of what calls the product."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
import requests
from botocore.client import BaseClient
from requests.adapters import HTTPAdapter

from chalicelib.authority import load
from chalicelib.providers.time_source import SystemTime
from tests.support import aws, openapi
from tests.support.aws import Aws
from tests.support.deployment import Deployment
from tests.support.exchange import Exchange, exchange_of
from tests.support.gateway import TOKEN
from tests.support.provider import Provider


@pytest.fixture(scope="module")
def cloud() -> Iterator[None]:
    """Once for all tests of a module."""
    openapi.described()  # if it was not fetched, that is said here, where no product catches it
    with aws.mocked():
        yield


@pytest.fixture
def deployment(cloud: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Deployment]:
    """Nothing on file, at nine on a Tuesday, everything working."""
    aws.emptied()
    aws.configure(TOKEN)
    made = Deployment(provider=Provider(), aws=Aws(), authority=load("langson"))
    monkeypatch.setattr(SystemTime, "now", lambda _: made.at)
    real = BaseClient._make_api_call

    def call(client: BaseClient, name: str, kwargs: Any) -> Any:
        return made.aws.call(real, client, name, kwargs)

    def send(_: HTTPAdapter, request: requests.PreparedRequest, **__: Any) -> requests.Response:
        ours = made.knocked(request)
        return made.provider.take(request) if ours is None else ours

    with (
        mock.patch.object(BaseClient, "_make_api_call", call),
        mock.patch.object(HTTPAdapter, "send", send),
    ):
        yield made
    aws.forget()
    assert not made.provider.faults, made.provider.faults


@pytest.fixture
def exchange(deployment: Deployment, tmp_path: Path) -> Iterator[Exchange]:
    """Telephones, with nothing on file, at nine on a Tuesday."""
    with asyncio.Runner() as runner:
        yield exchange_of(deployment, tmp_path, runner)
