"""Accounts of what the domain does, line by line, as files of tests/data keep them.

An account has a headline and indented lines below it. Whoever changes the domain writes them anew
(`python -m tests.support.accounts`) and looks at what has become another.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from chalicelib.authority import load
from chalicelib.domain.calls import result, taking_down, waking
from chalicelib.domain.calls.call import Call, Consent, Heard, Node
from chalicelib.domain.calls.reply import Reply
from chalicelib.domain.case import workflow
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.deadlines import board, digest, next_check, standing
from chalicelib.domain.todos.table import ROWS, TodoRow
from chalicelib.domain.transitions.change import Change
from tests.support.cases import AUTHORITY, CALENDAR, RECEIVED, at, climbed
from tests.support.ways import LED, account, every_way, planned, said, worded

DATA = Path(__file__).parents[1] / "data"
Accounts = dict[str, list[str]]

STEPS_HEAD = """\
# Each step of the workflow's table, taken on 17 January 2017 at 10:00 with a case of 9:00
# (tests/support/ways.py). Below it: what changes of the case and of an agency's share; + a line of
# the history; > who is told of what, by which medium, and the to-do of the link."""
STANDING_HEAD = """\
# How a case stands in each state: its row on the board, who has it, what the ladder says at the end
# of its terms and weeks later (+ a line of the history, > a message,
# = its words), and the chief's digest."""
TABLES_HEAD = """\
# Who may take which step, what it needs and where it leads; and of each to-do, when it is owed and
# open, whose it is, what it may ask for, and whether who the citizen is is shown."""
CALLS_HEAD = """\
# What each key, silence and speech lead to at each place of the three dialogues, and what is said
# there; what a second failure leads to stands behind the first."""


def steps() -> Accounts:
    return {f"{state} {action}": account(way) for (state, action), way in every_way().items()}


# --- how a case stands


def standings() -> Accounts:
    found: Accounts = {}
    for (_, action), way in every_way().items():
        file = way.after
        if file.case.state not in found and action not in LED:
            found[file.case.state] = [
                *_row(board.row_of(file)),
                f"held: {_held(standing.held(file, AUTHORITY))}",
                f"next check: {said(next_check.next_check(file, AUTHORITY, CALENDAR))}",
                *(line for moment in LATE for line in _rungs(climbed(file, moment), moment)),
                *_digest(file),
            ]
    return found


LATE = (at(17, 17), at(18, 7), at(20, 8), at(24, 16), at(28, 7, month=12))


def _row(row: board.Row) -> list[str]:
    values = {field.name: getattr(row, field.name) for field in dataclasses.fields(row)}
    if row.holder:
        values["holder"] = f"{row.holder.kind} {row.holder.id}".rstrip()
    values["running"] = "; ".join(map(_running, row.running))
    return [f"row {name}: {said(value)}" for name, value in values.items() if value]


def _running(clock: board.Running) -> str:
    return f"{clock.kind} {clock.of}".rstrip() + f" {said(clock.due_at)}"


def _held(held: standing.Held | None) -> str:
    return f"{', '.join(held.names)}, {held.todo} since {said(held.since)}" if held else "-"


def _rungs(change: Change | None, moment: datetime) -> list[str]:
    if change is None:
        return []
    lines = [f"at {moment:%d/%m %H:%M}"]
    lines += [f"+ {event.kind} {event.words['what']}" for event in change.events]
    lines += [f"> {planned(dataclasses.replace(plan, words={}))}" for plan in change.plans]
    return lines + list(dict.fromkeys(f"= {worded(plan.words)}" for plan in change.plans))


def _digest(file: CaseFile) -> list[str]:
    tally = digest.Tally()
    digest.count(tally, board.row_of(file), AUTHORITY, CALENDAR, at(20, 7))
    lines = digest.chief_lines(tally, AUTHORITY, ()).splitlines()
    return [f"digest: {line}" for line in lines if line]


# --- what a call is told

