"""Port for gateways whose doors are opened by tokens that change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """What a gateway is called with until `expires_at`, and what gets the next pair, once."""

    access: str
    refresh: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What is on file of one gateway: its pair, without `access` if none was got yet; up to when
    somebody is getting the next one; and the hashes of the authorisations that were begun with."""

    pair: Pair
    claimed_until: datetime | None = None
    begun: frozenset[str] = frozenset()


class Tokens(Protocol):
    """A token that gets the next pair is good once: nobody uses one without a claim, and what it
    has got is written only where it was still the one on file."""

    def get(self, gateway: str) -> Kept | None:
        """What is on file; None if nothing was ever got."""

    def claim(
        self,
        gateway: str,
        known: Kept | None,
        refresh: str,
        begun: str,
        now: datetime,
        until: datetime,
    ) -> bool:
        """Claims the right to use `refresh` until `until`, an authorisation's own if `begun` is its
        hash. False if it is not as `known` any more, or somebody else has the claim."""

    def put(self, gateway: str, used: str, pair: Pair) -> bool:
        """Writes the pair that `used` has got, and gives the claim back. False, with nothing
        written, if that is not the one on file any more."""
