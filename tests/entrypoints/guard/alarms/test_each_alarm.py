"""Every alarm is set off by its fault. What AWS alone measures (queues, throttles, the certificate,
who looks from outside) is said as AWS would say it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import requests

from chalicelib import wiring
from chalicelib.domain.authority.texting import TWILIO, Route
from chalicelib.domain.todos.table import Todo
from chalicelib.usecases.ports.errors import RetryableError
from infra.local.provider.rest import messages as messages_rest
from infra.local.records import Message
from tests.support import alarms, aws, papers, saved, sending, text_gateways, zalo
from tests.support.alarms import alarm
from tests.support.callers import taken_down
from tests.support.deployment import CITIZEN, HOTLINE
from tests.support.exchange import Exchange
from tests.support.gateway import ACCOUNT
from tests.support.office import NGHIA
from tests.support.watch import TRIES, Watch
from tests.support.world import COMPLETE, with_rules

API = "https://api.twilio.com/2010-04-01"
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
SOON = timedelta(minutes=15)


# --- queues


def lies_in(queue: str) -> Callable[[Watch], None]:
    """A message has come to rest in a queue of dead letters."""

    def fault(watch: Watch) -> None:
        watch.says("AWS/SQS", "ApproximateNumberOfMessagesVisible", 1, QueueName=queue)

    return fault


def a_notification_breaks_the_dispatcher(watch: Watch) -> None:
    watch.deployment.sms()
    with watch.deployment.aws.refusing("GetItem", "UpdateItem"):
        assert watch.runs("dispatch")  # goes back to the queue, and after five times to the dead
    lies_in("NoticesDeadLetterQueue")(watch)


def a_report_cannot_be_read(watch: Watch) -> None:
    assert watch.runs("mail_events", "no report of SES's") == ["m0"]
    lies_in("MailEventsDeadLetterQueue")(watch)


def a_run_fails_three_times(watch: Watch) -> None:
    with watch.deployment.aws.refusing("Query"):
        assert [watch.runs("sweep") for _ in range(TRIES)] == [None] * TRIES
    lies_in("FailedRunsQueue")(watch)


def nobody_reads(queue: str) -> Callable[[Watch], None]:
    """Its event source is switched off, and its first message grows old."""

    def fault(watch: Watch) -> None:
        for minutes in range(25):
            watch.says("AWS/SQS", "ApproximateAgeOfOldestMessage", 60 * minutes, QueueName=queue)
            watch.deployment.later(minutes=1)

    return fault


def the_dispatcher_is_switched_off(watch: Watch) -> None:
    watch.deployment.sms()
    watch.goes_on(SOON, but={"dispatch"})


# --- settings


def no_settings_are_there(watch: Watch) -> None:
    """Three texts come in before anybody has saved any."""
    with saved.looking():
        for _ in range(3):
            watch.deployment.sms()


# --- functions


def the_store_refuses(schedule: str) -> Callable[[Watch], None]:
    """The store is out of reach while a schedule runs."""

    def fault(watch: Watch) -> None:
        watch.deployment.sms()
        watch.deployment.at = watch.deployment.at.replace(day=18, hour=7)  # each has work to do
        with watch.deployment.aws.refusing("Query", "GetItem"):
            assert watch.runs(schedule) is None

    return fault


def the_list_cannot_be_had(watch: Watch) -> None:
    watch.deployment.provider.broken = [(500, 20500)]
    assert watch.runs("reconcile") is None


def it_takes_too_long(function: str, times: int = 1) -> Callable[[Watch], None]:
    """Lambda ends it."""

    def fault(watch: Watch) -> None:
        for _ in range(times):
            watch.failed(function)
            watch.deployment.later(minutes=1)

    return fault


def two_texts_meet_a_store_that_refuses(watch: Watch) -> None:
    with watch.deployment.aws.refusing("UpdateItem", "TransactWriteItems"):
        for _ in range(2):
            fields = watch.deployment.message_fields()
            assert watch.tried(lambda said=fields: watch.deployment.sms(said)) == [503] * TRIES
            watch.deployment.later(minutes=5)


def too_many_run_at_once(watch: Watch) -> None:
    watch.says("AWS/Lambda", "Throttles", 1)


def the_api_turns_away(times: int) -> Callable[[Watch], None]:
    """More came at once than its limits allow."""

    def fault(watch: Watch) -> None:
        for _ in range(times):
            watch.metrics.put(alarm("ApiThrottledAlarm").metric, 1, watch.deployment.at)

    return fault


# --- strangers, and our own that are taken for strangers


def a_stale_token_refuses_our_own_texts(watch: Watch) -> None:
    aws.configure("another token")
    for _ in range(2):
        fields = watch.deployment.message_fields()
        assert watch.tried(lambda said=fields: watch.deployment.sms(said)) == [403] * TRIES
        watch.deployment.later(minutes=20)


def tried_code(watch: Watch, code: str = "000000") -> None:
    watch.asks(lambda: watch.deployment.post("/van-phong/ma", [("mail", NGHIA), ("code", code)]))


def somebody_tries_codes_without_pause(watch: Watch) -> None:
    for _ in range(10):
        tried_code(watch)


def somebody_guesses_codes_slowly(watch: Watch) -> None:
    for _ in range(5):
        tried_code(watch)
    for _ in range(15):
        watch.deployment.later(minutes=61)
        tried_code(watch)


# --- what does not arrive


def refused_texts(watch: Watch, times: int) -> None:
    """So many people write whom no text can reach."""
    for nth in range(times):
        watch.deployment.sms(watch.deployment.message_fields(COMPLETE, f"+8491200{nth:04d}"))
        watch.deployment.provider.broken = [(400, 21614)]
        watch.runs("dispatch")


def the_provider_refuses_texts(watch: Watch) -> None:
    refused_texts(watch, 3)


def bounced(watch: Watch, provider_id: str) -> None:
    bounce = {"bounceType": "Permanent", "bounceSubType": "NoEmail"}
    said = {"eventType": "Bounce", "mail": {"messageId": provider_id}, "bounce": bounce}
    assert watch.runs("mail_events", said) == []


def the_mail_that_says_so_comes_back_as_well(watch: Watch) -> None:
    deployment = watch.deployment
    deployment.sms()
    deployment.deliver()
    for kind in ("received", "notice_failed"):
        (mail,) = [n for n in deployment.notifications() if n.medium == "mail" and not n.error]
        assert (mail.kind == "notice_failed") == (kind == "notice_failed")
        bounced(watch, mail.provider_id)
        deployment.deliver()
    watch.hear()


def more_write_from_abroad_than_a_day_allows(watch: Watch) -> None:
    body = watch.deployment.authority
    body = replace(body, sms=replace(body.sms, abroad_a_day=2))
    services = with_rules(watch.deployment.services, authority=body)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(wiring, "services", lambda **_: services)
        for nth in range(5):
            fields = watch.deployment.message_fields(COMPLETE, f"+4915112345{nth:03d}")
            watch.deployment.sms(fields)
            watch.runs("dispatch")


def a_telephone_falls_silent(watch: Watch) -> None:
    text_gateways.connect()
    said = text_gateways.phone(watch.deployment, text_gateways.ping())
    assert said.status == 200
    watch.deployment.later(minutes=25)
    watch.runs("reconcile")


def every_gateway_has_sent_enough_today(watch: Watch) -> None:
    body = watch.deployment.authority
    body = replace(body, sms=replace(body.sms, routes=(Route(gateway=TWILIO, a_day=1),)))
    services = with_rules(watch.deployment.services, authority=body)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(wiring, "services", lambda **_: services)
        for nth in range(5):
            watch.deployment.sms(watch.deployment.message_fields(COMPLETE, f"+8491200000{nth}"))
            watch.runs("dispatch")


def what_renews_zalos_token_is_dead(watch: Watch) -> None:
    text_gateways.connect(**{zalo.NAME: zalo.ACCOUNT})
    watch.deployment.doors = zalo.Zalo(renews="got and not written")
    body = watch.deployment.authority
    body = replace(body, sms=replace(body.sms, routes=zalo.ROUTES))
    services = with_rules(watch.deployment.services, authority=body)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(wiring, "services", lambda **_: services)
        zalo.writes(watch.deployment, COMPLETE)
        watch.runs("dispatch")


def no_case_can_be_made_of_a_text(watch: Watch) -> None:
    with watch.deployment.aws.refusing("TransactWriteItems"):
        assert watch.deployment.sms().status == 200
        watch.deployment.later(minutes=1)
        assert watch.runs("sweep")["stuck"] == 1


def the_ladder_breaks_on_a_case(watch: Watch) -> None:
    watch.deployment.sms()
    watch.deployment.later(days=3)
    with watch.deployment.aws.refusing("TransactWriteItems"):
        assert watch.runs("escalate")["stuck"] == 1


def the_provider_reports_something_new(watch: Watch) -> None:
    watch.deployment.sms()
    watch.deployment.deliver()
    ref = next(n.ref for n in watch.deployment.notifications() if n.medium == "sms")
    said = [("MessageSid", f"SM{1:032d}"), ("MessageStatus", "vanished")]
    watch.asks(lambda: watch.deployment.signed(f"/receipts/sms/{ref}", said))


def a_webhook_is_lost(watch: Watch) -> None:
    came = watch.deployment.at - timedelta(minutes=20)
    said = dict(watch.deployment.message_fields())
    message = Message(
        sid=said["MessageSid"],
        direction="in",
        sender=CITIZEN,
        receiver=HOTLINE,
        body=COMPLETE,
        status="received",
        at=came.isoformat(),
    )
    watch.deployment.provider.listed["messages"] = [messages_rest.resource(message, ACCOUNT)]
    assert watch.runs("reconcile")["found"] == 1


def the_public_name_leads_nowhere(watch: Watch) -> None:
    watch.deployment.door = requests.ConnectionError("no such name")
    watch.goes_on(MINUTE * 2)


def a_years_holidays_are_not_loaded(watch: Watch) -> None:
    watch.deployment.at = watch.deployment.at.replace(year=2039, month=12, day=7, hour=7)
    watch.began = watch.deployment.at
    watch.runs("digest")


# --- what runs out, and what is silent


def it_does_not_run(schedule: str, span: timedelta, *others: str) -> Callable[[Watch], None]:
    """Its rule is switched off, while all others run, but for these."""

    def fault(watch: Watch) -> None:
        watch.goes_on(span, step=span / 50, but={schedule, *others})

    return fault


def the_certificate_ends(watch: Watch) -> None:
    dimensions = {"CertificateArn": "CertificateArn"}
    watch.says("AWS/CertificateManager", "DaysToExpiry", 20, **dimensions)


def little_money_is_left(watch: Watch) -> None:
    watch.deployment.provider.balance = "9.99"
    watch.deployment.at = watch.deployment.at.replace(day=18, hour=7)
    watch.runs("reconcile")


def nothing_answers_outside(watch: Watch) -> None:
    for _ in range(4):
        watch.says("AWS/Route53", "HealthCheckStatus", 0, HealthCheckId="HealthCheck")
        watch.deployment.later(minutes=1)


def a_file_waits_for_its_scan(watch: Watch) -> None:
    link = watch.deployment.way_to(Todo.ANSWER)
    key, _ = sending.send(watch.deployment.get(f"{link}/tep"), papers.pdf(), "a.pdf")
    sending.came(watch.deployment, key)
    watch.goes_on(2 * HOUR)


def the_look_into_a_file_breaks(watch: Watch) -> None:
    link = watch.deployment.way_to(Todo.ANSWER)
    key, _ = sending.send(watch.deployment.get(f"{link}/tep"), papers.pdf(), "a.pdf")
    with watch.deployment.aws.refusing("TransactWriteItems", "PutObject"):
        with pytest.raises(RetryableError):
            sending.scanned(watch.deployment, key)
        watch.failed("files")


def a_picture_cannot_be_had(watch: Watch) -> None:
    deployment = watch.deployment
    said = dict(deployment.message_fields())
    picture = f"{API}/Accounts/{ACCOUNT}/Messages/{said['MessageSid']}/Media/ME{1:032x}"
    deployment.sms([*(said | {"NumMedia": "1", "MediaUrl0": picture}).items()])
    watch.goes_on(20 * HOUR, step=30 * MINUTE)


FAULTS: dict[str, Callable[[Watch], None]] = {
    "NoticesDeadLetterAlarm": a_notification_breaks_the_dispatcher,
    "MailEventsDeadLetterAlarm": a_report_cannot_be_read,
    "FailedRunsAlarm": a_run_fails_three_times,
    "NoticesAgeAlarm": nobody_reads("NoticesQueue"),
    "MailEventsAgeAlarm": nobody_reads("MailEventsQueue"),
    "OldestNoticeAlarm": the_dispatcher_is_switched_off,
    "DispatchErrorsAlarm": it_takes_too_long("dispatch"),
    "MailEventsErrorsAlarm": it_takes_too_long("mail_events"),
    "SweepErrorsAlarm": the_store_refuses("sweep"),
    "EscalateErrorsAlarm": the_store_refuses("escalate"),
    "GatherErrorsAlarm": the_store_refuses("gather"),
    "ReportErrorsAlarm": the_store_refuses("report"),
    "DigestErrorsAlarm": the_store_refuses("digest"),
    "ReconcileErrorsAlarm": the_list_cannot_be_had,
    "ApiErrorsAlarm": it_takes_too_long("api_handler", times=6),
    "ApiServerErrorsAlarm": two_texts_meet_a_store_that_refuses,
    "ThrottlesAlarm": too_many_run_at_once,
    "ApiThrottledAlarm": the_api_turns_away(10),
    "SignatureRefusedAlarm": a_stale_token_refuses_our_own_texts,
    "SignInLimitedAlarm": somebody_tries_codes_without_pause,
    "WrongCodesAlarm": somebody_guesses_codes_slowly,
    "NoticeFailedAlarm": the_provider_refuses_texts,
    "FailureUntoldAlarm": the_mail_that_says_so_comes_back_as_well,
    "AbroadLimitedAlarm": more_write_from_abroad_than_a_day_allows,
    "GatewaySilentAlarm": a_telephone_falls_silent,
    "TextsLimitedAlarm": every_gateway_has_sent_enough_today,
    "ZaloTokenLostAlarm": what_renews_zalos_token_is_dead,
    "SettingsUnreadAlarm": no_settings_are_there,
    "ContactStuckAlarm": no_case_can_be_made_of_a_text,
    "CaseStuckAlarm": the_ladder_breaks_on_a_case,
    "UnknownProviderCodeAlarm": the_provider_reports_something_new,
    "ReconciledAlarm": a_webhook_is_lost,
    "CanaryAlarm": the_public_name_leads_nowhere,
    "CalendarYearAlarm": a_years_holidays_are_not_loaded,
    "SweepHeartbeatAlarm": it_does_not_run("sweep", 0.5 * HOUR),
    "EscalateHeartbeatAlarm": it_does_not_run("escalate", HOUR),
    "ReconcileHeartbeatAlarm": it_does_not_run("reconcile", 2 * HOUR),
    "GatherHeartbeatAlarm": it_does_not_run("gather", 20 * HOUR),
    "ReportHeartbeatAlarm": it_does_not_run("report", 18 * HOUR),
    "DigestHeartbeatAlarm": it_does_not_run("digest", 29 * HOUR, "escalate"),  # which does it too
    "CertificateAlarm": the_certificate_ends,
    "BalanceAlarm": little_money_is_left,
    "OutsideAlarm": nothing_answers_outside,
    "FilesErrorsAlarm": the_look_into_a_file_breaks,
    "FileNotScannedAlarm": a_file_waits_for_its_scan,
    "PictureFailedAlarm": a_picture_cannot_be_had,
}
OF_THE_TELEPHONE = {"RecordingFailedAlarm"}  # below, with a telephone


@pytest.mark.parametrize("name", FAULTS)
def test_an_alarm_is_set_off_by_its_fault(watch: Watch, name: str) -> None:
    assert watch.set_off(name) is None
    FAULTS[name](watch)
    assert watch.set_off(name) is not None


def test_a_recording_that_is_lost_sets_off_its_alarm(
    exchange: Exchange, capsys: pytest.CaptureFixture[str]
) -> None:
    watch = Watch(exchange.deployment, lambda: capsys.readouterr().out)
    taken_down(exchange)
    exchange.deployment.provider.provider_recordings.clear()
    watch.goes_on(20 * HOUR, step=30 * MINUTE)
    assert watch.set_off("RecordingFailedAlarm")


def test_no_alarm_of_the_templates_is_without_its_fault() -> None:
    assert {one.name for one in alarms.alarms()} == {*FAULTS, *OF_THE_TELEPHONE}


def test_that_the_dispatcher_is_off_is_known_within_a_quarter_of_an_hour(watch: Watch) -> None:
    the_dispatcher_is_switched_off(watch)
    assert (watch.set_off("OldestNoticeAlarm") or HOUR) <= SOON


@pytest.mark.parametrize(
    ("name", "within"),
    [
        ("SweepHeartbeatAlarm", timedelta(minutes=15)),
        ("EscalateHeartbeatAlarm", timedelta(minutes=35)),
        ("ReconcileHeartbeatAlarm", 2 * HOUR),
    ],
)
def test_a_schedule_that_stops_is_known_soon(watch: Watch, name: str, within: timedelta) -> None:
    FAULTS[name](watch)
    assert timedelta() < (watch.set_off(name) or timedelta()) <= within