EARS: Mapping[str, Heard] = {
    "silence": Heard(),
    **{key: Heard(keys=key) for key in "0123456789*"},
    "a word": Heard(recorded=True, seconds=5),
    "three minutes": Heard(recorded=True, seconds=180),
    "a number": Heard(keys="0912345678"),
    "our number": Heard(keys="0886121666", ours=True),
    "a code": Heard(keys="123456784", known=True),
    "a machine": Heard(machine=True),
}
CALLERS: Mapping[str, Mapping[str, Any]] = {
    "": {"consent": Consent.RECORDED, "offered": "+84987654321", "code": "123456784"},
    "closed, hidden": {"open": False, "reachable": False, "consent": Consent.UNRECORDED},
    "closed, no messages": {"open": False, "messages": False, "contact": "+84987654321"},
    "tired": {"again": 6, "offered": "+84912345678", "stars": 1},
}
FIRSTS = ("", "silence", "wrong", "privacy", "again", "time_over")
WORDS = dict.fromkeys(("from", "until", "reason", "next_open", "asked", "state", "due"), "…")
LANGSON = load("langson")
Hears = Callable[[Call, Heard], Call]
Says = Callable[[Call], Reply]
DIALOGUES: tuple[tuple[Hears, Says], ...] = (
    (taking_down.heard, lambda call: taking_down.reply(call, LANGSON, WORDS)),
    (result.heard, lambda call: result.reply(call, LANGSON, "Đèn đã sáng.")),
    (waking.heard, lambda call: waking.reply(call, LANGSON)),
)
_FIRST_OF_OTHERS = (Node.KNOCK, Node.WAKE)


def calls() -> Accounts:
    nodes = list(Node)
    first, second = map(nodes.index, _FIRST_OF_OTHERS)
    parts = (nodes[:first], nodes[first:second], nodes[second:])
    found: Accounts = {}
    for (heard, reply), part in zip(DIALOGUES, parts, strict=True):
        for node in part:
            for caller, values in CALLERS.items():
                name = f"{node} ({caller})" if caller else node.value
                found[name] = _place(_call(node, values), heard, reply)
    return found


def _call(node: Node, values: Mapping[str, Any]) -> Call:
    base: dict[str, Any] = {
        "id": "CA1",
        "authority": "langson",
        "line": "chu-tich",
        "number": "+84987654321",
    }
    base |= {"began_at": RECEIVED, "at": node, "about": "123456784"}
    return Call(**{**base, **values})


def _place(call: Call, heard: Hears, reply: Says) -> list[str]:
    lines = [f"waits: {reply(call).wait}"]
    spoken: dict[str, list[str]] = {}
    for first in FIRSTS:
        texts = " | ".join(u.text[:24] for u in reply(dataclasses.replace(call, first=first)).says)
        spoken.setdefault(texts, []).append(first or "at first")
    lines += [f"says {', '.join(firsts)}: {texts}" for texts, firsts in spoken.items()]
    led: dict[str, list[str]] = {}
    for name, ear in EARS.items():
        once = heard(call, ear)
        led.setdefault(f"{_turned(call, once)}; {_turned(once, heard(once, ear))}", []).append(name)
    return lines + [f"{', '.join(names)} -> {where}" for where, names in led.items()]


def _turned(before: Call, after: Call) -> str:
    changed = (
        f"{field.name} {said(getattr(after, field.name)) or '-'}"
        for field in dataclasses.fields(after)
        if getattr(after, field.name) != getattr(before, field.name)
    )
    return ", ".join(changed)


# --- the tables that everything else goes by


def tables() -> Accounts:
    steps = [_step(step) for step in workflow.STEPS]
    return {"workflow": steps, **{f"to-do {todo}": _todo(row) for todo, row in ROWS.items()}}


def _step(step: workflow.Step) -> str:
    needs = f", needs {', '.join(step.needs)}" if step.needs else ""
    return f"{step.state} {step.action} by {step.by} -> {step.to}{needs}"


def _todo(row: TodoRow) -> list[str]:
    every = ((field.name, getattr(row, field.name)) for field in dataclasses.fields(row))
    return [f"{name}: {_listed(value)}" for name, value in every if value]


def _listed(value: object) -> str:
    return ", ".join(sorted(value)) if isinstance(value, frozenset) else str(value)


# --- the files

FILES: Mapping[str, tuple[str, Callable[[], Accounts]]] = {
    "steps.txt": (STEPS_HEAD, steps),
    "standing.txt": (STANDING_HEAD, standings),
    "calls.txt": (CALLS_HEAD, calls),
    "tables.txt": (TABLES_HEAD, tables),
}


def made(name: str) -> Accounts:
    """The accounts as they are now."""
    _, tell = FILES[name]
    return {headline: [line.rstrip() for line in lines] for headline, lines in tell().items()}


def known(name: str) -> Accounts:
    """The accounts that a file keeps."""
    found: Accounts = {}
    for line in (DATA / name).read_text("utf-8").splitlines():
        if line.startswith("  "):
            found[list(found)[-1]].append(line.removeprefix("  "))
        elif line and not line.startswith("#"):
            found[line] = []
    return found


def _text(head: str, found: Accounts) -> Iterable[str]:
    yield head
    for name, lines in found.items():
        yield ""
        yield name
        yield from (f"  {line}" for line in lines)


def write() -> None:
    for name, (head, _) in FILES.items():
        (DATA / name).write_text("\n".join(_text(head, made(name))) + "\n", "utf-8")


if __name__ == "__main__":
    write()
