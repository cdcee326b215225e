"""What comes in while this process has read no settings: it is kept as it came, and the sweeper
makes its case once there are some. Nothing is said that no version allows."""

from __future__ import annotations

from chalicelib import observe, settings, wiring
from chalicelib.domain.case.case import Channel
from chalicelib.usecases.ports.incoming import Incoming


def keep(came: Incoming, channel: Channel) -> None:
    """Puts the contact on file. Raises if it cannot be stored, so that the provider tries again."""
    raw = came.contact(channel, settings.current().authority, wiring.now())
    wiring.store().contacts.keep(raw)
    observe.metric("TakeInLater")
    observe.log("contact waits for settings", contact=raw.id)
