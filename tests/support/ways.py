"""A case taken along every step of the workflow's table, by the real transitions."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from typing import Any

from chalicelib.domain.authority.roles import may
from chalicelib.domain.case.case import SYSTEM, Actor, CaseFile
from chalicelib.domain.case.commands import (
    AddAgency,
    Answer,
    Approve,
    AskDirection,
    AskTime,
    Assign,
    CallByMachine,
    CloseReview,
    Command,
    DecideTime,
    Delegate,
    Direct,
    Draft,
    GiveBack,
    HandedBy,
    Merge,
    OpenAgain,
    Part,
    Recall,
    Redirect,
    Refuse,
    Reopen,
    Rework,
    ScreenAgain,
    SendBack,
    Suffice,
    TakeBack,
    Talked,
    Tell,
    Transfer,
    Urge,
)
from chalicelib.domain.case.workflow import STEPS, Action, State, Step
from chalicelib.domain.notifications.notifications import Plan
from chalicelib.domain.time.clocks import Clock
from chalicelib.domain.transitions import making as transitions
from chalicelib.domain.transitions.answering import rating, reporting
from chalicelib.domain.transitions.answering import result_calls as calling
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.deciding import merging
from chalicelib.domain.transitions.receiving.texting import enquiring
from tests.support.cases import (
    AUTHORITY,
    CALENDAR,
    CHAIRMAN,
    CHIEF,
    LIGHTS,
    OFFICER,
    TOWN,
    after,
    assigned,
    at,
    by_agency,
    case,
    context,
    done,
    screened,
)

BY_LIGHTS = by_agency(LIGHTS)
NOW = at(17)
LEAD = "246813576"  # of the case that another is merged into
COMMANDS = {
    Action.COMPLETE: (OFFICER, screened(Action.COMPLETE)),
    Action.PROPOSE: (OFFICER, screened(Action.PROPOSE)),
    Action.REDIRECT: (OFFICER, screened(Action.REDIRECT, target="complaint")),
    Action.REFUSE: (OFFICER, screened(Action.REFUSE, reason="unclear")),
    Action.SCREEN_AGAIN: (CHIEF, ScreenAgain(reason="Sai lĩnh vực")),
    Action.SUFFICE: (CHIEF, Suffice()),
    Action.DENOUNCE: (OFFICER, screened(Action.DENOUNCE)),
    Action.REPORT_CRIME: (OFFICER, screened(Action.REPORT_CRIME)),
    Action.TRANSFER: (
        CHIEF,
        Transfer(agency=TOWN, how=HandedBy.PHONE, receiver="Lý Văn A, trực ban"),
    ),
    Action.ASSIGN: (
        CHIEF,
        Assign(agencies=(LIGHTS,), instruction="", document="1/VP", signer="CVP"),
    ),
    Action.DIRECT: (CHAIRMAN, Direct(agencies=(LIGHTS,), direction="Sửa ngay")),
    Action.URGE: (CHAIRMAN, Urge(direction="Xong trong hôm nay")),
    Action.REOPEN: (CHIEF, Reopen(reason="Không phải quấy rối")),
    Action.ADD_AGENCY: (
        CHIEF,
        AddAgency(agencies=(TOWN,), instruction="", document="2/VP", signer="CVP"),
    ),
    Action.ANSWER: (BY_LIGHTS, Answer(agency=LIGHTS, answer="Xong", name="A", title="B")),
    Action.GIVE_BACK: (BY_LIGHTS, GiveBack(agency=LIGHTS, reason="Không", name="A", title="B")),
    Action.ASK_TIME: (
        BY_LIGHTS,
        AskTime(agency=LIGHTS, reason="Chờ", until=at(6, month=2).date(), name="A", title="B"),
    ),
    Action.DELEGATE: (
        BY_LIGHTS,
        Delegate(
            agency=LIGHTS,
            colleague="Vi Văn Bách",
            colleague_title="Chuyên viên",
            mail="bach@langson.example",
            name="A",
            title="B",
        ),
    ),
    Action.RECALL: (BY_LIGHTS, Recall(agency=LIGHTS, colleague="", name="A", title="B")),
    Action.GRANT_TIME: (CHIEF, DecideTime(agency=LIGHTS, granted=True)),
    Action.DENY_TIME: (CHIEF, DecideTime(agency=LIGHTS, granted=False, reason="Đủ")),
    Action.REWORK: (OFFICER, Rework(agency=LIGHTS, reason="Rõ hơn")),
    Action.DRAFT: (OFFICER, Draft(words="Đã sửa.")),
    Action.APPROVE: (CHAIRMAN, Approve(words="Đã sửa.")),
    Action.SEND_BACK: (CHAIRMAN, SendBack(reason="Rõ hơn")),
    Action.NOT_REACHED: (OFFICER, Tell(reached=False)),
    Action.TELL: (OFFICER, Tell(reached=True, how="phone", whom="citizen", note="Đã nghe.")),
    Action.TAKE_BACK: (OFFICER, TakeBack(reason="Nhầm hồ sơ")),
    Action.CALL: (OFFICER, CallByMachine()),
    Action.CLOSE_REVIEW: (CHIEF, CloseReview(words="Đã xem lại.")),
    Action.OPEN_AGAIN: (
        CHIEF,
        OpenAgain(
            words="Chưa sửa.", agencies=(LIGHTS,), instruction="", document="9/VP", signer="CVP"
        ),
    ),
    Action.MERGE: (OFFICER, Merge(lead=CaseFile(case=case(code=LEAD)))),
    Action.PART: (OFFICER, Part()),
    Action.TALKED: (OFFICER, Talked(words="Đã nói chuyện.")),
}
BY_CHIEF = {
    Action.REDIRECT: Redirect(target="complaint"),
    Action.REFUSE: Refuse(reason="unclear"),
}
# What a call does by itself.
BY_ITSELF = {
    Action.TELL_BY_CALL: calling.told_by_call,
    Action.CALL_IN_VAIN: lambda context: calling.called_in_vain(context, 3, "1", SLOTS, CALENDAR),
    Action.RATE: lambda context: rating.rated(context, 5),
    Action.OPEN_REVIEW: lambda context: rating.rated(context, 1),
    Action.ENQUIRE: lambda context: asked(context.file),
    Action.REPORT: reporting.report,
    Action.FOLLOW: lambda context: led(context.file, State.APPROVED, approved="Đã sửa."),
    Action.RELEASE: lambda context: led(context.file, State.REFUSED),
}
LONGEST = 40  # characters of a word in an account
SLOTS = AUTHORITY.voice.slots
LED = {Action.FOLLOW, Action.RELEASE}  # these lead to where a case comes by itself too
WITHIN_OTHERS = {Action.REDIRECT_BY_KEY}  # a part of receiving


def asked(file: CaseFile) -> Change:
    """Somebody asks about the case and wants a person."""
    return enquiring.asked_by_call(file, NOW, "call-1", AUTHORITY, CALENDAR)


def led(file: CaseFile, state: State, **values: str) -> Change | None:
    """What a merged case does when the one that leads it, which an agency has, comes there."""
    has = assigned((LIGHTS,), NOW)
    lead = replace(has, case=replace(has.case, code=LEAD, state=state, **values))
    return merging.follow(file, lead, AUTHORITY, CALENDAR, NOW)


def command_for(step: Step, file: CaseFile) -> tuple[Actor, Command]:
    """Who makes this step, and by which command, from a file in its state."""
    if step.action is Action.ASK_DIRECTION:
        if step.state is State.RECEIVED:
            return OFFICER, screened(Action.ASK_DIRECTION, urgent=True)
        return CHIEF, AskDirection()
    if step.state is State.PROPOSED and step.action in BY_CHIEF:
        return CHIEF, BY_CHIEF[step.action]
    by, command = COMMANDS[step.action]
    if isinstance(command, Recall):
        [share] = [a for a in file.assignments if a.agency == LIGHTS]
        return by, replace(command, colleague=share.working[-1].id)
    return (by if may(by.role, step.by) else CHAIRMAN), command


def prepared(step: Step, file: CaseFile) -> CaseFile:
    """What a step takes for granted beside the state."""
    if step.state is State.PROPOSED and step.action is Action.ASK_DIRECTION:
        return replace(file, case=replace(file.case, urgent=True))
    if step.state is State.RECEIVED and step.action is Action.DIRECT:
        return done(file, OFFICER, NOW, screened(Action.COMPLETE))
    if step.action is Action.OPEN_AGAIN:
        return replace(file, case=replace(file.case, reported_at=NOW))
    if step.action is Action.TALKED:
        return after(file, asked(file))
    if step.action is Action.PART and step.state is State.APPROVED:
        return replace(file, case=replace(file.case, lead=LEAD, merged_from="received"))
    if step.action is Action.REOPEN:
        return replace(file, case=replace(file.case, outcome="nuisance"))
    if step.action is Action.RECALL:
        return done(file, BY_LIGHTS, NOW, COMMANDS[Action.DELEGATE][1])
    if step.action in (Action.GRANT_TIME, Action.DENY_TIME):
        return done(file, BY_LIGHTS, NOW, COMMANDS[Action.ASK_TIME][1])
    return file


@dataclass(frozen=True)
class Way:
    """One step as it was gone: the file before, and the change."""

    before: CaseFile
    change: Change

    @property
    def after(self) -> CaseFile:
        return after(self.before, self.change)


def taken(step: Step, file: CaseFile) -> Way | None:
    """This step from the file; None where what has happened before does not allow it."""
    if step.action in BY_ITSELF:
        change = BY_ITSELF[step.action](context(file, SYSTEM, NOW))
        return Way(file, change) if change else None
    ready = prepared(step, file)
    by, command = command_for(step, ready)
    return Way(ready, transitions.make(context(ready, by, NOW), command))


@cache
def every_way() -> dict[tuple[State, Action], Way]:
    """A case taken along every step of the table."""
    found: dict[tuple[State, Action], Way] = {}
    waiting = [CaseFile(case=case())]
    while waiting:
        file = waiting.pop(0)
        for step in STEPS:
            key = (step.state, step.action)
            if step.state is not file.case.state or key in found or step.action in WITHIN_OTHERS:
                continue
            gone = taken(step, file)
            if gone is not None:
                found[key] = gone
                waiting += [] if step.action in LED else [gone.after]
    return found


def account(way: Way) -> list[str]:
    """What a step does, line by line: the fields of case and shares that change, the history, and
    who is told of what, with which to-do and words."""
    before, now = way.before, way.change
    shares = {share.agency: share for share in before.assignments}
    lines = _changes("", before.case, now.case)
    for share in now.assignments:
        lines += _changes(f"{share.agency} ", shares.get(share.agency), share)
    lines += [
        f"+ {e.at:%H:%M} {e.kind} by {_who(e.by)} {worded(e.words)}".rstrip() for e in now.events
    ]
    lines += [f"> {planned(plan)}" for plan in now.plans]
    identity = now.identity
    return lines + ([f"citizen: {identity.name}, {identity.phone}"] if identity else [])


def _who(by: Actor) -> str:
    return ", ".join(filter(None, (by.role, by.name or by.id, by.title)))


def _changes(of: str, before: object, after: Any) -> list[str]:
    lines = []
    for field in dataclasses.fields(after):
        new, old = getattr(after, field.name), getattr(before, field.name, None)
        if field.name in ("clocks", "clock"):
            lines += _clocks(of, old, new)
        elif new != old and (before or new) and field.name not in ("events", "todo_since"):
            lines.append(f"{of}{field.name}: {said(new)}".rstrip())
    return lines


def _clocks(of: str, old: Any, new: Any) -> list[str]:
    every, known = (new if isinstance(new, tuple) else (new,)), old or ()
    known = known if isinstance(known, tuple) else (known,)
    return [f"{of}clock {_clock(clock)}" for clock in every if clock not in known]


def _clock(clock: Clock) -> str:
    until = f"{clock.started_at:%d/%m %H:%M} - {clock.due_at:%d/%m %H:%M}"
    term = f"{clock.days} {clock.unit}{', fixed' if clock.fixed else ''}"
    ended = f"stopped {clock.stopped_at:%d/%m %H:%M}" if clock.stopped_at else "runs"
    first = f", first {clock.first_due_at:%d/%m}" if clock.first_due_at != clock.due_at else ""
    return f"{clock.kind} {until} ({term}{first}) {ended}"


def planned(plan: Plan) -> str:
    told = f"{plan.kind} by {plan.medium} to {plan.to} {plan.who}"
    later = f" not before {plan.not_before:%H:%M}" if plan.not_before else ""
    todo = f" todo {plan.todo} {plan.about}".rstrip() if plan.todo else ""
    return f"{told}{todo} {worded(plan.words)}".rstrip() + later


def worded(words: Mapping[str, str]) -> str:
    return " ".join(f"{name}={_cut(word)}" for name, word in sorted(words.items()))


def _cut(word: str) -> str:
    """Longer words are the authority's, and tried elsewhere."""
    return word if len(word) <= LONGEST else f"{word[:LONGEST].rstrip()}…"


def said(value: object) -> str:
    """A value as an account has it."""
    if isinstance(value, datetime):
        return f"{value:%d/%m %H:%M}"
    return _cut(", ".join(map(str, value)) if isinstance(value, tuple) else str(value))
