"""After an upgrade an office goes on with all that was under way."""

import json
from datetime import date, datetime

import pytest
from chalice.local import LambdaContext

import app as functions
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.case.notifications import NotificationState
from chalicelib.domain.case.todos import Todo
from chalicelib.domain.case.workflow import FINAL, State
from chalicelib.usecases.schedules.digest import digest
from chalicelib.usecases.schedules.escalate import escalate
from chalicelib.usecases.schedules.recalculate import recalculate
from tests.support.older_release import OlderOffice, records, rows
from tests.support.web import HOTLINE

GOES_ON = records()["read"]["goes_on"]  # what the older release would have made of it
CHIEF = "truong@vanphong.langson.example"
CITIZEN = {"name": "Hoàng Thị Mai", "address": "45 Bắc Sơn"}
SPOKEN = {**CITIZEN, "account": "Đèn đường hỏng cả tháng nay."}
SCREENED = {"field": "S1", "summary": "Đèn tắt.", "agency": "do-thi"}

# What each to-do is done with.
FORMS = {
    Todo.SCREEN: ("propose", SCREENED),
    Todo.DIRECT: ("direct", {"agency": "do-thi", "direction": "Làm ngay."}),
    Todo.ASSIGN: ("assign", {"agency": "do-thi", "document": "9/VP", "signer": "Chánh VP"}),
    Todo.ANSWER: ("answer", {"answer": "Xong.", "name": "Tư", "title": "Trưởng phòng"}),
    Todo.DRAFT: ("draft", {"words": "Đèn đã sáng lại."}),
    Todo.APPROVE: ("approve", {}),
    Todo.TELL: ("tell", {"how": "phone", "note": "Đã nói."}),
    Todo.REVIEW: ("close_review", {"words": "Đã gọi, giải thích."}),
    Todo.TALK: ("talked", {"words": "Đã nói chuyện."}),
}
OWED = {
    State.RECEIVED: Todo.SCREEN,
    State.DIRECTION: Todo.DIRECT,
    State.PROPOSED: Todo.ASSIGN,
    State.ASSIGNED: Todo.ANSWER,
    State.ANSWERED: Todo.DRAFT,
    State.DRAFTED: Todo.APPROVE,
    State.APPROVED: Todo.TELL,
    State.REVIEW: Todo.REVIEW,
    State.TALK: Todo.TALK,
}


def press(older: OlderOffice, link: str, action: str, **typed: str) -> int:
    """The status of the answer."""
    answer, _ = older.doorway.press(link, action, **typed)
    assert answer.status in (200, 303), answer.page.text
    return answer.status


def one_step(older: OlderOffice, code: str, **typed: str) -> None:
    """Whoever has the next move makes it, by the link in their mail."""
    file = older.file(code)
    todo = OWED[file.case.state]
    action, usual = FORMS[todo]
    who = _owes(file) if todo is Todo.ANSWER else ""
    press(older, older.link(code, todo, who), action, **{**usual, **typed})


def _owes(file: CaseFile) -> str:
    return next(share.agency for share in file.assignments if share.open)


def to_the_end(older: OlderOffice, code: str) -> None:
    for _ in range(8):
        if older.file(code).case.state in FINAL:
            return
        one_step(older, code)
    raise AssertionError(older.file(code).case.state)


# --- links


@pytest.mark.parametrize(
    ("label", "typed"),
    [
        ("received", {}),
        ("received, half screened", {}),
        ("received by call", SPOKEN),
        ("to be rung back", SPOKEN),
        ("direction asked by the officer", {}),
        ("direction asked by the chief", {}),
        ("proposed", {}),
        ("proposed again, given back", {}),
        ("assigned", {}),
        ("assigned to two, one has answered", {}),
        ("assigned to one of two, the other gave it back", {}),
        ("assigned again, its answer sent back by the office", {}),
        ("assigned again, its answer sent back by the leader", {}),
        ("assigned, its mail came back and was sent again", {}),
        ("answered", {}),
        ("drafted", {}),
        ("drafted for a deputy", {}),
        ("drafted and sent back", {}),
        ("approved", {}),
        ("approved, not reached once", {}),
        ("approved, the machine has given up", {}),
        ("in review", {}),
        ("to be talked with", {}),
    ],
)
def test_a_case_goes_a_step_further_by_the_link_mailed_then(alone, label, typed):
    older = alone(label)
    code = older.code(label)
    before = older.file(code)
    one_step(older, code, **typed)
    after = older.file(code)
    assert after.history[: len(before.history)] == before.history
    assert len(after.history) > len(before.history)
    assert after.case.revision > before.case.revision or after.assignments != before.assignments


def test_a_case_under_way_comes_to_its_end(alone):
    older = alone("direction asked by the chief")
    code = older.code("direction asked by the chief")
    to_the_end(older, code)
    assert older.file(code).case.state is State.CLOSED
    assert not older.file(code).running_clocks
    assert older.doorway.deliver() == []


def test_the_chief_grants_time_that_was_asked_for(alone):
    older = alone("assigned, more time asked")
    code = older.code("assigned, more time asked")
    press(older, older.link(code, Todo.EXTEND), "grant")
    (share,) = older.file(code).assignments
    assert share.asked_until is None
    assert share.clock.due_at.date() == date(2026, 12, 15)


