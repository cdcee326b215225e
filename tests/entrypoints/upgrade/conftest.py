"""The office of an older release, with the functions of this one."""

from collections.abc import Callable

import pytest

from tests.support.deployment import Deployment
from tests.support.older_release import OlderOffice, set_up


@pytest.fixture
def older(deployment: Deployment) -> OlderOffice:
    return set_up(deployment)


@pytest.fixture
def alone(deployment: Deployment) -> Callable[[str], OlderOffice]:
    """One case of it, by its label."""
    return lambda label: set_up(deployment, label)
