"""Text messages: the webhooks of the telephone provider and of gateways.

The provider's have addresses of their own, gateways' contain their name. What a gateway says may
come to either of its two addresses.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from chalice.app import Blueprint, Response

from chalicelib import observe, urls, wiring
from chalicelib.domain.authority.texting import TWILIO
from chalicelib.domain.case.case import Channel
from chalicelib.entrypoints.http import ANY, answer, plain
from chalicelib.entrypoints.webhooks import unsettled
from chalicelib.entrypoints.webhooks.signature import View, from_provider
from chalicelib.usecases.ports.incoming import (
    Came,
    DeliveryReceipt,
    Incoming,
    SignOfLife,
    TextAdapter,
    WebRequest,
)
from chalicelib.usecases.settings.live import NoSettingsError
from chalicelib.usecases.texts import life, receive

routes = Blueprint(__name__)

GATEWAY = "gateway"  # the part of the address that names one
IN_ITS_ADDRESS = "."  # behind it stands a secret, where a gateway proves itself by nothing else


def _adapter(parts: dict[str, Any]) -> TextAdapter | None:
    return wiring.text_adapter(_name(parts))


def _name(parts: dict[str, Any]) -> str:
    return str(parts.get(GATEWAY, TWILIO)).partition(IN_ITS_ADDRESS)[0]


def _proven(read: Callable[[TextAdapter, WebRequest], Came | None]) -> Callable[[View], View]:
    return from_provider(lambda: routes.current_request, _adapter, read)


@routes.route(urls.TEXT_IN, methods=["POST"], content_types=ANY)
@routes.route(urls.GATEWAY_IN, methods=["POST", "GET"], content_types=ANY)
@_proven(lambda adapter, request: adapter.text(request))
def incoming(provider: TextAdapter, came: Came, **parts: str) -> Response:
    return _done(provider, came, _name(parts))


@routes.route(urls.TEXT_RECEIPT, methods=["POST"], content_types=ANY)
@_proven(lambda adapter, request: adapter.receipt(request))
def receipt(provider: TextAdapter, came: Came, code: str, notification: str) -> Response:
    if isinstance(came, DeliveryReceipt):
        from chalicelib.usecases.delivery import receipts  # no text that comes in needs it

        services = wiring.services()
        receipts.settle(services.rules, services.store, f"{code}/{notification}", came)
    return answer(provider.accepted())


@routes.route(urls.GATEWAY_RECEIPT, methods=["POST", "GET"], content_types=ANY)
@_proven(lambda adapter, request: adapter.receipt(request))
def gateway_receipt(provider: TextAdapter, came: Came, **parts: str) -> Response:
    return _done(provider, came, _name(parts))


def _done(provider: TextAdapter, came: Came, gateway: str) -> Response:
    """Does what follows from what a gateway says."""
    match came:
        case Incoming():
            return _taken(provider, replace(came, gateway=gateway))
        case DeliveryReceipt():
            from chalicelib.usecases.delivery import receipts  # as above

            services = wiring.services()
            receipts.reported(services.rules, services.store, came)
        case SignOfLife():
            services = wiring.services()
            life.seen(services.rules, services.store, gateway)
    return answer(provider.accepted())


def _taken(provider: TextAdapter, text: Incoming) -> Response:
    try:
        accepted = _receive(text)
    except Exception as error:  # not stored: the provider has to try again
        observe.failed("message not kept", "WebhookFailed", error, contact=text.id)
        return plain("try again", 503)
    if not accepted:
        observe.metric("GatewayRefused")
        return plain("forbidden", 403)
    return answer(provider.accepted())


def _receive(text: Incoming) -> bool:
    """Whether texts of this gateway are taken in. Without settings nobody knows, and what has come
    is kept."""
    try:
        services = wiring.services()
    except NoSettingsError:
        unsettled.keep(text, Channel.SMS)
        return True
    if not services.rules.authority.sms.takes_from(text.gateway):
        return False
    receive.receive(services.rules, services.store, services.files, text)
    return True
