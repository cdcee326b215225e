"""The office of an older release, behind the doorway of this one."""

from tests.support.exchange import exchange
from tests.support.older_release import alone, older, quick_tables
from tests.support.web import cloud, doorway

__all__ = ["alone", "cloud", "doorway", "exchange", "older", "quick_tables"]
