"""Text messages: the provider's webhook and the network's receipts."""

from __future__ import annotations

from chalice.app import Blueprint, Response

from chalicelib import observe, wiring
from chalicelib.entrypoints.responses import NOTHING_MORE, plain, xml
from chalicelib.entrypoints.webhooks.signature import by_provider
from chalicelib.providers.twilio import webhook as twilio_webhook
from chalicelib.providers.twilio.codes import state_of
from chalicelib.providers.twilio.webhook import Webhook
from chalicelib.usecases.delivery import receipts
from chalicelib.usecases.texts import receive as receive_message

routes = Blueprint(__name__)

ANY = ["*/*"]  # a wrong content type is no reason to lose the words


@routes.route("/sms/incoming", methods=["POST"], content_types=ANY)
@by_provider(lambda: routes.current_request)
def incoming(webhook: Webhook) -> Response:
    services = wiring.services()
    raw = twilio_webhook.message(webhook, services.authority.id, services.now())
    try:
        receive_message.receive(services, raw)
    except Exception as error:  # not on file: the provider has to try again
        observe.metric("WebhookFailed")
        observe.log("message not kept", contact=raw.id, error=type(error).__name__)
        return plain("try again", 503)
    return xml(NOTHING_MORE)  # the citizen's text is sent from the outbox, which follows its fate


@routes.route("/receipts/sms/{code}/{notification}", methods=["POST"], content_types=ANY)
@by_provider(lambda: routes.current_request)
def receipt(webhook: Webhook, code: str, notification: str) -> Response:
    status = webhook.get("MessageStatus") or webhook.get("SmsStatus")
    receipts.settle(
        wiring.services(), f"{code}/{notification}", state_of(status), webhook.get("ErrorCode")
    )
    return xml(NOTHING_MORE)
