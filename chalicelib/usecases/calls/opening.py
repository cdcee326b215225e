"""How a call begins: on which line, in hours or not (N1, N3)."""

from __future__ import annotations

from chalicelib.domain.calls.call import Call, Place
from chalicelib.domain.case.case import RawContact
from chalicelib.domain.formats import phone
from chalicelib.domain.transitions.receiving_calls import can_be_rung
from chalicelib.usecases.services import Rules


def opening_of(rules: Rules, raw: RawContact) -> Call:
    """The call as it begins: on which line, in hours or not."""
    authority = rules.authority
    line = authority.line_of(phone.normalise(raw.to) or raw.to)
    open_ = rules.hours_of(line.id).is_open(raw.received_at)
    return Call(
        id=raw.id,
        authority=raw.authority,
        line=line.id,
        number=raw.sender,
        began_at=raw.received_at,
        at=Place.WELCOME,
        open=open_,
        reachable=can_be_rung(raw.sender, authority),
        messages=open_ or authority.voice.messages,
        notice=authority.voice.notice,
    )
