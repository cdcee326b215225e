"""Calls that end early, come twice or late, are forged, or meet a store or provider away."""

import pytest

from chalicelib.domain.case.workflow import State
from chalicelib.domain.deadlines.desk import Part
from chalicelib.usecases.office.board import Asked, board
from tests.support import twiml
from tests.support.at_once import at_once
from tests.support.callers import (
    ADDRESS,
    MATTER,
    NAME,
    before_the_matter,
    owners_mails,
    recordings,
    taken_down,
)
from tests.support.deployment import CITIZEN, HOTLINE
from tests.support.exchange import said_in
from tests.support.office import NGHIA


class TestHangingUp:
    def test_anywhere_keeps_what_was_said(self, exchange):
        sid = exchange.ring()
        exchange.keys(sid, "1")
        exchange.spoken(sid, NAME)
        exchange.say(sid, ADDRESS)
        exchange.gone(sid)
        exchange.deployment.deliver()
        assert [said_in(exchange.stored(r.key)) for r in recordings(exchange)] == [NAME, ADDRESS]
        assert exchange.deployment.file().case.missing == ("matter",)
        assert exchange.deployment.file().history[0].kind == "call_incomplete"

    def test_in_the_middle_of_the_matter_is_a_matter_all_the_same(self, exchange):
        sid = exchange.ring()
        before_the_matter(exchange, sid)
        exchange.say(sid, MATTER)
        exchange.gone(sid)
        assert exchange.deployment.file().case.missing == ()
        assert len(exchange.deployment.codes()) == 1

    def test_before_anything_is_a_missed_call_rung_back_once_per_number_and_day(self, exchange):
        for _ in range(3):
            exchange.gone(exchange.ring())
        (code,) = exchange.deployment.codes()
        file = exchange.deployment.file()
        assert [e.kind for e in file.history] == ["call_missed", "rang_again", "rang_again"]
        assert len(file.contacts) == 3
        assert len(owners_mails(exchange)) == 1
        exchange.gone(exchange.ring("+84912000009"))
        assert len(exchange.deployment.codes()) == 2
        exchange.deployment.later(days=1)
        exchange.gone(exchange.ring())
        assert len(exchange.deployment.codes()) == 3
        assert code in exchange.deployment.codes()

    def test_who_is_to_be_rung_back_waits_no_longer_than_the_day(self, exchange):
        exchange.gone(exchange.ring())
        talk = [c for c in exchange.deployment.file().case.clocks if c.kind == "talk"]
        assert [(c.due_at.day, c.due_at.hour, c.running) for c in talk] == [(17, 17, True)]
        exchange.deployment.deliver()
        link = exchange.deployment.newest_link(NGHIA)
        assert "Hạn gọi lại" in exchange.deployment.get(link).body
        exchange.deployment.press(link, "save")  # nothing heard yet
        assert [c.kind for c in exchange.deployment.file().case.clocks if c.running] == ["talk"]
        exchange.deployment.press(link, "save", account=MATTER)
        assert [c.kind for c in exchange.deployment.file().case.clocks if c.running] == ["assign"]

    def test_a_missed_call_stands_among_the_contacts_to_be_looked_at(self, exchange):
        exchange.gone(exchange.ring())
        services = exchange.deployment.services
        holder, another = map(services.rules.authority.officer, ("nghia", "son"))
        for member, part in ((holder, Part.MINE), (another, Part.TO_ASK)):
            desk = board(services.rules, services.store, member, Asked()).desk
            (row,) = desk[part].page.rows
            assert row.code == exchange.deployment.codes()[0]
            assert row.is_to_ask_back

    def test_who_was_rung_back_in_vain_can_be_closed_without_a_text(self, exchange):
        exchange.gone(exchange.ring())
        exchange.deployment.deliver()
        link = exchange.deployment.newest_link(NGHIA)
        done, _ = exchange.deployment.press(link, "refuse", reason="nothing")
        exchange.deployment.deliver()
        assert (done.status, exchange.deployment.file().case.state) == (200, State.REFUSED)
        assert exchange.deployment.provider.sent == []

    def test_of_a_hidden_number_that_said_nothing_nobody_is_rung_back(self, exchange):
        exchange.gone(exchange.ring("anonymous"))
        assert exchange.deployment.codes() == []
        assert len(exchange.deployment.raws()) == 1
        exchange.deployment.later(hours=2)
        assert exchange.deployment.sweep()["taken"] == 0  # it is on file, and nobody waits for it


