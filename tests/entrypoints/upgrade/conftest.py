"""The office of an older release, with the functions of this one."""

from collections.abc import Callable, Iterator

import pytest

from tests.support.deployment import Deployment
from tests.support.older_release import OlderOffice, quick_tables, set_up


@pytest.fixture(scope="module")
def quick() -> Iterator[None]:
    with quick_tables():
        yield


@pytest.fixture
def older(deployment: Deployment, quick: None) -> OlderOffice:
    return set_up(deployment)


@pytest.fixture
def alone(deployment: Deployment, quick: None) -> Callable[[str], OlderOffice]:
    """One case of it, by its label."""
    return lambda label: set_up(deployment, label)
