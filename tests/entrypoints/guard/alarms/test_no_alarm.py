"""What sets off no alarm: an ordinary day, one stray request of any kind, and what is not late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import requests

from chalicelib import wiring
from tests.support import aws, sending
from tests.support.alarms import alarm, alarms, ours
from tests.support.callers import taken_down
from tests.support.deployment import CITIZEN
from tests.support.exchange import Exchange
from tests.support.gateway import ACCOUNT, FORM
from tests.support.office import NGHIA, Office
from tests.support.watch import TRIES, Watch
from tests.support.world import COMPLETE, with_rules

STEP = timedelta(minutes=10)
EVENING = timedelta(hours=13, minutes=30)  # after nine in the morning


def test_an_ordinary_day_sets_off_no_alarm(exchange: Exchange, capsys) -> None:
    watch = Watch(exchange.deployment, lambda: capsys.readouterr().out)
    taken_down(exchange)
    watch.asks(watch.deployment.sms)
    watch.goes_on(timedelta(hours=10), step=STEP)
    watch.asks(lambda: watch.deployment.sms(watch.deployment.message_fields(sender="+84912000002")))
    watch.goes_on(timedelta(hours=14, minutes=30), step=STEP)
    assert watch.went_off() == set()
    assert watch.metrics.values[ours("ProviderBalance")]
    assert len(watch.metrics.values[ours("Heartbeat", Schedule="gather")]) >= 5


# --- one request


def a_webhook_without_a_signature(watch: Watch) -> None:
    headers = {"Content-Type": FORM, "X-Twilio-Signature": "bm90IG91cnM="}
    said = watch.asks(lambda: watch.deployment.call("POST", "/sms/incoming", "From=%2B", headers))
    assert said.status == 403


def our_own_text_is_refused_however_often_the_provider_tries(watch: Watch) -> None:
    aws.configure("another token")
    fields = watch.deployment.message_fields()
    assert watch.tried(lambda: watch.deployment.sms(fields)) == [403] * TRIES


def a_text_meets_a_store_that_refuses_however_often_it_is_tried(watch: Watch) -> None:
    fields = watch.deployment.message_fields()
    with watch.deployment.aws.refusing("UpdateItem", "TransactWriteItems"):
        assert watch.tried(lambda: watch.deployment.sms(fields)) == [503] * TRIES


def a_text_takes_too_long_however_often_it_is_tried(watch: Watch) -> None:
    for _ in range(TRIES):
        watch.failed("api_handler")
        watch.says("AWS/ApiGateway", "5XXError", 1, ApiName="hotline", Stage="RestAPI.Stage")


def a_wrong_code(watch: Watch) -> None:
    said = [("mail", NGHIA), ("code", "000000")]
    watch.asks(lambda: watch.deployment.post("/van-phong/ma", said))


def somebody_unknown_asks_to_sign_in(watch: Watch) -> None:
    said = [("mail", "nobody@nowhere.example")]
    watch.asks(lambda: watch.deployment.post("/van-phong/vao", said))


def an_address_that_is_not_there(watch: Watch) -> None:
    watch.asks(lambda: watch.deployment.get("/wp-login.php"))


def a_link_that_was_guessed(watch: Watch) -> None:
    watch.asks(lambda: watch.deployment.get("/viec/abc.def"))


def a_text_from_a_number_that_no_text_can_reach(watch: Watch) -> None:
    watch.asks(watch.deployment.sms)
    watch.deployment.provider.broken = [(400, 21614)]
    watch.runs("dispatch")
    assert not watch.deployment.provider.broken


def a_text_from_abroad_where_none_may_be_answered(watch: Watch) -> None:
    body = watch.deployment.authority
    body = replace(body, sms=replace(body.sms, abroad_a_day=0))
    services = with_rules(watch.deployment.services, authority=body)
    fields = watch.deployment.message_fields(COMPLETE, "+4915112345000")
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(wiring, "services", lambda **_: services)
        watch.asks(lambda: watch.deployment.sms(fields))
        watch.runs("dispatch")
    watch.hear()
    assert watch.metrics.values[ours("AbroadLimited")]


def a_text_of_a_machine(watch: Watch) -> None:
    fields = watch.deployment.message_fields("Khuyen mai 50%. Soan KM gui 9029.", "9029")
    watch.asks(lambda: watch.deployment.sms(fields))


def a_text_of_nothing(watch: Watch) -> None:
    watch.asks(lambda: watch.deployment.sms(watch.deployment.message_fields("")))


def a_text_with_a_picture_that_is_none(watch: Watch) -> None:
    said = dict(watch.deployment.message_fields())
    picture = f"ME{1:032x}"
    watch.deployment.provider.pictures = {picture: b"\xff\xd8\xff and nothing more"}
    media = f"/2010-04-01/Accounts/{ACCOUNT}/Messages/{said['MessageSid']}/Media/{picture}"
    said |= {"NumMedia": "1", "MediaUrl0": f"https://api.twilio.com{media}"}
    watch.asks(lambda: watch.deployment.sms([*said.items()]))
    watch.runs("dispatch")
    for key in sending.keys("inbox/"):
        sending.scanned(watch.deployment, key)


def a_request_too_many(watch: Watch) -> None:
    watch.metrics.put(alarm("ApiThrottledAlarm").metric, 1, watch.deployment.at)


def a_knock_that_is_not_answered(watch: Watch) -> None:
    watch.deployment.door = requests.Timeout("slow once")
    watch.runs("sweep")
    watch.deployment.door = None


STRAYS: tuple[Callable[[Watch], None], ...] = (
    a_webhook_without_a_signature,
    our_own_text_is_refused_however_often_the_provider_tries,
    a_text_meets_a_store_that_refuses_however_often_it_is_tried,
    a_text_takes_too_long_however_often_it_is_tried,
    a_wrong_code,
    somebody_unknown_asks_to_sign_in,
    an_address_that_is_not_there,
    a_link_that_was_guessed,
    a_text_from_a_number_that_no_text_can_reach,
    a_text_from_abroad_where_none_may_be_answered,
    a_text_of_a_machine,
    a_text_of_nothing,
    a_text_with_a_picture_that_is_none,
    a_request_too_many,
    a_knock_that_is_not_answered,
)


@pytest.mark.parametrize("stray", STRAYS, ids=lambda stray: stray.__name__)
def test_one_stray_request_sets_off_no_alarm(watch: Watch, stray: Callable[[Watch], None]) -> None:
    stray(watch)
    watch.goes_on(timedelta(minutes=70), step=STEP)
    assert watch.went_off() == set()


# One event sets these off: nobody outside can make one, or somebody's words are not seen to.
AT_ONE = {
    *("NoticesDeadLetterAlarm", "MailEventsDeadLetterAlarm", "FailedRunsAlarm"),
    *("DispatchErrorsAlarm", "MailEventsErrorsAlarm", "SweepErrorsAlarm", "EscalateErrorsAlarm"),
    *("GatherErrorsAlarm", "ReportErrorsAlarm", "DigestErrorsAlarm", "ReconcileErrorsAlarm"),
    *("ThrottlesAlarm", "FailureUntoldAlarm", "ContactStuckAlarm", "RecordingFailedAlarm"),
    *("CaseStuckAlarm", "UnknownProviderCodeAlarm", "ReconciledAlarm", "CalendarYearAlarm"),
    *("FilesErrorsAlarm", "FileNotScannedAlarm", "PictureFailedAlarm"),
    *("GatewaySilentAlarm", "ZaloTokenLostAlarm"),
}


def test_only_what_no_stranger_can_make_is_an_alarm_at_once() -> None:
    counted = {one.name for one in alarms() if one.comparison == "GreaterThanThreshold"}
    at_one = {one.name for one in alarms() if one.name in counted and one.threshold < 1}
    assert at_one == AT_ONE


# --- what is not late


def lateness(watch: Watch) -> float:
    watch.hear()
    return max(value for _, value in watch.metrics.values[ours("OldestNotice")])


def test_what_waits_for_a_round_is_not_late(watch: Watch) -> None:
    watch.deployment.sms()
    watch.runs("dispatch")  # the text to the citizen does not wait for a round
    watch.goes_on(timedelta(minutes=30), step=STEP, but={"gather"})
    assert watch.deployment.services.store.gatherings.waiting("langson", "round")
    assert lateness(watch) < alarm("OldestNoticeAlarm").threshold


def test_what_waits_for_the_morning_is_not_late(watch: Watch) -> None:
    watch.deployment.sms()
    watch.deployment.deliver()
    watch.deployment.at += EVENING
    office = Office(watch.deployment, NGHIA)
    path = f"/van-phong/ho-so/{watch.deployment.codes()[0]}/screen/-"
    office.fill(path, "redirect", target="complaint")
    before = len(watch.deployment.provider.texts_to(CITIZEN))
    watch.goes_on(timedelta(hours=2), step=STEP)
    assert len(watch.deployment.provider.texts_to(CITIZEN)) == before
    assert lateness(watch) < alarm("OldestNoticeAlarm").threshold
    watch.goes_on(timedelta(hours=8), step=STEP)
    assert len(watch.deployment.provider.texts_to(CITIZEN)) == before + 1


def test_what_is_tried_again_later_is_not_late_meanwhile(watch: Watch) -> None:
    watch.deployment.sms()
    watch.deployment.provider.broken = [(500, 20500)] * 3
    watch.goes_on(timedelta(minutes=40))
    assert len(watch.deployment.provider.texts_to(CITIZEN)) == 1
    assert lateness(watch) < alarm("OldestNoticeAlarm").threshold


# --- the balance


def in_the_morning(watch: Watch) -> str:
    """The lists are compared in the digest's hour; what was logged."""
    watch.deployment.at = watch.deployment.at.replace(day=18, hour=7, minute=15)
    watch.logged()
    assert watch.deployment.reconcile()["stuck"] == 0
    return watch.logged()


def test_the_balance_is_asked_for_in_the_morning_alone(watch: Watch) -> None:
    assert not watch.metrics.values[ours("ProviderBalance")]
    watch.metrics.hear(in_the_morning(watch), watch.deployment.at)
    assert [value for _, value in watch.metrics.values[ours("ProviderBalance")]] == [100.0]


@pytest.mark.parametrize("trouble", [(500, 20500), (401, 20003), requests.Timeout("slow")])
def test_a_balance_that_cannot_be_read_is_counted_and_nothing_else(watch: Watch, trouble) -> None:
    watch.deployment.provider.broken = [trouble]
    said = in_the_morning(watch)
    assert '"BalanceUnread": 1' in said
    assert "ProviderBalance" not in said
    assert watch.set_off("BalanceAlarm") is None


def test_a_subaccount_has_no_balance(watch: Watch) -> None:
    watch.deployment.provider.balance = None
    assert '"BalanceUnread": 1' in in_the_morning(watch)


def test_without_a_provider_there_is_no_balance_and_nothing_is_counted(watch: Watch) -> None:
    aws.configure()
    said = in_the_morning(watch)
    assert "Balance" not in said
