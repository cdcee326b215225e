"""Which stage is meant: the product's settings, as that stage's own functions have them."""

from __future__ import annotations

import os

import boto3

from infra.local.settings import REGION, STACK

ASKED = "Sweep"  # the function whose settings are taken: it makes cases, too
LOCAL_PORT = 8000


def point_at(stack: str, profile: str = "") -> None:
    """Sets this process's environment so that the product works on the stack's data. The local
    stage's stack is looked for at the embedded AWS, on PORT.

    Raises botocore's errors if the stack cannot be reached or read.
    """
    if stack == STACK:
        port = int(os.environ.get("PORT") or LOCAL_PORT) + 1
        emulator = os.environ.get("EMULATOR_PORT") or str(port)
        _at_the_emulator(f"http://127.0.0.1:{emulator}")
    if profile:
        os.environ["AWS_PROFILE"] = profile
    session = boto3.Session()
    os.environ.update(_settings(session, stack))


def _at_the_emulator(url: str) -> None:
    os.environ.update(
        AWS_ENDPOINT_URL=url,
        AWS_ACCESS_KEY_ID="test",
        AWS_SECRET_ACCESS_KEY="test",  # noqa: S106
        AWS_DEFAULT_REGION=REGION,
    )


def _settings(session: boto3.Session, stack: str) -> dict[str, str]:
    part = session.client("cloudformation").describe_stack_resource(
        StackName=stack, LogicalResourceId=ASKED
    )["StackResourceDetail"]
    function = session.client("lambda").get_function_configuration(
        FunctionName=part["PhysicalResourceId"]
    )
    said = function["Environment"]["Variables"]
    own = {name: value for name, value in said.items() if not name.startswith("AWS_")}
    return {**own, "AWS_REGION": session.region_name or ""}
