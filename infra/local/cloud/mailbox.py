"""The mailbox: what the product sent through SES, copied because the emulator forgets it."""

from __future__ import annotations

import asyncio
import html
import json
import re
from datetime import UTC, datetime
from typing import Any

import aiohttp

from infra.local.clock import CITY, Clock
from infra.local.cloud.stack import client
from infra.local.records import Mail, Records
from infra.local.settings import STACK, StageSettings

PAUSE = 2.0  # seconds between two collections
HREF = re.compile(r"""<a\s[^>]*?href\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
EMULATORS_OWN = "@email.amazonses.com"  # how the emulator ends a mail's id
ADDRESS = re.compile(r"""https?://[^\s<>"')\]]+""")


class Mailbox:
    """All mail of one stage."""

    def __init__(self, records: Records, clock: Clock, emulator_url: str) -> None:
        self._records = records
        self._clock = clock
        self._url = f"{emulator_url}/_ministack/ses/messages"

    async def collect(self) -> None:
        """Copies what is new; an emulator that is shutting down is left alone."""
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
        """Copies every few seconds until it is cancelled."""
        while True:
            await self.collect()
            await asyncio.sleep(PAUSE)

    def mails(self, to: str | None = None) -> list[Mail]:
        """The mails to one address, or all; newest first."""
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
    """Every address that a mail links to, each once, in order."""
    in_html = [html.unescape(double or single) for double, single in HREF.findall(mail.html)]
    in_text = [address.rstrip(".,;:!?") for address in ADDRESS.findall(mail.text)]
    return [a for a in dict.fromkeys(in_html + in_text) if a.startswith(("http://", "https://"))]


def _report(mail: Mail) -> dict[str, Any]:
    """A permanent bounce, in the shape of SES's event publishing."""
    receivers = [{"emailAddress": address, "status": "5.1.1"} for address in mail.receivers]
    return {
        "eventType": "Bounce",
        "bounce": {
            "bounceType": "Permanent",
            "bounceSubType": "General",
            "bouncedRecipients": receivers,
            "timestamp": mail.at,
        },
        "mail": {
            "messageId": mail.id + EMULATORS_OWN,
            "timestamp": mail.at,
            "destination": [*mail.receivers],
        },
    }


def bounce(settings: StageSettings, mail: Mail) -> None:
    """Publishes on the stack's topic what SES would publish about a mail that bounces."""
    resource = client(settings, "cloudformation").describe_stack_resource(
        StackName=STACK, LogicalResourceId="MailEventsTopic"
    )
    topic = resource["StackResourceDetail"]["PhysicalResourceId"]
    client(settings, "sns").publish(TopicArn=topic, Message=json.dumps(_report(mail)))
