"""What the office passes on with the reply, and who looks at files of a confidential case (N7)."""

from __future__ import annotations

import re

import pytest

from chalicelib.domain.todos.table import Todo
from tests.support import papers, sending
from tests.support.deployment import SUMMARY
from tests.support.office import NGHIA, Office

NAME = "Kết quả đo ánh sáng.pdf"
ANSWERED = {"answer": "Đã thay bóng.", "name": "Lý Văn Tư", "title": "Trưởng phòng"}
DRAFTED = {"words": "Đèn đã sáng lại."}


@pytest.fixture
def drafting(deployment):
    """An agency has answered with a file; the office drafts the reply."""
    return drafted_for(deployment)


def drafted_for(deployment, **screened):
    link = deployment.way_to(Todo.ANSWER, **screened)
    key, _ = sending.send(deployment.get(f"{link}/tep"), papers.pdf(), NAME)
    sending.scanned(deployment, key)
    assert deployment.press(link, "answer", **ANSWERED)[0].status == 200
    deployment.deliver()
    return deployment.link(Todo.DRAFT)


def the_file(deployment):
    (found,) = deployment.file().attachments
    return found


def test_what_is_ticked_goes_with_the_reply_and_the_choice_is_on_file(deployment, drafting):
    assert NAME in deployment.get(drafting).body
    deployment.press(drafting, "draft", **DRAFTED, enclosed=the_file(deployment).id)
    assert deployment.file().case.enclosed == (the_file(deployment).id,)
    assert deployment.file().history[-1].words == {"n": "1"}
    deployment.deliver()
    approving = deployment.link(Todo.APPROVE)
    assert "Tệp gửi kèm lời trả lời" in deployment.get(approving).body
    place = re.search(rf'href="({approving}/tep/\w+)"', deployment.get(approving).body)[1]
    assert "clean/" in deployment.get(place).headers["Location"]
    deployment.press(approving, "approve")
    deployment.deliver()
    telling = deployment.get(deployment.link(Todo.TELL))
    assert NAME in telling.body
    assert "in kèm thư" in telling.body
    assert "Số tệp gửi kèm lời trả lời: 1" in telling.body


def test_without_a_tick_nothing_goes_with_the_reply(deployment, drafting):
    deployment.press(drafting, "draft", **DRAFTED)
    assert deployment.file().case.enclosed == ()
    deployment.deliver()
    assert "Tệp gửi kèm lời trả lời" not in deployment.get(deployment.link(Todo.APPROVE)).body


def test_what_was_ticked_is_ticked_when_the_draft_comes_back(deployment, drafting):
    deployment.press(drafting, "draft", **DRAFTED, enclosed=the_file(deployment).id)
    deployment.deliver()
    deployment.press(deployment.link(Todo.APPROVE), "send_back", reason="Viết gọn lại.")
    deployment.deliver()
    again = deployment.link(Todo.DRAFT)
    assert f'value="{the_file(deployment).id}" checked' in deployment.get(again).body
    fields = [f for f in deployment.get(again).page.fill("draft") if f[0] != "enclosed"]
    deployment.post(again, [*fields, ("enclosed", "")])
    assert deployment.file().case.enclosed == ()
    assert deployment.file().history[-1].words == {"n": "0"}


def test_a_file_that_is_not_the_cases_own_or_not_clean_is_not_passed_on(deployment, drafting):
    fields = deployment.get(drafting).page.fill("draft", **DRAFTED)
    deployment.post(drafting, [*fields, ("enclosed", "f" * 32)])
    assert deployment.file().case.enclosed == ()


def test_what_was_ticked_is_ticked_again_when_the_form_comes_back(deployment, drafting):
    answer, _ = deployment.press(drafting, "draft", words="", enclosed=the_file(deployment).id)
    assert answer.status == 422
    assert f'value="{the_file(deployment).id}" checked' in answer.body


def looks(deployment):
    rows = [row for row in deployment.dump("vault") if row["cls"]["S"] == "access"]
    return [row["why"]["S"] for row in rows]


