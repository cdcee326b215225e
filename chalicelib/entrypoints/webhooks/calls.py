"""Calls: the provider's webhooks for all dialogues, and its reports about calls and recordings."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chalice.app import Blueprint, Response

from chalicelib import observe, settings, urls, wiring
from chalicelib.domain.calls.call import Call
from chalicelib.domain.calls.reply import Reply
from chalicelib.domain.case.case import Channel
from chalicelib.entrypoints.http import ANY, answer, plain
from chalicelib.entrypoints.webhooks import unsettled
from chalicelib.entrypoints.webhooks.signature import View, from_provider
from chalicelib.usecases.calls import receive, recordings
from chalicelib.usecases.ports.incoming import (
    CallAdapter,
    CallProgress,
    CallTurn,
    Incoming,
    WebRequest,
)
from chalicelib.usecases.services import Services
from chalicelib.usecases.settings.live import NoSettingsError

routes = Blueprint(__name__)

Spoken = tuple[Call, Reply] | None


def _proven(read: Callable[[CallAdapter, WebRequest], Any]) -> Callable[[View], View]:
    return from_provider(lambda: routes.current_request, lambda parts: wiring.call_adapter(), read)


a_turn = _proven(lambda adapter, request: adapter.turn(request))
a_report = _proven(lambda adapter, request: adapter.progress(request))


@routes.route(urls.CALL_IN, methods=["POST"], content_types=ANY)
@_proven(lambda adapter, request: adapter.ring(request))
def incoming(provider: CallAdapter, call: Incoming) -> Response:
    def spoken(services: Services) -> Spoken:
        return receive.ring(services.rules, services.store, call)

    def unsaid() -> None:
        unsettled.keep(call, Channel.VOICE)

    return _reply(provider, spoken, lambda nth: urls.call_turn(call.id, nth), unsaid)


@routes.route(urls.CALL_TURN, methods=["POST"], content_types=ANY)
@a_turn
def turn(provider: CallAdapter, said: CallTurn, call: str, turn: str) -> Response:
    def spoken(services: Services) -> Spoken:
        return receive.go_on(services.rules, services.store, call, _number(turn), said)

    return _reply(provider, spoken, lambda nth: urls.call_turn(call, nth))


@routes.route(urls.CALL_RECORDING, methods=["POST"], content_types=ANY)
@_proven(lambda adapter, request: adapter.recording(request))
def recording(provider: CallAdapter, said: CallTurn, call: str, turn: str) -> Response:
    services = wiring.services()
    recordings.reported(services.rules, services.store, call, _number(turn), said)
    return answer(provider.accepted())


@routes.route(urls.CALL_ENDED, methods=["POST"], content_types=ANY)
@a_report
def ended(provider: CallAdapter, report: CallProgress) -> Response:
    services = wiring.services()
    receive.ended(services.rules, services.store, report)
    return answer(provider.accepted())


# What calls of our own need is imported when there is one: whoever rings does not wait for it.


@routes.route(urls.RESULT_TURN, methods=["POST"], content_types=ANY)
@a_turn
def result(
    provider: CallAdapter, said: CallTurn, code: str, notification: str, turn: str
) -> Response:
    from chalicelib.usecases.calls import result as result_calls

    ref, number = f"{code}/{notification}", _number(turn)

    def spoken(services: Services) -> Spoken:
        if number:
            return result_calls.go_on(services.rules, services.store, ref, number, said)
        return result_calls.answered(services.rules, services.store, ref, said)

    return _reply(provider, spoken, lambda nth: urls.result_turn(ref, nth))


@routes.route(urls.RESULT_RECEIPT, methods=["POST"], content_types=ANY)
@a_report
def receipt(provider: CallAdapter, report: CallProgress, code: str, notification: str) -> Response:
    from chalicelib.usecases.calls import result as result_calls

    services = wiring.services()
    result_calls.reported(services.rules, services.store, f"{code}/{notification}", report)
    return answer(provider.accepted())


@routes.route(urls.URGENT_TURN, methods=["POST"], content_types=ANY)
@a_turn
def urgent(
    provider: CallAdapter, said: CallTurn, code: str, notification: str, turn: str
) -> Response:
    from chalicelib.usecases.delivery import waking

    ref, number = f"{code}/{notification}", _number(turn)

    def spoken(services: Services) -> Spoken:
        if number:
            return waking.go_on(services.rules, services.store, ref, number, said)
        return waking.answered(services.rules, services.store, ref, said)

    return _reply(provider, spoken, lambda nth: urls.urgent_turn(ref, nth))


@routes.route(urls.URGENT_RECEIPT, methods=["POST"], content_types=ANY)
@a_report
def urgent_receipt(
    provider: CallAdapter, report: CallProgress, code: str, notification: str
) -> Response:
    from chalicelib.usecases.delivery import waking

    services = wiring.services()
    waking.reported(services.rules, services.store, f"{code}/{notification}", report)
    return answer(provider.accepted())


def _reply(
    provider: CallAdapter,
    speak: Callable[[Services], Spoken],
    onward: Callable[[int], str],
    unsaid: Callable[[], None] = lambda: None,
) -> Response:
    """What the call hears next; `onward` returns the address of a turn. If the turn could not be
    stored the response makes the provider try again; an unknown call is ended silently. Without
    settings there are no words: `unsaid` is done, and the provider says those that it has been
    given for such a case."""
    base = settings.current().public_base_url
    try:
        services = wiring.services()
        spoken = speak(services)
    except NoSettingsError as error:
        unsaid()
        observe.failed("no words for a call", "WebhookFailed", error, path=onward(0))
        return plain("try again", 503)
    except Exception as error:
        observe.failed("turn not kept", "WebhookFailed", error, path=onward(0))
        return plain("try again", 503)
    if spoken is None:
        return answer(provider.accepted())
    call, reply = spoken
    nth = call.turn + 1
    said = provider.reply(
        reply,
        services.rules.as_of(call.settings).authority.voice,
        onward=base + onward(nth),
        recording=base + urls.call_recording(call.id, nth),
    )
    return answer(said)


def _number(turn: str) -> int:
    """The turn number in an address; 999, which no call reaches, if it is malformed."""
    return int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 4 else 999
