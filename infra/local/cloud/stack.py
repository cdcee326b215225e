"""Deploys the packaged template on the embedded AWS: creates the stack once, then updates it.

The emulator silently wipes retained tables when a stack is created over them. So a stack is never
deleted, and none is created where there are tables already.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config
from botocore.exceptions import ClientError

from infra.indexes import Said, refused, tables_of
from infra.local.cloud.template import BUCKET, code_of, key_of, template_of
from infra.local.credentials import stage_secrets
from infra.local.settings import (
    ALARM_MAIL,
    API_HOST,
    MAIL_FROM,
    REGION,
    ROOT,
    SECRETS_PATH,
    STACK,
    CannotRunError,
    StageSettings,
)

DONE_WITHIN = 120.0
COMPLETE = ("CREATE_COMPLETE", "UPDATE_COMPLETE")
CERTIFICATE = f"arn:aws:acm:{REGION}:000000000000:certificate/local"


def client(settings: StageSettings, service: str, *, patience: int = 60, retries: int = 2) -> Any:
    """A client of the embedded AWS, which waits so many seconds for an answer."""
    make: Any = boto3.client
    return make(
        service,
        endpoint_url=settings.emulator_url,
        region_name=REGION,
        aws_access_key_id="test",
        aws_secret_access_key="test",  # noqa: S106
        config=Config(connect_timeout=2, read_timeout=patience, retries={"max_attempts": retries}),
    )


class Stack:
    """The hotline's stack on one local stage."""

    def __init__(self, settings: StageSettings, build: Path) -> None:
        self._settings = settings
        self._build = build
        self._cloudformation = client(settings, "cloudformation")

    def deploy(self) -> None:
        """Puts secrets, code and stack in place, unless exactly this is deployed already."""
        code = code_of(self._build)
        made = template_of(self._build, code, self._settings)
        template = json.dumps(made)
        mark = self._settings.state_dir / "deployed"
        held = stage_secrets(self._settings)
        wanted = key_of(f"{template}{self._parameters()}{held}".encode())
        if self._status() in COMPLETE and mark.exists() and mark.read_text("utf-8") == wanted:
            return
        self._refuse_what_aws_refuses(made)
        mark.unlink(missing_ok=True)
        self._put_secrets()
        self._upload(code)
        self._create_or_update(template)
        self._keep_what_is_old()
        client(self._settings, "ses").verify_email_identity(EmailAddress=MAIL_FROM)
        mark.write_text(wanted, "utf-8")

    # --- secrets

    def _put_secrets(self) -> None:
        for name, secret in stage_secrets(self._settings).items():
            client(self._settings, "ssm").put_parameter(
                Name=f"{SECRETS_PATH}/{name}",
                Type="SecureString",
                Value=json.dumps(secret),
                Overwrite=True,
            )

    # --- code

    def _make_bucket(self) -> None:
        s3 = client(self._settings, "s3")
        if BUCKET not in [bucket["Name"] for bucket in s3.list_buckets()["Buckets"]]:
            s3.create_bucket(
                Bucket=BUCKET, CreateBucketConfiguration={"LocationConstraint": REGION}
            )

    def _upload(self, code: Mapping[str, bytes]) -> None:
        self._make_bucket()
        for content in code.values():
            client(self._settings, "s3").put_object(
                Bucket=BUCKET, Key=key_of(content), Body=content
            )

    # --- stack

    def _create_or_update(self, template: str) -> None:
        request = {
            "StackName": STACK,
            "TemplateURL": self._template_url(template),
            "Capabilities": ["CAPABILITY_IAM", "CAPABILITY_AUTO_EXPAND"],
            "Parameters": [
                {"ParameterKey": key, "ParameterValue": value}
                for key, value in self._parameters().items()
            ],
        }
        if self._status() is None:
            self._refuse_to_wipe()
            self._cloudformation.create_stack(**request)
        else:
            try:
                self._cloudformation.update_stack(**request)
            except ClientError as error:
                if "No updates are to be performed" not in str(error):
                    raise
        self._wait()

    def _template_url(self, template: str) -> str:
        """The template's address in the bucket; it is too large for a request, here as on AWS."""
        key = f"{key_of(template.encode())}.json"
        client(self._settings, "s3").put_object(Bucket=BUCKET, Key=key, Body=template.encode())
        return f"{self._settings.emulator_url}/{BUCKET}/{key}"

    def _parameters(self) -> dict[str, str]:
        return {
            "Stage": "local",
            "PublicBaseUrl": self._settings.base_url,
            "PublicHost": API_HOST,
            "CertificateArn": CERTIFICATE,
            "MailFrom": MAIL_FROM,
            "MailIdentity": MAIL_FROM,
            "SecretsPath": SECRETS_PATH,
            "AlarmMail": ALARM_MAIL,
            "ScanFiles": "yes",
            "Training": "yes" if self._settings.training else "no",
        }

    def _status(self) -> str | None:
        try:
            found = self._cloudformation.describe_stacks(StackName=STACK)["Stacks"]
        except ClientError:
            return None
        return str(found[0]["StackStatus"]) if found else None

    def _refuse_to_wipe(self) -> None:
        if client(self._settings, "dynamodb").list_tables()["TableNames"]:
            raise CannotRunError(
                f"{self._settings.state_dir} holds tables but no stack; a start would wipe them: "
                "move the folder away and start again."
            )

    def _wait(self) -> None:
        deadline = time.monotonic() + DONE_WITHIN
        while time.monotonic() < deadline:
            status = self._status() or ""
            if status in COMPLETE:
                return
            if status.endswith(("FAILED", "ROLLBACK_COMPLETE")):
                raise CannotRunError(f"The stack could not be built ({status}): {self._reason()}")
            time.sleep(0.1)
        raise CannotRunError("The stack was not ready in time.")

    def _reason(self) -> str:
        events = self._cloudformation.describe_stack_events(StackName=STACK)["StackEvents"]
        reasons = [
            f"{event['LogicalResourceId']}: {event.get('ResourceStatusReason', '')}"
            for event in events
            if event["ResourceStatus"].endswith("FAILED")
        ]
        return reasons[0] if reasons else "no reason given"

    # --- where a stage must differ from AWS

    def _refuse_what_aws_refuses(self, template: Mapping[str, Any]) -> None:
        """The emulator would change several indexes of a table at once."""
        if self._status() is None:
            return
        if reason := refused(self._indexes(), tables_of(template)):
            raise CannotRunError(reason)

    def _indexes(self) -> dict[str, list[Said]]:
        """The indexes that each table of the stage has, by the table's name in the template."""
        stack = self._cloudformation.describe_stack_resources(StackName=STACK)["StackResources"]
        describe = client(self._settings, "dynamodb").describe_table
        return {
            part["LogicalResourceId"]: describe(TableName=part["PhysicalResourceId"])["Table"].get(
                "GlobalSecondaryIndexes", []
            )
            for part in stack
            if part["ResourceType"] == "AWS::DynamoDB::Table"
        }

    def _keep_what_is_old(self) -> None:
        """Turns expiry off, because the emulator goes by the machine's time: on a stage whose clock
        is set months back, a link mailed a second ago would be swept away. The product itself
        opens nothing that has expired."""
        dynamodb = client(self._settings, "dynamodb")
        for name in dynamodb.list_tables()["TableNames"]:
            now = dynamodb.describe_time_to_live(TableName=name)["TimeToLiveDescription"]
            if now.get("TimeToLiveStatus") == "ENABLED":
                dynamodb.update_time_to_live(
                    TableName=name,
                    TimeToLiveSpecification={"AttributeName": "ttl", "Enabled": False},
                )


def first_settings(settings: StageSettings) -> None:
    """Has the shipped files saved as the first version of the settings, once for a stage: as
    whoever sets up a new body does."""
    mark = settings.state_dir / "settings"
    if mark.exists():
        return
    command = [sys.executable, "-m", "infra.authority", "import", "--first", "--stack", STACK]
    ports = {"EMULATOR_PORT": str(settings.emulator_port), "PORT": str(settings.port)}
    done = subprocess.run(
        command, cwd=ROOT, env=os.environ | ports, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise CannotRunError(f"The first settings could not be saved: {done.stderr.strip()}")
    mark.touch()
