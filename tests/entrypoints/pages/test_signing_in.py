"""At the door: no stranger shuts it for an officer, and an app's code opens it without mail."""

import re
from dataclasses import replace
from datetime import timedelta

import pyotp
import pytest

from chalicelib import settings
from chalicelib.usecases.office import askers
from tests.support.at_once import at_once
from tests.support.deployment import Deployment
from tests.support.gateway import FORM
from tests.support.office import CHIEF, NGHIA, Office, sign_in_link

ASK, CODE = "/van-phong/vao", "/van-phong/ma"
APP, MEMBERS = "/van-phong/ung-dung", "/van-phong/to-cong-tac"
STRANGER = "stranger@nowhere.example"


def asked(deployment: Deployment, mail: str, times: int = 1, origin: str = "", cookie: str = ""):
    """Asks for a link so many times; the last answer."""
    for _ in range(times):
        answer = deployment.post(ASK, [("mail", mail)], origin=origin, cookie=cookie)
    deployment.deliver()
    return answer


def with_app(deployment: Deployment, mail: str = NGHIA) -> tuple[Office, pyotp.TOTP]:
    """A member who has set an app up, and the app. The code it was set up with is used."""
    office = Office(deployment, mail)
    page = office.get(APP).page
    app = pyotp.TOTP(page.value("secret"))
    fields = [("secret", app.secret), ("code", app.at(deployment.at))]
    assert office.post(APP, fields).status == 303
    deployment.later(seconds=30)
    return office, app


def tried(deployment: Deployment, code: str, mail: str = NGHIA, origin: str = "", cookie: str = ""):
    return deployment.post(CODE, [("mail", mail), ("code", code)], origin=origin, cookie=cookie)


def is_inside(deployment: Deployment, answer) -> bool:
    if answer.status != 303:
        return False
    cookie = answer.headers["Set-Cookie"].split(";")[0]
    return "Việc chờ tôi" in deployment.call("GET", "/van-phong", headers={"Cookie": cookie}).body


# --- no stranger locks anybody out


def test_a_hundred_asks_for_an_officers_address_leave_their_own_browser_a_link(deployment):
    office = Office(deployment, NGHIA)
    asked(deployment, NGHIA, 100, origin="198.51.100.7")
    before = len(deployment.mails(NGHIA))
    asked(deployment, NGHIA, origin="203.0.113.1", cookie=office.browser)
    assert len(deployment.mails(NGHIA)) == before + 1


def test_a_hundred_asks_for_invented_addresses_keep_nobody_of_the_same_origin_out(deployment):
    for number in range(100):
        asked(deployment, f"nobody-{number}@nowhere.example", origin="203.0.113.1")
    for officer in deployment.authority.officers:
        asked(deployment, officer.mail, origin="203.0.113.1")
        assert len(deployment.mails(officer.mail)) == 1


def test_asks_for_one_officer_keep_no_other_out(deployment):
    asked(deployment, CHIEF, 100, origin="203.0.113.1")
    asked(deployment, NGHIA, origin="203.0.113.1")
    assert len(deployment.mails(NGHIA)) == 1


def test_in_a_new_browser_an_officer_has_a_good_link_at_any_moment_of_an_attack(deployment):
    for _ in range(60):
        asked(deployment, NGHIA, 4)
        newest = sign_in_link(deployment, NGHIA)
        assert deployment.get(newest).status == 200
        deployment.later(minutes=2, seconds=13)


def test_a_strangers_asks_all_day_are_few_mails(deployment):
    for _ in range(24 * 4):
        asked(deployment, NGHIA, 2)
        deployment.later(minutes=15)
    assert len(deployment.mails(NGHIA)) <= 5 + 24 * 5


def test_no_hour_begins_in_which_everything_is_free_again(deployment):
    deployment.later(minutes=59)
    asked(deployment, NGHIA, 6)
    deployment.later(minutes=2)
    asked(deployment, NGHIA, 6)
    assert len(deployment.mails(NGHIA)) == 5


def test_a_browser_is_counted_by_itself(deployment):
    office = Office(deployment, NGHIA)
    asked(deployment, NGHIA, 100, cookie=office.browser)
    mailed = len(deployment.mails(NGHIA))
    assert mailed == 1 + 5
    asked(deployment, NGHIA)
    assert len(deployment.mails(NGHIA)) == mailed + 1


