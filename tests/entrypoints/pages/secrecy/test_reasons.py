"""In a confidential case a reason is asked before anybody is shown who the citizen is, unless the
to-do itself is the reason (N7)."""

import pytest

from chalicelib.domain.todos.table import ROWS, Todo
from tests.support.office import CHIEF, NGHIA, Office

NAME, REASON = "Hoàng Thị Mai", "Xác định đúng địa bàn."
ASKS = "Lý do cần xem"


def case_of(deployment, todo: Todo) -> str:
    """The address of a confidential case that has come to this to-do."""
    if todo is Todo.SCREEN:
        deployment.press(deployment.way_to(todo), "save", confidential="yes", field="S1")
    else:
        deployment.way_to(todo, confidential="yes")
    assert deployment.file().case.confidential
    assert owner(deployment).id not in ("nghia", deployment.authority.chief.id)
    return f"/van-phong/ho-so/{deployment.codes()[0]}"


def owner(deployment):
    return deployment.authority.officer(deployment.file().case.owner)


def code_in(case: str) -> str:
    return case.rsplit("/", 1)[1]


def looks(deployment) -> list[tuple[str, str, str]]:
    rows = [row for row in deployment.dump("vault") if row["cls"]["S"] == "access"]
    return sorted(
        (row["who"]["S"], row["why"]["S"], row.get("reason", {}).get("S", "")) for row in rows
    )


def test_the_to_dos_that_are_a_reason_are_those_that_need_the_citizen():
    found = {todo for todo, row in ROWS.items() if row.is_the_reason}
    assert found == {Todo.SCREEN, Todo.TELL, Todo.TRANSFER, Todo.TALK}
    assert all(ROWS[todo].shows_citizen for todo in found)


@pytest.mark.parametrize("todo", [Todo.SCREEN, Todo.TELL])
def test_its_owner_is_shown_whom_to_ring_without_a_further_reason(deployment, todo):
    case = case_of(deployment, todo)
    page = Office(deployment, owner(deployment).mail).get(f"{case}/{todo}/-")
    assert NAME in page.body
    assert ASKS not in page.body
    assert looks(deployment) == [(f"officer:{owner(deployment).id}", todo.value, "")]


@pytest.mark.parametrize("todo", [Todo.SCREEN, Todo.TELL])
def test_a_colleague_who_opens_it_says_why_first(deployment, todo):
    case, office = case_of(deployment, todo), Office(deployment, CHIEF)
    page = office.get(f"{case}/{todo}/-")
    assert NAME not in page.body
    assert ASKS in page.body
    office.give_reason(code_in(case), REASON)
    assert NAME in office.get(f"{case}/{todo}/-").body
    chief = deployment.authority.chief.id
    assert looks(deployment) == [(f"officer:{chief}", todo.value, REASON)]


def test_what_a_colleague_posts_of_a_page_that_did_not_show_it_keeps_it(deployment):
    case, office = case_of(deployment, Todo.SCREEN), Office(deployment, CHIEF)
    before = deployment.identity()
    office.fill(f"{case}/screen/-", "save", summary="Loa đài quá giờ.")
    assert deployment.identity() == before
    assert deployment.file().case.confidential
    assert deployment.file().case.summary == "Loa đài quá giờ."


def test_a_form_that_showed_it_is_taken_after_the_reason_has_lapsed(deployment):
    case, office = case_of(deployment, Todo.SCREEN), Office(deployment, CHIEF)
    office.give_reason(code_in(case))
    path = f"{case}/screen/-"
    fields = [
        pair for pair in office.get(path).page.fill("save", name="Lý Văn Tư") if pair[0] != "csrf"
    ]
    deployment.later(minutes=31)
    assert office.post(path, fields).status == 200
    assert deployment.identity().name == "Lý Văn Tư"


@pytest.mark.parametrize("todo", [Todo.ASSIGN, Todo.DRAFT])
def test_where_the_to_do_can_be_done_without_it_a_reason_is_asked(deployment, todo):
    case, office = case_of(deployment, todo), Office(deployment, CHIEF)
    for path in (case, f"{case}/{todo}/-"):
        page = office.get(path)
        assert NAME not in page.body
        assert ASKS in page.body
    assert looks(deployment) == []
    asked = [
        pair
        for pair in office.get(f"{case}/{todo}/-").page.fill("", look_reason=REASON)
        if pair[0] in ("back", "look_reason")
    ]
    led = office.post(f"{case}/nguoi-phan-anh", asked)
    assert (led.status, led.headers["Location"]) == (303, f"{case}/{todo}/-")
    page = office.get(f"{case}/{todo}/-")
    assert NAME in page.body
    assert f"“{REASON}”" in page.page.text
    assert NAME in office.get(case).body
    assert {reason for _, _, reason in looks(deployment)} == {REASON}


def test_an_ordinary_case_asks_nobody_and_shows_the_assigning_chief_no_more_than_before(deployment):
    deployment.way_to(Todo.ASSIGN)
    case, office = f"/van-phong/ho-so/{deployment.codes()[0]}", Office(deployment, CHIEF)
    assert NAME in office.get(case).body
    assert NAME not in office.get(f"{case}/assign/-").body
    assert ASKS not in office.get(f"{case}/assign/-").body
    assert looks(deployment) == []


