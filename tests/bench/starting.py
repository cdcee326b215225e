"""What a cold start costs, against importing what every such function must import."""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
from urllib.parse import urlencode

from infra.local.settings import ROOT
from tests.support.deployment import CITIZEN, HOTLINE
from tests.support.gateway import ACCOUNT, FORM, request, sign

ROUNDS = 15

FLOOR = "import chalice.app, pynamodb.models"
APP = "import app"
SERVICES = "import app; from chalicelib import wiring; wiring.services()"
FIRST = "import app; assert app.app(json.load(sys.stdin), None)['statusCode'] == 200"
_TIMED = """
import json, sys, time
began = time.process_time()
{0}
print(time.process_time() - began)
"""


def medians() -> dict[str, float]:
    """Seconds of processor time in fresh interpreters, the floor and ours taking turns."""
    codes = (FLOOR, APP, SERVICES, FIRST)
    for code in codes:
        _seconds(code)  # so that every module is compiled
    rounds = [[_seconds(code) for code in codes] for _ in range(ROUNDS)]
    return dict(zip(codes, map(statistics.median, zip(*rounds, strict=True)), strict=True))


def _seconds(code: str) -> float:
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-c", _TIMED.format(code)],
        cwd=ROOT,
        env=_environment(),
        input=json.dumps(_message()),
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout.splitlines()[-1])


def _environment() -> dict[str, str]:
    """One in which the product is compiled beforehand like the libraries it stands on, whatever
    this one says of bytecode."""
    here = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**here, "PYTHONPYCACHEPREFIX": str(ROOT / ".build" / "bytecode")}


def _message() -> dict[str, object]:
    """A new message as API Gateway hands it over."""
    sid = "SM" + os.urandom(16).hex()
    fields = [
        *(("AccountSid", ACCOUNT), ("MessageSid", sid)),
        *(("From", CITIZEN), ("To", HOTLINE), ("Body", "Xin chào")),
    ]
    path = "/sms/incoming"
    event = request("POST", path, "", None)
    event["headers"] = {"Content-Type": FORM, "X-Twilio-Signature": sign(path, fields)}
    return {**event, "body": urlencode(fields), "isBase64Encoded": False}
