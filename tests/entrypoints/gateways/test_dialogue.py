"""A dialogue by text through the old telephone, as its writer and the office see it."""

from __future__ import annotations

import json
import threading
from base64 import b64encode
from datetime import timedelta

import pytest

from chalicelib.domain.case.workflow import State
from chalicelib.domain.understanding.filing import Filed
from tests.support import gateway, papers
from tests.support.deployment import CITIZEN
from tests.support.dialogues import COMPLETE, MATTER, WHERE, WHO, Citizen
from tests.support.text_gateways import phone, received


def name(deployment):
    """By which the only dialogue is named in the queue."""
    services = deployment.services
    authority, later = services.rules.authority.id, deployment.at + timedelta(days=9)
    [found] = services.store.senders.waiting(authority, later, 9)
    return found


def only(deployment):
    [code] = deployment.codes()
    return deployment.file(code).case


def test_whoever_writes_too_little_is_asked_one_thing_after_the_other(deployment, citizen):
    citizen.begins(MATTER)
    assert citizen.reads() == ["UBND TPLS: Đã nhận tin. Xin cho biết họ và tên của Ông/Bà."]
    citizen.writes(WHO)
    assert citizen.reads()[1:] == ["UBND TPLS: Xin cho biết địa chỉ của Ông/Bà."]
    assert deployment.codes() == []
    citizen.writes(WHERE)
    [code] = deployment.codes()
    [*_, last] = citizen.reads()
    assert last.startswith("UBND TPLS: Du ho ten, dia chi, noi dung, ma ")
    assert f"{code[:3]} {code[3:6]} {code[6:]}" in last
    assert len(citizen.reads()) == 3
    identity = deployment.identity()
    assert (identity.name, identity.address, identity.phone) == (WHO, WHERE, CITIZEN)
    case = only(deployment)
    assert (case.missing, case.joined) == ((), 2)
    assert case.received_at < deployment.at
    assert len(deployment.file().contacts) == 3
    assert {raw.taken_as for raw in deployment.raws()} == {code}
    kinds = [line.kind for line in deployment.file().history]
    assert kinds[:2] == ["received", "asked_by_text"]


def test_a_complete_text_is_answered_at_once(deployment, citizen):
    citizen.writes(f"{MATTER}. Tôi là {WHO}, {WHERE}")
    assert len(deployment.codes()) == 1
    assert len(citizen.reads()) == 1


def test_the_parts_of_a_long_text_come_within_a_minute_in_any_order(deployment, citizen):
    citizen.writes(WHERE, f"Tôi là {WHO}", MATTER)
    assert citizen.reads() == []
    citizen.waits(seconds=61)
    assert only(deployment).missing == ()
    assert len(citizen.reads()) == 1


def test_the_queue_goes_on_when_the_minute_is_over_and_the_sweeper_has_nothing_left(
    deployment, citizen
):
    citizen.writes(MATTER)
    deployment.later(seconds=61)
    asked_for = {"MessageId": "1", "ReceiptHandle": "r", "Body": f"talk/{name(deployment)}"}
    for _ in range(2):  # queues deliver twice
        deployment._run("dispatch", 60, gateway.queued([asked_for]))
    assert len(citizen.reads()) == 1
    assert deployment.sweep()["talked"] == 0
    citizen.waits(minutes=1)
    assert len(citizen.reads()) == 1


def test_a_text_that_is_repeated_says_nothing_twice(deployment, citizen):
    citizen.begins(MATTER)
    for _ in range(3):
        phone(deployment, received(WHO, sender=CITIZEN, event="the same"))
    assert len(citizen.reads()) == 2
    phone(deployment, received(WHERE, sender=CITIZEN, event="the last"))
    phone(deployment, received(WHO, sender=CITIZEN, event="the same"))
    phone(deployment, received(WHERE, sender=CITIZEN, event="the last"))
    assert len(deployment.codes()) == 1
    assert len(citizen.reads()) == 3


def test_huy_leaves_everything_on_file_and_nothing_to_do(deployment, citizen):
    citizen.begins(MATTER)
    citizen.writes("hủy")
    assert "dừng" in citizen.reads()[-1] or "dung" in citizen.reads()[-1]
    assert deployment.codes() == []
    assert {raw.filed for raw in deployment.raws()} == {Filed.CANCELLED}
    citizen.waits(days=3)
    assert deployment.codes() == []
    citizen.begins(MATTER)  # later, anew
    assert citizen.reads()[-1].endswith("Xin cho biết họ và tên của Ông/Bà.")


@pytest.mark.parametrize("how", ["TROGIUP", "hướng dẫn", "help", "LAI", "?"])
def test_whoever_first_asks_how_it_works_is_asked_for_their_matter(deployment, citizen, how):
    citizen.writes(how)
    assert citizen.reads()[-1].endswith("Xin cho biết việc gì, ở đâu, từ khi nào.")
    citizen.writes(COMPLETE)
    assert not only(deployment).missing


def test_whoever_asked_how_it_works_and_wrote_nothing_has_no_case(deployment, citizen):
    citizen.writes("trợ giúp")
    citizen.waits(days=2)
    assert deployment.codes() == []
    assert [raw.filed for raw in deployment.raws()] == [Filed.HELP]


