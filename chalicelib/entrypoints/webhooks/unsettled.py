"""What comes in while this process has read no settings: it is kept as it came, and the sweeper
makes its case once there are some. Nothing is said that no version allows."""

from __future__ import annotations

from chalicelib import observe, settings, wiring
from chalicelib.domain.case.case import Channel
from chalicelib.usecases.ports.incoming import Incoming
from chalicelib.usecases.texts import receive


def keep(came: Incoming, channel: Channel) -> None:
    """Puts the contact on file, with what came along. Raises if it cannot be stored, so that the
    provider tries again."""
    raw = came.contact(channel, settings.current().authority, wiring.now())
    receive.keep(wiring.store(), wiring.files(), came, raw)
    observe.metric("TakeInLater")
    observe.log("contact waits for settings", contact=raw.id)
