"""What seems urgent: the citizen reads whom to ring, the officers get mail at once, and its page
says for which words."""

import pytest

from tests.support.deployment import CITIZEN, Deployment

FLOOD = "Nước ngập tới ngực rồi, trong nhà còn bà nội nằm liệt và hai cháu nhỏ"
WHO = ". Tôi là Lý Văn Tám, 12 đường Lê Lợi, phường Vĩnh Trại"
NUMBERS = "113, 114, 115, 111"


def answer(deployment: Deployment, text: str) -> str:
    deployment.sms(deployment.message_fields(text))
    deployment.deliver()
    (body,) = [sent["Body"] for sent in deployment.provider.sent if sent["To"] == CITIZEN]
    return body


@pytest.mark.parametrize(
    ("text", "hours", "also"),
    [
        (FLOOD + WHO, 0, "Da nhan tin"),
        (FLOOD + WHO, 13, "tiep nhan 7 gio 00"),
        (FLOOD, 0, "thieu ho ten, dia chi"),
        (FLOOD, 13, "thieu ho ten, dia chi"),
    ],
)
def test_what_seems_urgent_is_answered_with_whom_to_ring_at_any_hour(deployment, text, hours, also):
    deployment.later(hours=hours)
    body = answer(deployment, text)
    assert f"Nguy hiem tinh mang: goi {NUMBERS}" in body.replace("goi ngay", "goi")
    assert also in body
    assert "chiu trach nhiem ve tinh trung thuc" in body
    for opinion in ("khan", "cap bach", "khẩn", "cấp bách"):
        assert opinion not in body.lower()


def test_a_calm_message_is_not_answered_with_danger(deployment):
    body = answer(deployment, "Đèn đường ngõ 5 hỏng cả tháng nay, xin thay bóng" + WHO)
    assert "Nguy hiem" not in body


def test_outside_hours_every_answer_says_whom_to_ring_in_need(deployment):
    deployment.later(hours=13)
    body = answer(deployment, "Đèn đường ngõ 5 hỏng cả tháng nay, xin thay bóng" + WHO)
    assert f"Khan goi {NUMBERS}" in body


def test_what_seems_urgent_is_mailed_to_its_owner_and_the_officer_on_duty(deployment):
    answer(deployment, FLOOD + WHO)
    body, case = deployment.authority, deployment.file().case
    people = {body.officer(case.owner).mail, body.officer(body.duty).mail}
    assert len(people) == 2
    for address in people:
        (letter,) = deployment.mails(address)
        assert letter.subject.startswith("KHẨN")
        assert deployment.get(letter.link).status == 200


def test_the_page_quotes_the_words_that_speak_of_danger(deployment):
    answer(deployment, FLOOD + WHO)
    owner = deployment.authority.officer(deployment.file().case.owner)
    page = deployment.get(deployment.newest_link(owner.mail)).body
    said = page.split("<b>cấp bách</b>: ")[1].split(". Nếu đúng")[0]
    assert "ngập" in said
