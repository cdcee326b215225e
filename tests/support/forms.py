"""A browser without a window: opens a page, fills its form as a person would, posts it."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlencode, urljoin


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_NoRedirect)


@dataclass
class Page:
    """A page as it was answered, with the values its form holds."""

    url: str
    status: int
    html: str
    headers: dict[str, str]
    values: list[tuple[str, str]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What a person reads."""
        return " ".join(re.sub(r"<[^>]+>", " ", self.html).split())

    def value(self, name: str) -> str:
        return next((v for k, v in self.values if k == name), "")

    def fill(self, action: str, **typed: str | list[str]) -> list[tuple[str, str]]:
        """What the form posts when these fields are typed and this button is pressed."""
        kept = [(k, v) for k, v in self.values if k not in typed]
        lists = ((k, v if isinstance(v, list) else [v]) for k, v in typed.items())
        return [*kept, *((k, v) for k, vs in lists for v in vs), ("action", action)]

    def post(self, action: str, **typed: str | list[str]) -> Page:
        """The page that comes of it; a browser goes on to the confirmation."""
        answer = send(self.url, self.fill(action, **typed))
        return follow(answer) if "/xong/" in answer.headers.get("Location", "") else answer


def get(url: str) -> Page:
    return _page(urllib.request.Request(url))  # noqa: S310


def send(url: str, fields: list[tuple[str, str]]) -> Page:
    body = urlencode(fields).encode()
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    return _page(urllib.request.Request(url, data=body, headers=kind))  # noqa: S310


def follow(page: Page) -> Page:
    return get(urljoin(page.url, page.headers["Location"]))


def _page(request: urllib.request.Request) -> Page:
    try:
        answer = _OPENER.open(request, timeout=30)
    except urllib.error.HTTPError as error:
        answer = error
    html = answer.read().decode()
    values = _Values()
    values.feed(html)
    return Page(request.full_url, answer.status, html, dict(answer.headers.items()), values.found)


class _Values(HTMLParser):
    """The values that a form holds before anybody has typed; not those of the office's frame."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, str]] = []
        self._area = self._select = ""
        self._text = ""
        self._framed = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {k: v or "" for k, v in attrs}
        if tag == "nav" or self._framed:
            self._framed = True
        elif tag == "input" and own.get("name"):
            if own.get("type") != "checkbox" or "checked" in own:
                self.found.append((own["name"], own.get("value", "")))
        elif tag == "textarea":
            self._area, self._text = own["name"], ""
        elif tag == "select":
            self._select = own["name"]
        elif tag == "option" and "selected" in own:
            self.found.append((self._select, own.get("value", "")))

    def handle_data(self, data: str) -> None:
        self._text += data if self._area else ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "nav":
            self._framed = False
        if tag == "textarea":
            self.found.append((self._area, self._text.removeprefix("\n")))
            self._area = ""
