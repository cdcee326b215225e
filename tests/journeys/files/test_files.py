"""Files on their way through the deployed stack: sent by a browser's form, scanned, looked into,
saved."""

from __future__ import annotations

import base64
import html
import re
import urllib.request
from urllib.parse import urlsplit

import pytest

from tests.support import forms, papers, people
from tests.support.browsing import Browser
from tests.support.people import WEDNESDAY, agency, officer
from tests.support.sending import HIDDEN, multipart

TEXT = (
    "Tôi là Lý Thị Hoa, số 8 đường Phai Vệ, phường Đông Kinh, ĐT 0{}. "
    "Đèn đường ngõ 8 hỏng đã hai tuần, đề nghị sửa giúp."
)
NAME = "Biên bản.pdf"


def assigned(stage, number):
    stage.clock(now=WEDNESDAY)
    matter = people.text(stage, f"+84{number}", TEXT.format(number))
    matter.propose()
    matter.assign()
    return matter, matter.open(agency("do-thi"), "agency_assigned").url


def sent(stage, page, content, name=NAME):
    """The browser posts the form straight to storage; the answer, and the file's id."""
    fields = {k: html.unescape(v) for k, v in HIDDEN.findall(page)}
    url = html.unescape(re.search(r'action="(http[^"]+)"', page)[1])
    kind, body = multipart(fields, content, name)
    return stage.http.request("POST", url, body, kind), fields["key"].split("/")[2]


def office_of(stage, matter):
    browser = Browser(stage, officer(matter.owner))
    return browser, f"/van-phong/ho-so/{matter.code.replace(' ', '')}"


def test_an_agency_sends_a_file_the_office_saves_it_and_the_citizen_gets_it_with_the_reply(stage):
    matter, link = assigned(stage, "914000071")
    answer, _ = sent(stage, forms.get(f"{link}/tep").html, papers.pdf())
    assert answer.status == 303, answer.text
    back = answer.headers["Location"]
    assert urlsplit(link).path not in back
    stage.until(lambda: "Đã nhận tệp" in forms.get(back).text)
    matter.answer()
    browser, case = office_of(stage, matter)
    page = browser.get(case)
    place = re.search(rf'href="({case}/tep/\w+)">{NAME}<', page)[1]
    saved = stage.http.request("GET", place, headers={"Cookie": browser.cookie})
    address = saved.headers["Location"]
    with urllib.request.urlopen(address) as file:  # noqa: S310
        assert file.headers["Content-Disposition"].startswith("attachment; filename=")
        assert file.headers["Content-Type"] == "application/pdf"
        assert papers.AUTHOR.encode() not in file.read()
    matter.draft(enclosed=place.rpartition("/")[2])
    matter.approve()
    assert NAME in matter.telling().text


def test_an_infected_file_is_never_shown(stage):
    matter, link = assigned(stage, "914000072")
    page = forms.get(f"{link}/tep").html
    file = html.unescape(re.search(r'name="key" value="([^"]+)"', page)[1]).split("/")[2]
    assert stage.scan(file, "infected")["there"] is False
    answer, _ = sent(stage, page, papers.pdf())
    back = answer.headers["Location"]
    stage.until(lambda: "có mã độc" in forms.get(back).text)
    browser, case = office_of(stage, matter)
    assert "không nhận: có mã độc" in browser.get(case)
    saved = stage.http.request("GET", f"{case}/tep/{file}", headers={"Cookie": browser.cookie})
    assert saved.status == 404


def test_storage_takes_no_file_that_the_form_was_not_signed_for(stage):
    _, link = assigned(stage, "914000073")
    page = forms.get(f"{link}/tep").html
    assert sent(stage, page, bytes(20_000_001))[0].status == 400
    assert sent(stage, page, b"")[0].status == 400
    other = re.sub(r'(name="key" value="inbox/\d+/)\w{4}', r"\g<1>0000", page)
    assert sent(stage, other, papers.pdf())[0].status == 403
    office = page.replace("/agency/do-thi", "/office/nghia")
    assert sent(stage, office, papers.pdf())[0].status == 403


def test_while_no_verdict_comes_nobody_sees_a_file(stage):
    matter, link = assigned(stage, "914000074")
    stage.faults("scan", "hang")
    answer, file = sent(stage, forms.get(f"{link}/tep").html, papers.docx(), "a.docx")
    back = answer.headers["Location"]
    stage.until(lambda: "đang quét mã độc" in forms.get(back).text)
    browser, case = office_of(stage, matter)
    assert "đang chờ quét mã độc, chưa ai xem được" in browser.get(case)
    stage.until(lambda: stage.http.get("/local/api/faults").json()["left"]["scan"] == 0)
    assert stage.scan(file, "clean")["there"] is True
    stage.until(lambda: "Đã nhận tệp" in forms.get(back).text)


def test_a_picture_that_comes_with_a_text_is_seen_in_the_office(stage):
    stage.clock(now=WEDNESDAY)
    stage.run("gather")
    content = base64.b64encode(papers.jpeg(papers.exif())).decode()
    number = "+84914000075"
    media = [{"content": content, "content_type": "image/jpeg"}]
    stage.sms(number, TEXT.format("914000075"), media=media)
    reply = stage.until(lambda: people.outgoing(stage, number))[0]["body"]
    matter = people.Matter(stage, number, people.CODE.search(reply)[1])
    matter.received()
    browser, case = office_of(stage, matter)
    page = stage.until(lambda: (p := browser.get(case)) and "không thấy mã độc" in p and p)
    assert "ảnh kèm tin nhắn của người phản ánh" in page
    place = re.search(rf'href="({case}/tep/\w+)"', page)[1]
    saved = stage.http.request("GET", place, headers={"Cookie": browser.cookie})
    with urllib.request.urlopen(saved.headers["Location"]) as picture:  # noqa: S310
        assert b"GPS" not in picture.read()


def test_a_picture_elsewhere_is_not_fetched(stage):
    stage.clock(now=WEDNESDAY)
    number = "+84914000076"
    stage.sms(number, TEXT.format("914000076"), media=[f"{stage.http.base_url}/healthz"])
    reply = stage.until(lambda: people.outgoing(stage, number))[0]["body"]
    matter = people.Matter(stage, number, people.CODE.search(reply)[1])
    assert matter.on_file()["attachment"] == 0


@pytest.mark.parametrize("path", ["/tep/123456789/00", "/tep/123456789/" + "0" * 32])
def test_a_file_that_is_not_known_says_nothing(stage, path):
    assert "Đang nhận tệp" in stage.http.get(path).text
