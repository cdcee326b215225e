"""Whoever has not opened an urgent matter after a quarter of an hour is called, and no scanner of
mail can open it in their place (N12)."""

import re

import pytest

from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.todos.table import Todo
from tests.support.deployment import HOTLINE, SUMMARY, Deployment
from tests.support.office import NGHIA, Office

FIRE = "Cháy lớn ở chợ Kỳ Lừa, có người mắc kẹt bên trong, cứu với! Tôi là Lý Văn Tám, 12 Lê Lợi"
PERSON = {"Sec-Fetch-Mode": "navigate"}
SECRETS = ("Cháy", "chợ", "Tám", "Lợi", SUMMARY)


def fire(deployment: Deployment, **later: float) -> list[str]:
    """An urgent message has come, so much after nine; the links of those who are asked."""
    deployment.later(**later)
    deployment.sms(deployment.message_fields(FIRE))
    deployment.deliver()
    return [mail.link for mail in deployment.mails() if "KHẨN" in mail.subject]


def asked_for_direction(deployment: Deployment) -> str:
    """The leader's link."""
    link = deployment.way_to(Todo.DIRECT)
    deployment.deliver()
    return link


def pass_(deployment: Deployment, minutes: float) -> None:
    deployment.later(minutes=minutes)
    deployment.sweep()
    deployment.deliver()


def rung(exchange) -> list[str]:
    """The numbers that ring now."""
    return [exchange.call(sid).receiver for sid in exchange.legs()]


def ringing(exchange) -> str:
    """The one call that rings now."""
    (leg,) = exchange.legs()
    return leg


def people(deployment: Deployment) -> set[str]:
    body, case = deployment.authority, deployment.file().case
    return {body.officer(case.owner).phone, body.officer(body.duty).phone}


def calls(deployment: Deployment) -> list[Notification]:
    return [n for n in deployment.notifications() if n.kind == "urgent_call"]


def kinds(deployment: Deployment) -> list[str]:
    return [event.kind for event in deployment.file().history]


def called(exchange) -> str:
    """A leader who has not opened it; the call that rings."""
    asked_for_direction(exchange.deployment)
    pass_(exchange.deployment, 16)
    return ringing(exchange)


class TestWhoIsCalled:
    def test_who_has_not_opened_it_is_called_after_a_quarter_of_an_hour_and_not_before(
        self, exchange
    ):
        deployment = exchange.deployment
        fire(deployment)
        pass_(deployment, 14)
        assert rung(exchange) == []
        pass_(deployment, 2)
        assert set(rung(exchange)) == people(deployment)

    def test_it_rings_from_the_lines_own_number_and_lets_the_provider_know_machines(self, exchange):
        deployment = exchange.deployment
        asked_for_direction(deployment)
        pass_(deployment, 16)
        (form,) = deployment.provider.calls
        asked = dict(form)
        assert (asked["From"], asked["MachineDetection"]) == (HOTLINE, "Enable")
        assert asked["To"] == deployment.authority.head.phone
        assert "/voice/urgent/" in asked["Url"]
        assert "/receipts/urgent/" in asked["StatusCallback"]

    def test_a_calm_matter_calls_nobody(self, exchange):
        exchange.deployment.sms()
        exchange.deployment.deliver()
        pass_(exchange.deployment, 60)
        assert exchange.legs() == []

    def test_outside_hours_the_duty_number_is_rung_and_once(self, exchange):
        deployment = exchange.deployment
        fire(deployment, hours=13)
        pass_(deployment, 16)
        assert rung(exchange) == [deployment.authority.duty_number]

    def test_who_is_texted_just_before_closing_is_called_at_the_duty_number(self, exchange):
        deployment = exchange.deployment
        fire(deployment, hours=7, minutes=50)
        assert deployment.provider.texts_to(deployment.authority.duty_number) == []
        pass_(deployment, 16)
        assert rung(exchange) == [deployment.authority.duty_number]

    def test_leaders_keep_their_own_telephones_outside_hours(self, exchange):
        deployment = exchange.deployment
        (first, *_) = fire(deployment, hours=13)
        screened = {"field": "S1", "summary": SUMMARY, "agency": "do-thi", "urgent": "yes"}
        deployment.press(first, "ask_direction", **screened)
        deployment.deliver()
        pass_(deployment, 16)
        assert rung(exchange) == [deployment.authority.head.phone]

    def test_the_case_page_calls_the_duty_number_by_its_name(self, exchange):
        deployment = exchange.deployment
        fire(deployment, hours=13)
        page = Office(deployment, NGHIA).get(f"/van-phong/ho-so/{deployment.codes()[0]}").page.text
        assert "Tin nhắn gửi số trực: đã gửi" in page
        assert "Cuộc gọi của máy đến số trực: chờ gửi" in page

    def test_a_late_matter_that_is_not_urgent_is_texted_and_rings_nobody(self, exchange):
        deployment, authority = exchange.deployment, exchange.deployment.authority
        deployment.way_to(Todo.ASSIGN)
        deployment.later(days=8)
        deployment.escalate()
        deployment.deliver()
        texted = {sent["To"] for sent in deployment.provider.sent}
        assert {authority.head.phone, authority.officer(authority.duty).phone} <= texted
        assert not calls(deployment)

    def test_a_rung_of_an_urgent_one_that_texts_chairman_and_duty_calls_them_too(self, exchange):
        deployment, authority = exchange.deployment, exchange.deployment.authority
        deployment.way_to(Todo.ASSIGN, urgent="yes")
        deployment.later(days=8)
        deployment.escalate()
        deployment.deliver()
        assert calls(deployment)
        pass_(deployment, 16)
        on_duty = authority.officer(authority.duty).phone
        assert set(rung(exchange)) == {authority.head.phone, on_duty}


