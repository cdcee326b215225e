"""The office's own pages: in by a mailed link, the board, a case, its to-dos, search."""

import pytest

from chalicelib.domain.case.workflow import State
from tests.support.at_once import at_once
from tests.support.deployment import Deployment
from tests.support.office import CHIEF, NGHIA, Office, sign_in_link


def proposal(deployment: Deployment) -> dict[str, str]:
    return {
        "field": "S1",
        "summary": "Đèn đường hỏng.",
        "agency": deployment.authority.agencies[0].id,
    }


def part(board: str, name: str) -> str:
    """A part of the board, by its name in the address."""
    found = board.partition(f'<section aria-labelledby="{name}">')[2]
    return found.partition("</section>")[0]


# --- signing in


def test_a_listed_address_gets_a_link_that_lets_it_in_once(deployment):
    office = Office(deployment, NGHIA)
    assert "Việc chờ tôi" in office.get("/van-phong").body
    assert deployment.post(office.link, []).status == 404


def test_opening_the_sign_in_link_lets_nobody_in(deployment):
    deployment.post("/van-phong/vao", [("mail", NGHIA)])
    deployment.deliver()
    before = deployment.dump()
    answer = deployment.get(sign_in_link(deployment, NGHIA))
    assert answer.status == 200
    assert "Set-Cookie" not in answer.headers
    assert deployment.dump() == before


def test_nobody_learns_whether_an_address_is_listed(deployment):
    listed = deployment.post("/van-phong/vao", [("mail", NGHIA)])
    written = deployment.aws.writes
    stranger = deployment.post("/van-phong/vao", [("mail", "stranger@nowhere.example")])
    assert stranger.same == listed.same
    assert deployment.aws.writes == 2 * written
    deployment.deliver()
    assert [mail.to for mail in deployment.mails()] == [NGHIA]


def test_a_sign_in_link_is_short_lived(deployment):
    deployment.post("/van-phong/vao", [("mail", NGHIA)])
    deployment.deliver()
    link = sign_in_link(deployment, NGHIA)
    deployment.later(minutes=16)
    assert deployment.get(link).status == 404
    assert deployment.post(link, []).status == 404


def test_one_address_may_ask_five_times_an_hour(deployment):
    for _ in range(8):
        deployment.post("/van-phong/vao", [("mail", NGHIA)])
    deployment.deliver()
    assert len(deployment.mails(NGHIA)) == 5


def test_a_sign_in_link_opens_no_case_and_a_cases_link_signs_nobody_in(deployment):
    deployment.sms()
    deployment.post("/van-phong/vao", [("mail", NGHIA)])
    deployment.deliver()
    token = sign_in_link(deployment, NGHIA).rsplit("/", 1)[1]
    assert deployment.get(f"/viec/{token}").status == 404
    owner = deployment.authority.officer(deployment.file().case.owner)
    case_token = deployment.newest_link(owner.mail).rsplit("/", 1)[1]
    assert deployment.post(f"/van-phong/vao/{case_token}", []).status == 404


def test_the_cookie_is_kept_from_scripts_and_other_sites_and_only_its_hash_is_stored(deployment):
    office = Office(deployment, NGHIA)
    secret = office.cookie.split("=", 1)[1]
    answer = deployment.post("/van-phong/vao", [("mail", NGHIA)])
    assert "Set-Cookie" not in answer.headers
    assert not [row for row in deployment.dump() if secret in str(row)]


@pytest.mark.parametrize(("idle", "inside"), [(119, True), (121, False)])
def test_a_session_ends_after_two_idle_hours(deployment, idle, inside):
    office = Office(deployment, NGHIA)
    deployment.later(minutes=idle)
    assert ("Việc chờ tôi" in office.get("/van-phong").body) is inside


def test_a_session_ends_after_twelve_hours_however_busy(deployment):
    office = Office(deployment, NGHIA)
    for _ in range(12):
        deployment.later(minutes=59)
        assert "Việc chờ tôi" in office.get("/van-phong").body
    deployment.later(minutes=59)
    assert "Việc chờ tôi" not in office.get("/van-phong").body


def test_signing_out_ends_the_session(deployment):
    office = Office(deployment, NGHIA)
    assert office.post("/van-phong/ra", []).status == 303
    assert "Việc chờ tôi" not in office.get("/van-phong").body


@pytest.mark.parametrize(
    "path", ["/van-phong", "/van-phong/ho-so/123456784", "/van-phong/ho-so/123456784/screen/-"]
)
def test_without_a_session_every_page_is_the_door(deployment, path):
    answer = deployment.get(path)
    assert "Gửi liên kết đăng nhập" in answer.body
    assert deployment.call("GET", path, headers={"Cookie": "phien=guess"}).body == answer.body


