"""Calls: the provider's webhooks of both dialogues, and its reports of calls and recordings.

Where a call stands is in the path and in the store, never in a query (the provider's are not signed
as they reach us).
"""

from __future__ import annotations

from collections.abc import Callable

from chalice.app import Blueprint, Response

from chalicelib import observe, settings, wiring
from chalicelib.domain.calls.call import Call
from chalicelib.domain.calls.reply import Reply
from chalicelib.entrypoints.responses import NOTHING_MORE, plain, xml
from chalicelib.entrypoints.webhooks.signature import by_provider
from chalicelib.providers.twilio import voice as twilio_voice
from chalicelib.providers.twilio.voice import OVERRIDES
from chalicelib.providers.twilio.webhook import Webhook
from chalicelib.usecases.calls import receive as receive_call
from chalicelib.usecases.calls import recordings as call_recordings
from chalicelib.usecases.calls import result as call_result
from chalicelib.usecases.calls.receive import Said
from chalicelib.usecases.calls.recordings import Named

routes = Blueprint(__name__)

ANY = ["*/*"]

Spoken = tuple[Call, Reply] | None


@routes.route("/voice/incoming", methods=["POST"], content_types=ANY)
@by_provider(lambda: routes.current_request)
def incoming(webhook: Webhook) -> Response:
    services = wiring.services()
    raw = twilio_voice.call(webhook, services.authority.id, services.now())
    return _spoken(lambda: receive_call.ring(services, raw), f"/voice/calls/{raw.id}")


@routes.route("/voice/calls/{call}/{turn}", methods=["POST"], content_types=ANY)
@by_provider(lambda: routes.current_request)
def turn(webhook: Webhook, call: str, turn: str) -> Response:
    said = Said(heard=twilio_voice.heard(webhook), recording=_named(webhook), fields=webhook.fields)
    return _spoken(
        lambda: receive_call.go_on(wiring.services(), call, _number(turn), said),
        f"/voice/calls/{call}",
    )


@routes.route("/voice/recordings/{call}/{turn}", methods=["POST"], content_types=ANY)
@by_provider(lambda: routes.current_request)
def recording(webhook: Webhook, call: str, turn: str) -> Response:
    named = _named(webhook, ready=True)
    if named:
        call_recordings.reported(wiring.services(), call, _number(turn), named)
    return xml(NOTHING_MORE)


@routes.route("/voice/ended", methods=["POST"], content_types=ANY)
@by_provider(lambda: routes.current_request)
def ended(webhook: Webhook) -> Response:
    status = twilio_voice.over(webhook)
    if status:
        call, seconds = twilio_voice.call_id(webhook), twilio_voice.lasted(webhook)
        receive_call.ended(wiring.services(), call, status, seconds)
    return xml(NOTHING_MORE)


@routes.route("/voice/result/{code}/{notification}/{turn}", methods=["POST"], content_types=ANY)
@by_provider(lambda: routes.current_request)
def result(webhook: Webhook, code: str, notification: str, turn: str) -> Response:
    services, ref, number = wiring.services(), f"{code}/{notification}", _number(turn)
    sid, heard, fields = webhook.get("CallSid"), twilio_voice.heard(webhook), webhook.fields

    def spoken() -> Spoken:
        if number:
            return call_result.go_on(services, ref, sid, number, heard, fields)
        return call_result.answered(services, ref, sid, heard, fields)

    return _spoken(spoken, f"/voice/result/{ref}")


@routes.route("/receipts/call/{code}/{notification}", methods=["POST"], content_types=ANY)
@by_provider(lambda: routes.current_request)
def receipt(webhook: Webhook, code: str, notification: str) -> Response:
    status = twilio_voice.over(webhook)
    if status:
        ref, sid = f"{code}/{notification}", webhook.get("CallSid")
        call_result.over(wiring.services(), ref, sid, status, twilio_voice.lasted(webhook))
    return xml(NOTHING_MORE)


def _spoken(speak: Callable[[], Spoken], path: str) -> Response:
    """The house's reply as TwiML. What could not be put on file the provider asks for again; a call
    that nobody knows is ended without a word."""
    try:
        spoken = speak()
    except Exception as error:
        observe.metric("WebhookFailed")
        observe.log("turn not kept", path=path, error=type(error).__name__)
        return plain("try again", 503)
    if spoken is None:
        return xml(NOTHING_MORE)
    call, reply = spoken
    return xml(_document(call, reply, path))


def _document(call: Call, reply: Reply, path: str) -> str:
    base, nth = settings.current().public_base_url, call.turn + 1
    return twilio_voice.twiml(
        reply,
        wiring.services().authority.voice,
        onward=f"{base}{path}/{nth}{OVERRIDES}",
        recording=f"{base}/voice/recordings/{call.id}/{nth}",
    )


def _named(webhook: Webhook, *, ready: bool = False) -> Named | None:
    taped = twilio_voice.taped(webhook)
    if taped is None:
        return None
    return Named(
        provider_id=taped.provider_id, seconds=taped.seconds, ready=ready, absent=taped.absent
    )


def _number(turn: str) -> int:
    """The turn in an address; one that is none belongs to no call."""
    return int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 4 else 999
