"""A whole stage: the deployed thing on the embedded AWS, once for all tests that a process runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from infra.local.client.stage import Stage, running
from infra.local.settings import emulator_python


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """A stage on free ports, with its own folder; it lives as long as the tests.

    The emulator enforces each function's own policy, as AWS does.
    Every journey sets the clock first, and uses numbers and addresses of its own.
    """
    if not emulator_python().exists():
        pytest.fail("the embedded AWS is not installed: run `make test`")
    folder: Path = tmp_path_factory.mktemp("stage")
    with running(folder, env={"HOTLINE_EMULATOR_AUTH": "true"}) as stage:
        yield stage


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]):  # type: ignore[no-untyped-def]
    """Puts what the functions wrote beside a journey that failed."""
    report = yield
    stage = getattr(item, "funcargs", {}).get("stage")
    if report.when == "call" and report.failed and isinstance(stage, Stage):
        lines = stage.logs().splitlines()[-60:]
        report.sections.append(("what the functions wrote", "\n".join(lines)))
    return report