@pytest.mark.parametrize("mail", [NGHIA, STRANGER])
def test_what_is_refused_is_answered_and_worked_on_like_anything_else(deployment, capsys, mail):
    first, written = asked(deployment, mail, origin="198.51.100.7"), deployment.aws.writes
    asked(deployment, mail, 40, origin="198.51.100.7")
    assert "SignInLimited" in capsys.readouterr().out
    before, queued = deployment.aws.writes, deployment.queued()
    limited = deployment.post(ASK, [("mail", mail)], origin="198.51.100.7")
    assert limited.same == first.same
    assert deployment.aws.writes - before == written
    assert deployment.queued() == queued + 1


def test_many_at_once_are_no_more_than_one_after_another(deployment):
    at_once(20, lambda: deployment.post(ASK, [("mail", NGHIA)]))
    deployment.deliver()
    assert 1 <= len(deployment.mails(NGHIA)) <= 5


# --- the browser's cookie


def test_the_browsers_cookie_lasts_half_a_year_and_only_its_hash_is_stored(deployment):
    office = Office(deployment, NGHIA)
    cookie = next(c for c in office.set_cookies if c.startswith("may-"))
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=15552000"} <= {
        part.strip() for part in cookie.split(";")
    }
    secret = office.browser.split("=", 1)[1]
    assert not [row for row in deployment.dump() if secret in str(row)]
    assert NGHIA.split("@")[0] not in cookie


def test_a_browser_that_was_not_used_for_half_a_year_is_a_strangers(deployment):
    office = Office(deployment, NGHIA)
    deployment.later(days=askers.KNOWN_FOR.days, minutes=1)
    asked(deployment, NGHIA, 5)
    before = len(deployment.mails(NGHIA))
    asked(deployment, NGHIA, cookie=office.browser)
    assert len(deployment.mails(NGHIA)) == before


@pytest.mark.parametrize("cookie", ["another's", "guessed", "broken"])
def test_a_cookie_that_is_not_this_officers_is_worth_nothing(deployment, cookie):
    name, secret = Office(deployment, CHIEF).browser.split("=")
    name = Office(deployment, NGHIA).browser.split("=")[0]
    asked(deployment, NGHIA, 5)
    before = len(deployment.mails(NGHIA))
    value = {"another's": secret, "guessed": "a" * 43, "broken": '";\\x'}[cookie]
    asked(deployment, NGHIA, cookie=f"{name}={value}")
    assert len(deployment.mails(NGHIA)) == before


def test_two_officers_at_one_machine_are_both_known_there(deployment):
    cookies = "; ".join(Office(deployment, mail).browser for mail in (NGHIA, CHIEF))
    for mail in (NGHIA, CHIEF):
        asked(deployment, mail, 10)
        before = len(deployment.mails(mail))
        asked(deployment, mail, cookie=cookies)
        assert len(deployment.mails(mail)) == before + 1


def test_with_tls_no_cookie_is_taken_from_another_host(deployment, monkeypatch):
    """Nor one that an officer's browser has from another name of the city's domain."""
    over_tls = replace(settings.current(), public_base_url="https://hotline.example")
    monkeypatch.setattr(settings, "current", lambda: over_tls)
    office = Office(deployment, NGHIA)
    assert len(office.set_cookies) == 2
    for cookie in office.set_cookies:
        assert cookie.startswith("__Host-")
        assert {"Path=/", "Secure", "HttpOnly"} <= {part.strip() for part in cookie.split(";")}
        assert "Domain" not in cookie
    assert "Gửi liên kết đăng nhập" not in office.get("/van-phong").body
    planted = office.cookie.removeprefix("__Host-")
    answer = deployment.call("GET", "/van-phong", headers={"Cookie": planted})
    assert "Gửi liên kết đăng nhập" in answer.body


def test_the_browsers_cookie_alone_opens_nothing(deployment):
    office = Office(deployment, NGHIA)
    for cookie in (office.browser, f"phien={office.browser.split('=')[1]}"):
        answer = deployment.call("GET", "/van-phong", headers={"Cookie": cookie})
        assert "Gửi liên kết đăng nhập" in answer.body


# --- the app


