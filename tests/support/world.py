"""Services to try things with: the real store on moto, real rules, providers that can be broken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.authority import calendar_of, load
from chalicelib.domain.authority.texting import TWILIO
from chalicelib.providers.aws.shelf import S3Shelf
from chalicelib.providers.contents.cleaning import ContentCleaning
from chalicelib.store.case.attachments import DynamoAttachments
from chalicelib.store.case.board import DynamoBoard
from chalicelib.store.case.cases import DynamoCases
from chalicelib.store.case.facts import DynamoFacts
from chalicelib.store.case.openings import DynamoOpenings
from chalicelib.store.citizens.calls import DynamoCalls, DynamoRecordings
from chalicelib.store.citizens.contacts import DynamoContacts
from chalicelib.store.citizens.senders import DynamoSenders
from chalicelib.store.office.access import DynamoAccess
from chalicelib.store.office.jobs import DynamoJobs
from chalicelib.store.office.kept_forms import DynamoKeptForms
from chalicelib.store.office.keys import DynamoKeys
from chalicelib.store.office.sessions import DynamoSessions
from chalicelib.store.office.settings import DynamoSettings
from chalicelib.store.office.statements import DynamoStatements
from chalicelib.store.sending.day_counts import DynamoDayCounts
from chalicelib.store.sending.gatherings import DynamoGatherings
from chalicelib.store.sending.links import DynamoLinks
from chalicelib.store.sending.outbox import DynamoOutbox
from chalicelib.usecases.delivery.dispatch import dispatch
from chalicelib.usecases.ports.errors import RefusedError
from chalicelib.usecases.ports.incoming import Incoming, Listed
from chalicelib.usecases.ports.queue import Message, encode
from chalicelib.usecases.ports.world import Balance, Mail, StoredFile, Text
from chalicelib.usecases.schedules import gather
from chalicelib.usecases.services import Delivery, Rules, Services, Store, Telephone
from chalicelib.usecases.services import Files as SentFiles
from chalicelib.usecases.texts.receive import receive

VN = ZoneInfo("Asia/Ho_Chi_Minh")
TUESDAY_NINE = datetime(2017, 1, 17, 9, 0, tzinfo=VN)
COMPLETE = (
    "Tôi tên là Hoàng Thị Mai, số 45 đường Bắc Sơn, phường Hoàng Văn Thụ, ĐT 0987.654.321. "
    "Đèn đường ngõ 5 Bà Triệu hỏng cả tháng nay, đề nghị sửa giúp dân."
)


@dataclass
class SetTime:
    at: datetime = TUESDAY_NINE

    def now(self) -> datetime:
        return self.at


@dataclass
class Queue:
    """Keeps what was asked for; `down` makes it refuse."""

    refs: list[str] = field(default_factory=list)
    down: bool = False

    def enqueue(self, messages: Iterable[Message], after: int = 0) -> None:
        if self.down:
            raise ConnectionError("queue down")
        self.refs += map(encode, messages)


@dataclass
class Texts:
    """The provider of text messages; raises what stands in `broken`, in turn."""

    sent: list[tuple[str, str, str]] = field(default_factory=list)
    broken: list[Exception] = field(default_factory=list)

    def has(self, gateway: str) -> bool:
        return gateway == TWILIO

    def send(self, text: Text) -> str:
        if self.broken:
            raise self.broken.pop(0)
        self.sent.append((text.to, text.body, text.ref))
        return f"SM{len(self.sent):032d}"


@dataclass
class Mails:
    sent: list[Mail] = field(default_factory=list)
    broken: list[Exception] = field(default_factory=list)

    def send(self, mail: Mail) -> str:
        if self.broken:
            raise self.broken.pop(0)
        self.sent.append(mail)
        return f"mail-{len(self.sent)}"

    def to(self, address: str) -> list[Mail]:
        return [mail for mail in self.sent if mail.to == address]


@dataclass
class Calls:
    """The provider of outgoing calls; raises what stands in `broken`, in turn."""

    rung: list[tuple[str, str, str, str]] = field(default_factory=list)
    broken: list[Exception] = field(default_factory=list)

    def ring(self, to: str, line: str, answer_path: str, status_path: str) -> str:
        if self.broken:
            raise self.broken.pop(0)
        self.rung.append((to, line, answer_path, status_path))
        return f"CA{len(self.rung):032d}"


@dataclass
class ProviderRecordings:
    """Recordings at the provider, by their id; those of `broken` come first."""

    there: dict[str, bytes] = field(default_factory=dict)
    broken: list[Exception] = field(default_factory=list)

    def fetch(self, provider_id: str) -> StoredFile:
        if self.broken:
            raise self.broken.pop(0)
        if provider_id not in self.there:
            raise RefusedError("404")
        return StoredFile(content=self.there[provider_id], type="audio/wav")

    def forget(self, provider_id: str) -> None:
        if self.broken:
            raise self.broken.pop(0)
        self.there.pop(provider_id, None)


@dataclass
class Lists:
    """What the provider lists, by number."""

    texts_to: dict[str, list[Listed]] = field(default_factory=dict)
    calls_to: dict[str, list[Listed]] = field(default_factory=dict)

    def texts(self, number: str, since: datetime) -> list[Listed]:
        return self.texts_to.get(number, [])

    def calls(self, number: str, since: datetime) -> list[Listed]:
        return self.calls_to.get(number, [])


class Account:
    """Our account at the provider."""

    def balance(self) -> Balance:
        return Balance(amount=100.0, currency="USD")


@dataclass
class Pictures:
    """What came with texts, at the provider."""

    kept: dict[str, bytes] = field(default_factory=dict)

    def fetch(self, media: str, most: int) -> StoredFile:
        return StoredFile(content=self.kept[media][:most], type="image/jpeg")


@dataclass
class Files:
    """The authority's own storage."""

    kept: dict[str, StoredFile] = field(default_factory=dict)
    origin: str = "https://sounds.example"

    def put(self, key: str, file: StoredFile) -> None:
        self.kept[key] = file

    def address(self, key: str) -> str:
        return f"{self.origin}/{key}"


