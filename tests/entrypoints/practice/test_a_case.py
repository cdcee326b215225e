"""A case for practice on a deployment with real matters: members play all parts, nobody outside
hears of it, and it counts nowhere."""

import pytest

from chalicelib.domain.case.workflow import State
from chalicelib.domain.formats import codes
from chalicelib.domain.notifications.notifications import NotArrived
from chalicelib.domain.todos.table import Todo
from tests.support import practice
from tests.support.deployment import AGENCY, Deployment
from tests.support.office import CHIEF, NGHIA, Office
from tests.support.practice import (
    CITIZEN,
    CLASSIFIED,
    PAGE,
    WHO,
    WORDS,
    begun,
    goes_on,
    in_charge,
    outside,
)

COLLEAGUE = {
    "colleague_name": "Vi Văn Bách",
    "colleague_title": "Chuyên viên",
    "colleague_mail": "bach@gmail.com",
    "name": "Lý Văn Tư",
    "title": "Trưởng phòng",
}
BAND = "Đây không phải việc thật"
TEXT = "Xin phản ánh: đèn đường ngõ 9 Bà Triệu tắt. Lý Văn Tám, 9 Bà Triệu, phường Chi Lăng."


def of_the_day(deployment, what):
    return [mail for mail in deployment.mails() if what in mail.subject]


# --- its way


def test_members_take_it_all_the_way_and_nobody_else_hears_of_it(deployment):
    code = begun(deployment)
    goes_on(deployment, code)
    assert deployment.file(code).case.state is State.TOLD
    assert outside(deployment.mails(), deployment.authority) == []
    assert (deployment.provider.sent, deployment.provider.calls) == ([], [])


def test_what_an_agency_or_a_leader_would_get_says_so_and_whose_it_would_be(deployment):
    code = begun(deployment)
    goes_on(deployment, code, until="draft")
    to_member = [
        mail
        for mail in deployment.mails(in_charge(deployment, code))
        if "Ngoài thực tế" in mail.text
    ]
    agency, leader = deployment.authority.agency(AGENCY), deployment.authority.head
    for mail, meant in zip(to_member, (agency.name, leader.title), strict=True):
        assert mail.subject.startswith("[Diễn tập] ")
        assert mail.text.startswith("DIỄN TẬP, không phải việc thật.")
        assert f"thư này gửi đến {meant};" in mail.text.splitlines()[0]


def test_what_a_member_gets_in_earnest_is_marked_as_well(deployment):
    begun(deployment)
    (mail,) = [mail for mail in deployment.mails(CHIEF) if mail.link]
    assert mail.subject.startswith("[Diễn tập] ")
    assert mail.text.startswith("DIỄN TẬP, không phải việc thật.\n")
    assert "Ngoài thực tế" not in mail.text


def test_the_citizen_is_neither_texted_nor_rung_and_the_page_says_why(deployment):
    code = begun(deployment)
    goes_on(deployment, code, until="approve")
    texts = [n for n in deployment.notifications(code) if n.medium == "sms"]
    assert texts
    assert {n.error for n in texts} == {NotArrived.TRAINING}
    page = Office(deployment, NGHIA).get(f"/van-phong/ho-so/{code}").page.text
    assert "diễn tập: không gửi ra ngoài Văn phòng" in page
    tell = deployment.get(deployment.newest_link(in_charge(deployment, code)))
    assert "Cho máy gọi thông báo" not in tell.page.text


def test_a_machines_call_cannot_be_ordered_either(deployment):
    code = begun(deployment)
    goes_on(deployment, code, until="approve")
    link = deployment.newest_link(in_charge(deployment, code))
    fields = deployment.get(link).page.fill("tell")
    fields = [(k, "call" if k == "action" else v) for k, v in fields]
    assert deployment.post(link, fields).status == 422
    assert deployment.provider.calls == []


def test_who_is_woken_by_an_urgent_exercise_is_told_that_it_is_one(exchange):
    deployment = exchange.deployment
    begun(deployment, "save", urgent="yes", field="")
    texts = [sent["Body"] for sent in deployment.provider.sent]
    for said in texts:
        assert said.startswith(("DIỄN TẬP: ", "DIEN TAP: "))
    deployment.later(minutes=16)
    deployment.sweep()
    deployment.deliver()
    members = {officer.phone for officer in deployment.authority.officers}
    for leg in exchange.legs():
        assert exchange.call(leg).receiver in members