def test_an_apps_code_signs_in_without_any_mail(deployment):
    _, app = with_app(deployment)
    before = len(deployment.mails())
    answer = tried(deployment, app.at(deployment.at))
    assert is_inside(deployment, answer)
    assert len(answer.headers["Set-Cookie"].split("may-")) == 2
    assert len(deployment.mails()) == before


def test_apps_show_codes_with_a_space_in_them(deployment):
    _, app = with_app(deployment)
    code = app.at(deployment.at)
    assert is_inside(deployment, tried(deployment, f" {code[:3]} {code[3:]} "))


@pytest.mark.parametrize(("seconds", "good"), [(-61, False), (-30, True), (30, True), (61, False)])
def test_the_telephones_clock_may_be_half_a_minute_off(deployment, seconds, good):
    _, app = with_app(deployment)
    deployment.later(minutes=5)
    code = app.at(deployment.at + timedelta(seconds=seconds))
    assert is_inside(deployment, tried(deployment, code)) is good


def test_a_code_is_good_once(deployment):
    _, app = with_app(deployment)
    code = app.at(deployment.at)
    assert is_inside(deployment, tried(deployment, code))
    assert tried(deployment, code).status == 422
    earlier = app.at(deployment.at - timedelta(seconds=30))
    assert tried(deployment, earlier).status == 422


def test_a_code_posted_ten_times_at_once_signs_in_once(deployment):
    office, app = with_app(deployment)
    code = app.at(deployment.at)
    answers = at_once(10, lambda: tried(deployment, code, cookie=office.browser))
    assert [answer.status for answer in answers].count(303) == 1


def test_nothing_tells_what_was_wrong_or_who_has_an_app(deployment):
    with_app(deployment)
    answers, writes = [], []
    for mail in (NGHIA, CHIEF, STRANGER):  # with an app, without one, not listed
        before = deployment.aws.writes
        answers.append(tried(deployment, "000000", mail))
        writes.append(deployment.aws.writes - before)
    assert {answer.status for answer in answers} == {422}
    assert len({re.sub(r'value="[^"]*"', "", answer.body) for answer in answers}) == 1
    assert len(set(writes)) == 1


def test_guessing_soon_stops_and_says_so_even_if_the_code_is_right(deployment, capsys):
    _, app = with_app(deployment)
    for guess in range(5):
        assert tried(deployment, f"{guess:06}", origin="198.51.100.7").status == 422
    capsys.readouterr()
    assert tried(deployment, app.at(deployment.at)).status == 422
    assert '"SignInLimited": 1' in capsys.readouterr().out
    deployment.later(hours=1)
    assert is_inside(deployment, tried(deployment, app.at(deployment.at)))


def test_guessing_locks_neither_the_mail_nor_the_officers_own_browser(deployment):
    office, app = with_app(deployment)
    for guess in range(50):
        tried(deployment, f"{guess:06}")
    before = len(deployment.mails(NGHIA))
    asked(deployment, NGHIA)
    assert len(deployment.mails(NGHIA)) == before + 1
    assert is_inside(deployment, tried(deployment, app.at(deployment.at), cookie=office.browser))


def test_asking_for_mail_does_not_lock_the_codes(deployment):
    _, app = with_app(deployment)
    asked(deployment, NGHIA, 50)
    assert is_inside(deployment, tried(deployment, app.at(deployment.at)))


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "١٢٣٤٥٦", "\ud83d", "0" * 5000])
def test_what_is_no_code_is_refused_politely(deployment, code):
    with_app(deployment)
    answer = tried(deployment, code.encode("utf-8", "replace").decode())
    assert answer.status == 422
    assert "Chưa đăng nhập được" in answer.page.text


# --- setting it up, and the chief


def test_an_app_is_set_up_only_when_it_shows_the_right_code(deployment):
    office = Office(deployment, NGHIA)
    secret = office.get(APP).page.value("secret")
    wrong = office.post(APP, [("secret", secret), ("code", "000000")])
    assert wrong.status == 422
    assert wrong.page.value("secret") == secret
    assert tried(deployment, pyotp.TOTP(secret).at(deployment.at)).status == 422
    right = pyotp.TOTP(secret).at(deployment.at)
    assert office.post(APP, [("secret", secret), ("code", right)]).status == 303
    assert "Đồng chí đã cài ứng dụng lúc" in office.get(APP).page.text


