"""Tables as the template has them, on moto."""

from tests.support.tables import aws, create_tables

__all__ = ["aws", "create_tables"]
