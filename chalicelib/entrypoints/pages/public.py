"""Public pages: the hotline's home page, health check, icon and style sheet."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from chalice.app import Response

from chalicelib import wiring
from chalicelib.entrypoints.http import page
from chalicelib.entrypoints.pages import rendering

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
    return Response(
        body=_style(),
        headers={"Content-Type": "text/css; charset=utf-8", "Cache-Control": "max-age=3600"},
    )


@cache
def _style() -> str:
    return (_STATIC / "hotline.css").read_text("utf-8")
