"""Lists in the provider's REST API: filtered, newest first, page by page.

https://www.twilio.com/docs/usage/twilios-response#pagination
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urlencode

from infra.local.provider.rest.resource import RefusedError

USUAL, MOST = 50, 1000  # entries on a page
ALWAYS = ("PageSize", "Page", "PageToken")

Entry = dict[str, Any]


def page(
    name: str, path: str, query: Mapping[str, str], entries: Sequence[Entry], since: str
) -> Entry:
    """The page that is asked for of these `entries`, which are named `name`. They may be filtered
    by `To`, `From` and, named `since`, the first day. `path` is the list's own.

    RefusedError for a parameter or a value that the provider does not know.
    """
    strange = query.keys() - {"To", "From", f"{since}>", *ALWAYS}
    if strange:
        raise RefusedError(400, 20001, f"Unknown parameter: {', '.join(sorted(strange))}")
    size = _number(query, "PageSize", USUAL, 1, MOST)
    nth = _number(query, "Page", 0, 0, 10**6)
    first_day = _moment(query.get(f"{since}>", ""))
    found = [entry for entry in entries if _fits(entry, query, first_day)]
    start = _behind(found, query.get("PageToken", ""))
    shown = found[start : start + size]
    asked = {name: value for name, value in query.items() if name not in ALWAYS}
    here = asked | {"PageSize": str(size)}
    onward = here | {"Page": str(nth + 1), "PageToken": f"PA{shown[-1]['sid'] if shown else ''}"}
    return {
        "end": nth * size + max(len(shown) - 1, 0),
        "first_page_uri": f"{path}?{urlencode(here | {'Page': '0'})}",
        "next_page_uri": f"{path}?{urlencode(onward)}" if start + size < len(found) else None,
        "page": nth,
        "page_size": size,
        "previous_page_uri": None,  # nobody goes back
        "start": nth * size,
        "uri": f"{path}?{urlencode(query)}",
        name: shown,
    }


def _fits(entry: Entry, query: Mapping[str, str], first_day: datetime | None) -> bool:
    parties = (("To", "to"), ("From", "from"))
    if any(name in query and query[name] != entry[key] for name, key in parties):
        return False
    return first_day is None or parsedate_to_datetime(entry["date_created"]) >= first_day


def _moment(text: str) -> datetime | None:
    """A day or a moment, in UTC."""
    if not text:
        return None
    try:
        if len(text) == len("2026-03-11"):
            return datetime.combine(date.fromisoformat(text), time(), UTC)
        return datetime.fromisoformat(text).astimezone(UTC)
    except ValueError as error:
        raise RefusedError(400, 20001, "Invalid date value") from error


def _behind(found: Sequence[Entry], token: str) -> int:
    """Where the page begins that comes after the token's entry. What is new meanwhile is before."""
    sids, last = [entry["sid"] for entry in found], token.removeprefix("PA")
    return sids.index(last) + 1 if last in sids else 0


def _number(query: Mapping[str, str], name: str, usual: int, least: int, most: int) -> int:
    text = query.get(name, str(usual))
    if not text.isdecimal() or not least <= int(text) <= most:
        raise RefusedError(400, 20006, f"{name} must be from {least} to {most}")
    return int(text)
