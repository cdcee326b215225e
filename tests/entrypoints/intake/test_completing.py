"""What completes a case is joined to it, and citizens are told where they stand: accepted after
all, which agency has it and until when, rung in vain (N6, N13, N17)."""

import pytest

from chalicelib.domain.case.case import Channel
from chalicelib.domain.formats import codes
from chalicelib.domain.todos.table import Todo
from tests.support.callers import before_the_matter
from tests.support.deployment import AGENCY, CITIZEN, SUMMARY, Deployment

MATTER = "Đèn đường trước chợ Giếng Vuông hỏng cả tháng nay, đề nghị sửa."
WHO = "Tôi là Hoàng Thị Mai, nhà số 45 đường Bắc Sơn, phường Vĩnh Trại."
OTHER = "+84912000009"


def sends(deployment: Deployment, text: str, sender: str = CITIZEN) -> None:
    deployment.sms(deployment.message_fields(text, sender))
    deployment.deliver()


def texts(deployment: Deployment, number: str = CITIZEN) -> list[str]:
    return deployment.provider.texts_to(number)


def kinds(deployment: Deployment) -> list[str]:
    """The kinds of the texts to the citizen, in their order."""
    return [n.kind for n in deployment.notifications() if n.to == "citizen"]


@pytest.mark.parametrize(("first", "then"), [(MATTER, WHO), (WHO, MATTER)])
def test_what_was_missing_comes_by_a_second_text_and_the_citizen_is_told(deployment, first, then):
    sends(deployment, first)
    (code,) = deployment.codes()
    assert kinds(deployment) == ["identity_missing"]
    sends(deployment, then)
    assert deployment.codes() == [code]
    case, identity = deployment.file().case, deployment.identity()
    assert (case.missing, identity.name) == ((), "Hoàng Thị Mai")
    assert [c.kind for c in case.clocks if c.running] == ["assign"]
    assert kinds(deployment) == ["identity_missing", "accepted"]
    assert "đã đủ thông tin" in texts(deployment)[-1]
    assert "20/01/2017" in texts(deployment)[-1]
    owner = deployment.mails(deployment.holder(Todo.SCREEN))
    assert any("đã bổ sung" in mail.subject + mail.text for mail in owner)


def test_who_answers_with_the_code_that_we_gave_completes_the_same_case(deployment):
    sends(deployment, MATTER)
    (code,) = deployment.codes()
    sends(deployment, f"Mã {codes.grouped(code)}: {WHO}")
    assert deployment.codes() == [code]
    assert (deployment.file().case.missing, deployment.identity().name) == ((), "Hoàng Thị Mai")
    assert kinds(deployment) == ["identity_missing", "accepted"]


def test_a_stranger_who_knows_the_code_fills_in_nothing(deployment):
    sends(deployment, MATTER)
    (code,) = deployment.codes()
    sends(deployment, f"Mã {codes.grouped(code)}: {WHO}", OTHER)
    assert deployment.identity().name == ""
    assert "name" in deployment.file().case.missing


def test_who_sends_only_part_is_told_what_is_still_missing(deployment):
    sends(deployment, MATTER)
    sends(deployment, "Tôi tên là Hoàng Thị Mai")
    assert kinds(deployment) == ["identity_missing", "identity_missing"]
    assert "thieu ho ten" in texts(deployment)[0]
    assert "ho ten" not in texts(deployment)[-1]
    assert "thieu dia chi" in texts(deployment)[-1]


def test_what_an_officer_has_typed_is_not_overwritten(deployment):
    sends(deployment, MATTER)
    deployment.press(deployment.link(Todo.SCREEN), "save", name="Hoàng Thị Mai Anh")
    sends(deployment, WHO)
    assert deployment.identity().name == "Hoàng Thị Mai Anh"
    assert "45" in deployment.identity().address


def test_a_number_that_is_only_named_stays_unconfirmed(deployment):
    sends(deployment, MATTER)
    sends(deployment, f"{WHO} Số máy của tôi 0912 345 678")
    identity = deployment.identity()
    assert (identity.phone, identity.given) == (CITIZEN, "+84912345678")


