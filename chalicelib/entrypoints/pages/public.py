"""Public pages: the hotline's home page, health check, icon and style sheet."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from chalice.app import Blueprint, Response

from chalicelib import urls, wiring
from chalicelib.entrypoints.http import ANY, page
from chalicelib.entrypoints.pages import rendering

routes = Blueprint(__name__)

_STATIC = Path(__file__).parent / "static"


@routes.route(urls.HEALTH, content_types=ANY)
def healthz() -> dict[str, str]:
    """Says that the product is alive, without touching any data."""
    return {"status": "ok"}


@routes.route(urls.HOME, content_types=ANY)
def home() -> Response:
    """The hotline's home page: who it is, when it receives, and what to write (N3, N6, N20)."""
    return page(rendering.home(wiring.services().rules))


@routes.route(urls.ICON, content_types=ANY)
def icon() -> Response:
    """There is no icon, but browsers always ask for one."""
    return Response(body="", status_code=204, headers={"Cache-Control": "max-age=86400"})


@routes.route(urls.STYLE, content_types=ANY)
def style() -> Response:
    return Response(
        body=_style(),
        headers={"Content-Type": "text/css; charset=utf-8", "Cache-Control": "max-age=3600"},
    )


@cache
def _style() -> str:
    return (_STATIC / "hotline.css").read_text("utf-8")
