"""Questions are not new matters: what asks about a case, or names one, belongs to it. The citizen
is told how it stands; whoever wants a person is answered by the case's owner (N9, N17)."""

import pytest

from chalicelib.domain.case.workflow import State
from chalicelib.domain.formats import codes
from chalicelib.domain.todos.table import Todo
from tests.support.deployment import CITIZEN, Deployment
from tests.support.office import CHIEF, NGHIA, Office

OTHER = "+84912000009"


def asks(deployment: Deployment, text: str, sender: str = CITIZEN) -> None:
    deployment.sms(deployment.message_fields(text, sender))
    deployment.deliver()


def told(deployment: Deployment, number: str = CITIZEN) -> str:
    """The last text to this number."""
    return deployment.provider.texts_to(number)[-1]


@pytest.fixture
def code(deployment: Deployment) -> str:
    """The code of a case that an agency has."""
    deployment.way_to(Todo.ANSWER)
    return deployment.codes()[0]


def kinds(deployment: Deployment, code: str) -> list[str]:
    return [event.kind for event in deployment.file(code).history]


@pytest.mark.parametrize(
    "text", ["{}", "mã {} đến đâu rồi ạ", "Phan anh ma so {} bao gio co ket qua", "ms:{} sao roi"]
)
def test_a_code_is_answered_with_stage_and_date_and_makes_no_case(deployment, code, text):
    mails = len(deployment.mails())
    asks(deployment, text.format(codes.grouped(code)))
    assert deployment.codes() == [code]
    assert f"Phan anh {codes.grouped(code)} da giao co quan co tham quyen" in told(deployment)
    assert "Han tra loi: 24/01/2017" in told(deployment)
    assert len(deployment.mails()) == mails
    assert kinds(deployment, code)[-1] == "enquired"
    assert deployment.file(code).case.enquiry is None


def test_who_asks_without_a_code_is_told_of_the_case_of_their_number(deployment, code):
    asks(deployment, "Phản ánh của tôi đến đâu rồi ạ?")
    assert deployment.codes() == [code]
    assert codes.grouped(code) in told(deployment)


def test_a_number_without_a_case_makes_a_new_contact_of_its_question(deployment, code):
    asks(deployment, "Phản ánh của tôi đến đâu rồi ạ?", OTHER)
    assert len(deployment.codes()) == 2


def test_whoever_has_the_code_is_answered_at_their_own_number(deployment, code):
    asks(deployment, codes.grouped(code), OTHER)
    assert codes.grouped(code) in told(deployment, OTHER)
    assert deployment.codes() == [code]


def test_a_secret_case_answers_nobody_but_its_citizen(deployment):
    deployment.way_to(Todo.ASSIGN, confidential="yes")
    (code,) = deployment.codes()
    asks(deployment, codes.grouped(code), OTHER)
    assert "Phan anh" not in told(deployment, OTHER)
    assert deployment.file(code).contacts != ()
    assert kinds(deployment, code)[-1] != "enquired"
    asks(deployment, codes.grouped(code))
    assert kinds(deployment, code)[-1] == "enquired"


def test_answers_are_limited_by_case_and_what_comes_after_is_on_file(deployment, code):
    for nth in range(7):
        asks(deployment, codes.grouped(code), f"+8491200010{nth}")
    assert kinds(deployment, code).count("enquired") == 5
    assert deployment.provider.texts_to("+84912000106") == []
    filed = Office(deployment, NGHIA).get("/van-phong/tin-da-luu").body
    assert filed.count("hôm nay đã được trả lời nhiều lần") == 2
    deployment.later(days=1)
    asks(deployment, codes.grouped(code), "+84912000106")
    assert codes.grouped(code) in told(deployment, "+84912000106")


def test_one_number_gets_five_answers_an_hour(deployment, code):
    for _ in range(4):
        asks(deployment, codes.grouped(code))
    before = len(deployment.provider.texts_to(CITIZEN))
    asks(deployment, f"{codes.grouped(code)} xin cho gặp cán bộ")
    asks(deployment, f"{codes.grouped(code)} xin cho gặp cán bộ")
    assert len(deployment.provider.texts_to(CITIZEN)) <= before + 1


def test_who_wants_a_person_is_answered_by_the_owner_who_says_so(deployment, code):
    asks(deployment, f"Mã {code}: đề nghị gọi lại cho tôi")
    assert deployment.codes() == [code]
    owner = deployment.holder(Todo.TALK)
    mail = deployment.mails(owner)[-1]
    assert "Người dân hỏi" in mail.subject
    page = deployment.get(mail.link).page
    assert "Trả lời người hỏi" in page.text
    assert "Đã trả lời" in page.text
    refused, _ = deployment.press(mail.link, "talked")
    assert refused.status == 422
    done, _ = deployment.press(mail.link, "talked", words="Đã nói: tổ điện làm thứ Sáu.")
    assert done.status == 200
    file = deployment.file(code)
    assert (file.case.state, file.case.enquiry) == (State.ASSIGNED, None)
    assert file.history[-1].kind == "talked"
    assert deployment.get(mail.link).status == 404


