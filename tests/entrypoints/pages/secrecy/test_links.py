"""A mailed link to a confidential case: without a session of its holder it shows nothing of the
citizen, and mails its holder the way to see it (N7)."""

import re

import pytest

from chalicelib.domain.authority.roles import RIGHTS, Right, may
from chalicelib.domain.todos.table import Todo
from tests.support.callers import recordings, taken_down
from tests.support.deployment import AGENCY, SUMMARY
from tests.support.office import CHIEF, NGHIA, Office, sign_in_link

PERSONAL = ("Hoàng Thị Mai", "Bắc Sơn", "987654321", "0987 654 321", "ngõ 5 Bà Triệu", "sửa giúp")
HOLDS = (Todo.SCREEN, Todo.DRAFT, Todo.TELL, Todo.APPROVE, Todo.DIRECT)
ASKED = (Todo.DRAFT, Todo.APPROVE, Todo.DIRECT)  # they can be done without knowing who it is
EVERY = pytest.mark.parametrize("todo", HOLDS)
ASKS = "Gửi liên kết đăng nhập cho tôi"


def way_to(deployment, todo: Todo) -> str:
    if todo is Todo.SCREEN:
        link = deployment.way_to(todo)
        deployment.press(link, "save", confidential="yes")
        return link
    return deployment.way_to(todo, confidential="yes")


def personal_in(said: str) -> list[str]:
    return [word for word in PERSONAL if word in said]


def get(deployment, path: str, cookie: str = ""):
    return deployment.call("GET", path, headers={"Cookie": cookie} if cookie else {})


def asked(deployment, link: str, times: int = 1) -> None:
    for _ in range(times):
        assert deployment.post(f"{link}/dang-nhap", []).status == 200
    deployment.deliver()


def signed_in(deployment, todo: Todo, link: str):
    """The link's holder follows the mailed way; the answer that leads them on."""
    asked(deployment, link)
    arrive = sign_in_link(deployment, deployment.holder(todo))
    assert "trở lại việc đang xem" in deployment.get(arrive).page.text
    return deployment.post(arrive, [])


def cookie_of(answer) -> str:
    return str(answer.headers["Set-Cookie"].split(";")[0])


def give_reason(deployment, link: str, cookie: str):
    fields = [("look_reason", "Đối chiếu địa chỉ trước khi quyết định.")]
    answer = deployment.post(f"{link}/nguoi-phan-anh", fields, cookie=cookie)
    assert (answer.status, answer.headers["Location"]) == (303, link)


def looks(deployment) -> list[tuple[str, str, str]]:
    rows = [row for row in deployment.dump("vault") if row["cls"]["S"] == "access"]
    return [(row["who"]["S"], row["why"]["S"], row["how"]["S"]) for row in rows]


@EVERY
def test_without_a_session_the_page_shows_nothing_of_the_citizen_and_says_why(deployment, todo):
    link = way_to(deployment, todo)
    page = deployment.get(link)
    assert page.status == 200
    assert personal_in(page.body) == []
    assert "đề nghị giữ bí mật" in page.page.text
    assert ASKS in page.body
    assert looks(deployment) == []


@EVERY
def test_its_holder_signs_in_from_there_is_led_back_and_sees(deployment, todo):
    link = way_to(deployment, todo)
    entered = signed_in(deployment, todo, link)
    assert (entered.status, entered.headers["Location"]) == (303, link)
    cookie = cookie_of(entered)
    if todo in ASKED:
        assert personal_in(get(deployment, link, cookie).body) == []
        assert looks(deployment) == []
        give_reason(deployment, link, cookie)
    page = get(deployment, link, cookie)
    assert "Hoàng Thị Mai" in personal_in(page.body)
    assert ASKS not in page.body
    [(who, why, how)] = looks(deployment)
    assert (why, how) == (todo.value, "link")
    assert who.split(":")[0] in ("officer", "leader")


