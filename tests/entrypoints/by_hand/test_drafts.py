"""What an officer is taking down is kept while they type, for them alone, until it is a case."""

import re

import pytest

from tests.support.office import CHIEF, NGHIA, Browser

PAGE = "/van-phong/lien-he-moi"
TYPED = {"account": "Đèn hỏng <b>ở</b> ngõ 5.", "phone": "0912345678", "name": "Bà Mai"}


@pytest.fixture
def browser(deployment):
    made = Browser(deployment)
    made.sign_in(NGHIA)
    return made


def keep(browser, **more):
    """Types, and the page keeps it."""
    fields = browser.get(PAGE).page.fill("look", **(TYPED | more))
    return browser.post(PAGE, fields), fields


def again(browser):
    """The page that the board leads to."""
    (path,) = re.findall(rf'href="({PAGE}/[^"]+)"', browser.get("/van-phong").body)
    return path, browser.get(path).page


def kept_on_file(deployment):
    return [row for row in deployment.dump("vault") if row["cls"]["S"] == "kept_form"]


def test_what_was_typed_is_there_again_and_makes_no_case(deployment, browser):
    answer, _ = keep(browser)
    assert "Đã lưu nháp" in answer.page.text
    assert (deployment.codes(), deployment.raws()) == ([], [])
    _, page = again(browser)
    assert {name: page.value(name) for name in TYPED} == TYPED


def test_kept_again_and_again_it_is_one_form_with_the_last_words(deployment, browser):
    _, fields = keep(browser)
    for said in ("Đèn hỏng", "Đèn hỏng ở ngõ 7."):
        browser.post(PAGE, [(k, said if k == "account" else v) for k, v in fields])
    assert len(browser.kept) == len(kept_on_file(deployment)) == 1
    _, page = again(browser)
    assert page.value("account") == "Đèn hỏng ở ngõ 7."


def test_once_it_is_a_case_nothing_is_kept_any_more(deployment, browser):
    keep(browser)
    _, page = again(browser)
    assert browser.post(PAGE, page.fill("save")).status == 303
    assert len(deployment.codes()) == 1
    assert (browser.kept, kept_on_file(deployment)) == ([], [])
    assert f"{PAGE}/" not in browser.get("/van-phong").body


def test_a_form_that_is_sent_back_is_kept_too(deployment, browser):
    fields = browser.get(PAGE).page.fill("propose", **TYPED)
    assert browser.post(PAGE, fields).status == 422
    _, page = again(browser)
    assert page.value("account") == TYPED["account"]


def test_after_the_session_has_ended_it_waits_behind_the_door(deployment, browser):
    fields = browser.get(PAGE).page.fill("save", **TYPED)
    deployment.later(hours=13)
    door = browser.post(PAGE, fields)
    assert TYPED["name"] not in door.body
    assert deployment.codes() == []
    led = browser.sign_in(NGHIA)
    assert led.headers["Location"].startswith(f"{PAGE}/")
    page = browser.get(led.headers["Location"]).page
    assert page.value("account") == TYPED["account"]
    assert browser.post(PAGE, page.fill("save")).status == 303
    assert len(deployment.codes()) == 1


def test_nobody_else_reads_it_neither_there_nor_elsewhere(deployment, browser):
    keep(browser)
    path, _ = again(browser)
    elsewhere = Browser(deployment)
    elsewhere.sign_in(NGHIA)
    assert elsewhere.get(path).status == 404
    browser.sign_in(CHIEF)  # before the same machine
    assert browser.get(path).status == 404
    assert TYPED["name"] not in browser.get("/van-phong").body


def test_its_address_says_nothing(deployment, browser):
    keep(browser)
    path, _ = again(browser)
    assert re.fullmatch(rf"{PAGE}/[\w-]{{16}}", path)


def test_only_its_page_may_run_our_script_and_none_but_ours(deployment, browser):
    policy = "Content-Security-Policy"
    assert "script-src 'self'" in browser.get(PAGE).headers[policy]
    assert "script-src" not in browser.get("/van-phong").headers[policy]
    script = browser.get("/static/hotline.js")
    assert script.headers["Content-Type"] == "text/javascript; charset=utf-8"


def test_what_could_not_be_kept_is_said_and_is_no_success(deployment, browser):
    for _ in range(8):
        keep(browser)
    answer, _ = keep(browser)
    assert "CHƯA lưu được nháp" in answer.page.text
    assert "data-lost" in answer.body


def test_a_draft_that_is_not_needed_is_thrown_away(deployment, browser):
    keep(browser)
    path, page = again(browser)
    assert browser.post(PAGE, page.fill("drop")).status == 303
    assert (browser.kept, kept_on_file(deployment)) == ([], [])
    assert browser.get(path).status == 404


def test_what_comes_late_brings_nothing_back_that_is_a_case(deployment, browser):
    _, fields = keep(browser)
    browser.post(PAGE, [(k, "save" if k == "action" else v) for k, v in fields])
    browser.post(PAGE, fields)
    assert (len(deployment.codes()), browser.kept) == (1, [])
