"""The handlers of queues and schedules. A message that fails does not affect the others."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chalice.app import CloudWatchEvent, SQSEvent

from chalicelib import observe, settings, wiring
from chalicelib.providers.aws import mail_events as ses_events
from chalicelib.providers.aws import scans
from chalicelib.usecases.calls import recordings
from chalicelib.usecases.calls.conclude import conclude
from chalicelib.usecases.delivery import dispatch as dispatching
from chalicelib.usecases.delivery import receipts
from chalicelib.usecases.files import arriving, fetching
from chalicelib.usecases.office import sign_in
from chalicelib.usecases.ports.queue import (
    ConcludeCall,
    FetchPicture,
    FetchRecording,
    GoOnTalking,
    MailSignInLink,
    Message,
    SendNotification,
    decode,
)
from chalicelib.usecases.reports import issuing
from chalicelib.usecases.schedules import balance, canary
from chalicelib.usecases.schedules import digest as digesting
from chalicelib.usecases.schedules import escalate as escalating
from chalicelib.usecases.schedules import gather as gathering
from chalicelib.usecases.schedules import recalculate as recalculating
from chalicelib.usecases.schedules import reconcile as reconciling
from chalicelib.usecases.schedules import report as reporting
from chalicelib.usecases.schedules import sweep as sweeping
from chalicelib.usecases.services import Services
from chalicelib.usecases.texts import conversing, life

# A run stops this long before the function's limit, which leaves time to put together what it has
# said to thousands; the next one continues.
MARGIN_MS = 30_000


def time_left(event: CloudWatchEvent) -> Callable[[], bool]:
    """A function that says whether there is time to begin another piece of work."""
    lambda_context: Any = event.context
    return lambda: lambda_context.get_remaining_time_in_millis() > MARGIN_MS


def dispatch(event: SQSEvent) -> dict[str, Any]:
    """Does what each message of the batch asks for."""

    def work(services: Services, body: str) -> None:
        wiring.read_secrets()
        _do(services, decode(body))

    return _each(event, work, lambda body, why: observe.log("dispatch broke", ref=body, error=why))


def _do(services: Services, message: Message) -> None:
    rules, store = services.rules, services.store
    match message:
        case ConcludeCall(call):
            conclude(rules, store, call)
        case FetchRecording(ref):
            recordings.fetch(rules, store, services.telephone, ref)
        case FetchPicture(ref):
            fetching.fetch(rules, store, services.telephone.media, services.files, ref)
        case GoOnTalking(name):
            conversing.due(rules, store, name)
        case MailSignInLink(link):
            sign_in.deliver(rules, store, services.delivery, link)
        case SendNotification(ref):
            dispatching.dispatch(services, ref)


def mail_events(event: SQSEvent) -> dict[str, Any]:
    """Handles what SES reports about mail. Anything else ends up as a dead letter."""

    def work(services: Services, body: str) -> None:
        report = ses_events.read(body)
        if report is not None:
            receipts.mail_reported(services.rules, services.store, report)

    return _each(event, work, lambda _, why: observe.log("mail event broke", error=why))


def files(event: CloudWatchEvent) -> None:
    """A file has come to the inbox, or was scanned. What fails is tried again twice by Lambda; then
    it is a failed run, and the file stays unseen."""
    services = wiring.services()
    rules, store = services.rules, services.store
    told = scans.read(event.to_dict(), settings.current().files_bucket)
    if told is None:
        return
    if told.verdict is None:
        arriving.arrived(rules, store, told.key)
    else:
        arriving.judged(rules, store, services.files, told.key, told.tag, told.verdict)


def _each(
    event: SQSEvent, work: Callable[[Services, str], None], log: Callable[[str, str], None]
) -> dict[str, Any]:
    """Works on each message, which is a request of its own. Only those that failed go back to the
    queue, which delivers them again and finally moves them to the dead letters; `log` is given such
    a message and why it failed."""
    failures = []
    for record in event:
        try:
            work(wiring.services(), record.body)
        except Exception as error:
            log(record.body, type(error).__name__)
            failures.append({"itemIdentifier": record.to_dict()["messageId"]})
    return {"batchItemFailures": failures}


def sweep() -> dict[str, int]:
    """Looks from outside whether the product answers, after what is owed has been seen to."""
    services = wiring.services()
    did = sweeping.sweep(services.rules, services.store)
    return {**did, "reached": canary.look(wiring.front_door())}


def escalate(event: CloudWatchEvent) -> dict[str, int]:
    """Recalculates after a calendar change first, so that nobody is told an outdated due time; and
    in the morning the digest comes first."""
    services, may_go_on = wiring.services(), time_left(event)
    recalculating.recalculate(services.rules, services.store, may_go_on)
    if digesting.is_its_hour(services.rules):  # what it says need not be said again
        digesting.digest(services.rules, services.store, services.delivery, may_go_on)
    return escalating.escalate(services.rules, services.store, may_go_on)


def report(event: CloudWatchEvent) -> dict[str, int]:
    """The day's report; and drafts of the reports about what ended with the day before."""
    services, may_go_on = wiring.services(), time_left(event)
    issuing.draft_ended(services.rules, services.store)
    return reporting.report(services.rules, services.store, may_go_on)


def gather() -> dict[str, int]:
    services = wiring.services()
    return gathering.round_up(services.rules, services.store)


def digest(event: CloudWatchEvent) -> dict[str, int]:
    services, may_go_on = wiring.services(), time_left(event)
    recalculating.recalculate(services.rules, services.store, may_go_on)
    return digesting.digest(services.rules, services.store, services.delivery, may_go_on)


def reconcile(event: CloudWatchEvent) -> dict[str, int]:
    """Looks besides whether gateways are silent and, in the digest's hour, what money is left: once
    a day is enough."""
    services, may_go_on = wiring.services(), time_left(event)
    if digesting.is_its_hour(services.rules):
        balance.measure(services.telephone.account)
    life.look(services.rules, services.store)
    return reconciling.reconcile(services.rules, services.store, services.telephone, may_go_on)
