"""`make bench-peer`: django-helpdesk's `escalate_tickets` beside our ladder, on the same numbers.

It goes into an environment of its own that is thrown away; nothing of it is a dependency.
"""

from __future__ import annotations

import contextlib
import io
import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

from tests.bench import escalation
from tests.bench.table import machine, table
from tests.support import embedded

PEER = "django-helpdesk==2.6.1"


def main() -> None:
    theirs = _theirs()
    with embedded.aws(), contextlib.redirect_stdout(io.StringIO()):
        ours = [run for run in escalation.runs() if not run.closed]
    print(machine(), f"; {PEER}, {theirs[0]['version']}, sqlite in memory\n", sep="")
    head = ["open", "due", "ours: requests", "examined", "theirs: queries", "examined", "time"]
    rows = [
        [
            run.open,
            run.cases,
            run.count.total,
            run.count.examined,
            peer["queries"],
            f"at least {peer['examined']}",
            f"{run.seconds / peer['seconds']:.1f}",
        ]
        for run, peer in zip(ours, theirs, strict=True)
    ]
    table("The ladder beside django-helpdesk", [head, *rows])
    print(f"Their query of what is due: {theirs[0]['plan']}.")
    print("time: ours, against the emulator over HTTP, as a ratio to theirs in the same run.")


def _theirs() -> list[dict[str, Any]]:
    with tempfile.TemporaryDirectory() as folder:
        venv.create(folder, with_pip=True)
        python = Path(folder) / "bin/python"
        pip = [python, "-m", "pip", "install", "-q", "--disable-pip-version-check", PEER]
        if subprocess.run(pip, stderr=subprocess.DEVNULL).returncode:  # noqa: S603
            sys.exit(f"{PEER} could not be installed here: nothing was compared.")
        script = Path(__file__).with_name("peer_django.py")
        done = subprocess.run(  # noqa: S603
            [python, script], stdout=subprocess.PIPE, check=True, text=True
        )
    return list(json.loads(done.stdout))


if __name__ == "__main__":
    main()
