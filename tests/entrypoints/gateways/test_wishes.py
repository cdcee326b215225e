"""What people write about a case that they have: secrecy, more to it, how they found its result."""

from __future__ import annotations

import pytest

from chalicelib.domain.authority.texting import Route
from chalicelib.domain.case.workflow import State
from chalicelib.domain.todos.table import Todo
from tests.support import text_gateways as gateways
from tests.support.deployment import HOTLINE
from tests.support.dialogues import COMPLETE, MATTER, WHERE, WHO, Citizen


def only(deployment):
    [code] = deployment.codes()
    return deployment.file(code).case


def kinds(deployment):
    return [line.kind for line in deployment.file().history]


def test_secrecy_may_be_asked_for_later_and_is_kept_from_then_on(deployment, citizen):
    citizen.writes(COMPLETE, "xin giữ bí mật cho tôi")
    assert only(deployment).confidential
    assert "secrecy_asked" in kinds(deployment)
    assert "bi mat" in citizen.reads()[-1] or "bí mật" in citizen.reads()[-1]
    assert len(deployment.codes()) == 1


def test_secrecy_is_lifted_by_an_officer_who_has_made_sure(deployment, citizen):
    citizen.writes(COMPLETE, "giữ bí mật giúp tôi", "không cần giữ bí mật nữa")
    case = only(deployment)
    assert case.confidential
    assert case.enquiry is not None  # its owner rings
    assert "secrecy_lifted" in kinds(deployment)


def test_more_to_an_open_case_is_in_its_file_and_no_other_case(deployment, citizen):
    citizen.writes(COMPLETE, "Bổ sung: đèn ở ngõ 7 cũng hỏng")
    assert only(deployment).joined == 1
    assert len(deployment.file().contacts) == 2


def test_a_number_alone_rates_no_case_that_is_open(deployment, citizen):
    citizen.writes(COMPLETE)
    citizen.begins("5")
    assert deployment.file(sorted(deployment.codes())[0]).case.stars == 0


# --- how they found it

ANOTHER = "Rác ở chợ Đông Kinh mấy ngày nay không ai thu gom. Tôi là Bế Văn Quân, số 8 Phai Vệ"


@pytest.fixture
def told(deployment, doors, rule) -> Citizen:
    """Somebody who was told, and is asked by the telephone that they can answer."""
    rule(Route(gateway=gateways.PHONE, sender=HOTLINE, answered=True))
    link = deployment.way_to(Todo.TELL)
    deployment.press(link, "tell", how="phone", whom="citizen", note="Đã nói với người báo tin.")
    deployment.later(days=1)
    deployment.report()
    deployment.deliver()
    return Citizen(deployment, doors)


def test_whoever_was_told_is_asked_by_a_text_that_they_can_answer(told):
    asked = told.reads()[-1]
    assert "nhan 1 (rat khong hai long) den 5 (rat hai long), kem ly do" in asked


@pytest.mark.parametrize(
    ("text", "stars"), [("4 sao ạ", 4), ("5. Cảm ơn các anh", 5), ("hài lòng", 4)]
)
def test_a_good_rating_is_thanked_for(told, text, stars):
    told.writes(text)
    case = only(told.deployment)
    assert (case.stars, case.state) == (stars, State.CLOSED)
    assert "da danh gia" in told.reads()[-1] or "đã đánh giá" in told.reads()[-1]


@pytest.mark.parametrize("text", ["2 vì đèn vẫn tắt", "toi chua hai long, den van tat"])
def test_a_poor_one_with_its_reason_is_the_chiefs_to_review(told, text):
    told.writes(text)
    case = only(told.deployment)
    assert (case.stars, case.state, case.joined) == (2, State.REVIEW, 1)
    assert "se xem lai" in told.reads()[-1] or "sẽ xem lại" in told.reads()[-1]


def test_whoever_gives_no_reason_is_asked_for_it_once_and_it_is_in_the_file(told):
    told.writes("1")
    assert "vi sao" in told.reads()[-1]
    told.writes("đèn sáng hai hôm lại tắt")
    case = only(told.deployment)
    assert (case.joined, case.state) == (2, State.REVIEW)
    assert "rating_explained" in kinds(told.deployment)
    told.begins("đường vào ngõ 7 ngập nước")  # the next is a matter of its own
    assert len(told.deployment.codes()) == 2
    assert told.deployment.file(case.code).case.joined == 2


def test_a_matter_with_name_and_address_is_one_however_lately_they_rated(told):
    told.writes("1", ANOTHER)
    assert len(told.deployment.codes()) == 2


def test_danger_is_no_rating_and_no_reason(told):
    told.writes("1", "cháy nhà rồi cứu với")
    assert len(told.deployment.codes()) == 2


def test_what_is_rated_once_is_rated(told):
    told.writes("4", "2")
    assert told.deployment.file(sorted(told.deployment.codes())[0]).case.stars in (0, 4)
    assert [line.kind for line in told.deployment.file(told_code(told)).history].count("rated") == 1


def told_code(told) -> str:
    """The code of what they were told."""
    codes = told.deployment.codes()
    return next(code for code in codes if told.deployment.file(code).case.told_at)


def test_before_the_days_report_it_is_on_file_and_reviewed_with_it(deployment, doors, citizen):
    link = deployment.way_to(Todo.TELL)
    deployment.press(link, "tell", how="phone", whom="citizen", note="Đã nói với người báo tin.")
    citizen.writes("1 vì chưa ai đến")
    assert (only(deployment).state, only(deployment).stars) == (State.TOLD, 1)
    deployment.later(days=1)
    deployment.report()
    assert only(deployment).state is State.REVIEW


# --- what comes too late


@pytest.mark.parametrize(
    "late", ["LAI", "Hủy", "số nhà 15 chứ không phải 5", "Tôi là Nguyễn Văn Ân, số 15 Lê Lợi"]
)
def test_a_word_that_comes_too_late_is_in_the_file_of_what_it_was_said_to(
    deployment, citizen, late
):
    citizen.begins(MATTER)
    citizen.writes(WHO, WHERE)
    citizen.writes(late)
    citizen.waits(minutes=2)
    assert len(deployment.codes()) == 1
    assert len(deployment.file().contacts) == 4
