"""The mailed links of a case on its page: who has which; revoked and sent anew by who may act."""

import re
from dataclasses import replace

import pytest

from chalicelib.domain.authority import roles
from chalicelib.domain.authority.roles import RIGHTS, Role
from chalicelib.domain.todos.table import Todo
from chalicelib.store.dynamo.case_items import HeadItem, LinkItem
from tests.support.at_once import at_once
from tests.support.deployment import AGENCY, WAY, Deployment
from tests.support.gateway import Pairs
from tests.support.mailed import NOWHERE, id_of, page_of
from tests.support.office import CHIEF, NGHIA, Office

SON = "son@vanphong.langson.example"
REASON = "Thư bị chuyển tiếp nhầm"
NAVIGATED = {"Sec-Fetch-Mode": "navigate"}


def section(office: Office) -> str:
    """What the case's page says of links."""
    [code] = office.deployment.codes()
    body = office.get(f"/van-phong/ho-so/{code}").body
    found = re.search(r'<section id="lien-ket">.*?</section>', body, re.DOTALL)
    assert found
    return found[0]


def listed(office: Office) -> list[str]:
    return re.findall(r"/lien-ket/([\w-]+)", section(office))


def posted(action: str, reason: str = REASON) -> Pairs:
    return [("action", action), ("reason", reason)]


def history(deployment: Deployment, kind: str) -> list[dict[str, str]]:
    return [dict(e.words) for e in deployment.file().history if e.kind == kind]


@pytest.mark.parametrize("todo", WAY)
def test_the_link_of_whoever_has_the_to_do_is_listed_and_no_spent_one(deployment, todo):
    link = deployment.way_to(todo)
    assert listed(Office(deployment, CHIEF)) == [id_of(link)]


def test_a_listed_link_says_for_whom_what_for_since_when_and_until_when(deployment):
    deployment.way_to(Todo.ANSWER)
    said = section(Office(deployment, CHIEF))
    assert deployment.authority.agency(AGENCY).name in said
    assert "giải quyết, trả lời" in said
    assert "chưa thấy ai mở" in said
    assert "17/01/2017</time>" in said
    assert "dùng đến" in said
    assert "16/02/2017" in said


def test_it_says_when_a_person_first_opened_it_and_a_scanner_is_none(deployment):
    link = deployment.way_to(Todo.ANSWER)
    office = Office(deployment, CHIEF)
    deployment.get(link)
    assert "chưa thấy ai mở" in section(office)
    deployment.later(minutes=1)
    deployment.call("GET", link, headers=NAVIGATED)
    first = deployment.services.store.links.get(id_of(link)).opened_at
    assert first == deployment.at
    assert "đã mở lúc" in section(office)
    deployment.later(minutes=50)
    deployment.call("GET", link, headers=NAVIGATED)
    assert deployment.services.store.links.get(id_of(link)).opened_at == first


def test_what_the_morning_digest_has_mailed_is_listed_too(deployment):
    deployment.way_to(Todo.ANSWER)
    link = deployment.newest_link(deployment.authority.agency(AGENCY).mail)
    LinkItem.get(f"link#{id_of(link)}", "link").delete()  # its mail was lost, say
    deployment.at = deployment.file().assignments[0].clock.due_at.replace(hour=0)
    deployment.digest()
    deployment.deliver()
    mailed = deployment.newest_link(deployment.authority.agency(AGENCY).mail)
    assert mailed != link
    office = Office(deployment, CHIEF)
    assert listed(office) == [id_of(mailed)]
    assert office.post(page_of(deployment, mailed), posted("anew")).status == 303
    deployment.deliver()
    newest = deployment.newest_link(deployment.authority.agency(AGENCY).mail)
    assert newest not in (link, mailed)
    assert deployment.get(mailed).status == 404
    assert deployment.get(newest).status == 200


# --- revoking


@pytest.mark.parametrize("todo", WAY)
def test_a_revoked_link_shows_the_page_of_any_unknown_one_and_is_not_listed(deployment, todo):
    link = deployment.way_to(todo)
    office = Office(deployment, CHIEF)
    assert office.post(page_of(deployment, link), posted("revoke")).status == 303
    assert deployment.get(link).same == deployment.get(NOWHERE).same
    assert listed(office) == []
    [said] = history(deployment, "link_revoked")
    assert said["reason"] == REASON
    assert said["to"]
    assert deployment.file().history[-1].by.id == "truong"


