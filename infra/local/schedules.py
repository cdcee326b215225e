"""Fires a schedule now and waits for its end."""

from __future__ import annotations

import asyncio
import json
import uuid
from typing import Any

from aiohttp import web

from infra.local.clock import Clock
from infra.local.json_api import ApiError, NotFoundError
from infra.local.place import REGION, STACK, Place
from infra.local.stack import client

FUNCTION, RULE = "AWS::Lambda::Function", "AWS::Events::Rule"


class RunFailedError(ApiError):
    """The function raised."""

    status = 500


class Schedules:
    """The schedules of the stack, by the names that app.py gives them."""

    def __init__(self, place: Place, clock: Clock) -> None:
        self._place = place
        self._clock = clock

    def names(self) -> list[str]:
        """What can be fired."""
        return sorted(self._functions())

    def run(self, name: str) -> Any:
        """Fires one; what it returned. NotFoundError, RunFailedError."""
        functions = self._functions()
        if name not in functions:
            raise NotFoundError(f"no schedule {name!r}; there are {', '.join(sorted(functions))}")
        answer = client(self._place, "lambda").invoke(
            FunctionName=functions[name], Payload=json.dumps(self._event(name))
        )
        payload = json.loads(answer["Payload"].read() or "null")
        if answer.get("FunctionError"):
            raise RunFailedError(f"{name} failed: {json.dumps(payload, ensure_ascii=False)[:2000]}")
        return payload

    def _functions(self) -> dict[str, str]:
        """The function of each schedule: a rule of the template is named after its function."""
        resources = client(self._place, "cloudformation").describe_stack_resources(StackName=STACK)
        found = resources["StackResources"]
        rules = [r["LogicalResourceId"] for r in found if r["ResourceType"] == RULE]
        return {
            r["LogicalResourceId"].lower(): r["PhysicalResourceId"]
            for r in found
            if r["ResourceType"] == FUNCTION
            and any(rule.startswith(r["LogicalResourceId"]) for rule in rules)
        }

    def _event(self, name: str) -> dict[str, Any]:
        """As EventBridge writes it."""
        return {
            "version": "0",
            "id": str(uuid.uuid4()),
            "detail-type": "Scheduled Event",
            "source": "aws.events",
            "account": "000000000000",
            "time": self._clock.now().isoformat(timespec="seconds"),
            "region": REGION,
            "resources": [f"arn:aws:events:{REGION}:000000000000:rule/{name}"],
            "detail": {},
        }


def add(app: web.Application, schedules: Schedules) -> None:
    """POST /local/api/run/{schedule}"""

    async def run(request: web.Request) -> web.Response:
        name = request.match_info["schedule"]
        return web.json_response(await asyncio.to_thread(schedules.run, name))

    app.router.add_post("/local/api/run/{schedule}", run)
