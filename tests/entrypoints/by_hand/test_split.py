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
