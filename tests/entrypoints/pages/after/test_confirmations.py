"""After a form: a confirmation at an address of its own, which says what comes next."""

import re
from urllib.parse import urlencode

import pytest

from chalicelib.domain.todos.table import Todo
from tests.support.deployment import AGENCY, SUMMARY
from tests.support.filled import filled as many
from tests.support.gateway import FORM
from tests.support.office import CHIEF, Office
from tests.support.presses import EVERY, filled

DONE = "Đã ghi nhận"


def mine(deployment):
    """The mail address of whoever has to screen."""
    return deployment.holder(Todo.SCREEN)


def raw(deployment, path, fields, cookie=""):
    """The answer to a form, without going on."""
    headers = {"Content-Type": FORM, "Cookie": cookie}
    return deployment.call("POST", path, urlencode(fields), headers)


@EVERY
def test_every_form_leads_to_a_confirmation_that_reads_the_same_however_often(deployment, press):
    link, fields = filled(deployment, press)
    led = raw(deployment, link, fields)
    assert led.status == 303
    at = led.headers["Location"]
    assert at.startswith(f"{link}/xong/")
    before = deployment.dump()
    first = deployment.get(at)
    assert (first.status, DONE in first.page.text) == (200, True)
    assert raw(deployment, link, fields).headers["Location"] == at
    deployment.later(days=3)
    assert deployment.get(at).same == first.same
    assert deployment.dump() == before
    assert (f'href="{link}"' in first.body) == press.stays


def test_an_earlier_confirmation_of_what_stays_to_do_is_still_there(deployment):
    link = deployment.way_to(Todo.TELL)
    page = deployment.get(link).page
    first = raw(deployment, link, page.fill("not_reached", note="Máy bận.")).headers["Location"]
    again = deployment.get(link).page
    second = raw(deployment, link, again.fill("not_reached", note="Tắt máy.")).headers["Location"]
    assert first != second
    assert "Máy bận." in deployment.get(first).page.text
    assert "Tắt máy." not in deployment.get(first).page.text
    assert "Tắt máy." in deployment.get(second).page.text


def test_whoever_has_the_link_and_not_the_address_sees_no_confirmation(deployment):
    link = deployment.way_to(Todo.TELL)
    fields = deployment.get(link).page.fill("not_reached", note="Máy bận.")
    at = raw(deployment, link, fields).headers["Location"]
    neutral = deployment.get("/viec/x.y")
    said, _, proof = at.rpartition(".")
    for wrong in (
        f"{said}.{proof[:-1]}",
        f"{said}.",
        at.replace(".con.", ".xong."),
        f"{link}/xong/1.received.xong.{proof}",
        f"{link}/xong/x",
        at.replace(link, link[:-1]),
    ):
        assert deployment.get(wrong).same == neutral.same, wrong


def test_an_address_of_the_office_is_for_the_member_who_did_it_alone(deployment):
    deployment.way_to(Todo.SCREEN)
    office = Office(deployment, mine(deployment))
    path = f"/van-phong/ho-so/{deployment.codes()[0]}/screen/-"
    fields = office.get(path).page.fill("save", summary=SUMMARY)
    at = raw(deployment, path, fields, office.cookie).headers["Location"]
    assert DONE in office.get(at).page.text
    assert f'href="{path}"' in office.get(at).body
    assert Office(deployment, CHIEF).get(at).status == 404
    assert "Gửi liên kết đăng nhập" in deployment.get(at).body


# --- a member's own session behind a link


@pytest.fixture
def signed_in(deployment):
    link = deployment.way_to(Todo.SCREEN)
    return link, Office(deployment, mine(deployment))


def test_a_link_opened_by_its_member_has_the_offices_frame(signed_in):
    link, office = signed_in
    page = office.get(link)
    assert 'aria-label="Trang làm việc"' in page.body
    assert re.search(r'href="/van-phong"', page.body)


def test_to_anybody_else_it_has_none(deployment, signed_in):
    link, _ = signed_in
    for page in (deployment.get(link), Office(deployment, CHIEF).get(link)):
        assert page.status == 200
        assert "Trang làm việc" not in page.body


def test_after_acting_the_next_matter_is_offered_and_leads_to_its_page(deployment, signed_in):
    link, office = signed_in
    mine = deployment.codes()[0]
    many(deployment, 2)
    fields = office.get(link).page.fill("save", summary=SUMMARY)
    at = raw(deployment, link, fields, office.cookie).headers["Location"]
    page = office.get(at)
    found = re.search(r'class="button main" href="(/van-phong/ho-so/(\d{9})/screen/-)"', page.body)
    assert found
    assert found[2] != mine
    assert office.get(found[1]).status == 200
    assert "trong 2 việc chờ đồng chí" in page.page.text


def test_whoever_has_nothing_left_is_led_to_the_board(deployment, signed_in):
    link, office = signed_in
    fields = office.get(link).page.fill("propose", field="S1", summary=SUMMARY, agency=AGENCY)
    page = office.get(raw(deployment, link, fields, office.cookie).headers["Location"])
    assert "Không còn việc nào khác chờ đồng chí" in page.page.text
