"""A citizen rings: every request signed, every answer allowed, all on file (N2, N3, N5-N8, N11)."""

from datetime import datetime

from chalicelib.domain.case.workflow import State
from chalicelib.domain.todos.table import Todo
from tests.support.callers import ADDRESS, MATTER, NAME, owners_mails, recordings, taken_down
from tests.support.deployment import CITIZEN
from tests.support.deployment import SUMMARY as LIGHTS
from tests.support.exchange import said_in
from tests.support.office import NGHIA
from tests.support.world import TUESDAY_NINE

SATURDAY = datetime(2017, 1, 21, 10, 0, tzinfo=TUESDAY_NINE.tzinfo)
TET = datetime(2017, 1, 27, 10, 0, tzinfo=TUESDAY_NINE.tzinfo)


class TestAWholeCall:
    def test_it_becomes_a_case_whose_code_is_read_out_twice_and_texted(self, exchange):
        sid = taken_down(exchange)
        (code,) = exchange.deployment.codes()
        case = exchange.deployment.file().case
        assert (case.state, case.channel, case.missing) == (State.RECEIVED, "voice", ())
        assert exchange.heard(sid).count(exchange.spelled(code)) == 2
        assert owners_mails(exchange) == [
            f"[{exchange.grouped(code)}] Phản ánh qua điện thoại: nghe, ghi lại, phân loại"
        ]
        (text,) = exchange.deployment.provider.texts_to(CITIZEN)
        assert exchange.grouped(code) in text

    def test_the_number_that_rang_is_a_hint_and_the_confirmed_one_the_contact(self, exchange):
        taken_down(exchange)
        identity = exchange.deployment.identity()
        assert (identity.phone, identity.sender, identity.name) == (CITIZEN, CITIZEN, "")

    def test_another_number_can_be_typed(self, exchange):
        sid = exchange.ring()
        exchange.keys(sid, "1")
        exchange.spoken(sid, NAME)
        exchange.spoken(sid, ADDRESS)
        exchange.keys(sid, "2")
        exchange.keys(sid, "02053876672#")
        assert "không hai không năm" in exchange.since(sid)
        exchange.keys(sid, "1")
        exchange.keys(sid, "2")
        exchange.spoken(sid, MATTER)
        identity = exchange.deployment.identity()
        assert (identity.phone, identity.given) == (CITIZEN, "+842053876672")

    def test_who_asks_for_secrecy_gets_no_text_that_would_tell_of_the_call(self, exchange):
        taken_down(exchange, secret=True)
        exchange.deployment.deliver()
        assert exchange.deployment.file().case.confidential
        assert exchange.deployment.provider.sent == []

    def test_every_turn_is_on_file_as_it_came_with_consent_time_and_version(self, exchange):
        taken_down(exchange)
        (contact,) = exchange.deployment.file().contacts
        file = exchange.deployment.services.store.calls.file(contact)
        assert [turn.number for turn in file.turns] == [0, 1, 2, 3, 4, 5, 6]
        assert dict(file.turns[1].fields)["Digits"] == "1"
        call = file.call
        assert (call.consent, call.consent_at, call.notice) == ("recorded", TUESDAY_NINE, "1")
        assert (file.ending.status, file.ending.seconds > 60) == ("completed", True)

    def test_the_recordings_come_into_the_authoritys_storage_and_leave_the_provider(self, exchange):
        taken_down(exchange)
        exchange.deployment.deliver()
        found = recordings(exchange)
        assert [r.part for r in found] == ["name", "address", "matter"]
        assert {r.state for r in found} == {"done"}
        for recording, words in zip(found, (NAME, ADDRESS, MATTER), strict=True):
            sound = exchange.stored(recording.key)
            assert said_in(sound) == words
            assert (recording.size, recording.type, recording.sha256) == exchange.measured(sound)
            assert CITIZEN.removeprefix("+84") not in recording.key
        assert sorted(exchange.deployment.provider.forgotten) == sorted(
            r.provider_id for r in found
        )
        assert exchange.deployment.provider.provider_recordings == {}


