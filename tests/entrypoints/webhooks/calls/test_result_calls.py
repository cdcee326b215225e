"""The machine rings with a result: approved words past a key, tries at other hours, stars (N17)."""

from datetime import datetime

import pytest

from chalicelib.domain.case.workflow import State
from chalicelib.domain.todos.table import Todo
from tests.support.deployment import CITIZEN, HOTLINE
from tests.support.gateway import BASE
from tests.support.world import TUESDAY_NINE

ONE, OTHER = "CA" + "1" * 32, "CA" + "2" * 32
APPROVED = "Đèn đã sáng lại."
OWNER = "manh-truong@vanphong.langson.example"


def ordered(exchange, **screened: str) -> str:
    """A case whose result the machine is to tell; the link of the officer's own to-do."""
    link = exchange.deployment.way_to(Todo.TELL, **screened)
    answer, _ = exchange.deployment.press(link, "call")
    assert answer.status in (200, 422, 409), answer.body
    exchange.deployment.deliver()
    return link


def ringing(exchange) -> str:
    """The one call that rings now."""
    (leg,) = [sid for sid in exchange.legs() if exchange.call(sid).state == "ringing"]
    return leg


def told(exchange, *after: str) -> str:
    ordered(exchange)
    leg = ringing(exchange)
    exchange.take(leg)
    exchange.keys(leg, "1")
    for keys in after:
        exchange.keys(leg, keys)
    return leg


def kinds(exchange) -> list[str]:
    return [e.kind for e in exchange.deployment.file().history]


def state(exchange) -> State:
    return exchange.deployment.file().case.state


class TestHeard:
    def test_it_rings_from_the_lines_own_number_and_asks_who_answers(self, exchange):
        ordered(exchange)
        (form,) = exchange.deployment.provider.calls
        asked = dict(form)
        assert (asked["To"], asked["From"]) == (CITIZEN, HOTLINE)
        assert asked["MachineDetection"] == "Enable"
        assert [v for k, v in form if k == "StatusCallbackEvent"] == ["completed"]
        assert "?" not in asked["Url"] + asked["StatusCallback"]

    def test_nothing_but_who_calls_is_said_before_the_key(self, exchange):
        ordered(exchange)
        leg = ringing(exchange)
        exchange.take(leg)
        assert "Đường dây nóng của Chủ tịch" in exchange.heard(leg)
        for secret in (APPROVED, exchange.spelled(exchange.deployment.codes()[0]), "Mai"):
            assert secret not in exchange.heard(leg)
        assert state(exchange) is State.APPROVED

    def test_past_the_key_the_approved_words_are_heard_and_the_citizen_is_told(self, exchange):
        leg = told(exchange)
        assert APPROVED in exchange.since(leg)
        assert state(exchange) is State.CLOSED
        assert kinds(exchange)[-3:] == ["call_ordered", "told_by_call", "closed"]
        case = exchange.deployment.file().case
        assert (case.told_how, case.machine_call) == ("call", False)
        assert not [c for c in case.clocks if c.running]
        (call,) = [n for n in exchange.deployment.notifications() if n.medium == "call"]
        assert call.state == "delivered"

    def test_who_hangs_up_amid_the_words_has_pressed_the_key_and_is_told(self, exchange):
        leg = told(exchange)
        exchange.hang_up(leg)
        assert state(exchange) is State.CLOSED
        assert kinds(exchange).count("told_by_call") == 1

    def test_the_officers_to_do_is_over_when_the_machine_has_told(self, exchange):
        link = ordered(exchange)
        leg = ringing(exchange)
        exchange.take(leg)
        exchange.keys(leg, "1")
        assert exchange.deployment.get(link).status == 404

    def test_the_officer_may_be_faster_and_then_nobody_is_rung(self, exchange):
        link = ordered(exchange)
        leg = ringing(exchange)
        exchange.deployment.press(link, "tell", how="phone", whom="citizen", note="Đã nói chuyện.")
        exchange.take(leg)
        assert (exchange.heard(leg), exchange.call(leg).state) == ("", "completed")
        assert kinds(exchange).count("told_by_call") == 0

    def test_every_request_repeated_tells_once(self, exchange):
        exchange.poster.twice = True
        told(exchange, "5")
        assert kinds(exchange).count("told_by_call") == kinds(exchange).count("rated") == 1

    def test_the_callbacks_in_reverse_order_tell_once(self, exchange):
        exchange.calls.callbacks.order = "reversed"
        leg = told(exchange)
        exchange.hang_up(leg)
        assert state(exchange) is State.CLOSED