class World:
    """The services with everything in them, and the citizen outside."""

    def __init__(self) -> None:
        self.time = SetTime()
        self.queue = Queue()
        self.texts = Texts()
        self.mails = Mails()
        self.telephone = Calls()
        self.provider_recordings = ProviderRecordings()
        self.files = Files()
        self.pictures = Pictures()
        self.lists = Lists()
        self.authority = load("langson")
        self.services = Services(
            rules=Rules(authority=self.authority, calendar=calendar_of("langson"), time=self.time),
            store=Store(
                contacts=DynamoContacts(self._key),
                calls=DynamoCalls(self._key),
                recordings=DynamoRecordings(),
                cases=DynamoCases(self._key),
                facts=DynamoFacts(),
                attachments=DynamoAttachments(),
                outbox=DynamoOutbox(),
                links=DynamoLinks(lambda: "a key for links"),
                openings=DynamoOpenings(),
                day_counts=DynamoDayCounts(),
                gatherings=DynamoGatherings(),
                senders=DynamoSenders(self._key),
                board=DynamoBoard(self._key),
                sessions=DynamoSessions(lambda: "a key for links"),
                kept_forms=DynamoKeptForms(),
                keys=DynamoKeys(),
                access=DynamoAccess(),
                jobs=DynamoJobs(),
                settings=DynamoSettings(),
                statements=DynamoStatements(),
                queue=self.queue,
            ),
            delivery=Delivery(
                texting=self.texts, mailing=self.mails, base_url="http://127.0.0.1:8000"
            ),
            telephone=Telephone(
                calling=self.telephone,
                recordings=self.provider_recordings,
                media=self.pictures,
                files=self.files,
                lists=self.lists,
                account=Account(),
            ),
            files=SentFiles(
                shelf=S3Shelf("files", "ap-southeast-1"), cleaning=ContentCleaning(), scanned=True
            ),
        )
        self._messages = 0

    @staticmethod
    def _key(number: str) -> str:
        return sha256(number.encode()).hexdigest()

    def text(self, text: str = COMPLETE, sender: str = "+84987654321", sid: str = "") -> Incoming:
        self._messages += 1
        return Incoming(
            id=sid or f"contact-{self._messages}", sender=sender, to="+84886121666", text=text
        )

    def message(self, text: str = COMPLETE, sender: str = "+84987654321") -> str:
        """A citizen texts; returns the case code, "" as long as there is none."""
        incoming = self.text(text, sender)
        receive(self.services.rules, self.services.store, self.services.files, incoming)
        kept = self.services.store.contacts.get(incoming.id)
        return kept.taken_as if kept else ""

    def deliver(self) -> None:
        """Rounds are made until nothing waits, and the queue hands out all that was enqueued."""
        again = True
        while again:
            while self.queue.refs:
                dispatch(self.services, self.queue.refs.pop(0))
            again = bool(gather.round_up(self.services.rules, self.services.store)["mails"])

    def token(self, address: str) -> str:
        """The token of the newest link mailed to this address."""
        return self.mails.to(address)[-1].url.rsplit("/", 1)[-1]

    def texts_to(self, number: str) -> list[str]:
        return [text for to, text, _ in self.texts.sent if to == number]

    def goes_by(self, **rules: object) -> None:
        """The next request goes by other rules: another calendar, another authority."""
        self.services = with_rules(self.services, **rules)

    def later(self, **spans: float) -> None:
        self.time.at += timedelta(**spans)


def with_rules(services: Services, **rules: Any) -> Services:
    """The same services, going by other rules."""
    return replace(services, rules=replace(services.rules, **rules))


def links_in(text: str) -> list[str]:
    return re.findall(r"https?://\S+/viec/(\S+)", text)