class TestTries:
    def test_two_silences_end_kindly_and_leave_a_contact_to_be_looked_at(self, exchange):
        sid = exchange.ring()
        exchange.silence(sid, 9)
        assert "chưa nhận được phím nào" in exchange.since(sid)
        exchange.silence(sid, 9)
        assert "Cán bộ sẽ gọi lại" in exchange.since(sid)
        assert exchange.call(sid).state == "completed"
        assert exchange.deployment.file().case.missing == ("name", "address", "matter")

    def test_a_wrong_key_is_called_wrong(self, exchange):
        sid = exchange.ring()
        exchange.keys(sid, "5")
        assert "Phím vừa nhấn không đúng" in exchange.since(sid)

    def test_an_empty_recording_falls_through_and_is_asked_again(self, exchange):
        sid = exchange.ring()
        exchange.keys(sid, "1")
        exchange.silence(sid, 5)
        assert "chưa nghe thấy Ông Bà nói" in exchange.since(sid)
        exchange.spoken(sid, NAME)
        assert "địa chỉ" in exchange.since(sid)

    def test_the_matter_ends_after_three_minutes(self, exchange):
        sid = exchange.ring()
        before_the_matter(exchange, sid)
        exchange.say(sid, MATTER, 200)
        assert exchange.call(sid).state == "completed"
        assert recordings(exchange)[2].seconds == 180

    def test_the_greeting_comes_in_twelve_seconds_and_the_whole_call_in_the_notices_five_minutes(
        self, exchange
    ):
        sid = taken_down(exchange)
        assert exchange.call(sid).seconds < 5 * 60


class TestRepeatedAndLate:
    def test_a_request_repeated_days_later_is_answered_the_same_and_changes_nothing(self, exchange):
        taken_down(exchange)
        exchange.deployment.deliver()
        before = exchange.deployment.dump()
        exchange.deployment.later(days=3)
        for request in exchange.poster.requests:
            answer = exchange.deployment.signed(request.path, request.fields)
            assert answer.same == request.answer.same
        exchange.deployment.deliver()
        assert exchange.deployment.dump() == before

    def test_everything_twice_at_every_step_is_one_of_each(self, exchange):
        exchange.poster.twice = True
        taken_down(exchange)
        exchange.deployment.deliver()
        assert len(exchange.deployment.codes()) == 1
        assert len(recordings(exchange)) == 3
        assert len(exchange.deployment.provider.sent) == 1

    def test_ten_equal_requests_at_once_are_one_turn(self, exchange):
        sid = exchange.ring()
        (first,) = exchange.poster.requests
        fields = [*first.fields, ("Digits", "7")]
        path = f"/voice/calls/{exchange.contact(sid)}/1"
        answers = at_once(10, lambda: exchange.deployment.signed(path, fields))
        assert len({answer.same for answer in answers}) == 1
        assert len(exchange.deployment.codes()) == 1

    def test_a_matter_that_is_reported_after_the_end_completes_the_case(self, exchange):
        sid = exchange.ring()
        for keys in ("1",):
            exchange.keys(sid, keys)
        exchange.spoken(sid, NAME)
        exchange.gone(sid)
        assert exchange.deployment.file().case.missing == ("address", "matter")
        late = [("CallSid", sid), ("RecordingSid", "RE" + "9" * 32), ("RecordingDuration", "4")]
        path = f"/voice/calls/{exchange.contact(sid)}/3"
        answer = exchange.deployment.signed(path, late)
        assert answer.status == 200
        exchange.deployment.provider.provider_recordings["RE" + "9" * 32] = b"RIFF"
        exchange.deployment.later(minutes=1)
        exchange.deployment.sweep()
        exchange.deployment.deliver()
        assert exchange.deployment.file().case.missing == ("matter",)
        assert "call_completed" in [e.kind for e in exchange.deployment.file().history]

    def test_a_recordings_report_may_come_before_its_turn(self, exchange):
        sid = exchange.ring()
        exchange.keys(sid, "1")
        named = [("CallSid", sid), ("RecordingSid", "RE" + "8" * 32)]
        fields = [*named, ("RecordingStatus", "completed")]
        contact = exchange.contact(sid)
        assert exchange.deployment.signed(f"/voice/recordings/{contact}/2", fields).status == 200
        turned = [*named, ("Digits", "#")]
        assert "địa chỉ" in exchange.deployment.signed(f"/voice/calls/{contact}/2", turned).body
        file = exchange.deployment.services.store.calls.file(contact)
        assert [r.part for r in file.recordings] == ["name"]

    def test_the_end_reported_before_the_matter_is_made_good_by_the_matter(self, exchange):
        sid = exchange.ring()
        ended = [("CallSid", sid), ("CallStatus", "completed"), ("CallDuration", "20")]
        exchange.deployment.signed("/voice/ended", ended)
        before_the_matter(exchange, sid)
        exchange.spoken(sid, MATTER)
        (code,) = exchange.deployment.codes()
        assert exchange.heard(sid).count(exchange.spelled(code)) == 2
        exchange.deployment.deliver()
        assert exchange.deployment.file().case.missing == ()


