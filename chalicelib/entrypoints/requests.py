"""What every view needs of a request."""

from __future__ import annotations

from chalice.app import Request


def origin_of(request: Request) -> str:
    """Where on the net a request comes from, as the gateway saw it."""
    return str(request.context.get("identity", {}).get("sourceIp", ""))


def body_of(request: Request) -> bytes:
    """The body's bytes, empty when there is none."""
    body = request.raw_body or b""
    return body.encode() if isinstance(body, str) else body
