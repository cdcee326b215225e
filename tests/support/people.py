"""The people around the hotline, on a running stage: each opens their own mail and its link."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar

from chalicelib.authority import load
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.formats import codes
from infra.local.client.stage import Stage
from infra.local.cloud.stack import STACK, client
from tests.support import forms
from tests.support.forms import Page

T = TypeVar("T")
CODE = re.compile(r"\b(\d{3} \d{3} \d{3})\b")
HISTORY = re.compile(r"<li><time>([^<]*)</time> <span>([^<]*)</span>\s*<em>([^<]*)</em>")
WEDNESDAY = "2026-03-11T09:00:00"  # no holiday near; the service is open

# What each mail's subject says, so that a reminder is not taken for the to-do itself.
SUBJECTS = {
    "screen": "mới cần phân loại",
    "screen_urgent": "dấu hiệu cấp bách",
    "hear_call": "Phản ánh qua điện thoại",
    "ring_back": "Đề nghị gọi lại",
    "call_given_up": "Máy gọi ba lần",
    "review": "chưa hài lòng",
    "talk": "đề nghị gặp cán bộ",
    "assign": "Đề xuất giao",
    "direction": "Xin ý kiến chỉ đạo",
    "agency_assigned": "Giao giải quyết phản ánh",
    "agency_assigned_request": "phối hợp giải quyết phản ánh",
    "delegated": "chuyển đồng chí giải quyết",
    "link_anew": "Liên kết mới",
    "draft": "đề nghị dự thảo trả lời",
    "approval": "Trình phê duyệt",
    "sent_back": "được trả lại để hoàn thiện",
    "tell": "đề nghị gọi điện",
    "tell_by_letter": "đề nghị gửi thư thông báo",
    "tell_by_mail": "đề nghị gửi thư điện tử",
    "notice_failed": "Thông báo chưa đến nơi",
}


@cache
def authority() -> Authority:
    return load("langson")


def officer(who: str) -> str:
    return authority().officer(who).mail


def chief() -> str:
    return authority().chief.mail


def chairman() -> str:
    return authority().leader(authority().chairman).mail


def agency(who: str) -> str:
    return authority().agency(who).mail


def history(page: Page) -> list[tuple[str, str, str]]:
    """(time, what, who) of each line, as a person reads them."""
    return [(at, what.strip(), who.strip()) for at, what, who in HISTORY.findall(page.html)]


def outgoing(stage: Stage, number: str) -> list[dict[str, Any]]:
    """What the hotline sent to a number."""
    return [m for m in stage.thread(number) if m["direction"] == "out"]


def rows(stage: Stage, table: str) -> list[dict[str, Any]]:
    """Everything in a table of the stage: CasesTableName or VaultTableName."""
    stacks = client(stage.settings, "cloudformation").describe_stacks(StackName=STACK)["Stacks"]
    name = next(o["OutputValue"] for o in stacks[0]["Outputs"] if o["OutputKey"] == table)
    pages = client(stage.settings, "dynamodb").get_paginator("scan").paginate(TableName=name)
    return [item for page in pages for item in page["Items"]]


@dataclass
class Matter:
    """One matter on its way, and all who deal with it. `owner` is the officer who got it."""

    stage: Stage
    number: str
    code: str
    sid: str = ""
    owner: str = ""
    typed: dict[str, Any] = field(default_factory=dict)

    # --- what reaches people

    def mails(self, to: str, kind: str) -> list[dict[str, Any]]:
        """Newest first."""
        found = self.stage.mail(to)
        return [m for m in found if self.code in m["subject"] and SUBJECTS[kind] in m["subject"]]

    def mail(self, to: str, kind: str, nth: int = 1) -> dict[str, Any]:
        """The nth mail of this kind, once it is there: a round brings what waits for one."""
        found = self.stage.until(lambda: after_a_round(self.stage, lambda: self.nth(to, kind, nth)))
        return dict(found[0])

    def nth(self, to: str, kind: str, nth: int) -> list[dict[str, Any]]:
        """The mails of this kind from the nth on, oldest first."""
        return self.mails(to, kind)[::-1][nth - 1 :]

    def open(self, to: str, kind: str, nth: int = 1) -> Page:
        return forms.get(self.mail(to, kind, nth)["links"][0])

    def texts(self) -> list[str]:
        """What the citizen was sent about this matter."""
        return [m["body"] for m in outgoing(self.stage, self.number)]

    def text(self, part: str) -> str:
        """The text message with these words, once it is there."""
        return str(self.stage.until(lambda: [t for t in self.texts() if part in t])[0])

    def on_file(self) -> Counter[str]:
        """How many there are of each thing on file of the case, and of its number's contacts."""
        plain = self.code.replace(" ", "")
        cases = [r["cls"]["S"] for r in rows(self.stage, "CasesTableName") if plain in repr(r)]
        contacts = [
            r["cls"]["S"] for r in rows(self.stage, "VaultTableName") if self.number in repr(r)
        ]
        return Counter(cases + contacts)

    def attempts(self) -> int | None:
        """How often its notifications were tried in all; None while one of them is being sent."""
        plain = self.code.replace(" ", "")
        found = [r for r in rows(self.stage, "CasesTableName") if r["pk"]["S"].endswith(plain)]
        notifications = [r for r in found if r["cls"]["S"] == "notice"]
        sending = any(n["state"]["S"] == "sending" for n in notifications)
        return None if sending else sum(int(n["attempts"]["N"]) for n in notifications)

    # --- what people do; each returns the page they see afterwards

    def received(self) -> dict[str, Any]:
        """The first mail about the matter, whoever of the officers got it."""
        mine = self.stage.until(lambda: after_a_round(self.stage, self.about))
        self.owner = next(o.id for o in authority().officers if o.mail == mine[-1]["to"])
        return dict(mine[-1])

    def about(self) -> list[dict[str, Any]]:
        """All mails about this matter alone, newest first."""
        return [m for m in self.stage.mail() if self.code in m["subject"]]

    def said(self, to: str) -> list[tuple[str, str]]:
        """What mails to this address say of the matter, newest first, each with its link: the
        subject of a mail about it alone, heading and row of one about several."""
        found = []
        for mail in self.stage.mail(to):
            if self.code in mail["subject"]:
                found.append((mail["subject"], mail["links"][0]))
            elif self.code in mail["text"] and "/viec/" in mail["text"]:
                found += _rows_about(self.code, mail["text"])
        return found

    def screening(self) -> Page:
        return forms.get(self.received()["links"][0])

    def propose(self, agency: str = "do-thi", **typed: Any) -> Page:
        filled = {"summary": "Đèn đường hỏng, đề nghị sửa.", "field": "S1", **self.typed, **typed}
        page = self.screening().post("propose", agency=agency, **filled)
        self.owner = authority().owner_of(filled["field"]).id
        return page

    def assign(self, **typed: Any) -> Page:
        page = self.open(chief(), "assign")
        return page.post("assign", **{"document": "125/VP-TCD", **typed})

    def answer(self, who: str = "do-thi", said: str = "Đã thay bóng, đèn sáng.", **by: str) -> Page:
        page = self.open(agency(who), "agency_assigned")
        by = {"name": "Vi Văn Toàn", "title": "Phó Trưởng phòng", **by}
        return page.post("answer", answer=said, **by)

    def draft(self, words: str = "Đèn đã sáng từ ngày 12/3. Trân trọng.", **typed: str) -> Page:
        return self.open(officer(self.owner), "draft").post("draft", words=words, **typed)

    def approve(self, nth: int = 1, **typed: str) -> Page:
        return self.open(chairman(), "approval", nth).post("approve", **typed)

    def telling(self, kind: str = "tell") -> Page:
        return self.open(officer(self.owner), kind)

    def to_approval(self) -> None:
        """Everything up to the leader's desk."""
        for page in (self.propose(), self.assign(), self.answer(), self.draft()):
            assert page.status == 200, page.text


