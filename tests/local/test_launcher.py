"""Whoever starts a stage that cannot run reads one sentence, and no traceback."""

from __future__ import annotations

import fcntl
import shutil
import socket
from collections import namedtuple
from pathlib import Path

import pytest

from infra.local import launcher
from infra.local.client.stage import free_ports
from infra.local.settings import StageSettings


def settings(folder: Path, port: int = 0) -> StageSettings:
    free, emulator = free_ports()
    return StageSettings(port=port or free, emulator_port=emulator, state_dir=folder)


def one_sentence(capsys: pytest.CaptureFixture[str]) -> str:
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Traceback" not in said
    return said


def test_a_taken_port_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert launcher.run(settings(tmp_path, port)) == 1
    assert f"Port {port} is taken" in one_sentence(capsys)


def test_a_folder_in_use_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (tmp_path / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        assert launcher.run(settings(tmp_path)) == 1
    assert f"is running on {tmp_path}" in one_sentence(capsys)


def test_a_full_disk_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage(10, 10, 0))
    assert launcher.run(settings(tmp_path)) == 1
    assert "is full" in one_sentence(capsys)


def test_a_missing_emulator_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EMULATOR_VENV", str(tmp_path / "none"))
    assert launcher.run(settings(tmp_path)) == 1
    assert "make run" in one_sentence(capsys)


def test_a_folder_that_cannot_be_made_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    assert launcher.run(settings(Path("/proc/none"))) == 1
    assert "/proc/none" in one_sentence(capsys)
