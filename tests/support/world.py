"""A house to try things in: the real store on moto, real rules, providers that can be broken."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from chalicelib.authority import calendar_of, load
from chalicelib.domain.case.case import Channel, RawContact
from chalicelib.store.board import DynamoAccess, DynamoBoard
from chalicelib.store.calls import DynamoCalls, DynamoRecordings
from chalicelib.store.cases import DynamoCases
from chalicelib.store.contacts import DynamoContacts
from chalicelib.store.jobs import DynamoJobs
from chalicelib.store.outbox import DynamoOutbox
from chalicelib.store.sessions import DynamoSessions
from chalicelib.usecases.delivery.dispatch import dispatch
from chalicelib.usecases.ports.errors import RefusedError
from chalicelib.usecases.ports.world import Letter, StoredFile
from chalicelib.usecases.services import Services
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
    """Keeps what was kicked; `down` makes it refuse."""

    refs: list[str] = field(default_factory=list)
    down: bool = False

    def enqueue(self, refs: Iterable[str], after: int = 0) -> None:
        if self.down:
            raise ConnectionError("queue down")
        self.refs += refs


@dataclass
class Texts:
    """The provider of text messages; raises what stands in `broken`, in turn."""

    sent: list[tuple[str, str, str]] = field(default_factory=list)
    broken: list[Exception] = field(default_factory=list)

    def send(self, to: str, text: str, receipt_path: str) -> str:
        if self.broken:
            raise self.broken.pop(0)
        self.sent.append((to, text, receipt_path))
        return f"SM{len(self.sent):032d}"


@dataclass
class Mails:
    sent: list[Letter] = field(default_factory=list)
    broken: list[Exception] = field(default_factory=list)

    def send(self, letter: Letter) -> str:
        if self.broken:
            raise self.broken.pop(0)
        self.sent.append(letter)
        return f"mail-{len(self.sent)}"

    def to(self, address: str) -> list[Letter]:
        return [letter for letter in self.sent if letter.to == address]


@dataclass
class Telephone:
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
class Sounds:
    """The authority's own storage."""

    kept: dict[str, StoredFile] = field(default_factory=dict)
    origin: str = "https://sounds.example"

    def put(self, key: str, sound: StoredFile) -> None:
        self.kept[key] = sound

    def address(self, key: str) -> str:
        return f"{self.origin}/{key}"


class World:
    """One house with everything in it, and the citizen outside."""

    def __init__(self) -> None:
        self.time = SetTime()
        self.queue = Queue()
        self.texts = Texts()
        self.mails = Mails()
        self.telephone = Telephone()
        self.provider_recordings = ProviderRecordings()
        self.files = Sounds()
        self.authority = load("langson")
        self.services = Services(
            authority=self.authority,
            calendar=calendar_of("langson"),
            contacts=DynamoContacts(self._key),
            calls=DynamoCalls(self._key),
            recordings=DynamoRecordings(),
            cases=DynamoCases(self._key),
            outbox=DynamoOutbox(),
            board=DynamoBoard(self._key),
            sessions=DynamoSessions(),
            access=DynamoAccess(),
            jobs=DynamoJobs(),
            queue=self.queue,
            texting=self.texts,
            mailing=self.mails,
            calling=self.telephone,
            provider_recordings=self.provider_recordings,
            files=self.files,
            time=self.time,
            link_key="a key for links",
            base_url="http://127.0.0.1:8000",
        )
        self._messages = 0

    @staticmethod
    def _key(number: str) -> str:
        return f"hash-of-{number}"

    def raw(self, text: str = COMPLETE, sender: str = "+84987654321", sid: str = "") -> RawContact:
        self._messages += 1
        return RawContact(
            id=sid or f"contact-{self._messages}",
            authority=self.authority.id,
            channel=Channel.SMS,
            received_at=self.time.now(),
            sender=sender,
            to="+84886121666",
            text=text,
        )

    def message(self, text: str = COMPLETE, sender: str = "+84987654321") -> str:
        """A citizen texts; returns the case code."""
        raw = self.raw(text, sender)
        receive(self.services, raw)
        kept = self.services.contacts.get(raw.id)
        assert kept is not None
        return kept.taken_as

    def deliver(self) -> None:
        """The queue hands out all that was kicked."""
        while self.queue.refs:
            dispatch(self.services, self.queue.refs.pop(0))

    def token(self, address: str) -> str:
        """The token of the newest link mailed to this address."""
        return self.mails.to(address)[-1].url.rsplit("/", 1)[-1]

    def texts_to(self, number: str) -> list[str]:
        return [text for to, text, _ in self.texts.sent if to == number]

    def later(self, **spans: float) -> None:
        self.time.at += timedelta(**spans)


def links_in(text: str) -> list[str]:
    return re.findall(r"https?://\S+/viec/(\S+)", text)
