"""After an upgrade what runs by itself goes on: queue and sweeper, calls, schedules."""

from datetime import datetime

from chalicelib.domain.calls.recordings import CallRecording
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.case.workflow import State
from chalicelib.domain.deadlines.recalculation import fingerprint
from chalicelib.domain.formats import codes
from chalicelib.domain.notifications.notifications import NotificationState
from chalicelib.usecases.calls.conclude import conclude
from chalicelib.usecases.schedules.digest import digest
from chalicelib.usecases.schedules.escalate import escalate
from chalicelib.usecases.schedules.recalculate import recalculate
from chalicelib.usecases.services import Rules
from tests.support.deployment import HOTLINE
from tests.support.older_release import OlderOffice, records, rows

CHIEF = "truong@vanphong.langson.example"


def as_then(job: str, found: dict[str, int], rules: Rules) -> None:
    """Nothing is stuck; it comes to what the older release would have made of it, as long as the
    office goes by the same calendar and the same ladder."""
    assert found["stuck"] == found.get("lost", 0) == 0
    then = records()["read"]
    if fingerprint(rules.calendar, rules.authority) == then["calendar"]["doing"]:
        assert found == then["goes_on"][job]


def _waits(row) -> bool:
    return row["sk"]["S"] == "raw" and "wait_at" in row


# --- the queue and the sweeper


def test_messages_under_way_are_carried_out(older):
    code = older.code("received, nothing sent yet")
    cases = set(older.deployment.codes())
    assert older.hand_out() == []
    states = {n.medium: n.state for n in older.notifications(code)}
    assert states == {"mail": NotificationState.SENT, "sms": NotificationState.SENT}
    agencys = older.deployment.authority.agency("do-thi").mail
    assert (
        older.deployment.get(older.deployment.newest_link(agencys)).status == 200
    )  # of its digest
    assert "/van-phong/vao/" in older.deployment.mails(CHIEF)[-1].text
    (made,) = set(older.deployment.codes()) - cases  # of the call that was over
    assert older.file(made).contacts == (records()["ended"],)
    parts = older.services.store.calls.file(records()["ended"]).recordings
    assert {recording.state for recording in parts} == {"done"}


def test_the_sweeper_and_the_queue_leave_nothing_half_done(older):
    store = older.services.store
    older.hand_out()
    older.minutes_pass(3)
    now = older.deployment.at
    assert store.outbox.waiting("langson", now, 100) == []
    assert store.recordings.waiting("langson", now, 100) == []
    assert store.contacts.untaken("langson", now, 100) == []
    told = older.code("received, a failure nobody was told of")
    assert older.kinds(told)[-1] == "notice_failed"
    in_vain = older.code("approved, a call in vain is not followed up")
    assert older.kinds(in_vain)[-1] == "call_in_vain"
    for call in (call for call, then in records()["read"]["calls"].items() if then["recordings"]):
        recorded = {r.state for r in store.calls.file(call).recordings}
        assert recorded <= {"done", "failed", "absent"}


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
    receipt = [("MessageSid", sent["sms"].provider_id), ("MessageStatus", "delivered")]
    older.deployment.signed(f"/receipts/sms/{sent['sms'].ref}", receipt)
    bounce = {"bounceType": "Permanent", "bounceSubType": "General"}
    said = {"eventType": "Bounce", "mail": {"messageId": sent["mail"].provider_id}}
    assert older.deployment.mail_reported({**said, "bounce": bounce}) == []
    now = {n.id: n.state for n in older.notifications(code)}
    assert now[sent["sms"].id] is NotificationState.DELIVERED
    assert now[sent["mail"].id] is NotificationState.FAILED


def test_attempts_to_sign_in_that_were_counted_by_the_hour_hold_nobody_up(older):
    for _ in range(6):
        older.deployment.post("/van-phong/vao", [("mail", CHIEF)])
    older.deployment.deliver()
    assert len(older.deployment.mails(CHIEF)) == 5


# --- calls


def test_a_call_under_way_is_taken_down_to_its_end(older):
    call, sid = records()["calling"]["contact"], records()["calling"]["sid"]
    turn = older.services.store.calls.last(call).number + 1
    named = [("RecordingSid", "RE" + "1" * 32), ("RecordingDuration", "40"), ("Digits", "#")]
    answer = older.deployment.signed(f"/voice/calls/{call}/{turn}", [("CallSid", sid), *named])
    assert answer.status == 200
    taken = older.services.store.contacts.get(call).taken_as
    assert older.kinds(taken) == ["received_by_call"]
    recorded = older.services.store.calls.file(call).recordings
    assert [r.part for r in recorded] == ["name", "address", "matter"]


def test_a_turn_that_was_answered_then_is_answered_again_and_nothing_is_written(older):
    call = records()["calling"]["contact"]
    last, before = older.services.store.calls.last(call), older.deployment.dump()
    answer = older.deployment.signed(f"/voice/calls/{call}/{last.number}", [*last.fields])
    assert (answer.status, f"/voice/calls/{call}/{last.number + 1}" in answer.body) == (200, True)
    assert older.deployment.dump() == before


