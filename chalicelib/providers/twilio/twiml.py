"""The product's replies in a call as TwiML. https://www.twilio.com/docs/voice/twiml"""

from __future__ import annotations

from typing import Any

from chalicelib.domain.authority.parts import Voice
from chalicelib.domain.calls.reply import Keys, Onward, Recording, Reject, Reply
from chalicelib.usecases.ports.incoming import Answer

TYPE = "text/xml; charset=utf-8"

# https://www.twilio.com/docs/messaging/twiml#twiml-verbs
NOTHING_MORE = Answer(body='<?xml version="1.0" encoding="UTF-8"?><Response />', type=TYPE)

# Lets the provider retry a failed request, so that one failure does not end a call. All tries share
# 15 seconds, which is also how long it waits for one answer unless told otherwise: so a lost answer
# would never be asked for again. As a fragment it is neither sent nor signed. The same stands at
# the hotline's number (docs/runbook.md):
# https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides
OVERRIDES = "#ct=2000&rt=4500&rc=2&rp=all"


def document(reply: Reply, voice: Voice, onward: str, recording: str = "") -> str:
    """The reply as a TwiML document. `onward` is the address of the next turn, `recording` the
    address for reports about the recording."""
    from twilio.twiml.voice_response import VoiceResponse

    response: Any = VoiceResponse()
    match reply.wait:
        case Reject():
            response.reject(reason="busy")
        case Keys() as keys:
            _speak(_gather(response, keys, onward), reply, voice)
        case Recording() as part:
            _speak(response, reply, voice)
            _record(response, part, onward, recording)
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
    """Waits for keys; silence is posted too, so that every turn goes to the same address."""
    many = {"num_digits": keys.most} if keys.most else {}
    return response.gather(
        action=onward,
        input="dtmf",
        timeout=keys.patience,
        finish_on_key=keys.finish,
        action_on_empty_result=True,
        **many,
    )


def _record(response: Any, part: Recording, onward: str, recording: str) -> None:
    """Records a part. An empty recording is not posted to `action`, so a redirect goes to the same
    address with nothing heard."""
    response.record(
        action=onward,
        max_length=part.longest,
        timeout=part.patience,
        finish_on_key="#",
        play_beep=True,
        recording_status_callback=recording,
        recording_status_callback_event="completed absent",
    )
    response.redirect(onward)