def test_huy_of_nothing_is_on_file_and_is_nothing(deployment, citizen):
    citizen.begins("HUY")
    assert (citizen.reads(), deployment.codes()) == ([], [])
    assert [raw.filed for raw in deployment.raws()] == [Filed.CANCELLED]


def test_huy_days_later_is_in_the_file_of_the_open_case(deployment, citizen):
    citizen.writes(COMPLETE)
    citizen.waits(days=3)
    citizen.begins("Hủy")
    assert len(deployment.codes()) == 1
    assert len(deployment.file().contacts) == 2


def test_after_two_answers_that_are_none_an_officer_has_it(deployment, citizen):
    citizen.begins(MATTER)
    citizen.writes("sao phải hỏi", "không cho")
    case = only(deployment)
    assert case.missing == ("name", "address")
    assert "can bo" in citizen.reads()[-1].lower() or "cán bộ" in citizen.reads()[-1].lower()
    assert "text_unanswered" in [line.kind for line in deployment.file().history]
    assert case.state is State.RECEIVED


def test_a_day_later_an_officer_goes_on_with_what_was_said(deployment, citizen):
    citizen.begins(MATTER)
    citizen.writes(WHO)
    citizen.waits(hours=23)
    assert deployment.codes() == []
    citizen.waits(hours=2)
    assert only(deployment).missing == ("address",)
    assert deployment.identity().name == WHO


def test_danger_ends_every_dialogue_at_once(deployment, citizen):
    citizen.begins(MATTER)
    citizen.writes("Cháy nhà rồi cứu với, có người mắc kẹt trong nhà")
    assert only(deployment).maybe_urgent
    assert "113" in citizen.reads()[-1]


def test_danger_said_in_few_words_after_many_calm_ones_is_danger(deployment, citizen):
    citizen.begins("Đề nghị xem lại giờ thu gom rác ở ngõ 5 Bà Triệu. " * 4)
    citizen.writes("cháy rồi cứu với")
    assert only(deployment).maybe_urgent
    assert "113" in citizen.reads()[-1]


@pytest.mark.parametrize("words", ["cháy nhà rồi", "chay nha roi", "có người bị chém ở chợ"])
def test_danger_is_no_answer_to_the_question_for_the_address(deployment, citizen, words):
    citizen.begins("Đề nghị xem lại giờ thu gom rác ở ngõ 5 Bà Triệu. " * 4)
    citizen.writes(WHO)
    citizen.writes(words)
    assert only(deployment).maybe_urgent
    assert words not in deployment.identity().address
    assert "113" in citizen.reads()[-1]


@pytest.mark.parametrize("words", ["nhanh lên nhé", "khan truong giup toi", "Gấp lắm rồi!"])
def test_whoever_only_hurries_is_asked_all_the_same(deployment, citizen, words):
    citizen.begins(MATTER, words)
    assert citizen.reads() == ["UBND TPLS: Đã nhận tin. Xin cho biết họ và tên của Ông/Bà."]
    citizen.writes(words)
    assert citizen.reads()[1].startswith("UBND TPLS: Chua ro ho ten.")
    citizen.writes(WHO, WHERE)
    assert not only(deployment).maybe_urgent


def test_whoever_hurries_with_a_case_open_reads_how_it_stands(deployment, citizen):
    citizen.writes(f"{MATTER}. Tôi là {WHO}, {WHERE}")
    [code] = deployment.codes()
    citizen.writes("nhanh lên nhé")
    assert deployment.codes() == [code]
    assert "da duoc tiep nhan" in citizen.reads()[-1]
    assert not only(deployment).maybe_urgent


def test_danger_is_answered_at_once_and_never_asked_back(deployment, citizen):
    citizen.writes("Cháy lớn ở chợ Kỳ Lừa, có người mắc kẹt, cứu với!")
    assert only(deployment).maybe_urgent
    assert len(citizen.reads()) == 1


def test_nobody_is_asked_for_what_stands_in_an_open_case_of_theirs(deployment, citizen):
    citizen.writes(f"{MATTER}. Tôi là {WHO}, {WHERE}")
    [first] = deployment.codes()
    citizen.begins("Rác ở chợ Đông Kinh mấy ngày nay không ai thu gom")
    [code] = set(deployment.codes()) - {first}
    identity = deployment.identity(code)
    assert (identity.name, identity.address) == (WHO, WHERE)
    assert "known_from" in [line.kind for line in deployment.file(code).history]


def test_a_question_about_another_case_does_not_disturb_it(deployment, citizen):
    citizen.writes(f"{MATTER}. Tôi là {WHO}, {WHERE}")
    [first] = deployment.codes()
    other = Citizen(deployment, citizen.doors, "+84912000111")
    other.begins(MATTER)
    other.writes(f"mã {first} giải quyết đến đâu rồi")
    assert len(other.reads()) == 2  # the question, and how the case stands
    other.writes(WHO, WHERE)
    assert len(deployment.codes()) == 2


