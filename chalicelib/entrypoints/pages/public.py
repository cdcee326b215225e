"""Public pages: the hotline's home page, health check, icon, style sheet and script."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from chalice.app import Response

from chalicelib import wiring
from chalicelib.entrypoints.http import page
from chalicelib.entrypoints.pages.frame import rendering

_STATIC = Path(__file__).parent / "static"


def healthz() -> dict[str, str]:
    """Says that the product is alive, without touching any data."""
    return {"status": "ok"}


def home() -> Response:
    """The hotline's home page: who it is, when it receives, and what to write (N3, N6, N20)."""
    return page(rendering.home(wiring.services().rules))


def icon() -> Response:
    """There is no icon, but browsers always ask for one."""
    return Response(body="", status_code=204, headers={"Cache-Control": "max-age=86400"})


def style() -> Response:
    return _file("hotline.css", "text/css")


def script() -> Response:
    """What keeps a form while it is typed; without it there is a button that does the same."""
    return _file("hotline.js", "text/javascript")


def _file(name: str, kind: str) -> Response:
    headers = {"Content-Type": f"{kind}; charset=utf-8", "Cache-Control": "max-age=3600"}
    return Response(body=_read(name), headers=dict(headers))


@cache
def _read(name: str) -> str:
    return (_STATIC / name).read_text("utf-8")
