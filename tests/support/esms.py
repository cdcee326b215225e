"""eSMS.vn as it meets the deployed functions, by its documents.

https://developers.esms.vn/esms-api/ket-noi-ma-svoucher/ket-noi-dau-so-ngan
https://developers.esms.vn/esms-api/callback-url
"""

from __future__ import annotations

import base64
import hashlib
from typing import Any
from urllib.parse import urlencode

import requests

from tests.support.answers import Answer
from tests.support.deployment import Deployment
from tests.support.text_gateways import Doors

NAME, SECRET, NEXT_SECRET = "esms", "5e1f0c", "77aa01"
PRIVATE_KEY = "17417a0d20114d36a902e49cad0e97f3"  # the page's own example
ACCOUNT: dict[str, Any] = {
    "kind": "esms",
    "keys": [SECRET, NEXT_SECRET],
    "user": "APIKEYCUABAN",
    "password": "SECRETKEYCUABAN",
}


class Esms(Doors):
    """Takes every text, as the page shows it, unless told otherwise."""

    def usual(self, request: requests.PreparedRequest) -> Any:
        number = f"d533459ee42b2b9525ba9eabf6a8{len(self.asked):03d}"
        return {"CodeResult": "100", "CountRegenerate": 0, "SMSID": number}


def received(words: str, sender: str = "84987654321", smsid: str = "1", **more: str) -> Any:
    """The parameters of a text that came to the short number."""
    return {
        "sender": sender,
        "content": words,
        "serviceNumber": "8079",
        "keyword": words.partition(" ")[0],
        "sign": sign("abcdef", smsid, words, "20170117085000"),
        "cpid": "abcdef",
        "smsid": smsid,
        "receiverTime": "20170117085000",
        **more,
    }


def sign(*values: str, key: str = PRIVATE_KEY) -> str:
    """As its example for PHP: base64_encode(md5($str, true))."""
    whole = "".join(values) + key
    return base64.b64encode(hashlib.md5(whole.encode()).digest()).decode()  # noqa: S324


def reported(request: str, status: str = "5", success: str = "1", **more: str) -> dict[str, str]:
    """The page's own example of a report about a text to a customer, of one that has our id."""
    return {
        "SMSID": "dc712784-9c5f-4c69-b9a8-ea69d56adc9a87",
        "SendFailed": "0" if success != "0" else "1",
        "SendStatus": status,
        "SendSuccess": success,
        "TotalPrice": "0.0000",
        "TotalReceiver": "1",
        "TotalSent": "1",
        "RequestId": request,
        "TypeId": "2",
        "telcoid": "1",
        "phonenumber": "0987654321",
        "switchsmsid": "",
        **more,
    }


def asks(
    deployment: Deployment,
    said: dict[str, str],
    where: str = "/sms/gateway",
    door: str = f"{NAME}.{SECRET}",
) -> Answer:
    """eSMS calls us."""
    return deployment.call("GET", f"{where}/{door}?{urlencode(said)}")