def test_a_revoked_link_acts_on_nothing_and_gives_back_what_was_typed(deployment):
    link = deployment.way_to(Todo.ANSWER)
    Office(deployment, CHIEF).post(page_of(deployment, link), posted("revoke"))
    before = deployment.dump()
    answer = deployment.post(link, [("action", "answer"), ("answer", "Đã sửa xong rồi")])
    assert answer.status == 404
    assert "Đã sửa xong rồi" in answer.body
    assert deployment.dump() == before


def test_revoking_takes_a_reason_said_beside_the_field(deployment):
    link = deployment.way_to(Todo.ANSWER)
    before = deployment.file()
    answer = Office(deployment, CHIEF).post(page_of(deployment, link), posted("revoke", ""))
    assert answer.status == 422
    assert 'id="reason-wrong"' in answer.body
    assert deployment.file() == before
    assert deployment.get(link).status == 200


@pytest.mark.parametrize("action", ["revoke", "anew"])
def test_a_reason_that_says_who_the_citizen_is_is_refused_and_given_back(deployment, action):
    link = deployment.way_to(Todo.ANSWER)
    typed = posted(action, "Bà Hoàng Thị Mai gọi đến")
    answer = Office(deployment, CHIEF).post(page_of(deployment, link), typed)
    assert answer.status == 422
    assert "Bà Hoàng Thị Mai gọi đến" in answer.body
    assert 'id="reason-wrong"' in answer.body
    assert deployment.get(link).status == 200


def test_who_has_lost_a_link_gets_another_with_the_next_mail_about_the_to_do(deployment):
    link = deployment.way_to(Todo.ANSWER)
    Office(deployment, CHIEF).post(page_of(deployment, link), posted("revoke"))
    deployment.at = deployment.file().assignments[0].clock.due_at.replace(hour=2)
    deployment.escalate()
    deployment.deliver()
    newest = deployment.newest_link(deployment.authority.agency(AGENCY).mail)
    assert newest != link
    assert deployment.get(newest).status == 200
    assert deployment.get(link).status == 404


# --- sending anew


@pytest.mark.parametrize("todo", WAY)
def test_sent_anew_the_holder_has_a_new_link_and_the_old_one_opens_nothing(deployment, todo):
    link = deployment.way_to(todo)
    office = Office(deployment, CHIEF)
    mails = len(deployment.mails(deployment.holder(todo)))
    assert office.post(page_of(deployment, link), posted("anew", "")).status == 303
    deployment.deliver()
    assert len(deployment.mails(deployment.holder(todo))) == mails + 1
    new = deployment.link(todo)
    assert deployment.get(new).status == 200
    assert deployment.get(link).status == 404
    assert listed(office) == [id_of(new)]
    assert len(history(deployment, "link_renewed")) == 1


def test_a_form_that_was_open_goes_on_though_a_link_was_sent_anew(deployment):
    link = deployment.way_to(Todo.ASSIGN)
    revision = deployment.file().case.revision
    Office(deployment, CHIEF).post(page_of(deployment, link), posted("anew"))
    assert deployment.file().case.revision == revision


@pytest.mark.parametrize("action", ["revoke", "anew"])
def test_pressed_twice_or_at_once_it_happens_once(deployment, action):
    link = deployment.way_to(Todo.ANSWER)
    office = Office(deployment, CHIEF)
    path = page_of(deployment, link)
    answers = at_once(3, lambda: office.post(path, posted(action)))
    answers.append(office.post(path, posted(action)))
    assert {answer.status for answer in answers} == {303}
    deployment.deliver()
    kind = {"revoke": "link_revoked", "anew": "link_renewed"}[action]
    assert len(history(deployment, kind)) == 1
    anew = [n for n in deployment.notifications() if n.kind == "link_anew"]
    assert len(anew) == (action == "anew")