class TestWhoHasOpenedIt:
    def test_a_scanner_that_fetches_the_link_at_delivery_spares_nobody(self, exchange):
        deployment = exchange.deployment
        for link in fire(deployment):
            for method in ("GET", "HEAD"):
                deployment.call(method, link, headers={"User-Agent": "MailScanner/1.0"})
        pass_(deployment, 16)
        assert set(rung(exchange)) == people(deployment)

    def test_a_head_request_is_never_a_persons(self, exchange):
        deployment = exchange.deployment
        link = asked_for_direction(deployment)
        deployment.later(minutes=5)
        deployment.call("HEAD", link, headers=PERSON, params={"proxy": link.removeprefix("/")})
        pass_(deployment, 11)
        assert len(exchange.legs()) == 1

    def test_a_browser_that_says_a_person_navigates_is_believed_at_once(self, exchange):
        deployment = exchange.deployment
        link = asked_for_direction(deployment)
        assert deployment.call("GET", link, headers=PERSON).status == 200
        pass_(deployment, 16)
        assert exchange.legs() == []
        (call,) = calls(deployment)
        assert (call.state, call.error) == ("withheld", "seen meanwhile")

    @pytest.mark.parametrize("header", ["Sec-Purpose", "Purpose", "X-Purpose", "X-Moz"])
    def test_a_browser_that_loads_the_page_ahead_is_not_yet_a_person(self, exchange, header):
        deployment = exchange.deployment
        link = asked_for_direction(deployment)
        ahead = {**PERSON, header: "prefetch;prerender"}
        assert deployment.call("GET", link, headers=ahead).status == 200
        pass_(deployment, 16)
        assert len(exchange.legs()) == 1

    def test_whoever_comes_when_scanners_are_gone_is_a_person_whatever_their_browser(
        self, exchange
    ):
        deployment = exchange.deployment
        link = asked_for_direction(deployment)
        deployment.later(minutes=3)
        deployment.get(link)
        pass_(deployment, 13)
        assert exchange.legs() == []

    def test_two_minutes_count_from_when_the_mail_was_sent_however_late_that_was(self, exchange):
        deployment = exchange.deployment
        link = deployment.way_to(Todo.SCREEN)
        with deployment.aws.refusing("SendEmail"):
            screened = {"field": "S1", "summary": SUMMARY, "agency": "do-thi", "urgent": "yes"}
            deployment.press(link, "ask_direction", **screened)
            deployment.deliver()
        pass_(deployment, 10)
        deployment.get(deployment.link(Todo.DIRECT))  # a scanner, at delivery
        pass_(deployment, 6)
        assert len(exchange.legs()) == 1

    def test_one_officer_who_has_seen_it_spares_the_others(self, exchange):
        deployment = exchange.deployment
        first, *_ = fire(deployment)
        deployment.call("GET", first, headers=PERSON)
        pass_(deployment, 16)
        assert exchange.legs() == []

    def test_a_signed_in_member_who_looks_at_the_case_spares_the_officers(self, exchange):
        deployment = exchange.deployment
        fire(deployment)
        Office(deployment, NGHIA).get(f"/van-phong/ho-so/{deployment.codes()[0]}")
        pass_(deployment, 16)
        assert exchange.legs() == []

    def test_a_leader_is_spared_by_nobody_else(self, exchange):
        deployment = exchange.deployment
        asked_for_direction(deployment)
        Office(deployment, NGHIA).get(f"/van-phong/ho-so/{deployment.codes()[0]}")
        pass_(deployment, 16)
        assert rung(exchange) == [deployment.authority.head.phone]

    def test_a_form_that_was_refused_was_a_persons_all_the_same(self, exchange):
        deployment = exchange.deployment
        link = asked_for_direction(deployment)
        answer, _ = deployment.press(link, "direct", direction="")
        assert answer.status == 422
        pass_(deployment, 16)
        assert exchange.legs() == []

    def test_it_is_noted_once_and_only_while_it_spares_a_call(self, exchange):
        deployment = exchange.deployment
        link = asked_for_direction(deployment)
        for _ in range(3):
            deployment.call("GET", link, headers=PERSON)
        (seen,) = [row for row in deployment.dump("cases") if row["cls"]["S"] == "seen"]
        assert seen["sk"]["S"] == f"seen#leader:{deployment.authority.head.id}"
        deployment.later(minutes=3)
        deployment.call("GET", link, headers=PERSON)
        deployment.sms()
        (calm,) = set(deployment.codes()) - {seen["pk"]["S"].removeprefix("case#")}
        Office(deployment, NGHIA).get(f"/van-phong/ho-so/{calm}")
        assert [r for r in deployment.dump("cases") if r["cls"]["S"] == "seen"] == [seen]

    def test_a_note_that_cannot_be_written_keeps_nobody_from_the_page(self, exchange):
        deployment = exchange.deployment
        link = asked_for_direction(deployment)
        with deployment.aws.refusing("PutItem"):
            assert deployment.call("GET", link, headers=PERSON).status == 200

    def test_who_saw_it_yesterday_is_called_about_todays_mail(self, exchange):
        deployment = exchange.deployment
        link = asked_for_direction(deployment)
        deployment.call("GET", link, headers=PERSON)
        pass_(deployment, 61)
        deployment.escalate()
        deployment.deliver()
        pass_(deployment, 16)
        assert rung(exchange) == [deployment.authority.head.phone]

    def test_a_to_do_that_is_done_meanwhile_calls_nobody(self, exchange):
        deployment = exchange.deployment
        first, *_ = fire(deployment)
        screened = {"field": "S1", "summary": SUMMARY, "agency": "do-thi"}
        deployment.press(first, "propose", **screened)
        pass_(deployment, 16)
        assert exchange.legs() == []
        assert {(c.state, c.error) for c in calls(deployment)} <= {
            ("withheld", "seen meanwhile"),
            ("withheld", "nothing to tell any more"),
        }