def _rows_about(code: str, text: str) -> list[tuple[str, str]]:
    """Heading and row, and the row's link."""
    found, heading, lines = [], "", text.splitlines()
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if line.startswith("– ") and code in line:
            found.append((f"{heading}: {line}", after))
        elif line.strip() and not line.startswith(("– ", "http")):
            heading = line
    return found


def after_a_round(stage: Stage, look: Callable[[], T]) -> T:
    """What is seen, if need be after a round of mails."""
    return look() or (stage.run("gather") and look())


def waiting(stage: Stage, number: str) -> Matter:
    """The matter of a number that has got no answer yet."""
    kept = [r for r in rows(stage, "VaultTableName") if number in repr(r) and "taken_as" in r]
    code = next(r["taken_as"]["S"] for r in kept if r["taken_as"]["S"])
    return Matter(stage, number, " ".join((code[:3], code[3:6], code[6:])))


def text(stage: Stage, number: str, body: str, **typed: Any) -> Matter:
    """A citizen texts the hotline and gets a code. `typed` is what the officer will type."""
    stage.run("gather")  # what others have left waiting goes out without this matter
    before = len(outgoing(stage, number))
    sid = stage.sms(number, body)["sid"]
    reply = stage.until(lambda: outgoing(stage, number)[before:])[0]["body"]
    code = CODE.search(reply)
    assert code is not None, reply
    return Matter(stage, number, code[1], sid, typed=typed)


NAME, ADDRESS = "Tôi là Hoàng Thị Mai", "Số 45 đường Bắc Sơn, phường Hoàng Văn Thụ"
LAMP = "Đèn đường ngõ 5 Bà Triệu hỏng cả tháng nay, đề nghị sửa giúp dân"
HEARD = {"name": "Hoàng Thị Mai", "address": "Số 45 đường Bắc Sơn", "account": LAMP}


def speaking(stage: Stage, number: str) -> str:
    """A citizen rings and has said name and address, confirmed the number, asks for no secrecy;
    the sid of a call that now waits for the matter."""
    sid = str(stage.phones.ring(number)["sid"])
    stage.phones.keys(sid, "1")
    for words in (NAME, ADDRESS):
        stage.phones.say(sid, words)
        stage.phones.keys(sid, "#")
    stage.phones.keys(sid, "1")
    assert stage.phones.keys(sid, "2")["awaits"] == "recording"
    return sid


def telephone(stage: Stage, number: str, matter: str = LAMP) -> Matter:
    """A citizen rings and is given a code. The officer will type what was said."""
    stage.run("gather")
    sid = speaking(stage, number)
    stage.phones.say(sid, matter, 30)
    heard = stage.phones.keys(sid, "#")["heard"]
    [again] = [line for line in heard if line.startswith("Xin nhắc lại")]
    return Matter(stage, number, codes.grouped(_digits(again)), sid, typed=dict(HEARD))


def _digits(spelled: str) -> str:
    """The digits in what the voice spelled out."""
    words = re.findall(r"\w+", spelled)
    return "".join(str(DIGITS.index(word)) for word in words if word in DIGITS)


DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