class TestTheEndBeforeTheLastTurn:
    """Who hangs up while they speak sets off the report of the end and their last turn at once."""

    @staticmethod
    def _over(exchange, sid: str) -> None:
        ended = [("CallSid", sid), ("CallStatus", "completed"), ("CallDuration", "20")]
        assert exchange.deployment.signed("/voice/ended", ended).status == 200

    def _turn(self, exchange, sid: str, nth: int, *fields: tuple[str, str]) -> None:
        path = f"/voice/calls/{exchange.contact(sid)}/{nth}"
        assert exchange.deployment.signed(path, [("CallSid", sid), *fields]).status == 200

    def test_a_matter_is_a_matter_and_the_caller_is_texted_its_code(self, exchange):
        sid = exchange.ring()
        before_the_matter(exchange, sid)
        self._over(exchange, sid)
        self._turn(exchange, sid, 6, ("RecordingSid", "RE" + "7" * 32), ("Digits", "hangup"))
        exchange.rest()
        assert [e.kind for e in exchange.deployment.file().history] == ["received_by_call"]
        assert exchange.deployment.file().case.missing == ()
        exchange.deployment.deliver()
        assert len(exchange.deployment.provider.texts_to(CITIZEN)) == 1

    @pytest.mark.parametrize("sender", [CITIZEN, "anonymous"])
    @pytest.mark.parametrize("much_later", [False, True])
    def test_a_complaint_is_redirected_and_secret(self, exchange, sender, much_later):
        sid = exchange.ring(sender)
        self._over(exchange, sid)
        if much_later and sender == "anonymous":  # even after nothing seemed to be owed
            exchange.rest()
        self._turn(exchange, sid, 1, ("Digits", "7"))
        exchange.rest()
        case = exchange.deployment.file().case
        assert (case.state, case.confidential) == (State.REDIRECTED, True)

    def test_a_hidden_callers_name_is_somebodys_business(self, exchange):
        sid = exchange.ring("anonymous")
        exchange.keys(sid, "1")
        self._over(exchange, sid)
        self._turn(exchange, sid, 2, ("RecordingSid", "RE" + "7" * 32), ("Digits", "hangup"))
        exchange.rest()
        assert exchange.deployment.file().history[0].kind == "call_hidden"
        assert exchange.deployment.identity().sender == ""  # the provider's stand-in is no number
        assert "contact" in exchange.deployment.file().case.missing


