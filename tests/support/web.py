"""The doorway as the world meets it: API Gateway's events, a provider that signs and takes texts,
mail and queue on moto, and each of them broken when a test asks for it."""

from __future__ import annotations

import base64
import copy
import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any
from unittest import mock
from urllib.parse import parse_qsl, urlencode

import boto3
import pytest
import requests
from botocore.client import BaseClient
from botocore.exceptions import EndpointConnectionError
from chalice.local import LambdaContext, RouteMatcher
from moto import mock_aws
from moto.core import DEFAULT_ACCOUNT_ID
from moto.core.serialize import BaseJSONSerializer
from moto.dynamodb.models import dynamodb_backends
from moto.sqs.models import sqs_backends
from requests.adapters import HTTPAdapter
from twilio.request_validator import RequestValidator

import app as functions
from chalicelib import settings, wiring
from chalicelib.authority import load
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import CaseFile, Identity, RawContact
from chalicelib.domain.case.notifications import Notification, Todo
from chalicelib.providers.time_source import SystemTime
from chalicelib.usecases.services import Services
from tests.support import forms, openapi, tables
from tests.support.provider import Provider
from tests.support.world import COMPLETE, TUESDAY_NINE

BASE = "http://127.0.0.1:8000"
CITIZEN = "+84987654321"
HOTLINE = "+84886121666"
TOKEN = "the provider's token"
FORM = "application/x-www-form-urlencoded"
EMPTY_TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response />'

Pairs = list[tuple[str, str]]


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


@dataclass
class Aws:
    """Calls to AWS, one at a time as moto needs it; those in `refused` cannot be reached."""

    refused: set[str] = field(default_factory=set)
    left: int = 0
    mails: list[dict[str, Any]] = field(default_factory=list)
    writes: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def call(self, real: Callable[..., Any], client: BaseClient, name: str, kwargs: Any) -> Any:
        with self._lock:
            if name in self.refused and self.left:
                self.left -= 1
                raise EndpointConnectionError(endpoint_url=name)
            answer = real(client, name, kwargs)
            self.writes += name in ("PutItem", "UpdateItem", "DeleteItem", "TransactWriteItems")
            if name == "SendEmail":
                self.mails.append(kwargs)
            return answer

    @contextmanager
    def refusing(self, *operations: str, times: int = 999) -> Iterator[None]:
        """These operations fail, so many times, as if the service could not be reached."""
        self.refused, self.left = set(operations), times
        try:
            yield
        finally:
            self.refused, self.left = set(), 0


