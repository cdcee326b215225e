"""A call on the handset, a visitor, a letter: an officer types it, and it is a case like any
other."""

import html
import re
from datetime import datetime

import pytest

from chalicelib.domain.case.case import BY_HAND, Channel
from chalicelib.domain.case.workflow import State
from chalicelib.domain.formats import codes
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.todos.table import Todo
from tests.support.at_once import at_once
from tests.support.deployment import CITIZEN
from tests.support.office import CHIEF, NGHIA, Office

PAGE = "/van-phong/lien-he-moi"
WORDS = "Đèn đường ngõ 5 Bà Triệu hỏng cả tháng nay."
WHO = {"name": "Hoàng Thị Mai", "address": "số 12, ngõ 5, đường Bà Triệu", "phone": "0912 345 678"}
CLASSIFIED = {"field": "S1", "summary": "Đèn đường hỏng.", "agency": "do-thi"}


@pytest.fixture
def office(deployment):
    return Office(deployment, NGHIA)


def typed(office, action="save", **more):
    return office.fill(PAGE, action, **({"account": WORDS} | WHO | more))


def beside(answer, field):
    """What is wrong, as it is said beside this field."""
    found = re.search(rf'id="{field}-wrong">(.*?)</span>', answer.body)
    return html.unescape(found[1]) if found else ""


def the_case(deployment):
    (code,) = deployment.codes()
    return deployment.file(code).case


# --- what is made of it


def test_it_is_a_case_of_whoever_took_it_down_with_its_words_and_particulars(deployment, office):
    answer, _ = typed(office)
    case, identity = the_case(deployment), deployment.identity()
    assert answer.status == 200
    assert (case.channel, case.state, case.missing) == (Channel.PHONE, State.RECEIVED, ())
    assert (identity.name, identity.address) == (WHO["name"], WHO["address"])
    assert (identity.phone, identity.sender) == ("+84912345678", "+84912345678")
    assert deployment.services.store.cases.account(case.code) == WORDS
    (raw,) = deployment.raws()
    assert (raw.text, raw.taken_as) == (WORDS, case.code)


def test_the_code_is_there_to_be_read_out_with_the_day_until_which_it_is_assigned(
    deployment, office
):
    answer, _ = typed(office)
    code = the_case(deployment).code
    assert f"{code[:3]} {code[3:6]} {code[6:]}" in answer.page.text
    assert "20/01/2017" in answer.page.text
    assert WHO["name"] not in answer.page.text


def test_the_citizen_gets_the_code_by_text(deployment, office):
    typed(office)
    deployment.deliver()
    (sent,) = deployment.provider.texts_to("+84912345678")
    assert codes.grouped(the_case(deployment).code) in sent


def test_nobody_is_texted_who_asks_for_secrecy(deployment, office):
    typed(office, confidential="yes")
    deployment.deliver()
    assert deployment.provider.texts_to("+84912345678") == []


def test_whoever_proposes_at_once_needs_no_second_page(deployment, office):
    typed(office, "propose", **CLASSIFIED)
    case = the_case(deployment)
    assert (case.state, case.field, case.summary) == (State.PROPOSED, "S1", "Đèn đường hỏng.")
    deployment.deliver()
    assert [mail.to for mail in deployment.mails(CHIEF)] == [CHIEF]
    kinds = [event.kind for event in deployment.file().history]
    assert kinds == ["taken_down", "proposed"]


@pytest.mark.parametrize("channel", BY_HAND)
def test_every_way_in_is_named_in_the_case_and_its_history(deployment, office, channel):
    typed(office, channel=channel, reference="PAKN.2017.00012")
    case = the_case(deployment)
    assert (case.channel, case.reference) == (channel, "PAKN.2017.00012")
    page = office.get(f"/van-phong/ho-so/{case.code}").page.text
    assert deployment.authority.texts[f"channel.{channel}"] in page
    assert "PAKN.2017.00012" in page


