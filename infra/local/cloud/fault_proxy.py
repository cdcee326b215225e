"""AWS as the functions see it: the emulator behind a proxy that makes requests fail on demand, and
notes which function asked for what.

The service is read from the credential's scope in the signature. Requests pass byte for byte, so
that their signatures stay valid.
"""

from __future__ import annotations

import asyncio
import json

from aiohttp import web

from infra.local import proxy
from infra.local.cloud import rights
from infra.local.faults import FAIL, HANG, NEVER, Faults

BODY_LIMIT = 32 * 1024 * 1024
INBOX, FORM = "/inbox/", "multipart/form-data"
Asked = set[tuple[str, str, str]]  # a function, an action, and what it is about
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


def make_app(
    emulator_url: str, faults: Faults, asked: Asked, came: asyncio.Event | None = None
) -> web.Application:
    """The proxy in front of the emulator. `came` is set when a file may have come to an inbox: put
    there by a function, or sent by a browser's form."""
    app = web.Application(client_max_size=BODY_LIMIT)

    async def passed(request: web.Request) -> web.Response:
        asked.update(await rights.of_request(request))
        service = SERVICES.get(rights.service_of(request))
        kind = faults.take(service) if service else None
        if service and kind and kind != HANG:
            return refusal(service, kind, request)
        answer = await proxy.forward(request, emulator_url)
        if came and (INBOX in request.path or request.content_type == FORM):
            came.set()
        if kind == HANG:
            await asyncio.sleep(NEVER)
        return answer

    app.cleanup_ctx.append(proxy.client_of)
    app.router.add_route("*", "/{path:.*}", passed)
    return app


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
