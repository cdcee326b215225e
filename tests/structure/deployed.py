"""What goes to AWS, as the files that make it say: functions, configuration, template."""

from __future__ import annotations

import json
from typing import Any

import yaml
from chalice.app import ScheduledEventConfig, SQSEventConfig

from app import app
from infra.policies import log_of
from tests.structure.sources import ROOT

CONFIG = json.loads((ROOT / ".chalice/config.json").read_text("utf-8"))
TEMPLATE_TEXT = (ROOT / "infra/resources.yaml").read_text("utf-8")
TEMPLATE = yaml.safe_load(TEMPLATE_TEXT)
RESOURCES: dict[str, dict[str, Any]] = TEMPLATE["Resources"]

API = "api_handler"
SCHEDULES = sorted(s.name for s in app.event_sources if isinstance(s, ScheduledEventConfig))
QUEUE_READERS = sorted(s.name for s in app.event_sources if isinstance(s, SQSEventConfig))
FUNCTIONS = sorted(
    [API, *(s.name for s in app.event_sources), *(f.name for f in app.pure_lambda_functions)]
)
MEMORY = {name: said.get("lambda_memory_size") for name, said in CONFIG["lambda_functions"].items()}
TIME_LIMITS = {name: said["lambda_timeout"] for name, said in CONFIG["lambda_functions"].items()}


def logical(function: str) -> str:
    """A function's name in the template, as Chalice makes it."""
    return "APIHandler" if function == API else function.title().replace("_", "")


def logs() -> dict[str, str]:
    """The log group of each function."""
    return {function: log_of(function) for function in FUNCTIONS}


def of_type(name: str) -> dict[str, dict[str, Any]]:
    """The template's resources of one type."""
    return {key: value for key, value in RESOURCES.items() if value.get("Type") == name}
