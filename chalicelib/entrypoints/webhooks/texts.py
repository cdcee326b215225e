"""Text messages: the providers' webhooks, and the network's delivery receipts.

Twilio's have addresses of their own; those of other providers contain the adapter's name.
"""

from __future__ import annotations

from chalice.app import Blueprint, Response

from chalicelib import observe, urls, wiring
from chalicelib.entrypoints.http import ANY, plain, xml
from chalicelib.entrypoints.webhooks.signature import by_gateway
from chalicelib.providers.twilio.twiml import NOTHING_MORE
from chalicelib.usecases.delivery import receipts
from chalicelib.usecases.ports.incoming import DeliveryReceipt, Incoming
from chalicelib.usecases.texts import receive

routes = Blueprint(__name__)

a_text = by_gateway(lambda: routes.current_request, lambda adapter, request: adapter.text(request))
a_receipt = by_gateway(
    lambda: routes.current_request, lambda adapter, request: adapter.receipt(request)
)


@routes.route(urls.TEXT_IN, methods=["POST"], content_types=ANY)
@a_text
def incoming(text: Incoming) -> Response:
    return _kept(text, xml(NOTHING_MORE))


@routes.route(urls.GATEWAY_IN, methods=["POST"], content_types=ANY)
@a_text
def gateway_incoming(text: Incoming) -> Response:
    return _kept(text, plain("ok", 200))


def _kept(text: Incoming, taken: Response) -> Response:
    services = wiring.services()
    try:
        receive.receive(services.rules, services.store, text)
    except Exception as error:  # not stored: the provider has to try again
        observe.failed("message not kept", "WebhookFailed", error, contact=text.id)
        return plain("try again", 503)
    return taken  # no reply here: texts go through the outbox, which tracks them


@routes.route(urls.TEXT_RECEIPT, methods=["POST"], content_types=ANY)
@a_receipt
def receipt(said: DeliveryReceipt, code: str, notification: str) -> Response:
    _settle(said, f"{code}/{notification}")
    return xml(NOTHING_MORE)


@routes.route(urls.GATEWAY_RECEIPT, methods=["POST"], content_types=ANY)
@a_receipt
def gateway_receipt(said: DeliveryReceipt, code: str, notification: str) -> Response:
    _settle(said, f"{code}/{notification}")
    return plain("ok", 200)


def _settle(said: DeliveryReceipt, ref: str) -> None:
    services = wiring.services()
    receipts.settle(services.rules, services.store, ref, said)
