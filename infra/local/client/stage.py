"""A whole stage for tests, started and stopped as people do: on free ports, in its own folder."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar
from urllib.parse import quote

from infra.local.client.gateways import Gateways
from infra.local.client.http import Answer, Requests, StageError
from infra.local.client.telephones import Telephones
from infra.local.settings import ROOT, StageSettings

__all__ = ["Answer", "Stage", "StageError", "free_ports", "running", "start", "stop"]

READY_WITHIN = 180.0  # seconds; the first build downloads the dependencies
STOPPED_WITHIN = 30.0
POLL = 0.1

T = TypeVar("T")


class Stage:
    """A running stage and what tests do with it: requests by `http`, calls by `phones`, texts
    through SMS gateways by `gateways`."""

    def __init__(self, settings: StageSettings, process: subprocess.Popen[bytes]) -> None:
        self.http = Requests(settings.base_url)
        self.phones = Telephones(self.http)
        self.gateways = Gateways(self.http)
        self.settings = settings
        self.process = process

    # --- what people and the provider do

    def sms(self, sender: str, body: str, **more: Any) -> dict[str, Any]:
        """A citizen writes; `more`: to, media. Returns sid, status, http_status, error, replies."""
        answer: dict[str, Any] = self.http.call(
            "/local/api/sms", **{"from": sender}, body=body, **more
        )
        return answer

    def thread(self, number: str) -> list[dict[str, Any]]:
        """All messages from and to a number, oldest first."""
        return list(self.http.get(f"/local/api/sms?number={quote(number, safe='')}").json())

    def mail(self, to: str = "") -> list[dict[str, Any]]:
        """The mailbox, newest first."""
        query = f"?to={quote(to, safe='')}" if to else ""
        return list(self.http.get(f"/local/api/mail{query}").json())

    def fate(
        self, sid: str, status: str, error: str | None = None, times: int = 1
    ) -> dict[str, Any]:
        """Sends this delivery receipt for a message now."""
        path = f"/local/api/sms/{sid}/fate"
        return dict(self.http.call(path, status=status, error=error, times=times))

    def fates(
        self, number: str, status: str, error: str | None = None, times: int = 1
    ) -> dict[str, Any]:
        """Decides how all later messages to a number end, and how often each receipt comes."""
        said = {"number": number, "status": status, "error": error, "times": times}
        return dict(self.http.call("/local/api/fates", **said))

    def replay(self, sid: str, **more: Any) -> dict[str, Any]:
        """The provider repeats its last webhook about a message or a call; for a call also
        what="status" or what="recording"."""
        return dict(self.http.call(f"/local/api/replay/{sid}", **more))

    # --- the stage itself

    def clock(self, **move: Any) -> dict[str, Any]:
        """Reads the clock, or moves it: now="2017-01-16T07:00", plus="3d4h", reset=True."""
        if not move:
            return dict(self.http.get("/local/api/clock").json())
        return dict(self.http.call("/local/api/clock", **move))

    def run(self, schedule: str) -> Any:
        """Fires a schedule and waits for it; returns what the function returned."""
        return self.http.call(f"/local/api/run/{schedule}")

    def faults(self, service: str, kind: str = "fail", count: int = 1) -> dict[str, Any]:
        """Makes the next requests to a service go wrong; count=0 takes back what is left."""
        return dict(self.http.call("/local/api/faults", service=service, kind=kind, count=count))

    def scan(self, file: str, verdict: str) -> dict[str, Any]:
        """What the scan finds in a file, by its id: clean, infected, unsupported, denied,
        failed."""
        return dict(self.http.call(f"/local/api/scan/{file}", verdict=verdict))

    def balance(self, amount: str) -> dict[str, Any]:
        """Sets what money is left at the provider: "4.20"."""
        return dict(self.http.call("/local/api/balance", amount=amount))

    def asked(self) -> set[tuple[str, str, str]]:
        """What each function has asked of AWS: (function, action, what about)."""
        return {(who, do, on) for who, do, on in self.http.get("/local/api/asked").json()}

    def logs(self) -> str:
        """What the functions logged, to be shown when a test fails."""
        return self.http.get("/local/api/logs").text

    @staticmethod
    def until(look: Callable[[], T], within: float = 20.0) -> T:
        """Looks until it sees something true, and returns that; AssertionError if it never does."""
        deadline = time.monotonic() + within
        while not (seen := look()):
            if time.monotonic() > deadline:
                raise AssertionError(f"not seen within {within} seconds; the last look: {seen!r}")
            time.sleep(POLL)
        return seen


@contextlib.contextmanager
def running(state_dir: Path | None = None, env: Mapping[str, str] | None = None) -> Iterator[Stage]:
    """Runs a stage on free ports and stops it gently; only a folder that was given is kept."""
    with contextlib.ExitStack() as stack:
        if state_dir is None:
            state_dir = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="hotline-")))
        stage = start(state_dir, env=env)
        try:
            yield stage
        finally:
            stop(stage)


def start(
    state_dir: Path, ports: tuple[int, int] | None = None, env: Mapping[str, str] | None = None
) -> Stage:
    """Starts a stage and waits until it answers; StageError with what it said if it does not."""
    port, emulator = ports or free_ports()
    settings = StageSettings(port=port, emulator_port=emulator, state_dir=state_dir)
    state_dir.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "infra.local", "--port", str(port)]
    command += ["--emulator-port", str(emulator), "--state-dir", str(state_dir)]
    with (state_dir / "launcher.log").open("ab") as log:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **(env or {})},
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    stage = Stage(settings, process)
    try:
        _wait_ready(stage)
    except BaseException:
        stop(stage)
        raise
    return stage


def stop(stage: Stage, how: signal.Signals = signal.SIGTERM) -> int:
    """Stops a stage; its exit code."""
    if stage.process.poll() is None:
        stage.process.send_signal(how)
    try:
        return stage.process.wait(STOPPED_WITHIN)
    except subprocess.TimeoutExpired:
        stage.process.kill()
        return stage.process.wait()


def free_ports() -> tuple[int, int]:
    """A free port for the switchboard, and one for the emulator that has a free one after it."""
    while True:
        with socket.socket() as first, socket.socket() as second, socket.socket() as third:
            first.bind(("127.0.0.1", 0))
            second.bind(("127.0.0.1", 0))
            emulator = second.getsockname()[1]
            try:
                third.bind(("127.0.0.1", emulator + 1))
            except OSError:
                continue
            return first.getsockname()[1], emulator


def _wait_ready(stage: Stage) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while stage.process.poll() is None and time.monotonic() < deadline:
        with contextlib.suppress(OSError):
            if stage.http.get("/healthz").status == 200:
                return
        time.sleep(POLL)
    said = (stage.settings.state_dir / "launcher.log").read_text("utf-8", "replace")
    raise StageError(f"The stage did not start. It said: {said[-2000:]}")
