"""The lines: when each receives (N1, N3), and how a call on it begins."""

from __future__ import annotations

from chalicelib.domain.authority.authority import Line
from chalicelib.domain.calls.call import Call, Place
from chalicelib.domain.case.case import RawContact
from chalicelib.domain.formats import phone
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.receiving_calls import can_be_rung
from chalicelib.usecases.services import House


def hours_of(house: House, line_id: str) -> Calendar:
    """When this line receives."""
    return house.authority.hours_of(line_id, house.calendar)


def line_rung(house: House, number: str) -> Line:
    """The line that was rung; however its number is written."""
    return house.authority.line_of(phone.normalise(number) or number)


def opening_of(house: House, raw: RawContact) -> Call:
    """The call as it begins: on which line, in hours or not."""
    line = line_rung(house, raw.to)
    open_ = hours_of(house, line.id).is_open(raw.received_at)
    return Call(
        id=raw.id,
        authority=raw.authority,
        line=line.id,
        number=raw.sender,
        began_at=raw.received_at,
        at=Place.WELCOME,
        open=open_,
        reachable=can_be_rung(raw.sender, house.authority),
        messages=open_ or house.authority.voice.messages,
        notice=house.authority.voice.notice,
    )
