"""The lines: when each receives (N1, N3), and how a call on it begins."""

from __future__ import annotations

from chalicelib.domain.authority.authority import Line
from chalicelib.domain.calls.call import Call, Place
from chalicelib.domain.case.case import RawContact
from chalicelib.domain.formats import phone
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.receiving_calls import can_be_rung
from chalicelib.usecases.services import Services


def hours_of(services: Services, line_id: str) -> Calendar:
    """When this line receives."""
    return services.authority.hours_of(line_id, services.calendar)


def line_rung(services: Services, number: str) -> Line:
    """The line that was rung; however its number is written."""
    return services.authority.line_of(phone.normalise(number) or number)


def opening_of(services: Services, raw: RawContact) -> Call:
    """The call as it begins: on which line, in hours or not."""
    line = line_rung(services, raw.to)
    open_ = hours_of(services, line.id).is_open(raw.received_at)
    return Call(
        id=raw.id,
        authority=raw.authority,
        line=line.id,
        number=raw.sender,
        began_at=raw.received_at,
        at=Place.WELCOME,
        open=open_,
        reachable=can_be_rung(raw.sender, services.authority),
        messages=open_ or services.authority.voice.messages,
        notice=services.authority.voice.notice,
    )