def test_a_form_from_elsewhere_acts_on_nothing(deployment):
    deployment.sms()
    office = Office(deployment, NGHIA)
    (code,) = deployment.codes()
    before = deployment.dump("vault")
    forged = office.post(f"/van-phong/ho-so/{code}/screen/-", [("action", "refuse")], csrf="x")
    assert forged.status == 403
    assert deployment.file().case.state is State.RECEIVED
    assert deployment.dump("vault") == before


# --- the board


def test_what_waits_for_me_and_for_others_stands_on_the_board(deployment):
    deployment.sms()
    deployment.deliver()
    (code,) = deployment.codes()
    owner = deployment.authority.officer(deployment.file().case.owner)
    mine = Office(deployment, owner.mail).get("/van-phong").body
    others = Office(deployment, CHIEF).get("/van-phong").body
    assert code in part(mine, "trang-toi")
    assert code in part(others, "trang-khac")
    assert owner.name in part(others, "trang-khac")
    assert code not in part(others, "trang-toi") + part(mine, "trang-khac")


def test_late_and_soon_are_said_in_words(deployment):
    deployment.sms()
    office = Office(deployment, CHIEF)
    assert 'class="calm"' in office.get("/van-phong").body
    deployment.later(days=10)
    late = Office(deployment, CHIEF).get("/van-phong").body
    assert "Quá hạn" in late
    assert 'class="late"' in late


def test_the_board_names_nobody_and_quotes_nothing(deployment):
    deployment.sms()
    board = Office(deployment, CHIEF).get("/van-phong").body
    for personal in ("Hoàng Thị Mai", "Bắc Sơn", "987654321", "987 654 321", "Đèn đường"):
        assert personal not in board


def test_an_ended_case_leaves_the_board(deployment):
    deployment.sms()
    (code,) = deployment.codes()
    office = Office(deployment, NGHIA)
    answer, _ = office.fill(
        f"/van-phong/ho-so/{code}/screen/-", "redirect", target="complex", **proposal(deployment)
    )
    assert answer.status == 200
    assert code not in office.get("/van-phong").body


# --- a case


def test_the_case_page_shows_everything_and_what_can_be_done_now(deployment):
    deployment.sms()
    deployment.deliver()
    (code,) = deployment.codes()
    body = Office(deployment, NGHIA).get(f"/van-phong/ho-so/{code}").body
    for said in (
        "Hoàng Thị Mai",
        "Nguyên văn",
        "Thời hạn",
        "Tin nhắn, thư, cuộc gọi đã gửi",
        "Quá trình",
    ):
        assert said in body
    assert f"/van-phong/ho-so/{code}/screen/-" in body
    assert "/assign/" not in body


def test_an_officer_proposes_and_the_chief_assigns_inside(deployment):
    deployment.sms()
    (code,) = deployment.codes()
    answer, _ = Office(deployment, NGHIA).fill(
        f"/van-phong/ho-so/{code}/screen/-", "propose", **proposal(deployment)
    )
    assert answer.status == 200
    chief = Office(deployment, CHIEF)
    answer, _ = chief.fill(f"/van-phong/ho-so/{code}/assign/-", "assign", document="1/VP")
    assert answer.status == 200
    assert deployment.file().case.state is State.ASSIGNED
    names = [e.by.name for e in deployment.file().history]
    assert names[1:] == ["Hoàng Minh Nghĩa", "Trần Lệnh Trưởng"]


def test_the_same_form_ten_times_at_once_acts_once_and_answers_alike(deployment):
    deployment.sms()
    (code,) = deployment.codes()
    office = Office(deployment, NGHIA)
    path = f"/van-phong/ho-so/{code}/screen/-"
    fields = [
        (k, v)
        for k, v in office.get(path).page.fill("propose", **proposal(deployment))
        if k != "csrf"
    ]
    answers = at_once(10, lambda: office.post(path, fields).same)
    assert len(set(answers)) == 1
    assert answers[0][0] == 200
    assert [e.kind for e in deployment.file().history] == ["received", "proposed"]


def test_an_officer_cannot_open_what_an_officer_may_not_do(deployment):
    deployment.sms()
    (code,) = deployment.codes()
    office = Office(deployment, NGHIA)
    office.fill(f"/van-phong/ho-so/{code}/screen/-", "propose", **proposal(deployment))
    for todo in ("assign", "approve", "answer", "enter", "view", "nonsense"):
        path = f"/van-phong/ho-so/{code}/{todo}/-"
        assert office.get(path).status == 404, todo
        assert office.post(path, [("action", "assign")]).status == 404, todo
    assert deployment.file().case.state is State.PROPOSED


