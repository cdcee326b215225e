"""An operator of short numbers that posts texts in its own words (as V-COM does) as a gateway:
docs/gateways/operator.md. It only brings texts in; answers go by another gateway.

    python3 -m gateways.operator_relay

What is posted is put into the spool before it is answered.

https://smbplusvn.freshservice.com/support/solutions/articles/24000046090 ("Receive MO")
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from . import spool

KEY = os.environ.get("OPERATOR_KEY", "")  # the secure key that the operator has given

DONE = {"data": {"code": 200, "status": "success", "message": ""}}
WRONG = {"errors": {"code": 106, "status": "error", "message": "wrong checksum"}}


def checksum(said: Mapping[str, Any]) -> str:
    parts = (said["client_id"], said["request_id"], said["phone"], KEY, str(said["time"]))
    return base64.b64encode(hashlib.sha256("".join(parts).encode()).digest()).decode()


def take(body: bytes, _: Mapping[str, str]) -> tuple[int, Any]:
    """It is always answered with HTTP 200. A text that it sends again, of its own accord or because
    it was asked to ("recovery"), has the same id."""
    try:
        said = json.loads(body)
        told, right = str(said["checksum"]).encode(), checksum(said).encode()
        data = {
            "id": said["request_id"],
            "from": "+" + said["phone"].removeprefix("+"),
            "to": said["service_id"],
            "text": said["message"],
            "received_at": datetime.fromtimestamp(int(said["time"]), UTC).isoformat(),
        }
    except (ValueError, KeyError, TypeError, AttributeError, OverflowError, OSError):
        return 200, WRONG
    if not KEY or not hmac.compare_digest(told, right):
        return 200, WRONG
    spool.lay("text.received", data)
    return 200, DONE


if __name__ == "__main__":
    spool.serve(take)