def test_a_reason_holds_for_half_an_hour_one_member_and_one_case(deployment):
    case, office = case_of(deployment, Todo.DRAFT), Office(deployment, CHIEF)
    office.give_reason(code_in(case))
    deployment.later(minutes=29)
    assert NAME in office.get(case).body
    assert NAME not in Office(deployment, NGHIA).get(case).body
    deployment.later(minutes=2)  # looking meanwhile does not prolong it
    assert NAME not in office.get(case).body


def test_a_reason_that_is_posted_twice_is_on_file_once(deployment):
    case, office = case_of(deployment, Todo.DRAFT), Office(deployment, CHIEF)
    for _ in range(2):
        assert office.give_reason(code_in(case)).status == 303
        deployment.later(minutes=1)
    rows = [row for row in deployment.dump("vault") if row["cls"]["S"] == "reason"]
    assert len(rows) == 1


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("", "Chưa ghi lý do"),
        (" .. ", "Chưa ghi lý do"),
        ("Xem lại. " * 30, "Lý do quá dài"),
        ("Muốn gặp chị Hoàng Thị Mai", "cho biết người phản ánh là ai"),
        ("Gọi 0987 654 321", "cho biết người phản ánh là ai"),
    ],
)
def test_what_is_no_reason_is_said_beside_the_field_and_shows_nothing(deployment, said, answer):
    case, office = case_of(deployment, Todo.DRAFT), Office(deployment, CHIEF)
    page = office.give_reason(code_in(case), said)
    assert page.status == 422
    assert answer in page.page.text
    assert page.page.value("look_reason") == said.strip()
    assert NAME not in office.get(case).body
    assert looks(deployment) == []


def test_opening_the_asking_page_gives_no_reason(deployment):
    case, office = case_of(deployment, Todo.DRAFT), Office(deployment, CHIEF)
    assert office.get(f"{case}/nguoi-phan-anh").status == 200
    assert NAME not in office.get(case).body


def test_where_nothing_is_asked_the_asking_page_leads_on(deployment):
    case, office = case_of(deployment, Todo.DRAFT), Office(deployment, CHIEF)
    office.give_reason(code_in(case))
    assert office.get(f"{case}/nguoi-phan-anh").headers["Location"] == case
    link = deployment.link(Todo.DRAFT)
    assert deployment.get(f"{link}/nguoi-phan-anh").headers["Location"] == link
    assert Office(deployment, NGHIA).get("/van-phong/ho-so/123/nguoi-phan-anh").status == 404


def test_nobody_is_led_away_from_the_case(deployment):
    case, office = case_of(deployment, Todo.DRAFT), Office(deployment, CHIEF)
    for back in ("https://example.org", "//example.org", "/van-phong/ho-so/1", f"{case}/../.."):
        fields = [("look_reason", REASON), ("back", back)]
        assert office.post(f"{case}/nguoi-phan-anh", fields).headers["Location"] == case


def test_a_reason_from_another_site_is_refused(deployment):
    case, office = case_of(deployment, Todo.DRAFT), Office(deployment, CHIEF)
    answer = office.post(f"{case}/nguoi-phan-anh", [("look_reason", REASON)], csrf="stranger")
    assert answer.status == 403
    assert NAME not in office.get(case).body


def test_whom_the_case_is_about_gives_no_reason(deployment):
    nghia, mine = Office(deployment, NGHIA), case_of(deployment, Todo.SCREEN)
    deployment.press(deployment.link(Todo.SCREEN), "save", recused=["nghia"])
    assert nghia.get(f"{mine}/nguoi-phan-anh").status == 404
    assert nghia.give_reason(code_in(mine)).status == 404


def test_a_link_without_a_session_takes_no_reason_and_keeps_what_was_typed(deployment):
    link = deployment.way_to(Todo.APPROVE, confidential="yes")
    answer = deployment.post(f"{link}/nguoi-phan-anh", [("look_reason", REASON)])
    assert answer.status == 422
    assert "Phiên đăng nhập đã hết" in answer.page.text
    assert answer.page.value("look_reason") == REASON
    assert NAME not in deployment.get(link).body
    assert [row for row in deployment.dump("vault") if row["cls"]["S"] == "reason"] == []


def test_what_an_agency_posts_as_a_reason_shows_it_nothing(deployment):
    link = deployment.way_to(Todo.ANSWER, confidential="yes")
    answer = deployment.post(f"{link}/nguoi-phan-anh", [("look_reason", REASON)])
    assert answer.status == 404
    assert NAME not in deployment.get(link).body


def test_possible_repeats_are_looked_for_by_the_owner_at_once_by_others_with_a_reason(deployment):
    case = case_of(deployment, Todo.SCREEN)
    assert Office(deployment, owner(deployment).mail).get(f"{case}/trung").status == 200
    chief = Office(deployment, CHIEF)
    asking = chief.get(f"{case}/trung").headers["Location"]
    assert asking == f"{case}/nguoi-phan-anh?den={case}/trung"
    assert f'value="{case}/trung"' in chief.get(asking).body
    chief.give_reason(code_in(case))
    assert chief.get(f"{case}/trung").status == 200
