"""The guard before every webhook of the provider: no genuine signature, no view."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from chalice.app import Request, Response

from chalicelib import observe, settings, wiring
from chalicelib.entrypoints.requests import body_of
from chalicelib.entrypoints.responses import plain
from chalicelib.providers.twilio.webhook import Webhook, genuine

View = Callable[..., Response]


def by_provider(current_request: Callable[[], Request]) -> Callable[[View], View]:
    """Gives the view a proven `Webhook` as its first argument, or answers 403 and counts it."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Response:
            webhook = prove(current_request())
            if webhook is None:
                observe.metric("SignatureRefused")
                return plain("forbidden", 403)
            return view(webhook, *args, **kwargs)

        guarded.verified_by = "provider"  # type: ignore[attr-defined]
        return guarded

    return guard


def prove(request: Request) -> Webhook | None:
    """The webhook if the provider signed it, address and body, else None."""
    return genuine(
        _public_url(request),
        body_of(request),
        request.headers.get("x-twilio-signature", ""),
        wiring.secrets().twilio_auth_tokens,
        request.headers.get("i-twilio-idempotency-token", ""),
    )


def _public_url(request: Request) -> str:
    """The address the provider called: the configured one, whatever the Host header says."""
    query = request.query_params
    path = request.path.format(**(request.uri_params or {}))
    tail = "?" + urlencode(dict(query)) if query else ""
    return settings.current().public_base_url + path + tail
