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


def bounced(mail: Mail, kind: str, subtype: str, status: str) -> dict[str, Any]:
    """What SES publishes about a mail that bounces. `status` is the receiver's enhanced status
    code, "" for none."""
    said = {"status": status, "action": "failed"} if status else {}
    receivers = [{"emailAddress": address, **said} for address in mail.receivers]
    return {
        "eventType": "Bounce",
        "bounce": {
            "bounceType": kind,
            "bounceSubType": subtype,
            "bouncedRecipients": receivers,
            "timestamp": mail.at,
        },
        "mail": _about(mail),
    }


def complained(mail: Mail) -> dict[str, Any]:
    """What SES publishes when the receiver calls a mail spam."""
    receivers = [{"emailAddress": address} for address in mail.receivers]
    return {
        "eventType": "Complaint",
        "complaint": {
            "complainedRecipients": receivers,
            "complaintSubType": None,
            "complaintFeedbackType": "abuse",
            "timestamp": mail.at,
        },
        "mail": _about(mail),
    }


def _about(mail: Mail) -> dict[str, Any]:
    return {
        "messageId": mail.id + EMULATORS_OWN,
        "timestamp": mail.at,
        "destination": [*mail.receivers],
    }


def publish(settings: StageSettings, report: dict[str, Any]) -> None:
    """Publishes a report on the stack's topic, as SES would."""
    resource = client(settings, "cloudformation").describe_stack_resource(
        StackName=STACK, LogicalResourceId="MailEventsTopic"
    )
    topic = resource["StackResourceDetail"]["PhysicalResourceId"]
    client(settings, "sns").publish(TopicArn=topic, Message=json.dumps(report))