def test_an_agency_is_added_where_another_gave_its_share_back(alone):
    older = alone("assigned to one of two, the other gave it back")
    code = older.code("assigned to one of two, the other gave it back")
    typed = {"agency": "van-hoa", "document": "9/VP", "signer": "Chánh VP"}
    press(older, older.link(code, Todo.ADD), "add_agency", **typed)
    assert [a.agency for a in older.file(code).assignments if a.open] == ["do-thi", "van-hoa"]


def test_what_was_saved_by_a_link_stands_in_its_form(alone):
    older = alone("received, half screened")
    code = older.code("received, half screened")
    page = older.doorway.get(older.link(code, Todo.SCREEN)).page
    assert page.value("summary") == "Đèn tắt ở ngõ 5."
    assert page.value("note") == "Gấp trước lễ."


def test_who_has_been_signed_in_works_on_in_the_office(older):
    path = f"/van-phong/ho-so/{older.code('received')}/screen/-"
    fields = older.get(path).page.fill("propose", **SCREENED)
    assert older.post(path, [(k, v) for k, v in fields if k != "csrf"]).status == 200
    assert older.file(older.code("received")).case.state is State.PROPOSED


# --- forms


@pytest.mark.parametrize("then", records()["posted"], ids=lambda then: then["what"])
def test_a_form_posted_before_the_upgrade_finds_its_confirmation(older, then):
    before = older.doorway.dump()
    post = older.post if then.get("office") else older.doorway.post
    again = post(then["path"], [(k, v) for k, v in then["fields"]])
    assert again.status == then["status"]
    assert (again.page.text if again.body else "") == then["text"]
    assert older.doorway.dump() == before


# --- the queue and the sweeper


def test_messages_under_way_are_carried_out(older):
    code = older.code("received, nothing sent yet")
    cases = set(older.doorway.codes())
    assert older.hand_out() == []
    states = {n.medium: n.state for n in older.notifications(code)}
    assert states == {"mail": NotificationState.SENT, "sms": NotificationState.SENT}
    (digest_mail,) = [m for m in older.doorway.mails() if "/viec/" in m.text and m.to != CHIEF][:1]
    assert older.doorway.get(digest_mail.link).status == 200
    assert "/van-phong/vao/" in older.doorway.mails(CHIEF)[-1].text
    (made,) = set(older.doorway.codes()) - cases  # of the call that was over
    assert older.file(made).contacts == (records()["ended"],)
    parts = older.services.store.calls.file(records()["ended"]).recordings
    assert {recording.state for recording in parts} == {"done"}


def test_the_sweeper_and_the_queue_leave_nothing_half_done(older):
    kept = older.services.store.calls
    older.hand_out()
    older.minutes_pass(4)
    states = {
        n.state for code in older.doorway.codes() for n in older.notifications(code) if n.wait_at
    }
    assert states <= {NotificationState.SENT, NotificationState.WAITING}
    told = older.code("received, a failure nobody was told of")
    assert older.kinds(told)[-1] == "notice_failed"
    in_vain = older.code("approved, a call in vain is not followed up")
    assert older.kinds(in_vain)[-1] == "call_in_vain"
    for call in records()["read"]["calls"]:
        assert {r.state for r in kept.file(call).recordings} <= {"done", "failed", "absent"}
    assert [row for row in older.doorway.dump("vault") if _waits(row)] == _under_way(older)


def _waits(row) -> bool:
    return row["sk"]["S"] == "raw" and "wait_at" in row


def _under_way(older: OlderOffice):
    """The calls that had not ended."""
    calling = f"contact#{records()['calling']['contact']}"
    return [row for row in older.doorway.dump("vault") if row["pk"]["S"] == calling]


def test_a_message_that_no_case_had_been_made_of_becomes_one(older):
    waiting = [r for r in rows("vault") if _waits(r) and r["contact"]["M"]["channel"]["S"] == "sms"]
    assert waiting
    older.minutes_pass(1)
    for row in waiting:
        taken = older.services.store.contacts.get(row["pk"]["S"].removeprefix("contact#"))
        assert older.file(taken.taken_as).case.state is State.RECEIVED


def test_reports_of_what_was_sent_then_find_it(older):
    code = older.code("received")
    sent = {n.medium: n for n in older.notifications(code)}
    older.doorway.signed(f"/receipts/sms/{sent['sms'].ref}", [("MessageStatus", "delivered")])
    bounce = {"bounceType": "Permanent", "bounceSubType": "General"}
    said = {"eventType": "Bounce", "mail": {"messageId": sent["mail"].provider_id}}
    record = {"messageId": "m", "body": json.dumps({**said, "bounce": bounce})}
    event = {"Records": [{**record, "receiptHandle": "r", "eventSource": "aws:sqs"}]}
    answer = functions.mail_events(event, LambdaContext("mail_events", 512, 60_000))
    assert answer == {"batchItemFailures": []}
    now = {n.id: n.state for n in older.notifications(code)}
    assert now[sent["sms"].id] is NotificationState.DELIVERED
    assert now[sent["mail"].id] is NotificationState.FAILED


