"""Settings from the environment, read once and checked at start."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

LOCAL = "local"


class SettingsError(Exception):
    """The environment lacks a variable, or has one that this stage must not have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of a deployment.

    `public_base_url` is the address that the provider signs and people open: scheme and host,
    without a trailing slash. `recordings_bucket` is for the recordings of calls, `files_bucket`
    for files that are sent in; `files_scanned` is "yes" where they are scanned for malware,
    `training` where the deployment is for practice.
    `voice_fallback_url` is the address of static TwiML elsewhere, which the provider uses if this
    product does not answer. `secrets_path` is where the SSM parameters with the secrets are,
    `mail_events_set` the SES configuration set that reports bounced mail. `twilio_api_base` and
    `clock_file` exist on the local stage only.
    """

    stage: str
    authority: str
    cases_table: str
    vault_table: str
    work_queue_url: str
    recordings_bucket: str
    files_bucket: str
    public_base_url: str
    mail_from: str
    secrets_path: str
    region: str
    mail_events_set: str = ""
    files_scanned: str = ""
    training: str = ""
    voice_fallback_url: str = ""
    twilio_api_base: str = ""
    clock_file: str = ""


REQUIRED = {
    "stage": "STAGE",
    "authority": "AUTHORITY",
    "cases_table": "CASES_TABLE",
    "vault_table": "VAULT_TABLE",
    "work_queue_url": "WORK_QUEUE_URL",
    "recordings_bucket": "RECORDINGS_BUCKET",
    "files_bucket": "FILES_BUCKET",
    "public_base_url": "PUBLIC_BASE_URL",
    "mail_from": "MAIL_FROM",
    "secrets_path": "SECRETS_PATH",
    "region": "AWS_REGION",
}
_OPTIONAL = {
    "mail_events_set": "MAIL_EVENTS_SET",
    "files_scanned": "FILES_SCANNED",
    "training": "TRAINING",
    "voice_fallback_url": "VOICE_FALLBACK_URL",
}
_LOCAL_ONLY = {"twilio_api_base": "TWILIO_API_BASE", "clock_file": "CLOCK_FILE"}


def read(env: Mapping[str, str]) -> Settings:
    """The settings of this environment.

    Raises SettingsError with all variables that are absent, or that only the local stage may have:
    a movable clock or another provider's address must not reach production.
    """
    absent = [name for name in REQUIRED.values() if not env.get(name)]
    if absent:
        raise SettingsError(f"not set: {', '.join(absent)}")
    strangers = [name for name in _LOCAL_ONLY.values() if env.get(name)]
    if strangers and env["STAGE"] != LOCAL:
        raise SettingsError(f"only for the local stage: {', '.join(strangers)}")
    values = {field: env[name] for field, name in REQUIRED.items()}
    values |= {field: env.get(name, "") for field, name in _LOCAL_ONLY.items()}
    values |= {field: env.get(name, "") for field, name in _OPTIONAL.items()}
    values["public_base_url"] = values["public_base_url"].rstrip("/")
    return Settings(**values)


@cache
def current() -> Settings:
    """The settings of this process."""
    return read(os.environ)
