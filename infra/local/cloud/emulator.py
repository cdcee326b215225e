"""Runs the embedded AWS in its own environment, and stops it gently so that it saves its state."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

from infra.local.settings import REGION, CannotRunError, StageSettings, emulator_python

READY_WITHIN = 30.0
STOPPED_WITHIN = 15.0
LOG_LIMIT = 20_000_000  # bytes; beyond that the log starts anew


class Emulator:
    """One ministack process and its workers."""

    def __init__(self, settings: StageSettings) -> None:
        self._settings = settings
        self._process: subprocess.Popen[bytes] | None = None
        self.log = settings.state_dir / "emulator.log"

    def start(self) -> None:
        """Starts it in a session of its own, so that Ctrl-C reaches only the launcher."""
        python = emulator_python()
        if not python.exists():
            raise CannotRunError("The emulator is not installed yet: start with `make run`.")
        _follow_port(self._settings)
        tmp = self._settings.state_dir / "tmp"
        shutil.rmtree(tmp, ignore_errors=True)
        tmp.mkdir(parents=True)
        main = Path(__file__).with_name("emulator_main.py")
        with self._open_log() as log:
            self._process = subprocess.Popen(
                [python, "-P", main, str(os.getpid())],
                env=self._environment(tmp),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _open_log(self) -> IO[bytes]:
        if self.log.exists() and self.log.stat().st_size > LOG_LIMIT:
            self.log.unlink()
        return self.log.open("ab")

    def _environment(self, tmp: Path) -> dict[str, str]:
        """Only what it needs, for functions inherit it: nothing of whoever runs the stage."""
        settings = self._settings
        return {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": str(tmp),
            "LANG": "C.UTF-8",
            "TZ": "UTC",
            "TMPDIR": str(tmp),
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(settings.emulator_port),
            "MINISTACK_REGION": REGION,
            "PERSIST_STATE": "1",
            "STATE_DIR": str(settings.state_dir / "aws"),
            "S3_PERSIST": "1",
            "S3_DATA_DIR": str(settings.state_dir / "s3"),
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
            "AUTH": "true" if settings.auth else "false",
            "AWS_ACCESS_KEY_ID": "test",
            "AWS_SECRET_ACCESS_KEY": "test",
        }

    def wait_ready(self) -> None:
        """Waits until it answers; CannotRunError if it does not."""
        deadline = time.monotonic() + READY_WITHIN
        while time.monotonic() < deadline:
            if not self.running():
                break
            try:
                url = f"{self._settings.emulator_url}/_ministack/health"
                with urllib.request.urlopen(url, timeout=2):  # noqa: S310
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.05)
        raise CannotRunError(f"The embedded AWS did not start; {self.log} says why.")

    def running(self) -> bool:
        """Whether the process is alive."""
        return self._process is not None and self._process.poll() is None

    def stop(self) -> None:
        """Stops it gently, and whatever is left of its session by force."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(STOPPED_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)


def _follow_port(settings: StageSettings) -> None:
    """A queue's address contains the port it was created under, and is not found under another:
    when a stage has moved, its saved state is moved too."""
    mark = settings.state_dir / "emulator-port"
    before = mark.read_text("utf-8") if mark.exists() else str(settings.emulator_port)
    if before != str(settings.emulator_port):
        for file in (settings.state_dir / "aws").glob("*.json"):
            text = file.read_text("utf-8")
            new = text.replace(f"//localhost:{before}/", f"//localhost:{settings.emulator_port}/")
            file.write_text(new, "utf-8")
    mark.write_text(str(settings.emulator_port), "utf-8")
