"""The bucket is empty before each test."""

from __future__ import annotations

import pytest

from tests.support import sending
from tests.support.deployment import Deployment


@pytest.fixture(autouse=True)
def empty_bucket(deployment: Deployment) -> None:
    sending.empty()