def test_the_log_of_looks_tells_a_mailed_link_from_the_offices_pages(deployment):
    link = way_to(deployment, Todo.TELL)
    get(deployment, link, cookie_of(signed_in(deployment, Todo.TELL, link)))
    office, code = Office(deployment, CHIEF), deployment.codes()[0]
    office.give_reason(code)
    office.get(f"/van-phong/ho-so/{code}")
    assert sorted(how for _, _, how in looks(deployment)) == ["link", "session"]


@EVERY
def test_somebody_elses_session_opens_nothing_more(deployment, todo):
    link = way_to(deployment, todo)
    page = get(deployment, link, Office(deployment, CHIEF).cookie)
    assert personal_in(page.body) == []


def test_an_ordinary_case_is_shown_to_its_officer_by_link_as_before(deployment):
    page = deployment.get(deployment.way_to(Todo.TELL))
    assert "Hoàng Thị Mai" in personal_in(page.body)
    assert ASKS not in page.body


@pytest.mark.parametrize("todo", [Todo.APPROVE, Todo.DIRECT])
def test_a_leader_sees_the_citizen_of_an_ordinary_case_only_signed_in(deployment, todo):
    link = deployment.way_to(todo)
    assert personal_in(deployment.get(link).body) == []
    page = get(deployment, link, cookie_of(signed_in(deployment, todo, link)))
    assert "Hoàng Thị Mai" in personal_in(page.body)


def test_only_leaders_have_the_right_to_know_by_a_link(deployment):
    assert [role.value for role in RIGHTS if may(role, Right.KNOW)] == ["leader", "superior"]


def test_a_leaders_session_shows_the_office_its_door(deployment):
    link = way_to(deployment, Todo.APPROVE)
    cookie = cookie_of(signed_in(deployment, Todo.APPROVE, link))
    code = deployment.codes()[0]
    for path in ("/van-phong", f"/van-phong/ho-so/{code}", "/van-phong/to-cong-tac"):
        page = get(deployment, path, cookie)
        assert "Gửi liên kết đăng nhập" in page.body
        assert personal_in(page.body) == []
    found = deployment.post("/van-phong/tim", [("q", code), ("csrf", "")], cookie=cookie)
    assert found.headers["Location"] == "/van-phong"


def test_a_leader_leaves_no_trace_in_the_browser_but_the_session(deployment):
    link = way_to(deployment, Todo.APPROVE)
    cookies = signed_in(deployment, Todo.APPROVE, link).headers["Set-Cookie"]
    assert "may-" not in cookies
    assert {"Path=/", "HttpOnly", "SameSite=Lax"} <= {p.strip() for p in cookies.split(";")}


# --- asking


def test_pressed_twice_one_mail_comes(deployment):
    link = way_to(deployment, Todo.TELL)
    before = len(deployment.mails())
    asked(deployment, link, 3)
    assert len(deployment.mails()) == before + 1


def test_whoever_presses_all_day_makes_few_mails_arrive(deployment):
    link = way_to(deployment, Todo.TELL)
    before = len(deployment.mails())
    for _ in range(30):
        asked(deployment, link)
        deployment.later(minutes=1)
    assert len(deployment.mails()) - before <= 5 + 3


def test_the_answer_names_no_address_and_is_the_same_when_there_were_too_many(deployment):
    link = way_to(deployment, Todo.TELL)
    first, again = (deployment.post(f"{link}/dang-nhap", []) for _ in range(2))
    assert first.same == again.same
    assert "@" not in first.body


@pytest.mark.parametrize("path", ["/viec/x.y/dang-nhap", "/viec/./dang-nhap"])
def test_a_link_that_does_not_open_mails_nothing(deployment, path):
    before = len(deployment.mails())
    assert deployment.post(path, []).status == 404
    deployment.deliver()
    assert len(deployment.mails()) == before


