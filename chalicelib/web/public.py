"""What anybody may ask for: that the service is alive, and the style of its pages."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from chalice.app import Blueprint, Response

routes = Blueprint(__name__)

_STATIC = Path(__file__).parent / "static"


@routes.route("/healthz", content_types=["*/*"])
def healthz() -> dict[str, str]:
    """Alive. Says nothing else and touches no data."""
    return {"status": "ok"}


@routes.route("/static/hotline.css", content_types=["*/*"])
def style() -> Response:
    return Response(
        body=_style(),
        headers={"Content-Type": "text/css; charset=utf-8", "Cache-Control": "max-age=3600"},
    )


@cache
def _style() -> str:
    return (_STATIC / "hotline.css").read_text("utf-8")
