"""Possible repeats of a case are shown with their reasons, side by side, to whoever may judge."""

import pytest

from chalicelib import urls
from chalicelib.domain.authority import roles
from chalicelib.domain.authority.roles import Right, Role
from chalicelib.domain.case.workflow import State
from chalicelib.domain.formats import codes
from chalicelib.usecases import commit
from tests.support.merging import FIRST, OTHER, SECOND, Repeats


@pytest.fixture
def office(deployment):
    return Repeats(deployment)


def shown(office, code):
    return office.nghia.get(office.path(code))


def is_shown(page, code):
    return f"Ghép vào hồ sơ {codes.grouped(code)}" in page.page.text


def test_a_likely_repeat_is_shown_with_its_reasons_words_address_and_date(deployment, office):
    first, other = office.texted(FIRST), office.texted(OTHER)
    deployment.later(days=3)
    office = Repeats(deployment)  # signs in anew
    second = office.texted(SECOND)
    page = shown(office, second)
    assert is_shown(page, first)
    assert not is_shown(page, other)
    for reason in ("cùng phường Vĩnh Trại", "cùng nơi “Le Loi”", "cách nhau 3 ngày"):
        assert reason in page.page.text.replace("duong Le Loi", "Le Loi")
    assert "“hong" in page.page.text
    assert "Đèn đường Lê Lợi hỏng cả tuần nay" in page.page.text
    assert "14 Lê Lợi" in page.page.text


def test_the_same_number_is_a_reason_behind_which_no_other_case_stands(office):
    first = office.texted(FIRST, "+84912000001")
    second = office.texted("Đèn đường Lê Lợi vẫn hỏng, chưa ai sửa", "+84912000001")
    page = shown(office, second)
    assert is_shown(page, first)
    assert "cùng số điện thoại" in page.page.text


def test_the_case_and_its_screening_lead_there_as_long_as_it_can_be_merged(office):
    first, second = office.texted(FIRST), office.texted(SECOND)
    for page in (f"/van-phong/ho-so/{second}", f"/van-phong/ho-so/{second}/screen/-"):
        assert urls.repeats(second) in office.nghia.get(page).body
    office.assigned(first)
    assert urls.repeats(first) not in office.nghia.get(f"/van-phong/ho-so/{first}").body
    assert "hiện không ghép được" in shown(office, first).page.text


def test_what_is_over_is_no_repeat(office):
    first, second = office.texted(FIRST), office.texted(SECOND)
    office.nghia.fill(f"/van-phong/ho-so/{first}/screen/-", "refuse", reason="unclear")
    assert not is_shown(shown(office, second), first)


def test_looking_changes_nothing(deployment, office):
    office.texted(FIRST)
    second = office.texted(SECOND)
    before = deployment.dump()
    shown(office, second)
    assert deployment.dump() == before


def test_of_a_confidential_one_no_words_are_shown_and_the_look_is_noted(deployment, office):
    first = office.texted(FIRST)
    office.nghia.fill(f"/van-phong/ho-so/{first}/screen/-", "save", confidential="yes")
    second = office.texted(SECOND)
    before = len(deployment.dump("vault"))
    page = shown(office, second)
    assert is_shown(page, first)
    for secret in ("14 Lê Lợi", "Vi Văn Tám", "hỏng cả tuần nay"):
        assert secret not in page.page.text
    assert "mở hồ sơ để xem" in page.page.text
    assert len(deployment.dump("vault")) == before + 1


def test_what_is_about_the_member_is_neither_shown_nor_theirs_to_ask_for(deployment, office):
    nghia = deployment.authority.officer("nghia")
    about = office.texted(f"{FIRST} Cán bộ {nghia.name} hách dịch, quát mắng dân.")
    assert "nghia" in deployment.file(about).case.recused
    second = office.texted(SECOND)
    assert not is_shown(shown(office, second), about)
    assert shown(office, about).status == 404


def test_whoever_may_only_see_neither_merges_nor_sees_the_page(deployment, office, monkeypatch):
    first, second = office.texted(FIRST), office.texted(SECOND)
    monkeypatch.setitem(roles.RIGHTS, Role.OFFICER, frozenset({Right.SEE}))
    assert shown(office, second).status == 404
    assert office.merge(second, first).status == 404
    assert deployment.file(second).case.state is State.RECEIVED


def test_a_stranger_gets_the_door(deployment, office):
    second = office.texted(SECOND)
    assert "Đăng nhập" in deployment.get(office.path(second)).page.text


def test_rows_of_an_older_release_are_compared_by_the_offices_wording(
    deployment, office, monkeypatch
):
    first = office.texted(FIRST)
    with monkeypatch.context() as older:
        older.setattr(commit, "_marked", lambda rules, store, before, change: change.to(marks=""))
        office.screened(first)
    assert not deployment.file(first).case.marks
    second = office.texted(SECOND)
    assert is_shown(shown(office, second), first)


def test_nothing_of_the_citizen_stands_in_the_cases_table(deployment, office):
    office.texted(FIRST)
    office.texted(SECOND)
    held = str(deployment.dump("cases")).lower()
    for secret in ("vi văn tám", "ly thi hoa", "lê lợi", "le loi", "912000001"):
        assert secret not in held
    case = deployment.file(deployment.codes()[0]).case
    assert case.marks


def test_a_case_that_has_ended_keeps_no_marks(deployment, office):
    first = office.texted(FIRST)
    office.nghia.fill(f"/van-phong/ho-so/{first}/screen/-", "refuse", reason="unclear")
    case = deployment.file(first).case
    assert (case.state, case.marks) == (State.REFUSED, "")


def test_the_page_costs_little_and_that_does_not_grow_with_the_open_cases(deployment, office):
    office.texted(FIRST)
    second = office.texted(SECOND)
    asked = deployment.aws.asked
    shown(office, second)
    few = deployment.aws.asked - asked
    for n in range(6):
        office.texted(OTHER, f"+8491200010{n}")
    asked = deployment.aws.asked
    shown(office, second)
    assert deployment.aws.asked - asked == few <= 9


def test_the_case_and_its_screening_look_for_no_repeats(deployment, office):
    office.texted(FIRST)
    second = office.texted(SECOND)
    screening = f"/van-phong/ho-so/{second}/screen/-"
    for page, most in ((screening, 3), (f"/van-phong/ho-so/{second}", 6)):
        asked = deployment.aws.asked
        office.nghia.get(page)
        assert deployment.aws.asked - asked <= most
