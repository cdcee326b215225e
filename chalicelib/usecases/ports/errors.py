"""What may go wrong at a port."""

from __future__ import annotations


class ConflictError(Exception):
    """Somebody else changed the same thing first: load again and decide again."""


class RetryableError(Exception):
    """A provider could not take it now; later it may."""


class RefusedError(Exception):
    """A provider will never take it. `code` is the provider's own."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code
