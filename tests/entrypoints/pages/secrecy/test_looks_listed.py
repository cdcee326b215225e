"""The list of looks at confidential identities: whose, when, at what, how and why (N7)."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest

from chalicelib.domain.todos.table import Todo
from chalicelib.store.dynamo.vault_items import AccessItem
from chalicelib.usecases.looks import listing
from chalicelib.usecases.ports.office import How, Look
from tests.support.office import CHIEF, NGHIA, Office

LIST = "/van-phong/nhat-ky"
REASON = "Xác định đúng địa bàn."


def secret_case(deployment) -> str:
    deployment.press(deployment.way_to(Todo.SCREEN), "save", confidential="yes", field="S1")
    return str(deployment.codes()[0])


def seen(deployment, code: str, mail: str = NGHIA) -> Office:
    office = Office(deployment, mail)
    office.give_reason(code, REASON)
    office.get(f"/van-phong/ho-so/{code}")
    return office


def note(deployment, code: str, who: str = "officer:nghia", **at: int) -> None:
    deployment.later(**(at or {"minutes": 1}))
    rules = deployment.services.rules
    look = Look(code=code, who=who, why="view", how=How.SESSION, at=deployment.at)
    deployment.services.store.access.note(rules.authority.id, look)


def lines(page) -> int:
    return page.body.count("<li><time>")


def led(page, words: str) -> str:
    """Where the page's link with these words leads."""
    found = re.search(rf'<a href="([^"]+)">{words}</a>', page.body)
    assert found
    return unescape(found[1])


def test_a_look_is_listed_with_who_when_which_case_what_for_where_and_why(deployment):
    code = secret_case(deployment)
    seen(deployment, code)
    page = Office(deployment, CHIEF).get(LIST)
    assert page.status == 200
    text, nghia = page.page.text, deployment.authority.officer("nghia")
    assert f"{nghia.name}, {nghia.title}" in text
    assert f"/van-phong/ho-so/{code}" in page.body
    for said in ("ngày 17/01/2017", "xem hồ sơ", "trên trang của Văn phòng", f"“{REASON}”"):
        assert said in text
    assert lines(page) == 1
    assert "Hoàng Thị Mai" not in page.body


def test_a_look_for_its_own_to_do_says_that_no_reason_was_needed(deployment):
    code = secret_case(deployment)
    owner = deployment.authority.officer(deployment.file().case.owner)
    Office(deployment, owner.mail).get(f"/van-phong/ho-so/{code}/screen/-")
    text = Office(deployment, CHIEF).get(LIST).page.text
    assert "tiếp nhận, phân loại" in text
    assert "Không phải nêu lý do" in text


def test_looking_at_the_list_is_no_look_and_changes_nothing(deployment):
    code = secret_case(deployment)
    seen(deployment, code)
    chief = Office(deployment, CHIEF)
    before = deployment.dump("vault")
    assert chief.get(LIST).same == chief.get(LIST).same
    assert deployment.dump("vault") == before


def test_the_newest_stands_first_and_a_page_leads_to_the_next(deployment):
    code, chief = secret_case(deployment), Office(deployment, CHIEF)
    for _ in range(listing.SHOWN + 3):
        note(deployment, code, seconds=1)
    first = chief.get(LIST)
    assert lines(first) == listing.SHOWN
    assert "Mới nhất" not in first.page.text
    second = chief.get(led(first, "Các lần trước đó"))
    assert lines(second) == 3
    by_case = chief.get(led(chief.get(f"{LIST}?ho-so={code}"), "Các lần trước đó"))
    assert lines(by_case) == 3
    assert "Các lần trước đó" not in second.page.text
    assert "Mới nhất" in second.page.text


def test_two_looks_of_the_same_moment_are_both_listed_across_pages(deployment):
    code, chief = secret_case(deployment), Office(deployment, CHIEF)
    for nth in range(listing.SHOWN + 1):
        note(deployment, code, f"officer:x{nth}", seconds=0)
    first = chief.get(LIST)
    second = chief.get(led(first, "Các lần trước đó"))
    assert (lines(first), lines(second)) == (listing.SHOWN, 1)