def test_another_matter_of_the_same_number_is_a_case_of_its_own(deployment):
    sends(deployment, MATTER)
    sends(deployment, "Rác ở ngõ 5 Bà Triệu ba ngày nay không ai thu gom, đề nghị dọn.")
    assert len(deployment.codes()) == 2


def test_anothers_text_completes_nothing(deployment):
    sends(deployment, MATTER)
    sends(deployment, WHO, OTHER)
    assert len(deployment.codes()) == 2


def test_who_rang_in_vain_and_then_writes_has_one_case_which_is_one_by_text(exchange):
    deployment = exchange.deployment
    exchange.gone(exchange.ring(CITIZEN))
    deployment.deliver()
    (code,) = deployment.codes()
    sends(deployment, f"{WHO} {MATTER}")
    assert deployment.codes() == [code]
    case = deployment.file().case
    assert (case.channel, case.missing) == (Channel.SMS, ())
    page = deployment.get(deployment.link(Todo.SCREEN)).page
    assert "Giếng Vuông" in page.text
    assert "Cuộc gọi lúc" in page.text
    assert kinds(deployment) == ["accepted"]


def test_who_is_rung_back_and_tells_what_was_missing_is_told_that_it_is_accepted(deployment):
    sends(deployment, MATTER)
    link = deployment.link(Todo.SCREEN)
    typed = {"name": "Hoàng Thị Mai", "address": "45 Bắc Sơn", "summary": SUMMARY}
    deployment.press(link, "save", **typed)
    deployment.press(link, "save", **typed, note="Đã xem.")
    deployment.deliver()
    assert kinds(deployment) == ["identity_missing", "accepted"]


def test_who_was_accepted_is_told_which_agency_has_it_and_until_when_once(deployment):
    deployment.way_to(Todo.ASSIGN)
    deployment.press(
        deployment.link(Todo.ASSIGN), "assign", agency=AGENCY, document="1/VP", signer="CVP"
    )
    deployment.deliver()
    assert kinds(deployment)[-1] == "assigned"
    short = deployment.authority.agency(AGENCY).short
    (code,) = deployment.codes()
    assert f"Phan anh {codes.grouped(code)} da giao {short} giai quyet" in texts(deployment)[-1]
    assert "24/01/2017" in texts(deployment)[-1]


def test_an_agency_that_joins_later_is_no_news_to_the_citizen(deployment):
    deployment.way_to(Todo.ANSWER)
    before = kinds(deployment)
    link = deployment.newest_link(deployment.authority.agency(AGENCY).mail)
    deployment.press(link, "give_back", back_reason="Không phải việc của phòng")
    assert kinds(deployment) == before


def test_who_is_rung_in_vain_is_told_once_a_day(deployment):
    deployment.way_to(Todo.TELL)
    link = deployment.link(Todo.TELL)
    for _ in range(3):
        deployment.press(link, "not_reached", note="Máy bận.")
        deployment.later(minutes=30)
    deployment.deliver()
    assert kinds(deployment).count("rung_in_vain") == 1
    assert "không gặp Ông/Bà" in texts(deployment)[-1]
    deployment.later(days=1)
    deployment.press(link, "not_reached", note="Máy bận.")
    deployment.deliver()
    assert kinds(deployment).count("rung_in_vain") == 2


def test_who_is_asked_back_and_not_reached_is_told_and_the_case_stays(deployment):
    sends(deployment, MATTER)
    link = deployment.link(Todo.SCREEN)
    answer, _ = deployment.press(link, "not_reached", note="Gọi lúc 9 giờ.")
    assert answer.status == 200
    deployment.deliver()
    assert kinds(deployment) == ["identity_missing", "rung_in_vain"]
    assert deployment.file().case.state == "received"
    assert deployment.get(link).status == 200


def test_nothing_is_texted_to_whoever_rang_in_confidence(exchange):
    deployment = exchange.deployment
    sid = exchange.ring(CITIZEN)
    before_the_matter(exchange, sid, secret=True)
    exchange.gone(sid)
    deployment.deliver()
    assert deployment.file().case.confidential
    deployment.press(deployment.link(Todo.SCREEN), "not_reached")
    deployment.deliver()
    assert "not_reached" in [event.kind for event in deployment.file().history]
    assert kinds(deployment) == []
