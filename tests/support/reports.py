"""The office's reports as its members use them."""

from __future__ import annotations

import re

from tests.support.answers import Answer
from tests.support.office import Office

REPORTS = "/van-phong/bao-cao"


def drawn(office: Office, **said: str) -> Answer:
    """What is read after a report was asked for."""
    typed = {"kind": "month", "from": "17/01/2017", "about": "whole"} | said
    return _led(office, office.post(REPORTS, list(typed.items())))


def pressed(office: Office, action: str, of: int = 1, **typed: str) -> Answer:
    """What is read after a button of a report was pressed."""
    at = f"{REPORTS}/{of}"
    fields = [(k, v) for k, v in office.get(at).page.fill(action, **typed) if k != "csrf"]
    return _led(office, office.post(at, fields))


def _led(office: Office, answer: Answer) -> Answer:
    return office.get(answer.headers["Location"]) if answer.status == 303 else answer


def row(page: Answer, name: str) -> list[str]:
    """The figures of a row."""
    found = re.search(rf'<th scope="row">{re.escape(name)}</th>(.*?)</tr>', page.body, re.S)
    assert found, name
    return [re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td.*?</td>", found[1])]


def behind(page: Answer, name: str) -> str:
    """The address behind the first figure of a row."""
    found = re.search(
        rf'<th scope="row">{re.escape(name)}</th><td><a href="([^"]+)"', page.body, re.S
    )
    assert found, name
    return found[1].replace("&amp;", "&")
