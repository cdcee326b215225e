"""Mail through SES (the `Mailing` port), as plain text and as HTML with the same content."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from chalicelib.aws import client
from chalicelib.domain.formats.paragraphs import blocks
from chalicelib.templating import templates
from chalicelib.usecases.ports.errors import RefusedError, RetryableError
from chalicelib.usecases.ports.world import Mail

_TEMPLATES = Path(__file__).parent / "templates"

# Errors that are final; after all others it is worth trying again.
# https://docs.aws.amazon.com/ses/latest/APIReference/API_SendEmail.html#API_SendEmail_Errors
_REFUSED = frozenset(
    {
        "MessageRejected",
        "InvalidParameterValue",
        "MailFromDomainNotVerifiedException",
        "ConfigurationSetDoesNotExist",
        "ValidationError",
    }
)


class SesMailing:
    """Sends from the office's address. `events_set` is the configuration set that reports bounces
    and complaints."""

    def __init__(self, sender: str, region: str, events_set: str = "") -> None:
        self._sender = sender
        self._events = {"ConfigurationSetName": events_set} if events_set else {}
        self._region = region

    def send(self, mail: Mail) -> str:
        from botocore.exceptions import BotoCoreError, ClientError

        html = _html(mail)
        try:
            answer = self._client.send_email(
                Source=self._sender,
                **self._events,
                Destination={"ToAddresses": [mail.to]},
                Message={
                    "Subject": _utf8(mail.subject),
                    "Body": {"Text": _utf8(mail.body), "Html": _utf8(html)},
                },
            )
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in _REFUSED:
                raise RefusedError(code) from error
            raise RetryableError(code) from error
        except BotoCoreError as error:
            raise RetryableError(type(error).__name__) from error
        return str(answer["MessageId"])

    @cached_property
    def _client(self) -> Any:
        return client("ses", self._region, connect=2, read=8)


def _utf8(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}


def _html(mail: Mail) -> str:
    """The mail as HTML: its paragraphs and buttons, escaped."""
    parts = blocks(mail.body, mail.urls, mail.button)
    page = templates(_TEMPLATES).get_template("mail.html")
    return page.render(subject=mail.subject, blocks=parts)
