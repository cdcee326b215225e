"""What anybody may ask for: the hotline's own page, that it is alive, its style."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from chalice.app import Blueprint, Response

from chalicelib import wiring
from chalicelib.entrypoints.pages import rendering as pages
from chalicelib.entrypoints.responses import page

routes = Blueprint(__name__)

_STATIC = Path(__file__).parent / "static"


@routes.route("/healthz", content_types=["*/*"])
def healthz() -> dict[str, str]:
    """Alive. Says nothing else and touches no data."""
    return {"status": "ok"}


@routes.route("/", content_types=["*/*"])
def home() -> Response:
    """Who this is, when it receives, and what to write (N3, N6, N20)."""
    return page(pages.home(wiring.services()))


@routes.route("/favicon.ico", content_types=["*/*"])
def icon() -> Response:
    """There is none; browsers ask for it all the same."""
    return Response(body="", status_code=204, headers={"Cache-Control": "max-age=86400"})


@routes.route("/static/hotline.css", content_types=["*/*"])
def style() -> Response:
    return Response(
        body=_style(),
        headers={"Content-Type": "text/css; charset=utf-8", "Cache-Control": "max-age=3600"},
    )


@cache
def _style() -> str:
    return (_STATIC / "hotline.css").read_text("utf-8")