def test_what_opens_nothing_any_more_is_said_to_and_what_was_typed_is_given_back(deployment):
    link = deployment.way_to(Todo.ANSWER)
    office = Office(deployment, CHIEF)
    path = page_of(deployment, link)
    deployment.press(link, "answer", answer="Xong", name="Lý Văn Tư", title="Trưởng phòng")
    before = deployment.file()
    assert "không còn mở được việc gì" in office.get(path).body
    answer = office.post(path, posted("anew"))
    assert answer.status == 409
    assert REASON in answer.body
    assert deployment.file() == before


def test_another_cases_link_and_an_unknown_one_are_no_page(deployment):
    link = deployment.way_to(Todo.ANSWER)
    office = Office(deployment, CHIEF)
    [code] = deployment.codes()
    for path in (
        f"/van-phong/ho-so/{code}/lien-ket/nothing",
        f"/van-phong/ho-so/{code}/lien-ket/{id_of(office.link.rpartition('/')[2])}",
        f"/van-phong/ho-so/123456784/lien-ket/{id_of(link)}",
    ):
        assert office.get(path).status == 404
        assert office.post(path, posted("revoke")).status == 404
    assert deployment.get(link).status == 200


def test_without_a_session_nothing_happens_and_the_reason_is_given_back(deployment):
    link = deployment.way_to(Todo.ANSWER)
    office = Office(deployment, CHIEF)
    path = page_of(deployment, link)
    office.post("/van-phong/ra", [])
    answer = office.post(path, posted("revoke"))
    assert "Gửi liên kết đăng nhập" in answer.body
    assert REASON in answer.body
    assert deployment.get(link).status == 200


def test_a_form_from_elsewhere_revokes_nothing(deployment):
    link = deployment.way_to(Todo.ANSWER)
    office = Office(deployment, CHIEF)
    assert office.post(page_of(deployment, link), posted("revoke"), csrf="x").status == 403
    assert deployment.get(link).status == 200


# --- who sees what: roles × pages

ACTS = {"list": 200, "way": True, "page": 200, "revoke": 303}
LOOKS = {"list": 200, "way": False, "page": 404, "revoke": 404}
NOTHING = {"list": 404, "way": False, "page": 404, "revoke": 404}
MAY = {
    ("an officer", NGHIA): ACTS,
    ("a deputy", SON): ACTS,
    ("the chief", CHIEF): ACTS,
    ("a reader", NGHIA): LOOKS,
    ("a technician", NGHIA): NOTHING,
    ("whom it is about", NGHIA): NOTHING,
}


@pytest.mark.parametrize(("who", "mail"), MAY, ids=lambda value: value)
def test_each_role_sees_and_does_with_links_what_is_its_own(deployment, monkeypatch, who, mail):
    link = deployment.way_to(Todo.ANSWER)
    office = Office(deployment, mail)
    if who in ("a reader", "a technician"):
        theirs = RIGHTS[Role(who.removeprefix("a "))]
        monkeypatch.setattr(roles, "RIGHTS", {**RIGHTS, Role.OFFICER: theirs})
    if who == "whom it is about":
        recuse(deployment, "nghia")
    [code] = deployment.codes()
    case = office.get(f"/van-phong/ho-so/{code}")
    path = page_of(deployment, link)
    found = {
        "list": case.status,
        "way": path in case.body,
        "page": office.get(path).status,
        "revoke": office.post(path, posted("revoke")).status,
    }
    assert found == MAY[who, mail]
    assert (deployment.get(link).status == 200) is (found["revoke"] != 303)


def recuse(deployment: Deployment, who: str) -> None:
    """The matter turns out to be about this member."""
    head = HeadItem.get(f"case#{deployment.codes()[0]}", "head")
    head.case = replace(head.case, recused=(who,))
    head.save()


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_strangers_and_leaders_with_a_session_find_the_door(deployment, method):
    link = deployment.way_to(Todo.APPROVE, confidential="yes")
    deployment.post(f"{link}/dang-nhap", [])
    deployment.deliver()
    arrive = re.findall(
        r"(/van-phong/vao/\S+)", deployment.mails(deployment.authority.head.mail)[-1].text
    )[-1]
    cookie = deployment.post(arrive, []).headers["Set-Cookie"].split(";")[0]
    for headers in ({}, {"Cookie": cookie}):
        answer = deployment.call(method, page_of(deployment, link), headers=headers)
        assert "Gửi liên kết đăng nhập" in answer.body
    assert deployment.get(link).status == 200
