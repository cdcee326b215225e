"""Thousands of matters whose rung is due in the same minute: each fires once, however many runs it
takes, and each run ends inside its limit."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from infra.local.client.stage import Stage
from infra.local.cloud.stack import STACK, client
from tests.support import people

RECEIVED, DUE = "2026-06-08T09:00:00", "2026-06-11T08:00:05"  # Monday; due on Thursday
LIMIT = 120  # seconds, of the function


@dataclass(frozen=True)
class Run:
    """One run: how long it took, how many cases it told of, in how many mails and texts."""

    seconds: float
    cases: int
    said: int
    mails: int
    stuck: int


def late(stage: Stage, number: int) -> tuple[str, ...]:
    """So many matters like one that has just come in; their codes."""
    stage.clock(now=RECEIVED)
    matter = people.text(
        stage,
        "+84915700001",
        "Tôi là Lý Thị Hoa, số 2 Phai Vệ, phường Đông Kinh, 0915 700 001. Đèn đường hỏng.",
    )
    plain = matter.code.replace(" ", "")
    head = next(
        r
        for r in people.rows(stage, "CasesTableName")
        if r["pk"]["S"] == f"case#{plain}" and r["sk"]["S"] == "head"
    )
    written = json.dumps(head)
    codes = tuple(f"{200_000_000 + n}" for n in range(number))
    _write(stage, [json.loads(written.replace(plain, code)) for code in codes])
    return codes


def _write(stage: Stage, items: list[dict[str, Any]]) -> None:
    outputs = client(stage.settings, "cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    name = next(
        o["OutputValue"] for o in outputs[0]["Outputs"] if o["OutputKey"] == "CasesTableName"
    )
    database = client(stage.settings, "dynamodb")
    for n in range(0, len(items), 25):
        puts = [{"PutRequest": {"Item": item}} for item in items[n : n + 25]]
        left = database.batch_write_item(RequestItems={name: puts})["UnprocessedItems"]
        assert not left


def runs(stage: Stage) -> Iterator[Run]:
    """Runs of the ladder at the moment when all are due, until none is left."""
    stage.clock(now=DUE)
    while True:
        began = time.monotonic()
        found = stage.run("escalate")
        run = Run(
            seconds=time.monotonic() - began,
            cases=found["cases"],
            said=found["said"],
            mails=found["mails"],
            stuck=found["stuck"],
        )
        if not run.cases:
            return
        yield run


def fired(stage: Stage, codes: tuple[str, ...]) -> list[int]:
    """How often each of them was reminded."""
    reminded = [
        row["pk"]["S"].removeprefix("case#")
        for row in people.rows(stage, "CasesTableName")
        if row["cls"]["S"] == "event" and "reminded" in json.dumps(row)
    ]
    wanted = set(codes)
    times = dict.fromkeys(codes, 0)
    for code in reminded:
        if code in wanted:
            times[code] += 1
    return list(times.values())