@dataclass(frozen=True)
class Mail:
    to: str
    subject: str
    text: str
    html: str

    @property
    def link(self) -> str:
        """The path of the link in it."""
        found = [line for line in self.text.splitlines() if line.startswith(f"{BASE}/viec/")]
        return found[0].removeprefix(BASE) if found else ""


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
    Todo.TELL: ("tell", {"how": "phone", "note": "Đã nói với người báo tin."}),
}
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
class Doorway:
    """The deployed functions, and everybody who knocks."""

    provider: Provider
    aws: Aws
    authority: Authority
    at: datetime = TUESDAY_NINE
    _messages: int = 0

    # --- knocking

    def call(
        self,
        method: str,
        path: str,
        body: bytes | str | None = None,
        headers: dict[str, str] | None = None,
        *,
        params: dict[str, str] | None = None,
        encoded: bool = False,
    ) -> Answer:
        """One request as API Gateway hands it over; `encoded` carries the body as base64, `params`
        are the path's parameters where they cannot be read from the path."""
        path, _, query = path.partition("?")
        event = _event(method, path, query, params)
        event["headers"] = headers or {}
        event["isBase64Encoded"] = encoded
        event["body"] = _body(body, encoded)
        answer = functions.app(json.loads(json.dumps(event)), LambdaContext("api", 512, 10_000))
        return Answer(
            answer["statusCode"],
            answer["body"],
            {
                **answer["headers"],
                **{k: ", ".join(v) for k, v in answer["multiValueHeaders"].items()},
            },
        )

    def get(self, path: str) -> Answer:
        return self.call("GET", path)

    def post(self, path: str, fields: Pairs) -> Answer:
        """A form as a browser posts it."""
        return self.call("POST", path, urlencode(fields), {"Content-Type": FORM})

    def sms(self, fields: Pairs | None = None, /, **more: str) -> Answer:
        """A text message through the provider's signed webhook."""
        fields = self.message_fields() if fields is None else fields
        return self.signed("/sms/incoming", [*fields, *more.items()])

    def signed(self, path: str, fields: Pairs) -> Answer:
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
            ("AccountSid", "AC" + "0" * 32),
            ("From", sender),
            ("ApiVersion", "2010-04-01"),
        ]

    # --- the way of a case, by its links

    def way_to(self, todo: Todo, text: str = COMPLETE, **screened: str) -> str:
        """A new case, taken along its way until somebody has this to-do; the path of its link.

        In an empty house the way that was once gone is remembered, as if it had been gone again.
        """
        remembered = (todo, text, *sorted(screened.items()))
        if self._messages or self.aws.writes:
            return self._go(todo, text, screened)
        if remembered not in _GONE:
            self._go(todo, text, screened)
            _GONE[remembered] = copy.deepcopy((_items(), self.provider.sent, self.aws.mails))
        items, sent, mails = copy.deepcopy(_GONE[remembered])
        for name, table in _tables().items():
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
        """The queue hands out all that was kicked; what broke goes back and is returned."""
        queue = _client("sqs")
        url = settings.current().work_queue_url
        broken: list[dict[str, Any]] = []
        while found := queue.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            answer = functions.dispatch(_sqs_event(found), LambdaContext("dispatch", 512, 60_000))
            broken += answer["batchItemFailures"]
            for message in found:
                queue.delete_message(QueueUrl=url, ReceiptHandle=message["ReceiptHandle"])
        return broken

    def queued(self) -> int:
        url = settings.current().work_queue_url
        names = ["ApproximateNumberOfMessages"]
        found = _client("sqs").get_queue_attributes(QueueUrl=url, AttributeNames=names)
        return int(found["Attributes"][names[0]])

    def sweep(self) -> dict[str, int]:
        found: dict[str, int] = functions.sweep(_SCHEDULED, LambdaContext("sweep", 512, 60_000))
        return found

    def escalate(self) -> dict[str, int]:
        context = LambdaContext("escalate", 512, 120_000)
        found: dict[str, int] = functions.escalate(_SCHEDULED, context)
        return found

    def later(self, **spans: float) -> None:
        self.at += timedelta(**spans)

    # --- what is on file

    @property
    def services(self) -> Services:
        return wiring.services()

    def raws(self) -> list[RawContact]:
        rows = [row for row in self.dump("vault") if row["cls"]["S"] == "raw"]
        services = wiring.services()
        found = (services.contacts.get(row["pk"]["S"].removeprefix("contact#")) for row in rows)
        return [raw for raw in found if raw]

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
        return wiring.services().cases.identity(code or self.codes()[0])

    def _loaded(self, code: str) -> Any:
        code = code or _only(self.codes())
        return wiring.services().cases.load(code)

    def dump(self, *names: str) -> list[dict[str, Any]]:
        """Every item of the tables, byte for byte, in the order of their keys."""
        here = _tables()
        rows = [
            json.loads(json.dumps(item.to_json()["Attributes"], default=str))
            for name in names or here
            for by_range in here[name].items.values()
            for item in by_range.values()
        ]
        return sorted(rows, key=lambda row: (row["pk"]["S"], row["sk"]["S"]))

    def mails(self, to: str = "") -> list[Mail]:
        return [mail for mail in map(_mail, self.aws.mails) if to in ("", mail.to)]

    def newest_link(self, to: str) -> str:
        return self.mails(to)[-1].link

    def counts(self) -> dict[str, int]:
        """How many there are of each thing that must not multiply."""
        kinds = [row["cls"]["S"] for row in self.dump()]
        found = {kind: kinds.count(kind) for kind in sorted(set(kinds))}
        return {**found, "texts sent": len(self.provider.sent), "mails sent": len(self.aws.mails)}


_GONE: dict[Any, Any] = {}


def _tables() -> dict[str, Any]:
    """moto's own tables, by name."""
    found: dict[str, Any] = dynamodb_backends[DEFAULT_ACCOUNT_ID][settings.current().region].tables
    return found


def _items() -> dict[str, Any]:
    return {name: table.items for name, table in _tables().items()}


def sign(path: str, fields: Pairs, token: str = TOKEN) -> str:
    """The provider's signature, by its own library."""
    params: dict[str, list[str]] = {}
    for name, value in fields:
        params.setdefault(name, []).append(value)
    return str(RequestValidator(token).compute_signature(BASE + path, _Params(params)))


class _Params(dict[str, list[str]]):
    def getlist(self, name: str) -> list[str]:
        return self[name]


def at_once(times: int, act: Callable[[], Any]) -> list[Any]:
    """The same thing by so many at the same moment; what each got."""
    gate = threading.Barrier(times)

    def one(_: int) -> Any:
        gate.wait()
        return act()

    with ThreadPoolExecutor(times) as pool:
        return list(pool.map(one, range(times)))


def _only(found: list[str]) -> str:
    (one,) = found
    return one


def _mail(sent: dict[str, Any]) -> Mail:
    message = sent["Message"]
    return Mail(
        to=sent["Destination"]["ToAddresses"][0],
        subject=message["Subject"]["Data"],
        text=message["Body"]["Text"]["Data"],
        html=message["Body"]["Html"]["Data"],
    )


