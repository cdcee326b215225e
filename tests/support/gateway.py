"""What reaches the deployed functions, in the form that AWS hands it over: requests through API
Gateway, messages of the queue, a schedule's moment; and the provider's signature."""

from __future__ import annotations

import base64
from typing import Any
from urllib.parse import parse_qsl

from chalice.local import RouteMatcher
from twilio.request_validator import RequestValidator

import app as functions
from chalicelib import urls

BASE = "http://127.0.0.1:8000"
TOKEN = "the provider's token"
ACCOUNT = "AC" + "1" * 32
FORM = "application/x-www-form-urlencoded"

Pairs = list[tuple[str, str]]


def sign(path: str, fields: Pairs, token: str = TOKEN) -> str:
    """The provider's signature, by its own library."""
    params: dict[str, list[str]] = {}
    for name, value in fields:
        params.setdefault(name, []).append(value)
    return str(RequestValidator(token).compute_signature(BASE + path, _Params(params)))


class _Params(dict[str, list[str]]):
    def getlist(self, name: str) -> list[str]:
        return self[name]


def request(method: str, path: str, query: str, params: dict[str, str] | None) -> dict[str, Any]:
    if params is None:
        route, params = routed(method, path)
    else:
        route = next(
            r for r in functions.app.routes if "{" in r and r.split("/")[1] == path.split("/")[1]
        )
    several: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        several.setdefault(name, []).append(value)
    return {
        "resource": route,
        "path": path,
        "httpMethod": method,
        "requestContext": {"httpMethod": method, "resourcePath": route, "path": path},
        "pathParameters": params or None,
        "multiValueQueryStringParameters": several or None,
        "stageVariables": None,
    }


def routed(method: str, path: str) -> tuple[str, dict[str, str]]:
    """The route and its parameters. What no route takes, or not with this method, goes to the one
    that takes all, if that has the method."""
    routes = functions.app.routes
    everything = {"proxy": path.strip("/")}
    try:
        found = RouteMatcher([route for route in routes if route != urls.UNKNOWN]).match_route(path)
    except ValueError:
        return urls.UNKNOWN, everything
    if method not in routes[found.route] and method in routes[urls.UNKNOWN]:
        return urls.UNKNOWN, everything
    return found.route, found.captured


def encoded(body: bytes | str | None, encoded: bool) -> str | None:
    if body is None:
        return None
    plain = body.encode() if isinstance(body, str) else body
    return base64.b64encode(plain).decode() if encoded else plain.decode("utf-8", "replace")


def queued(messages: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "Records": [
            {
                "messageId": message["MessageId"],
                "receiptHandle": message["ReceiptHandle"],
                "body": message["Body"],
                "attributes": {},
                "messageAttributes": {},
                "eventSource": "aws:sqs",
            }
            for message in messages
        ]
    }


SCHEDULED: dict[str, Any] = {
    "version": "0",
    "account": "1",
    "region": "r",
    "detail": {},
    "detail-type": "Scheduled Event",
    "source": "aws.events",
    "time": "2017-01-17T02:00:00Z",
    "id": "1",
    "resources": [],
}