class TestTheOfficer:
    def test_hears_types_and_it_goes_on_as_a_text_does(self, exchange):
        taken_down(exchange)
        exchange.deployment.deliver()
        link = exchange.deployment.newest_link(NGHIA)
        page = exchange.deployment.get(link)
        assert page.body.count("<audio") == 3
        assert "media-src 'self' https://" in page.headers["Content-Security-Policy"]
        matter = recordings(exchange)[2]
        moved = exchange.deployment.get(f"{link}/ghi-am/{matter.ref}")
        assert moved.status == 303
        assert "X-Amz-Expires=300" in moved.headers["Location"]

        typed = {"name": "Hoàng Thị Mai", "address": "45 Bắc Sơn", "summary": LIGHTS}
        typed |= {"field": "S1", "agency": "do-thi"}
        refused, _ = exchange.deployment.press(link, "propose", **typed)
        assert refused.status == 422
        assert "Chưa ghi lời của người phản ánh" in refused.body
        assert "Hoàng Thị Mai" in refused.body
        done, _ = exchange.deployment.press(link, "propose", account=MATTER, **typed)
        assert done.status == 200
        assert exchange.deployment.file().case.state is State.PROPOSED
        assert (
            exchange.deployment.services.store.cases.account(exchange.deployment.codes()[0])
            == MATTER
        )
        assert exchange.stored(matter.key)  # the original stays
        exchange.deployment.deliver()
        for screen in (exchange.deployment.get(exchange.deployment.link(Todo.ASSIGN)).body,):
            assert MATTER not in screen

    def test_typed_words_suggest_what_a_text_would(self, exchange):
        taken_down(exchange)
        exchange.deployment.deliver()
        link = exchange.deployment.newest_link(NGHIA)
        words = "Tôi muốn khiếu nại quyết định thu hồi đất số 12 của UBND thành phố"
        exchange.deployment.press(link, "save", account=words)
        assert exchange.deployment.file().case.suggested.startswith("X_khieu_nai")

    def test_a_recording_is_heard_through_its_own_case_alone(self, exchange):
        taken_down(exchange)
        exchange.deployment.deliver()
        mine = recordings(exchange)[2].ref
        taken_down(exchange, sender="+84912000009")
        exchange.deployment.deliver()
        other = exchange.deployment.newest_link(NGHIA)
        assert exchange.deployment.get(f"{other}/ghi-am/{mine}").status == 404
        assert exchange.deployment.get(f"{other}/ghi-am/nobody/1").status == 404
        assert exchange.deployment.get(f"{other}/ghi-am/{mine.split('/')[0]}/x").status == 404


class TestWithoutRecording:
    def test_the_number_is_confirmed_a_code_given_and_an_officer_rings_back(self, exchange):
        sid = exchange.ring()
        exchange.keys(sid, "2")
        exchange.keys(sid, "1")
        (code,) = exchange.deployment.codes()
        assert exchange.heard(sid).count(exchange.spelled(code)) == 2
        case = exchange.deployment.file().case
        assert case.missing == ("name", "address", "matter")
        assert recordings(exchange) == []
        assert "Đề nghị gọi lại" in owners_mails(exchange)[0]

    def test_the_officer_who_has_rung_back_completes_it(self, exchange):
        sid = exchange.ring()
        exchange.keys(sid, "2")
        exchange.keys(sid, "1")
        exchange.deployment.deliver()
        link = exchange.deployment.newest_link(NGHIA)
        assert "Không có bản ghi âm" in exchange.deployment.get(link).body
        typed = {"name": "Hoàng Thị Mai", "address": "45 Bắc Sơn"}
        exchange.deployment.press(link, "save", **typed)
        assert exchange.deployment.file().case.missing == ("matter",)
        exchange.deployment.press(link, "save", account=MATTER, **typed)
        assert exchange.deployment.file().case.missing == ()


