"""For every test: the environment, a stage if it asks for one, and no verdict by the clock."""

from hypothesis import HealthCheck, settings

from tests.support import environment, saved
from tests.support.stage import pytest_runtest_makereport, stage

__all__ = ["environment", "pytest_runtest_makereport", "stage"]

# That a machine is busy with something else is no fault of the product's.
settings.register_profile("hotline", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("hotline")
saved.stand_in()
