"""One contact that tells of two matters is two cases, and one again if that was a mistake."""

import re

import pytest

from chalicelib.domain.case.workflow import State
from chalicelib.domain.formats import codes
from tests.support.at_once import at_once
from tests.support.deployment import CITIZEN
from tests.support.office import NGHIA, Browser, Office

NEW = "/van-phong/lien-he-moi"
SECOND = {"field": "S1", "summary": "Rác chưa thu gom.", "agency": "do-thi"}


@pytest.fixture
def office(deployment):
    return Office(deployment, NGHIA)


@pytest.fixture
def first(deployment):
    deployment.sms()
    (code,) = deployment.codes()
    deployment.later(hours=26)  # it is looked at the day after
    return code


def path(code):
    return f"/van-phong/ho-so/{code}/viec-khac"


def second_of(deployment, first):
    (code,) = set(deployment.codes()) - {first}
    return deployment.file(code)


def test_the_second_matter_has_a_code_of_its_own_and_the_clock_of_the_same_receipt(
    deployment, first, office
):
    answer, _ = office.fill(path(first), "propose", **SECOND)
    one, two = deployment.file(first).case, second_of(deployment, first).case
    assert codes.grouped(two.code) in answer.page.text
    assert (two.state, two.summary, two.beside) == (State.PROPOSED, "Rác chưa thu gom.", first)
    assert (two.received_at, two.receipt_day) == (one.received_at, one.receipt_day)
    assert [c.due_at for c in two.clocks] == [c.due_at for c in one.clocks]
    assert (one.state, two.channel) == (State.RECEIVED, one.channel)


def test_who_it_is_and_what_they_wrote_is_known_in_both(deployment, first, office):
    office.fill(path(first), "save")
    two = second_of(deployment, first)
    identity = deployment.identity(two.case.code)
    assert identity.name == deployment.identity(first).name
    assert identity.phone == CITIZEN
    (raw,) = deployment.raws()
    assert (raw.taken_as, two.contacts) == (first, (raw.id,))
    for code in (first, two.case.code):
        assert "Đèn đường" in office.get(f"/van-phong/ho-so/{code}").page.text


def test_each_page_leads_to_the_other_and_both_histories_say_so(deployment, first, office):
    office.fill(path(first), "save")
    code = second_of(deployment, first).case.code
    assert f"/van-phong/ho-so/{code}" in office.get(f"/van-phong/ho-so/{first}").body
    assert f"/van-phong/ho-so/{first}" in office.get(f"/van-phong/ho-so/{code}").body
    kinds = [[e.kind for e in deployment.file(one).history] for one in (first, code)]
    assert kinds == [["received", "split"], ["split_from", "completed"]]


def test_the_citizen_gets_the_second_code_too(deployment, first, office):
    office.fill(path(first), "save")
    deployment.deliver()
    code = second_of(deployment, first).case.code
    assert any(codes.grouped(code) in text for text in deployment.provider.texts_to(CITIZEN))


def test_a_question_by_text_still_finds_them(deployment, first, office):
    office.fill(path(first), "save")
    two = second_of(deployment, first).case.code
    deployment.sms(deployment.message_fields(f"{two} đến đâu rồi ạ?"))
    assert set(deployment.codes()) == {first, two}


def test_posted_several_times_at_once_it_is_split_once(deployment, first, office):
    fields = [(k, v) for k, v in office.get(path(first)).page.fill("save") if k != "csrf"]
    answers = at_once(5, lambda: office.post(path(first), fields))
    code = second_of(deployment, first).case.code
    assert all(codes.grouped(code) in answer.page.text for answer in answers)
    assert [e.kind for e in deployment.file(first).history].count("split") == 1


def test_what_was_taken_down_by_hand_is_split_with_its_words(deployment, office):
    office.fill(NEW, "save", account="Đèn hỏng. Rác cũng chưa thu.", phone="0912345678")
    (first,) = deployment.codes()
    page = office.get(path(first)).page
    assert page.value("account") == "Đèn hỏng. Rác cũng chưa thu."
    office.fill(path(first), "save", account="Rác cũng chưa thu.")
    two = second_of(deployment, first).case.code
    assert deployment.services.store.cases.account(two) == "Rác cũng chưa thu."
    assert deployment.services.store.cases.account(first) == "Đèn hỏng. Rác cũng chưa thu."


def test_one_click_undoes_it_and_nobody_is_told(deployment, first, office):
    office.fill(path(first), "save")
    deployment.deliver()
    two = second_of(deployment, first).case.code
    before = len(deployment.provider.sent)
    office.fill(f"/van-phong/ho-so/{two}/screen/-", "mistaken")
    deployment.deliver()
    case = deployment.file(two).case
    assert (case.state, case.outcome) == (State.REFUSED, "mistaken")
    assert len(deployment.provider.sent) == before
    assert deployment.file(first).case.state is State.RECEIVED
    assert two not in office.get("/van-phong").body