def test_a_picture_in_the_middle_belongs_to_it(deployment, citizen):
    citizen.begins(MATTER)
    said = received("", event="mms", attachments=[{"data": b64encode(papers.jpeg()).decode()}])
    phone(deployment, {**said, "event": "mms:downloaded"})
    citizen.writes(WHO, WHERE)
    [found] = deployment.file().attachments
    assert found.media.startswith("beside/")
    assert len(deployment.file().contacts) == 4


def test_whoever_asks_for_no_texts_is_asked_nothing_more(deployment, citizen):
    citizen.begins(MATTER)
    citizen.writes("STOP")
    assert only(deployment).missing == ("name", "address")
    assert len(citizen.reads()) == 1


def test_who_cannot_answer_is_told_to_ring_as_ever(deployment, doors):
    """The provider sends under a brand's name, which nobody can answer."""
    deployment.sms(deployment.message_fields(MATTER))
    deployment.deliver()
    assert only(deployment).missing == ("name", "address")
    assert "bo sung" in deployment.provider.sent[0]["Body"]


def test_out_of_hours_it_is_received_at_the_next_opening_and_told_so(deployment, citizen):
    deployment.later(hours=10)  # seven in the evening
    citizen.begins(MATTER)
    citizen.writes(WHO, WHERE)
    assert "ngoai gio" in citizen.reads()[-1] or "ngoài giờ" in citizen.reads()[-1]


def test_no_text_of_ours_names_the_writer_or_the_matter(deployment, citizen):
    citizen.begins(MATTER)
    citizen.writes(WHO, WHERE)
    said = " ".join(citizen.reads())
    assert not any(word in said for word in ("An", "Lê Lợi", "Bà Triệu", "Đèn", "den duong"))


def test_the_log_says_nothing_personal(deployment, citizen, capsys):
    citizen.begins(MATTER)
    citizen.writes(WHO, WHERE)
    out = capsys.readouterr().out
    assert not any(word in out for word in (WHO, "Lê Lợi", CITIZEN[3:], "Bà Triệu"))
    assert json.loads(out.splitlines()[0])


@pytest.mark.parametrize("first", [WHO, WHERE])
def test_of_two_answers_at_once_one_wins_and_the_other_is_read_after_it(deployment, citizen, first):
    citizen.begins(MATTER)
    answers = {WHO, WHERE}
    threads = [
        threading.Thread(target=citizen.writes, args=(text,))
        for text in (first, *(answers - {first}))
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    citizen.waits(minutes=1)
    assert only(deployment).missing == ()
    identity = deployment.identity()
    assert (identity.name, identity.address) == (WHO, WHERE)
    assert len(deployment.file().contacts) == 3


@pytest.mark.parametrize("words", ["Cảm ơn", "alo", "", "TROGIUP", "vâng"])
def test_whoever_goes_on_and_on_is_an_officers(deployment, citizen, words):
    citizen.begins(MATTER)
    citizen.writes(*[words or " "] * 40)
    assert deployment.codes()
    citizen.waits(days=1, minutes=1)
    [sender] = {raw.number for raw in deployment.raws()}
    assert deployment.services.store.senders.of_number(sender).dialogue is None


def test_a_text_costs_the_same_however_many_came_before(deployment, doors):
    """Counted as requests to AWS, from the webhook to the end of a dialogue with another number."""
    costs = []
    for nth in range(6):
        someone = Citizen(deployment, doors, f"+8491200020{nth}")
        before = deployment.aws.asked
        someone.writes(MATTER)
        first = deployment.aws.asked - before
        deployment.later(seconds=61)
        deployment.sweep()
        before = deployment.aws.asked
        someone.writes(WHO)
        costs.append((first, deployment.aws.asked - before))
    assert set(costs[1:]) == {(3, 3)}  # the first pays for the start of its process


def test_the_case_of_a_sender_is_read_once_for_all_that_is_asked_about_it(deployment, citizen):
    """Which it belongs to, and who its writer is: the number, the case, and its identity."""
    citizen.writes(COMPLETE)
    before = deployment.aws.asked
    citizen.writes("Rác ở chợ Đông Kinh mấy ngày nay không ai thu gom")
    assert deployment.aws.asked - before == 5
    citizen.waits(seconds=61)
    assert len(deployment.codes()) == 2


def test_whoever_asks_how_it_works_and_then_wants_no_texts_has_no_case(deployment, citizen):
    citizen.writes("TROGIUP", "STOP")
    assert deployment.codes() == []


def test_whoever_has_several_open_cases_and_asks_reads_how_each_stands(deployment, citizen):
    citizen.writes(COMPLETE, f"Rác ở chợ Đông Kinh không ai thu gom. Tôi là {WHO}, {WHERE}")
    codes = [f"{code[:3]} {code[3:6]} {code[6:]}" for code in deployment.codes()]
    assert len(codes) == 2
    citizen.writes("phản ánh của tôi giải quyết đến đâu rồi")
    answer = citizen.reads()[-1]
    assert all(code in answer for code in codes)
    assert "dang xem xet" in answer or "đang xem xét" in answer
