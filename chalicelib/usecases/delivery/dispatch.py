"""Sending what waits in the outbox: at least once, guarded by the notice's state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib import observe
from chalicelib.domain.case.case import CaseFile, Channel
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.notifications import CITIZEN, Medium, Notification, NotificationState
from chalicelib.domain.case.receivers import mail_address
from chalicelib.domain.deadlines.late_delivery import delivered_late
from chalicelib.domain.formats.phone import PhoneKind, kind_of
from chalicelib.domain.transitions.result_calls import next_slot
from chalicelib.usecases.calls import result as call_result
from chalicelib.usecases.calls.lines import hours_of
from chalicelib.usecases.commit import commit_with_retry
from chalicelib.usecases.delivery import rendering as wording
from chalicelib.usecases.delivery.failures import UNREPORTED, report_failure
from chalicelib.usecases.ports.errors import RefusedError, RetryableError
from chalicelib.usecases.ports.world import Letter
from chalicelib.usecases.services import Services

CLAIM = timedelta(minutes=2)  # longer than any provider takes to answer
CALL_OVER = timedelta(hours=1)  # how long a call may stay without a word of its end
UNCONFIRMED = timedelta(hours=6)  # how long a text may stay without the network's receipt
COMES_BACK = timedelta(days=30)  # how long after it was sent a mail may still bounce
BACKOFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
ASSIGNED = "agency_assigned"
GIVEN_UP = 12  # attempts, those included in which the dispatcher itself broke
ANSWERS_AN_HOUR = 5  # automatic answers to one number

RUNG_BY_MACHINE = frozenset({PhoneKind.MOBILE, PhoneKind.LANDLINE})  # abroad may cost anything

_SENDING = (NotificationState.SENDING,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What came of one attempt."""

    state: NotificationState
    wait_at: datetime | None = None
    provider_id: str = ""
    error: str = ""


def dispatch(services: Services, ref: str) -> None:
    """Sends one notice if it is due and nobody else is sending it; else does nothing, but for a
    failure that nobody was told of yet."""
    now = services.now()
    notification = services.outbox.claim(ref, now, now + CLAIM)
    if notification is None:
        _finish_what_is_left(services, ref, now)
        return
    fate = _fate(services, notification, now)
    services.outbox.settle(
        ref,
        fate.state,
        authority=notification.authority,
        at=now,
        allowed=_SENDING,
        provider_id=fate.provider_id,
        error=fate.error,
        wait_at=now + UNREPORTED if fate.state is NotificationState.FAILED else fate.wait_at,
    )
    observe.log("notice", ref=ref, kind=notification.kind, state=fate.state, error=fate.error)
    if fate.state is NotificationState.FAILED:
        report_failure(services, notification, fate.error)
    elif (
        fate.state is NotificationState.SENT
        and notification.again
        and notification.kind == ASSIGNED
    ):
        _count_from_now(services, notification)


def _finish_what_is_left(services: Services, ref: str, now: datetime) -> None:
    """What was settled and not followed up: a failure nobody was told of, a call in vain."""
    notification = services.outbox.get(ref)
    if notification is None or notification.wait_at is None or notification.wait_at > now:
        return
    if notification.state is NotificationState.FAILED:
        report_failure(services, notification, notification.error)
    elif notification.state is NotificationState.UNANSWERED:
        call_result.try_again(services, ref)


def _count_from_now(services: Services, notification: Notification) -> None:
    """An agency has its assignment only now: its first mail had come back."""

    def delivered(file: CaseFile, now: datetime) -> Change | None:
        return delivered_late(file, notification.who, services.authority, services.calendar, now)

    commit_with_retry(services, notification.case, delivered)


def _fate(services: Services, notification: Notification, now: datetime) -> Fate:
    """What comes of this attempt. A notice at which dispatchers keep breaking is given up, so that
    a person sees it, not only an alarm."""
    if notification.attempts > GIVEN_UP:
        return Fate(state=NotificationState.FAILED, error="broke too often")
    return _try(services, notification, _file_of(services, notification), now)


def _file_of(services: Services, notification: Notification) -> CaseFile | None:
    """The case that the notice is about; None when it is about no single one."""
    if not notification.case:
        return None
    loaded = services.cases.load(notification.case)
    if loaded is None:
        raise LookupError(notification.case)
    return loaded.file


