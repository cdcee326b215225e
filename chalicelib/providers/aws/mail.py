"""Mail through SES (the `Mailing` port), as plain text and as HTML with the same content."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from chalicelib.aws import client
from chalicelib.domain.formats.paragraphs import blocks
from chalicelib.providers.aws.mail_events import REF_TAG, tag_of
from chalicelib.templating import templates
from chalicelib.usecases.ports.errors import LostAnswerError, RefusedError, RetryableError
from chalicelib.usecases.ports.world import Mail

_TEMPLATES = Path(__file__).parent / "templates"

# Errors that are final; after all others it is worth trying again.
# https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html#API_SendEmail_Errors
_REFUSED = frozenset(
    {
        "MessageRejected",
        "BadRequestException",
        "MailFromDomainNotVerifiedException",
        "NotFoundException",
    }
)

# They say that no person wrote this mail, so that no machine answers it.
# https://www.rfc-editor.org/rfc/rfc3834#section-5 and Exchange's own header for the same
_AUTOMATIC = (
    {"Name": "Auto-Submitted", "Value": "auto-generated"},
    {"Name": "X-Auto-Response-Suppress", "Value": "OOF, AutoReply"},
)


class SesMailing:
    """Sends from the office's address. `events_set` is the configuration set that reports what has
    become of a mail."""

    def __init__(self, sender: str, region: str, events_set: str = "") -> None:
        self._sender = sender
        self._events = {"ConfigurationSetName": events_set} if events_set else {}
        self._region = region

    def send(self, mail: Mail) -> str:
        from botocore.exceptions import (
            BotoCoreError,
            ClientError,
            ConnectionClosedError,
            ReadTimeoutError,
        )

        asked = self._asked(mail)
        try:
            answer = self._client.send_email(**asked)
        except ClientError as error:
            code = error.response["Error"]["Code"]
            if code in _REFUSED:
                raise RefusedError(code) from error
            raise RetryableError(code) from error
        except (ReadTimeoutError, ConnectionClosedError) as error:
            raise LostAnswerError(type(error).__name__) from error
        except BotoCoreError as error:
            raise RetryableError(type(error).__name__) from error
        return str(answer["MessageId"])

    def _asked(self, mail: Mail) -> dict[str, Any]:
        """The parameters of SES's SendEmail."""
        body = {"Text": _utf8(mail.text), "Html": _utf8(_html(mail))}
        simple = {"Subject": _utf8(mail.subject), "Body": body, "Headers": [*_AUTOMATIC]}
        asked: dict[str, Any] = {
            "FromEmailAddress": self._sender,
            "Destination": {"ToAddresses": [mail.to]},
            "Content": {"Simple": simple},
            **self._events,
        }
        if mail.reply_to:
            asked["ReplyToAddresses"] = [mail.reply_to]
        if mail.ref:
            asked["EmailTags"] = [{"Name": REF_TAG, "Value": tag_of(mail.ref)}]
        return asked

    @cached_property
    def _client(self) -> Any:
        """A client that never asks twice by itself: that would send a mail twice whose answer was
        lost."""
        return client("sesv2", self._region, connect=2, read=8, attempts=1)


def _utf8(text: str) -> dict[str, str]:
    return {"Data": text, "Charset": "UTF-8"}


def _html(mail: Mail) -> str:
    """The mail as HTML: its paragraphs, buttons and tables, escaped."""
    return _rendered("mail.html", mail)


def shown(mail: Mail) -> str:
    """The mail's letter, escaped, as a part of one of our pages: made as the mail is, with the
    classes of our style, which a mail does not have. Its links lead nowhere."""
    return _rendered("shown.html", mail)


def _rendered(template: str, mail: Mail) -> str:
    parts = blocks(mail.body, mail.urls, mail.button, mail.tables)
    page = templates(_TEMPLATES).get_template(template)
    return page.render(subject=mail.subject, blocks=parts)
