"""Runs in the emulator's own environment: ministack, with snapshots and an eye on its parent.

ministack saves its state only when it is stopped gently. Here it is also saved a few seconds after
each change, and the process stops itself gently once its launcher is gone. And where it takes a
request for several parameters for one that names none, each of them is looked at, as AWS does:
https://docs.aws.amazon.com/systems-manager/latest/userguide/sysman-paramstore-access.html
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time
from typing import Any

import ministack.app as ministack
from ministack.core import iam_actions, iam_evaluator, persistence

PAUSE = 3.0  # seconds between snapshots
WATCH = 1.0  # seconds between checks of the parent

_changed = threading.Event()
_stopped = threading.Event()
_saving = threading.Lock()  # snapshots and the last save write the same files
_serve, _save_all = ministack.app, ministack.save_all
_resource_of, _enforce = iam_actions.extract_resource_arn, iam_evaluator.enforce
_MANY, _BETWEEN = "GetParameters", " "  # of a request about several; stands between their names


async def _app(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """The emulator, noting that a request may have changed something."""
    await _serve(scope, receive, send)
    if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD", "OPTIONS"):
        _changed.set()


def _snapshot() -> None:
    """Saves each service's state; what changes while it is copied is saved next time."""
    for name, get_state in ministack._build_persistence_save_dict().items():
        try:
            state = get_state()
        except RuntimeError:  # changed while it was copied
            _changed.set()
            continue
        if state is not None:
            persistence.save_state(name, state)


def _keep_snapshots() -> None:
    """Saves a little after each change, forever."""
    while True:
        _changed.wait()
        time.sleep(PAUSE)
        _changed.clear()
        with _saving:
            if not _stopped.is_set():  # what was saved at last is newer
                _snapshot()


def _save_at_last(services: dict[str, Any]) -> None:
    """What ministack does when it is stopped, once no snapshot is being written."""
    with _saving:
        _stopped.set()
        _save_all(services)


def _resources(service: str, *others: Any) -> str:
    """What a request is about, for `_each_allowed`."""
    *_, headers, body, _, region, account = others
    if service == "ssm" and headers.get("x-amz-target", "").endswith(f".{_MANY}"):
        names = json.loads(body).get("Names", ())
        return _BETWEEN.join(f"arn:aws:ssm:{region}:{account}:parameter{name}" for name in names)
    return str(_resource_of(service, *others))


def _each_allowed(key: str, action: str, *others: Any, resource_arn: str = "*", **more: Any) -> Any:
    """Why the request is refused; None if it is allowed on all that it is about."""
    about = resource_arn.split(_BETWEEN) if action == f"ssm:{_MANY}" else [resource_arn]
    looks = (_enforce(key, action, *others, resource_arn=one, **more) for one in about)
    return next(filter(None, looks), None)


def _watch_parent(parent: int) -> None:
    """Stops this process gently once its launcher is gone."""
    while os.getppid() == parent:
        time.sleep(WATCH)
    os.kill(os.getpid(), signal.SIGTERM)


def main() -> None:
    """Starts the emulator, with its settings in the environment and the launcher's id in argv."""
    parent = int(sys.argv.pop())
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    threading.Thread(target=_watch_parent, args=(parent,), daemon=True).start()
    threading.Thread(target=_keep_snapshots, daemon=True).start()
    ministack.app, ministack.save_all = _app, _save_at_last
    iam_actions.extract_resource_arn, iam_evaluator.enforce = _resources, _each_allowed
    ministack.main()


if __name__ == "__main__":
    main()
