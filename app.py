"""The doorway: the Chalice app, its blueprints, its schedules and queues; one line each."""

from chalice.app import Chalice

app = Chalice(app_name="hotline")


@app.route("/healthz")
def healthz() -> dict[str, str]:
    return {"status": "ok"}


@app.on_sqs_message(queue_arn="NoticesQueueArn", batch_size=5, name="dispatch")
def dispatch(event):  # type: ignore[no-untyped-def]
    return {"batchItemFailures": []}


@app.schedule("rate(1 minute)", name="sweep")
def sweep(event):  # type: ignore[no-untyped-def]
    return {}


@app.schedule("rate(5 minutes)", name="escalate")
def escalate(event):  # type: ignore[no-untyped-def]
    return {}


@app.schedule("cron(0 0 * * ? *)", name="digest")
def digest(event):  # type: ignore[no-untyped-def]
    return {}
