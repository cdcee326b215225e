"""A local stage as an older release left it: stack, tables with all that was in them, queue.

The stack is made of that release's template; the functions behind it are of today, since only the
names on file and in the stack have to be those of then.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from infra.local.clock import Clock
from infra.local.cloud.build import build
from infra.local.cloud.emulator import Emulator
from infra.local.cloud.stack import STACK, Stack, client
from infra.local.settings import CannotRunError, StageSettings
from infra.package import TEMPLATE
from infra.restore.places import TABLES, Place
from tests.support.gateway import ACCOUNT, TOKEN
from tests.support.older_release import KEYS, LATEST, records, rows, template

Template = dict[str, Any]
Change = Callable[[Template], object]


class OlderStage:
    """The stage while only its embedded AWS runs, for whoever prepares it."""

    def __init__(self, settings: StageSettings) -> None:
        self.settings = settings

    def deploy(self, change: Change = lambda _: None) -> str:
        """Brings that release's template to the stage, after this change; why it was refused."""
        made = template()
        change(made)
        try:
            Stack(self.settings, self._packaged(made)).deploy()
        except CannotRunError as reason:
            return str(reason)
        return ""

    def _packaged(self, made: Template) -> Path:
        """That template beside today's code."""
        folder = self.settings.state_dir / "older"
        folder.mkdir(exist_ok=True)
        (folder / TEMPLATE).write_text(yaml.safe_dump(made), "utf-8")
        for file in build().glob("*.zip"):
            link = folder / file.name
            link.unlink(missing_ok=True)
            link.symlink_to(file)
        return folder

    def outputs(self) -> dict[str, str]:
        """What the stack says of itself."""
        found = client(self.settings, "cloudformation").describe_stacks(StackName=STACK)
        return {o["OutputKey"]: o["OutputValue"] for o in found["Stacks"][0]["Outputs"]}

    def fill(self) -> None:
        """All that was on file, and the messages under way."""
        said = self.outputs()
        place = Place(
            dynamodb=client(self.settings, "dynamodb"),
            s3=client(self.settings, "s3"),
            cases=said["CasesTableName"],
            vault=said["VaultTableName"],
        )
        for table in TABLES:
            place.put(table, rows(table, LATEST))
        sqs = client(self.settings, "sqs")
        for body in records(LATEST)["queue"]:
            sqs.send_message(QueueUrl=said["NoticesQueueUrl"], MessageBody=body)


@contextmanager
def older_stage(settings: StageSettings) -> Iterator[OlderStage]:
    """Its embedded AWS, with that release's secrets and at its moment; afterwards it is stopped,
    and a launcher may start it."""
    settings.state_dir.mkdir(parents=True, exist_ok=True)
    account = {"twilio_account_sid": ACCOUNT, "twilio_auth_tokens": [TOKEN]}
    (settings.state_dir / "secrets.json").write_text(json.dumps({**KEYS, **account}), "utf-8")
    Clock(settings.clock_file).set(records(LATEST)["now"])
    emulator = Emulator(replace(settings, auth=True))
    emulator.start()
    try:
        emulator.wait_ready()
        yield OlderStage(settings)
    finally:
        emulator.stop()