def test_saving_a_file_of_a_confidential_case_is_a_look_that_is_written_down(deployment):
    drafted_for(deployment, confidential="yes")
    code, office = deployment.codes()[0], Office(deployment, NGHIA)
    file = the_file(deployment)
    led = office.get(f"/van-phong/ho-so/{code}/tep/{file.id}")
    assert led.headers["Location"] == f"/van-phong/ho-so/{code}/nguoi-phan-anh"
    office.give_reason(code)
    office.get(f"/van-phong/ho-so/{code}")
    before = looks(deployment)
    assert office.get(f"/van-phong/ho-so/{code}/tep/{file.id}").status == 303
    assert f"file {file.id}" in looks(deployment)
    assert len(looks(deployment)) > len(before)


def test_in_another_case_it_is_not(deployment, drafting):
    code, office = deployment.codes()[0], Office(deployment, NGHIA)
    assert office.get(f"/van-phong/ho-so/{code}/tep/{the_file(deployment).id}").status == 303
    assert looks(deployment) == []


def test_a_mailed_link_shows_no_file_of_a_confidential_case_to_whoever_has_not_signed_in(
    deployment,
):
    link = drafted_for(deployment, confidential="yes")
    assert NAME not in deployment.get(link).body
    assert deployment.get(f"{link}/tep/{the_file(deployment).id}").status == 404
    assert SUMMARY in deployment.get(link).body


def test_a_leader_sees_an_agencys_file_and_signs_in_to_see_the_citizens_picture(
    deployment, drafting
):
    case = deployment.codes()[0]
    key = f"inbox/{case}/{'c' * 32}/citizen/{deployment.raws()[0].id}"
    sending.put(key, papers.jpeg())
    sending.scanned(deployment, key)
    deployment.press(
        drafting, "draft", **DRAFTED, enclosed=[a.id for a in deployment.file().attachments]
    )
    deployment.deliver()
    approving = deployment.link(Todo.APPROVE)
    assert NAME in deployment.get(approving).body
    assert "c" * 32 not in deployment.get(approving).body
    assert deployment.get(f"{approving}/tep/{'c' * 32}").status == 404
    agencys = next(a for a in deployment.file().attachments if a.source == "agency")
    assert deployment.get(f"{approving}/tep/{agencys.id}").status == 303


def test_a_page_that_hides_the_citizen_hands_out_no_file(deployment, drafting):
    deployment.later(days=9)
    deployment.escalate()
    deployment.deliver()
    urging = [m.link for m in deployment.mails("chutich@langson.example") if m.link]
    shown = [link for link in urging if deployment.get(link).status == 200]
    assert shown
    for link in shown:
        assert deployment.get(f"{link}/tep/{the_file(deployment).id}").status == 404


def test_who_does_not_open_the_draft_signed_in_takes_no_choice_back(deployment):
    link = drafted_for(deployment, confidential="yes")
    office = Office(deployment, NGHIA)
    code = deployment.codes()[0]
    office.fill(
        f"/van-phong/ho-so/{code}/draft/-", "draft", **DRAFTED, enclosed=the_file(deployment).id
    )
    assert deployment.file().case.enclosed == (the_file(deployment).id,)
    deployment.deliver()
    deployment.press(deployment.link(Todo.APPROVE), "send_back", reason="Gọn lại.")
    deployment.deliver()
    deployment.press(deployment.link(Todo.DRAFT), "draft", words="Đèn sáng.")
    assert deployment.file().case.enclosed == (the_file(deployment).id,)
    assert link


def test_only_members_save_a_file_on_the_offices_pages(deployment, drafting):
    code = deployment.codes()[0]
    reader = Office(deployment, "thuy@vanphong.langson.example")
    assert reader.get(f"/van-phong/ho-so/{code}/tep/{the_file(deployment).id}").status == 303
    assert reader.get(f"/van-phong/ho-so/{code}/tep/{'0' * 32}").status == 404
    assert deployment.get(f"/van-phong/ho-so/{code}/tep/{the_file(deployment).id}").status == 200
    assert "Location" not in deployment.get(f"/van-phong/ho-so/{code}/tep/x").headers
