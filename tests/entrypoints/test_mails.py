"""What every mail has: answers that somebody reads, marks of an automatic mail, and for those
outside the office whom to ring."""

import pytest

from chalicelib.domain.formats import phone
from chalicelib.domain.todos.table import Todo
from chalicelib.usecases.schedules.digest import digest
from tests.support.deployment import AGENCY, SUMMARY, Deployment
from tests.support.world import COMPLETE


def outside(deployment: Deployment) -> set[str]:
    """The addresses of agencies and leaders."""
    body = deployment.authority
    heads = (agency.head_mail for agency in body.agencies)
    return {*(a.mail for a in body.agencies), *heads, *(leader.mail for leader in body.leaders)}


def all_the_way(deployment: Deployment) -> None:
    """A case that is told, and one whose agency lets every term pass."""
    deployment.press(
        deployment.way_to(Todo.TELL), "tell", how="phone", whom="citizen", note="Đã nghe."
    )
    deployment.way_to(Todo.ANSWER)
    for _ in range(30):
        deployment.later(days=1)
        deployment.escalate()
        services = deployment.services
        digest(services.rules, services.store, services.delivery)
        deployment.deliver()


def test_whoever_is_outside_the_office_reads_whom_to_ring(deployment):
    all_the_way(deployment)
    numbers = {phone.display(officer.phone) for officer in deployment.authority.officers}
    to_outside = [mail for mail in deployment.mails() if mail.to in outside(deployment)]
    assert len({mail.subject.split("]")[-1] for mail in to_outside}) > 6
    for mail in to_outside:
        assert any(number in mail.text for number in numbers), mail.text
    inside = [mail for mail in deployment.mails() if mail.to not in outside(deployment)]
    assert not any(number in mail.text for mail in inside for number in numbers)


@pytest.mark.parametrize("ward", ["phường Hoàng Văn Thụ", "xã Mai Pha"])
def test_a_ward_is_named_with_what_it_is_in_mails_and_on_pages(deployment, ward):
    link = deployment.way_to(Todo.ASSIGN, COMPLETE.replace("phường Hoàng Văn Thụ", ward))
    (mail,) = deployment.mails(deployment.authority.chief.mail)[-1:]
    assert f"địa bàn: {ward}" in mail.text
    assert ward in deployment.get(link).page.text


def test_answers_to_a_mail_reach_another_member_of_the_office(deployment):
    all_the_way(deployment)
    officers = {officer.mail for officer in deployment.authority.officers}
    for mail in deployment.mails():
        assert mail.reply_to in officers, mail.subject
        assert mail.reply_to != mail.to or mail.to == deployment.authority.chief.mail


def test_no_machine_answers_our_mails(deployment):
    all_the_way(deployment)
    for mail in deployment.mails():
        assert ("Auto-Submitted", "auto-generated") in mail.headers
        assert "X-Auto-Response-Suppress" in dict(mail.headers)


def test_the_pages_of_agencies_and_leaders_say_whom_to_ring_and_those_of_officers_do_not(
    deployment,
):
    shown = {}
    for todo in (Todo.SCREEN, Todo.ANSWER, Todo.APPROVE, Todo.TELL):
        text = deployment.get(deployment.way_to(todo)).page.text
        shown[todo] = "Cần trao đổi thêm, xin gọi đồng chí" in " ".join(text.split())
    assert shown == {
        Todo.SCREEN: False,
        Todo.ANSWER: True,
        Todo.APPROVE: True,
        Todo.TELL: False,
    }


def test_a_mail_about_several_matters_lists_them_in_order_whatever_the_stores_order_is(deployment):
    for _ in range(4):
        deployment.way_to(Todo.ASSIGN)
        deployment.later(minutes=1)
    deployment.later(days=14)
    deployment.escalate()
    deployment.deliver()
    (mail,) = deployment.mails(deployment.authority.head.mail)
    lines = [line for line in mail.text.splitlines() if line.startswith("– ")]
    assert len(lines) == 4
    assert lines == sorted(lines)
    assert all("Hiện ở: " in line for line in lines)


def test_an_agency_reads_no_summary_in_a_mail_about_several_matters_either(deployment):
    for _ in range(2):
        deployment.way_to(Todo.ANSWER)
    for _ in range(12):
        deployment.later(days=1)
        deployment.escalate()
        deployment.deliver()
    body = deployment.authority.agency(AGENCY)
    for to in (body.mail, body.head_mail, deployment.authority.head.mail):
        several = [mail for mail in deployment.mails(to) if " việc " in mail.subject]
        assert several, to
        in_it = any(SUMMARY.rstrip(".") in mail.text for mail in several)
        assert in_it is (to == deployment.authority.head.mail)
