"""The scan for malware in the control API: what it finds in a file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from aiohttp import web

from infra.local.api.json_body import BadRequestError, body_of, text_in
from infra.local.scanner import VERDICTS, Scanner

FILE = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True, slots=True)
class ScansApi:
    """The handler of this route."""

    scanner: Scanner

    async def judge(self, request: web.Request) -> web.Response:
        """Says what the scan finds in a file, by its id: now, or once it comes."""
        file = request.match_info["file"]
        verdict = text_in(await body_of(request), "verdict", "clean")
        if not FILE.fullmatch(file):
            raise BadRequestError("the address ends with a file's id: 32 letters, 0 to 9, a to f")
        if verdict not in VERDICTS:
            raise BadRequestError(f"'verdict' must be one of {', '.join(VERDICTS)}")
        there = await self.scanner.judge(file, verdict)
        return web.json_response({"file": file, "verdict": verdict, "there": there})


def add(app: web.Application, scanner: Scanner) -> None:
    """Adds the route to the switchboard."""
    app.router.add_post("/local/api/scan/{file}", ScansApi(scanner).judge)
