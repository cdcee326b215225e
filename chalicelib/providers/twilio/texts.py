"""Text messages through Twilio: sent with its own client, received through its webhooks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chalicelib.providers.twilio.client import provider_errors
from chalicelib.providers.twilio.codes import fault_of, opt_out, state_of
from chalicelib.providers.twilio.fields import BODY, RECEIPT, TEXT, say_one_thing, text_in
from chalicelib.providers.twilio.media import pictures
from chalicelib.providers.twilio.twiml import NOTHING_MORE
from chalicelib.providers.twilio.webhook import Account, Webhook, genuine, our_id
from chalicelib.usecases.ports.incoming import Answer, DeliveryReceipt, Incoming, WebRequest
from chalicelib.usecases.ports.world import Text

_OF_INCOMING = ("receiving", "received")


class TwilioTexting:
    """Texts that go out through Twilio. `client` gives the provider's client, made when first
    needed, `receipt_at` the address for a notification's delivery receipt."""

    def __init__(self, client: Callable[[], Any], receipt_at: Callable[[str], str]) -> None:
        self._client = client
        self._receipt_at = receipt_at

    def send(self, text: Text) -> str:
        with provider_errors("text"):
            message = self._client().messages.create(
                to=text.to,
                from_=text.sender,
                body=text.body,
                status_callback=self._receipt_at(text.ref),
            )
        return str(message.sid)


class TwilioTexts:
    """The `TextAdapter` for Twilio. `account` returns our account there; without one nothing is
    genuine."""

    def __init__(self, account: Callable[[], Account | None]) -> None:
        self._account = account

    def text(self, request: WebRequest) -> Incoming | DeliveryReceipt | None:
        """The text with every field as it came; None if the request is not genuine. A message's
        own settings may send its receipts here too, in place of where they belong."""
        account = self._account()
        webhook = genuine(request, account, TEXT)
        if account is None or webhook is None:
            return None
        if _is_receipt(webhook) and say_one_thing(webhook.fields, account.sid, RECEIPT):
            return _receipt(Webhook(fields=webhook.fields, kind=RECEIPT))
        return Incoming(
            id=our_id(webhook.get("MessageSid")),
            sender=webhook.get("From"),
            to=webhook.get("To"),
            text=text_in(webhook.fields),
            fields=webhook.fields,
            opt_out=opt_out(webhook.get("OptOutType")),
            media=webhook.get("NumMedia").strip("0") != "",
            pictures=pictures(webhook.fields, account.sid, webhook.get("MessageSid")),
        )

    def receipt(self, request: WebRequest) -> DeliveryReceipt | None:
        webhook = genuine(request, self._account(), RECEIPT)
        return _receipt(webhook) if webhook else None

    def accepted(self) -> Answer:
        """No text in response: texts go through the outbox, which tracks them."""
        return NOTHING_MORE


def _is_receipt(webhook: Webhook) -> bool:
    """Whether this is no message that came in but a report about one that was sent: it has no text,
    not even an empty one, and a status that no message has which comes in."""
    said = dict(webhook.fields)
    status = said.get("MessageStatus") or said.get("SmsStatus") or ""
    return BODY not in said and status not in ("", *_OF_INCOMING)


def _receipt(webhook: Webhook) -> DeliveryReceipt:
    status = webhook.get("MessageStatus") or webhook.get("SmsStatus")
    code = webhook.get("ErrorCode")
    fault = fault_of(code)
    return DeliveryReceipt(
        state=state_of(status),
        error=fault.why or code,
        may_retry=fault.may_retry,
        provider_id=webhook.get("MessageSid"),
    )
