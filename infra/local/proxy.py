"""Passes requests on byte for byte: from the switchboard to the product, from functions to AWS."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping

import aiohttp
from aiohttp import web
from multidict import CIMultiDict
from yarl import URL

from infra.local.settings import API_HOST

HOP_BY_HOP = frozenset(
    [
        "connection",
        "content-length",
        "keep-alive",
        "proxy-authenticate",
        "proxy-authorization",
        "te",
        "trailer",
        "transfer-encoding",
        "upgrade",
    ]
)
CLIENT = web.AppKey("client", aiohttp.ClientSession)
OWN_HEADERS = ("User-Agent", "Accept", "Accept-Encoding", "Content-Type")


async def client_of(app: web.Application) -> AsyncIterator[None]:
    """Gives an application a client that adds no headers of its own and unpacks nothing."""
    app[CLIENT] = aiohttp.ClientSession(
        auto_decompress=False,
        skip_auto_headers=OWN_HEADERS,
        cookie_jar=aiohttp.DummyCookieJar(),
        timeout=aiohttp.ClientTimeout(total=120, connect=5),
    )
    yield
    await app[CLIENT].close()


async def forward(request: web.Request, base: str, host: str | None = None) -> web.Response:
    """Sends a request on to `base` unchanged, and returns the answer unchanged.

    The path stays encoded as it was written; redirects are left to whoever asked.
    """
    headers = _passed_on(request.headers)
    if host:
        headers["Host"] = host
    url = URL(base + request.raw_path, encoded=True)
    body = await request.read()
    try:
        async with request.app[CLIENT].request(
            request.method, url, headers=headers, data=body, allow_redirects=False
        ) as answer:
            content = await answer.read()
            return web.Response(
                status=answer.status,
                reason=answer.reason,
                headers=_passed_on(answer.headers),
                body=content,
            )
    except (aiohttp.ClientError, TimeoutError):
        return web.json_response({"error": "the product did not answer"}, status=502)


async def to_product(request: web.Request, emulator_url: str) -> web.Response:
    """Sends a request to the product's API, under the API's own domain."""
    return await forward(request, emulator_url, API_HOST)


def _passed_on(headers: Mapping[str, str]) -> CIMultiDict[str]:
    kept: CIMultiDict[str] = CIMultiDict()
    for name, value in headers.items():
        if name.lower() not in HOP_BY_HOP:
            kept.add(name, value)
    return kept