@pytest.mark.parametrize("secret", ["", "A", "A" * 31, "a" * 32, "1" * 32, "A" * 64])
def test_a_secret_that_is_not_ours_is_not_kept(deployment, secret):
    office = Office(deployment, NGHIA)
    before = deployment.dump("vault")
    assert office.post(APP, [("secret", secret), ("code", "000000")]).status == 422
    assert deployment.dump("vault") == before


def test_setting_up_anew_ends_what_the_old_app_shows(deployment):
    _, old = with_app(deployment)
    _, new = with_app(deployment)
    assert tried(deployment, old.at(deployment.at)).status == 422
    assert is_inside(deployment, tried(deployment, new.at(deployment.at)))


def test_the_secret_is_in_the_vault_alone_and_in_no_log(deployment, capsys):
    _, app = with_app(deployment)
    tried(deployment, app.at(deployment.at))
    assert app.secret not in capsys.readouterr().out
    assert app.secret not in str(deployment.dump("cases"))
    (row,) = [row for row in deployment.dump("vault") if row["cls"]["S"] == "credentials"]
    assert row["secret"]["S"] == app.secret


def test_the_page_gives_the_secret_in_letters_and_as_dots_and_needs_nothing_from_elsewhere(
    deployment,
):
    answer = Office(deployment, NGHIA).get(APP)
    secret = answer.page.value("secret")
    assert " ".join(secret[at : at + 4] for at in range(0, 32, 4)) in answer.page.text
    assert "otpauth://totp/" in answer.page.text
    (svg,) = re.findall("<svg.*?</svg>", answer.body, re.DOTALL)
    assert not re.search("style=|href|script|url", svg.replace("http://www.w3.org/2000/svg", ""))
    assert answer.headers["Cache-Control"] == "no-store"


def test_the_chief_resets_a_member_whose_app_and_browsers_are_then_worth_nothing(deployment):
    office, app = with_app(deployment)
    chief = Office(deployment, CHIEF)
    deployment.later(minutes=1)
    assert chief.post(f"{MEMBERS}/nghia", []).status == 303
    assert "đặt lại lúc" in chief.get(MEMBERS).page.text
    assert tried(deployment, app.at(deployment.at), cookie=office.browser).status == 422
    asked(deployment, NGHIA, 5)
    before = len(deployment.mails(NGHIA))
    asked(deployment, NGHIA, cookie=office.browser)
    assert len(deployment.mails(NGHIA)) == before
    deployment.later(minutes=6)
    assert "Việc chờ tôi" not in office.get("/van-phong").body
    with_app(deployment)


def test_who_sets_an_app_up_or_resets_one_is_on_file(deployment):
    with_app(deployment)
    Office(deployment, CHIEF).post(f"{MEMBERS}/nghia", [])
    noted = [row for row in deployment.dump("vault") if row["pk"]["S"] == "officer#nghia"]
    whys = [(row["who"]["S"], row["why"]["S"]) for row in noted if row["cls"]["S"] == "access"]
    chief = deployment.authority.chief.id
    assert whys == [("nghia", "authenticator_set"), (chief, "authenticator_reset")]


def test_whoever_has_not_the_chiefs_right_neither_sees_nor_resets_members(deployment):
    office, app = with_app(deployment)
    assert office.get(MEMBERS).status == 404
    assert "Tổ công tác</a>" not in office.get("/van-phong").body
    assert office.post(f"{MEMBERS}/nghia", []).status == 404
    assert is_inside(deployment, tried(deployment, app.at(deployment.at)))


def test_nobody_can_be_reset_who_is_not_there_or_from_elsewhere(deployment):
    chief = Office(deployment, CHIEF)
    before = deployment.dump("vault")
    assert chief.post(f"{MEMBERS}/nobody", []).status == 404
    assert chief.post(f"{MEMBERS}/nghia", [], csrf="x").status == 403
    assert deployment.dump("vault") == before


@pytest.mark.parametrize("path", [APP, MEMBERS])
def test_without_a_session_these_pages_are_the_door(deployment, path):
    assert "Gửi liên kết đăng nhập" in deployment.get(path).body
    headers = {"Content-Type": FORM}
    assert deployment.call("POST", APP, "code=1", headers).status == 303
