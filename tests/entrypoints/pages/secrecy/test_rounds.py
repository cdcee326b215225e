"""Links of earlier rounds are dead, though nobody used them; used ones still confirm."""

from chalicelib.domain.todos.table import Todo
from tests.support.deployment import AGENCY
from tests.support.office import CHIEF, Office

ANSWER = {"answer": "Đã thay.", "name": "Lý Văn Tư", "title": "Trưởng phòng"}


def path(deployment, todo: Todo, about: str = "-") -> str:
    return f"/van-phong/ho-so/{deployment.codes()[0]}/{todo}/{about}"


def do(deployment, mail: str, todo: Todo, action: str, about: str = "-", **typed: str) -> None:
    answer, _ = Office(deployment, mail).fill(path(deployment, todo, about), action, **typed)
    assert answer.status in (200, 303), answer.page.text
    deployment.deliver()


def press(deployment, link: str, action: str, **typed: str) -> None:
    answer, _ = deployment.press(link, action, **typed)
    assert answer.status in (200, 303), answer.page.text
    deployment.deliver()


def owner(deployment) -> str:
    return deployment.authority.officer(deployment.file().case.owner).mail


def links(deployment, to: str) -> list[str]:
    return [mail.link for mail in deployment.mails(to) if mail.link]


def is_open(deployment, link: str) -> bool:
    return deployment.get(link).status == 200


def test_the_answer_link_of_the_first_round_does_not_open_the_rework(deployment):
    first = deployment.way_to(Todo.ANSWER)
    agency = deployment.authority.agency(AGENCY).mail
    mails = len(links(deployment, agency))
    while len(links(deployment, agency)) == mails:  # until it is reminded
        deployment.later(days=1)
        deployment.escalate()
        deployment.deliver()
    assert links(deployment, agency)[-1] == first  # one to-do, one link
    press(deployment, first, "answer", **ANSWER)
    deployment.later(minutes=5)
    do(deployment, owner(deployment), Todo.DRAFT, "rework", rework_agency=AGENCY, reason="Chưa rõ")
    assert not is_open(deployment, first)
    assert deployment.post(first, [("action", "answer"), *ANSWER.items()]).status == 404
    assert is_open(deployment, links(deployment, agency)[-1])
    assert deployment.file().assignment(AGENCY).open


def test_an_old_draft_link_does_not_open_the_draft_that_was_sent_back(deployment):
    old = deployment.way_to(Todo.DRAFT)
    deployment.later(minutes=5)
    do(deployment, owner(deployment), Todo.DRAFT, "draft", words="Một.")
    assert is_open(deployment, old)
    deployment.later(minutes=5)
    press(deployment, deployment.link(Todo.APPROVE), "send_back", reason="Chưa rõ")
    assert not is_open(deployment, old)
    assert is_open(deployment, deployment.newest_link(owner(deployment)))


def test_a_leader_who_is_no_longer_asked_cannot_approve(deployment):
    old = deployment.way_to(Todo.APPROVE)
    fields = deployment.get(old).page.fill("approve")
    deployment.later(minutes=5)
    other = "pho-chu-tich-1"
    do(deployment, owner(deployment), Todo.DRAFT, "draft", words="Hai.", leader=other)
    assert not is_open(deployment, old)
    assert deployment.post(old, fields).status == 404
    new = deployment.newest_link(deployment.authority.leader(other).mail)
    press(deployment, new, "approve")
    assert deployment.file().case.approved == "Hai."


def test_a_link_about_a_decided_request_does_not_open_the_next_one(deployment):
    answer = deployment.way_to(Todo.ANSWER)
    asking = {"time_reason": "Chờ vật tư", "until": "2017-02-17", "name": "A", "title": "B"}
    press(deployment, answer, "ask_time", **asking)
    old = deployment.newest_link(deployment.authority.chief.mail)
    do(deployment, CHIEF, Todo.EXTEND, "deny", AGENCY, reason="Đủ vật tư")
    assert not is_open(deployment, old)
    deployment.later(minutes=5)
    press(deployment, answer, "ask_time", **{**asking, "until": "2017-02-20"})
    assert not is_open(deployment, old)
    assert is_open(deployment, deployment.newest_link(deployment.authority.chief.mail))


def test_a_used_link_still_confirms_the_same_form_after_the_to_do_arose_anew(deployment):
    link = deployment.way_to(Todo.APPROVE)
    answer, fields = deployment.press(link, "send_back", reason="Chưa rõ")
    assert answer.status == 200
    deployment.deliver()
    deployment.later(minutes=5)
    do(deployment, owner(deployment), Todo.DRAFT, "draft", words="Hai.")
    assert deployment.post(link, fields).same == answer.same
    assert deployment.get(link).status == 404


def test_an_officer_who_saved_by_link_goes_on_with_it(deployment):
    link = deployment.way_to(Todo.SCREEN)
    press(deployment, link, "save", summary="Đèn tắt.")
    deployment.later(hours=1)
    assert is_open(deployment, link)
