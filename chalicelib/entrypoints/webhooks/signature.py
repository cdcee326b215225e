"""The decorators of webhook views: only requests proven to come from a provider reach a view."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from chalice.app import Request, Response

from chalicelib import observe, settings, wiring
from chalicelib.entrypoints.http import body_of, plain
from chalicelib.providers.twilio.webhook import Webhook, genuine
from chalicelib.usecases.ports.incoming import TextAdapter, WebRequest

T = TypeVar("T")
View = Callable[..., Response]


def by_twilio(current_request: Callable[[], Request]) -> Callable[[View], View]:
    """Passes a `Webhook` signed by Twilio to the view as its first argument."""

    def proven(request: WebRequest, parts: dict[str, Any]) -> Webhook | None:
        return genuine(request, wiring.secrets().twilio_auth_tokens)

    return _guard(current_request, proven)


def by_gateway(
    current_request: Callable[[], Request], read: Callable[[TextAdapter, WebRequest], T | None]
) -> Callable[[View], View]:
    """Passes what `read` gets from the provider's adapter to the view as its first argument. The
    provider is named in the address; without a name it is Twilio."""

    def proven(request: WebRequest, parts: dict[str, Any]) -> T | None:
        adapter = wiring.text_adapters().get(parts.pop("gateway", wiring.TWILIO))
        return read(adapter, request) if adapter else None

    return _guard(current_request, proven)


def _guard(
    current_request: Callable[[], Request],
    proven: Callable[[WebRequest, dict[str, Any]], object | None],
) -> Callable[[View], View]:
    """Answers 403 to requests that are not proven, and counts them."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**parts: Any) -> Response:
            found = proven(web_request(current_request()), parts)
            if found is None:
                observe.metric("SignatureRefused")
                return plain("forbidden", 403)
            return view(found, **parts)

        guarded.verified_by = "provider"  # type: ignore[attr-defined]
        return guarded

    return guard


def web_request(request: Request) -> WebRequest:
    """The request as its sender signed it."""
    return WebRequest(
        url=_public_url(request), body=body_of(request), headers=dict(request.headers.items())
    )


def _public_url(request: Request) -> str:
    """The address the provider called, made from the configured one, never the Host header."""
    query = request.query_params
    path = request.path.format(**(request.uri_params or {}))
    tail = "?" + urlencode(dict(query)) if query else ""
    return settings.current().public_base_url + path + tail
