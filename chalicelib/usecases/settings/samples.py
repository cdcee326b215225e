"""What previews are filled with: one matter that nobody has sent, and people who are nobody.

Names, numbers and addresses are invented for whoever looks, so that a preview shows no person whom
they may not see; titles, fields, lines and terms are the body's own.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.parts import Agency, Leader, Officer
from chalicelib.domain.case.case import Assignment, Case, CaseFile, Channel, Colleague, Reach
from chalicelib.domain.case.workflow import State
from chalicelib.domain.formats import sms_length
from chalicelib.domain.notifications.notifications import Medium, Notification
from chalicelib.domain.notifications.receivers import Receiver, mail_address
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import Clock, ClockKind
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos.table import ROWS, Todo
from chalicelib.usecases.services import Rules

CODES = ("123456789", "234567891", "345678912")  # each wrong in its last digit: of no matter
PHONE = "+84900000000"
_AT = "vi-du.example"  # nothing is ever there
ADDRESS = f"https://{_AT}"
STARS = "2"
MORE_DAYS = 5  # working days of an extension
COUNT = "12"
ORDERED, ASKED, HELPING = _AGENCIES = ("vi-du-a", "vi-du-b", "vi-du-c")  # ids
COLLEAGUE = "vi-du"
COLLEAGUES_MAIL = f"dong-nghiep@{_AT}"

DAYS_LATE = 2  # working days that what is late is late
_AFTER_OPENING = timedelta(minutes=75)  # when in the morning the matter came in


def body(authority: Authority) -> Authority:
    """The body with nobody's names, numbers and addresses in it, and everybody there."""
    return replace(
        authority,
        officers=tuple(_officers(authority)),
        leaders=tuple(_leaders(authority.leaders)),
        agencies=tuple(_agency(authority.texts, one) for one in _AGENCIES),
        absences=(),
        away={},
        signing={},
    )


def names(texts: Mapping[str, str]) -> list[str]:
    """Of people who are nobody; one at least."""
    return [name.strip() for name in texts["sample.names"].split(",")]


def _agency(texts: Mapping[str, str], id_: str) -> Agency:
    letter = id_[-1]
    name = texts[f"sample.agency_{letter}"]
    return Agency(
        id=id_,
        name=name,
        short=sms_length.plain(name),
        mail=f"co-quan-{letter}@{_AT}",
        phone=PHONE,
        head_mail=f"thu-truong-{letter}@{_AT}",
        head_title=texts[f"sample.head_{letter}"],
        asked=id_ == ASKED,
    )


def _officers(authority: Authority) -> Iterable[Officer]:
    called = names(authority.texts)
    for n, one in enumerate(authority.officers):
        name = called[n % len(called)]
        yield replace(one, name=name, mail=f"can-bo-{n + 1}@{_AT}", phone=PHONE)


