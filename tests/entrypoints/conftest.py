"""The deployment, and telephones before it, for every test of what calls the product."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import aws, openapi
from tests.support.deployed import deployed
from tests.support.deployment import Deployment
from tests.support.exchange import Exchange, exchange_of


@pytest.fixture(scope="module")
def cloud() -> Iterator[None]:
    """Once for all tests of a module."""
    openapi.described()  # if it was not fetched, that is said here, where no product catches it
    with aws.mocked():
        yield


@pytest.fixture
def deployment(cloud: None) -> Iterator[Deployment]:
    """Nothing on file, at nine on a Tuesday, everything working."""
    with deployed() as made:
        yield made
    assert not made.provider.faults, made.provider.faults


@pytest.fixture
def exchange(deployment: Deployment, tmp_path: Path) -> Iterator[Exchange]:
    """Telephones, with nothing on file, at nine on a Tuesday."""
    with asyncio.Runner() as runner:
        yield exchange_of(deployment, tmp_path, runner)
