"""The deployed functions in this process: pages and webhooks through API Gateway, the queue and the
schedules, on a moto that keeps what they write."""

from __future__ import annotations

import copy
import json
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import requests
from chalice.app import Chalice
from chalice.local import LambdaContext

import app as functions
from chalicelib import settings, wiring
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import CaseFile, Identity, RawContact
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.todos.table import Todo
from chalicelib.usecases.services import Services
from tests.support import aws, gateway, rights
from tests.support.answers import Answer, Mail
from tests.support.aws import Aws
from tests.support.gateway import ACCOUNT, FORM, Pairs, sign
from tests.support.provider import Provider
from tests.support.world import COMPLETE, TUESDAY_NINE


class _OfThread:
    """On Lambda a process has one request at a time, and Chalice keeps it in the app. Here threads
    stand for processes: each has its own, or one would answer another's."""

    def __init__(self) -> None:
        self._held = threading.local()

    def __get__(self, app: Chalice, _: type[Chalice]) -> Any:
        return getattr(self._held, "request", None)

    def __set__(self, app: Chalice, request: Any) -> None:
        self._held.request = request


Chalice.current_request = _OfThread()

CITIZEN = "+84987654321"
HOTLINE = "+84886121666"
OF_A_TEXT = ("MessageSid", f"SM{1:032d}")  # the first that the provider was given
EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response />'


AGENCY = "do-thi"
SUMMARY = "Đèn chiếu sáng công cộng tắt."
_SCREENED = {"field": "S1", "summary": SUMMARY, "agency": AGENCY}
_ANSWERED = {"answer": "Đã thay bóng.", "name": "Lý Văn Tư", "title": "Trưởng phòng"}
_WAY: dict[Todo, tuple[str, dict[str, str]]] = {
    Todo.SCREEN: ("propose", _SCREENED),
    Todo.ASSIGN: ("assign", {"agency": AGENCY, "document": "12/VP", "signer": "Chánh VP"}),
    Todo.ANSWER: ("answer", _ANSWERED),
    Todo.DRAFT: ("draft", {"words": "Đèn đã sáng lại."}),
    Todo.APPROVE: ("approve", {}),
    Todo.TELL: ("tell", {"how": "phone", "whom": "citizen", "note": "Đã nói với người báo tin."}),
}
WAY = (*_WAY, Todo.DIRECT)  # every to-do that a case comes by
_DIRECT_WAY = {Todo.SCREEN: ("ask_direction", {**_SCREENED, "urgent": "yes"})}
_NEXT = {
    (Todo.SCREEN, True): Todo.DIRECT,
    (Todo.SCREEN, False): Todo.ASSIGN,
    (Todo.ASSIGN, False): Todo.ANSWER,
    (Todo.ANSWER, False): Todo.DRAFT,
    (Todo.DRAFT, False): Todo.APPROVE,
    (Todo.APPROVE, False): Todo.TELL,
}


