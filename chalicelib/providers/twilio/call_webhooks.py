"""Translates Twilio's webhooks about calls into the product's own types.

https://www.twilio.com/docs/voice/twiml#request-parameters
"""

from __future__ import annotations

from chalicelib.domain.calls.call import Heard
from chalicelib.providers.twilio.codes import CALL_STATUSES, MACHINES, status_known
from chalicelib.providers.twilio.webhook import Webhook, id_from
from chalicelib.usecases.ports.incoming import CallEnd, CallTurn, Incoming, NamedRecording


def incoming(webhook: Webhook) -> Incoming:
    """The call, from the first request about it, with every field as it came."""
    return Incoming(
        id=_call_id(webhook),
        sender=webhook.get("From"),
        to=webhook.get("To"),
        fields=webhook.fields,
        body="" if webhook.fields else webhook.body,
    )


def _call_id(webhook: Webhook) -> str:
    """Our id of the call, the same for every request about it."""
    return id_from(webhook, "CallSid")


def turn(webhook: Webhook) -> CallTurn:
    """What was heard and recorded according to a request."""
    recorded = webhook.get("RecordingSid")
    seconds = _whole(webhook.get("RecordingDuration"))
    return CallTurn(
        call=webhook.get("CallSid"),
        heard=Heard(
            keys="" if recorded else webhook.get("Digits"),
            recorded=bool(recorded) and webhook.get("RecordingDuration") != "0",
            seconds=seconds,
            machine=webhook.get("AnsweredBy") in MACHINES,
        ),
        recording=recording(webhook),
        fields=webhook.fields,
    )


def recording(webhook: Webhook, *, ready: bool = False) -> NamedRecording | None:
    """The recording that a request refers to; None if there is none. `ready` is for the report that
    it can be fetched."""
    provider_id = webhook.get("RecordingSid")
    if not provider_id.isalnum():
        return None
    return NamedRecording(
        provider_id=provider_id,
        seconds=_whole(webhook.get("RecordingDuration")),
        ready=ready,
        absent=webhook.get("RecordingStatus") in ("absent", "failed"),
    )


def ended(webhook: Webhook) -> CallEnd | None:
    """The end of the call; None if it is not over."""
    status = webhook.get("CallStatus")
    if not status_known(status) or not CALL_STATUSES[status]:
        return None
    return CallEnd(
        id=_call_id(webhook),
        call=webhook.get("CallSid"),
        status=status,
        seconds=_whole(webhook.get("CallDuration")),
    )


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
