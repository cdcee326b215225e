"""A leader who is told that something is late sees how it stands, and directs: in writing, or by
assigning it."""

import pytest

from chalicelib.domain.case.workflow import State
from chalicelib.domain.todos.table import Todo
from tests.support.deployment import Deployment
from tests.support.office import CHIEF, Office

DIRECTION = "Giao và báo cáo tôi trước 15 giờ hôm nay."
SCREENED = {"field": "S1", "summary": "Đèn đường hỏng.", "agency": "do-thi"}


def head(deployment: Deployment) -> str:
    return deployment.authority.head.mail


def owner(deployment: Deployment) -> str:
    return deployment.authority.officer(deployment.file().case.owner).mail


def told_late(deployment: Deployment) -> str:
    """Days go by until the Chairman is told; the path of his link."""
    before = len(deployment.mails(head(deployment)))
    for _ in range(30):
        if len(deployment.mails(head(deployment))) > before:
            return deployment.newest_link(head(deployment))
        deployment.later(days=1)
        deployment.escalate()
        deployment.deliver()
    raise AssertionError("the Chairman was never told")


def urged(deployment: Deployment, link: str, action: str = "urge", **typed: str | list[str]):
    answer, fields = deployment.press(link, action, **{"direction": DIRECTION, **typed})
    deployment.deliver()
    return answer, fields


@pytest.mark.parametrize("todo", [Todo.SCREEN, Todo.ASSIGN, Todo.ANSWER, Todo.DRAFT, Todo.TELL])
def test_the_page_shows_the_matter_who_has_it_since_when_and_what_was_done_but_no_citizen(
    deployment, todo
):
    deployment.way_to(todo)
    page = deployment.get(told_late(deployment)).page
    assert "Hiện đang ở" in page.text
    assert "quá hạn" in page.text
    assert "ngày làm việc" in page.text
    assert deployment.authority.chief.name in page.text  # whom the ladder told before him
    if todo is not Todo.SCREEN:
        assert deployment.file().case.summary in page.text
    who = deployment.identity()
    for personal in (who.name, who.address, who.phone[-9:]):
        assert personal not in page.text


def test_signed_in_or_not_it_shows_nobody_and_writes_down_no_look(deployment):
    deployment.way_to(Todo.ASSIGN, confidential="yes")
    page = deployment.get(told_late(deployment)).page
    assert deployment.identity().name not in page.text
    assert "đề nghị giữ bí mật" not in page.text
    assert not [row for row in deployment.dump() if "Access" in row["cls"]["S"]]


def test_opening_it_acts_on_nothing_and_it_stays_until_it_is_used(deployment):
    deployment.way_to(Todo.ASSIGN)
    link = told_late(deployment)
    before = deployment.file()
    for _ in range(3):
        assert deployment.get(link).status == 200
    assert deployment.file().case == before.case
    deployment.later(days=1)
    assert urged(deployment, link)[0].status == 200
    assert deployment.get(link).status == 404


def test_a_written_direction_is_on_file_and_goes_to_whoever_has_the_move_and_the_chief(deployment):
    deployment.way_to(Todo.DRAFT)
    link = told_late(deployment)
    answer, fields = urged(deployment, link)
    assert answer.status == 200
    assert deployment.file().case.state is State.ANSWERED
    for to in (owner(deployment), CHIEF):
        assert DIRECTION in deployment.mails(to)[-1].text
    page = deployment.get(deployment.newest_link(owner(deployment))).page
    assert DIRECTION in page.text
    assert page.fill("draft", words="Xong.")  # the mail leads to what its holder owes
    office = Office(deployment, CHIEF)
    assert DIRECTION in office.get(f"/van-phong/ho-so/{deployment.codes()[0]}").body
    again = deployment.post(link, fields)
    assert again.status == 200
    assert [e.kind for e in deployment.file().history].count("urged") == 1


def test_agencies_that_owe_an_answer_are_told_and_so_are_their_heads(deployment):
    deployment.way_to(Todo.ANSWER)
    link = told_late(deployment)
    agency = deployment.authority.agency(deployment.file().assignments[0].agency)
    urged(deployment, link)
    for to in (agency.mail, agency.head_mail, CHIEF):
        assert DIRECTION in deployment.mails(to)[-1].text
    page = deployment.get(deployment.newest_link(agency.head_mail)).page
    assert DIRECTION in page.text
    answer, _ = deployment.press(
        deployment.newest_link(agency.mail),
        "answer",
        answer="Xong.",
        name="A",
        title="B",
        late_reason="Chờ vật tư",
    )
    assert answer.status == 200


def test_while_it_is_not_assigned_the_chairmans_order_assigns_it(deployment):
    deployment.way_to(Todo.ASSIGN)
    answer, _ = urged(deployment, told_late(deployment), "direct", agency="do-thi")
    assert answer.status == 200
    file = deployment.file()
    assert file.case.state is State.ASSIGNED
    assert [(a.agency, a.instruction) for a in file.assignments] == [("do-thi", DIRECTION)]
    assert file.assignments[0].signer == deployment.authority.head.title
    agency = deployment.authority.agency("do-thi")
    assert DIRECTION in deployment.mails(agency.mail)[-1].text
    assert DIRECTION in deployment.mails(CHIEF)[-1].text
    assert not [c for c in file.case.clocks if c.kind == "assign" and c.running]


def test_what_nobody_has_screened_can_be_urged_but_not_assigned(deployment):
    deployment.way_to(Todo.SCREEN)
    link = told_late(deployment)
    assert 'value="direct"' not in deployment.get(link).body
    fields = deployment.get(link).page.fill("urge", direction=DIRECTION)
    forged = [(k, "direct" if k == "action" else v) for k, v in fields] + [("agency", "do-thi")]
    assert deployment.post(link, forged).status == 422
    assert deployment.file().case.state is State.RECEIVED
    assert urged(deployment, link)[0].status == 200
    assert DIRECTION in deployment.mails(owner(deployment))[-1].text


def test_what_was_screened_and_saved_can_be_assigned_from_there(deployment):
    screen = deployment.way_to(Todo.SCREEN)
    answer, _ = deployment.press(screen, "save", **SCREENED)
    assert answer.status in (200, 303)
    answer, _ = urged(deployment, told_late(deployment), "direct", agency="do-thi")
    assert answer.status == 200, answer.page.text
    assert deployment.file().case.state is State.ASSIGNED


def test_an_empty_direction_is_asked_for_again(deployment):
    deployment.way_to(Todo.ASSIGN)
    answer, _ = urged(deployment, told_late(deployment), direction=" ")
    assert answer.status == 422
    assert "Chưa có nội dung chỉ đạo" in answer.page.text


def test_a_leader_whom_it_turns_out_to_be_about_gets_nothing_any_more(deployment):
    deployment.way_to(Todo.SCREEN)
    link = told_late(deployment)
    screen = deployment.link(Todo.SCREEN)
    deployment.press(screen, "save", recused=["", "chu-tich"])
    deployment.deliver()
    assert deployment.get(link).status == 404
    fields = [("action", "urge"), ("direction", DIRECTION), ("revision", "2")]
    assert deployment.post(link, fields).status == 404
    assert "urged" not in [e.kind for e in deployment.file().history]
