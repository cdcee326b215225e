"""The embedded AWS, in memory alone, with the template's tables, the queue and the secrets."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

import boto3

from infra.local.settings import CannotRunError, emulator_python
from tests.support import aws as support
from tests.support import saved
from tests.support.gateway import TOKEN

LOOKS, PAUSE = 600, 0.05  # thirty seconds


@contextmanager
def aws() -> Iterator[None]:
    """Every client made inside speaks to it."""
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        environment = {
            "PATH": os.environ.get("PATH", os.defpath),
            "HOME": folder,
            "TMPDIR": folder,
            "BIND_HOST": "127.0.0.1",
            "GATEWAY_PORT": str(port),
            "MINISTACK_REGION": os.environ["AWS_REGION"],
            "IOT_MTLS_ENABLED": "0",
            "SFTP_ENABLED": "0",
        }
        process = subprocess.Popen(  # noqa: S603
            [emulator_python(), "-P", "-m", "ministack"],
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            address = f"http://127.0.0.1:{port}"
            _wait(process, f"{address}/_ministack/health")
            os.environ["AWS_ENDPOINT_URL"] = address
            support.create_tables()
            support.forget_connections()
            boto3.client("sqs").create_queue(QueueName="notices")
            boto3.client("ses").verify_email_identity(EmailAddress=os.environ["MAIL_FROM"])
            support.configure(TOKEN)
            saved.save()
            yield
        finally:
            os.environ.pop("AWS_ENDPOINT_URL", None)
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], url: str) -> None:
    for _ in range(LOOKS):
        if process.poll() is not None:
            break
        try:
            with urllib.request.urlopen(url, timeout=2):  # noqa: S310
                return
        except OSError:
            time.sleep(PAUSE)
    raise CannotRunError("The embedded AWS did not start.")
