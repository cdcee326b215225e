"""Calls as Twilio speaks of them: its webhooks read, the house's replies as TwiML.

https://www.twilio.com/docs/voice/twiml
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from chalicelib.domain.authority.authority import Voice
from chalicelib.domain.calls.call import Heard
from chalicelib.domain.calls.reply import Keys, Onward, Recording, Reject, Reply
from chalicelib.domain.case.case import Channel, RawContact
from chalicelib.providers.twilio.codes import CALL_STATUSES, MACHINES, status_known
from chalicelib.providers.twilio.webhook import Webhook, id_from

# After a failure the provider asks once more, so that one hiccup ends no call. Sent to nobody and
# not signed: https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
OVERRIDES = "#rc=2&rp=ct,rt,5xx"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taped:
    """What the provider says of a recording, by whichever request."""

    provider_id: str
    seconds: int
    absent: bool


def call(webhook: Webhook, authority: str, at: datetime) -> RawContact:
    """The call in the first request about it, every field kept as it came."""
    return RawContact(
        id=call_id(webhook),
        authority=authority,
        channel=Channel.VOICE,
        received_at=at,
        sender=webhook.get("From").strip(),
        to=webhook.get("To").strip(),
        text="",
        fields=webhook.fields,
        body="" if webhook.fields else webhook.body,
    )


def call_id(webhook: Webhook) -> str:
    """The same for every request about one call."""
    return id_from(webhook, "CallSid")


def heard(webhook: Webhook) -> Heard:
    """What this request says was heard."""
    taped = webhook.get("RecordingSid")
    return Heard(
        keys="" if taped else webhook.get("Digits"),
        recorded=bool(taped) and webhook.get("RecordingDuration") != "0",
        seconds=_whole(webhook.get("RecordingDuration")),
        machine=webhook.get("AnsweredBy") in MACHINES,
    )


def taped(webhook: Webhook) -> Taped | None:
    """The recording that a request names, None when it names none."""
    provider_id = webhook.get("RecordingSid")
    if not provider_id.isalnum():
        return None
    return Taped(
        provider_id=provider_id,
        seconds=_whole(webhook.get("RecordingDuration")),
        absent=webhook.get("RecordingStatus") in ("absent", "failed"),
    )


def over(webhook: Webhook) -> str:
    """The provider's word for how a call ended; "" while it has not."""
    status = webhook.get("CallStatus")
    return status if status_known(status) and CALL_STATUSES[status] else ""


def lasted(webhook: Webhook) -> int:
    """Seconds of the whole call."""
    return _whole(webhook.get("CallDuration"))


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


# --- replies


def twiml(reply: Reply, voice: Voice, onward: str, recording: str = "") -> str:
    """The reply as a document. `onward` is the address of the next turn, `recording` where the
    report of what is recorded goes."""
    from twilio.twiml.voice_response import VoiceResponse

    response: Any = VoiceResponse()
    match reply.wait:
        case Reject():
            response.reject(reason="busy")
        case Keys() as keys:
            _speak(_gather(response, keys, onward), reply, voice)
        case Recording() as tape:
            _speak(response, reply, voice)
            _record(response, tape, onward, recording)
        case Onward():
            _speak(response, reply, voice)
            response.redirect(onward)
        case None:
            _speak(response, reply, voice)
            response.hangup()
    return str(response)


def _speak(into: Any, reply: Reply, voice: Voice) -> None:
    for place, utterance in enumerate(reply.says):
        if place:
            into.pause(length=1)
        if utterance.audio:
            into.play(utterance.audio)
        else:
            into.say(utterance.text, voice=voice.name, language=voice.language)


def _gather(response: Any, keys: Keys, onward: str) -> Any:
    """Silence, too, is posted, so that every turn comes to the same place."""
    many = {"num_digits": keys.most} if keys.most else {}
    return response.gather(
        action=onward,
        input="dtmf",
        timeout=keys.patience,
        finish_on_key=keys.finish,
        action_on_empty_result=True,
        **many,
    )


def _record(response: Any, tape: Recording, onward: str, recording: str) -> None:
    """An empty recording asks nobody and falls through: to the same place, with nothing heard."""
    response.record(
        action=onward,
        max_length=tape.longest,
        timeout=tape.patience,
        finish_on_key="#",
        play_beep=True,
        recording_status_callback=recording,
        recording_status_callback_event="completed absent",
    )
    response.redirect(onward)
