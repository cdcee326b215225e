"""The doorway, and telephones before it, for every test of the web layer."""

from tests.support.exchange import exchange
from tests.support.web import doorway, services

__all__ = ["doorway", "exchange", "services"]