def test_only_what_comes_from_a_number_is_known_by_it(deployment, office):
    typed(office, channel="letter")
    identity = deployment.identity()
    assert (identity.phone, identity.sender) == ("+84912345678", "")


# --- its terms


def test_the_terms_count_from_when_it_came_not_from_when_it_was_typed(deployment, office):
    typed(office, channel="letter", came_at="10:30 16/01/2017")
    case = the_case(deployment)
    assert case.received_at == datetime.fromisoformat("2017-01-16T10:30+07:00")
    (clock,) = case.clocks
    assert clock.kind is ClockKind.ASSIGN
    assert clock.due_at == datetime.fromisoformat("2017-01-19T17:00+07:00")


def test_a_call_after_hours_counts_as_one_that_the_machine_takes(deployment, office):
    typed(office, came_at="20h15 16/01/2017")
    (clock,) = the_case(deployment).clocks
    assert clock.due_at == datetime.fromisoformat("2017-01-20T17:00+07:00")


@pytest.mark.parametrize("at", ["9h01", "10:00 01/12/2015", "hôm qua", "10:00 30/02/2017", "25:00"])
def test_a_moment_to_come_or_long_ago_is_refused_beside_its_field(deployment, office, at):
    answer, _ = typed(office, came_at=at)
    assert answer.status == 422
    assert beside(answer, "came_at")
    assert answer.page.value("account") == WORDS
    assert (deployment.codes(), deployment.raws()) == ([], [])


# --- once


def test_posted_ten_times_at_once_it_is_one_case_and_every_answer_names_it(deployment, office):
    _, fields = typed(office, "look")
    fields = [(k, "save" if k == "action" else v) for k, v in fields]
    answers = at_once(10, lambda: office.post(PAGE, fields))
    code = the_case(deployment).code
    assert all(code[:3] in answer.page.text for answer in answers)
    assert len(deployment.raws()) == 1


def test_two_forms_are_two_cases_though_they_say_the_same(deployment, office):
    typed(office)
    typed(office)
    assert len(deployment.codes()) == 2


def test_what_was_stored_and_no_more_is_made_a_case_by_the_sweeper(deployment, office):
    with deployment.aws.refusing("TransactWriteItems"):
        answer, _ = typed(office, confidential="yes")
    assert answer.status == 503
    assert answer.page.text.count(WORDS)
    assert deployment.codes() == []
    deployment.later(minutes=1)
    deployment.sweep()
    case, identity = the_case(deployment), deployment.identity()
    assert (case.channel, case.confidential) == (Channel.PHONE, True)
    assert (identity.name, identity.phone) == (WHO["name"], "+84912345678")
    assert deployment.services.store.cases.account(case.code) == WORDS


# --- what is refused


def test_without_words_nothing_is_stored_and_it_says_so_beside_the_field(deployment, office):
    answer, _ = typed(office, account="")
    assert answer.status == 422
    assert beside(answer, "account")
    assert deployment.raws() == []


def test_what_a_proposal_lacks_is_said_beside_each_field_and_nothing_typed_is_lost(
    deployment, office
):
    answer, _ = typed(office, "propose", name="")
    assert answer.status == 422
    assert all(beside(answer, field) for field in ("name", "field", "summary", "agency"))
    assert answer.page.value("account") == WORDS
    assert deployment.raws() == []


def test_whoever_names_the_citizen_in_the_summary_is_warned_once(deployment, office):
    answer, _ = typed(
        office, "propose", **(CLASSIFIED | {"summary": "Bà Hoàng Thị Mai báo đèn hỏng."})
    )
    assert "<b>“Bà Hoàng Thị Mai”</b>" in answer.body
    assert beside(answer, "summary")
    fields = answer.page.fill("propose")
    office.post(PAGE, [(k, v) for k, v in fields if k != "csrf"])
    assert the_case(deployment).state is State.PROPOSED


