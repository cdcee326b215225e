"""What each member of the office sees when they sign in and leaf through their board."""

from __future__ import annotations

import re
import urllib.request
from collections.abc import Iterator
from http.cookiejar import CookieJar, DefaultCookiePolicy

from infra.local.client.stage import Stage
from tests.support import forms

_SIGN_IN = re.compile(r"https?://\S+/van-phong/vao/\S+")
_MINE = re.compile(r'<h2 id="trang-toi">.*?</section>', re.DOTALL)
_CODE = re.compile(r'class="code" href="[^"]*/ho-so/(\d{9})"')
_NEXT = re.compile(r'<a rel="next" href="([^"]+)"')


class _Plain(DefaultCookiePolicy):
    """Sends back also what is for https alone: the stage speaks http."""

    def return_ok_secure(self, cookie: object, request: object) -> bool:
        return True


class Desk:
    """The board in a member's browser."""

    def __init__(self, stage: Stage, mail: str) -> None:
        self._base = stage.settings.base_url
        seen = {link for one in stage.mail(mail) for link in _links(one)}
        forms.send(f"{self._base}/van-phong/vao", [("mail", mail)])
        link = stage.until(lambda: next(_new(stage, mail, seen), None))
        self._browser = urllib.request.build_opener(
            urllib.request.HTTPCookieProcessor(CookieJar(policy=_Plain()))
        )
        self._browser.open(link, data=b"", timeout=60).close()

    def mine(self) -> set[str]:
        """The codes of all that waits for this member, page by page."""
        found: set[str] = set()
        path = "/van-phong"
        while path:
            part = _MINE.search(self._open(path))
            assert part
            found.update(_CODE.findall(part[0]))
            onward = _NEXT.search(part[0])
            path = onward[1].replace("&amp;", "&") if onward else ""
        return found

    def _open(self, path: str) -> str:
        with self._browser.open(f"{self._base}{path}", timeout=60) as answer:
            return str(answer.read().decode())


def _links(mail: dict[str, object]) -> list[str]:
    return _SIGN_IN.findall(str(mail["text"]))


def _new(stage: Stage, mail: str, seen: set[str]) -> Iterator[str]:
    for one in stage.mail(mail):
        yield from (link for link in _links(one) if link not in seen)
