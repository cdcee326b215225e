"""The packaged template as a local stage deploys it: with its code in the emulated S3, the stage's
own settings, and other words where the emulator needs them."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from infra.local.cloud.layer import thin
from infra.local.settings import StageSettings
from infra.package import TEMPLATE

BUCKET = "hotline-local-code"
# Buckets' policies refuse what comes without TLS; the others are of types that the emulator does
# not know: the stage plays the scan itself.
NOT_HERE = ("RecordingsBucketPolicy", "FilesBucketPolicy", "FileScan", "BackupOfTables")


def code_of(build: Path) -> dict[str, bytes]:
    """The zips that the template names, by that name."""
    return {
        f"./{file.name}": thin(file) if file.name.startswith("layer") else file.read_bytes()
        for file in build.glob("*.zip")
    }


def key_of(content: bytes) -> str:
    """A zip's key in the bucket: the same content is uploaded once."""
    return f"{hashlib.sha256(content).hexdigest()}.zip"


def template_of(build: Path, code: Mapping[str, bytes], settings: StageSettings) -> dict[str, Any]:
    """The template to deploy on the emulator."""
    template: dict[str, Any] = yaml.safe_load((build / TEMPLATE).read_text("utf-8"))
    for name in NOT_HERE:
        template["Resources"].pop(name, None)  # an older release may not have it
    for logical, resource in template["Resources"].items():
        properties = resource.get("Properties", {})
        if resource.get("Type") == "AWS::Serverless::Function":  # its requests say whose they are
            own = properties.setdefault("Environment", {"Variables": {}})["Variables"]
            own["AWS_SDK_UA_APP_ID"] = logical
        for name in {"CodeUri", "ContentUri"} & properties.keys():
            properties[name] = f"s3://{BUCKET}/{key_of(code[properties[name]])}"
        for policy in properties.get("Policies", []):
            for statement in policy["PolicyDocument"]["Statement"]:
                _suit_the_emulator(statement)
    template["Globals"]["Function"]["Environment"]["Variables"].update(_own_variables(settings))
    api = template["Resources"]["RestAPI"]["Properties"]  # the emulator reads no extensions
    api["BinaryMediaTypes"] = api["DefinitionBody"]["x-amazon-apigateway-binary-media-types"]
    return template


def _own_variables(settings: StageSettings) -> dict[str, str]:
    """The environment variables that only a local stage's functions have."""
    return {
        "AWS_ENDPOINT_URL": f"http://127.0.0.1:{settings.aws_port}",
        "TWILIO_API_BASE": f"{settings.base_url}/local/twilio",
        "CLOCK_FILE": str(settings.clock_file),
    }


def _suit_the_emulator(statement: dict[str, Any]) -> None:
    """Adapts a permission where the emulator checks it otherwise than AWS: it asks for a batch
    action that AWS does not have, and sees no identity behind a mail."""
    if "sqs:SendMessage" in statement["Action"]:
        statement["Action"].append("sqs:SendMessageBatch")
    if "ses:SendEmail" in statement["Action"]:
        statement["Resource"] = "*"
