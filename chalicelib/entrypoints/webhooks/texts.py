"""Text messages: the providers' webhooks, and the network's delivery receipts.

Twilio's have addresses of their own; those of other providers contain the adapter's name.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chalice.app import Blueprint, Response

from chalicelib import observe, urls, wiring
from chalicelib.domain.case.case import Channel
from chalicelib.entrypoints.http import ANY, answer, plain
from chalicelib.entrypoints.webhooks import unsettled
from chalicelib.entrypoints.webhooks.signature import View, from_provider
from chalicelib.usecases.delivery import receipts
from chalicelib.usecases.ports.incoming import DeliveryReceipt, Incoming, TextAdapter, WebRequest
from chalicelib.usecases.settings.live import NoSettingsError
from chalicelib.usecases.texts import receive

routes = Blueprint(__name__)


def _adapter(parts: dict[str, Any]) -> TextAdapter | None:
    return wiring.text_adapters().get(parts.pop("gateway", wiring.TWILIO))


def _proven(read: Callable[[TextAdapter, WebRequest], Any]) -> Callable[[View], View]:
    return from_provider(lambda: routes.current_request, _adapter, read)


@routes.route(urls.TEXT_IN, methods=["POST"], content_types=ANY)
@routes.route(urls.GATEWAY_IN, methods=["POST"], content_types=ANY)
@_proven(lambda adapter, request: adapter.text(request))
def incoming(provider: TextAdapter, text: Incoming | DeliveryReceipt) -> Response:
    if isinstance(text, DeliveryReceipt):
        services = wiring.services()
        receipts.strayed(services.rules, services.store, text)
        return answer(provider.accepted())
    try:
        _receive(text)
    except Exception as error:  # not stored: the provider has to try again
        observe.failed("message not kept", "WebhookFailed", error, contact=text.id)
        return plain("try again", 503)
    return answer(provider.accepted())


def _receive(text: Incoming) -> None:
    try:
        services = wiring.services()
    except NoSettingsError:
        unsettled.keep(text, Channel.SMS)
    else:
        receive.receive(services.rules, services.store, text)


@routes.route(urls.TEXT_RECEIPT, methods=["POST"], content_types=ANY)
@routes.route(urls.GATEWAY_RECEIPT, methods=["POST"], content_types=ANY)
@_proven(lambda adapter, request: adapter.receipt(request))
def receipt(provider: TextAdapter, said: DeliveryReceipt, code: str, notification: str) -> Response:
    services = wiring.services()
    receipts.settle(services.rules, services.store, f"{code}/{notification}", said)
    return answer(provider.accepted())
