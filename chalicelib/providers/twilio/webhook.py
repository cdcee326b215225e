"""Twilio's webhooks: verifies the signature and parses the form.

Signature: https://www.twilio.com/docs/usage/security#validating-requests. It covers the address
and every form field. It is checked against the configured public address, never the Host header,
and fails closed: no header, no token and no match are all refused alike.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from chalicelib.usecases.ports.incoming import Fields, WebRequest

# Ways to decode broken percent-encodings: the signature covers what the sender's library made of
# them.
_READINGS = (("utf-8", "replace"), ("latin-1", "strict"), ("utf-8", "ignore"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A request that is proven to come from the provider. `body` is its whole body as text."""

    fields: Fields
    body: str
    token: str  # the provider's idempotency token for this delivery, "" if it sent none

    def get(self, name: str) -> str:
        """The first value of this field; "" if there is none."""
        return next((value for key, value in self.fields if key == name), "")


class _Params(dict[str, list[str]]):
    """The form as the validator expects it: with several values per name."""

    def getlist(self, name: str) -> list[str]:
        return self[name]


def genuine(request: WebRequest, tokens: Sequence[str]) -> Webhook | None:
    """The webhook if one of the tokens signed it, else None.

    A body that is not a form is accepted only with its hash in the signed address (`bodySHA256`);
    a signature of the address alone only vouches for an empty body.
    """
    url, body = request.url, request.body
    signature = request.headers.get("x-twilio-signature", "")
    delivery = request.headers.get("i-twilio-idempotency-token", "")
    if not signature:
        return None
    for fields in _forms(body):
        if any(_signed(url, fields, signature, token) for token in tokens if token):
            return Webhook(fields=fields, body=_text(body), token=delivery)
    return _hashed(url, body, signature, tokens, delivery)


def _forms(body: bytes) -> Iterator[Fields]:
    """The form in the body, decoded in each possible way; one empty form for an empty body."""
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


def id_from(webhook: Webhook, *names: str) -> str:
    """Our id for what a webhook is about, derived from the first of these fields that is set, else
    from the delivery's token or the whole content."""
    named = next((said for said in map(webhook.get, names) if said), "")
    said = named or webhook.token or f"{sorted(webhook.fields)!r}{webhook.body}"
    return hashlib.sha256(said.encode("utf-8", "backslashreplace")).hexdigest()[:32]
