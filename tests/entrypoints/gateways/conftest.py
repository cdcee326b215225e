"""A deployment with an old telephone and a signed webhook beside the provider."""

from __future__ import annotations

import pytest

from tests.support import text_gateways as gateways
from tests.support.deployment import Deployment
from tests.support.text_gateways import Doors


@pytest.fixture
def doors(deployment: Deployment) -> Doors:
    """The gateways' own doors."""
    gateways.connect()
    deployment.doors = Doors()
    return deployment.doors
