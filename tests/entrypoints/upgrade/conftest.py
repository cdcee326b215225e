"""The office of an older release, with the functions of this one."""

from collections.abc import Callable
from functools import partial

import pytest

from tests.support.deployment import Deployment
from tests.support.older_release import OlderOffice, set_up


@pytest.fixture
def older(deployment: Deployment) -> OlderOffice:
    return set_up(deployment)


@pytest.fixture
def alone(deployment: Deployment) -> Callable[..., OlderOffice]:
    """One case of it, or of what is kept of another release, by its label."""
    return partial(set_up, deployment)
