"""Twilio's lists of what came in: the port `ProviderLists`, with Twilio's own client.

https://www.twilio.com/docs/messaging/api/message-resource#read-multiple-message-resources
https://www.twilio.com/docs/voice/api/call-resource#read-multiple-call-resources

The lists are filtered by day, in UTC, as is documented; whoever asks looks at the moments. A text's
own moment is that of its making: `date_sent` is when its webhook was requested. That a text whose
webhook failed has a `date_sent` at all, and so is found by that filter, is a guess.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from typing import Any

from chalicelib.providers.twilio.client import provider_errors
from chalicelib.providers.twilio.codes import ended
from chalicelib.providers.twilio.webhook import our_id
from chalicelib.usecases.ports.incoming import Fields, Incoming, Listed

PAGE = 1000  # the most that one request gives
INBOUND = "inbound"


class TwilioLists:
    """The `ProviderLists` port. `client` gives the provider's client, made when first needed."""

    def __init__(self, client: Callable[[], Any]) -> None:
        self._client = client

    def texts(self, number: str, since: datetime) -> list[Listed]:
        with provider_errors("list of texts"):
            found = self._client().messages.list(
                to=number, date_sent_after=_day(since), page_size=PAGE
            )
        return [_text(message) for message in found]

    def calls(self, number: str, since: datetime) -> list[Listed]:
        with provider_errors("list of calls"):
            found = self._client().calls.list(
                to=number, start_time_after=_day(since), page_size=PAGE
            )
        return [_call(call) for call in found]


def _day(since: datetime) -> datetime:
    return datetime.combine(since.astimezone(UTC).date(), time(), UTC)


def _text(message: Any) -> Listed:
    """Its fields have the names that its webhook would have had."""
    fields = _fields(
        MessageSid=message.sid,
        From=message.from_,
        To=message.to,
        Body=message.body,
        NumMedia=message.num_media,
        SmsStatus=message.status,
    )
    said = dict(fields)
    incoming = Incoming(
        id=our_id(said["MessageSid"]),
        sender=said["From"],
        to=said["To"],
        text=said["Body"],
        fields=fields,
        media=said["NumMedia"].strip("0") != "",
    )
    return _listed(message, incoming)


def _call(call: Any) -> Listed:
    fields = _fields(
        CallSid=call.sid,
        From=call._from,  # the client's own name for it, unlike that of a text's
        To=call.to,
        CallStatus=call.status,
        CallDuration=call.duration,
    )
    said = dict(fields)
    incoming = Incoming(
        id=our_id(said["CallSid"]), sender=said["From"], to=said["To"], fields=fields
    )
    return _listed(call, incoming, over=ended(said["CallStatus"]) is not None)


def _fields(**values: object) -> Fields:
    return tuple((name, "" if value is None else str(value)) for name, value in values.items())


def _listed(entry: Any, incoming: Incoming, *, over: bool = True) -> Listed:
    """What cannot be read as a moment the client leaves as it came."""
    at = entry.date_created
    return Listed(
        id=incoming.id,
        at=at if isinstance(at, datetime) else None,
        inbound=entry.direction == INBOUND,
        over=over,
        incoming=incoming,
    )