@dataclass
class Deployment:
    """The deployed functions, and everybody who has to do with them. `door` is what its public
    address answers in place of the product."""

    provider: Provider
    aws: Aws
    authority: Authority
    at: datetime = TUESDAY_NINE
    door: tuple[int, str] | Exception | None = None
    doors: Any = None  # those of text gateways (`text_gateways.Doors`)
    _messages: int = 0

    # --- requests

    def call(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        headers: dict[str, str] | None = None,
        *,
        params: dict[str, str] | None = None,
        encoded: bool = False,
        origin: str = "",
    ) -> Answer:
        """One request as API Gateway hands it over; `encoded` carries the body as base64, `params`
        are the path's parameters where they cannot be read from the path."""
        path, _, query = path.partition("?")
        event = gateway.request(method, path, query, params)
        event["headers"] = headers or {}
        event["requestContext"]["identity"] = {"sourceIp": origin}
        event["isBase64Encoded"] = encoded
        event["body"] = gateway.encoded(body, encoded)
        context = LambdaContext("api_handler", 512, 10_000)
        with rights.of("api_handler"):
            answer = functions.app(json.loads(json.dumps(event)), context)
        return Answer(
            answer["statusCode"],
            answer["body"],
            {
                **answer["headers"],
                **{k: ", ".join(v) for k, v in answer["multiValueHeaders"].items()},
            },
        )

    def knocked(self, request: requests.PreparedRequest) -> requests.Response | None:
        """The answer to a request for the product's public address; None to any other."""
        _, ours, path = str(request.url).partition(gateway.BASE)
        if not ours:
            return None
        if isinstance(self.door, Exception):
            raise self.door
        made = requests.Response()
        status, body = self.door or ((answer := self.get(path)).status, answer.body)
        made.status_code, made._content = status, body.encode()
        return made

    def get(self, path: str) -> Answer:
        return self.call("GET", path)

    def post(self, path: str, fields: Pairs, *, origin: str = "", cookie: str = "") -> Answer:
        """A form as a browser posts it, from this IP address; it goes on to the confirmation."""
        headers = {"Content-Type": FORM, **({"Cookie": cookie} if cookie else {})}
        answer = self.call("POST", path, urlencode(fields), headers, origin=origin)
        return self.led_on(answer, cookie)

    def led_on(self, answer: Answer, cookie: str = "") -> Answer:
        """What a browser shows after this answer to a form: the confirmation, if it leads there."""
        to = answer.headers.get("Location", "")
        if "/xong/" not in to:
            return answer
        return self.call("GET", to, headers={"Cookie": cookie} if cookie else {})

    def sms(self, fields: Pairs | None = None, /, **more: str) -> Answer:
        """A text message through the provider's signed webhook."""
        fields = self.message_fields() if fields is None else fields
        return self.signed("/sms/incoming", [*fields, *more.items()])

    def signed(self, path: str, fields: Pairs) -> Answer:
        """What the provider posts; it always says whose account it is about."""
        if "AccountSid" not in dict(fields):
            fields = [("AccountSid", ACCOUNT), *fields]
        headers = {"Content-Type": FORM, "X-Twilio-Signature": sign(path, fields)}
        return self.call("POST", path, urlencode(fields), headers)

    def message_fields(self, text: str = COMPLETE, sender: str = CITIZEN) -> Pairs:
        """What the provider posts for a message; each one is another message."""
        self._messages += 1
        sid = f"SM{self._messages:032x}"
        return [
            ("ToCountry", "VN"),
            ("SmsMessageSid", sid),
            ("NumMedia", "0"),
            ("FromZip", ""),
            ("SmsSid", sid),
            ("SmsStatus", "received"),
            ("Body", text),
            ("To", HOTLINE),
            ("NumSegments", "3"),
            ("MessageSid", sid),
            ("AccountSid", ACCOUNT),
            ("From", sender),
            ("ApiVersion", "2010-04-01"),
        ]

    # --- the way of a case, by its links

    def way_to(self, todo: Todo, text: str = COMPLETE, **screened: str) -> str:
        """A new case, taken along its way until somebody has this to-do; the path of its link.

        While nothing is on file, a way that was gone once is remembered, as if it were gone again.
        """
        remembered = (todo, text, *sorted(screened.items()))
        if self._messages or self.aws.writes:
            return self._go(todo, text, screened)
        if remembered not in _GONE:
            self._go(todo, text, screened)
            _GONE[remembered] = copy.deepcopy((aws.items(), self.provider.sent, self.aws.mails))
        items, sent, mails = copy.deepcopy(_GONE[remembered])
        for name, table in aws.tables().items():
            table.items = items[name]
        self.provider.sent, self.aws.mails, self._messages = sent, mails, 1
        return self.link(todo)

    def _go(self, todo: Todo, text: str, screened: dict[str, str]) -> str:
        self.sms(self.message_fields(text))
        self.deliver()
        here = Todo.SCREEN
        while here is not todo:
            step = _DIRECT_WAY if todo is Todo.DIRECT else _WAY
            action, typed = step[here]
            more = screened if here is Todo.SCREEN else {}
            answer, _ = self.press(self.link(here), action, **{**typed, **more})
            assert answer.status == 200, (here, answer.page.text)
            self.deliver()
            here = _NEXT[here, todo is Todo.DIRECT]
        return self.link(todo)

    def link(self, todo: Todo) -> str:
        """The newest link for this to-do."""
        return self.newest_link(self.holder(todo))

    def holder(self, todo: Todo) -> str:
        """Whom this to-do is mailed to."""
        if todo in (Todo.DIRECT, Todo.APPROVE):
            return self.authority.head.mail
        if todo in (Todo.ASSIGN, Todo.EXTEND, Todo.ADD):
            return self.authority.chief.mail
        if todo is Todo.ANSWER:
            return self.authority.agency(AGENCY).mail
        return self.authority.officer(self.file(self.codes()[0]).case.owner).mail

    def press(self, link: str, action: str, /, **typed: str | list[str]) -> tuple[Answer, Pairs]:
        """Opens, types, presses the button; the answer, and what was posted."""
        view = self.get(link)
        assert view.status == 200
        fields = view.page.fill(action, **typed)
        return self.post(link, fields), fields

    # --- what runs by itself

    def deliver(self) -> list[dict[str, Any]]:
        """The queue hands out all that was enqueued, and rounds are made until nothing waits; what
        broke goes back and is returned."""
        broken = self.hand_out()
        while self.gather()["mails"]:
            broken += self.hand_out()
        return broken

    def hand_out(self) -> list[dict[str, Any]]:
        """The queue hands out all that was enqueued; what broke goes back and is returned."""
        queue = aws.client("sqs")
        url = settings.current().work_queue_url
        broken: list[dict[str, Any]] = []
        while found := queue.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            answer = self._run("dispatch", 60, gateway.queued(found))
            broken += answer["batchItemFailures"]
            for message in found:
                queue.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return broken

    def queued(self) -> int:
        url = settings.current().work_queue_url
        names = ["ApproximateNumberOfMessages"]
        found = aws.client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=names)
        return int(found["Attributes"][names[0]])

    def files(self, event: dict[str, Any]) -> None:
        """What EventBridge tells of the bucket of files."""
        self._run("files", 120, event)

    def sweep(self) -> dict[str, int]:
        return self._run("sweep", 60)

    def escalate(self) -> dict[str, int]:
        return self._run("escalate", 120)

    def reconcile(self) -> dict[str, int]:
        return self._run("reconcile", 120)

    def gather(self) -> dict[str, int]:
        return self._run("gather", 60)

    def report(self) -> dict[str, int]:
        """The day's report, at this moment."""
        return self._run("report", 120)

    def digest(self) -> dict[str, int]:
        return self._run("digest", 120)

    def mail_reported(self, *reports: dict[str, Any] | str) -> list[str]:
        """SES reports about mail; which of the reports go back to the queue."""
        bodies = [said if isinstance(said, str) else json.dumps(said) for said in reports]
        messages = [
            {"MessageId": f"m{place}", "ReceiptHandle": "r", "Body": body}
            for place, body in enumerate(bodies)
        ]
        answer = self._run("mail_events", 60, gateway.queued(messages))
        return [failed["itemIdentifier"] for failed in answer["batchItemFailures"]]

    def _run(self, function: str, seconds: int, event: Any = gateway.SCHEDULED) -> Any:
        """A function of app.py, which may do what its policy says."""
        with rights.of(function):
            context = LambdaContext(function, 512, 1000 * seconds)
            return getattr(functions, function)(event, context)

    def later(self, **spans: float) -> None:
        self.at += timedelta(**spans)

    def start_afresh(self) -> None:
        """As at first: nothing on file, nothing sent; the provider's complaints are kept."""
        aws.emptied()
        self.provider, self.aws = Provider(faults=self.provider.faults), Aws()
        self.at, self._messages = TUESDAY_NINE, 0

    # --- what is on file

    @property
    def services(self) -> Services:
        return wiring.services()

    def raws(self) -> list[RawContact]:
        rows = [row for row in self.dump("vault") if row["cls"]["S"] == "raw"]
        store = wiring.store()
        found = (store.contacts.get(row["pk"]["S"].removeprefix("contact#")) for row in rows)
        numbers = (row["pk"]["S"] for row in self.dump("vault") if row["cls"]["S"] == "sender")
        wait = (raw for name in numbers for raw in store.senders.of(name).came)
        return [*(raw for raw in found if raw), *wait]

    def codes(self) -> list[str]:
        rows = self.dump("cases")
        return [row["pk"]["S"].removeprefix("case#") for row in rows if row["sk"]["S"] == "head"]

    def file(self, code: str = "") -> CaseFile:
        """The case, the only one if it is not named."""
        return self._loaded(code).file

    def notifications(self, code: str = "") -> tuple[Notification, ...]:
        notifications: tuple[Notification, ...] = self._loaded(code).notifications
        return notifications

    def identity(self, code: str = "") -> Identity:
        return wiring.services().store.cases.identity(code or self.codes()[0])

    def _loaded(self, code: str) -> Any:
        code = code or _only(self.codes())
        return wiring.services().store.cases.load(code)

    def dump(self, *names: str) -> list[dict[str, Any]]:
        """Every item of the tables, byte for byte, in the order of their keys."""
        here = aws.tables()
        rows = [
            json.loads(json.dumps(item.to_json()["Attributes"], default=str))
            for name in names or here
            for by_range in here[name].items.values()
            for item in by_range.values()
        ]
        return sorted(rows, key=lambda row: (row["pk"]["S"], row["sk"]["S"]))

    def mails(self, to: str = "") -> list[Mail]:
        return [mail for mail in map(Mail.sent, self.aws.mails) if to in ("", mail.to)]

    def newest_link(self, to: str) -> str:
        return self.mails(to)[-1].link

    def counts(self) -> dict[str, int]:
        """How many there are of each thing that must not multiply."""
        kinds = [row["cls"]["S"] for row in self.dump()]
        found = {kind: kinds.count(kind) for kind in sorted(set(kinds))}
        return {**found, "texts sent": len(self.provider.sent), "mails sent": len(self.aws.mails)}


_GONE: dict[Any, Any] = {}


def _only(found: list[str]) -> str:
    (one,) = found
    return one
