"""What agencies read in their mails and on their page: their part, the document, whether they are
asked or ordered, and the copy of their answer (N13, N14, N16)."""

import pytest

from chalicelib.domain.todos.table import Todo
from tests.support.deployment import AGENCY, Deployment
from tests.support.office import NGHIA, Office

POWER = "dien-luc"  # not under the city
ANSWER = {"answer": "Đã thay bóng đèn.", "name": "Lý Văn Tư", "title": "Trưởng phòng"}


def assigned(deployment: Deployment, *agencies: str) -> None:
    lead, *beside = agencies
    link = deployment.way_to(Todo.ASSIGN)
    typed = {"document": "12/VP", "document_date": "2017-01-16", "signer": "Chánh VP"}
    answer, _ = deployment.press(link, "assign", agency=lead, agencies=beside, **typed)
    assert answer.status == 200
    deployment.deliver()


def newest(deployment: Deployment, agency: str):
    return deployment.mails(deployment.authority.agency(agency).mail)[-1]


def flat(text: str) -> str:
    return " ".join(text.split())


def test_lead_and_others_read_their_part_by_mail_and_on_their_page(deployment):
    assigned(deployment, AGENCY, "y-te")
    name = {a: deployment.authority.agency(a).name for a in (AGENCY, "y-te")}
    said = {
        AGENCY: f"Quý cơ quan chủ trì giải quyết, phối hợp với: {name['y-te']}.",
        "y-te": f"Quý cơ quan phối hợp giải quyết; cơ quan chủ trì: {name[AGENCY]}.",
    }
    for agency, line in said.items():
        mail = newest(deployment, agency)
        assert line in flat(mail.text)
        assert line in flat(deployment.get(mail.link).page.text)


def test_the_document_is_named_by_number_and_day_in_mail_page_and_case(deployment):
    assigned(deployment, AGENCY)
    mail, (code,) = newest(deployment, AGENCY), deployment.codes()
    shown = "văn bản số 12/VP ngày 16/01/2017"
    assert shown in flat(mail.text)
    assert shown in flat(deployment.get(mail.link).page.text)
    case = Office(deployment, NGHIA).get(f"/van-phong/ho-so/{code}").page.text
    assert flat(case).count(shown) == 2  # the agency's share, and the history


@pytest.mark.parametrize("agency", [POWER, AGENCY])
def test_only_a_body_that_is_not_under_the_city_is_asked(deployment, agency):
    assigned(deployment, agency)
    deployment.later(days=9)
    deployment.escalate()
    deployment.deliver()
    body = deployment.authority.agency(agency)
    mails = [*deployment.mails(body.mail), *deployment.mails(body.head_mail)]
    assert len(mails) > 1
    asked = agency == POWER
    for mail in mails:
        assert ("Đề nghị phối hợp" in mail.subject) == asked, mail.subject
        ordered = ("Nội dung giao:", "chỉ đạo trả lời ngay", "trách nhiệm của tổ chức")
        assert not (asked and any(words in mail.text for words in ordered)), mail.text


def test_after_its_answer_an_agency_has_a_copy_with_who_gave_it(deployment):
    answer, fields = deployment.press(link := deployment.way_to(Todo.ANSWER), "answer", **ANSWER)
    text = flat(answer.page.text)
    for part in (*ANSWER.values(), "Bản sao trả lời đã gửi", "09:00 ngày 17/01/2017"):
        assert part in text
    assert deployment.post(link, fields).same == answer.same


def test_a_late_answer_says_why_and_the_office_and_the_leader_read_it(deployment):
    link = deployment.way_to(Todo.ANSWER)
    assert "Lý do chậm" not in deployment.get(link).page.text
    deployment.later(days=17)
    refused, _ = deployment.press(link, "answer", **ANSWER)
    assert refused.status == 422
    assert "xin ghi lý do chậm" in refused.page.text
    given, _ = deployment.press(link, "answer", **ANSWER, late_reason="Chờ vật tư")
    assert given.status == 200
    deployment.deliver()
    draft = deployment.link(Todo.DRAFT)
    assert "Lý do chậm: Chờ vật tư" in deployment.get(draft).page.text
    deployment.press(draft, "draft", words="Đèn đã sáng lại.")
    deployment.deliver()
    assert "Lý do chậm: Chờ vật tư" in deployment.get(deployment.link(Todo.APPROVE)).page.text
    case = Office(deployment, NGHIA).get(f"/van-phong/ho-so/{deployment.codes()[0]}").page.text
    assert "trả lời, sau hạn; lý do chậm: Chờ vật tư" in flat(case)
