"""Answers of the web layer: pages that nobody may store, frame or index."""

from __future__ import annotations

from chalice.app import Response

_GUARDED = {
    "Content-Type": "text/html; charset=utf-8",
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
        "base-uri 'none'; frame-ancestors 'none'"
    ),
    "Referrer-Policy": "no-referrer",
    "Strict-Transport-Security": "max-age=31536000",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}


# The whole answer to whoever wants none. https://www.twilio.com/docs/messaging/twiml#twiml-verbs
NOTHING_MORE = '<?xml version="1.0" encoding="UTF-8"?><Response />'


def page(html: str, status: int = 200, *, files: str = "") -> Response:
    """A page; `sounds` is from where it may play recordings, "" for nowhere."""
    policy = _GUARDED["Content-Security-Policy"]
    allowed = f"{policy}; media-src 'self' {files}" if files else policy
    headers: dict[str, str | list[str]] = {**_GUARDED, "Content-Security-Policy": allowed}
    return Response(body=html, status_code=status, headers=headers)


def see_other(path: str) -> Response:
    return Response(body="", status_code=303, headers={**_GUARDED, "Location": path})


def xml(body: str) -> Response:
    return Response(
        body=body,
        headers={"Content-Type": "text/xml; charset=utf-8", "Cache-Control": "no-store"},
    )


def plain(body: str, status: int) -> Response:
    return Response(
        body=body,
        status_code=status,
        headers={"Content-Type": "text/plain; charset=utf-8", "Cache-Control": "no-store"},
    )
