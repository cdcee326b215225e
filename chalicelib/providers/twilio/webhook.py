"""Twilio's webhooks: whether they are genuine, and the message in them.

Signature: https://www.twilio.com/docs/usage/security#validating-requests. It covers the address
and every form field. It is checked against the configured public address, never the Host header,
and fails closed: no header, no token, no match are all the same refusal.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import parse_qsl

from chalicelib.domain.case.case import Channel, RawContact

# Broken percent-encodings are signed as whatever the sender's library made of them.
_READINGS = (("utf-8", "replace"), ("latin-1", "strict"), ("utf-8", "ignore"))

Fields = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A request that was proven to come from the provider. `body` is the whole of it as text."""

    fields: Fields
    body: str
    token: str  # the provider's own name for this delivery, if it gave one

    def get(self, name: str) -> str:
        return next((value for key, value in self.fields if key == name), "")


class _Params(dict[str, list[str]]):
    """The form as the validator wants it: a name may stand more than once."""

    def getlist(self, name: str) -> list[str]:
        return self[name]


def genuine(
    url: str, body: bytes, signature: str, tokens: Sequence[str], delivery: str = ""
) -> Webhook | None:
    """The webhook if one of the tokens signed it, else None.

    A body that is no form is taken only with its hash in the signed address (`bodySHA256`);
    a signature of the bare address proves only an empty body.
    """
    if not signature:
        return None
    for fields in _forms(body):
        if any(_signed(url, fields, signature, token) for token in tokens if token):
            return Webhook(fields=fields, body=_text(body), token=delivery)
    return _hashed(url, body, signature, tokens, delivery)


def _forms(body: bytes) -> Iterator[Fields]:
    """The form in the body, in each way its bytes can be read; one empty form for an empty body."""
    text = body.decode("latin-1")
    for encoding, errors in _READINGS:
        fields = tuple(parse_qsl(text, keep_blank_values=True, encoding=encoding, errors=errors))
        if fields or not body:
            yield fields


def _signed(url: str, fields: Fields, signature: str, token: str) -> bool:
    from twilio.request_validator import RequestValidator

    params = _Params()
    for name, value in fields:
        params.setdefault(name, []).append(value)
    return bool(RequestValidator(token).validate(url, params, signature))


def _hashed(
    url: str, body: bytes, signature: str, tokens: Sequence[str], delivery: str
) -> Webhook | None:
    said = re.search(r"[?&]bodySHA256=([0-9a-fA-F]{64})(?:&|$)", url)
    if not said or said[1].lower() != hashlib.sha256(body).hexdigest():
        return None
    if any(_signed(url, (), signature, token) for token in tokens if token):
        return Webhook(fields=(), body=_text(body), token=delivery)
    return None


def _text(body: bytes) -> str:
    return body.decode("utf-8", "backslashreplace")


def message(webhook: Webhook, authority: str, at: datetime) -> RawContact:
    """The text message in a webhook, every field kept as it came.

    Its id comes from the provider's, so that a repetition is recognised; a webhook without one
    is recognised by its own content.
    """
    return RawContact(
        id=id_from(webhook, "MessageSid", "SmsSid", "SmsMessageSid"),
        authority=authority,
        channel=Channel.SMS,
        received_at=at,
        sender=webhook.get("From").strip(),
        to=webhook.get("To").strip(),
        text=webhook.get("Body"),
        fields=webhook.fields,
        body="" if webhook.fields else webhook.body,
    )


def id_from(webhook: Webhook, *names: str) -> str:
    """The house's own id of what a webhook is about, from the first of these fields there is."""
    named = next((said for said in map(webhook.get, names) if said), "")
    said = named or webhook.token or f"{sorted(webhook.fields)!r}{webhook.body}"
    return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()[:32]
