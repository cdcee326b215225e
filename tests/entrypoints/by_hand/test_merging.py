"""A repeat is merged into the case that leads it, goes its way, is told by itself, and is parted
again by one click."""

import pytest

from chalicelib.domain.case.workflow import State
from chalicelib.domain.formats import codes
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.transitions.deciding import merging
from tests.support.at_once import at_once
from tests.support.deployment import AGENCY
from tests.support.merging import FIRST, NUMBERS, OTHER, SECOND, WORDS, Repeats


@pytest.fixture
def office(deployment):
    return Repeats(deployment)


@pytest.fixture
def pair(office):
    """The codes of two cases of one matter."""
    return office.texted(FIRST), office.texted(SECOND)


def state(deployment, code):
    return deployment.file(code).case.state


def kinds(deployment, code):
    return [event.kind for event in deployment.file(code).history]


def texts(deployment, text):
    return deployment.provider.texts_to(NUMBERS[text])


def test_merged_each_page_leads_to_the_other_and_both_histories_say_so(deployment, office, pair):
    first, second = pair
    office.merge(second, first)
    page = office.nghia.get(f"/van-phong/ho-so/{second}").page.text
    assert f"Ghép vào hồ sơ {codes.grouped(first)}" in page
    lead = office.nghia.get(f"/van-phong/ho-so/{first}").page.text
    assert "2 người cùng phản ánh" in lead
    assert codes.grouped(second) in lead
    assert kinds(deployment, first)[-1] == "merged_in"
    assert kinds(deployment, second)[-1] == "merged"
    assert state(deployment, second) is State.MERGED


def test_the_board_has_one_row_that_says_how_many_more(deployment, office, pair):
    first, second = pair
    office.merge(second, first)
    board = office.nghia.get("/van-phong").page.text
    assert "+1 người cùng phản ánh" in board
    assert codes.grouped(second) not in board


def test_the_whole_way_each_citizen_is_told_the_same_words_by_themselves(deployment, office, pair):
    first, second = pair
    office.merge(second, first)
    office.drafted(first)
    assert state(deployment, second) is State.MERGED
    office.approved()
    for code, text in ((first, FIRST), (second, SECOND)):
        case = deployment.file(code).case
        assert (case.state, case.approved) == (State.APPROVED, WORDS)
        assert any(codes.grouped(code) in said for said in texts(deployment, text)[-1:])
    office.told(first)
    assert state(deployment, second) is State.APPROVED
    page = office.nghia.get(f"/van-phong/ho-so/{second}/tell/-").page.text
    assert WORDS in page
    assert "Vi Văn Tám" not in page
    office.told(second)
    deployment.later(hours=9)
    deployment.report()
    assert {state(deployment, code) for code in pair} == {State.CLOSED}
    deployment.deliver()
    mails = deployment.mails(deployment.authority.head.mail)
    (report,) = (mail for mail in mails if "báo cáo ngày" in mail.subject)
    assert codes.grouped(first) in report.text
    assert "2 người cùng phản ánh" in report.text
    assert codes.grouped(second) not in report.text


def test_each_keeps_a_term_of_its_own(deployment, office):
    first = office.texted(FIRST)
    office.assigned(first)
    deployment.later(hours=26)
    office = Repeats(deployment)
    second = office.texted(SECOND)
    office.merge(second, first)
    deployment.deliver()
    assigned, whole = deployment.file(second).case.clocks
    assert (assigned.kind, assigned.days_late) == (ClockKind.ASSIGN, 0)
    lead = deployment.file(first).case.clocks[-1]
    assert (whole.kind, lead.kind) == (ClockKind.CASE, ClockKind.CASE)
    assert whole.due_at > lead.due_at
    said = texts(deployment, SECOND)[-1]
    assert deployment.authority.agency(AGENCY).short in said or "giao" in said


