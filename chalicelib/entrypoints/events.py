"""What queues and schedules set off. Each failure of one message is its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chalice.app import CloudWatchEvent, SQSEvent

from chalicelib import observe, wiring
from chalicelib.providers.aws import mail_events as ses_events
from chalicelib.usecases.calls import receive as receive_call
from chalicelib.usecases.calls import recordings as call_recordings
from chalicelib.usecases.calls.conclude import conclude
from chalicelib.usecases.delivery import dispatch as dispatching
from chalicelib.usecases.delivery import returned_mail as mail_trouble
from chalicelib.usecases.office import sign_in
from chalicelib.usecases.schedules import digest as digesting
from chalicelib.usecases.schedules import escalate as escalating
from chalicelib.usecases.schedules import recalculate as recalculating
from chalicelib.usecases.schedules import sweep as sweeping

MARGIN_MS = 15_000  # a run stops in good time before the function's limit; the next goes on


def time_left(event: CloudWatchEvent) -> Callable[[], bool]:
    """Whether the function may begin another piece of work."""
    lambda_context: Any = event.context
    return lambda: lambda_context.get_remaining_time_in_millis() > MARGIN_MS


def dispatch(event: SQSEvent) -> dict[str, Any]:
    """Sends each notice of the batch; those that broke go back to the queue, the others do not."""
    broken = []
    for record in event:
        try:
            _send(record.body)
        except Exception as error:  # the queue hands it out again, then puts it aside
            observe.log("dispatch broke", ref=record.body, error=type(error).__name__)
            broken.append({"itemIdentifier": record.to_dict()["messageId"]})
    return {"batchItemFailures": broken}


def _send(ref: str) -> None:
    """What a message on the queue names: a recording, a call that is over, a sign-in, a notice."""
    if ref.startswith(receive_call.KICK):
        conclude(wiring.services(), ref.removeprefix(receive_call.KICK))
    elif ref.startswith(call_recordings.KICK):
        call_recordings.fetch(wiring.services(), ref.removeprefix(call_recordings.KICK))
    elif ref.startswith(sign_in.KICK):
        sign_in.deliver(wiring.services(), ref.removeprefix(sign_in.KICK))
    else:
        dispatching.dispatch(wiring.services(), ref)


def mail_events(event: SQSEvent) -> dict[str, Any]:
    """Bounces and complaints; what is no report of the provider ends among the dead letters."""
    broken = []
    for record in event:
        try:
            trouble = ses_events.read(record.body)
            if trouble is not None:
                mail_trouble.came_back(wiring.services(), trouble.message_id, trouble.code)
        except Exception as error:
            observe.log("mail event broke", error=type(error).__name__)
            broken.append({"itemIdentifier": record.to_dict()["messageId"]})
    return {"batchItemFailures": broken}


def sweep() -> dict[str, int]:
    return sweeping.sweep(wiring.services())


def escalate(event: CloudWatchEvent) -> dict[str, int]:
    """A new calendar comes first: nobody is told of a due time that has moved."""
    services, may_go_on = wiring.services(), time_left(event)
    recalculating.recalculate(services, may_go_on)
    return escalating.escalate(services, may_go_on)


def digest(event: CloudWatchEvent) -> dict[str, int]:
    services, may_go_on = wiring.services(), time_left(event)
    recalculating.recalculate(services, may_go_on)
    return digesting.digest(services, may_go_on)