class TestWhoIsRungBack:
    def test_a_wish_for_secrecy_holds_also_for_the_call_before(self, exchange):
        exchange.gone(exchange.ring())
        sid = exchange.ring()
        before_the_matter(exchange, sid, secret=True)
        exchange.gone(sid)
        case = exchange.deployment.file().case
        assert (case.confidential, case.missing) == (True, ("matter",))

    def _refused_as_nothing(self, exchange) -> None:
        exchange.gone(exchange.ring())
        exchange.deployment.deliver()
        link = exchange.deployment.newest_link(NGHIA)
        exchange.deployment.press(link, "refuse", reason="nothing")

    def test_who_was_told_to_expect_a_call_gets_one_though_todays_first_is_done(self, exchange):
        self._refused_as_nothing(exchange)
        sid = exchange.ring()
        exchange.silence(sid, 9)
        exchange.silence(sid, 9)
        assert "Cán bộ sẽ gọi lại" in exchange.since(sid)
        exchange.rest()
        assert len(exchange.deployment.codes()) == 2
        assert len(owners_mails(exchange)) == 2

    def test_who_only_rings_again_does_not(self, exchange):
        self._refused_as_nothing(exchange)
        exchange.gone(exchange.ring())
        assert len(exchange.deployment.codes()) == 1

    def test_who_asks_about_a_case_after_a_missed_call_is_rung_back_about_that_case(self, exchange):
        taken_down(exchange, sender="+84912000009")
        (about,) = exchange.deployment.codes()
        exchange.gone(exchange.ring())
        before = len(owners_mails(exchange))
        sid = exchange.ring()
        for keys in ("6", about + "#", "1", "1"):
            exchange.keys(sid, keys)
        exchange.rest()
        (missed,) = set(exchange.deployment.codes()) - {about}
        history = exchange.deployment.file(about).history
        assert [e.kind for e in history][-1] == "talk_asked"
        assert [e.kind for e in exchange.deployment.file(missed).history] == ["call_missed"]
        assert len(owners_mails(exchange)) == before + 1

    def test_who_asks_again_after_being_rung_back_has_a_clock_again(self, exchange):
        exchange.gone(exchange.ring())
        exchange.deployment.deliver()
        exchange.deployment.press(exchange.deployment.newest_link(NGHIA), "save", account=MATTER)
        sid = exchange.ring()
        exchange.keys(sid, "2")
        exchange.keys(sid, "1")
        exchange.rest()
        talk = [c.running for c in exchange.deployment.file().case.clocks if c.kind == "talk"]
        assert talk == [False, True]
        assert len(owners_mails(exchange)) == 2

    def test_of_a_hidden_number_nobody_is_asked_to_ring_back(self, exchange):
        sid = exchange.ring("anonymous")
        exchange.keys(sid, "1")
        exchange.spoken(sid, NAME)
        exchange.gone(sid)
        assert [c.kind for c in exchange.deployment.file().case.clocks] == ["talk"]
        (subject,) = owners_mails(exchange)
        assert "từ số ẩn" in subject

    def test_calls_do_not_use_up_the_answers_to_texts(self, exchange):
        for _ in range(6):
            exchange.gone(exchange.ring())
        exchange.deployment.sms()
        exchange.deployment.deliver()
        assert len(exchange.deployment.provider.texts_to(CITIZEN)) == 1

    def test_a_number_that_the_caller_called_wrong_is_nobodys(self, exchange):
        sid = exchange.ring()
        exchange.keys(sid, "2")
        exchange.keys(sid, "2")
        exchange.keys(sid, "0912999999#")
        exchange.keys(sid, "2")
        exchange.gone(sid)
        assert exchange.deployment.identity().phone == CITIZEN

    def test_a_call_that_was_forwarded_from_our_own_line_has_no_number(self, exchange):
        sid = exchange.ring(HOTLINE)
        exchange.keys(sid, "2")
        assert "bấm số điện thoại" in exchange.since(sid)
        exchange.gone(sid)
        assert exchange.deployment.codes() == []

    @pytest.mark.parametrize("hears_more", [False, True])
    def test_an_empty_matter_is_no_matter(self, exchange, hears_more):
        sid = exchange.ring()
        before_the_matter(exchange, sid)
        about = [("CallSid", sid), ("RecordingSid", "RE" + "6" * 32)]
        empty = [*about, ("RecordingDuration", "0")]
        path = f"/voice/calls/{exchange.contact(sid)}/6"
        if hears_more:
            report = [*empty, ("RecordingStatus", "absent")]
            exchange.deployment.signed(f"/voice/recordings/{exchange.contact(sid)}/6", report)
        answer = exchange.deployment.signed(path, [*empty, ("Digits", "#")])
        assert "chưa nghe thấy" in answer.body
        exchange.gone(sid)
        assert exchange.deployment.file().case.missing == ("matter",)

    def test_a_recording_with_nothing_to_hear_is_asked_for(self, exchange):
        sid = taken_down(exchange)
        contact = exchange.contact(sid)
        about = [("CallSid", sid), ("RecordingSid", "RE" + "6" * 32)]
        absent = [*about, ("RecordingStatus", "absent")]
        assert exchange.deployment.signed(f"/voice/recordings/{contact}/6", absent).status == 200
        assert exchange.deployment.file().case.missing == ("matter",)


