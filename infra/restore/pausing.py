"""Whether a stage works by itself: its schedules, and the queues that its functions read."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from infra.restore.places import CannotRestoreError

RULE, MAPPING = "AWS::Events::Rule", "AWS::Lambda::EventSourceMapping"
SETTLED_WITHIN = 180.0  # seconds; AWS takes a while to stop reading a queue
POLL = 1.0


@dataclass(frozen=True, slots=True)
class Worker:
    """What starts a function by itself. `name` is the function's in the template, in small
    letters: `sweep`, `dispatch`."""

    name: str
    is_on: Callable[[], bool]
    turn: Callable[[bool], Any]


def workers(session: Any, stack: str) -> list[Worker]:
    """Everything in a stack that starts a function by itself."""
    pages = (
        session.client("cloudformation")
        .get_paginator("list_stack_resources")
        .paginate(StackName=stack)
    )
    found = [one for page in pages for one in page["StackResourceSummaries"]]
    functions = {
        one["LogicalResourceId"] for one in found if one["ResourceType"] == "AWS::Lambda::Function"
    }
    made: list[Worker] = []
    for one in found:
        logical, physical = one["LogicalResourceId"], one["PhysicalResourceId"]
        name = max((f for f in functions if logical.startswith(f)), key=len, default="").lower()
        if name and one["ResourceType"] == RULE:
            made.append(_schedule(session.client("events"), name, physical))
        elif name and one["ResourceType"] == MAPPING:
            made.append(_reader(session.client("lambda"), name, physical))
    return made


def _schedule(events: Any, name: str, rule: str) -> Worker:
    rule = rule.rpartition("/")[2]

    def turn(on: bool) -> None:
        (events.enable_rule if on else events.disable_rule)(Name=rule)

    return Worker(name, lambda: events.describe_rule(Name=rule)["State"] == "ENABLED", turn)


def _reader(functions: Any, name: str, mapping: str) -> Worker:
    def is_on() -> bool:
        return bool(functions.get_event_source_mapping(UUID=mapping)["State"] != "Disabled")

    def turn(on: bool) -> None:
        functions.update_event_source_mapping(UUID=mapping, Enabled=on)

    return Worker(name, is_on, turn)


def pause(session: Any, stack: str) -> list[str]:
    """Nothing works by itself any more; pages and webhooks still answer. The names."""
    return _turn(workers(session, stack), on=False)


def resume(session: Any, stack: str, names: Iterable[str] = ()) -> list[str]:
    """These work again, all if none is named; what works now."""
    there, wanted = workers(session, stack), set(names)
    unknown = wanted - {worker.name for worker in there}
    if unknown:
        raise CannotRestoreError(f"{stack} has no {', '.join(sorted(unknown))}.")
    return _turn([w for w in there if not wanted or w.name in wanted], on=True)


def _turn(found: list[Worker], *, on: bool) -> list[str]:
    turned = [worker for worker in found if worker.is_on() != on]
    for worker in turned:
        worker.turn(on)
    deadline = time.monotonic() + SETTLED_WITHIN
    while left := [worker.name for worker in turned if worker.is_on() != on]:
        if time.monotonic() > deadline:
            raise CannotRestoreError(f"{', '.join(left)} did not follow in time; try again.")
        time.sleep(POLL)
    return sorted(worker.name for worker in found)


def refuse_unless_paused(session: Any, stack: str) -> None:
    """Raises CannotRestoreError while anything works by itself."""
    on = sorted(worker.name for worker in workers(session, stack) if worker.is_on())
    if on:
        raise CannotRestoreError(
            f"{stack} is working ({', '.join(on)}): it would send what is half restored. "
            "Pause it first."
        )
