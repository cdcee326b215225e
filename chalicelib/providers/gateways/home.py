"""What adapters need of the product itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from chalicelib.usecases.ports.office import Tokens


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """`receipts` gives the public address at which the gateway of a name may report; `tokens` are
    what is on file of gateways that are called by changing ones; `now` is this moment, aware."""

    receipts: Callable[[str], str]
    tokens: Tokens
    now: Callable[[], datetime]