def test_asked_by_the_merged_code_it_says_how_the_lead_stands(deployment, office, pair):
    first, second = pair
    office.merge(second, first)
    office.assigned(first)
    ask = deployment.message_fields(f"{second} đến đâu rồi ạ?", NUMBERS[SECOND])
    deployment.sms(ask)
    deployment.deliver()
    said = texts(deployment, SECOND)[-1]
    standing = deployment.authority.texts["standing.assigned"]
    assert standing in said or "da giao co quan" in said
    assert codes.grouped(second) in said


def test_asked_by_telephone_too(deployment, office, pair, exchange):
    first, second = pair
    office.merge(second, first)
    office.assigned(first)
    sid = exchange.ring("+84912000077")
    exchange.keys(sid, "6")
    exchange.keys(sid, f"{second}#")
    assert "đã giao cơ quan có thẩm quyền" in exchange.heard(sid)


def test_one_click_parts_it_and_its_clocks_never_stopped(deployment, office, pair):
    first, second = pair
    before = deployment.file(second).case
    office.merge(second, first)
    office.assigned(first)
    assert deployment.file(second).case.clocks[0].stopped_at
    office.part(second)
    after = deployment.file(second).case
    assert (after.state, after.clocks) == (before.state, before.clocks)
    assert deployment.file(first).case.merged == ()
    assert kinds(deployment, first)[-1] == "parted_from"
    assert 'value="part"' not in office.nghia.get(f"/van-phong/ho-so/{second}").body
    office.screened(second)
    assert state(deployment, second) is State.PROPOSED


def test_it_is_parted_until_its_citizen_has_been_told_and_not_after(deployment, office, pair):
    first, second = pair
    office.merge(second, first)
    office.drafted(first)
    office.approved()
    assert 'value="part"' in office.nghia.get(f"/van-phong/ho-so/{second}").body
    office.told(second)
    assert 'value="part"' not in office.nghia.get(f"/van-phong/ho-so/{second}").body
    assert office.part(second).status == 404
    assert state(deployment, second) is State.TOLD


def test_where_the_lead_is_redirected_each_other_is_taken_up_where_it_was(deployment, office, pair):
    first, second = pair
    office.merge(second, first)
    path = f"/van-phong/ho-so/{first}/screen/-"
    office.nghia.fill(path, "redirect", target="complaint")
    case = deployment.file(second).case
    assert (case.state, case.lead) == (State.RECEIVED, "")
    assert kinds(deployment, second)[-1] == "released"
    assert deployment.file(first).case.merged == ()
    assert kinds(deployment, first)[-1] == "released_from"
    deployment.deliver()
    owner = deployment.authority.officer(case.owner).mail
    assert any("thôi ghép" in mail.subject for mail in deployment.mails(owner))


def test_an_agency_reads_how_many_tell_of_it_and_not_who(deployment, office, pair):
    first, second = pair
    office.merge(second, first)
    office.assigned(first)
    page = deployment.get(deployment.newest_link(deployment.authority.agency(AGENCY).mail)).page
    assert "2 người" in page.text
    for secret in ("Ly Thi Hoa", "30 Ba Trieu", "000002", codes.grouped(second)):
        assert secret not in page.text


def test_as_many_as_may_be_merged_are_approved_with_it_in_one_transaction(deployment, office):
    first = office.texted(FIRST)
    led = [office.texted(SECOND, f"+849120003{n:02d}") for n in range(merging.MOST)]
    for code in led:
        assert office.merge(code, first).status == 303
    one_more = office.texted(SECOND, "+84912000399")
    assert office.merge(one_more, first).status == 422
    office.drafted(first)
    office.approved()
    assert {state(deployment, code) for code in (first, *led)} == {State.APPROVED}


# --- what is refused


def test_never_into_what_is_over_itself_unknown_or_hidden(deployment, office, pair):
    first, second = pair
    nghia = deployment.authority.officer("nghia")
    about = office.texted(f"{FIRST} Cán bộ {nghia.name} hách dịch.", "+84912000055")
    office.nghia.fill(f"/van-phong/ho-so/{first}/screen/-", "refuse", reason="unclear")
    for into in (first, second, about, "123456784", "", "abc"):
        answer = office.merge(second, into)
        assert answer.status == 422
        assert "Không ghép được vào hồ sơ này" in answer.page.text
    assert state(deployment, second) is State.RECEIVED
    assert office.merge(about, second).status == 404


