"""The invented accounts and keys of one stage: made at its first start, and kept in its folder."""

from __future__ import annotations

import base64
import json
import secrets
from typing import Any

from infra.local.settings import StageSettings

PHONE, LINE = "dien-thoai", "tong-dai"  # the stage's gateways: an app on a telephone; webhooks
SIGNING_KEY = 24  # bytes, the least that Standard Webhooks allows


def stage_secrets(settings: StageSettings) -> dict[str, Any]:
    """What each of the stage's parameters holds, by its name."""
    kept = _kept(settings)
    made = {name: kept[name] for name in ("keys", "twilio")}
    return made | {"gateways": _led_here(kept["gateways"], settings.base_url)}


def _kept(settings: StageSettings) -> dict[str, Any]:
    """What the folder holds, with what an older release had not drawn yet."""
    file = settings.state_dir / "secrets.json"
    if not file.exists():
        file.touch(mode=0o600)
        file.write_text("{}", "utf-8")
    found = json.loads(file.read_text("utf-8"))
    whole = _drawn() | (_parted(found) if "link_key" in found else found)
    if whole != found:
        file.write_text(json.dumps(whole, indent=2), "utf-8")
    return whole


def _drawn() -> dict[str, Any]:
    return {
        "keys": {"link_key": secrets.token_hex(32), "phone_key": secrets.token_hex(32)},
        "twilio": {"sid": f"AC{secrets.token_hex(16)}", "tokens": [secrets.token_hex(16)]},
        "gateways": {
            PHONE: {
                "kind": "android",
                "keys": [secrets.token_urlsafe(16)],
                "user": secrets.token_hex(3).upper(),
                "password": secrets.token_urlsafe(12),
                "passphrase": secrets.token_urlsafe(16),
            },
            LINE: {"kind": "webhook", "keys": [_signing_key()]},
        },
    }


def _signing_key() -> str:
    """https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md"""
    return f"whsec_{base64.b64encode(secrets.token_bytes(SIGNING_KEY)).decode()}"


def _parted(found: dict[str, Any]) -> dict[str, Any]:
    """What an older release kept as one parameter."""
    return {
        "keys": {name: found[name] for name in ("link_key", "phone_key")},
        "twilio": {"sid": found["twilio_account_sid"], "tokens": found["twilio_auth_tokens"]},
    }


def _led_here(gateways: dict[str, Any], base_url: str) -> dict[str, Any]:
    """With the address at which the switchboard, wherever it listens today, takes texts."""
    ways = {PHONE: "3rdparty/v1", LINE: "send"}
    return {
        name: said | {"url": f"{base_url}/local/gateways/{name}/{ways[name]}"}
        for name, said in gateways.items()
    }