def test_a_month_has_its_own_looks_and_leads_to_the_others(deployment):
    code, chief = secret_case(deployment), Office(deployment, CHIEF)
    note(deployment, code)
    deployment.later(days=20)
    chief = Office(deployment, CHIEF)
    page = chief.get(LIST)
    assert "Tháng 02/2017" in page.page.text
    assert lines(page) == 0
    assert "Tháng sau" not in page.page.text
    before = chief.get(led(page, "Tháng trước"))
    assert "Tháng 01/2017" in before.page.text
    assert lines(before) == 1
    assert led(before, "Tháng sau") == f"{LIST}?thang=2017-02"


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("nguoi=nghia", 2),
        ("nguoi=chutich", 1),
        ("nguoi=ai-do", 0),
        ("ho-so={code}", 3),
        ("ho-so={code}&nguoi=nghia", 2),
        ("ho-so=123+456+784", 0),
        ("ho-so=abc", 0),
        ("thang=2016-12", 0),
        ("thang=x", 3),
        ("sau=x~y", 3),
        ("sau={code}~1999-01-01T00:00:00%2B00:00%23a%23b", 3),
    ],
)
def test_it_is_filtered_by_case_and_by_who_and_ignores_what_makes_no_sense(
    deployment, asked, found
):
    code = secret_case(deployment)
    for who in ("officer:nghia", "leader:chutich", "officer:nghia"):
        note(deployment, code, who)
    page = Office(deployment, CHIEF).get(f"{LIST}?{asked.format(code=code)}")
    assert (page.status, lines(page)) == (200, found)


def test_looks_of_an_older_release_are_found_by_their_case(deployment):
    code, at = secret_case(deployment), datetime(2017, 1, 16, 2, tzinfo=UTC)
    place = f"access#{at.isoformat()}#officer:nghia"
    AccessItem(f"case#{code}", place, who="officer:nghia", why="tell", at=at).save()
    chief = Office(deployment, CHIEF)
    assert lines(chief.get(LIST)) == 0
    page = chief.get(f"{LIST}?ho-so={code}")
    assert lines(page) == 1
    assert "thông báo kết quả; không rõ nơi xem" in page.page.text


def test_whom_a_case_is_about_does_not_find_the_looks_at_it(deployment):
    code, chief = secret_case(deployment), Office(deployment, CHIEF)
    note(deployment, code)
    assert lines(chief.get(LIST)) == 1
    recused = [deployment.authority.chief.id]
    deployment.press(deployment.link(Todo.SCREEN), "save", recused=recused)
    for address in (LIST, f"{LIST}?ho-so={code}", f"{LIST}?nguoi=nghia"):
        assert lines(chief.get(address)) == 0


def test_whoever_is_on_the_list_no_more_is_still_named(deployment):
    code = secret_case(deployment)
    note(deployment, code, "officer:da-nghi")
    assert "da-nghi" in Office(deployment, CHIEF).get(LIST).page.text


def test_who_does_not_oversee_finds_no_such_page_and_no_way_to_it(deployment):
    office = Office(deployment, NGHIA)
    assert office.get(LIST).status == 404
    assert LIST not in office.get("/van-phong").body
    assert LIST in Office(deployment, CHIEF).get("/van-phong").body
    assert "Địa chỉ thư công vụ" in deployment.get(LIST).body


def test_the_sweeper_takes_nothing_off_the_list(deployment):
    code = secret_case(deployment)
    note(deployment, code)
    for _ in range(2):
        deployment.later(minutes=10)
        deployment.sweep()
    assert lines(Office(deployment, CHIEF).get(LIST)) == 1


def test_a_case_leads_those_who_oversee_to_the_looks_at_it(deployment):
    code = secret_case(deployment)
    chief = seen(deployment, code, CHIEF)
    case = f"/van-phong/ho-so/{code}"
    assert lines(chief.get(led(chief.get(case), "Ai đã xem người phản ánh"))) == 1
    assert "Ai đã xem" not in Office(deployment, NGHIA).get(case).body