def test_a_case_that_was_made_then_and_whose_turn_was_not_kept_is_told_by_its_code(older):
    call, sid = records()["calling"]["contact"], records()["calling"]["sid"]
    turn = older.services.store.calls.last(call).number + 1
    rules, store = older.services.rules, older.services.store
    recorded = CallRecording(
        call=call, turn=turn, part="matter", authority="langson", provider_id="RE1", at=rules.now()
    )
    store.recordings.note(recorded)
    code = conclude(rules, store, call)
    named = [("RecordingSid", "RE" + "1" * 32), ("RecordingDuration", "40"), ("Digits", "#")]
    answer = older.deployment.signed(f"/voice/calls/{call}/{turn}", [("CallSid", sid), *named])
    assert codes.spelled(code) in answer.body
    assert older.file(code).contacts == (call,)


def test_who_is_being_told_a_result_may_still_rate_it(older):
    code, sid = records()["telling"]["code"], records()["telling"]["sid"]
    (call,) = [n for n in older.notifications(code) if n.medium == "call"]
    older.deployment.signed(f"/voice/result/{call.ref}/2", [("CallSid", sid), ("Digits", "5")])
    older.deployment.signed(f"/voice/result/{call.ref}/3", [("CallSid", sid), ("Digits", "5")])
    assert older.kinds(code)[-3:] == ["told_by_call", "closed", "rated"]
    assert older.file(code).case.stars == 5


def test_a_call_that_rings_is_told_past_the_key(older):
    code = older.code("approved, the machine's call rings")
    (call,) = [n for n in older.notifications(code) if n.medium == "call"]
    path, rings = f"/voice/result/{call.ref}", [("CallSid", call.provider_id)]
    older.deployment.signed(f"{path}/0", [*rings, ("AnsweredBy", "human")])
    older.deployment.signed(f"{path}/1", [*rings, ("Digits", "1")])
    older.deployment.signed(f"{path}/2", [*rings, ("Digits", "")])
    assert older.file(code).case.told_how == "call"
    assert older.file(code).case.state is State.CLOSED


def test_who_rings_again_the_same_day_is_rung_back_once(older):
    code = older.code("to be rung back")
    cases, contacts = set(older.deployment.codes()), older.file(code).contacts
    number = older.services.store.cases.identity(code).phone
    rings = [("CallSid", "CA" + "7" * 32), ("From", number), ("To", HOTLINE)]
    older.deployment.signed("/voice/incoming", rings)
    older.deployment.signed("/voice/ended", [*rings, ("CallStatus", "completed")])
    older.deployment.deliver()
    older.deployment.later(minutes=1)
    older.deployment.sweep()
    assert len(older.file(code).contacts) == len(contacts) + 1
    assert older.kinds(code)[-1] == "rang_again"
    assert not {c for c in older.deployment.codes() if c not in cases} - _of_the_sweeper(older)


def _of_the_sweeper(older: OlderOffice) -> set[str]:
    """Cases of contacts that waited for the sweeper."""
    contacts = [r["pk"]["S"].removeprefix("contact#") for r in rows("vault") if _waits(r)]
    return {older.services.store.contacts.get(contact).taken_as for contact in contacts}


# --- schedules


def test_the_recalculation_goes_on_where_it_stood_and_ends(older):
    rules, store = older.services.rules, older.services.store
    as_then("recalculate", recalculate(rules, store), rules)
    work = store.jobs.calendar("langson")
    assert (work.done, work.doing) == (fingerprint(rules.calendar, rules.authority), "")
    assert recalculate(rules, store)["recalculated"] == 0


def test_a_digest_that_was_under_way_counts_every_open_case_and_is_sent_once(older):
    rules, store, delivery = older.services.rules, older.services.store, older.services.delivery
    recalculate(rules, store)
    open_cases = [row for row in store.board.open_cases("langson") if not row.flood]
    found = digest(rules, store, delivery)
    assert found == {"counted": len(open_cases), "mails": found["mails"], "stuck": 0}
    assert digest(rules, store, delivery) == {"counted": 0, "mails": 0, "stuck": 0}
    assert older.deployment.deliver() == []
    assert [mail for mail in older.deployment.mails(CHIEF) if "25/11/2026" in mail.text]


def test_the_ladder_is_climbed_and_no_rung_fires_twice(older):
    rules, store = older.services.rules, older.services.store
    older.deployment.at = datetime.fromisoformat("2026-11-25T08:01:00+07:00")
    due = [*store.cases.due("langson", older.deployment.at)]
    before = {code: _fired(older.file(code)) for code in due}
    as_then("escalate", escalate(rules, store), rules)
    for code in due:
        now = _fired(older.file(code))
        assert set(before[code]) < set(now)
        assert len(now) == len(set(now))
    assert escalate(rules, store)["mails"] == 0


def _fired(file: CaseFile) -> list[str]:
    every = [*file.case.clocks, *(share.clock for share in file.assignments)]
    return [f"{clock.kind} {n} {rung}" for n, clock in enumerate(every) for rung in clock.fired]