class TestOutsideHours:
    def test_hours_reason_next_opening_and_emergency_numbers_are_said(self, exchange):
        exchange.deployment.at = SATURDAY
        words = exchange.heard(exchange.ring())
        for part in ("từ 7 giờ đến 17 giờ", "ngày nghỉ", "7 giờ thứ Hai, ngày 23 tháng 1", "1 1 4"):
            assert part in words

    def test_a_holiday_is_called_by_its_name(self, exchange):
        exchange.deployment.at = TET
        words = exchange.heard(exchange.ring())
        assert "Tết Nguyên đán" in words
        assert "7 giờ thứ Năm, ngày 2 tháng 2" in words

    def test_a_message_is_received_at_the_next_opening(self, exchange):
        exchange.deployment.at = SATURDAY
        taken_down(exchange)
        case = exchange.deployment.file().case
        assert (case.receipt_day.day, case.received_at) == (23, SATURDAY)
        assert case.clocks[0].due_at.day == 2  # three working days, with Tết between
        exchange.deployment.deliver()
        assert "ngoai gio" in exchange.deployment.provider.texts_to(CITIZEN)[0]


class TestOtherKeys:
    def test_a_complaint_is_told_where_to_go_on_file_and_secret(self, exchange):
        sid = exchange.ring()
        exchange.keys(sid, "7")
        assert exchange.since(sid).count("Ban Tiếp công dân thành phố") == 2
        case = exchange.deployment.file().case
        assert (case.state, case.confidential, case.outcome) == (
            State.REDIRECTED,
            True,
            "complaint",
        )
        assert [e.kind for e in exchange.deployment.file().history] == [
            "received_by_call",
            "redirected_by_key",
        ]
        exchange.deployment.deliver()
        assert (exchange.deployment.mails(), exchange.deployment.provider.sent) == ([], [])

    def test_how_a_case_stands_is_its_stage_and_day_and_nothing_of_its_content(self, exchange):
        exchange.deployment.sms()
        (code,) = exchange.deployment.codes()
        sid = exchange.ring("+84912000009")
        exchange.keys(sid, "6")
        exchange.keys(sid, f"{code}#")
        words = exchange.since(sid)
        assert exchange.spelled(code) in words
        assert "đã được tiếp nhận, đang xem xét" in words
        assert "ngày 20 tháng 1 năm 2017" in words
        for secret in ("Hoàng", "Mai", "Bắc Sơn", "Đèn", "đèn"):
            assert secret not in words
        assert exchange.deployment.codes() == [code]  # who asks is on file, and owes no case
        assert len(exchange.deployment.raws()) == 2

    def test_who_asks_and_wants_more_is_rung_back_by_the_cases_owner(self, exchange):
        exchange.deployment.sms()
        exchange.deployment.deliver()
        (code,) = exchange.deployment.codes()
        sid = exchange.ring("+84912000009")
        for keys in ("6", f"{code}#", "1", "1"):
            exchange.keys(sid, keys)
        assert "Cán bộ sẽ gọi lại" in exchange.since(sid)
        assert "ghi lại mã số" not in exchange.since(sid)
        assert exchange.deployment.codes() == [code]
        exchange.deployment.deliver()
        mail = exchange.deployment.mails(exchange.deployment.holder(Todo.TALK))[-1]
        assert f"Có người hỏi về phản ánh, kiến nghị mã số {exchange.grouped(code)}" in mail.text

    def test_a_code_that_is_nobodys_is_asked_for_once_more(self, exchange):
        sid = exchange.ring()
        exchange.keys(sid, "6")
        exchange.keys(sid, "123456784#")
        assert "Không có phản ánh nào" in exchange.since(sid)
        exchange.keys(sid, "1#")
        assert exchange.call(sid).state == "completed"
