"""The mailbox: what the product sent through SES, copied from the emulator, which forgets it."""

from __future__ import annotations

import asyncio
import html
import re
from datetime import UTC, datetime
from typing import Any

import aiohttp
from aiohttp import web

from infra.local.clock import CITY, Clock
from infra.local.records import Mail, Records

PAUSE = 2.0  # seconds between two looks
HREF = re.compile(r"""<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
ADDRESS = re.compile(r"""https?://[^\s<>"')\]]+""")


class Mailbox:
    """All mail of one stage."""

    def __init__(self, records: Records, clock: Clock, emulator_url: str) -> None:
        self._records = records
        self._clock = clock
        self._url = f"{emulator_url}/_ministack/ses/messages"

    async def collect(self) -> None:
        """Copies what is new; the emulator may be on its way down."""
        timeout = aiohttp.ClientTimeout(total=5)
        try:
            async with aiohttp.ClientSession(timeout=timeout) as client:
                answer = await (await client.get(self._url)).json()
        except (aiohttp.ClientError, TimeoutError, ValueError):
            return
        found = [record for account in answer["messages"].values() for record in account]
        for record in sorted(found, key=lambda record: float(record["Timestamp"])):
            self._records.add_mail(self._mail(record))

    async def keep_collecting(self) -> None:
        """Copies every now and then, until it is cancelled."""
        while True:
            await self.collect()
            await asyncio.sleep(PAUSE)

    def mails(self, to: str | None = None) -> list[Mail]:
        """Newest first; those to one address, or all."""
        wanted = to.strip().lower() if to else None
        return [
            mail
            for mail in self._records.mails()
            if wanted is None or wanted in (receiver.lower() for receiver in mail.receivers)
        ]

    def _mail(self, record: dict[str, Any]) -> Mail:
        sent = datetime.fromtimestamp(float(record["Timestamp"]), UTC) + self._clock.offset()
        receivers = record["To"] + record["CC"] + record["BCC"]
        return Mail(
            id=record["MessageId"].split("@")[0],
            receivers=tuple(receivers),
            subject=record["Subject"] or "",
            text=record["BodyText"] or "",
            html=record["BodyHtml"] or "",
            at=sent.astimezone(CITY).isoformat(timespec="seconds"),
        )


def links(mail: Mail) -> list[str]:
    """Every address that the mail leads to, each once, in order."""
    in_html = [html.unescape(double or single) for double, single in HREF.findall(mail.html)]
    in_text = [address.rstrip(".,;:!?") for address in ADDRESS.findall(mail.text)]
    return [a for a in dict.fromkeys(in_html + in_text) if a.startswith(("http://", "https://"))]


def told(mail: Mail) -> dict[str, Any]:
    """As the switchboard's own calls show it."""
    return {
        "id": mail.id,
        "to": ", ".join(mail.receivers),
        "subject": mail.subject,
        "text": mail.text,
        "html": mail.html,
        "links": links(mail),
        "at": mail.at,
    }


def add(app: web.Application, mailbox: Mailbox) -> None:
    """GET /local/api/mail?to="""

    async def read(request: web.Request) -> web.Response:
        await mailbox.collect()
        return web.json_response([told(mail) for mail in mailbox.mails(request.query.get("to"))])

    app.router.add_get("/local/api/mail", read)
