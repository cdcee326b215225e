"""A deployment for practice: everything on it is an exercise, and says so."""

import html
from dataclasses import replace

import pytest

from chalicelib.domain.case.case import Channel, RawContact
from chalicelib.domain.case.workflow import State
from chalicelib.domain.notifications.notifications import NotArrived
from chalicelib.domain.transitions.receiving.calls import opening
from chalicelib.usecases.calls import speaking
from tests.support import practice
from tests.support.deployment import CITIZEN, HOTLINE
from tests.support.office import CHIEF, NGHIA, Office, sign_in_link
from tests.support.practice import CLASSIFIED, goes_on, in_charge, outside

BAND = "Hệ thống này để tập"


@pytest.fixture(autouse=True)
def stage(deployment):
    with practice.stage():
        yield


def texted(deployment):
    """Somebody has texted, and an officer has proposed whom to give it to; the case's code."""
    deployment.sms()
    deployment.deliver()
    (code,) = deployment.codes()
    link = deployment.newest_link(in_charge(deployment, code))
    answer, _ = deployment.press(link, "propose", **CLASSIFIED)
    assert answer.status == 200, answer.page.text
    deployment.deliver()
    return code


def test_whoever_writes_is_answered_that_it_is_an_exercise_and_gets_no_text_after_that(deployment):
    code = texted(deployment)
    goes_on(deployment, code)
    (sent,) = deployment.provider.sent
    assert sent["To"] == CITIZEN
    assert sent["Body"].startswith(("DIỄN TẬP: ", "DIEN TAP: "))
    later = [n for n in deployment.notifications(code) if n.medium == "sms"][1:]
    assert {n.error for n in later} == {NotArrived.TRAINING}


def test_members_take_a_matter_all_the_way_and_the_chief_reads_what_leaders_would(deployment):
    code = texted(deployment)
    goes_on(deployment, code)
    deployment.later(hours=8)
    deployment.report()
    deployment.deliver()
    assert deployment.file(code).case.state is State.CLOSED
    assert outside(deployment.mails(), deployment.authority) == []
    (report,) = [mail for mail in deployment.mails(CHIEF) if "báo cáo ngày" in mail.subject]
    assert report.subject.startswith("[Diễn tập] ")
    assert deployment.authority.head.title in report.text.splitlines()[0]


def test_the_digest_for_agencies_goes_to_the_chief(deployment):
    code = texted(deployment)
    goes_on(deployment, code, until="assign")
    deployment.later(days=6, hours=-2)
    deployment.digest()
    deployment.deliver()
    assert outside(deployment.mails(), deployment.authority) == []
    for_agency = [mail for mail in deployment.mails(CHIEF) if "quá hạn trả lời" in mail.subject]
    assert [mail.link.startswith("/viec/") for mail in for_agency] == [True]


def test_members_sign_in_as_ever(deployment):
    office = Office(deployment, NGHIA)
    assert sign_in_link(deployment, NGHIA)
    assert office.get("/van-phong").status == 200


def test_what_was_gathered_for_a_leader_or_an_agency_reaches_a_member_alone(deployment):
    code = texted(deployment)
    goes_on(deployment, code, until="draft")
    deployment.later(days=9)
    deployment.escalate()
    deployment.deliver()
    assert outside(deployment.mails(), deployment.authority) == []
    body = deployment.authority
    members = {body.duty_number, *(officer.phone for officer in body.officers)}
    assert {sent["To"] for sent in deployment.provider.sent} <= {CITIZEN, *members}


def test_no_machine_rings_a_citizen(deployment):
    code = texted(deployment)
    goes_on(deployment, code, until="approve")
    link = deployment.newest_link(in_charge(deployment, code))
    assert "Cho máy gọi thông báo" not in deployment.get(link).page.text
    fields = [
        (k, "call" if k == "action" else v) for k, v in deployment.get(link).page.fill("tell")
    ]
    assert deployment.post(link, fields).status == 200  # by hand, past the page
    deployment.deliver()
    assert deployment.provider.calls == []
    call = next(n for n in deployment.notifications(code) if n.medium == "call")
    assert (call.state, call.error) == ("failed", NotArrived.TRAINING)
    assert not deployment.file(code).case.machine_call


def test_every_page_says_so_public_ones_too(deployment):
    code = texted(deployment)
    office = Office(deployment, NGHIA)
    assert BAND in deployment.get("/").page.text
    assert BAND in deployment.get("/van-phong").page.text
    assert BAND in deployment.get("/khong-co").page.text
    assert BAND in deployment.get(deployment.newest_link(CHIEF)).page.text
    for path in ("/van-phong", f"/van-phong/ho-so/{code}", "/van-phong/lien-he-moi"):
        page = office.get(path).page.text
        assert BAND in page
        assert "Ghi thử" not in page


def test_a_matter_there_needs_no_mark_of_its_own(deployment):
    code = texted(deployment)
    assert not deployment.file(code).case.training
    page = Office(deployment, NGHIA).get("/van-phong").page.text
    assert "Việc chờ tôi" in page


def test_a_caller_hears_first_that_it_is_an_exercise(exchange):
    sid = exchange.ring(CITIZEN)
    said = html.unescape(exchange.heard(sid))
    assert said.startswith("Đây là số để diễn tập.")
    assert "không được giải quyết" in said
    assert "Số của đường dây nóng là" not in said
    exchange.keys(sid, "*")
    assert "diễn tập" not in exchange.since(sid)


def test_who_rings_another_number_than_the_settings_line_hears_which_that_is(deployment):
    fields = [("CallSid", f"CA{1:032x}"), ("From", CITIZEN), ("To", "+84200000001")]
    fields += [("CallStatus", "ringing"), ("Direction", "inbound"), ("ApiVersion", "2010-04-01")]
    said = deployment.signed("/voice/incoming", fields).body
    assert "Số của đường dây nóng là không tám tám sáu" in html.unescape(said)
    assert HOTLINE not in said


def test_who_rings_too_often_is_not_answered_at_all(exchange):
    for _ in range(21):
        exchange.ring(CITIZEN)
    fields = [("CallSid", f"CA{99:032x}"), ("From", CITIZEN), ("To", HOTLINE)]
    fields += [("CallStatus", "ringing"), ("Direction", "inbound"), ("ApiVersion", "2010-04-01")]
    assert "<Say" not in exchange.deployment.signed("/voice/incoming", fields).body


@pytest.mark.parametrize(("shown", "is_said"), [("0886.121.666", True), ("", False)])
def test_a_stage_with_a_number_of_its_own_names_the_published_one_if_it_shows_that(
    deployment, shown, is_said
):
    services, own = deployment.services, "+842053876999"
    body = services.rules.authority
    line = replace(body.lines[0], number=own, shown=shown)
    rules = replace(services.rules, authority=replace(body, lines=(line,)))
    contact = RawContact(
        id="c",
        authority=body.id,
        channel=Channel.VOICE,
        received_at=deployment.at,
        sender=CITIZEN,
        to=own,
        text="",
    )
    call = opening(contact, rules.authority, rules.calendar)
    said = speaking.first_reply(rules, services.store, call, own).says
    assert any("Số của đường dây nóng là" in one.text for one in said) is is_said
