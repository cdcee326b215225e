"""The emulator's saved state, and the environment that functions inherit from it."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.local.cloud.emulator import Emulator
from infra.local.settings import StageSettings


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Puts a script in place of the emulator's interpreter."""
    python = folder / "bin/python"
    python.parent.mkdir()
    python.write_text(f"#!/bin/sh\n{script}\n")
    python.chmod(0o755)
    monkeypatch.setenv("EMULATOR_VENV", str(folder))


def emulator_at(port: int, folder: Path) -> Emulator:
    return Emulator(StageSettings(port=port - 1, emulator_port=port, state_dir=folder))


def test_a_stage_that_moves_to_another_port_takes_its_queues_along(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, "exit 0", monkeypatch)
    saved = tmp_path / "aws/sqs.json"
    saved.parent.mkdir()
    saved.write_text('{"http://localhost:8001/0/notices": "localhost:8001"}')
    for port in (8001, 9001, 9001):
        emulator = emulator_at(port, tmp_path)
        emulator.start()
        emulator.stop()
    assert saved.read_text() == '{"http://localhost:9001/0/notices": "localhost:8001"}'


def test_functions_inherit_nothing_from_whoever_runs_the_stage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, f"env > {tmp_path}/seen", monkeypatch)
    monkeypatch.setenv("AWS_PROFILE", "own")
    monkeypatch.setenv("PYTHONPATH", "/own")
    emulator = emulator_at(8001, tmp_path)
    emulator.start()
    assert emulator._process
    emulator._process.wait(5)
    seen = (tmp_path / "seen").read_text()
    assert "BIND_HOST=127.0.0.1\n" in seen
    assert "own" not in seen
