"""Calls: the provider's webhooks for both dialogues, and its reports about calls and recordings."""

from __future__ import annotations

from collections.abc import Callable

from chalice.app import Blueprint, Response

from chalicelib import observe, settings, urls, wiring
from chalicelib.domain.calls.call import Call
from chalicelib.domain.calls.reply import Reply
from chalicelib.entrypoints.http import ANY, plain, xml
from chalicelib.entrypoints.webhooks.signature import by_twilio
from chalicelib.providers.twilio import call_webhooks, twiml
from chalicelib.providers.twilio.twiml import NOTHING_MORE, OVERRIDES
from chalicelib.providers.twilio.webhook import Webhook
from chalicelib.usecases.calls import receive, recordings
from chalicelib.usecases.calls import result as result_calls
from chalicelib.usecases.services import Rules

routes = Blueprint(__name__)

signed = by_twilio(lambda: routes.current_request)

Spoken = tuple[Call, Reply] | None


@routes.route(urls.CALL_IN, methods=["POST"], content_types=ANY)
@signed
def incoming(webhook: Webhook) -> Response:
    services, call = wiring.services(), call_webhooks.incoming(webhook)
    return _spoken(
        services.rules,
        lambda: receive.ring(services.rules, services.store, call),
        lambda turn: urls.call_turn(call.id, turn),
    )


@routes.route(urls.CALL_TURN, methods=["POST"], content_types=ANY)
@signed
def turn(webhook: Webhook, call: str, turn: str) -> Response:
    services, said = wiring.services(), call_webhooks.turn(webhook)
    return _spoken(
        services.rules,
        lambda: receive.go_on(services.rules, services.store, call, _number(turn), said),
        lambda nth: urls.call_turn(call, nth),
    )


@routes.route(urls.CALL_RECORDING, methods=["POST"], content_types=ANY)
@signed
def recording(webhook: Webhook, call: str, turn: str) -> Response:
    named = call_webhooks.recording(webhook, ready=True)
    if named:
        services = wiring.services()
        recordings.reported(services.rules, services.store, call, _number(turn), named)
    return xml(NOTHING_MORE)


@routes.route(urls.CALL_ENDED, methods=["POST"], content_types=ANY)
@signed
def ended(webhook: Webhook) -> Response:
    end = call_webhooks.ended(webhook)
    if end:
        services = wiring.services()
        receive.ended(services.rules, services.store, end)
    return xml(NOTHING_MORE)


@routes.route(urls.RESULT_TURN, methods=["POST"], content_types=ANY)
@signed
def result(webhook: Webhook, code: str, notification: str, turn: str) -> Response:
    services, said = wiring.services(), call_webhooks.turn(webhook)
    ref, number = f"{code}/{notification}", _number(turn)

    def spoken() -> Spoken:
        if number:
            return result_calls.go_on(services.rules, services.store, ref, number, said)
        return result_calls.answered(services.rules, services.store, ref, said)

    return _spoken(services.rules, spoken, lambda nth: urls.result_turn(ref, nth))


@routes.route(urls.RESULT_RECEIPT, methods=["POST"], content_types=ANY)
@signed
def receipt(webhook: Webhook, code: str, notification: str) -> Response:
    end = call_webhooks.ended(webhook)
    if end:
        services, ref = wiring.services(), f"{code}/{notification}"
        rules, store = services.rules, services.store
        result_calls.over(rules, store, ref, end.call, end.status, end.seconds)
    return xml(NOTHING_MORE)


def _spoken(rules: Rules, speak: Callable[[], Spoken], onward: Callable[[int], str]) -> Response:
    """The reply as TwiML; `onward` returns the address of a turn. If the turn could not be stored
    the response makes the provider try again; an unknown call is ended silently."""
    try:
        spoken = speak()
    except Exception as error:
        observe.failed("turn not kept", "WebhookFailed", error, path=onward(0))
        return plain("try again", 503)
    if spoken is None:
        return xml(NOTHING_MORE)
    (call, reply), base = spoken, settings.current().public_base_url
    nth = call.turn + 1
    document = twiml.document(
        reply,
        rules.authority.voice,
        onward=f"{base}{onward(nth)}{OVERRIDES}",
        recording=f"{base}{urls.call_recording(call.id, nth)}",
    )
    return xml(document)


def _number(turn: str) -> int:
    """The turn number in an address; 999, which no call reaches, if it is malformed."""
    return int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 4 else 999
