"""The canary, every minute: does the product answer at its public address? Nobody else would notice
when name, certificate or gateway fail, since then no request arrives at all."""

from __future__ import annotations

from chalicelib import observe
from chalicelib.usecases.ports.errors import RetryableError
from chalicelib.usecases.ports.world import FrontDoor


def look(door: FrontDoor) -> bool:
    """Whether the product answered. A failure is counted, and two within five minutes raise an
    alarm; callers are in it only once, since the provider tries again."""
    try:
        door.knock()
    except RetryableError as error:
        observe.metric("CanaryFailed")
        observe.log("canary failed", error=str(error))
        return False
    return True
