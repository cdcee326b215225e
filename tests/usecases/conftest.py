"""Services on the real store, with the template's tables on moto."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support import aws
from tests.support.world import World


@pytest.fixture(scope="module")
def cloud() -> Iterator[None]:
    """Once for all tests of a module."""
    with aws.mocked():
        yield


@pytest.fixture
def world(cloud: None) -> Iterator[World]:
    """Nothing on file, at nine on a Tuesday, everything working."""
    aws.emptied()
    with aws.one_request_at_a_time():
        yield World()
