"""A session that ends while somebody types loses nothing: signed in again, the form is as typed."""

import pytest

from chalicelib.domain.todos.table import Todo
from chalicelib.usecases.office.askers import hashed
from tests.support.deployment import SUMMARY
from tests.support.office import CHIEF, Browser, Office, sign_in_link

WHY = "phiên làm việc đã hết"
TYPED = {"summary": "Đèn tắt từ “hôm qua”.\nĐã <b>gọi</b>.", "note": "Xin giao sớm."}


def mine(deployment):
    """The mail address of whoever has to screen."""
    return deployment.holder(Todo.SCREEN)


def by_mail(deployment):
    """Their mailed link; the newest mail is the way in."""
    return [mail.link for mail in deployment.mails(mine(deployment)) if mail.link][-1]


def kept_on_file(deployment):
    return [row for row in deployment.dump("vault") if row["cls"]["S"].startswith("kept")]


@pytest.fixture
def desk(deployment):
    """A member before a to-do's form, who has typed."""
    deployment.way_to(Todo.SCREEN)
    browser = Browser(deployment)
    browser.sign_in(mine(deployment))
    path = f"/van-phong/ho-so/{deployment.codes()[0]}/screen/-"
    return browser, path, browser.get(path).page.fill("save", **TYPED)


@pytest.mark.parametrize("hours", [3, 13], ids=["idle", "too long"])
def test_after_signing_in_again_the_form_is_there_as_typed_and_says_why(deployment, desk, hours):
    browser, path, fields = desk
    deployment.later(hours=hours)
    answer = browser.post(path, fields)
    assert (answer.status, answer.headers["Location"]) == (303, path)
    assert deployment.file().case.summary == ""
    door = browser.get(path)
    assert WHY.capitalize() in door.page.text
    assert "Đèn tắt" not in door.body
    assert browser.sign_in(mine(deployment)).headers["Location"] == path
    page = browser.get(path)
    assert WHY in page.page.text
    assert {k: page.page.value(k) for k in TYPED} == TYPED
    assert browser.post(path, page.page.fill("save")).status == 303
    assert deployment.file().case.summary == TYPED["summary"]
    assert (browser.kept, kept_on_file(deployment)) == ([], [])
    assert WHY not in browser.get(path).page.text


def test_who_signed_out_in_another_tab_finds_it_too(deployment, desk):
    browser, path, fields = desk
    browser.post("/van-phong/ra", [f for f in fields if f[0] == "csrf"])
    browser.post(path, fields)
    assert browser.sign_in(mine(deployment)).headers["Location"] == path
    assert browser.get(path).page.value("summary") == TYPED["summary"]


def test_what_was_typed_in_two_tabs_is_kept_twice_and_pressed_twice_once(deployment, desk):
    browser, path, fields = desk
    other = browser.get(path).page.fill("save", summary="Lời của thẻ kia.")
    deployment.later(hours=3)
    for posted in (fields, fields, other):
        browser.post(path, posted)
        deployment.later(seconds=1)
    assert len(browser.kept) == 2
    browser.sign_in(mine(deployment))
    assert browser.get("/van-phong").body.count(f'href="{path}"') == 2
    found = []
    for _ in range(2):
        page = browser.get(path).page
        found.append(page.value("summary"))
        browser.post(path, page.fill("save"))
    assert found == [TYPED["summary"], "Lời của thẻ kia."]
    assert browser.kept == []


def test_nobody_else_sees_it_and_it_waits_for_whoever_typed_it(deployment, desk):
    browser, path, fields = desk
    deployment.later(hours=3)
    browser.sign_in(CHIEF)
    answer = browser.post(path, fields)
    assert answer.status == 403
    assert "Đèn tắt" not in answer.body + browser.get(path).body + browser.get("/van-phong").body
    assert deployment.file().case.summary == ""
    browser.sign_in(mine(deployment))
    assert browser.get(path).page.value("summary") == TYPED["summary"]


def test_on_another_machine_it_is_not_shown(deployment, desk):
    browser, path, fields = desk
    deployment.later(hours=3)
    browser.post(path, fields)
    assert TYPED["note"] not in Office(deployment, mine(deployment)).get(path).body


def test_a_form_of_an_earlier_session_is_kept_for_the_present_one(deployment, desk):
    browser, path, fields = desk
    browser.sign_in(mine(deployment))
    assert browser.post(path, fields).headers["Location"] == path
    assert browser.get(path).page.value("summary") == TYPED["summary"]


