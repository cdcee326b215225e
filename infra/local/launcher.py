"""Starts a local stage, watches over it, and stops it without losing or leaving anything behind."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import fcntl
import os
import shutil
import signal
import socket
import sys
from collections.abc import AsyncIterator, Iterator

import aiohttp
from aiohttp import web
from botocore.exceptions import BotoCoreError, ClientError

from infra.local.cloud import fault_proxy
from infra.local.cloud.build import build
from infra.local.cloud.emulator import Emulator
from infra.local.cloud.stack import Stack, first_settings
from infra.local.faults import Faults
from infra.local.settings import CannotRunError, StageSettings
from infra.local.switchboard import make_app

SPACE_TO_START, SPACE_TO_RUN = 60_000_000, 15_000_000  # bytes the disk must have left for the state
WATCH = 0.5


def run(settings: StageSettings) -> int:
    """Runs a stage until it is told to stop; the process's exit code."""
    try:
        with _folder(settings):
            _refuse_taken_ports(settings)
            asyncio.run(_run(settings))
    except CannotRunError as reason:
        return _complain(str(reason))
    except OSError as error:
        return _complain(_explained(error, settings))
    except (ClientError, BotoCoreError) as error:
        return _complain(f"The embedded AWS refused: {error}")
    except KeyboardInterrupt:
        return 130
    return 0


async def _run(settings: StageSettings) -> None:
    stopping = _stop_signals()
    emulator = Emulator(settings)
    work = asyncio.create_task(_serve(settings, emulator))
    stop = asyncio.create_task(stopping.wait())
    try:
        await asyncio.wait({work, stop}, return_when=asyncio.FIRST_COMPLETED)
        if work.done():
            work.result()
    finally:
        if not work.done():
            say("Stopping, and saving what is there …")
        work.cancel()
        with contextlib.suppress(asyncio.CancelledError, Exception):
            await work
        emulator.stop()


async def _serve(settings: StageSettings, emulator: Emulator) -> None:
    """Brings up a stage part by part, then watches over it."""
    say("Starting the embedded AWS and packaging the application …")
    emulator.start()
    folder, _ = await asyncio.gather(
        asyncio.to_thread(build), asyncio.to_thread(emulator.wait_ready)
    )
    broken, asked = Faults(), fault_proxy.Asked()
    async with _listening(
        fault_proxy.make_app(settings.emulator_url, broken, asked), settings.aws_port
    ):
        await asyncio.to_thread(lambda: Stack(settings, folder).deploy())
        await asyncio.to_thread(lambda: first_settings(settings))
        async with _listening(make_app(settings, broken, asked), settings.port):
            await _warm_up(settings)
            _greet(settings)
            while emulator.running():
                _refuse_full_disk(settings, SPACE_TO_RUN)
                await asyncio.sleep(WATCH)
    raise CannotRunError(f"The embedded AWS has stopped; {emulator.log} says why.")


@contextlib.asynccontextmanager
async def _listening(app: web.Application, port: int) -> AsyncIterator[None]:
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", port).start()
        yield
    finally:
        try:
            await app.shutdown()  # while it still listens: the product hears of calls that end
        finally:
            await runner.cleanup()


async def _warm_up(settings: StageSettings) -> None:
    """Starts the web function, so that the first person need not wait, and checks its answer."""
    async with (
        aiohttp.ClientSession() as client,
        client.get(f"{settings.base_url}/healthz") as answer,
    ):
        if answer.status != 200:
            said = (await answer.text())[:300]
            say(f"The product does not answer as it should ({answer.status}): {said}")


def _stop_signals() -> asyncio.Event:
    """Set by Ctrl-C, by a kill, or when the terminal goes away (but not under nohup)."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, stopping.set)
    if signal.getsignal(signal.SIGHUP) != signal.SIG_IGN:
        loop.add_signal_handler(signal.SIGHUP, stopping.set)
        if sys.stdin and sys.stdin.isatty():
            _stop_without_terminal(loop, stopping)
    return stopping


def _stop_without_terminal(loop: asyncio.AbstractEventLoop, stopping: asyncio.Event) -> None:
    """A terminal that closes signals only its first process; under `ssh` that is make, which just
    waits. So the terminal is looked for."""
    try:
        os.tcgetpgrp(sys.stdin.fileno())
    except OSError:
        stopping.set()
    else:
        loop.call_later(WATCH, _stop_without_terminal, loop, stopping)


@contextlib.contextmanager
def _folder(settings: StageSettings) -> Iterator[None]:
    """Holds the stage's folder for one launcher at a time, if the disk has room."""
    settings.state_dir.mkdir(parents=True, exist_ok=True, mode=0o700)
    _refuse_full_disk(settings, SPACE_TO_START)
    with (settings.state_dir / "lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotRunError(
                f"Another hotline is running on {settings.state_dir}; stop it or set STATE_DIR."
            ) from None
        yield


def _refuse_full_disk(settings: StageSettings, needed: int) -> None:
    if shutil.disk_usage(settings.state_dir).free < needed:
        raise CannotRunError(f"The disk that holds {settings.state_dir} is full.")


def _refuse_taken_ports(settings: StageSettings) -> None:
    for port in (settings.port, settings.emulator_port, settings.aws_port):
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                raise CannotRunError(
                    f"Port {port} is taken: stop what uses it, or choose another, "
                    f"for example `PORT={settings.port + 10} make run`."
                ) from None


def _greet(settings: StageSettings) -> None:
    say(f"""
The hotline runs.
  Telephones, messages, mailbox, clock   {settings.base_url}/local/
  The product                            {settings.base_url}/
  Data                                   {settings.state_dir}
Ctrl-C stops it; the data stays.
""")


def _explained(error: OSError, settings: StageSettings) -> str:
    if error.errno == errno.ENOSPC:
        return f"The disk that holds {error.filename or settings.state_dir} is full."
    return f"The hotline cannot run here: {error}."


def _complain(sentence: str) -> int:
    with contextlib.suppress(OSError):
        sys.stderr.write(f"{sentence}\n")
    return 1


def say(text: str) -> None:
    """Tells the person at the terminal, if there is still one."""
    try:
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
    except OSError:  # the terminal is gone: what follows goes nowhere
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
