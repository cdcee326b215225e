"""A stage's keys are drawn once, and those that an older release had not are added."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from infra.local.credentials import stage_secrets
from infra.local.settings import StageSettings

TODAY = {"keys": {"link_key": "l", "phone_key": "p"}, "twilio": {"sid": "AC1", "tokens": ["t"]}}
LONG_AGO = {
    "link_key": "l",
    "phone_key": "p",
    "twilio_account_sid": "AC1",
    "twilio_auth_tokens": ["t"],
}


def settings(folder: Path, port: int = 8000) -> StageSettings:
    return StageSettings(port=port, emulator_port=port + 1, state_dir=folder)


def test_what_was_drawn_once_stays(tmp_path: Path) -> None:
    assert stage_secrets(settings(tmp_path)) == stage_secrets(settings(tmp_path))
    assert (tmp_path / "secrets.json").stat().st_mode & 0o077 == 0


def test_the_gateways_lead_to_wherever_the_stage_listens(tmp_path: Path) -> None:
    here, there = (stage_secrets(settings(tmp_path, port))["gateways"] for port in (8000, 9000))
    assert (
        here["dien-thoai"]["url"] == "http://127.0.0.1:8000/local/gateways/dien-thoai/3rdparty/v1"
    )
    assert there["tong-dai"]["url"] == "http://127.0.0.1:9000/local/gateways/tong-dai/send"
    assert here["tong-dai"]["keys"] == there["tong-dai"]["keys"]


@pytest.mark.parametrize("found", [TODAY, LONG_AGO])
def test_an_older_folder_keeps_its_keys_and_gets_gateways(
    tmp_path: Path, found: dict[str, object]
) -> None:
    (tmp_path / "secrets.json").write_text(json.dumps(found))
    held = stage_secrets(settings(tmp_path))
    assert {name: held[name] for name in TODAY} == TODAY
    assert held["gateways"].keys() == {"dien-thoai", "tong-dai"}
    assert stage_secrets(settings(tmp_path)) == held