def test_if_the_case_has_moved_on_both_versions_are_shown(deployment, desk):
    browser, path, fields = desk
    deployment.later(hours=3)
    browser.post(path, fields)
    deployment.press(by_mail(deployment), "save", summary="Của người khác.")
    browser.sign_in(mine(deployment))
    page = browser.get(path).page
    assert page.value("summary") == TYPED["summary"]
    assert "Hiện trong hồ sơ: Của người khác." in page.text


def test_if_the_to_do_is_over_it_is_shown_to_be_copied(deployment, desk):
    browser, path, fields = desk
    deployment.later(hours=3)
    browser.post(path, fields)
    deployment.press(by_mail(deployment), "refuse", reason="unclear")
    browser.sign_in(mine(deployment))
    page = browser.get(path)
    assert page.status == 404
    assert TYPED["note"] in page.page.text


def test_a_form_longer_than_an_item_is_kept_whole(deployment, desk):
    browser, path, fields = desk
    long = "".join(chr(0x4E00 + (n * 7919 + n * n) % 20_000) for n in range(100_000))
    deployment.later(hours=3)
    assert browser.post(path, [*fields, ("x", long)]).status == 303
    assert len(kept_on_file(deployment)) >= 2
    browser.sign_in(mine(deployment))
    (name,) = browser.kept
    store = deployment.services.store.kept_forms
    assert ("x", long) in store.get(hashed(browser.cookies[name])).pairs


@pytest.mark.parametrize("csrf", ["", "x", "0" * 64])
def test_whoever_cannot_show_a_genuine_session_stores_nothing_and_gets_the_words_back(
    deployment, desk, csrf
):
    _, path, fields = desk
    before = deployment.dump()
    forged = [(k, csrf if k == "csrf" else v) for k, v in fields]
    answer = Browser(deployment).post(path, forged)
    assert answer.status == 200
    assert "Gửi liên kết đăng nhập" in answer.body
    assert TYPED["note"] in answer.page.text
    assert deployment.dump() == before


def test_once_it_is_forgotten_a_session_has_nothing_kept(deployment, desk):
    browser, path, fields = desk
    deployment.later(hours=25)
    assert browser.post(path, fields).status == 200
    assert kept_on_file(deployment) == []


def test_what_is_kept_in_one_browser_and_for_one_person_is_limited(deployment, desk):
    browser, path, fields = desk
    deployment.later(hours=3)
    for n in range(40):
        browser.post(path, [*fields, ("n", str(n))])
    assert len(browser.kept) == 8
    for n in range(40):
        Browser(deployment).post(path, [*fields, ("n", str(n))])
    heads = [row for row in kept_on_file(deployment) if row["sk"]["S"] == "form"]
    assert len(heads) <= 21


def test_it_is_forgotten_after_twelve_hours(deployment, desk):
    browser, path, fields = desk
    browser.sign_in(mine(deployment))
    browser.post(path, fields)
    deployment.later(hours=12)
    browser.sign_in(mine(deployment))
    assert browser.get(path).page.value("note") == ""


def test_a_confidential_matters_link_shows_it_again_once_signed_in(deployment):
    link = deployment.way_to(Todo.SCREEN)
    deployment.press(link, "save", confidential="yes")
    browser = Browser(deployment)

    def sign_in():
        browser.post(f"{link}/dang-nhap", [])
        deployment.deliver()
        return browser.post(sign_in_link(deployment, mine(deployment)), [])

    assert sign_in().headers["Location"] == link
    fields = browser.get(link).page.fill("save", name="Lý Văn Tư", summary=SUMMARY)
    deployment.later(hours=3)
    asked = browser.post(link, fields)
    assert asked.status == 422
    assert asked.page.value("name") == "Lý Văn Tư"
    assert "Lý Văn Tư" not in browser.get(link).body
    assert sign_in().headers["Location"] == link
    page = browser.get(link)
    assert WHY in page.page.text
    assert page.page.value("name") == "Lý Văn Tư"
    assert browser.post(link, page.page.fill("save")).status == 303
    assert deployment.identity().name == "Lý Văn Tư"
    assert (browser.kept, kept_on_file(deployment)) == ([], [])


def test_no_secret_of_what_is_kept_is_stored(deployment, desk):
    browser, path, fields = desk
    deployment.later(hours=3)
    browser.post(path, fields)
    (name,) = browser.kept
    assert browser.cookies[name] not in str(deployment.dump())
    assert TYPED["note"] not in str(deployment.dump("cases"))