def _try(
    services: Services, notification: Notification, file: CaseFile | None, now: datetime
) -> Fate:
    try:
        return _SENDERS[notification.medium](services, notification, file, now)
    except RetryableError as error:
        return _later(notification, now, str(error))
    except RefusedError as error:
        return Fate(state=NotificationState.FAILED, error=error.code)


def _later(notification: Notification, now: datetime, error: str) -> Fate:
    """Again after a while; after the last try a person has to see to it."""
    if notification.attempts > len(BACKOFF):
        return Fate(state=NotificationState.FAILED, error=error)
    wait_at = now + BACKOFF[notification.attempts - 1]
    return Fate(state=NotificationState.WAITING, wait_at=wait_at, error=error)


def _send_text(
    services: Services, notification: Notification, file: CaseFile | None, now: datetime
) -> Fate:
    number = _number(services, notification)
    if not number:
        return Fate(state=NotificationState.WITHHELD, error="no number to text")
    came = file.case.received_at if file else now
    if notification.who == "sender" and _answered_enough(services, number, came):
        observe.metric("AnswerWithheld")
        return Fate(state=NotificationState.WITHHELD, error="too many automatic answers")
    text = wording.text_message(services, notification, file)
    provider_id = services.texting.send(number, text, f"/receipts/sms/{notification.ref}")
    services.outbox.keep_copy(notification.ref, number, "", text, now)
    return Fate(state=NotificationState.SENT, provider_id=provider_id, wait_at=now + UNCONFIRMED)


def _number(services: Services, notification: Notification) -> str:
    """Where a text goes: the answer to who wrote, everything else to the contact they named."""
    identity = services.cases.identity(notification.case)
    if notification.to != CITIZEN:
        return ""
    if notification.who == "sender":
        return identity.sender
    return next((n for n in (identity.phone, identity.sender) if wording.can_be_texted(n)), "")


def _answered_enough(services: Services, number: str, at: datetime) -> bool:
    """Whether this is more than the number's fifth message in an hour. Those that came after it do
    not count: a burst while the provider is in trouble must not silence them all."""
    since, most = at - timedelta(hours=1), ANSWERS_AN_HOUR + 1
    found = services.contacts.recent(number, Channel.SMS, since, at, most)
    return found > ANSWERS_AN_HOUR


def _ring(
    services: Services, notification: Notification, file: CaseFile | None, now: datetime
) -> Fate:
    """Rings the citizen with the result, in the line's hours."""
    if file is None or not call_result.is_to_be_made(file):
        return Fate(state=NotificationState.WITHHELD, error="nothing to tell any more")
    number = services.cases.identity(notification.case).phone
    if kind_of(number) not in RUNG_BY_MACHINE:
        return Fate(state=NotificationState.FAILED, error="no number for a machine")
    hours = hours_of(services, file.case.line)
    if not hours.is_open(now):
        slots = services.authority.voice.slots
        return Fate(state=NotificationState.WAITING, wait_at=next_slot(now, slots, hours))
    provider_id = services.calling.ring(
        number,
        services.authority.line(file.case.line).number,
        f"/voice/result/{notification.ref}/0",
        f"/receipts/call/{notification.ref}",
    )
    services.outbox.keep_copy(notification.ref, number, "", file.case.approved, now)
    return Fate(state=NotificationState.SENT, provider_id=provider_id, wait_at=now + CALL_OVER)


def _send_mail(
    services: Services, notification: Notification, file: CaseFile | None, now: datetime
) -> Fate:
    to = mail_address(services.authority, notification.to, notification.who)
    subject, body = wording.mail(services, notification, file)
    letter = Letter(
        to=to,
        subject=subject,
        body=body,
        url=wording.url_of(services, notification),
        button=wording.button(services, notification),
        others=() if notification.case else wording.links_in(services, body),
    )
    provider_id = services.mailing.send(letter)
    services.outbox.point(provider_id, notification.ref, now + COMES_BACK)
    services.outbox.keep_copy(notification.ref, to, subject, wording.blanked(body), now)
    return Fate(state=NotificationState.SENT, provider_id=provider_id)


_SENDERS = {Medium.SMS: _send_text, Medium.MAIL: _send_mail, Medium.CALL: _ring}