class TestWhatIsHeard:
    def test_it_says_twice_that_something_urgent_waits_and_nothing_of_it(self, exchange):
        leg = called(exchange)
        exchange.take(leg)
        heard = exchange.heard(leg)
        code = exchange.spelled(exchange.deployment.codes()[0])
        assert heard.count("khẩn") == 2
        assert heard.count(code) == 2
        assert "mở thư" in heard
        assert not re.search(r"\d{3}", heard)
        for secret in SECRETS:
            assert secret not in heard

    def test_key_one_is_on_file_with_who_was_rung(self, exchange):
        leg = called(exchange)
        exchange.take(leg)
        exchange.keys(leg, "1")
        assert "Đã ghi nhận" in exchange.since(leg)
        assert exchange.call(leg).state == "completed"
        deployment = exchange.deployment
        last = deployment.file().history[-1]
        assert last.kind == "urgent_received"
        assert deployment.authority.head.title in last.words["who"]
        (call,) = calls(deployment)
        assert call.state == "delivered"

    def test_every_request_repeated_is_noted_once(self, exchange):
        exchange.poster.twice = True
        leg = called(exchange)
        exchange.take(leg)
        exchange.keys(leg, "1")
        assert kinds(exchange.deployment).count("urgent_received") == 1

    def test_a_key_counts_in_its_own_call_alone(self, exchange):
        deployment = exchange.deployment
        exchange.take(called(exchange))
        (call,) = calls(deployment)
        of_a_citizen = exchange.ring()
        for sid in ("CA" + "9" * 32, of_a_citizen):
            deployment.signed(f"/voice/urgent/{call.ref}/1", [("CallSid", sid), ("Digits", "1")])
        assert "urgent_received" not in kinds(deployment)

    def test_a_key_counts_whatever_was_reported_before_and_after(self, exchange):
        deployment = exchange.deployment
        leg = called(exchange)
        exchange.take(leg)
        (call,) = calls(deployment)
        end = f"/receipts/urgent/{call.ref}"
        deployment.signed(end, [("CallSid", leg), ("CallStatus", "no-answer")])
        exchange.keys(leg, "1")
        deployment.signed(end, [("CallSid", leg), ("CallStatus", "busy")])
        pass_(deployment, 6)
        assert exchange.legs() == []
        assert kinds(deployment).count("urgent_received") == 1
        assert [one.state for one in calls(deployment)] == ["delivered", "withheld"]

    def test_an_officer_who_confirms_spares_the_others(self, exchange):
        deployment = exchange.deployment
        fire(deployment)
        pass_(deployment, 16)
        one, other = exchange.legs()
        exchange.nobody(other)
        exchange.take(one)
        exchange.keys(one, "1")
        pass_(deployment, 6)
        assert exchange.legs() == []
        assert "failed" not in {call.state for call in calls(deployment)}

    def test_after_a_wrong_key_it_asks_once_more_and_then_hangs_up(self, exchange):
        leg = called(exchange)
        exchange.take(leg)
        exchange.keys(leg, "7")
        assert "không đúng" in exchange.since(leg)
        exchange.silence(leg, 60)
        assert exchange.call(leg).state == "completed"
        assert "urgent_received" not in kinds(exchange.deployment)


