"""Twilio's webhooks: verifies the signature and parses the form.

Signature: https://www.twilio.com/docs/usage/security#validating-requests. It covers the address
and every form field. It is checked against the configured public address, never the Host header,
and fails closed: no header, no token and no match are all refused alike. So is what does not say
whose it is and what it is about (`fields`). No header but the signature is believed, because none
is signed; nor is a body other than a form, because the provider sends none about calls and texts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import parse_qsl

from chalicelib.providers.twilio.fields import Kind, say_one_thing
from chalicelib.usecases.ports.incoming import Fields, WebRequest

# Ways to decode broken percent-encodings: the signature covers what the sender's library made of
# them.
_READINGS = (("utf-8", "replace"), ("latin-1", "strict"), ("utf-8", "ignore"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Our account at the provider: its id, and the tokens that may sign its webhooks, of which the
    first is the one we use ourselves; the second is there while they are changed."""

    sid: str
    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """A request that is proven to come from the provider and to say one thing only."""

    fields: Fields
    kind: Kind

    def get(self, name: str) -> str:
        """The value of this field, "" if there is none. Raises KeyError for one that its kind of
        request does not vouch for."""
        if name not in self.kind.names:
            raise KeyError(name)
        return next((value for key, value in self.fields if key == name), "")


class _Params(dict[str, list[str]]):
    """The form as the validator expects it: with several values per name."""

    def getlist(self, name: str) -> list[str]:
        return self[name]


def genuine(request: WebRequest, account: Account | None, kind: Kind) -> Webhook | None:
    """The webhook if one of the account's tokens signed it and it is of this kind, else None."""
    signature = request.headers.get("x-twilio-signature", "")
    if account is None or not signature:
        return None
    for fields in _forms(request.body):
        if any(_signed(request.url, fields, signature, token) for token in account.tokens if token):
            one_thing = say_one_thing(fields, account.sid, kind)
            return Webhook(fields=fields, kind=kind) if one_thing else None
    return None


def _forms(body: bytes) -> Iterator[Fields]:
    """The form in the body, decoded in each possible way."""
    text = body.decode("latin-1")
    for encoding, errors in _READINGS:
        yield tuple(parse_qsl(text, keep_blank_values=True, encoding=encoding, errors=errors))


def _signed(url: str, fields: Fields, signature: str, token: str) -> bool:
    from twilio.request_validator import RequestValidator

    params = _Params()
    for name, value in fields:
        params.setdefault(name, []).append(value)
    return bool(RequestValidator(token).validate(url, params, signature))


def our_id(provider_id: str) -> str:
    """Our id for a message or call, derived from the provider's."""
    return hashlib.sha256(provider_id.encode()).hexdigest()[:32]
