"""Whoever changes a text sees it as it will go out, before it is saved: a mail as a whole."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from chalicelib import wiring
from chalicelib.authority.documents import AUTHORITY, PEOPLE
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.formats import codes
from chalicelib.usecases.ports.settings import Edit
from chalicelib.usecases.settings import samples
from tests.support import saved
from tests.support.answers import Answer
from tests.support.deployment import Deployment
from tests.support.office import CHIEF, NGHIA, Office
from tests.support.requests import counted
from tests.support.settings_pages import looked, number, save

SETTINGS = "/van-phong/cai-dat"
TEXTS = f"{SETTINGS}/cau-chu"
EVIL = "</textarea></blockquote></div></section><script>alert(1)</script><form action='//x'>"


@pytest.fixture
def chief(clock: saved.Clock, deployment: Deployment) -> Office:
    return Office(deployment, CHIEF)


def mail_of(answer: Answer) -> str:
    """The part of the page that has the mail."""
    found = re.search(r'(?s)<section[^>]*id="as-sent".*?</section>', answer.body)
    assert found, answer.page.text
    return found[0]


def attributes_of(html: str) -> set[str]:
    """Of all of its elements, as a browser reads them: none leads anywhere without one."""
    found: set[str] = set()

    class Read(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            found.update(name for name, _ in attrs)

    Read().feed(html)
    return found


def test_a_changed_mail_is_seen_whole_before_it_is_saved(chief: Office) -> None:
    address = f"{TEXTS}/mail.agency_assigned.subject"
    shown = mail_of(looked(chief, address, text="[{code}] Việc mới – {due_day}"))
    assert "Thư sẽ gửi đi" in shown
    assert "duongdaynong@" in shown
    assert "Phòng Quản lý A &lt;co-quan-a@vi-du.example&gt;" in shown
    assert re.search(r"<b>\[123 456 789\] Việc mới – \d\d/\d\d/\d{4}</b>", shown)
    assert 'class="mailed-button">Xem nội dung và trả lời</a>' in shown
    assert "Nội dung giao: Xem xét, giải quyết" in shown
    assert "<summary>Bản chỉ có chữ" in shown
    assert number(chief) == 1


def test_what_was_seen_is_what_goes_out(
    chief: Office, clock: saved.Clock, deployment: Deployment
) -> None:
    address = f"{TEXTS}/mail.screen.button"
    shown = mail_of(looked(chief, address, text="Mở việc {code}"))
    assert 'class="mailed-button">Mở việc 123 456 789</a>' in shown
    save(chief, address, text="Mở việc {code}")
    clock.later()
    deployment.sms()
    deployment.deliver()
    [code] = deployment.codes()
    sent = next(mail for mail in deployment.mails() if "phân loại" in mail.subject)
    assert f">Mở việc {codes.grouped(code)}</a>" in sent.html


def test_a_mail_about_several_matters_is_seen_with_its_tables_and_its_button(chief: Office) -> None:
    shown = mail_of(looked(chief, f"{TEXTS}/mail.many.button", text="Mở bảng việc"))
    assert shown.count('<table class="mailed-table">') == 3
    assert 'class="mailed-button">Mở bảng việc</a>' in shown


def test_the_mail_as_it_goes_out_now_is_there_at_once_and_costs_no_request(chief: Office) -> None:
    chief.get(f"{TEXTS}/mail.many.body")
    with counted() as of_a_mail:
        page = chief.get(f"{TEXTS}/mail.many.body")
    with counted() as of_no_mail:
        chief.get(f"{TEXTS}/setting.nobody")
    assert "Thư đang gửi đi" in mail_of(page)
    assert of_a_mail == of_no_mail


def test_a_part_of_mails_is_seen_within_one(chief: Office) -> None:
    shown = mail_of(looked(chief, f"{TEXTS}/salutation.agency", text="Ban lãnh đạo {agency}"))
    assert "dưới đây là một thư có câu này" in shown
    assert "Ban lãnh đạo Phòng Quản lý A" in shown


@pytest.mark.parametrize("part", ["subject", "body", "button"])
def test_nothing_that_is_typed_breaks_out_of_the_page(chief: Office, part: str) -> None:
    address = f"{TEXTS}/mail.agency_assigned.{part}"
    before = chief.get(address).body
    answer = looked(chief, address, text=f"{EVIL} {{code}}\n{{url}}\n")
    shown = mail_of(answer)
    assert "&lt;script&gt;alert(1)" in shown
    for tag in ("<script", "<form", "</textarea", "</section", "</main"):
        added = answer.body.count(tag) - before.count(tag)
        assert added == (1 if tag == "</section" else 0), tag  # of what it would do
    assert attributes_of(shown) <= {"class", "id", "tabindex", "autofocus", "scope"}


def test_a_text_of_any_length_is_shown(chief: Office) -> None:
    answer = looked(chief, f"{TEXTS}/mail.tell.button", text="dài" * 3000)
    assert answer.status == 200
    assert "dài" * 3000 in mail_of(answer)


@pytest.mark.parametrize("wrong", ["Mở {", "Mở {summary}", "Mở {to.__class__}", "{0}", "{to!r}"])
def test_a_text_that_is_refused_is_shown_with_what_is_wrong_and_no_mail(
    chief: Office, wrong: str
) -> None:
    answer = looked(chief, f"{TEXTS}/mail.agency_assigned.subject", text=wrong)
    assert answer.status == 422
    assert "as-sent" not in answer.body
    assert answer.page.value("text") == wrong


def test_a_text_message_is_seen_as_it_leaves(chief: Office) -> None:
    short = looked(chief, f"{TEXTS}/sms.accepted", text="{brand}: Mã {code} đủ, hạn {due_day}.")
    assert "Mã 123 456 789 đủ, hạn" in mail_of(short)
    long = f"{TEXTS}/sms.received"
    assert "Da nhan phan anh, ma 123 456 789" in mail_of(chief.get(long))


def test_the_page_is_as_closed_as_any_other(chief: Office) -> None:
    page = chief.get(f"{TEXTS}/mail.digest.body")
    assert page.headers == chief.get(f"{TEXTS}/setting.nobody").headers
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
    assert "unsafe" not in page.headers["Content-Security-Policy"]
    assert " style=" not in page.body
    assert "<iframe" not in page.body


def test_a_technician_sees_mails_and_no_person(clock: saved.Clock, deployment: Deployment) -> None:
    reader = wiring.settings_files()
    edits = [
        Edit(PEOPLE, ("officers", 4, "role"), Role.TECHNICIAN.value),
        Edit(PEOPLE, ("duty",), "thuy"),
        Edit(AUTHORITY, ("fields", 2, "owner"), "thuy"),
    ]
    saved.save(reader.edited(reader.shipped("langson"), edits))
    clock.later()
    technician = Office(deployment, NGHIA)
    body = wiring.live().current(at_once=True).made.authority
    own = next(one for one in body.officers if one.mail == NGHIA)
    for key in ("mail.assign.body", "line.contact", "salutation.officer", "event.handed_to"):
        page = technician.get(f"{TEXTS}/{key}")
        assert key == "event.handed_to" or any(
            name in page.body for name in samples.names(body.texts)
        )
        for one in (one for one in body.people if one is not own and one.name):
            assert one.name not in page.body
            assert one.mail not in page.body