def test_who_says_more_than_a_question_is_read_by_the_owner(deployment, code):
    asks(deployment, f"Mã {code} chưa thấy ai làm, nay ổ gà đã sâu thêm, xe máy khó đi")
    assert deployment.codes() == [code]
    assert deployment.file(code).case.enquiry
    page = deployment.get(deployment.link(Todo.TALK)).page
    assert "ổ gà đã sâu thêm" in page.text


def test_it_stands_with_its_owner_on_the_board_while_the_agency_has_the_next_move(deployment, code):
    asks(deployment, f"Mã {code}: đề nghị gọi lại cho tôi")
    owner = deployment.authority.officer(deployment.file(code).case.owner)
    body = Office(deployment, owner.mail).get("/van-phong").body
    mine = body[body.index('id="cho-toi"') :] if 'id="cho-toi"' in body else body
    assert codes.grouped(code) in mine
    assert "Có người hỏi" in mine


def test_who_asks_twice_waits_once(deployment, code):
    asks(deployment, f"Mã {code}: đề nghị gọi lại cho tôi")
    owner = deployment.holder(Todo.TALK)
    before = len(deployment.mails(owner))
    asks(deployment, f"Mã {code}: sao chưa gọi lại cho tôi")
    assert len(deployment.mails(owner)) == before
    assert [c.kind for c in deployment.file(code).case.clocks].count("enquiry") == 1


def test_a_stranger_who_asks_is_said_to_be_one(deployment, code):
    asks(deployment, f"Mã {code}: đề nghị gọi lại cho tôi", OTHER)
    page = deployment.get(deployment.link(Todo.TALK)).page
    assert "không phải số của người phản ánh" in page.text
    assert "0912 000 009" in page.text


def test_an_unanswered_question_ends_at_the_chief_and_reaches_nobody_above(deployment, code):
    asks(deployment, f"Mã {code}: đề nghị gọi lại cho tôi")
    for _ in range(2 * 48):
        deployment.later(minutes=30)
        deployment.escalate()
        deployment.deliver()
    asked = [n for n in deployment.notifications(code) if n.kind.endswith("_enquiry")]
    assert {n.who for n in asked} <= {deployment.file(code).case.owner, "truong", "chanh-van-phong"}
    assert any(n.kind == "reminder_enquiry" for n in asked)
    head = deployment.authority.head.mail
    assert not any(codes.grouped(code) in mail.text for mail in deployment.mails(head))


def test_a_closed_case_that_is_asked_about_stands_on_the_board_until_it_is_answered(deployment):
    deployment.way_to(Todo.TELL)
    (code,) = deployment.codes()
    typed = {"how": "phone", "whom": "citizen", "note": "Đã nghe."}
    deployment.press(deployment.link(Todo.TELL), "tell", **typed)
    deployment.later(hours=12)
    deployment.report()
    assert deployment.file(code).case.state is State.CLOSED
    chiefs = Office(deployment, CHIEF)
    assert codes.grouped(code) not in chiefs.get("/van-phong").body
    asks(deployment, f"Mã {code}: cho tôi gặp cán bộ, việc vẫn chưa xong")
    assert codes.grouped(code) in chiefs.get("/van-phong").body
    deployment.press(deployment.link(Todo.TALK), "talked", words="Đã giải thích.")
    assert codes.grouped(code) not in chiefs.get("/van-phong").body
    assert deployment.file(code).running_clocks == ()


def test_danger_beside_a_code_is_a_matter_of_its_own(deployment, code):
    asks(deployment, f"{code} cháy nhà ở chợ Kỳ Lừa rồi, cứu với")
    assert len(deployment.codes()) == 2
    assert "113, 114, 115" in told(deployment)


def test_a_question_that_was_none_is_made_a_case_of_its_own(deployment, code):
    asks(deployment, f"{code} cống trước nhà cũng tắc, đề nghị thông cống")
    office = Office(deployment, NGHIA)
    page = office.get(f"/van-phong/ho-so/{code}").body
    assert "Tách thành việc riêng" in page


def test_the_same_question_delivered_twice_is_answered_once(deployment, code):
    fields = deployment.message_fields(codes.grouped(code))
    deployment.sms(fields)
    deployment.sms(fields)
    deployment.deliver()
    assert kinds(deployment, code).count("enquired") == 1
    assert len([t for t in deployment.provider.texts_to(CITIZEN) if "da giao co quan" in t]) == 1
