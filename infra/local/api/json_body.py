"""JSON in and out: what the routes of the control API share."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from typing import Any

from aiohttp import web

MOST_SECONDS = 14_400  # no call lasts longer

Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


class ApiError(Exception):
    """A request that fails, with its HTTP status and the reason."""

    status = 500


class BadRequestError(ApiError):
    """The request cannot be understood."""

    status = 400


class NotFoundError(ApiError):
    """There is no such thing."""

    status = 404


class ConflictError(ApiError):
    """It cannot be done as things stand."""

    status = 409


@web.middleware
async def plain_errors(request: web.Request, handler: Handler) -> web.StreamResponse:
    """Answers an ApiError with JSON."""
    try:
        return await handler(request)
    except ApiError as error:
        return web.json_response({"error": str(error)}, status=error.status)


async def body_of(request: web.Request) -> dict[str, Any]:
    """The request's JSON object, empty if it has no body; BadRequestError for anything else."""
    try:
        body = json.loads(await request.text() or "{}")
    except (ValueError, UnicodeDecodeError) as error:
        raise BadRequestError("the body is not JSON") from error
    if not isinstance(body, dict):
        raise BadRequestError("the body is not a JSON object")
    return body


def seconds_in(body: dict[str, Any]) -> float | None:
    """The field `seconds`, None if it is missing; BadRequestError if no call can last that long."""
    value = body.get("seconds")
    if value is None:
        return None
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    if not is_number or not 0 < value <= MOST_SECONDS:
        raise BadRequestError(f"'seconds' must be more than 0 and at most {MOST_SECONDS}")
    return float(value)


def count_in(body: dict[str, Any], name: str, most: int) -> int:
    """A field that says how many, 1 if it is missing; BadRequestError for none or too many."""
    value = body.get(name, 1)
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= most:
        raise BadRequestError(f"{name!r} must be from 1 to {most}")
    return value


def number_in(request: web.Request) -> str | None:
    """The telephone number in the query; None if it names none."""
    number = request.query.get("number")
    if number is None:
        return None
    # a plus sign that was not encoded arrives as a space
    return number.replace(" ", "+", 1) if number.startswith(" ") else number


def text_in(body: dict[str, Any], name: str, default: str | None = None) -> str:
    """A text field; BadRequestError if it is not a text, or missing without a default."""
    value = body.get(name, default)
    if not isinstance(value, str):
        raise BadRequestError(f"{name!r} must be a text")
    if any("\ud800" <= letter <= "\udfff" for letter in value):
        raise BadRequestError(f"{name!r} holds half a character")
    return value
