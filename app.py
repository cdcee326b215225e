"""The Chalice app: its blueprints, schedules and queue handlers, one line each."""

import gc
from collections.abc import Callable
from importlib import import_module
from typing import Any

gc.disable()  # what is imported stays: to look through it as it grows is a tenth of a cold start

from chalicelib import generated

generated.use()  # before any dataclass of ours is made

from chalice.app import Chalice, CloudWatchEvent, Request, Response, SQSEvent

from chalicelib.entrypoints import start
from chalicelib.entrypoints.pages import routes as pages
from chalicelib.entrypoints.webhooks import calls, texts

app = Chalice(app_name="hotline")

app.register_blueprint(texts.routes)
app.register_blueprint(calls.routes)
app.register_blueprint(pages.routes)


@app.middleware("http")
def in_our_words(request: Request, respond: Callable[[Request], Response]) -> Response:
    return pages.in_our_words(request, respond)


# What queues and schedules run: whoever answers calls and texts does not wait for it.
def _events() -> Any:
    return import_module("chalicelib.entrypoints.events")


# Event handlers live here because in a blueprint they would be packaged without this module.
@app.on_sqs_message(queue_arn="NoticesQueueArn", batch_size=5, name="dispatch")
def dispatch(event: SQSEvent) -> dict[str, Any]:
    return _events().dispatch(event)  # type: ignore[no-any-return]


@app.on_sqs_message(queue_arn="MailEventsQueueArn", batch_size=10, name="mail_events")
def mail_events(event: SQSEvent) -> dict[str, Any]:
    return _events().mail_events(event)  # type: ignore[no-any-return]


# A file has come to its inbox, or the scan has said what it is. Whose bucket it is, is looked at.
@app.on_cw_event(
    {
        "source": ["aws.s3", "aws.guardduty"],
        "detail-type": ["Object Created", "GuardDuty Malware Protection Object Scan Result"],
    },
    name="files",
)
def files(event: CloudWatchEvent) -> None:
    _events().files(event)


@app.schedule("rate(1 minute)", name="sweep")
def sweep(event: CloudWatchEvent) -> dict[str, int]:
    return _events().sweep()  # type: ignore[no-any-return]


@app.schedule("rate(5 minutes)", name="escalate")
def escalate(event: CloudWatchEvent) -> dict[str, int]:
    return _events().escalate(event)  # type: ignore[no-any-return]


@app.schedule("rate(15 minutes)", name="reconcile")
def reconcile(event: CloudWatchEvent) -> dict[str, int]:
    return _events().reconcile(event)  # type: ignore[no-any-return]


# At 8:05, 10:05, 13:05 and 16:05 in Vietnam: the ladder's mails of that hour are there by then.
@app.schedule("cron(5 1,3,6,9 * * ? *)", name="gather")
def gather(event: CloudWatchEvent) -> dict[str, int]:
    return _events().gather()  # type: ignore[no-any-return]


# From 17:00 in Vietnam, and from 7:00 for what was told in between.
@app.schedule("cron(0/5 0,10 * * ? *)", name="report")
def report(event: CloudWatchEvent) -> dict[str, int]:
    return _events().report(event)  # type: ignore[no-any-return]


# From 7:00 in Vietnam. A digest that ran out of time or crashed continues five minutes later.
@app.schedule("cron(0/5 0 * * ? *)", name="digest")
def digest(event: CloudWatchEvent) -> dict[str, int]:
    return _events().digest(event)  # type: ignore[no-any-return]


start.start()
gc.enable()
