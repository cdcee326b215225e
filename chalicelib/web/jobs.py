"""What queues and schedules set off. Each failure of one message is its own."""

from __future__ import annotations

from typing import Any

from chalice.app import SQSEvent

from chalicelib import observe, wiring
from chalicelib.usecases import dispatch as dispatching
from chalicelib.usecases import sweep as sweeping


def dispatch(event: SQSEvent) -> dict[str, Any]:
    """Sends each notice of the batch; those that broke go back to the queue, the others do not."""
    broken = []
    for record in event:
        try:
            dispatching.dispatch(wiring.house(), record.body)
        except Exception as error:  # the queue hands it out again, then puts it aside
            observe.log("dispatch broke", ref=record.body, error=type(error).__name__)
            broken.append({"itemIdentifier": record.to_dict()["messageId"]})
    return {"batchItemFailures": broken}


def sweep() -> dict[str, int]:
    return sweeping.sweep(wiring.house())


def escalate() -> dict[str, int]:
    observe.metric("Heartbeat", Schedule="escalate")
    return {}


def digest() -> dict[str, int]:
    observe.metric("Heartbeat", Schedule="digest")
    return {}