def test_a_used_link_and_an_agencys_mail_nothing(deployment):
    link = way_to(deployment, Todo.TELL)
    deployment.press(link, "tell", how="phone", whom="citizen", note="Đã nghe.")
    assert deployment.post(f"{link}/dang-nhap", []).status == 404
    deployment.start_afresh()
    answer = deployment.way_to(Todo.ANSWER, confidential="yes")
    assert deployment.post(f"{answer}/dang-nhap", []).status == 404


def test_reloading_leads_back_to_the_page(deployment):
    link = way_to(deployment, Todo.TELL)
    answer = deployment.get(f"{link}/dang-nhap")
    assert (answer.status, answer.headers["Location"]) == (303, link)


# --- forms


def test_a_form_without_a_session_keeps_the_identity_that_was_not_shown(deployment):
    link = way_to(deployment, Todo.SCREEN)
    before = deployment.identity()
    fields = deployment.get(link).page.fill("propose", field="S1", agency=AGENCY, summary=SUMMARY)
    assert not {"name", "address", "phone", "mail"} & {name for name, _ in fields}
    assert deployment.post(link, fields).status == 200
    assert deployment.identity() == before
    assert deployment.file().case.confidential


def test_secrecy_is_not_lifted_by_whoever_may_not_see(deployment):
    link = way_to(deployment, Todo.SCREEN)
    assert deployment.press(link, "save", summary="Đèn hỏng.")[0].status == 200
    assert deployment.file().case.confidential


def test_whoever_may_not_see_who_it_is_does_not_write_it_either(deployment):
    link = way_to(deployment, Todo.SCREEN)
    before, fields = deployment.identity(), deployment.get(link).page.fill("save")
    theirs = [("name", "Kẻ Lạ"), ("address", ""), ("phone", "0911222333")]
    answer = deployment.post(link, [*fields, *theirs])
    assert answer.status == 422
    assert "Phiên đăng nhập đã hết" in answer.page.text
    assert answer.page.value("name") == "Kẻ Lạ"  # of an officer it is not lost
    assert 'target="_blank"' in answer.body
    assert deployment.identity() == before
    cookie = cookie_of(signed_in(deployment, Todo.SCREEN, link))
    assert deployment.post(link, [*fields, *theirs], cookie=cookie).status == 200
    assert deployment.identity().name == "Kẻ Lạ"


def test_the_chief_signs_in_from_the_mail_about_a_crime_as_the_member_he_is(deployment):
    link = deployment.way_to(Todo.SCREEN)
    deployment.press(link, "report_crime", summary="Bán ma túy.")
    deployment.deliver()
    told = deployment.newest_link(CHIEF)
    assert personal_in(deployment.get(told).body) == []
    asked(deployment, told)
    entered = deployment.post(sign_in_link(deployment, CHIEF), [])
    assert entered.headers["Location"] == told
    give_reason(deployment, told, cookie_of(entered))
    assert "Hoàng Thị Mai" in personal_in(get(deployment, told, cookie_of(entered)).body)


def test_a_way_in_is_no_to_do_and_opens_once_for_a_quarter_of_an_hour(deployment):
    link = way_to(deployment, Todo.TELL)
    asked(deployment, link)
    way_in = sign_in_link(deployment, deployment.holder(Todo.TELL))
    token = way_in.rsplit("/", 1)[1]
    assert deployment.get(f"/viec/{token}").status == 404
    assert deployment.post(f"/viec/{token}/dang-nhap", []).status == 404
    assert deployment.get(link.replace("/viec/", "/van-phong/vao/")).status == 404
    assert deployment.post(way_in, []).status == 303
    assert deployment.post(way_in, []).status == 404
    deployment.later(minutes=2)
    asked(deployment, link)
    deployment.later(minutes=16)
    late = sign_in_link(deployment, deployment.holder(Todo.TELL))
    assert deployment.post(late, []).status == 404


