"""Pictures that came with texts, on disk, as the provider keeps them.

https://www.twilio.com/docs/messaging/api/media-resource
"""

from __future__ import annotations

import json
import secrets
from pathlib import Path

from infra.local.provider.webhooks import API_VERSION

HOST = "https://api.twilio.com"


class Media:
    """The pictures of one stage; they survive a restart."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, account: str, message: str, content: bytes, kind: str) -> str:
        """Keeps a picture of a message; its address at the provider."""
        sid = f"ME{secrets.token_hex(16)}"
        self._folder.mkdir(parents=True, exist_ok=True)
        (self._folder / sid).write_bytes(content)
        (self._folder / f"{sid}.json").write_text(json.dumps([message, kind]), "utf-8")
        return f"{HOST}/{API_VERSION}/Accounts/{account}/Messages/{message}/Media/{sid}"

    def get(self, sid: str) -> tuple[str, str, bytes] | None:
        """A picture's message, type and bytes; None if there is none."""
        try:
            message, kind = json.loads((self._folder / f"{sid}.json").read_text("utf-8"))
            return message, kind, (self._folder / sid).read_bytes()
        except FileNotFoundError:
            return None
