"""Urgent matters reach a telephone, at any hour, with words that may show on a locked screen."""

from dataclasses import replace

from chalicelib import wiring
from chalicelib.domain.todos.table import Todo
from tests.support.deployment import Deployment
from tests.support.world import with_rules

FIRE = "Cháy lớn ở chợ Kỳ Lừa, có người mắc kẹt bên trong, cứu với! Tôi là Lý Văn Tám, 12 Lê Lợi"


def texts_to(deployment: Deployment, *phones: str) -> list[str]:
    return [sent["Body"] for sent in deployment.provider.sent if sent["To"] in phones]


def assert_says_nothing_of_the_matter(text: str, code: str) -> None:
    assert "KHẨN" in text
    assert code in text.replace(" ", "")
    for word in ("Cháy", "chợ", "Lý Văn Tám", "Lê Lợi", "http"):
        assert word not in text


def people_of(deployment: Deployment) -> set[str]:
    body, case = deployment.authority, deployment.file().case
    return {body.officer(case.owner).phone, body.officer(body.duty).phone}


def test_a_message_that_seems_urgent_is_also_a_text_to_its_owner_and_the_officer_on_duty(
    deployment,
):
    deployment.sms(deployment.message_fields(FIRE))
    deployment.deliver()
    people = people_of(deployment)
    texts = texts_to(deployment, *people)
    assert len(texts) == len(people)
    for text in texts:
        assert_says_nothing_of_the_matter(text, deployment.codes()[0])


def test_outside_hours_the_text_goes_to_the_duty_number_alone_and_the_mails_as_ever(deployment):
    deployment.later(hours=13)  # at ten in the evening
    deployment.sms(deployment.message_fields(FIRE))
    deployment.deliver()
    body, case = deployment.authority, deployment.file().case
    assert texts_to(deployment, *people_of(deployment)) == []
    (text,) = texts_to(deployment, body.duty_number)
    assert_says_nothing_of_the_matter(text, case.code)
    for officer in {case.owner, body.duty}:
        assert "KHẨN" in deployment.mails(body.officer(officer).mail)[-1].subject


def test_without_a_duty_number_the_officers_own_telephones_are_texted_at_any_hour(
    deployment, monkeypatch
):
    body = replace(deployment.authority, duty_number="")
    services = with_rules(deployment.services, authority=body)
    monkeypatch.setattr(wiring, "services", lambda **_: services)
    deployment.later(hours=13)
    deployment.sms(deployment.message_fields(FIRE))
    deployment.deliver()
    assert len(texts_to(deployment, *people_of(deployment))) == len(people_of(deployment))


def test_a_calm_message_wakes_nobody(deployment):
    deployment.sms()
    deployment.deliver()
    phones = [officer.phone for officer in deployment.authority.officers]
    assert texts_to(deployment, *phones) == []


def test_a_leader_who_is_asked_for_direction_gets_a_text_and_another_one_after_an_hour(deployment):
    deployment.way_to(Todo.DIRECT)
    deployment.deliver()
    leader = deployment.authority.leaders[0]
    assert len(texts_to(deployment, leader.phone)) == 1
    deployment.later(hours=1)
    deployment.escalate()
    deployment.deliver()
    first, second = texts_to(deployment, leader.phone)
    for text in (first, second):
        assert_says_nothing_of_the_matter(text, deployment.codes()[0])


def test_a_late_mail_says_who_holds_the_matter_now_and_for_what(deployment):
    deployment.way_to(Todo.ASSIGN)
    deployment.later(days=8)
    deployment.escalate()
    deployment.deliver()
    chief = deployment.authority.chief
    late = [m for m in deployment.mails(chief.mail) if "QUÁ HẠN" in m.subject]
    assert late
    assert f"Hiện việc đang ở: {chief.name} (giao việc)." in late[-1].text
