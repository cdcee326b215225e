"""Files in a real browser: sent straight to storage without a script, and back where one was."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.browser.door import signed_in
from tests.browser.eyes import faults, keyboard_faults
from tests.support import papers, people
from tests.support.people import WEDNESDAY, agency, officer

TEXT = (
    "Tôi là Lý Thị Hoa, số 8 đường Phai Vệ, phường Đông Kinh, ĐT 0{}. "
    "Đèn đường ngõ 8 hỏng đã hai tuần, đề nghị sửa giúp."
)
NAME = "Biên bản kiểm tra hiện trường đèn chiếu sáng ngõ 8 Phai Vệ (có chữ ký các bên).pdf"
TYPED = "Đội chiếu sáng đã thay bóng, đèn sáng lại."


@pytest.fixture
def paper(tmp_path):
    file = tmp_path / NAME
    file.write_bytes(papers.pdf())
    return file


def test_an_agency_sends_a_file_beside_its_answer_and_loses_nothing_that_it_typed(
    stage, eyes, request, paper
):
    desk = "desk" in request.node.name
    number, me = ("919000071", "trinh") if desk else ("919000072", "nong-nhung")
    stage.clock(now=WEDNESDAY)
    matter = people.text(stage, f"+84{number}", TEXT.format(number))
    matter.propose()
    matter.assign()
    link = matter.mail(agency("do-thi"), "agency_assigned")["links"][0]

    page = eyes.open(link)
    page.get_by_label("Kết quả giải quyết").fill(TYPED)
    assert faults(page) == []
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Gửi tệp kèm trả lời").click()
    sending = opened.value
    expect(sending.get_by_role("heading", name="Gửi tệp kèm theo")).to_be_visible()
    assert faults(sending) == []
    assert keyboard_faults(sending) == []
    sending.get_by_label("Tệp cần gửi").set_input_files(paper)
    sending.get_by_role("button", name="Gửi tệp").click()
    expect(sending.get_by_role("status")).to_be_visible()
    assert sending.url.startswith(f"{stage.http.base_url}/tep/")
    assert faults(sending) == []
    for _ in range(10):
        if sending.get_by_role("heading", name="Đã nhận tệp").count():
            break
        sending.wait_for_timeout(700)
        sending.reload()
    expect(sending.get_by_role("heading", name="Đã nhận tệp")).to_be_visible()
    assert faults(sending) == []
    sending.goto(f"{link}/tep")
    expect(sending.get_by_text("đã quét, không thấy mã độc")).to_be_visible()
    assert faults(sending) == []
    sending.close()

    expect(page.get_by_label("Kết quả giải quyết")).to_have_value(TYPED)
    page.get_by_label("Họ và tên người chịu trách nhiệm").fill("Vi Văn Toàn")
    page.get_by_label("Chức vụ", exact=True).fill("Phó Trưởng phòng")
    page.get_by_role("button", name="Gửi trả lời").click()
    expect(page.get_by_text(TYPED)).to_be_visible()

    page = signed_in(stage, eyes, officer(me))
    case = f"{stage.http.base_url}/van-phong/ho-so/{matter.code.replace(' ', '')}"
    page.goto(case)
    assert faults(page) == []
    with page.expect_download() as saved:
        page.get_by_role("link", name=NAME).click()
    assert saved.value.suggested_filename.startswith(matter.code.replace(" ", ""))
    assert saved.value.suggested_filename.endswith(".pdf")
    page.goto(f"{case}/draft/-")
    page.get_by_label(NAME).check()
    assert faults(page) == []
    page.goto(f"{case}/tep")
    expect(page.get_by_role("heading", name="Gửi tệp kèm theo")).to_be_visible()
    assert faults(page) == []
    assert keyboard_faults(page) == []


def test_a_file_that_is_refused_says_why(stage, telephone, tmp_path):
    stage.clock(now=WEDNESDAY)
    matter = people.text(stage, "+84919000073", TEXT.format("919000073"))
    matter.propose()
    matter.assign()
    page = telephone.open(f"{matter.mail(agency('do-thi'), 'agency_assigned')['links'][0]}/tep")
    file = tmp_path / "ảnh.jpg"
    file.write_bytes(b"MZ" + bytes(1000))
    page.get_by_label("Tệp cần gửi").set_input_files(file)
    page.get_by_role("button", name="Gửi tệp").click()
    for _ in range(10):
        if page.get_by_role("heading", name="Không nhận được tệp").count():
            break
        page.wait_for_timeout(700)
        page.reload()
    expect(page.get_by_role("alert")).to_contain_text("không thuộc loại tệp được nhận")
    assert faults(page) == []