def _leaders(leaders: Iterable[Leader]) -> Iterable[Leader]:
    for n, one in enumerate(leaders):
        yield replace(one, name="", mail=f"lanh-dao-{n + 1}@{_AT}", phone=PHONE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A sample matter, the clock that something is said about, and when it is said."""

    file: CaseFile
    clock: Clock
    now: datetime


def matter(
    rules: Rules,
    todo: Todo,
    kind: ClockKind | None = None,
    *,
    late: bool = False,
    of: str = ORDERED,
    agencies: tuple[str, ...] = (ORDERED,),
    code: str = CODES[0],
    confidential: bool = False,
    urgent: bool = False,
) -> Sample:
    """A matter in which this to-do is owed, under the clock of this kind, else the to-do's own;
    some days late if it says so. An agency's clock is that `of` one of the `agencies`, of which the
    first leads."""
    if urgent:
        terms = replace(rules.authority.terms, assign=rules.authority.terms.assign_urgent)
        rules = replace(rules, authority=replace(rules.authority, terms=terms))
    kind = kind or ROWS[todo].clock or ClockKind.CASE
    began = morning(rules, 1)
    if late:
        began = morning(rules, _days_of(rules, kind, began, of) + DAYS_LATE)
    case = replace(
        _case(rules.authority, todo, began, rules.calendar),
        code=code,
        confidential=confidential,
        proposed=agencies,
        clocks=tuple(_clocks(rules, kind, began)),
    )
    shares = (_share(rules, one, agencies[0], began) for one in agencies)
    return Sample(
        file=CaseFile(case=case, assignments=tuple(shares)),
        clock=_clock(rules, kind, began, of),
        now=morning(rules) if late else began,
    )


def morning(rules: Rules, before: int = 0) -> datetime:
    """Today's, or that of so many working days before; on a day off the last working one's."""
    tomorrow = rules.calendar.local(rules.now()).date() + timedelta(days=1)
    day = rules.calendar.working_day(tomorrow, -1 - before)
    return rules.calendar.opening_of(day) + _AFTER_OPENING


def _days_of(rules: Rules, kind: ClockKind, began: datetime, of: str) -> int:
    """How many working days such a clock runs."""
    calendar = rules.calendar
    ends = calendar.local(_clock(rules, kind, began, of).due_at).date()
    return calendar.working_days_between(calendar.local(began).date(), ends)


def notification(
    rules: Rules,
    kind: str,
    to: Receiver,
    who: str,
    sample: Sample,
    words: Mapping[str, str],
    todo: Todo | None = None,
) -> Notification:
    """What is said of the sample, with these words of its own."""
    return Notification(
        id="vi-du",
        case=sample.file.case.code,
        authority=rules.authority.id,
        kind=kind,
        medium=Medium.MAIL,
        to=to,
        who=who,
        planned_at=sample.now,
        todo=todo,
        words=words,
        colleague=COLLEAGUE if to is Receiver.COLLEAGUE else "",
    )


def address(rules: Rules, to: Receiver, who: str) -> str:
    return COLLEAGUES_MAIL if to is Receiver.COLLEAGUE else mail_address(rules.authority, to, who)


def _case(authority: Authority, todo: Todo, began: datetime, calendar: Calendar) -> Case:
    field, owed_in = authority.fields[0], ROWS[todo].states
    return Case(
        code=CODES[0],
        authority=authority.id,
        line=authority.lines[0].id,
        state=State.ASSIGNED if State.ASSIGNED in owed_in else min(ROWS[todo].owed_in),
        channel=Channel.SMS,
        received_at=began,
        receipt_day=calendar.receipt_day(began),
        owner=authority.owner_of(field.id).id,
        reach=Reach.PHONE,
        missing=("address",),
        field=field.id,
        ward=authority.wards[0].name if authority.wards else "",
        summary=authority.texts["sample.summary"],
        asked_leader=authority.head.id,
    )


def _clock(rules: Rules, kind: ClockKind, began: datetime, agency: str) -> Clock:
    calendar, terms = rules.calendar, rules.authority.terms
    if kind is ClockKind.AGENCY:
        whole = clocks.start(ClockKind.CASE, began, terms.one_agency, calendar)
        return clocks.before(whole, agency, began, terms.agency_reserve, calendar)
    own = {
        ClockKind.ASSIGN: terms.assign,
        ClockKind.DIRECT: terms.direct,
        ClockKind.CASE: terms.one_agency,
        ClockKind.APPROVE: terms.approve,
        ClockKind.TELL: terms.tell,
        ClockKind.REVIEW: terms.review,
        ClockKind.TALK: terms.talk,
        ClockKind.ENQUIRY: terms.talk,
    }
    return clocks.start(kind, began, own.get(kind, rules.authority.term_of(kind)), calendar)


def _clocks(rules: Rules, kind: ClockKind, began: datetime) -> Iterable[Clock]:
    """The case's own: the one in question, and the one that the citizen is promised."""
    if kind is not ClockKind.AGENCY:
        yield _clock(rules, kind, began, ORDERED)
    if kind not in (ClockKind.CASE, ClockKind.ASSIGN, ClockKind.TALK):
        yield _clock(rules, ClockKind.CASE, began, ORDERED)


def _share(rules: Rules, agency: str, lead: str, began: datetime) -> Assignment:
    day = rules.calendar.local(began).date()
    return Assignment(
        agency=agency,
        lead=agency == lead,
        assigned_at=began,
        instruction="",
        document="12/VP",
        document_date=day,
        signer=f"{rules.authority.chief.name}, {rules.authority.chief.title}",
        share_identity=False,
        clock=_clock(rules, ClockKind.AGENCY, began, agency),
        colleagues=(
            Colleague(
                id=COLLEAGUE,
                name=names(rules.authority.texts)[-1],
                title=rules.authority.texts["sample.title"],
                at=began,
                official=True,
            ),
        ),
    )
