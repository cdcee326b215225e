"""A modem at gammu-smsd (files backend) as a gateway: docs/gateways/modem.md.

    python3 -m gateways.modem received FILE…   RunOnReceive of gammu-smsdrc
    python3 -m gateways.modem sent FILE…       RunOnSent
    python3 -m gateways.modem failed FILE…     RunOnFailure
    python3 -m gateways.modem serve            tells the hotline, and takes texts to be sent

gammu-smsd waits for its hooks and may run one twice: they only lay a file into the spool, and say
of a text the same id each time.

https://docs.gammu.org/smsd/run.html · https://docs.gammu.org/smsd/files.html
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from standardwebhooks import Webhook

from . import spool

NUMBER = re.compile(r"\+\d{8,15}")
IN = re.compile(r"IN(\d{8}_\d{6})_")  # how gammu-smsd names what came in, in the machine's own time
WRITTEN = re.compile(r"Written message with ID (\S+)")
OVER = {"Delivered": "text.delivered", "Failed": "text.failed"}  # the words of a network's report


def received(env: Mapping[str, str], files: Sequence[str]) -> None:
    """A text in all its parts, or the network's report about one of ours."""
    number, decoded = env["SMS_1_NUMBER"], int(env.get("DECODED_PARTS") or 0)
    name, parts = ("DECODED", decoded) if decoded else ("SMS", int(env["SMS_MESSAGES"]))
    text = "".join(env.get(f"{name}_{n}_TEXT", "") for n in range(1, parts + 1))
    ours = [path for path in spool.waiting("out") if spool.read(path)["to"] == number]
    if ours and text in OVER and "SMS_1_REFERENCE" in env:
        spool.lay(OVER[text], {"id": spool.read(ours[0])["id"], "error": "unreachable"})
        ours[0].unlink()
    else:
        spool.lay("text.received", _came(number, text, sorted(Path(file).name for file in files)))


def _came(number: str, text: str, files: Sequence[str]) -> dict[str, Any]:
    """A text that came in. Its files tell it from another of the same words, and when it came."""
    unique = hashlib.sha256(" ".join(files or [number, text, str(time.time())]).encode())
    said = {"id": unique.hexdigest()[:32], "from": number, "text": text}
    at = IN.match(files[0]) if files else None
    if at:
        came_at = datetime.strptime(at[1], "%Y%m%d_%H%M%S").astimezone()
        said["received_at"] = came_at.isoformat()
    return said


def handed(kind: str, files: Sequence[str]) -> None:
    """gammu-smsd has handed a text to the network, or has given it up."""
    for name in {Path(file).name for file in files}:
        ours = spool.folder("out") / name
        if ours.exists():
            spool.lay(kind, {"id": spool.read(ours)["id"], "error": "not sent"})
            if kind == "text.failed":
                ours.unlink()


def take(body: bytes, headers: Mapping[str, str]) -> tuple[int, Any]:
    """A text to be sent. One that is asked for twice is sent once."""
    try:
        said = Webhook(spool.SECRET).verify(body, dict(headers))
        data, kind = said["data"], said["type"]
        taken = spool.folder("taken") / hashlib.sha256(data["id"].encode()).hexdigest()
    except Exception:  # it raises whatever a strange header makes it stumble over
        return 403, {}
    if kind != "text.send" or not NUMBER.fullmatch(data["to"]):
        return 400, {"error": "unknown number"}
    if not taken.exists():
        name = _injected(data["to"], data["text"])
        if not name:
            return 503, {}
        taken.touch()
        spool.write(spool.folder("out") / name, {"id": data["id"], "to": data["to"]})
    return 200, {}


def _injected(to: str, text: str) -> str:
    """How gammu-smsd names the text that it is to send; "" if it does not take it."""
    accents = [] if text.isascii() else ["-unicode"]
    words = ["-report", "-len", str(len(text)), *accents, "-textutf8", text]
    command = ["gammu-smsd-inject", "TEXT", to, *words]
    done = subprocess.run(command, capture_output=True, text=True)  # noqa: S603
    found = WRITTEN.search(done.stdout + done.stderr)
    return Path(found[1]).name if found and not done.returncode else ""


def main(what: str = "serve", *files: str) -> None:
    if what == "received":
        received(os.environ, files)
    elif what in ("sent", "failed"):
        handed(f"text.{what}", files)
    else:
        spool.serve(take)


if __name__ == "__main__":
    main(*sys.argv[1:])
