"""A watch over the deployed functions, with nothing on file, from nine on a Tuesday."""

import pytest

from tests.support.deployment import Deployment
from tests.support.watch import Watch


@pytest.fixture
def watch(deployment: Deployment, capsys: pytest.CaptureFixture[str]) -> Watch:
    return Watch(deployment, lambda: capsys.readouterr().out)
