"""Addresses that nobody has: where one of ours was clearly meant it leads on, else a page says so.
And the framework's own errors, in our words."""

from __future__ import annotations

from urllib.parse import quote, unquote

from chalice.app import Response

from chalicelib import urls, wiring
from chalicelib.domain.formats import vietnamese
from chalicelib.entrypoints import http
from chalicelib.entrypoints.pages.frame import rendering
from chalicelib.entrypoints.pages.routes import routes


def unknown() -> Response:
    """The gateway sends here what no other route takes, also a known address with a method that it
    does not have."""
    request = routes.current_request
    asked = (request.uri_params or {}).get("proxy", "")
    meant = _meant(asked)
    if meant is None:
        return _page(404)
    if meant != f"/{asked}":
        return http.moved(meant)
    if request.method == "GET" and meant.startswith(urls.OFFICE):  # it only takes forms
        return http.see_other(urls.OFFICE)
    return _page(405)


def _meant(asked: str) -> str | None:
    """The address of the page that these words were to be; None if there is none. What an address
    carries, such as a link's token, stays as it is."""
    words = [word for word in unquote(asked).split("/") if word]
    for pattern in urls.PAGES:
        parts = [part for part in pattern.split("/") if part]
        if len(parts) == len(words) and all(map(_is_spelling_of, words, parts)):
            return "/" + "/".join(map(_spelled, words, parts))
    return None


def _is_spelling_of(word: str, part: str) -> bool:
    return part.startswith("{") or _letters(word) == _letters(part)


def _letters(word: str) -> str:
    return "".join(letter for letter in vietnamese.fold(word) if letter.isalnum())


def _spelled(word: str, part: str) -> str:
    return quote(word, safe="") if part.startswith("{") else part


def _page(status: int) -> Response:
    return http.page(rendering.unknown(wiring.rules()), status)


def said(status: int) -> Response:
    """The page for one of the framework's own errors."""
    if status < 500:
        return _page(status)
    return http.page(rendering.trouble(wiring.rules()), status)