def test_an_urgent_exercise_wakes_no_leader(exchange):
    deployment = exchange.deployment
    code = begun(deployment, "ask_direction", urgent="yes")
    deployment.later(minutes=16)
    deployment.sweep()
    deployment.deliver()
    leaders = {leader.phone for leader in deployment.authority.leaders}
    assert not leaders & {sent["To"] for sent in deployment.provider.sent}
    assert exchange.legs() == []
    answer, _ = deployment.press(
        deployment.newest_link(in_charge(deployment, code)),
        "direct",
        direction="Làm.",
        agency=AGENCY,
    )
    assert answer.status == 200, answer.page.text


def test_reminders_of_it_are_never_among_those_of_real_matters(deployment):
    deployment.way_to(Todo.ASSIGN)
    code = begun(deployment)
    deployment.later(days=6)
    deployment.escalate()
    deployment.deliver()
    said = [mail for mail in deployment.mails() if codes.grouped(code) in mail.text]
    assert [mail for mail in said if not mail.subject.startswith("[Diễn tập] ")] == []
    assert outside(said, deployment.authority) == []


# --- where it does not count


def test_no_digest_says_anything_of_it(deployment):
    real = codes.grouped(real_case(deployment))
    code = begun(deployment)
    goes_on(deployment, code, until="assign")
    deployment.later(days=6, hours=-2)  # Monday, seven o'clock
    deployment.digest()
    deployment.deliver()
    digests = of_the_day(deployment, "tình hình ngày")
    assert digests
    assert not [mail for mail in digests if codes.grouped(code) in mail.text]
    assert any(real in mail.text for mail in digests)


def real_case(deployment):
    """A matter that somebody has texted and that was assigned; its code."""
    deployment.way_to(Todo.ANSWER)
    (code,) = deployment.codes()
    return code


def test_it_ends_at_closing_time_and_no_leader_reads_a_line_of_it(deployment):
    code = begun(deployment)
    goes_on(deployment, code)
    deployment.later(hours=8)
    assert deployment.report() == {"cases": 1, "mails": 0, "lost": 0, "stuck": 0}
    deployment.deliver()
    file = deployment.file(code)
    assert file.case.state is State.CLOSED
    assert [event.kind for event in file.history][-2:] == ["reported_nowhere", "closed"]
    assert not [row for row in deployment.dump("cases") if row["cls"]["S"] == "report"]
    assert outside(deployment.mails(), deployment.authority) == []


def test_the_board_has_it_in_a_part_of_its_own_and_counts_it_in_no_other(deployment):
    office = Office(deployment, NGHIA)
    assert "Diễn tập" not in office.get("/van-phong").page.text
    code = begun(deployment, "save")
    page = office.get("/van-phong")
    assert "Việc chờ tôi 0" in " ".join(page.page.text.split())
    assert "Diễn tập 1" in " ".join(page.page.text.split())
    assert page.body.index('id="trang-khac"') < page.body.index(f"/van-phong/ho-so/{code}")


# --- kept apart from real matters


def test_its_number_leads_nobody_to_it_and_its_code_leads_members(deployment):
    code = begun(deployment)
    office = Office(deployment, NGHIA)
    found = office.post("/van-phong/tim", [("q", WHO["phone"])])
    assert (found.status, codes.grouped(code) in found.page.text) == (200, False)
    by_code = office.post("/van-phong/tim", [("q", code)])
    assert by_code.headers["Location"] == f"/van-phong/ho-so/{code}"
    new, _ = office.fill("/van-phong/lien-he-moi", "look", phone=WHO["phone"])
    assert "Số này chưa có phản ánh nào trước đây" in new.page.text


@pytest.mark.parametrize(
    "text", [TEXT, "Phản ánh {code} đến đâu rồi?", "{code}", "địa chỉ tôi là 9 Bà Triệu"]
)
def test_what_a_citizen_texts_from_its_number_is_never_joined_to_it(deployment, text):
    code = begun(deployment, "save", name="", address="")
    before = deployment.file(code)
    said = text.replace("{code}", code)
    deployment.sms(deployment.message_fields(said, CITIZEN))
    deployment.deliver()
    after = deployment.file(code)
    assert (after.contacts, after.case) == (before.contacts, before.case)
    (raw,) = [raw for raw in deployment.raws() if raw.text == said]
    assert raw.taken_as != code


