"""What each step of the workflow's table does: tests/data/steps.txt says it in full."""

from __future__ import annotations

from pathlib import Path

import pytest

from chalicelib.domain.case.workflow import Action, State
from tests.support.ways import account, every_way

FILE = Path(__file__).parents[2] / "data" / "steps.txt"


def accounts() -> dict[str, list[str]]:
    """By state and action, the indented lines below them."""
    found: dict[str, list[str]] = {}
    for line in FILE.read_text("utf-8").splitlines():
        if line.startswith("  "):
            found[list(found)[-1]].append(line.strip())
        elif line and not line.startswith("#"):
            found[line] = []
    return found


def test_every_step_has_its_account() -> None:
    assert [f"{state} {action}" for state, action in every_way()] == list(accounts())


@pytest.mark.parametrize("step", accounts())
def test_a_step_changes_writes_and_tells_what_its_account_says(step: str) -> None:
    state, action = step.split()
    assert account(every_way()[State(state), Action(action)]) == accounts()[step]