class TestForgedAndBroken:
    @pytest.mark.parametrize(
        "path",
        [
            "/voice/incoming",
            "/voice/calls/abc/1",
            "/voice/recordings/abc/1",
            "/voice/ended",
            "/voice/result/123456784/00001-0/0",
            "/receipts/call/123456784/00001-0",
        ],
    )
    def test_a_forged_request_is_refused_and_leaves_nothing(self, deployment, path):
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        headers["X-Twilio-Signature"] = "Zm9yZ2Vk"
        answer = deployment.call("POST", path, "CallSid=CA1&From=%2B84987654321", headers)
        assert answer.status == 403
        assert deployment.dump() == []

    @pytest.mark.parametrize(
        "path", ["/voice/calls/abc/1", "/voice/calls/abc/x", "/voice/result/123456784/1-0/1"]
    )
    def test_a_turn_of_a_call_that_nobody_knows_ends_it_without_a_word(self, deployment, path):
        answer = deployment.signed(path, [("CallSid", "CA" + "1" * 32), ("Digits", "1")])
        assert (answer.status, twiml.faults(answer.body)) == (200, [])
        assert "<Say" not in answer.body
        assert deployment.dump() == []

    def test_what_cannot_be_put_on_file_is_asked_for_again(self, exchange):
        with exchange.deployment.aws.refusing("PutItem"):
            answer = exchange.deployment.signed(
                "/voice/incoming", [("CallSid", "CA" + "1" * 32), ("To", HOTLINE)]
            )
        assert answer.status == 503
        assert exchange.deployment.dump() == []

    def test_a_case_that_cannot_be_made_now_is_made_later_and_the_caller_is_thanked(self, exchange):
        sid = exchange.ring()
        exchange.keys(sid, "2")
        path, fields = (
            f"/voice/calls/{exchange.contact(sid)}/2",
            [("CallSid", sid), ("Digits", "1")],
        )
        with exchange.deployment.aws.refusing("TransactWriteItems"):
            answer = exchange.deployment.signed(path, fields)
        assert "Cán bộ sẽ gọi lại" in answer.body
        assert "mã số" not in answer.body
        exchange.deployment.later(minutes=31)
        exchange.deployment.sweep()
        assert len(exchange.deployment.codes()) == 1

    def test_who_could_not_be_told_a_code_is_rung_back_the_same_day(self, exchange):
        sid = exchange.ring("02053876672")
        for keys in ("1",):
            exchange.keys(sid, keys)
        exchange.spoken(sid, NAME)
        exchange.spoken(sid, ADDRESS)
        exchange.keys(sid, "1")
        exchange.keys(sid, "2")
        with exchange.deployment.aws.refusing("TransactWriteItems"):
            exchange.spoken(sid, MATTER)
            exchange.deployment.later(seconds=20)
        assert "liên hệ lại" in exchange.since(sid)
        exchange.deployment.later(seconds=40)
        exchange.deployment.sweep()
        file = exchange.deployment.file()
        assert [e.kind for e in file.history] == ["received_untold"]
        assert file.case.missing == ()
        assert [c.kind for c in file.case.clocks] == ["assign", "talk"]
        (subject,) = owners_mails(exchange)
        assert "gọi lại" in subject

    def test_a_call_whose_end_nobody_reported_is_concluded_by_the_sweeper(self, exchange):
        sid = exchange.ring()
        exchange.keys(sid, "1")
        assert exchange.deployment.sweep()["taken"] == 0  # it may still go on
        exchange.deployment.later(minutes=31)
        assert exchange.deployment.sweep()["taken"] == 1
        assert exchange.deployment.file().history[0].kind == "call_missed"

    def test_a_failed_fetch_is_tried_again_shown_and_given_up_only_at_last(self, exchange):
        taken_down(exchange)
        exchange.deployment.provider.broken = [(500, 20500)] * 4  # three recordings and a text
        exchange.deployment.deliver()
        assert {r.state for r in recordings(exchange)} == {"waiting"}
        link = exchange.deployment.newest_link(NGHIA)
        assert "sẽ tự lấy lại" in exchange.deployment.get(link).body
        exchange.deployment.later(minutes=1)
        exchange.deployment.sweep()
        exchange.deployment.deliver()
        assert {r.state for r in recordings(exchange)} == {"done"}

    def test_a_recording_that_the_provider_lost_is_a_persons_business(self, exchange):
        taken_down(exchange)
        exchange.deployment.provider.provider_recordings.clear()
        for _ in range(14):
            exchange.deployment.deliver()
            exchange.deployment.later(hours=3)
            exchange.deployment.sweep()
        assert {r.state for r in recordings(exchange)} == {"failed"}
        link = exchange.deployment.mails(NGHIA)[0].link
        assert "Chưa lấy được bản ghi âm" in exchange.deployment.get(link).body

    def test_a_recording_that_was_kept_and_not_deleted_is_deleted_later(self, exchange):
        sid = exchange.ring()
        exchange.keys(sid, "1")
        exchange.spoken(sid, NAME)
        exchange.gone(sid)
        exchange.deployment.provider.fails_to_delete = 1
        exchange.deployment.deliver()
        (recording,) = recordings(exchange)
        assert (recording.state, bool(recording.key)) == ("kept", True)
        exchange.deployment.later(minutes=1)
        exchange.deployment.sweep()
        exchange.deployment.deliver()
        assert recordings(exchange)[0].state == "done"

    def test_a_recording_that_cannot_be_deleted_is_tried_for_ever_and_heard_meanwhile(
        self, exchange
    ):
        sid = exchange.ring()
        exchange.keys(sid, "1")
        exchange.spoken(sid, NAME)
        exchange.gone(sid)
        exchange.deployment.provider.fails_to_delete = 15
        for _ in range(17):
            exchange.deployment.deliver()
            exchange.deployment.later(hours=25)
            exchange.deployment.sweep()
        assert recordings(exchange)[0].state == "done"

    def test_who_rings_without_end_is_not_answered_any_more(self, exchange):
        sids = [exchange.ring() for _ in range(21)]
        assert exchange.call(sids[19]).state == "in-progress"
        assert exchange.call(sids[20]).state == "busy"
        assert len(exchange.deployment.raws()) == 21

    def test_no_log_holds_a_number_or_what_was_typed(self, exchange, capsys):
        sid = exchange.ring()
        exchange.keys(sid, "1")
        exchange.spoken(sid, NAME)
        exchange.spoken(sid, ADDRESS)
        exchange.keys(sid, "2")
        exchange.keys(sid, "02053876672#")
        exchange.gone(sid)
        exchange.deployment.deliver()
        logged = capsys.readouterr().out
        for secret in ("987654321", "2053876672", "Mai"):
            assert secret not in logged
