"""HTTP helpers: parts of a request, and responses that must not be stored, framed or indexed."""

from __future__ import annotations

from chalice.app import Request, Response

from chalicelib.usecases.ports.incoming import Answer

ANY = ["*/*"]  # accept every content type, so that our own code sees the request

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


def origin_of(request: Request) -> str:
    """The IP address a request comes from, as seen by the gateway."""
    return str(request.context.get("identity", {}).get("sourceIp", ""))


def is_navigated(request: Request) -> bool:
    """Whether it is a browser that goes to the page. Programs that fetch do not say so; Safari says
    no more than this, though others would also say that a person made them go. A browser that loads
    a page ahead, in case somebody goes there, says that it does.

    https://www.w3.org/TR/fetch-metadata/#sec-fetch-mode-header
    https://wicg.github.io/nav-speculation/prefetch.html#sec-purpose-header
    """
    said = request.headers
    is_ahead = any(said.get(name) for name in ("sec-purpose", "purpose", "x-purpose", "x-moz"))
    return bool(said.get("sec-fetch-mode") == "navigate") and not is_ahead


def body_of(request: Request) -> bytes:
    """The body's bytes, empty if there is none."""
    body = request.raw_body or b""
    return body.encode() if isinstance(body, str) else body


def page(
    html: str,
    status: int = 200,
    *,
    plays_from: str = "",
    sends_to: str = "",
    scripted: bool = False,
) -> Response:
    """An HTML page. `plays_from` is the origin it may play recordings from, `sends_to` the one that
    its form may send a file to, "" for none; `scripted` says that it may run our own script, which
    may ask us."""
    allowed = _GUARDED["Content-Security-Policy"]
    if sends_to:
        allowed = allowed.replace("form-action 'self'", f"form-action 'self' {sends_to}")
    if plays_from:
        allowed += f"; media-src 'self' {plays_from}"
    if scripted:
        allowed += "; script-src 'self'; connect-src 'self'"
    headers: dict[str, str | list[str]] = {**_GUARDED, "Content-Security-Policy": allowed}
    return Response(body=html, status_code=status, headers=headers)


def see_other(path: str) -> Response:
    """A redirect by GET, after a POST, to a recording or to a file."""
    return Response(body="", status_code=303, headers={**_GUARDED, "Location": path})


def moved(path: str) -> Response:
    """A redirect from a misspelt address, which keeps a form that was posted."""
    return Response(body="", status_code=308, headers={**_GUARDED, "Location": path})


def answer(said: Answer, status: int = 200) -> Response:
    """The response to a provider's request."""
    return Response(
        body=said.body,
        status_code=status,
        headers={"Content-Type": said.type, "Cache-Control": "no-store"},
    )


def plain(body: str, status: int) -> Response:
    return answer(Answer(body=body, type="text/plain; charset=utf-8"), status)