def test_attempts_to_sign_in_are_counted_on(older):
    for _ in range(6):
        older.doorway.post("/van-phong/vao", [("mail", CHIEF)])
    older.doorway.deliver()
    assert len(older.doorway.mails(CHIEF)) == 4  # the fifth of this hour was asked for before


# --- calls


def test_a_call_under_way_is_taken_down_to_its_end(older):
    call, sid = records()["calling"]["contact"], records()["calling"]["sid"]
    turn = older.services.store.calls.last(call).number + 1
    named = [("RecordingSid", "RE" + "1" * 32), ("RecordingDuration", "40"), ("Digits", "#")]
    answer = older.doorway.signed(f"/voice/calls/{call}/{turn}", [("CallSid", sid), *named])
    assert answer.status == 200
    taken = older.services.store.contacts.get(call).taken_as
    assert older.kinds(taken) == ["received_by_call"]
    recorded = older.services.store.calls.file(call).recordings
    assert [r.part for r in recorded] == ["name", "address", "matter"]


def test_who_is_being_told_a_result_may_still_rate_it(older):
    code, sid = records()["telling"]["code"], records()["telling"]["sid"]
    (call,) = [n for n in older.notifications(code) if n.medium == "call"]
    older.doorway.signed(f"/voice/result/{call.ref}/2", [("CallSid", sid), ("Digits", "5")])
    older.doorway.signed(f"/voice/result/{call.ref}/3", [("CallSid", sid), ("Digits", "5")])
    assert older.kinds(code)[-3:] == ["reported", "closed", "rated"]
    assert older.file(code).case.stars == 5


def test_a_call_that_rings_is_told_past_the_key(older):
    code = older.code("approved, the machine's call rings")
    (call,) = [n for n in older.notifications(code) if n.medium == "call"]
    path, rings = f"/voice/result/{call.ref}", [("CallSid", call.provider_id)]
    older.doorway.signed(f"{path}/0", [*rings, ("AnsweredBy", "human")])
    older.doorway.signed(f"{path}/1", [*rings, ("Digits", "1")])
    older.doorway.signed(f"{path}/2", [*rings, ("Digits", "")])
    assert older.file(code).case.told_how == "call"
    assert older.file(code).case.state is State.CLOSED


def test_who_rings_again_the_same_day_is_rung_back_once(older):
    code = older.code("to be rung back")
    cases, contacts = set(older.doorway.codes()), older.file(code).contacts
    number = older.services.store.cases.identity(code).phone
    rings = [("CallSid", "CA" + "7" * 32), ("From", number), ("To", HOTLINE)]
    older.doorway.signed("/voice/incoming", rings)
    older.doorway.signed("/voice/ended", [*rings, ("CallStatus", "completed")])
    older.doorway.deliver()
    older.doorway.later(minutes=1)
    older.doorway.sweep()
    assert len(older.file(code).contacts) == len(contacts) + 1
    assert older.kinds(code)[-1] == "rang_again"
    assert not {c for c in older.doorway.codes() if c not in cases} - _of_the_sweeper(older)


def _of_the_sweeper(older: OlderOffice) -> set[str]:
    """Cases of contacts that waited for the sweeper."""
    contacts = [r["pk"]["S"].removeprefix("contact#") for r in rows("vault") if _waits(r)]
    return {older.services.store.contacts.get(contact).taken_as for contact in contacts}


# --- schedules


def test_the_recalculation_goes_on_where_it_stood_and_ends(older):
    rules, store = older.services.rules, older.services.store
    then = store.jobs.calendar("langson")
    assert recalculate(rules, store) == GOES_ON["recalculate"]
    assert store.jobs.calendar("langson").done == then.doing
    assert recalculate(rules, store)["recalculated"] == 0


def test_the_digest_goes_on_where_it_stood_and_is_sent_once(older):
    rules, store, delivery = older.services.rules, older.services.store, older.services.delivery
    assert digest(rules, store, delivery) == GOES_ON["digest"]
    assert digest(rules, store, delivery) == {"counted": 0, "mails": 0, "stuck": 0}
    assert older.doorway.deliver() == []
    assert [mail for mail in older.doorway.mails(CHIEF) if "25/11/2026" in mail.text]


def test_the_ladder_is_climbed_and_no_rung_fires_twice(older):
    rules, store = older.services.rules, older.services.store
    older.doorway.at = datetime.fromisoformat("2026-11-25T08:01:00+07:00")
    due = [*store.cases.due("langson", older.doorway.at)]
    before = {code: _fired(older.file(code)) for code in due}
    assert escalate(rules, store) == GOES_ON["escalate"]
    for code in due:
        now = _fired(older.file(code))
        assert set(before[code]) < set(now)
        assert len(now) == len(set(now))
    assert escalate(rules, store)["mails"] == 0


def _fired(file: CaseFile) -> list[str]:
    every = [*file.case.clocks, *(share.clock for share in file.assignments)]
    return [f"{clock.kind} {n} {rung}" for n, clock in enumerate(every) for rung in clock.fired]
