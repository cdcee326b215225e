"""Sending what waits in the outbox: at least once, guarded by the notice's state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from chalicelib import observe
from chalicelib.domain.case.case import CaseFile, Channel
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.notifications import CITIZEN, Medium, Notice, NoticeState
from chalicelib.domain.case.receivers import mail_address
from chalicelib.domain.deadlines.late_delivery import delivered_late
from chalicelib.domain.formats.phone import PhoneKind, kind_of
from chalicelib.domain.transitions.result_calls import next_slot
from chalicelib.usecases.calls import result as call_result
from chalicelib.usecases.calls.lines import hours_of
from chalicelib.usecases.commit import commit_patiently
from chalicelib.usecases.delivery import rendering as wording
from chalicelib.usecases.delivery.failures import UNREPORTED, report_failure
from chalicelib.usecases.ports import Letter, RefusedError, RetryableError
from chalicelib.usecases.services import House

CLAIM = timedelta(minutes=2)  # longer than any provider takes to answer
CALL_OVER = timedelta(hours=1)  # how long a call may stay without a word of its end
UNCONFIRMED = timedelta(hours=6)  # how long a text may stay without the network's receipt
COMES_BACK = timedelta(days=30)  # how long after it was sent a mail may still bounce
BACKOFF = (timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
ASSIGNED = "agency_assigned"
GIVEN_UP = 12  # attempts, those included in which the dispatcher itself broke
ANSWERS_AN_HOUR = 5  # automatic answers to one number

RUNG_BY_MACHINE = frozenset({PhoneKind.MOBILE, PhoneKind.LANDLINE})  # abroad may cost anything

_SENDING = (NoticeState.SENDING,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fate:
    """What came of one attempt."""

    state: NoticeState
    wait_at: datetime | None = None
    provider_id: str = ""
    error: str = ""


def dispatch(house: House, ref: str) -> None:
    """Sends one notice if it is due and nobody else is sending it; else does nothing, but for a
    failure that nobody was told of yet."""
    now = house.now()
    notice = house.outbox.claim(ref, now, now + CLAIM)
    if notice is None:
        _finish_what_is_left(house, ref, now)
        return
    fate = _fate(house, notice, now)
    house.outbox.settle(
        ref,
        fate.state,
        authority=notice.authority,
        at=now,
        allowed=_SENDING,
        provider_id=fate.provider_id,
        error=fate.error,
        wait_at=now + UNREPORTED if fate.state is NoticeState.FAILED else fate.wait_at,
    )
    observe.log("notice", ref=ref, kind=notice.kind, state=fate.state, error=fate.error)
    if fate.state is NoticeState.FAILED:
        report_failure(house, notice, fate.error)
    elif fate.state is NoticeState.SENT and notice.again and notice.kind == ASSIGNED:
        _count_from_now(house, notice)


def _finish_what_is_left(house: House, ref: str, now: datetime) -> None:
    """What was settled and not followed up: a failure nobody was told of, a call in vain."""
    notice = house.outbox.get(ref)
    if notice is None or notice.wait_at is None or notice.wait_at > now:
        return
    if notice.state is NoticeState.FAILED:
        report_failure(house, notice, notice.error)
    elif notice.state is NoticeState.UNANSWERED:
        call_result.try_again(house, ref)


def _count_from_now(house: House, notice: Notice) -> None:
    """An agency has its assignment only now: its first mail had come back."""

    def delivered(file: CaseFile, now: datetime) -> Change | None:
        return delivered_late(file, notice.who, house.authority, house.calendar, now)

    commit_patiently(house, notice.case, delivered)


def _fate(house: House, notice: Notice, now: datetime) -> Fate:
    """What comes of this attempt. A notice at which dispatchers keep breaking is given up, so that
    a person sees it, not only an alarm."""
    if notice.attempts > GIVEN_UP:
        return Fate(state=NoticeState.FAILED, error="broke too often")
    return _try(house, notice, _file_of(house, notice), now)


def _file_of(house: House, notice: Notice) -> CaseFile | None:
    """The case that the notice is about; None when it is about no single one."""
    if not notice.case:
        return None
    loaded = house.cases.load(notice.case)
    if loaded is None:
        raise LookupError(notice.case)
    return loaded.file


def _try(house: House, notice: Notice, file: CaseFile | None, now: datetime) -> Fate:
    try:
        return _SENDERS[notice.medium](house, notice, file, now)
    except RetryableError as error:
        return _later(notice, now, str(error))
    except RefusedError as error:
        return Fate(state=NoticeState.FAILED, error=error.code)


def _later(notice: Notice, now: datetime, error: str) -> Fate:
    """Again after a while; after the last try a person has to see to it."""
    if notice.attempts > len(BACKOFF):
        return Fate(state=NoticeState.FAILED, error=error)
    wait_at = now + BACKOFF[notice.attempts - 1]
    return Fate(state=NoticeState.WAITING, wait_at=wait_at, error=error)


def _send_text(house: House, notice: Notice, file: CaseFile | None, now: datetime) -> Fate:
    number = _number(house, notice)
    if not number:
        return Fate(state=NoticeState.WITHHELD, error="no number to text")
    came = file.case.received_at if file else now
    if notice.who == "sender" and _answered_enough(house, number, came):
        observe.metric("AnswerWithheld")
        return Fate(state=NoticeState.WITHHELD, error="too many automatic answers")
    text = wording.text_message(house, notice, file)
    provider_id = house.texting.send(number, text, f"/receipts/sms/{notice.ref}")
    house.outbox.keep_copy(notice.ref, number, "", text, now)
    return Fate(state=NoticeState.SENT, provider_id=provider_id, wait_at=now + UNCONFIRMED)


def _number(house: House, notice: Notice) -> str:
    """Where a text goes: the answer to who wrote, everything else to the contact they named."""
    identity = house.cases.identity(notice.case)
    if notice.to != CITIZEN:
        return ""
    if notice.who == "sender":
        return identity.sender
    return next((n for n in (identity.phone, identity.sender) if wording.can_be_texted(n)), "")


def _answered_enough(house: House, number: str, at: datetime) -> bool:
    """Whether this is more than the number's fifth message in an hour. Those that came after it do
    not count: a burst while the provider is in trouble must not silence them all."""
    since, most = at - timedelta(hours=1), ANSWERS_AN_HOUR + 1
    found = house.contacts.recent(number, Channel.SMS, since, at, most)
    return found > ANSWERS_AN_HOUR


def _ring(house: House, notice: Notice, file: CaseFile | None, now: datetime) -> Fate:
    """Rings the citizen with the result, in the line's hours."""
    if file is None or not call_result.is_to_be_made(file):
        return Fate(state=NoticeState.WITHHELD, error="nothing to tell any more")
    number = house.cases.identity(notice.case).phone
    if kind_of(number) not in RUNG_BY_MACHINE:
        return Fate(state=NoticeState.FAILED, error="no number for a machine")
    hours = hours_of(house, file.case.line)
    if not hours.is_open(now):
        slots = house.authority.voice.slots
        return Fate(state=NoticeState.WAITING, wait_at=next_slot(now, slots, hours))
    provider_id = house.calling.ring(
        number,
        house.authority.line(file.case.line).number,
        f"/voice/result/{notice.ref}/0",
        f"/receipts/call/{notice.ref}",
    )
    house.outbox.keep_copy(notice.ref, number, "", file.case.approved, now)
    return Fate(state=NoticeState.SENT, provider_id=provider_id, wait_at=now + CALL_OVER)


def _send_mail(house: House, notice: Notice, file: CaseFile | None, now: datetime) -> Fate:
    to = mail_address(house.authority, notice.to, notice.who)
    subject, body = wording.mail(house, notice, file)
    letter = Letter(
        to=to,
        subject=subject,
        body=body,
        url=wording.url_of(house, notice),
        button=wording.button(house, notice),
        others=() if notice.case else wording.doors_in(house, body),
    )
    provider_id = house.mailing.send(letter)
    house.outbox.point(provider_id, notice.ref, now + COMES_BACK)
    house.outbox.keep_copy(notice.ref, to, subject, wording.blanked(body), now)
    return Fate(state=NoticeState.SENT, provider_id=provider_id)


_SENDERS = {Medium.SMS: _send_text, Medium.MAIL: _send_mail, Medium.CALL: _ring}
