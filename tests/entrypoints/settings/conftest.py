"""A deployment whose settings are in its store: the shipped ones, saved as the first version."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support import saved
from tests.support.deployment import Deployment


@pytest.fixture
def clock(deployment: Deployment) -> Iterator[saved.Clock]:
    with saved.looking() as clock:
        saved.save()
        yield clock
