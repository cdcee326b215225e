"""A report from draft to registered paper, and what is behind its figures."""

from __future__ import annotations

import hashlib

import pytest

from chalicelib.domain.todos.table import Todo
from chalicelib.store.office.statements import content_of
from tests.support.reports import REPORTS, behind, drawn, pressed, row

WORDS = "Chủ yếu phản ánh đèn đường hỏng; tăng do mưa bão."


def test_a_month_ends_on_its_14th_and_counts_what_came_in_and_was_told(told, officer):
    page = drawn(officer)
    assert "Báo cáo tháng 2 năm 2017" in page.page.text
    assert row(page, "Tiếp nhận trong kỳ")[0] == "1"
    assert row(page, "đúng hạn")[0] == "1"
    assert row(page, "tỷ lệ đúng hạn (%)")[0] == "100,0"


def test_the_same_report_is_drawn_up_once(told, officer, chief):
    for office in (officer, chief, officer):
        drawn(office)
    assert officer.get(REPORTS).body.count('class="what"') == 1
    drawn(chief, about="field:S1")
    assert officer.get(REPORTS).body.count('class="what"') == 2


@pytest.mark.parametrize(
    ("said", "problem"),
    [
        ({"kind": "decade"}, "Chưa chọn loại kỳ"),
        ({"from": "31/02/2017"}, "Chưa ghi ngày bắt đầu"),
        ({"from": "01/05/2017"}, "Kỳ này chưa bắt đầu"),
        ({"kind": "span", "from": "10/01/2017", "to": "09/01/2017"}, "không trước ngày đầu"),
        ({"kind": "span", "from": "10/01/2013", "to": "09/01/2017"}, "dài quá ba năm"),
        ({"about": "field:S9"}, "Không có phạm vi này"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_typed_is_lost(officer, said, problem):
    page = drawn(officer, **said)
    assert page.status == 422
    assert problem in page.page.text
    for value in said.values():
        assert value in page.body or value in ("decade", "field:S9")
    assert "Chưa có báo cáo nào" in officer.get(REPORTS).page.text


def test_each_figure_opens_the_matters_behind_it(told, officer):
    [code] = told.codes()
    page = drawn(officer)
    for name in ("Tiếp nhận trong kỳ", "đúng hạn", "Kết thúc trong kỳ"):
        assert f"/van-phong/ho-so/{code}" in officer.get(behind(page, name)).body
    agency = told.authority.agency(told.file().assignments[0].agency).name
    assert f"/van-phong/ho-so/{code}" in officer.get(behind(page, agency)).body
    assert officer.get(f"{REPORTS}/1/viec?so=received&bang=nothing").status == 404


def test_figures_of_a_ward_that_nobody_knows_are_not_those_of_all(told, officer):
    told.sms()
    page = drawn(officer)
    unknown = told.authority.texts["ward.unknown"]
    known = len(told.codes())
    found = officer.get(behind(page, unknown)) if unknown in page.body else None
    assert found is None or found.body.count('class="code"') < known


def test_a_report_names_no_citizen(told, officer):
    identity, page = told.identity(), drawn(officer)
    for secret in (identity.name, identity.address, told.file().case.approved):
        assert secret not in page.body


def test_nobody_signs_off_what_says_nothing(told, chief):
    drawn(chief)
    page = pressed(chief, "issue", words="")
    assert page.status == 422
    assert "Chưa ghi nhận xét" in page.page.text


def test_what_is_signed_off_stays_as_it_is_with_its_checksum(told, officer, chief):
    drawn(officer)
    pressed(officer, "keep", words=WORDS)
    issued = pressed(chief, "issue")
    assert WORDS in issued.page.text
    before = row(issued, "Tiếp nhận trong kỳ")
    told.sms(text="Đường Lê Lợi có ổ gà rất sâu, xin sửa. Tôi là Nông Văn Tám, số 8 đường Bà Triệu")
    later = chief.get(f"{REPORTS}/1")
    assert row(later, "Tiếp nhận trong kỳ") == before
    store, body = told.services.store.statements, told.services.rules.authority.id
    checksum = hashlib.sha256(content_of(store.issued(body, 1))).hexdigest()
    assert store.get(body, 1).checksum == checksum
    assert checksum in later.body
    assert "Lưu nhận xét" not in later.body


def test_who_writes_at_the_same_time_loses_nothing_and_overwrites_nothing(told, officer, chief):
    drawn(officer)
    typed = officer.get(f"{REPORTS}/1").page.fill("keep", words="Lời của tôi.")
    pressed(chief, "keep", words=WORDS)
    answer = officer.post(f"{REPORTS}/1", [(k, v) for k, v in typed if k != "csrf"])
    assert answer.status == 422
    assert "Lời của tôi." in answer.body
    assert WORDS in answer.body
    assert "vừa được người khác sửa" in answer.page.text


def test_an_officer_does_not_sign_off(told, officer):
    drawn(officer)
    assert 'value="issue"' not in officer.get(f"{REPORTS}/1").body
    forged = [("action", "issue"), ("words", WORDS), ("revision", "1")]
    assert officer.post(f"{REPORTS}/1", forged).status == 404


def test_signed_off_twice_it_is_issued_once(told, chief):
    drawn(chief)
    typed = chief.get(f"{REPORTS}/1").page.fill("issue", words=WORDS)
    form = [(k, v) for k, v in typed if k != "csrf"]
    assert [chief.post(f"{REPORTS}/1", form).status for _ in range(2)] == [303, 303]


def test_a_correction_is_another_report_that_says_what_it_replaces(told, chief):
    drawn(chief)
    pressed(chief, "issue", words=WORDS)
    page = pressed(chief, "correct")
    assert "Báo cáo này thay báo cáo 1" in page.page.text
    assert "Báo cáo này thay báo cáo 1" in pressed(chief, "correct").page.text  # pressed again
    assert "đã được thay" not in chief.get(f"{REPORTS}/1").page.text  # not before it is signed off
    pressed(chief, "issue", 2, words="Sửa số liệu tháng 2.")
    first = chief.get(f"{REPORTS}/1").page.text
    assert "đã được thay bằng báo cáo 2" in first
    assert WORDS in first


def test_the_clerk_numbers_each_report_of_a_year_once(told, chief, clerk):
    for about in ("whole", "field:S1"):
        drawn(chief, about=about)
    for number in (1, 2):
        pressed(chief, "issue", number, words=WORDS)
    page = pressed(clerk, "register", number="7", date="17/01/2017")
    assert "Số 7 ngày 17/01/2017" in page.page.text
    taken = pressed(clerk, "register", 2, number="7", date="17/01/2017")
    assert taken.status == 422
    assert "Số này đã cấp" in taken.page.text
    early = pressed(clerk, "register", 2, number="x", date="16/01/2017")
    assert "từ 1 đến 99999" in early.page.text
    assert "không trước ngày ký duyệt" in early.page.text
    assert "Số 8" in pressed(clerk, "register", 2, number="8", date="17/01/2017").page.text


def test_the_clerk_sees_reports_and_no_matter(told, chief, clerk):
    [code] = told.codes()
    drawn(chief)
    assert clerk.get("/van-phong").headers["Location"] == REPORTS
    page = clerk.get(f"{REPORTS}/1")
    assert page.status == 200
    assert "/viec?" not in page.body
    assert clerk.get(f"/van-phong/ho-so/{code}").status == 404
    assert clerk.get(f"{REPORTS}/1/viec?so=received&bang=totals").status == 404


def test_overdue_matters_stand_by_code_alone_the_longest_first(deployment, officer):
    deployment.way_to(Todo.ANSWER)
    deployment.later(days=40)
    [code] = deployment.codes()
    page = drawn(
        type(officer)(deployment, "nghia@vanphong.langson.example"), **{"from": "20/02/2017"}
    )
    overdue = page.body.split('id="bang-overdue"')[1]
    assert code in overdue.split("</section>")[0].replace(" ", "")


def test_on_the_morning_after_a_period_its_draft_is_there(told, officer):
    told.later(days=7)
    told.report()
    first = officer.get(REPORTS)
    told.report()
    page = type(officer)(told, "nghia@vanphong.langson.example").get(REPORTS)
    assert page.page.text.count("Báo cáo tuần 3 năm 2017") == 1
    assert first.status in (200, 303)
