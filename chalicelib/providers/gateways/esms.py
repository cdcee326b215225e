"""eSMS.vn: texts to a short number come in, texts under the registered brand go out.

Written from its documents and never tried live. The sign of what comes in is a plain MD5 that
leaves out who has written, and reports have none at all: what proves a request is a secret in its
address, `/sms/gateway/NAME.SECRET`. With the private key that belongs to our cpid (`passphrase`)
the sign of a text has to be right as well.

https://developers.esms.vn/esms-api/ket-noi-ma-svoucher/ket-noi-dau-so-ngan (what comes in)
https://developers.esms.vn/esms-api/callback-url (reports)
https://developers.esms.vn/esms-api/ham-gui-tin/tin-nhan-sms-otp-cskh (sending)
https://developers.esms.vn/esms-api/bang-ma-loi (codes)
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from urllib.parse import parse_qsl, urlsplit

from chalicelib.domain.formats.sms_length import is_gsm7
from chalicelib.domain.notifications.notifications import NotArrived, NotificationState
from chalicelib.domain.notifications.tries import ref_of
from chalicelib.providers.gateways import codes, proof
from chalicelib.providers.gateways.account import Account
from chalicelib.providers.gateways.codes import Fault
from chalicelib.providers.gateways.home import Home
from chalicelib.providers.gateways.posting import post
from chalicelib.providers.gateways.requests import our_id
from chalicelib.usecases.ports.errors import RefusedError
from chalicelib.usecases.ports.incoming import (
    Answer,
    Came,
    DeliveryReceipt,
    Fields,
    Incoming,
    Nothing,
    WebRequest,
)
from chalicelib.usecases.ports.world import Text

KIND = "esms"
DOOR = "https://rest.esms.vn/MainService.svc/json/SendMultipleMessage_V4_post_json/"
HERE = timezone(timedelta(hours=7))  # its times are Vietnam's and say no offset
TAKEN = "100"
TAKEN_BEFORE = "124"  # it has a text of this id already; it looks back for a day
HOME_PREFIX = "+84"
IN_ITS_ADDRESS = "."  # between name and secret

# An answer with a message in it would be one more text to whoever has written.
NO_MORE = Answer(body="<ClientResponse></ClientResponse>", type="text/xml")

FAULTS: Mapping[str, Fault] = {
    "99": Fault(NotArrived.BLOCKED),
    "101": Fault(),  # our keys are wrong
    "102": Fault(),  # no price list
    "103": Fault(may_retry=True),  # no money left: somebody may pay in
    "104": Fault(),  # there is no such brand name
    "108": Fault(NotArrived.NO_SUCH_NUMBER),
    "118": Fault(),  # no such type of message
    "140": Fault(),  # it takes nothing from where we ask
    "146": Fault(NotArrived.FILTERED),  # the words fit no registered template
    "177": Fault(NotArrived.FILTERED),  # the brand is not registered with this network
    "300": Fault(),  # no type of message
}
# Of a report: whether it is final, and how it went. What was sent is either a success or a failure.
_ON_ITS_WAY = ("1", "2", "7")  # waits for approval, waits to be sent, waits for the network
_REJECTED, _DONE = "4", "5"


class EsmsGateway:
    """One account there: `user` and `password` in `account` are its ApiKey and SecretKey, `keys`
    the secrets in our address."""

    def __init__(self, name: str, account: Account, home: Home) -> None:
        self._name, self._account, self._home = name, account, home

    def text(self, request: WebRequest) -> Came | None:
        address = urlsplit(request.url)
        secret = address.path.rpartition("/")[2].partition(IN_ITS_ADDRESS)[2]
        if not proof.is_one_of(self._account.keys, secret):
            return None
        fields = tuple(parse_qsl(address.query, keep_blank_values=True))
        said = dict(fields)
        if said.get("smsid") and "sender" in said:
            return self._incoming(said, fields) if self._is_signed(said) else None
        return _receipt(said) if "SendStatus" in said else Nothing()

    receipt = text

    def _is_signed(self, said: Mapping[str, str]) -> bool:
        """The page's words show the sign in hexadecimal, its examples of code in base64."""
        key = self._account.passphrase
        if not key:
            return True
        signed = ("cpid", "smsid", "content", "receiverTime")
        whole = "".join(said.get(name, "") for name in signed) + key
        digest = hashlib.md5(whole.encode(), usedforsecurity=False).digest()
        sign = said.get("sign", "").replace(" ", "+")
        return proof.is_one_of((base64.b64encode(digest).decode(), digest.hex()), sign)

    def _incoming(self, said: Mapping[str, str], fields: Fields) -> Incoming:
        return Incoming(
            id=our_id(self._name, said["smsid"]),
            sender=said["sender"],
            to=said.get("serviceNumber", ""),
            text=said.get("content", ""),
            fields=fields,
            came_at=_moment(said.get("receiverTime", "")),
        )

    def accepted(self) -> Answer:
        return NO_MORE

    def send(self, text: Text) -> str:
        if not text.to.startswith(HOME_PREFIX):
            raise RefusedError(NotArrived.ABROAD)
        account = self._account
        door = f"{self._name}{IN_ITS_ADDRESS}{account.keys[0]}"
        answer = post(
            self._name,
            account.url or DOOR,
            json={
                "ApiKey": account.user,
                "SecretKey": account.password,
                "Content": text.body,
                "Phone": "0" + text.to.removeprefix(HOME_PREFIX),
                "Brandname": text.sender,
                "SmsType": "2",  # customer care under a brand name
                "IsUnicode": "0" if is_gsm7(text.body) else "1",
                "Sandbox": "0",
                "RequestId": text.key,
                "CallbackUrl": self._home.receipts(door),
            },
        )
        code = str(answer.get("CodeResult") or answer.get("error") or "no code")
        if code not in (TAKEN, TAKEN_BEFORE):
            codes.refuse(KIND, code, FAULTS)
        return text.key


def _receipt(said: Mapping[str, str]) -> DeliveryReceipt:
    """Told up to five times. It does not say why a text did not arrive."""
    status, ours = said["SendStatus"], said.get("RequestId", "")
    state, error, may_retry = None, "", False
    if status == _DONE and said.get("SendSuccess", "0").strip("0"):
        state = NotificationState.DELIVERED
    elif status == _DONE:
        state, error, may_retry = NotificationState.FAILED, NotArrived.NETWORK, True
    elif status == _REJECTED:
        state, error = NotificationState.FAILED, NotArrived.FILTERED
    elif status not in _ON_ITS_WAY:
        codes.unknown(KIND, status)
    return DeliveryReceipt(
        state=state, error=error, may_retry=may_retry, provider_id=ours, ref=ref_of(ours)
    )


def _moment(said: str) -> datetime | None:
    """A time such as 20130228130101; None for anything else."""
    try:
        return datetime.strptime(said, "%Y%m%d%H%M%S").replace(tzinfo=HERE)
    except ValueError:
        return None
