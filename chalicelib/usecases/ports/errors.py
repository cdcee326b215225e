"""The errors of ports."""

from __future__ import annotations


class ConflictError(Exception):
    """Somebody else changed the same thing first: load and decide again."""


class RetryableError(Exception):
    """A provider could not accept something now, but may do so later."""


class LostAnswerError(RetryableError):
    """A provider did not answer and may have done what it was asked for. It will tell."""


class RefusedError(Exception):
    """A provider will never accept something. `code` is the provider's own."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class NoProviderError(RefusedError):
    """This deployment has no telephone provider, which could be asked for something."""
