"""Twilio's requests about calls, as the product's own types, and the replies as TwiML.

https://www.twilio.com/docs/voice/twiml#request-parameters
"""

from __future__ import annotations

from collections.abc import Callable

from chalicelib.domain.authority.parts import Voice
from chalicelib.domain.calls.call import Heard
from chalicelib.domain.calls.reply import Reply
from chalicelib.providers.twilio import twiml
from chalicelib.providers.twilio.codes import MACHINES, ended
from chalicelib.providers.twilio.fields import PROGRESS, RECORDING, RING, TURN, Kind
from chalicelib.providers.twilio.webhook import Account, Webhook, genuine, our_id
from chalicelib.usecases.ports.incoming import (
    Answer,
    CallProgress,
    CallTurn,
    Incoming,
    NamedRecording,
    WebRequest,
)


class TwilioCalls:
    """The `CallAdapter` for Twilio. `account` returns our account there; without one nothing is
    genuine."""

    def __init__(self, account: Callable[[], Account | None]) -> None:
        self._account = account

    def ring(self, request: WebRequest) -> Incoming | None:
        """The call, from the first request about it, with every field as it came."""
        webhook = genuine(request, self._account(), RING)
        if webhook is None:
            return None
        return Incoming(
            id=our_id(webhook.get("CallSid")),
            sender=webhook.get("From"),
            to=webhook.get("To"),
            fields=webhook.fields,
        )

    def turn(self, request: WebRequest) -> CallTurn | None:
        return self._turn(request, TURN)

    def recording(self, request: WebRequest) -> CallTurn | None:
        return self._turn(request, RECORDING)

    def _turn(self, request: WebRequest, kind: Kind) -> CallTurn | None:
        webhook = genuine(request, self._account(), kind)
        if webhook is None:
            return None
        recorded = webhook.get("RecordingSid")
        return CallTurn(
            provider_call=webhook.get("CallSid"),
            heard=Heard(
                keys="" if recorded else webhook.get("Digits"),
                recorded=bool(recorded) and webhook.get("RecordingDuration") != "0",
                seconds=_whole(webhook.get("RecordingDuration")),
                machine=webhook.get("AnsweredBy") in MACHINES,
            ),
            recording=_recording(webhook),
            fields=webhook.fields,
        )

    def progress(self, request: WebRequest) -> CallProgress | None:
        webhook = genuine(request, self._account(), PROGRESS)
        if webhook is None:
            return None
        return CallProgress(
            id=our_id(webhook.get("CallSid")),
            provider_call=webhook.get("CallSid"),
            ended=ended(webhook.get("CallStatus")),
            seconds=_whole(webhook.get("CallDuration")),
        )

    def reply(self, reply: Reply, voice: Voice, onward: str, recording: str) -> Answer:
        onward += twiml.OVERRIDES
        return Answer(body=twiml.document(reply, voice, onward, recording), type=twiml.TYPE)

    def accepted(self) -> Answer:
        return twiml.NOTHING_MORE


def _recording(webhook: Webhook) -> NamedRecording | None:
    """The recording that a request refers to; None if there is none. Only the report about a
    recording has a status; before it the bytes cannot be fetched.

    https://www.twilio.com/docs/voice/twiml/record#attributes-recording-status-callback
    """
    provider_id, status = webhook.get("RecordingSid"), webhook.get("RecordingStatus")
    if not provider_id:
        return None
    return NamedRecording(
        provider_id=provider_id,
        seconds=_whole(webhook.get("RecordingDuration")),
        ready=bool(status),
        absent=status in ("absent", "failed"),
    )


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0