def test_the_hotlines_own_number_is_nobodys(deployment, office):
    answer, _ = typed(office, phone="0886121666")
    assert beside(answer, "phone")


# --- what is on file of the number


def test_the_number_shows_what_came_from_it_before(deployment, office):
    deployment.sms()
    (before,) = deployment.codes()
    answer, _ = typed(office, "look", phone=CITIZEN)
    assert f"/van-phong/ho-so/{before}" in answer.body
    assert deployment.codes() == [before]
    answer, _ = typed(office, "look", phone="0977777777")
    assert "chưa có phản ánh nào" in answer.page.text


def test_what_was_taken_down_is_found_by_its_number_and_asked_about_by_text(deployment, office):
    typed(office)
    code = the_case(deployment).code
    found = office.post("/van-phong/tim", [("q", "0912345678")])
    assert found.headers["Location"] == f"/van-phong/ho-so/{code}"
    deployment.deliver()
    deployment.sms(deployment.message_fields("Phản ánh của tôi đến đâu rồi ạ?", "+84912345678"))
    assert deployment.codes() == [code]


# --- the way on


def test_it_is_screened_later_with_its_words_to_be_corrected(deployment, office):
    typed(office)
    code = the_case(deployment).code
    path = f"/van-phong/ho-so/{code}/{Todo.SCREEN}/-"
    page = office.get(path).page
    assert page.value("account") == WORDS
    office.fill(path, "propose", **CLASSIFIED)
    assert the_case(deployment).state is State.PROPOSED


def test_what_sounds_of_danger_asks_the_officer_on_duty_too(deployment, office):
    chief = Office(deployment, CHIEF)
    typed(chief, account="Cháy nhà ở ngõ 5 Bà Triệu, có người mắc kẹt bên trong!")
    assert the_case(deployment).maybe_urgent
    deployment.deliver()
    assert any("cấp bách" in mail.subject.lower() for mail in deployment.mails(NGHIA))


def test_a_matter_about_the_officer_is_not_theirs_to_take_down_alone(deployment, office):
    nghia = deployment.authority.officer("nghia")
    typed(office, account=f"Tôi tố cáo cán bộ {nghia.name} nhận tiền của dân.")
    (code,) = deployment.codes()
    assert "nghia" in deployment.file(code).case.recused
    assert office.get(f"/van-phong/ho-so/{code}").status == 404


# --- found by somebody who tried to break it


def test_what_a_browser_adds_to_the_form_decides_nothing(deployment, office):
    fields = office.get(PAGE).page.fill("save", account=WORDS, **WHO)
    made_up = [("imported", "yes"), ("assigned_at", "2017-01-17T08:00"), ("by", "truong")]
    with deployment.aws.refusing("TransactWriteItems"):
        office.post(PAGE, [*((k, v) for k, v in fields if k != "csrf"), *made_up])
    deployment.later(minutes=1)
    deployment.sweep()
    case = the_case(deployment)
    assert case.state is State.RECEIVED
    assert {event.by.id for event in deployment.file().history} == {"nghia"}


def test_other_words_on_a_page_that_is_a_case_already_are_not_lost(deployment, office):
    _, fields = typed(office)
    code = the_case(deployment).code
    other = [(k, "Rác chưa thu ở chợ." if k == "account" else v) for k, v in fields]
    answer = office.post(PAGE, other)
    assert answer.status == 422
    assert "chưa được ghi nhận" in answer.page.text
    assert codes.grouped(code) in answer.page.text
    assert answer.page.value("account") == "Rác chưa thu ở chợ."
    again = [(k, v) for k, v in answer.page.fill("save") if k != "csrf"]
    office.post(PAGE, again)
    assert len(deployment.codes()) == 2


