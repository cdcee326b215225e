"""Cases as the domain has them, of January 2017: made in any state, and taken along their way by
the real transitions."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from chalicelib.authority import calendar_of, load
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import Actor, Case, CaseFile, Channel, Identity, Reach
from chalicelib.domain.case.commands import Answer, Assign, Screen
from chalicelib.domain.case.workflow import Action, State
from chalicelib.domain.deadlines.escalation import escalate
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind, Term
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions import making as transitions
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import Context

VN = ZoneInfo("Asia/Ho_Chi_Minh")
AUTHORITY = load("langson")
CALENDAR = calendar_of("langson")
RECEIVED = datetime(2017, 1, 17, 9, 0, tzinfo=VN)  # a Tuesday, a week before Tết
OFFICER = Actor(role=Role.OFFICER, id="nghia", name="Hoàng Minh Nghĩa")
CHIEF = Actor(role=Role.CHIEF, id="truong", name="Trần Lệnh Trưởng")
CHAIRMAN = Actor(role=Role.LEADER, id="chu-tich", title="Chủ tịch UBND thành phố")
MAI = Identity(name="Hoàng Thị Mai", address="45 Bắc Sơn", phone="+84987654321")
TOP = ("leader", "chu-tich")
LIGHTS, TOWN = AUTHORITY.agencies[0].id, AUTHORITY.agencies[1].id


def at(day: int, hour: int = 10, month: int = 1) -> datetime:
    return datetime(2017, month, day, hour, tzinfo=VN)


def case(state: State = State.RECEIVED, **values: Any) -> Case:
    clock = clocks.start(ClockKind.ASSIGN, RECEIVED, Term(3), CALENDAR)
    base: dict[str, Any] = {
        "code": "123456784",
        "authority": "langson",
        "line": AUTHORITY.lines[0].id,
        "state": state,
        "channel": Channel.SMS,
        "received_at": RECEIVED,
        "receipt_day": date(2017, 1, 17),
        "owner": "nghia",
        "reach": Reach.PHONE,
        "clocks": (clock,),
        "events": 1,
    }
    return Case(**(base | values))


def context(file: CaseFile | Case, by: Actor, now: datetime) -> Context:
    file = CaseFile(case=file) if isinstance(file, Case) else file
    return Context(file=file, authority=AUTHORITY, calendar=CALENDAR, now=now, by=by)


def after(before: CaseFile, change: Change) -> CaseFile:
    return change.applied_to(before)


def screened(decision: Action, **values: Any) -> Screen:
    base: dict[str, Any] = {
        "identity": MAI,
        "field": "S1",
        "summary": "Đèn đường hỏng.",
        "agencies": (LIGHTS,),
        "ward": "Hoàng Văn Thụ",
    }
    return Screen(decision=decision, **(base | values))


def kinds(change: Change) -> list[str]:
    return [plan.kind for plan in change.plans]


def assigned(agencies: tuple[str, ...], now: datetime) -> CaseFile:
    proposed = case(State.PROPOSED, proposed=agencies, field="S1", summary="Đèn đường hỏng.")
    do = Assign(agencies=agencies, instruction="", document="12/VP", signer="Chánh Văn phòng")
    return after(CaseFile(case=proposed), transitions.make(context(proposed, CHIEF, now), do))


def answered(file: CaseFile, agency: str, now: datetime) -> Change:
    do = Answer(agency=agency, answer="Đã sửa xong.", name="Nguyễn Văn A", title="Trưởng phòng")
    return transitions.make(context(file, by_agency(agency), now), do)


def by_agency(agency: str) -> Actor:
    return Actor(role=Role.AGENCY, id=agency)


def done(
    file: CaseFile, by: Actor, now: datetime, command: Any, calendar: Calendar = CALENDAR
) -> CaseFile:
    """The file after somebody has done something."""
    context = Context(file=file, authority=AUTHORITY, calendar=calendar, now=now, by=by)
    return after(file, transitions.make(context, command))


def climbed(file: CaseFile, now: datetime, authority: Authority = AUTHORITY) -> Change | None:
    """What the ladder does for the case at this moment."""
    return escalate(file, authority, CALENDAR, now)