def test_a_page_opened_before_signing_in_and_posted_after_wipes_nothing(deployment):
    link = way_to(deployment, Todo.SCREEN)
    before, fields = deployment.identity(), deployment.get(link).page.fill("save")
    cookie = cookie_of(signed_in(deployment, Todo.SCREEN, link))
    assert deployment.post(link, fields, cookie=cookie).status == 200
    assert deployment.identity() == before
    assert deployment.file().case.confidential


def test_what_was_typed_before_the_session_ended_is_shown_again(deployment):
    link = way_to(deployment, Todo.SCREEN)
    cookie = cookie_of(signed_in(deployment, Todo.SCREEN, link))
    fields = get(deployment, link, cookie).page.fill("propose", name="Lý Văn Tư")
    deployment.later(hours=3)
    answer = deployment.post(link, fields)
    assert answer.status == 422
    assert answer.page.value("name") == "Lý Văn Tư"


@pytest.mark.parametrize(
    ("todo", "action", "typed"),
    [
        (Todo.DRAFT, "draft", {"words": "Đèn sáng."}),
        (Todo.APPROVE, "approve", {}),
        (Todo.APPROVE, "send_back", {"reason": "Chưa rõ."}),
        (Todo.DIRECT, "direct", {"direction": "Làm ngay.", "agency": AGENCY}),
        (Todo.TELL, "tell", {"how": "phone", "whom": "citizen", "note": "Đã nghe."}),
    ],
)
def test_everything_else_is_done_by_link_as_before(deployment, todo, action, typed):
    link = way_to(deployment, todo)
    assert deployment.press(link, action, **typed)[0].status == 200


def test_the_links_token_stands_in_no_other_page(deployment):
    page = deployment.get(way_to(deployment, Todo.TELL))
    assert len(re.findall(r'action="/viec/[^"]+/dang-nhap"', page.body)) == 1


def test_who_asks_for_the_result_of_a_secret_matter_is_kept_secret_too(exchange):
    deployment = exchange.deployment
    way_to(deployment, Todo.SCREEN)
    (code,) = deployment.codes()
    sid = exchange.ring()
    for keys in ("6", f"{code}#", "1", "1"):
        exchange.keys(sid, keys)
    exchange.rest()
    deployment.deliver()
    shown = deployment.get(deployment.link(Todo.TALK)).page.text
    assert "Trả lời người hỏi" in shown
    assert personal_in(shown.replace(".", "")) == []


# --- calls


def test_a_call_in_confidence_is_neither_heard_nor_read_by_link_before_signing_in(exchange):
    taken_down(exchange, secret=True)
    deployment = exchange.deployment
    deployment.deliver()
    link = deployment.link(Todo.SCREEN)
    heard = f"{link}/ghi-am/{recordings(exchange)[2].ref}"
    page = deployment.get(link)
    assert "<audio" not in page.body
    assert personal_in(page.body) == []
    assert deployment.get(heard).status == 404
    cookie = cookie_of(signed_in(deployment, Todo.SCREEN, link))
    assert "<audio" in get(deployment, link, cookie).body
    assert get(deployment, heard, cookie).status == 303


def test_what_an_officer_typed_of_a_call_is_kept_by_a_form_that_did_not_show_it(exchange):
    taken_down(exchange, secret=True)
    deployment = exchange.deployment
    deployment.deliver()
    link = deployment.link(Todo.SCREEN)
    office = Office(deployment, NGHIA)
    code = deployment.codes()[0]
    typed = {"name": "Lý Thị Hoa", "address": "8 Phai Vệ", "account": "Đèn tắt."}
    assert office.fill(f"/van-phong/ho-so/{code}/screen/-", "save", **typed)[0].status == 200
    done, _ = deployment.press(link, "propose", field="S1", agency=AGENCY, summary=SUMMARY)
    assert done.status == 200, done.page.text
    assert deployment.services.store.cases.account(code) == "Đèn tắt."
    assert deployment.identity().name == "Lý Thị Hoa"
