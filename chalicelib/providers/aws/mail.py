"""Mail through SES. The `Mailing` port: plain text and HTML that say the same."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from chalicelib.domain.formats.paragraphs import blocks
from chalicelib.providers.aws.letters import html_of
from chalicelib.usecases.ports.errors import RefusedError, RetryableError
from chalicelib.usecases.ports.world import Letter

# What SES will never take; everything else is worth another try.
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
    """Sends from the office's address. `events_set` is the configuration set that reports what
    comes back."""

    def __init__(self, sender: str, region: str, events_set: str = "") -> None:
        self._sender = sender
        self._events = {"ConfigurationSetName": events_set} if events_set else {}
        self._region = region

    def send(self, letter: Letter) -> str:
        from botocore.exceptions import BotoCoreError, ClientError

        html = html_of(letter.subject, blocks(letter.body, letter.urls, letter.button))
        try:
            answer = self._client.send_email(
                Source=self._sender,
                **self._events,
                Destination={"ToAddresses": [letter.to]},
                Message={
                    "Subject": _utf8(letter.subject),
                    "Body": {"Text": _utf8(letter.body), "Html": _utf8(html)},
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
        import boto3
        from botocore.config import Config

        patience = Config(
            connect_timeout=2, read_timeout=8, retries={"mode": "standard", "max_attempts": 2}
        )
        return boto3.client("ses", region_name=self._region, config=patience)


def _utf8(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}
