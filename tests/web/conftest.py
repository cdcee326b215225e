"""The doorway, and the services behind it."""

from tests.support.web import doorway, services

__all__ = ["doorway", "services"]