class TestNobody:
    @pytest.mark.parametrize("how", ["machine", "nobody", "engaged", "hung up", "silent"])
    def test_two_more_tries_at_other_hours_then_the_officers_to_do(self, exchange, how):
        link = ordered(exchange)
        hours = []
        for _ in range(3):
            leg = ringing(exchange)
            hours.append((exchange.deployment.at.day, exchange.deployment.at.hour))
            self._in_vain(exchange, leg, how)
            assert APPROVED not in exchange.heard(leg)
            self._later(exchange)
        assert hours == [(17, 9), (17, 11), (17, 16)]
        assert exchange.legs() == []
        assert kinds(exchange).count("call_in_vain") == 3
        assert kinds(exchange)[-1] == "call_given_up"
        assert state(exchange) is State.APPROVED
        assert not exchange.deployment.file().case.machine_call
        last = exchange.deployment.mails(exchange.deployment.holder(Todo.TELL))[-1]
        assert "Máy gọi ba lần không gặp" in last.subject
        assert exchange.deployment.get(last.link).status == 200
        assert exchange.deployment.get(link).status == 200

    @staticmethod
    def _in_vain(exchange, leg: str, how: str) -> None:
        if how == "machine":
            exchange.take(leg, by="machine")
            assert exchange.heard(leg) == ""
        elif how == "nobody":
            exchange.nobody(leg)
        elif how == "engaged":
            exchange.engaged(leg)
        else:
            exchange.take(leg)
            if how == "silent":
                exchange.silence(leg, 30)
            else:
                exchange.hang_up(leg)

    @staticmethod
    def _later(exchange) -> None:
        """The clock goes on, and the sweeper with it, until something rings or the day is over."""
        for _ in range(24):
            exchange.deployment.later(minutes=30)
            exchange.deployment.sweep()
            exchange.deployment.deliver()
            if (
                exchange.deployment.provider.calls
                or not exchange.deployment.file().case.machine_call
            ):
                return

    def test_a_try_that_is_reported_twice_counts_once(self, exchange):
        ordered(exchange)
        leg = ringing(exchange)
        exchange.nobody(leg)
        (last,) = [r for r in exchange.poster.requests if r.path.startswith("/receipts/call/")]
        exchange.deployment.signed(last.path, last.fields)
        assert kinds(exchange).count("call_in_vain") == 1

    def test_a_crash_between_the_report_and_the_next_try_is_made_good(self, exchange):
        ordered(exchange)
        leg = ringing(exchange)
        with exchange.deployment.aws.refusing("TransactWriteItems"):
            exchange.nobody(leg)
        assert kinds(exchange).count("call_in_vain") == 0
        exchange.deployment.later(minutes=5)
        exchange.deployment.sweep()
        exchange.deployment.deliver()
        assert kinds(exchange).count("call_in_vain") == 1

    def test_nobody_is_rung_outside_hours(self, exchange):
        link = exchange.deployment.way_to(Todo.TELL)
        exchange.deployment.at = datetime(2017, 1, 17, 18, 0, tzinfo=TUESDAY_NINE.tzinfo)
        exchange.deployment.press(link, "call")
        exchange.deployment.deliver()
        assert exchange.legs() == []
        exchange.deployment.at = datetime(2017, 1, 18, 9, 0, tzinfo=TUESDAY_NINE.tzinfo)
        exchange.deployment.sweep()
        exchange.deployment.deliver()
        assert len(exchange.legs()) == 1

    def test_a_number_that_the_provider_refuses_is_the_owners_business(self, exchange):
        link = exchange.deployment.way_to(Todo.TELL)
        exchange.deployment.press(link, "call")
        exchange.deployment.provider.broken = [(400, 21211)]
        exchange.deployment.deliver()
        assert "notice_failed" in kinds(exchange)
        assert not exchange.deployment.file().case.machine_call
        mails = exchange.deployment.mails(exchange.deployment.holder(Todo.TELL))
        assert "Thông báo chưa đến nơi" in mails[-1].subject

    def test_a_call_that_rang_all_the_same_and_was_heard_is_no_failure(self, exchange):
        link = exchange.deployment.way_to(Todo.TELL)
        exchange.deployment.press(link, "call")
        exchange.deployment.provider.broken = [(400, 21211)]
        exchange.deployment.deliver()
        (notification,) = [n for n in exchange.deployment.notifications() if n.medium == "call"]
        assert notification.state == "failed"
        path = f"/voice/result/{notification.ref}/"
        exchange.deployment.signed(path + "0", [("CallSid", ONE), ("AnsweredBy", "human")])
        exchange.deployment.signed(path + "1", [("CallSid", ONE), ("Digits", "1")])
        exchange.deployment.signed(path + "2", [("CallSid", ONE), ("Digits", "5")])
        (notification,) = [n for n in exchange.deployment.notifications() if n.medium == "call"]
        assert (state(exchange), notification.state) == (State.CLOSED, "delivered")

    def test_one_call_that_cannot_be_settled_does_not_hold_up_the_sweeper(self, exchange):
        ordered(exchange)
        (code,) = exchange.deployment.codes()
        exchange.deployment.later(hours=2)
        exchange.deployment.sms()
        with exchange.deployment.aws.refusing("TransactWriteItems"):
            assert exchange.deployment.sweep()["kicked"] == 1  # of another case: a text
        exchange.deployment.later(minutes=5)
        exchange.deployment.sweep()
        exchange.deployment.deliver()
        history = exchange.deployment.services.store.cases.load(code).file.history
        assert [e.kind for e in history].count("call_in_vain") == 1

    def test_a_call_of_whose_end_nobody_hears_was_in_vain(self, exchange):
        ordered(exchange)
        exchange.deployment.later(hours=2)
        exchange.deployment.sweep()
        assert kinds(exchange)[-1] == "call_in_vain"

    def test_a_call_past_the_key_of_whose_end_nobody_hears_was_heard(self, exchange):
        ordered(exchange)
        form = dict(exchange.deployment.provider.calls[0])
        path = form["Url"].removeprefix(BASE).partition("#")[0]
        sid = next(n for n in exchange.deployment.notifications() if n.medium == "call").provider_id
        exchange.deployment.signed(path, [("CallSid", sid), ("AnsweredBy", "human")])
        pressed = path.removesuffix("0") + "1"
        exchange.deployment.signed(pressed, [("CallSid", sid), ("Digits", "1")])
        assert state(exchange) is State.APPROVED  # the words are being said
        exchange.deployment.later(hours=2)
        exchange.deployment.sweep()
        assert state(exchange) is State.CLOSED

    def test_what_one_call_heard_is_not_said_in_another_of_the_same_notification(self, exchange):
        ordered(exchange)
        form = dict(exchange.deployment.provider.calls[0])
        path = form["Url"].removeprefix(BASE).partition("#")[0]
        exchange.deployment.signed(path, [("CallSid", ONE), ("AnsweredBy", "human")])
        exchange.deployment.signed(path[:-1] + "1", [("CallSid", ONE), ("Digits", "1")])
        machine = exchange.deployment.signed(
            path, [("CallSid", OTHER), ("AnsweredBy", "machine_start")]
        )
        assert "<Say" not in machine.body
        silent = exchange.deployment.signed(path[:-1] + "1", [("CallSid", OTHER), ("Digits", "")])
        assert APPROVED not in silent.body