def test_a_page_that_is_stale_merges_nothing(deployment, office, pair):
    first, second = pair
    office.nghia.fill(f"/van-phong/ho-so/{second}/screen/-", "save")
    answer = office.merge(second, first, revision=1)
    assert answer.status == 409
    assert "vừa được người khác cập nhật" in answer.page.text
    assert state(deployment, second) is State.RECEIVED


def test_posted_several_times_at_once_it_is_merged_once(deployment, office, pair):
    first, second = pair
    fields = [("revision", "1"), ("into", first)]
    answers = at_once(5, lambda: office.nghia.post(office.path(second), fields))
    assert {answer.status for answer in answers} == {303}
    assert kinds(deployment, first).count("merged_in") == 1
    assert deployment.file(first).case.merged == (second,)


def test_what_others_were_merged_into_is_not_merged_further(deployment, office, pair):
    first, second = pair
    third = office.texted(OTHER)
    office.merge(second, first)
    assert office.merge(first, third).status == 422
    assert office.merge(third, second).status == 422


# --- nobody learns who the others are


def test_what_several_will_be_told_names_none_of_them(deployment, office, pair):
    first, second = pair
    office.merge(second, first)
    office.drafted(first, "Kính gửi Vi Văn Tám: đèn đã sáng.")
    for name in ("Vi Văn Tám", "Lý Thị Hoa"):
        words = f"Kính gửi {name}: đèn đã sáng."
        page = office.draft(first, words).page
        fields = [(k, v) for k, v in page.fill("draft", words=words) if k != "csrf"]
        answer = office.nghia.post(f"/van-phong/ho-so/{first}/draft/-", fields)
        assert answer.status == 422
        assert "nhiều người cùng phản ánh" in answer.page.text
        assert state(deployment, first) is State.ANSWERED
    assert office.draft(first, WORDS).status == 200
    assert state(deployment, first) is State.DRAFTED


def test_words_that_name_their_citizen_are_not_passed_on_to_another(deployment, office, pair):
    first, second = pair
    office.drafted(first, WORDS)
    case = deployment.file(first).case
    assert case.state is State.DRAFTED
    office.approved(words="Kính gửi ông Vi Văn Tám: đèn đã sáng.")
    answer = office.merge(second, first)
    assert answer.status == 422
    assert "có nêu tên" in answer.page.text
    assert state(deployment, second) is State.RECEIVED


def test_a_leader_who_names_one_in_the_approved_words_tells_only_that_one(deployment, office, pair):
    first, second = pair
    office.merge(second, first)
    office.drafted(first)
    office.approved(words="Kính gửi ông Vi Văn Tám: đèn đã sáng.")
    assert state(deployment, first) is State.APPROVED
    case = deployment.file(second).case
    assert (case.state, case.approved, case.lead) == (State.RECEIVED, "", "")
    assert kinds(deployment, second)[-1] == "released_unread"
    assert deployment.file(first).case.merged == ()


def test_a_confidential_one_stays_so(deployment, office, pair):
    first, second = pair
    office.nghia.fill(f"/van-phong/ho-so/{second}/screen/-", "save", confidential="yes")
    office.merge(second, first)
    assert deployment.file(second).case.confidential
    assert not deployment.file(first).case.confidential
    office.drafted(first)
    office.approved()
    board = office.nghia.get("/van-phong").page.text
    assert "Ly Thi Hoa" not in board


def test_merged_into_what_has_its_words_already_it_is_told_the_same_day(deployment, office, pair):
    first, second = pair
    office.drafted(first)
    office.approved()
    office.merge(second, first)
    case = deployment.file(second).case
    assert (case.state, case.approved) == (State.APPROVED, WORDS)
    assert kinds(deployment, second)[-3:] == ["merged", "assigned_with", "approved_with"]
