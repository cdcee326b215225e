"""The decorator of webhook views: only requests proven to come from a provider reach a view."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar
from urllib.parse import urlencode

from chalice.app import Request, Response

from chalicelib import observe, settings
from chalicelib.entrypoints.http import body_of, plain
from chalicelib.usecases.ports.incoming import WebRequest

A = TypeVar("A")
T = TypeVar("T")
View = Callable[..., Response]


def from_provider(
    current_request: Callable[[], Request],
    adapter: Callable[[dict[str, Any]], A | None],
    read: Callable[[A, WebRequest], T | None],
) -> Callable[[View], View]:
    """Passes the provider's adapter, and what it reads in the request, to the view as its first two
    arguments. `adapter` takes what it needs from the parts of the address. Requests that are not
    proven get 403 and are counted."""

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(**parts: Any) -> Response:
            provider = adapter(parts)
            found = read(provider, web_request(current_request())) if provider else None
            if found is None:
                observe.metric("SignatureRefused")
                return plain("forbidden", 403)
            return view(provider, found, **parts)

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
