"""What goes to AWS for a machine like this one, unpacked, and run as Lambda does it: on its own
libraries alone, on a disk that cannot be written."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import zipfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from infra.local.cloud.build import build
from infra.local.cloud.layer import PACKAGES
from infra.package import FUNCTION, LAYER
from tests.support.deployment import HOTLINE
from tests.support.gateway import ACCOUNT, FORM, Pairs, request, sign
from tests.support.text_gateways import PHONE, WEBHOOK, received, signed, signed_webhook
from tests.support.world import COMPLETE

SETTINGS = (
    "STAGE AUTHORITY CASES_TABLE VAULT_TABLE RECORDINGS_BUCKET FILES_BUCKET PUBLIC_BASE_URL "
    "MAIL_FROM SECRETS_PATH AWS_REGION AWS_DEFAULT_REGION AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY"
)
_keep: list[tempfile.TemporaryDirectory[str]] = []  # until the process ends


@dataclass(frozen=True)
class Package:
    """The folders into which Lambda would unpack function and layer."""

    function: Path
    libraries: Path

    def run(self, code: str, said: str = "", **environment: str) -> str:
        """What the code prints, as the first in a new process of the function. `said` is its
        standard input."""
        paths = [str(self.function), str(self.libraries)]
        done = subprocess.run(  # noqa: S603  our own code
            [sys.executable, "-ISB", "-c", f"import sys; sys.path[:0] = {paths}\n{code}"],
            env={**{name: os.environ[name] for name in SETTINGS.split()}, **environment},
            input=said,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def start(self, code: str, said: str = "") -> str:
        """As `run`, with the function started on the embedded AWS at `began`, in seconds of
        processor time."""
        return self.run(
            f"import time\nbegan = time.process_time()\nimport app\n{code}",
            said,
            PREPARED="yes",
            AWS_ENDPOINT_URL=os.environ["AWS_ENDPOINT_URL"],
            WORK_QUEUE_URL="http://127.0.0.1/000000000000/notices",
        )


@cache
def package() -> Package:
    """Built and unpacked once per process."""
    folder = tempfile.TemporaryDirectory()
    _keep.append(folder)
    root, built = Path(folder.name), build()
    for name in (FUNCTION, LAYER):
        with zipfile.ZipFile(built / name) as packed:
            packed.extractall(root / name)
    return Package(function=root / FUNCTION, libraries=root / LAYER / PACKAGES)


def calls(number: int) -> str:
    """The first requests about so many calls, as API Gateway hands them over, as JSON."""
    numbers = [f"+8498700{n:04}" for n in range(number)]
    return json.dumps(
        [
            _signed("/voice/incoming", [("CallSid", _sid("CA")), ("From", n), ("To", HOTLINE)])
            for n in numbers
        ]
    )


def texts(number: int) -> str:
    """So many messages, each of somebody else who writes for the first time, likewise."""

    def event() -> dict[str, object]:
        about = [("From", _somebody()), ("To", HOTLINE), ("Body", COMPLETE)]
        return _signed("/sms/incoming", [("MessageSid", _sid("SM")), *about])

    return json.dumps([event() for _ in range(number)])


def by_telephone(number: int) -> str:
    """The same by the gateway that is an old telephone."""
    return json.dumps([_posted(f"/sms/gateway/{PHONE}", _by_app()) for _ in range(number)])


def by_webhook(number: int) -> str:
    """The same by the signed webhook."""
    return json.dumps([_posted(f"/sms/gateway/{WEBHOOK}", _by_webhook()) for _ in range(number)])


def _by_app() -> tuple[bytes, dict[str, str]]:
    said = received(COMPLETE, _somebody(), event=_sid("E")[:21])
    body = json.dumps(said).encode()
    return body, signed(body)


def _by_webhook() -> tuple[bytes, dict[str, str]]:
    data = {"id": _sid("in"), "from": _somebody(), "to": HOTLINE, "text": COMPLETE}
    body = json.dumps({"type": "text.received", "data": data})
    return body.encode(), signed_webhook(body)


def _posted(path: str, said: tuple[bytes, dict[str, str]]) -> dict[str, object]:
    body, headers = said
    event = request("POST", path, "", None)
    return {**event, "headers": headers, "body": body.decode(), "isBase64Encoded": False}


def _somebody() -> str:
    """The number of somebody who writes for the first time."""
    return f"+8498{int(os.urandom(3).hex(), 16) % 10**7:07d}"


def _sid(kind: str) -> str:
    return kind + os.urandom(16).hex()


def _signed(path: str, fields: Pairs) -> dict[str, object]:
    fields = [("AccountSid", ACCOUNT), *fields]
    event = request("POST", path, "", None)
    event["headers"] = {"Content-Type": FORM, "X-Twilio-Signature": sign(path, fields)}
    return {**event, "body": urlencode(fields), "isBase64Encoded": False}
