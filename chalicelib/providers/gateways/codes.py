"""What a gateway's code of an error means to the product."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NoReturn

from chalicelib import observe
from chalicelib.domain.notifications.notifications import NotArrived
from chalicelib.usecases.ports.errors import RefusedError, RetryableError


@dataclass(frozen=True, slots=True)
class Fault:
    """Why, if we have a word for it, and whether the same may succeed a little later."""

    why: NotArrived | None = None
    may_retry: bool = False


def refuse(kind: str, code: str, faults: Mapping[str, Fault]) -> NoReturn:
    """Raises RetryableError or RefusedError. A code that no table has is final, and loud."""
    fault = faults.get(code)
    if fault is None:
        unknown(kind, code)
        fault = Fault()
    said = f"{kind} {code}"[:60]
    raise RetryableError(said) if fault.may_retry else RefusedError(fault.why or said)


def unknown(kind: str, code: str) -> None:
    """Something that its documents did not have."""
    observe.metric("UnknownProviderCode")
    observe.log("unknown provider status", provider=kind, status=code[:40])
