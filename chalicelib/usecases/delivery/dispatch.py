"""Sends the notifications in the outbox: at least once, guarded by the notification's state."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from chalicelib import observe
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.case.workflow import State
from chalicelib.domain.deadlines.overtaken import is_overtaken
from chalicelib.domain.formats.phone import PhoneKind, kind_of
from chalicelib.domain.notifications import gathering, practice, seen
from chalicelib.domain.notifications.notifications import (
    ASKER,
    AUTOMATIC,
    RESULT_CALL,
    UNREPORTED,
    Medium,
    NotArrived,
    Notification,
    NotificationState,
)
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.notifications.tries import key_of
from chalicelib.domain.transitions.receiving.texting.enquiring import STANDING
from chalicelib.usecases.delivery import gathered, rendering, ringing, routing
from chalicelib.usecases.delivery.attempts import Attempt, failed, withheld
from chalicelib.usecases.delivery.failures import report_failure
from chalicelib.usecases.delivery.numbers import Subject, subject_of
from chalicelib.usecases.delivery.retries import (
    CLAIM,
    COMES_BACK,
    GIVEN_UP,
    LOST,
    UNCONFIRMED,
    next_pause,
)
from chalicelib.usecases.ports.cases import Copy
from chalicelib.usecases.ports.errors import (
    LostAnswerError,
    NoProviderError,
    RefusedError,
    RetryableError,
)
from chalicelib.usecases.ports.world import Mail, Text
from chalicelib.usecases.services import Rules, Services, Store
from chalicelib.usecases.todos.following import standing

HOUR = timedelta(hours=1)
ANSWERS_AN_HOUR = 5  # automatic answers to one number
ANSWERS_AN_HOUR_TO_MANY = 100  # to a number that many share

_SENDING = (NotificationState.SENDING,)


def dispatch(services: Services, ref: str) -> None:
    """Sends one notification if it is due and nobody else is sending it. Otherwise it only follows
    up a failure or a call in vain, if that is still to be done."""
    now = services.rules.now()
    notification = services.store.outbox.claim(ref, now, now + CLAIM)
    if notification is None:
        _finish_what_is_left(services.rules, services.store, ref, now)
        return
    attempt = _attempt(services, notification, now)
    services.store.outbox.settle(  # with what it leaves behind, in one transaction
        ref,
        attempt.state,
        authority=notification.authority,
        at=now,
        allowed=_SENDING,
        provider_id=attempt.provider_id,
        error=attempt.error,
        wait_at=now + UNREPORTED if attempt.state is NotificationState.FAILED else attempt.wait_at,
        copy=attempt.copy,
        forget_at=now + COMES_BACK if attempt.reported else None,
    )
    observe.log("notice", ref=ref, kind=notification.kind, state=attempt.state, error=attempt.error)
    if attempt.state is NotificationState.FAILED:
        report_failure(services.rules, services.store, notification, attempt.error)


def _finish_what_is_left(rules: Rules, store: Store, ref: str, now: datetime) -> None:
    """Follows up a settled notification: reports a failure, or plans the next try of a call."""
    notification = store.outbox.get(ref)
    if notification is None or notification.wait_at is None or notification.wait_at > now:
        return
    if notification.state is NotificationState.FAILED:
        report_failure(rules, store, notification, notification.error)
    elif notification.state is NotificationState.UNANSWERED:
        ringing.try_again(rules, store, notification)


def _attempt(services: Services, notification: Notification, now: datetime) -> Attempt:
    """Attempts to send. A notification that keeps crashing the dispatcher is given up, so that a
    person learns of it and not only an alarm."""
    if notification.attempts > GIVEN_UP:
        return failed(NotArrived.BROKE)
    about = subject_of(services.rules, services.store, notification)
    file = about.file
    if file and is_overtaken(notification, file, services.rules.calendar, now):
        is_spared = seen.is_spared(notification, file)
        return withheld(NotArrived.SEEN if is_spared else NotArrived.OVERTAKEN)
    if _goes_nowhere(services.rules, notification, file):
        was_ordered = notification.kind == RESULT_CALL  # whoever ordered it has to know
        return (failed if was_ordered else withheld)(NotArrived.TRAINING)
    return _try(services, notification, about, now)


def _goes_nowhere(rules: Rules, notification: Notification, file: CaseFile | None) -> bool:
    """Whether it is for somebody outside the office, who has no part in an exercise."""
    if not rules.is_practice(file.case if file else None):
        return False
    return practice.goes(notification, stage=rules.training) is practice.Goes.NOWHERE


def _try(services: Services, notification: Notification, about: Subject, now: datetime) -> Attempt:
    try:
        return _SENDERS[notification.medium](services, notification, about, now)
    except LostAnswerError:
        return _later(notification, now + LOST, NotArrived.LOST_ANSWER)
    except RetryableError as error:
        return _later(notification, now, str(error))
    except NoProviderError:  # nobody was promised a text; a call that was ordered is missed
        is_text = notification.medium is Medium.SMS
        return (withheld if is_text else failed)(NotArrived.NO_PROVIDER)
    except RefusedError as error:
        return failed(error.code)


def _later(notification: Notification, now: datetime, error: str) -> Attempt:
    """Waits for the next try; after the last one the notification has failed."""
    pause = next_pause(notification.attempts)
    if pause is None:
        return failed(error)
    return Attempt(state=NotificationState.WAITING, wait_at=now + pause, error=error)


def _send_text(
    services: Services, notification: Notification, about: Subject, now: datetime
) -> Attempt:
    number = about.number
    if not number:
        return withheld(NotArrived.NO_NUMBER_TO_TEXT)
    unwanted = _unwanted(services, notification, about)
    if unwanted is NotArrived.ANSWERED_ENOUGH:
        observe.metric("AnswerWithheld")
    if unwanted:
        return withheld(unwanted)
    if not _may_go(services, number, notification.ref, now):
        observe.metric("AbroadLimited")
        return failed(NotArrived.ABROAD)
    route = routing.route(services, notification, about, now)
    if route is None:
        observe.metric("TextsLimited")
        return routing.tomorrow(services.rules, now)
    said = _as_it_stands(services, notification, about.file)
    url = rendering.rating_page(services.store, services.delivery, said, about.file)
    text = rendering.text_message(services.rules, said, about.file, url)
    provider_id = services.delivery.texting.send(
        Text(
            gateway=route.gateway,
            sender=services.rules.authority.sms.sender_of(route),
            to=number,
            body=text,
            ref=notification.ref,
            key=key_of(notification),
        )
    )
    return Attempt(
        state=NotificationState.SENT,
        provider_id=provider_id,
        wait_at=now + UNCONFIRMED,
        copy=Copy(address=number, subject="", text=text, at=now),
        reported=True,
    )


def _as_it_stands(
    services: Services, notification: Notification, file: CaseFile | None
) -> Notification:
    """The notification; if it says how a case stands that follows another, as that one stands."""
    if notification.kind != STANDING or file is None or file.case.state is not State.MERGED:
        return notification
    state = standing(services.store, file.case)
    said = services.rules.authority.texts[f"standing.{state}"]
    return replace(notification, words={**notification.words, "standing": said})


def _unwanted(services: Services, notification: Notification, about: Subject) -> NotArrived | None:
    """Why the number is not texted, if a citizen has asked for no texts or has been answered often
    enough. What wakes an officer goes out all the same."""
    if notification.to is not Receiver.CITIZEN:
        return None
    sender = about.sender or services.store.senders.of_number(about.number)
    if sender.silent_since:
        return NotArrived.ASKED_NOT_TO
    if notification.who not in AUTOMATIC:
        return None
    came = _came(notification, about.file)
    lately = sender.texts_between(came - HOUR, came)
    return NotArrived.ANSWERED_ENOUGH if lately > _most(services, about.number) else None


def _came(notification: Notification, file: CaseFile | None) -> datetime:
    """When what it answers came in: the case itself, or a question about it."""
    if notification.who == ASKER or file is None:
        return notification.planned_at
    return file.case.received_at


def _may_go(services: Services, number: str, ref: str, now: datetime) -> bool:
    """Whether a text to this number is within the day's limit, which is for numbers abroad alone.
    Tried again on the same day it counts once."""
    if kind_of(number) is not PhoneKind.FOREIGN:
        return True
    authority, day = services.rules.authority, services.rules.calendar.local(now).date()
    most = authority.sms.abroad_a_day
    return services.store.day_counts.take(
        f"abroad#{authority.id}", day, ref, most, now + routing.COUNTED
    )


def _most(services: Services, number: str) -> int:
    """How many texts of an hour are answered, the first ones, with this one. Those that came later
    do not count, so that a burst that could not be answered at once does not leave all of them
    unanswered. Behind a shared number there are many to answer."""
    shared = services.rules.authority.is_shared(number)
    return ANSWERS_AN_HOUR_TO_MANY if shared else ANSWERS_AN_HOUR


def _ring(services: Services, notification: Notification, about: Subject, now: datetime) -> Attempt:
    return ringing.ring(services, notification, about.file, now)


def _send_mail(
    services: Services, notification: Notification, about: Subject, now: datetime
) -> Attempt:
    mail = _mail(services, notification, about.file)
    if mail is None:
        return withheld(NotArrived.OVERTAKEN)
    provider_id = services.delivery.mailing.send(mail)
    text = rendering.blanked(mail.text)
    return Attempt(
        state=NotificationState.SENT,
        provider_id=provider_id,
        copy=Copy(address=mail.to, subject=mail.subject, text=text, at=now),
        reported=True,
    )


def _mail(services: Services, notification: Notification, file: CaseFile | None) -> Mail | None:
    """None if there is nothing to say any more."""
    rules, store, delivery = services.rules, services.store, services.delivery
    if notification.kind == gathering.MANY:
        return gathered.mail(rules, store, delivery, notification)
    if notification.kind == gathering.DAY_REPORT:
        return gathered.report(rules, store, delivery, notification)
    return rendering.mail(rules, store, delivery, notification, file)


_SENDERS = {Medium.SMS: _send_text, Medium.MAIL: _send_mail, Medium.CALL: _ring}