def test_the_sweeper_leaves_a_form_to_its_officer_and_keeps_all_that_was_classified(
    deployment, office
):
    with deployment.aws.refusing("TransactWriteItems"):
        typed(office, "propose", came_at="8h", **CLASSIFIED)
    deployment.sweep()
    assert deployment.codes() == []
    deployment.later(minutes=1)
    deployment.sweep()
    case = the_case(deployment)
    assert (case.summary, case.field, case.proposed) == ("Đèn đường hỏng.", "S1", ("do-thi",))


def test_what_the_sweeper_may_not_write_into_the_case_is_left_to_be_written_again(
    deployment, office
):
    named = {"summary": "Bà Hoàng Thị Mai báo tin.", "keep_summary": "yes", "why_summary": "cần"}
    with deployment.aws.refusing("TransactWriteItems"):
        typed(office, confidential="yes", **named)
    deployment.later(minutes=1)
    assert deployment.sweep()["stuck"] == 0
    case = the_case(deployment)
    assert (case.confidential, case.summary) == (True, "")
    assert deployment.services.store.cases.account(case.code) == WORDS


def test_whoever_took_down_what_is_about_them_still_has_the_code_to_read_out(deployment, office):
    nghia = deployment.authority.officer("nghia")
    answer, _ = typed(office, account=f"Tôi tố cáo cán bộ {nghia.name} nhận tiền của dân.")
    (code,) = deployment.codes()
    assert codes.grouped(code) in answer.page.text
    assert "đã chuyển người khác xử lý" in answer.page.text
    assert f"/van-phong/ho-so/{code}" not in answer.body


@pytest.mark.parametrize("action", ["denounce", "redirect"])
def test_whoever_asks_for_secrecy_gets_no_text_whatever_is_decided(deployment, office, action):
    said = {"confidential": "yes", "summary": "Cán bộ nhận tiền.", "target": "complaint"}
    typed(office, action, channel="visit", **said)
    assert the_case(deployment)
    deployment.deliver()
    assert deployment.provider.sent == []


def test_it_came_when_its_form_was_begun_not_when_its_page_was_opened(deployment, office):
    page = office.get(PAGE).page
    deployment.later(hours=1)
    kept = office.post(PAGE, [p for p in page.fill("look", account=WORDS, **WHO) if p[0] != "csrf"])
    deployment.later(minutes=4)
    office.post(PAGE, [p for p in kept.page.fill("save") if p[0] != "csrf"])
    assert the_case(deployment).received_at == datetime.fromisoformat("2017-01-17T10:00+07:00")


def test_enter_in_a_field_keeps_the_form_and_makes_no_case(deployment, office):
    first = re.search(r'<button name="action" value="(\w+)"', office.get(PAGE).body)
    assert first
    assert first[1] == "look"


def test_a_reference_says_nothing_of_who_the_citizen_is(deployment, office):
    for said in ("PAKN-77 của bà Hoàng Thị Mai", "PAKN-77, 0912345678", "x" * 61):
        answer, _ = typed(office, reference=said)
        assert answer.status == 422
        assert beside(answer, "reference")
    assert deployment.codes() == []


def test_without_a_channel_it_is_asked_for(deployment, office):
    answer, _ = typed(office, channel="")
    assert beside(answer, "channel")


@pytest.mark.parametrize("operation", ["PutItem", "Query", "BatchGetItem", "DeleteItem"])
def test_whatever_of_the_store_fails_what_was_typed_is_on_the_page_or_a_case(
    deployment, office, operation
):
    fields = office.get(PAGE).page.fill("propose", account=WORDS, **WHO)
    with deployment.aws.refusing(operation):
        answer = office.post(PAGE, [p for p in fields if p[0] != "csrf"])
    assert deployment.codes() or WORDS in answer.page.text or WORDS in answer.page.value("account")


def test_only_what_was_split_is_refused_as_our_mistake(deployment, office):
    answer, _ = typed(office, "mistaken")
    assert answer.status == 422
    assert deployment.codes() == []
    assert 'value="mistaken"' not in answer.body
