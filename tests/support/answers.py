"""What people and the provider get from the product: an answer through API Gateway, a mail."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from tests.support import forms
from tests.support.gateway import BASE


@dataclass(frozen=True)
class Answer:
    """What came back through API Gateway."""

    status: int
    body: str
    headers: dict[str, str]

    @property
    def page(self) -> forms.Page:
        """As a browser reads it, with the values its form holds."""
        values = forms._Values()
        values.feed(self.body)
        return forms.Page("", self.status, self.body, self.headers, values.found)

    @property
    def same(self) -> tuple[int, str, str]:
        """What two answers must share to be the same to whoever reads them."""
        return self.status, self.body, json.dumps(self.headers, sort_keys=True)


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    text: str
    html: str
    reply_to: str = ""
    headers: tuple[tuple[str, str], ...] = ()

    @property
    def link(self) -> str:
        """The path of the link in it."""
        found = [line for line in self.text.splitlines() if line.startswith(f"{BASE}/viec/")]
        return found[0].removeprefix(BASE) if found else ""

    @classmethod
    def sent(cls, sent: dict[str, Any]) -> Mail:
        """From what the service was asked to send."""
        message = sent["Content"]["Simple"]
        return cls(
            to=sent["Destination"]["ToAddresses"][0],
            subject=message["Subject"]["Data"],
            text=message["Body"]["Text"]["Data"],
            html=message["Body"]["Html"]["Data"],
            reply_to=sent.get("ReplyToAddresses", [""])[0],
            headers=tuple((h["Name"], h["Value"]) for h in message.get("Headers", ())),
        )
