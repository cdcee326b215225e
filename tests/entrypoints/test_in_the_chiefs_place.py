"""In a matter about the chief a leader decides by mailed links, from the first to the last of them;
and nobody beside or below the chief decides, but they know that it is late."""

import pytest

from tests.support.deployment import Deployment
from tests.support.office import CHIEF

SON = "son@vanphong.langson.example"
SAID = "Toi la Ly Van Tam, 12 Le Loi, phuong Chi Lang. Den duong hong ca thang nay o pho Muoi"
ORDER = {"document": "15/UBND", "signer": "Chủ tịch"}
ANSWER = {"answer": "Đã làm.", "name": "Lý Văn Tư", "title": "Trưởng phòng"}


def owner(deployment: Deployment) -> str:
    return deployment.authority.officer(deployment.file().case.owner).mail


def head(deployment: Deployment) -> str:
    return deployment.authority.head.mail


def agency(deployment: Deployment, name: str) -> str:
    return deployment.authority.agency(name).mail


def press(deployment: Deployment, to: str, action: str, /, **typed: str | list[str]):
    """Whoever has this mail address presses a button behind their newest link."""
    answer, _ = deployment.press(deployment.newest_link(to), action, **typed)
    deployment.deliver()
    return answer


def screened(deployment: Deployment, action: str, *about: str) -> None:
    deployment.sms(deployment.message_fields(SAID))
    deployment.deliver()
    typed = {"field": "S1", "summary": "Phản ánh.", "agency": "noi-vu"}
    answer = press(deployment, owner(deployment), action, recused=["", *about], **typed)
    assert answer.status == 200, answer.page.text


def drafted(deployment: Deployment, decides: str, **typed: str) -> None:
    assert press(deployment, decides, "assign", agency="noi-vu", **ORDER).status == 200
    assert press(deployment, agency(deployment, "noi-vu"), "answer", **ANSWER).status == 200
    assert press(deployment, owner(deployment), "draft", words="Xong.", **typed).status == 200


def days(deployment: Deployment, number: int) -> None:
    for _ in range(number):
        deployment.later(days=1)
        for run in (deployment.escalate, deployment.digest, deployment.deliver, deployment.sweep):
            run()
        deployment.deliver()


def test_a_leader_assigns_gives_more_time_and_adds_agencies_by_link(deployment):
    screened(deployment, "propose", "truong")
    leader = head(deployment)
    assert (
        press(deployment, leader, "assign", agency="noi-vu", agencies="tu-phap", **ORDER).status
        == 200
    )
    asking = {"time_reason": "Chờ", "until": "2017-02-07", "name": "A", "title": "B"}
    assert press(deployment, agency(deployment, "noi-vu"), "ask_time", **asking).status == 200
    assert press(deployment, leader, "grant").status == 200
    back = {"back_reason": "Không thuộc", "agency": "van-phong", "name": "A", "title": "B"}
    assert press(deployment, agency(deployment, "tu-phap"), "give_back", **back).status == 200
    led_by_the_chief = press(deployment, leader, "add_agency", agency="van-phong", **ORDER)
    assert led_by_the_chief.status == 422
    assert press(deployment, leader, "add_agency", agency="kinh-te", **ORDER).status == 200
    for name in ("noi-vu", "kinh-te"):
        assert press(deployment, agency(deployment, name), "answer", **ANSWER).status == 200
    assert deployment.file().case.state == "answered"
    assert deployment.mails(CHIEF) == []


def test_a_denunciation_is_ordered_by_the_leader_and_not_passed_to_an_agency_of_the_chiefs(
    deployment,
):
    screened(deployment, "denounce", "truong")
    passed = {"to": "van-phong", "how": "phone", "receiver": "Lý A"}
    answer = press(deployment, head(deployment), "transfer", **passed)
    assert answer.status == 422
    assert "do chính người bị phản ánh đứng đầu" in answer.page.text
    ordered = {"agency": "thanh-tra", "share_identity": "yes"}
    assert press(deployment, head(deployment), "assign", **ordered, **ORDER).status == 200
    shown = deployment.get(deployment.newest_link(agency(deployment, "thanh-tra")))
    assert "Le Loi" not in shown.body


def test_about_chief_and_chairman_everything_goes_to_the_leader_above_and_nothing_to_them(
    deployment,
):
    screened(deployment, "propose", "truong", "chu-tich")
    before = len(deployment.mails())
    top = deployment.authority.leader("chu-tich-tinh").mail
    drafted(deployment, top)
    assert deployment.file().case.asked_leader == "chu-tich-tinh"
    days(deployment, 15)
    them = {CHIEF, head(deployment)}
    assert not them & {mail.to for mail in deployment.mails()}
    assert not them & {mail.reply_to for mail in deployment.mails()[before:]}
    phones = {deployment.authority.chief.phone, deployment.authority.head.phone}
    assert not phones & {sent["To"] for sent in deployment.provider.sent}


def test_who_answers_a_digest_does_not_answer_the_chief_about_the_chief(deployment):
    screened(deployment, "propose", "truong")
    assert press(deployment, head(deployment), "assign", agency="noi-vu", **ORDER).status == 200
    days(deployment, 6)
    mails = deployment.mails(agency(deployment, "noi-vu"))
    assert len(mails) > 1  # the ladder's
    assert CHIEF not in {mail.reply_to for mail in mails}


@pytest.mark.parametrize("leader", ["chu-tich", "pho-chu-tich-1"])
def test_the_chairman_learns_that_an_approval_is_late_whoever_was_asked(deployment, leader):
    screened(deployment, "propose", "truong")
    drafted(deployment, head(deployment), leader=leader)
    before = len(deployment.mails(head(deployment)))
    days(deployment, 2)
    mails = deployment.mails(head(deployment))[before:]
    assert [mail for mail in mails if "QUÁ HẠN" in mail.subject]
    for mail in mails:
        shown = deployment.get(mail.link)
        assert shown.status == 200
        assert ("Kính trình phê duyệt" in shown.page.text) == (leader == "chu-tich")


def test_a_deputy_learns_that_an_assignment_is_late_but_does_not_make_it(deployment):
    screened(deployment, "propose", "truong")
    days(deployment, 8)
    late = deployment.mails(SON)[-1]
    assert "QUÁ HẠN" in late.subject
    page = deployment.get(late.link)
    assert page.status == 200
    assert 'value="assign"' not in page.body


def test_a_chief_who_had_the_matter_before_it_was_known_to_be_about_him_has_it_no_more(deployment):
    screened(deployment, "propose")
    link = deployment.newest_link(CHIEF)
    _, fields = deployment.press(link, "screen_again", again_reason="Chưa rõ")
    deployment.deliver()
    before = len(deployment.mails(CHIEF))
    deployment.later(minutes=5)
    typed = {"field": "S1", "summary": "Phản ánh.", "agency": "noi-vu"}
    answer = press(deployment, owner(deployment), "propose", recused=["", "truong"], **typed)
    assert answer.status == 200, answer.page.text
    assert deployment.get(link).status == 404
    assert deployment.post(link, fields).status == 404
    assert press(deployment, head(deployment), "screen_again", again_reason="Chưa rõ").status == 200
    days(deployment, 8)
    assert len(deployment.mails(CHIEF)) == before
