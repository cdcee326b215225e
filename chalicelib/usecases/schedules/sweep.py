"""The sweeper: every minute it finds what was written down but not done, and has it done."""

from __future__ import annotations

from datetime import timedelta

from chalicelib import observe
from chalicelib.domain.case.case import Channel
from chalicelib.domain.case.notifications import Medium, NotificationState
from chalicelib.usecases.calls import recordings as call_recordings
from chalicelib.usecases.calls import result as call_result
from chalicelib.usecases.calls.conclude import conclude
from chalicelib.usecases.delivery.failures import UNREPORTED
from chalicelib.usecases.services import Services
from chalicelib.usecases.texts.receive import take_in

BATCH = 100
NEVER_CONFIRMED = "no receipt"
GRACE = timedelta(seconds=20)  # the webhook itself is given this long to finish


def sweep(services: Services) -> dict[str, int]:
    """Makes the cases of contacts that have none yet, and kicks the notices that wait.

    Returns what was found, for the log. One bad contact does not hold up the others.
    """
    taken, stuck = _take_in_the_rest(services)
    kicked, unconfirmed = _kick_what_waits(services)
    found = {"taken": taken, "stuck": stuck, "kicked": kicked, "unconfirmed": unconfirmed}
    observe.metric("Heartbeat", Schedule="sweep")
    observe.log("swept", **found)
    return found


def _take_in_the_rest(services: Services) -> tuple[int, int]:
    taken = stuck = 0
    for contact in services.contacts.untaken(services.authority.id, services.now() - GRACE, BATCH):
        try:
            _take_in(services, contact)
            taken += 1
        except Exception as error:  # the next one must not wait for this one
            stuck += 1
            observe.metric("ContactStuck")
            observe.log("contact stuck", contact=contact, error=type(error).__name__)
    return taken, stuck


def _take_in(services: Services, contact: str) -> None:
    raw = services.contacts.get(contact)
    if raw is not None and raw.channel is Channel.VOICE:
        conclude(services, contact)
    else:
        take_in(services, contact)


def _kick_what_waits(services: Services) -> tuple[int, int]:
    """Sent texts whose receipt never came become a person's business; the rest is sent again."""
    refs = services.outbox.waiting(services.authority.id, services.now(), BATCH)
    unconfirmed = [ref for ref in refs if _is_given_up(services, ref)]
    open_refs = [ref for ref in refs if ref not in unconfirmed]
    provider_recordings = services.recordings.waiting(services.authority.id, services.now(), BATCH)
    services.queue.enqueue(
        [*open_refs, *(f"{call_recordings.KICK}{ref}" for ref in provider_recordings)]
    )
    return len(open_refs) + len(provider_recordings), len(unconfirmed)


def _is_given_up(services: Services, ref: str) -> bool:
    """One notice that cannot be settled does not hold up the others; it is looked at again."""
    try:
        return _is_unconfirmed(services, ref)
    except Exception as error:
        observe.metric("CaseStuck")
        observe.log("case stuck", case=ref.partition("/")[0], error=type(error).__name__)
        return True  # sending it again might tell somebody twice


def _is_unconfirmed(services: Services, ref: str) -> bool:
    """What the provider took and never spoke of again. Of a call its own turns say what it came to;
    of a text nobody knows whether it came, so it counts as failed, and a person is told."""
    now, notification = services.now(), services.outbox.get(ref)
    if notification is None or notification.state is not NotificationState.SENT:
        return False
    if notification.medium is Medium.CALL:
        call_result.over(services, ref, notification.provider_id, NEVER_CONFIRMED)
        return True
    return services.outbox.settle(
        ref,
        NotificationState.FAILED,
        authority=services.authority.id,
        at=now,
        allowed=(NotificationState.SENT,),
        error=NEVER_CONFIRMED,
        wait_at=now + UNREPORTED,
    )