class TestWhoMayBeCalled:
    def test_where_secrecy_was_asked_for_no_machine_calls(self, exchange):
        link = exchange.deployment.way_to(Todo.TELL, confidential="yes")
        assert "Cho máy gọi" not in exchange.deployment.get(link).body
        answer, _ = exchange.deployment.press(link, "call")
        assert answer.status == 422
        assert "không đề nghị giữ bí mật" in answer.body
        assert exchange.legs() == []

    def test_it_is_ordered_once_however_often_the_button_is_pressed(self, exchange):
        link = ordered(exchange)
        assert "Máy đang gọi" in exchange.deployment.get(link).body
        answer, _ = exchange.deployment.press(link, "call")
        assert answer.status == 422
        exchange.deployment.deliver()
        assert len(exchange.legs()) == 1


class TestTheHour:
    def test_who_asks_for_an_officer_after_closing_hears_of_the_next_working_day(self, exchange):
        ordered(exchange)
        leg = ringing(exchange)
        exchange.deployment.at = datetime(2017, 1, 17, 16, 59, tzinfo=TUESDAY_NINE.tzinfo)
        exchange.take(leg)
        exchange.keys(leg, "1")
        exchange.deployment.later(minutes=3)
        exchange.keys(leg, "0")
        assert "hôm nay" not in exchange.since(leg)
        (talk,) = [c for c in exchange.deployment.file().case.clocks if c.running]
        assert talk.due_at.day == 18


