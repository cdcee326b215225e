"""Asking a gateway to send: one HTTP request, and its trouble as the product's own errors."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.usecases.ports.errors import LostAnswerError, RefusedError, RetryableError

TIMEOUT = (3.0, 8.0)  # seconds to connect, and for the answer
LATER = frozenset({408, 425, 429})  # besides what is the server's own trouble


def post(gateway: str, url: str, **how: Any) -> Mapping[str, Any]:
    """Posts, and returns the answer's JSON, {} if it has none.

    Raises RetryableError if the gateway cannot take it now, LostAnswerError if it may have, and
    RefusedError with what it says, or the status, if it never will.
    """
    import requests

    try:
        answer = requests.post(url, timeout=TIMEOUT, allow_redirects=False, **how)
    except requests.exceptions.ConnectTimeout as error:
        raise RetryableError(type(error).__name__) from error
    except requests.exceptions.RequestException as error:
        raise LostAnswerError(type(error).__name__) from error
    told = _json(answer)
    if 200 <= answer.status_code < 300:
        return told
    if answer.status_code in LATER or answer.status_code >= 500:
        raise RetryableError(f"{gateway} {answer.status_code}")
    raise RefusedError(str(told.get("error") or answer.status_code)[:60])


def _json(answer: Any) -> Mapping[str, Any]:
    try:
        found = answer.json()
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}