def test_two_people_on_old_pages_the_second_sees_both_versions_and_loses_nothing(deployment):
    deployment.sms()
    (code,) = deployment.codes()
    path = f"/van-phong/ho-so/{code}/screen/-"
    first, second = Office(deployment, NGHIA), Office(deployment, CHIEF)
    old = [(k, v) for k, v in second.get(path).page.fill("save", summary="Lời của người thứ hai")]
    first.fill(path, "save", summary="Lời của người thứ nhất")
    answer = second.post(path, [(k, v) for k, v in old if k != "csrf"])
    assert answer.status == 409
    assert "Lời của người thứ hai" in answer.body
    assert "Lời của người thứ nhất" in answer.body
    assert deployment.file().case.summary == "Lời của người thứ nhất"


def test_every_look_at_a_confidential_identity_is_written_down(deployment):
    deployment.sms(
        deployment.message_fields(
            "Xin giữ bí mật. Trần Văn Dũng, 31 Lê Lợi, phường Vĩnh "
            "Trại, 0912 000 111. Nhà bên cạnh lấn vỉa hè đường Lê Lợi."
        )
    )
    (code,) = deployment.codes()
    assert deployment.file().case.confidential
    office = Office(deployment, NGHIA)
    office.give_reason(code)
    office.get(f"/van-phong/ho-so/{code}")
    (look,) = [row for row in deployment.dump("vault") if row["cls"]["S"] == "access"]
    assert look["who"]["S"] == "officer:nghia"
    assert look["why"]["S"] == "view"


# --- search and troubles


def test_a_case_is_found_by_code_and_by_number(deployment):
    deployment.sms()
    (code,) = deployment.codes()
    office = Office(deployment, NGHIA)
    for said in (code, f"{code[:3]} {code[3:6]} {code[6:]}", "0987.654.321", "+84987654321"):
        answer = office.post("/van-phong/tim", [("q", said)])
        assert answer.headers["Location"] == f"/van-phong/ho-so/{code}", said
    assert "Không có hồ sơ" in office.post("/van-phong/tim", [("q", "0911111111")]).body


def test_a_text_that_failed_for_good_is_shown_and_sent_again_from_the_case(deployment):
    deployment.provider.broken = [(400, 21211)]
    deployment.sms()
    deployment.deliver()
    (code,) = deployment.codes()
    office = Office(deployment, NGHIA)
    assert "không gửi được" in office.get("/van-phong").body
    failed = next(n for n in deployment.notifications() if n.state == "failed")
    assert office.post(f"/van-phong/thong-bao/{code}/{failed.id}", []).status == 303
    deployment.deliver()
    assert len(deployment.provider.sent) == 1
    assert "không gửi được" not in office.get("/van-phong").body


def test_incomplete_contacts_stand_apart_as_to_be_looked_at(deployment):
    deployment.sms(deployment.message_fields("đèn"))
    deployment.sms(deployment.message_fields(sender="+84912000009"))
    body = Office(deployment, CHIEF).get("/van-phong").body
    assert body.count("Thiếu thông tin") == 1  # apart, and there alone
    assert part(body, "trang-hoi").count('class="code"') == 1


def test_the_sign_in_page_says_who_when_and_what_to_write(deployment):
    body = deployment.get("/").body
    for said in ("0886.121.666", "07:00", "17:00", "chịu trách nhiệm", "113, 114, 115"):
        assert said in body


def test_an_organisations_representative_is_on_file_and_shown(deployment):
    deployment.sms(
        deployment.message_fields(
            "Công ty CP Hoa Hồi, số 101 Trần Đăng Ninh, phường Tam Thanh, đại diện: bà Nguyễn "
            "Thu Hà, ĐT 0205 3812 345. Đề nghị thành phố hướng dẫn thủ tục cấp phép quảng cáo."
        )
    )
    assert deployment.identity().representative == "Nguyễn Thu Hà"
    (code,) = deployment.codes()
    assert "Nguyễn Thu Hà" in Office(deployment, NGHIA).get(f"/van-phong/ho-so/{code}").body


def test_a_case_is_found_by_the_number_that_wrote_though_another_contact_was_named(deployment):
    deployment.sms(deployment.message_fields(sender="+84911222333"))
    (code,) = deployment.codes()
    answer = Office(deployment, NGHIA).post("/van-phong/tim", [("q", "0911 222 333")])
    assert answer.headers["Location"] == f"/van-phong/ho-so/{code}"