def _event(method: str, path: str, query: str, params: dict[str, str] | None) -> dict[str, Any]:
    if params is None:
        matched = RouteMatcher(list(functions.app.routes)).match_route(path)
        route, params = matched.route, matched.captured
    else:
        route = next(
            r for r in functions.app.routes if "{" in r and r.split("/")[1] == path.split("/")[1]
        )
    several: dict[str, list[str]] = {}
    for name, value in parse_qsl(query, keep_blank_values=True):
        several.setdefault(name, []).append(value)
    return {
        "resource": route,
        "path": path,
        "httpMethod": method,
        "requestContext": {"httpMethod": method, "resourcePath": route, "path": path},
        "pathParameters": params or None,
        "multiValueQueryStringParameters": several or None,
        "stageVariables": None,
    }


def _body(body: bytes | str | None, encoded: bool) -> str | None:
    if body is None:
        return None
    plain = body.encode() if isinstance(body, str) else body
    return base64.b64encode(plain).decode() if encoded else plain.decode("utf-8", "replace")


def _sqs_event(messages: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "Records": [
            {
                "messageId": message["MessageId"],
                "receiptHandle": message["ReceiptHandle"],
                "body": message["Body"],
                "attributes": {},
                "messageAttributes": {},
                "eventSource": "aws:sqs",
            }
            for message in messages
        ]
    }


_SCHEDULED: dict[str, Any] = {
    "version": "0",
    "account": "1",
    "region": "r",
    "detail": {},
    "detail-type": "Scheduled Event",
    "source": "aws.events",
    "time": "2017-01-17T02:00:00Z",
    "id": "1",
    "resources": [],
}


_thorough = BaseJSONSerializer._serialize_type_structure


def _quick(self: BaseJSONSerializer, serialized: Any, value: Any, shape: Any, key: str) -> None:
    """moto looks for each of ten kinds of content in every value, which took half of a test's
    time; a value says itself which one it has."""
    if shape.name != "AttributeValue":
        return _thorough(self, serialized, value, shape, key)
    held: dict[str, Any] = {}
    for kind, content in (value if isinstance(value, dict) else value.to_json()).items():
        self._serialize(held, content, shape.members[kind], kind)
    serialized[key] = held
    return None


@cache
def _client(service: str) -> Any:
    """The test's own hand on a service, made once for a module."""
    return boto3.client(service)


# --- fixtures


@pytest.fixture(scope="module")
def services() -> Iterator[None]:
    """moto with the template's tables, the queue, the sender; once for all tests of a module."""
    openapi.described()  # if it was not fetched, that is said here, where no product catches it
    with mock_aws(), mock.patch.object(BaseJSONSerializer, "_serialize_type_structure", _quick):
        tables.create_tables()
        tables._forget_connections()
        _client("ses").verify_email_identity(EmailAddress=settings.current().mail_from)
        place = {"LocationConstraint": settings.current().region}
        bucket = settings.current().recordings_bucket
        _client("s3").create_bucket(Bucket=bucket, CreateBucketConfiguration=place)
        yield
        tables._forget_connections()
        _client.cache_clear()


@pytest.fixture
def doorway(services: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Doorway]:
    """An empty house at nine on a Tuesday, everything working."""
    for table in _tables().values():
        table.items.clear()
    sqs_backends[DEFAULT_ACCOUNT_ID][settings.current().region].queues.clear()
    _client("sqs").create_queue(QueueName="notices")
    configure(TOKEN)
    made = Doorway(provider=Provider(), aws=Aws(), authority=load("langson"))
    monkeypatch.setattr(SystemTime, "now", lambda _: made.at)
    real = BaseClient._make_api_call

    def call(client: BaseClient, name: str, kwargs: Any) -> Any:
        return made.aws.call(real, client, name, kwargs)

    def send(_: HTTPAdapter, request: requests.PreparedRequest, **__: Any) -> requests.Response:
        return made.provider.take(request)

    with (
        mock.patch.object(BaseClient, "_make_api_call", call),
        mock.patch.object(HTTPAdapter, "send", send),
    ):
        yield made
    forget()
    assert not made.provider.faults, made.provider.faults


def configure(*tokens: str, link_key: str = "a key for links") -> None:
    """The deployment's secrets as they stand now; every process starts afresh."""
    secrets = {
        "twilio_account_sid": "AC" + "1" * 32,
        "twilio_auth_tokens": list(tokens),
        "link_key": link_key,
        "phone_key": "a key for numbers",
    }
    _client("ssm").put_parameter(
        Name=settings.current().secrets_parameter,
        Value=json.dumps(secrets),
        Type="SecureString",
        Overwrite=True,
    )
    forget()


def forget() -> None:
    """As in a new process."""
    wiring.secrets.cache_clear()
    wiring.services.cache_clear()
