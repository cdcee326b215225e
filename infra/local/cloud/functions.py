"""The functions on the emulator: fires their schedules, reads their logs."""

from __future__ import annotations

import json
import uuid
from datetime import UTC, datetime
from typing import Any

from infra.local.clock import Clock
from infra.local.cloud.stack import client
from infra.local.settings import REGION, STACK, StageSettings

FUNCTION, RULE = "AWS::Lambda::Function", "AWS::Events::Rule"
LOG_LINES_SHOWN = 2000
LONGEST = 140  # seconds; a function has 120
BY_EVENTS = ("Files",)  # what a rule calls when something happens, not by the clock
NOISE = ("START ", "END ", "REPORT ")


class NoScheduleError(Exception):
    """The stack has no such schedule."""


class RunFailedError(Exception):
    """The function raised."""


class Schedules:
    """The schedules of the stack, by the names that app.py gives them."""

    def __init__(self, settings: StageSettings, clock: Clock) -> None:
        self._settings = settings
        self._clock = clock

    def names(self) -> list[str]:
        """The names of all schedules."""
        return sorted(self._functions())

    def run(self, name: str) -> Any:
        """Fires a schedule and waits for it; what the function returned.

        NoScheduleError, RunFailedError.
        """
        functions = self._functions()
        if name not in functions:
            raise NoScheduleError(f"no schedule {name!r}; there are {', '.join(sorted(functions))}")
        # Asked once: a second try would be a second run beside the first.
        answer = client(self._settings, "lambda", patience=LONGEST, retries=0).invoke(
            FunctionName=functions[name], Payload=json.dumps(self._event(name))
        )
        payload = json.loads(answer["Payload"].read() or "null")
        if answer.get("FunctionError"):
            raise RunFailedError(f"{name} failed: {json.dumps(payload, ensure_ascii=False)[:2000]}")
        return payload

    def _functions(self) -> dict[str, str]:
        """The function behind each schedule: the template names a rule after its function."""
        resources = client(self._settings, "cloudformation").describe_stack_resources(
            StackName=STACK
        )
        found = resources["StackResources"]
        rules = [
            r["LogicalResourceId"]
            for r in found
            if r["ResourceType"] == RULE and not r["LogicalResourceId"].startswith(BY_EVENTS)
        ]
        return {
            r["LogicalResourceId"].lower(): r["PhysicalResourceId"]
            for r in found
            if r["ResourceType"] == FUNCTION
            and any(rule.startswith(r["LogicalResourceId"]) for rule in rules)
        }

    def _event(self, name: str) -> dict[str, Any]:
        """An event as EventBridge sends it."""
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


def log_lines(settings: StageSettings) -> str:
    """The last lines that the functions logged."""
    logs = client(settings, "logs")
    lines: list[tuple[int, str, str]] = []
    for group in logs.describe_log_groups(logGroupNamePrefix="/hotline/")["logGroups"]:
        name = group["logGroupName"]
        lines += [
            (event["timestamp"], name, event["message"].rstrip())
            for event in logs.filter_log_events(logGroupName=name, limit=10_000)["events"]
            if not event["message"].startswith(NOISE)
        ]
    return "\n".join(
        f"{datetime.fromtimestamp(at / 1000, UTC):%H:%M:%S} {name} {message}"
        for at, name, message in sorted(lines)[-LOG_LINES_SHOWN:]
    )
