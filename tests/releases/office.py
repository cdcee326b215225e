"""An office in the middle of its work: a case of each open state, whatever is under way beside
them, and what people hold in their hands."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime
from itertools import count
from typing import Any

from chalicelib import settings
from chalicelib.domain.todos.table import Todo
from tests.support import aws
from tests.support.exchange import Exchange
from tests.support.gateway import BASE
from tests.support.going_on import SCREENED, one_step, press
from tests.support.older_release import OlderOffice, plain
from tests.support.world import COMPLETE

Step = Callable[["Office", str], object]  # does something with a case, by its code

MORNING = datetime.fromisoformat("2026-11-25T09:00:00+07:00")
NGHIA = "nghia@vanphong.langson.example"
SECRET = f"Xin giữ bí mật. {COMPLETE}"


class Office:
    """Who works in it. Each case comes from a number of its own."""

    def __init__(self, exchange: Exchange) -> None:
        self.exchange, self.deployment = exchange, exchange.deployment
        self.people = OlderOffice(exchange.deployment)
        self.labels: dict[str, str] = {}
        self.cookie = self.csrf = ""
        self._numbers = count(10)

    def number(self) -> str:
        """Another one each time."""
        return f"+849123460{next(self._numbers)}"

    def new(self, label: str, come: Callable[[], object]) -> str:
        """What comes of it is a case under this label; its code."""
        known = set(self.deployment.codes())
        come()
        [code] = set(self.deployment.codes()) - known
        self.labels[label] = code
        return code

    def texted(self, label: str, *steps: Step, text: str = COMPLETE) -> str:
        """A case that came by text, and went so far."""
        fields = self.deployment.message_fields(text, self.number())
        code = self.new(label, lambda: self.deployment.sms(fields))
        for step in steps:
            self.deployment.deliver()
            step(self, code)
        return code

    # --- the day

    def works(self) -> None:
        """All of it, on one Wednesday; the last things are not done yet."""
        self.deployment.at = MORNING
        for label, steps in WAYS.items():
            self.texted(label, *steps)
        self.texted("received, in secret", text=SECRET)
        self.deployment.deliver()
        self.calls()
        self.signs_in()
        self.deployment.escalate()
        self.deployment.deliver()
        self.texted("received, nothing sent yet")

    def calls(self) -> None:
        """One caller says everything, one hangs up, one is in the middle of it."""
        self.new("received by call", lambda: self.speaking("Đèn đường hỏng."))
        self.new("to be rung back", lambda: self.exchange.gone(self.exchange.ring(self.number())))
        self.deployment.deliver()
        self.speaking("")

    def speaking(self, matter: str) -> str:
        """Somebody says who they are, and the matter if there is one; the call's sid."""
        sid = self.exchange.ring(self.number())
        self.exchange.keys(sid, "1")
        for words in ("Tôi là Hoàng Thị Mai", "Số 45 đường Bắc Sơn"):
            self.exchange.spoken(sid, words)
        self.exchange.keys(sid, "1")
        self.exchange.keys(sid, "2")
        if matter:
            self.exchange.spoken(sid, matter, 30)
        return sid

    def signs_in(self) -> None:
        """One who stays signed in."""
        self.deployment.post("/van-phong/vao", [("mail", NGHIA)])
        self.deployment.deliver()
        lines = self.deployment.mails(NGHIA)[-1].text.splitlines()
        [path] = [line for line in lines if "/van-phong/vao/" in line]
        entered = self.deployment.post(path.removeprefix(BASE), [])
        self.cookie = entered.headers["Set-Cookie"].split(";")[0]
        board = self.deployment.call("GET", "/van-phong", headers={"Cookie": self.cookie})
        found = re.search(r'name="csrf" value="(\w+)"', board.body)
        assert found is not None
        self.csrf = found[1]

    # --- what is kept of it

    def kept(self) -> dict[str, Any]:
        """What tests/support/older_release.py reads."""
        read = {c: plain(self.people.services.store.cases.load(c)) for c in self.labels.values()}
        store = self.people.services.store.links
        links = {n["link"] for of in read.values() for n in of["notifications"] if n["link"]}
        return {
            "now": self.deployment.at.isoformat(),
            "labels": self.labels,
            "tables": {table: self.deployment.dump(table) for table in aws.tables()},
            "queue": self.queue(),
            "read": {"cases": read},
            "tokens": {link: store.token(store.get(link)) for link in sorted(links)},
            "cookie": self.cookie,
            "csrf": self.csrf,
            "recordings": sorted(self.deployment.provider.provider_recordings),
        }

    def queue(self) -> list[str]:
        """The messages that are under way."""
        sqs, url = aws.client("sqs"), settings.current().work_queue_url
        found = []
        while taken := sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10).get("Messages"):
            found += [message["Body"] for message in taken]
        return sorted(found)


# --- how far each case has gone


def on(office: Office, code: str) -> None:
    """Whoever's turn it is does it."""
    one_step(office.people, code)


def asked_the_leader(office: Office, code: str) -> None:
    link = office.people.link(code, Todo.SCREEN)
    press(office.people, link, "ask_direction", **SCREENED, urgent="yes")


def asked_for_time(office: Office, code: str) -> None:
    link = office.people.link(code, Todo.ANSWER)
    by = {"name": "Tư", "title": "Trưởng phòng"}
    press(office.people, link, "ask_time", until="2026-12-15", time_reason="Chờ vật tư.", **by)


def sent_back(office: Office, code: str) -> None:
    link = office.people.link(code, Todo.APPROVE)
    press(office.people, link, "send_back", reason="Viết rõ hơn.")


def told_by_machine(office: Office, code: str) -> None:
    """Told past the key, and rated poorly."""
    press(office.people, office.people.link(code, Todo.TELL), "call")
    office.deployment.deliver()
    for sid in office.exchange.legs():
        if office.exchange.call(sid).state == "ringing":
            office.exchange.take(sid)
            office.exchange.keys(sid, "1")
            office.exchange.keys(sid, "1")


def asked_for_a_person(office: Office, code: str) -> None:
    number = office.people.services.store.cases.identity(code).phone
    words = f"Mã {code}: đề nghị gọi lại cho tôi"
    office.deployment.sms(office.deployment.message_fields(words, number))


WAYS: dict[str, tuple[Step, ...]] = {
    "received": (),
    "direction asked by the officer": (asked_the_leader,),
    "proposed": (on,),
    "assigned": (on,) * 2,
    "assigned, more time asked": (on, on, asked_for_time),
    "answered": (on,) * 3,
    "drafted": (on,) * 4,
    "drafted and sent back": (*(on,) * 4, sent_back),
    "approved": (on,) * 5,
    "told": (on,) * 6,
    "in review": (*(on,) * 5, told_by_machine),
    "to be talked with": (*(on,) * 6, asked_for_a_person),
}