def test_its_own_citizen_gets_no_standing_of_it_by_telephone(exchange):
    code = begun(exchange.deployment)
    sid = exchange.ring(CITIZEN)
    exchange.keys(sid, "6")
    exchange.keys(sid, f"{code}#")
    assert "Không có phản ánh nào" in exchange.since(sid)


def test_it_is_no_repeat_of_a_real_matter_nor_a_real_one_of_it(deployment):
    office = Office(deployment, NGHIA)
    typed = {"account": WORDS} | WHO | practice.CLASSIFIED
    office.fill("/van-phong/lien-he-moi", "propose", **typed)
    (real,) = deployment.codes()
    code = begun(deployment)
    for one, other in ((real, code), (code, real)):
        page = office.get(f"/van-phong/ho-so/{one}/trung")
        assert codes.grouped(other) not in page.page.text
        fields = [(k, v) for k, v in page.page.fill("merge", into=other) if k != "csrf"]
        assert office.post(f"/van-phong/ho-so/{one}/trung", fields).status == 422
    assert deployment.file(code).case.marks == ""
    assert {deployment.file(c).case.lead for c in (real, code)} == {""}


def test_texts_to_a_real_number_are_not_allowed_again_from_an_exercise(deployment):
    senders = deployment.services.store.senders
    senders.ask(CITIZEN, deployment.at)
    code = begun(deployment)
    office = Office(deployment, NGHIA)
    assert "đã yêu cầu không nhắn tin" not in office.get(f"/van-phong/ho-so/{code}").page.text
    office.post(f"/van-phong/nhan-tin/{code}", [])
    assert senders.of_number(CITIZEN).silent_since


def test_who_plays_an_agency_cannot_ask_for_another_address_of_the_real_one(deployment):
    code = begun(deployment)
    goes_on(deployment, code, until="assign")
    link = deployment.newest_link(in_charge(deployment, code))
    assert "Đề nghị Văn phòng sửa" not in deployment.get(link).page.text
    assert deployment.get(f"{link}/dia-chi").status == 404


def test_a_colleague_to_whom_the_agency_is_said_to_pass_it_on_gets_nothing(deployment):
    code = begun(deployment)
    goes_on(deployment, code, until="assign")
    link = deployment.newest_link(in_charge(deployment, code))
    passed, _ = deployment.press(link, "delegate", **COLLEAGUE)
    assert passed.status == 200, passed.page.text
    deployment.deliver()
    assert outside(deployment.mails(), deployment.authority) == []
    mail = deployment.mails(in_charge(deployment, code))[-1]
    assert COLLEAGUE["colleague_mail"] not in mail.text
    assert deployment.get(mail.link).status == 200


def test_nobody_signs_in_as_a_leader_from_a_secret_exercise(deployment):
    code = begun(deployment, confidential="yes")
    goes_on(deployment, code, until="draft")
    link, before = deployment.newest_link(in_charge(deployment, code)), len(deployment.mails())
    page = deployment.get(link)
    assert "không ai đăng nhập thay lãnh đạo" in page.page.text
    assert "Gửi liên kết đăng nhập" not in page.page.text
    assert deployment.post(f"{link}/dang-nhap", []).status == 404
    deployment.deliver()
    assert len(deployment.mails()) == before


def test_a_matter_split_from_it_is_an_exercise_too(deployment):
    code = begun(deployment)
    office = Office(deployment, NGHIA)
    path = f"/van-phong/ho-so/{code}/viec-khac"
    assert BAND in office.get(path).page.text
    office.fill(
        path, "propose", account="Rác chưa thu gom.", field="S1", summary="Rác.", agency=AGENCY
    )
    (second,) = set(deployment.codes()) - {code}
    assert deployment.file(second).case.training


# --- how it begins, and what it says of itself


