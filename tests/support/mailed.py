"""Mailed links, as tests tell them apart."""

from __future__ import annotations

from typing import Any

from tests.support.deployment import Deployment

NOWHERE = "/viec/AAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAA"  # a link that nobody has


def id_of(link: str) -> str:
    """The id of the link with this path."""
    return link.removeprefix("/viec/").split(".")[0]


def page_of(deployment: Deployment, link: str) -> str:
    """The office's page of a link of the only case."""
    [code] = deployment.codes()
    return f"/van-phong/ho-so/{code}/lien-ket/{id_of(link)}"


def bounced(message_id: str) -> dict[str, Any]:
    """What SES says of a mail whose mailbox does not exist."""
    return {
        "eventType": "Bounce",
        "mail": {"messageId": message_id},
        "bounce": {
            "bounceType": "Permanent",
            "bounceSubType": "NoEmail",
            "bouncedRecipients": [{"emailAddress": "a@b.example"}],
        },
    }
