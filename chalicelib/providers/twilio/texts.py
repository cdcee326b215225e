"""Text messages through Twilio: sent with its own client, received through its webhooks."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chalicelib.providers.twilio.client import provider_errors
from chalicelib.providers.twilio.codes import fault_of, state_of
from chalicelib.providers.twilio.fields import RECEIPT, TEXT, text_in
from chalicelib.providers.twilio.twiml import NOTHING_MORE
from chalicelib.providers.twilio.webhook import Account, genuine, our_id
from chalicelib.usecases.ports.incoming import Answer, DeliveryReceipt, Incoming, WebRequest


class TwilioTexting:
    """The `Texting` port. `client` gives the provider's client, made when first needed,
    `receipt_at` the address for a notification's delivery receipt."""

    def __init__(self, client: Callable[[], Any], receipt_at: Callable[[str], str]) -> None:
        self._client = client
        self._receipt_at = receipt_at

    def send(self, sender: str, to: str, text: str, ref: str) -> str:
        with provider_errors("text"):
            message = self._client().messages.create(
                to=to,
                from_=sender,
                body=text,
                status_callback=self._receipt_at(ref),
            )
        return str(message.sid)


class TwilioTexts:
    """The `TextAdapter` for Twilio. `account` returns our account there."""

    def __init__(self, account: Callable[[], Account]) -> None:
        self._account = account

    def text(self, request: WebRequest) -> Incoming | None:
        """The text with every field as it came; None if the request is not genuine."""
        webhook = genuine(request, self._account(), TEXT)
        if webhook is None:
            return None
        return Incoming(
            id=our_id(webhook.get("MessageSid")),
            sender=webhook.get("From"),
            to=webhook.get("To"),
            text=text_in(webhook.fields),
            fields=webhook.fields,
        )

    def receipt(self, request: WebRequest) -> DeliveryReceipt | None:
        webhook = genuine(request, self._account(), RECEIPT)
        if webhook is None:
            return None
        status = webhook.get("MessageStatus") or webhook.get("SmsStatus")
        code = webhook.get("ErrorCode")
        fault = fault_of(code)
        return DeliveryReceipt(
            state=state_of(status),
            error=fault.why or code,
            may_retry=fault.may_retry,
            provider_id=webhook.get("MessageSid"),
        )

    def accepted(self) -> Answer:
        """No text in response: texts go through the outbox, which tracks them."""
        return NOTHING_MORE