def test_the_form_leads_to_one_that_says_that_it_is_an_exercise(deployment):
    office = Office(deployment, NGHIA)
    page = office.get("/van-phong/lien-he-moi")
    assert (BAND in page.page.text, f'href="{PAGE}"' in page.body) == (False, True)
    exercise = office.get(PAGE)
    assert (BAND in exercise.page.text, f'href="{PAGE}"' in exercise.body) == (True, False)


def test_a_real_matter_stays_one_and_an_exercise_one(deployment):
    office = Office(deployment, NGHIA)
    office.fill("/van-phong/lien-he-moi", "save", account=WORDS, **WHO)
    (real,) = deployment.codes()
    path = f"/van-phong/ho-so/{real}/screen/-"
    fields = [(k, v) for k, v in office.get(path).page.fill("propose", **practice.CLASSIFIED)]
    office.post(path, [*[f for f in fields if f[0] != "csrf"], ("training", "yes")])
    assert deployment.file(real).case.state is State.PROPOSED
    assert not deployment.file(real).case.training


def test_a_form_that_was_refused_or_kept_is_still_of_an_exercise(deployment):
    office = Office(deployment, NGHIA)
    refused, _ = office.fill(PAGE, "propose", account=WORDS, **WHO)
    assert (refused.status, BAND in refused.page.text) == (422, True)
    kept, fields = office.fill(PAGE, "look", account=WORDS, **WHO)
    assert BAND in kept.page.text
    draft = dict(fields)["draft"]
    dropped = office.post(PAGE, [(k, "drop" if k == "action" else v) for k, v in fields])
    assert dropped.headers["Location"] == PAGE
    assert draft


def test_one_that_was_stored_and_no_more_becomes_an_exercise(deployment, monkeypatch):
    from chalicelib.usecases.hand import take_down

    office = Office(deployment, NGHIA)
    fields = [(k, v) for k, v in office.get(PAGE).page.fill("save", account=WORDS, **WHO)]

    def broken(*_: object, **__: object) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(take_down, "commit", broken)
        office.post(PAGE, [f for f in fields if f[0] != "csrf"])
    assert deployment.codes() == []
    deployment.later(hours=1)
    deployment.sweep()
    deployment.deliver()
    assert deployment.file().case.training


def test_every_page_of_it_says_so(deployment):
    code = begun(deployment)
    office = Office(deployment, NGHIA)
    case = f"/van-phong/ho-so/{code}"
    links = office.get(case).body.split(f'href="{case}/lien-ket/')
    pages = [case, f"{case}/tep", f"{case}/trung", f"/van-phong/lien-he-moi/xong/{code}"]
    pages.append(f"{case}/lien-ket/{links[1].split(chr(34))[0]}")
    for path in pages:
        assert BAND in office.get(path).page.text, path
    link = deployment.newest_link(CHIEF)
    assert BAND in deployment.get(link).page.text
    done, _ = deployment.press(link, "assign", agency=AGENCY, document="12/VP", signer="Chánh VP")
    assert BAND in done.page.text
    deployment.deliver()
    assert BAND in deployment.get(deployment.newest_link(in_charge(deployment, code))).page.text


def test_pages_of_real_matters_say_nothing_of_it(deployment):
    link = deployment.way_to(Todo.ASSIGN)
    (code,) = deployment.codes()
    for page in (
        deployment.get("/"),
        deployment.get(link),
        Office(deployment, NGHIA).get(f"/van-phong/ho-so/{code}"),
    ):
        assert "DIỄN TẬP" not in page.page.text
    assert not [mail for mail in deployment.mails() if "Diễn tập" in mail.subject]


def test_whoever_begins_one_has_it_whatever_its_field_and_gets_the_mails_of_everybody_outside(
    deployment: Deployment,
) -> None:
    thuy = "thuy@vanphong.langson.example"  # S1 is another's
    typed = {"account": WORDS} | WHO | CLASSIFIED
    Office(deployment, thuy).fill(PAGE, "propose", **typed)
    deployment.deliver()
    (code,) = deployment.codes()
    assert deployment.file(code).case.owner == "thuy"
    goes_on(deployment, code)
    played = [mail for mail in deployment.mails() if mail.subject.startswith("[Diễn tập]")]
    assert {mail.to for mail in played} == {CHIEF, thuy}