class TestStars:
    @pytest.mark.parametrize("stars", ["3", "4", "5"])
    def test_a_content_citizen_leaves_the_case_closed(self, exchange, stars):
        leg = told(exchange, stars)
        assert "Xin cảm ơn" in exchange.since(leg)
        assert (state(exchange), exchange.deployment.file().case.stars) == (
            State.CLOSED,
            int(stars),
        )

    @pytest.mark.parametrize("stars", ["1", "2"])
    def test_a_poor_rating_opens_one_review_by_the_chief_with_a_clock(self, exchange, stars):
        told(exchange, stars)
        assert state(exchange) is State.REVIEW
        (clock,) = [c for c in exchange.deployment.file().case.clocks if c.running]
        assert (clock.kind, clock.due_at.day) == ("review", 20)
        exchange.deployment.deliver()
        mail = exchange.deployment.mails(exchange.deployment.authority.chief.mail)[-1]
        assert f"({stars}/5)" in mail.subject
        empty, _ = exchange.deployment.press(mail.link, "close_review")
        assert empty.status == 422
        done, _ = exchange.deployment.press(mail.link, "close_review", words="Đã gọi, giải thích.")
        assert (done.status, state(exchange)) == (200, State.CLOSED)
        assert not [c for c in exchange.deployment.file().case.clocks if c.running]
        assert exchange.deployment.file().case.reviewed == "Đã gọi, giải thích."

    def test_zero_is_an_officer_who_rings_back_the_same_day(self, exchange):
        leg = told(exchange, "0")
        assert "sẽ gọi lại" in exchange.since(leg)
        assert exchange.deployment.file().case.enquiry
        exchange.deployment.deliver()
        mail = exchange.deployment.mails(exchange.deployment.holder(Todo.TELL))[-1]
        assert "Người dân hỏi" in mail.subject
        stays, _ = exchange.deployment.press(mail.link, "not_reached", words="Máy bận.")
        assert (stays.status, state(exchange)) == (200, State.CLOSED)
        done, _ = exchange.deployment.press(mail.link, "talked", words="Đã nói chuyện.")
        assert (done.status, exchange.deployment.file().case.enquiry) == (200, None)
        for request in [r for r in exchange.poster.requests if r.of_dialogue]:
            again = exchange.deployment.signed(request.path, request.fields)
            assert again.same == request.answer.same
        assert kinds(exchange).count("talk_asked") == 1
        assert state(exchange) is State.CLOSED

    def test_the_star_says_the_words_again(self, exchange):
        leg = told(exchange, "*")
        assert exchange.heard(leg).count(APPROVED) == 2
        assert kinds(exchange).count("told_by_call") == 1
