"""An agency asks by its link for another address of its own, and the office confirms."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest

from chalicelib import wiring
from chalicelib.domain.todos.table import Todo
from tests.support import saved
from tests.support.deployment import AGENCY, Deployment
from tests.support.office import CHIEF, Office

OLD, NEW = "do-thi@langson.example", "do-thi-moi@langson.example"


@pytest.fixture
def page(clock: saved.Clock, deployment: Deployment) -> str:
    """The page behind the link by which the agency answers."""
    link = deployment.way_to(Todo.ANSWER)
    led = deployment.call("GET", f"{link}?dia-chi=1")
    assert led.status == 303
    return led.headers["Location"]


def asked(deployment: Deployment, page: str, **said: str) -> str:
    form = deployment.get(page).page.fill("", **said)
    answer = deployment.call(
        "POST",
        page,
        urlencode([pair for pair in form if pair[0]]),
        {"Content-Type": "application/x-www-form-urlencoded"},
    )
    return answer.body if answer.status != 303 else deployment.get(page + "?gui=roi").body


def proposals() -> list[str]:
    return [one.by for one in wiring.store().settings.proposals("langson")]


def test_it_waits_for_the_office_and_holds_once_that_confirms(
    page: str, deployment: Deployment
) -> None:
    assert "Đã gửi đề nghị" in asked(deployment, page, mail=NEW)
    assert proposals() == [AGENCY]
    assert wiring.live().current(at_once=True).number == 1
    chief = Office(deployment, CHIEF)
    listed = chief.get("/van-phong/cai-dat").body
    assert "Phòng Quản lý đô thị đề nghị sửa" in listed
    [one] = wiring.store().settings.proposals("langson")
    chief.post(f"/van-phong/cai-dat/de-xuat/{one.id}", [("action", "confirm")])
    assert wiring.live().current(at_once=True).made.authority.agency(AGENCY).mail == NEW


def test_the_same_twice_is_one_and_a_flood_is_stopped(page: str, deployment: Deployment) -> None:
    for _ in range(2):
        asked(deployment, page, mail=NEW)
    assert len(proposals()) == 1
    for number in range(5):
        last = asked(deployment, page, mail=f"so-{number}@langson.example")
    assert len(proposals()) == 3
    assert "chưa xem các đề nghị trước" in last


def test_what_is_no_address_is_said_beside_it(page: str, deployment: Deployment) -> None:
    wrong = asked(deployment, page, mail="van phong")
    assert "không phải địa chỉ thư điện tử" in wrong
    assert proposals() == []


def test_nothing_new_asks_for_nothing(page: str, deployment: Deployment) -> None:
    asked(deployment, page)
    assert proposals() == []


def test_another_link_has_no_such_page(page: str, deployment: Deployment) -> None:
    chiefs = deployment.newest_link(CHIEF)
    assert deployment.call("GET", f"{chiefs}/dia-chi").status == 404
    assert deployment.call("GET", page[:-10] + "x/dia-chi").status == 404


def test_a_proposal_from_before_says_what_it_meant_and_that_it_can_hold_no_more(
    page: str, deployment: Deployment
) -> None:
    asked(deployment, page, mail=NEW)
    [first] = wiring.store().settings.proposals("langson")
    asked(deployment, page, phone="0900 000 779")
    chief = Office(deployment, CHIEF)
    for one in wiring.store().settings.proposals("langson"):
        if one.id != first.id:
            chief.post(f"/van-phong/cai-dat/de-xuat/{one.id}", [("action", "confirm")])
    shown = chief.get(f"/van-phong/cai-dat/de-xuat/{first.id}")
    assert shown.status == 200
    assert NEW in shown.page.text
    assert "bản khác đã được lưu" in shown.page.text
    assert "0900 000 779" not in shown.page.text  # what holds since is no part of it
    assert "Xác nhận, áp dụng" not in shown.page.text