class TestInVain:
    @pytest.mark.parametrize("how", ["machine", "nobody", "engaged", "hung up", "silent"])
    def test_once_more_after_five_minutes_and_then_it_is_in_trouble(self, exchange, how):
        deployment = exchange.deployment
        leg = called(exchange)
        self._in_vain(exchange, leg, how)
        pass_(deployment, 4)
        assert exchange.legs() == []
        pass_(deployment, 2)
        self._in_vain(exchange, ringing(exchange), how)
        pass_(deployment, 30)
        assert exchange.legs() == []
        assert [call.state for call in calls(deployment)] == ["unanswered", "failed"]
        assert kinds(deployment)[-2:] == ["urgent_not_reached", "notice_failed"]
        board = Office(deployment, NGHIA).get("/van-phong").page.text
        assert "Máy không gọi được" in board
        owner = deployment.authority.officer(deployment.file().case.owner)
        told = [m for m in deployment.mails(owner.mail) if "chưa đến nơi" in m.subject]
        assert "cuộc gọi báo việc khẩn đến Đồng chí" in told[-1].text

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
                exchange.silence(leg, 60)
            else:
                exchange.hang_up(leg)

    def test_who_opens_it_before_the_second_try_is_left_in_peace(self, exchange):
        deployment = exchange.deployment
        link = asked_for_direction(deployment)
        pass_(deployment, 16)
        exchange.nobody(ringing(exchange))
        deployment.get(link)
        pass_(deployment, 6)
        assert exchange.legs() == []
        assert [call.state for call in calls(deployment)] == ["unanswered", "withheld"]

    def test_a_call_of_whose_end_nobody_hears_was_in_vain_within_minutes(self, exchange):
        deployment = exchange.deployment
        asked_for_direction(deployment)
        pass_(deployment, 16)
        deployment.provider.calls.clear()
        pass_(deployment, 6)
        assert kinds(deployment)[-1] == "urgent_not_reached"

    def test_a_crash_between_the_report_and_the_second_try_is_made_good(self, exchange):
        deployment = exchange.deployment
        leg = called(exchange)
        with deployment.aws.refusing("TransactWriteItems"):
            exchange.nobody(leg)
        assert "urgent_not_reached" not in kinds(deployment)
        pass_(deployment, 3)
        assert kinds(deployment).count("urgent_not_reached") == 1

    def test_a_report_that_comes_twice_counts_once(self, exchange):
        deployment = exchange.deployment
        exchange.nobody(called(exchange))
        (last,) = [r for r in exchange.poster.requests if r.path.startswith("/receipts/urgent/")]
        deployment.signed(last.path, last.fields)
        assert kinds(deployment).count("urgent_not_reached") == 1

    def test_a_number_that_the_provider_refuses_is_the_offices_business_and_can_be_rung_again(
        self, exchange
    ):
        deployment = exchange.deployment
        asked_for_direction(deployment)
        deployment.provider.broken = [(400, 21211)]
        pass_(deployment, 16)
        (call,) = calls(deployment)
        assert (call.state, call.error) == ("failed", "no such number")
        office = Office(deployment, NGHIA)
        assert "Gửi lại" in office.get(f"/van-phong/ho-so/{call.case}").body
        office.post(f"/van-phong/thong-bao/{call.ref}", [])
        deployment.deliver()
        assert rung(exchange) == [deployment.authority.head.phone]


class TestAboutSomebodyOfTheOffice:
    def test_a_matter_about_a_member_is_not_told_at_the_duty_number_which_they_may_carry(
        self, exchange
    ):
        deployment = exchange.deployment
        deployment.later(hours=13)
        about = (
            "Cứu với! Ông Hoàng Mạnh Trường, chuyên viên, đang đánh người ở chợ, có người sắp chết"
        )
        deployment.sms(deployment.message_fields(f"{about}. Tôi là Lý Văn Tám, 12 Lê Lợi"))
        deployment.deliver()
        assert deployment.file().case.maybe_urgent
        assert "manh-truong" in deployment.file().case.recused
        assert deployment.provider.texts_to(deployment.authority.duty_number) == []
        pass_(deployment, 16)
        numbers = rung(exchange)
        assert numbers
        assert deployment.authority.duty_number not in numbers
        assert deployment.authority.officer("manh-truong").phone not in numbers
