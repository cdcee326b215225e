"""The doorway: the Chalice app, its blueprints, its schedules and queues; one line each."""

from typing import Any

from chalice.app import Chalice, CloudWatchEvent, SQSEvent

from chalicelib.entrypoints import events as jobs
from chalicelib.entrypoints.pages import links as todo
from chalicelib.entrypoints.pages import office, public
from chalicelib.entrypoints.webhooks import calls as voice
from chalicelib.entrypoints.webhooks import texts as sms

app = Chalice(app_name="hotline")

app.register_blueprint(public.routes)
app.register_blueprint(sms.routes)
app.register_blueprint(voice.routes)
app.register_blueprint(todo.routes)
app.register_blueprint(office.routes)


# Event handlers live here: in a blueprint they would be packaged without this module.
@app.on_sqs_message(queue_arn="NoticesQueueArn", batch_size=5, name="dispatch")
def dispatch(event: SQSEvent) -> dict[str, Any]:
    return jobs.dispatch(event)


@app.on_sqs_message(queue_arn="MailEventsQueueArn", batch_size=10, name="mail_events")
def mail_events(event: SQSEvent) -> dict[str, Any]:
    return jobs.mail_events(event)


@app.schedule("rate(1 minute)", name="sweep")
def sweep(event: CloudWatchEvent) -> dict[str, int]:
    return jobs.sweep()


@app.schedule("rate(5 minutes)", name="escalate")
def escalate(event: CloudWatchEvent) -> dict[str, int]:
    return jobs.escalate(event)


# From 7:00 in Vietnam: a digest that stopped in time or died goes on five minutes later.
@app.schedule("cron(0/5 0 * * ? *)", name="digest")
def digest(event: CloudWatchEvent) -> dict[str, int]:
    return jobs.digest(event)
