"""What the examples have in common: a folder of what the hotline is to be told, told signed and in
order until it is taken; and a small door."""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import requests
from standardwebhooks import Webhook

URL = os.environ.get("HOTLINE_URL", "")  # https://HOST/sms/gateway/NAME
SECRET = os.environ.get("HOTLINE_SECRET", "")  # whsec_…, the first of the gateway's keys
SPOOL = Path(os.environ.get("HOTLINE_SPOOL", "/var/spool/hotline"))
PORT = int(os.environ.get("HOTLINE_PORT", "8080"))  # for whatever ends TLS in front of it
ALIVE = 300  # seconds between two signs of life
PAUSE = 5  # seconds between two looks into the spool

Take = Callable[[bytes, Mapping[str, str]], tuple[int, Any]]  # body, headers → status, answer


def lay(kind: str, data: Mapping[str, Any]) -> None:
    """Lays into the spool what the hotline is to be told."""
    said = {"type": kind, "timestamp": datetime.now(UTC).isoformat(), "data": data}
    write(folder("in") / f"{time.time_ns()}-{os.getpid()}-{threading.get_ident()}", said)


def folder(name: str) -> Path:
    found = SPOOL / name
    found.mkdir(parents=True, exist_ok=True)
    return found


def waiting(name: str) -> list[Path]:
    """The oldest first."""
    return sorted(path for path in folder(name).iterdir() if not path.name.startswith("."))


def write(path: Path, said: Any) -> None:
    """Whole or not at all."""
    part = path.with_name(f".{path.name}")
    part.write_text(json.dumps(said, ensure_ascii=False), "utf-8")
    part.rename(path)


def read(path: Path) -> Any:
    return json.loads(path.read_text("utf-8"))


def post(said: Mapping[str, Any]) -> bool:
    """Tells the hotline. Whether it has taken it."""
    now, body = datetime.now(UTC), json.dumps(said, ensure_ascii=False)
    name = hashlib.sha256(body.encode()).hexdigest()[:32]
    headers = {
        "content-type": "application/json",
        "webhook-id": name,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": Webhook(SECRET).sign(name, now, body),
    }
    try:
        return requests.post(URL, data=body.encode(), headers=headers, timeout=20).ok
    except requests.RequestException:
        return False


def hand_on() -> None:
    """In the order in which it came, as far as the hotline takes it."""
    for path in waiting("in"):
        if not post(read(path)):
            return
        path.unlink()


def door(take: Take) -> type[BaseHTTPRequestHandler]:
    class Door(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            status, answer = take(body, {k.lower(): v for k, v in self.headers.items()})
            self.send_response(status)
            self.send_header("content-type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(answer).encode())

    return Door


def serve(take: Take) -> None:
    """Takes what is posted here, hands on what lies in the spool, and says that it is alive."""
    server = ThreadingHTTPServer(("127.0.0.1", PORT), door(take))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    said_so = float("-inf")
    while True:
        hand_on()
        if time.monotonic() - said_so > ALIVE and post({"type": "gateway.alive", "data": {}}):
            said_so = time.monotonic()
        time.sleep(PAUSE)
