"""The doorway, and telephones before it, for every test of the web layer."""

from tests.support.exchange import exchange
from tests.support.web import cloud, doorway

__all__ = ["cloud", "doorway", "exchange"]