def test_a_confidential_matter_stays_confidential_in_both(deployment, office):
    deployment.sms(
        deployment.message_fields("Đề nghị giữ bí mật tên tôi. Đèn ngõ 5 Bà Triệu hỏng.")
    )
    (first,) = deployment.codes()
    asking = office.get(path(first)).headers["Location"]  # it is a colleague's
    assert asking == f"/van-phong/ho-so/{first}/nguoi-phan-anh?den={path(first)}"
    office.give_reason(first)
    office.fill(path(first), "save")
    assert second_of(deployment, first).case.confidential


def test_what_is_over_or_about_the_member_is_not_theirs_to_split(deployment, first, office):
    nghia = deployment.authority.officer("nghia")
    deployment.sms(
        deployment.message_fields(f"Tôi phản ánh cán bộ {nghia.name} hách dịch.", "+84912")
    )
    (about,) = set(deployment.codes()) - {first}
    assert office.get(path(about)).status == 404
    office.fill(f"/van-phong/ho-so/{first}/screen/-", "refuse", reason="unclear")
    assert office.get(path(first)).status == 404


def test_what_is_typed_there_is_kept_for_its_case(deployment, first):
    browser = Browser(deployment)
    browser.sign_in(NGHIA)
    fields = browser.get(path(first)).page.fill("look", summary="Rác chưa thu.")
    assert browser.post(path(first), fields).status == 200
    board = browser.get("/van-phong").body
    assert re.findall(r'href="([^"]+)">ghi tiếp', board) == [path(first)]
    page = browser.get(path(first)).page
    assert page.value("summary") == "Rác chưa thu."
    assert browser.post(path(first), page.fill("save")).status == 303
    assert browser.kept == []


# --- found by somebody who tried to break it


def test_a_number_that_only_the_words_name_stays_unconfirmed(deployment, office):
    said = "Tôi là Lý Thị Hoa, 8 Phai Vệ, số của tôi là 0912345678. Đèn ngõ 8 hỏng, rác chưa thu."
    deployment.sms(deployment.message_fields(said))
    (first,) = deployment.codes()
    assert deployment.identity(first).given == "+84912345678"
    page = office.get(path(first)).page
    assert "chưa cán bộ nào xác nhận" in page.text.lower()
    office.fill(path(first), "save")
    identity = deployment.identity(second_of(deployment, first).case.code)
    assert (identity.phone, identity.given) == (CITIZEN, "+84912345678")
    deployment.deliver()
    assert deployment.provider.texts_to("+84912345678") == []


def test_all_that_was_said_to_the_first_is_read_in_the_second(deployment, office):
    deployment.sms(deployment.message_fields("Đèn đường ngõ 5 Bà Triệu hỏng cả tháng nay."))
    (first,) = deployment.codes()
    said = "Tôi là Hoàng Thị Mai, số 12, ngõ 5, đường Bà Triệu. Rác ở chợ cũng chưa thu."
    deployment.sms(deployment.message_fields(said))
    assert deployment.codes() == [first]
    office.fill(path(first), "save")
    two = second_of(deployment, first)
    assert len(two.contacts) == 2
    assert "Rác ở chợ" in office.get(f"/van-phong/ho-so/{two.case.code}").page.text


def test_what_may_be_a_crime_may_be_one_in_both(deployment, office):
    deployment.sms(deployment.message_fields("Có nhóm cướp giật, đâm người ở ngõ 5 tối qua."))
    (first,) = deployment.codes()
    assert deployment.file(first).case.maybe_crime
    answer, _ = office.fill(path(first), "refuse", reason="unclear")
    assert answer.status == 422
    office.fill(path(first), "save")
    assert second_of(deployment, first).case.maybe_crime


def test_the_chief_undoes_a_split_that_was_proposed(deployment, first, office):
    office.fill(path(first), "propose", **SECOND)
    two = second_of(deployment, first).case.code
    chief = Office(deployment, deployment.authority.chief.mail)
    chief.fill(f"/van-phong/ho-so/{two}/assign/-", "refuse", reason="mistaken")
    assert deployment.file(two).case.outcome == "mistaken"


def test_the_same_form_at_another_case_splits_that_one_too(deployment, office):
    for number in ("+84912345671", "+84912345672"):
        deployment.sms(deployment.message_fields("Đèn đường ngõ 5 Bà Triệu hỏng.", number))
    first, other = deployment.codes()
    fields = [(k, v) for k, v in office.get(path(first)).page.fill("save") if k != "csrf"]
    office.post(path(first), fields)
    office.post(path(other), fields)
    assert len(deployment.codes()) == 4
