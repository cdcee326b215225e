"""AWS as the functions see it: the emulator behind a proxy that makes requests fail on demand.

The service is read from the credential's scope in the signature. Requests pass byte for byte, so
that their signatures stay valid.
"""

from __future__ import annotations

import asyncio
import json
import re

from aiohttp import web

from infra.local import proxy
from infra.local.faults import FAIL, HANG, NEVER, Faults

BODY_LIMIT = 32 * 1024 * 1024
SCOPE = re.compile(r"Credential=[^/]+/\d{8}/[^/]+/([a-z0-9-]+)/aws4_request")
SERVICES = {"dynamodb": "store", "sqs": "queue", "ses": "mail"}

# What each service answers when it is too busy, and when it fails.
THROTTLED = {
    "store": (400, "ThrottlingException", "Rate exceeded"),
    "queue": (400, "RequestThrottled", "Rate exceeded"),
    "mail": (400, "Throttling", "Maximum sending rate exceeded."),
}
FAILED = {
    "store": (500, "InternalServerError", "Internal server error"),
    "queue": (500, "InternalFailure", "Internal failure"),
    "mail": (500, "InternalFailure", "Internal failure"),
}
NAMESPACES = {"store": "com.amazonaws.dynamodb.v20120810#", "queue": "com.amazonaws.sqs#"}


def make_app(emulator_url: str, faults: Faults) -> web.Application:
    """The proxy in front of the emulator."""
    app = web.Application(client_max_size=BODY_LIMIT)

    async def passed(request: web.Request) -> web.Response:
        service = service_of(request)
        kind = faults.take(service) if service else None
        if service and kind and kind != HANG:
            return refusal(service, kind, request)
        answer = await proxy.forward(request, emulator_url)
        if kind == HANG:
            await asyncio.sleep(NEVER)
        return answer

    app.cleanup_ctx.append(proxy.client_of)
    app.router.add_route("*", "/{path:.*}", passed)
    return app


def service_of(request: web.Request) -> str | None:
    """mail, store or queue; None for a service that never fails."""
    found = SCOPE.search(request.headers.get("Authorization", ""))
    return SERVICES.get(found[1]) if found else None


def refusal(service: str, kind: str, request: web.Request) -> web.Response:
    """The service's own words for a failure, in the protocol that the request speaks."""
    status, code, message = (FAILED if kind == FAIL else THROTTLED)[service]
    if "X-Amz-Target" in request.headers:
        body = {"__type": NAMESPACES[service] + code, "message": message}
        return web.Response(
            status=status, text=json.dumps(body), content_type="application/x-amz-json-1.0"
        )
    if request.path.startswith("/v2/"):
        code = "TooManyRequestsException" if kind != FAIL else "InternalServiceErrorException"
        return web.json_response(
            {"message": message},
            status=429 if kind != FAIL else status,
            headers={"x-amzn-ErrorType": code},
        )
    kind_of = "Sender" if status < 500 else "Receiver"
    text = (
        f"<ErrorResponse><Error><Type>{kind_of}</Type><Code>{code}</Code>"
        f"<Message>{message}</Message></Error><RequestId>0</RequestId></ErrorResponse>"
    )
    return web.Response(status=status, text=text, content_type="text/xml")
