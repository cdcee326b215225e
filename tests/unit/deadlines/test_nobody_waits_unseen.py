"""Nobody waits unseen: in every state that is no end somebody owes and a clock runs."""

from dataclasses import replace

import pytest

from chalicelib.domain.authority.roles import may
from chalicelib.domain.case.case import SYSTEM, CaseFile, Channel
from chalicelib.domain.case.commands import (
    AddAgency,
    Answer,
    Approve,
    AskDirection,
    AskTime,
    Assign,
    CallByMachine,
    CloseReview,
    DecideTime,
    Direct,
    Draft,
    GiveBack,
    HandedBy,
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
from chalicelib.domain.case.workflow import STEPS, Action, State
from chalicelib.domain.deadlines import next_check
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.todos.table import ROWS, Todo
from chalicelib.domain.transitions.answering import reporting
from chalicelib.domain.transitions.answering import result_calls as calling
from chalicelib.domain.transitions.receiving import enquiring
from tests.support.cases import (
    AUTHORITY,
    CALENDAR,
    CHAIRMAN,
    CHIEF,
    LIGHTS,
    OFFICER,
    TOP,
    TOWN,
    after,
    at,
    by_agency,
    case,
    climbed,
    context,
    done,
    screened,
)

BY_LIGHTS = by_agency(LIGHTS)
NOW = at(17)
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
    Action.RATE: lambda context: calling.rated(context, 5),
    Action.OPEN_REVIEW: lambda context: calling.rated(context, 1),
    Action.ENQUIRE: lambda context: asked(context.file),
    Action.REPORT: reporting.report,
}
SLOTS = AUTHORITY.voice.slots
SHORT = {ClockKind.TALK, ClockKind.ENQUIRY}
THE_CHIEF = ("officer", CHIEF.id)
WITHIN_OTHERS = {Action.REDIRECT_BY_KEY}  # a part of receiving


def asked(file: CaseFile):
    """Somebody asks about the case and wants a person."""
    return enquiring.asked_by_call(file, NOW, "call-1", AUTHORITY, CALENDAR)


def command_for(step, file: CaseFile):
    """Who makes this step, and by which command, from a file in its state."""
    if step.action is Action.ASK_DIRECTION:
        if step.state is State.RECEIVED:
            return OFFICER, screened(Action.ASK_DIRECTION, urgent=True)
        return CHIEF, AskDirection()
    if step.state is State.PROPOSED and step.action in BY_CHIEF:
        return CHIEF, BY_CHIEF[step.action]
    by, command = COMMANDS[step.action]
    return (by if may(by.role, step.by) else CHAIRMAN), command


def prepared(step, file: CaseFile) -> CaseFile:
    """What a step takes for granted beside the state."""
    if step.state is State.PROPOSED and step.action is Action.ASK_DIRECTION:
        return replace(file, case=replace(file.case, urgent=True))
    if step.state is State.RECEIVED and step.action is Action.DIRECT:
        return done(file, OFFICER, NOW, screened(Action.COMPLETE))
    if step.action is Action.TALKED:
        return after(file, asked(file))
    if step.action is Action.REOPEN:
        return replace(file, case=replace(file.case, outcome="nuisance"))
    if step.action in (Action.GRANT_TIME, Action.DENY_TIME):
        return done(file, BY_LIGHTS, NOW, COMMANDS[Action.ASK_TIME][1])
    return file


def taken(step, file: CaseFile) -> CaseFile | None:
    """The file after this step; None where what has happened before does not allow it."""
    if step.action in BY_ITSELF:
        change = BY_ITSELF[step.action](context(file, SYSTEM, NOW))
        return after(file, change) if change else None
    ready = prepared(step, file)
    by, command = command_for(step, ready)
    return done(ready, by, NOW, command)


def every_way() -> dict[tuple[State, Action], CaseFile]:
    """A case taken along every step of the table by the real transitions: the file after each."""
    found: dict[tuple[State, Action], CaseFile] = {}
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
                waiting.append(gone)
    return found


WAYS = every_way()


def test_every_step_of_the_table_is_gone():
    steps = {(s.state, s.action) for s in STEPS}
    assert set(WAYS) == {(s, a) for s, a in steps if a not in WITHIN_OTHERS}
    rests = {file.case.state for file in WAYS.values()} | {State.RECEIVED}
    assert rests == set(State)


@pytest.mark.parametrize("way", WAYS, ids="-".join)
def test_no_citizen_waits_without_somebody_who_owes_and_a_running_clock(way):
    file = WAYS[way]
    if file.case.is_over:
        assert file.running_clocks == ()
        assert climbed(file, at(28, month=12)) is None
        assert next_check.next_check(file, AUTHORITY, CALENDAR) is None
        return
    if (
        file.case.state is State.TOLD and not file.case.enquiry
    ):  # until the day's report takes it: nobody waits
        assert file.running_clocks == ()
        assert file.case.unreported_since
        return
    assert AUTHORITY.officer(file.case.owner)
    assert file.running_clocks
    assert all(share.clock.running for share in file.assignments if share.open)
    ahead = next_check.next_check(file, AUTHORITY, CALENDAR)
    assert ahead < next_check.NO_RUNG_LEFT
    change = climbed(file, at(28, month=12))
    acting = {plan.todo for plan in change.plans} - {Todo.VIEW, Todo.URGE, None}
    assert acting
    assert all(file.case.state in ROWS[todo].states for todo in acting)
    kinds = {clock.kind for clock in file.running_clocks}
    top = THE_CHIEF if kinds <= SHORT else TOP  # nobody above hears of a ring-back
    assert top in {(plan.to, plan.who) for plan in change.plans}


def test_a_ring_back_of_an_older_release_ends_at_the_chief_until_its_matter_is_known():
    asking = clocks.start(ClockKind.TALK, NOW, clocks.SAME_DAY, CALENDAR)
    both = (*case().clocks, asking)
    old = CaseFile(case=case(channel=Channel.VOICE, missing=("matter",), clocks=both))
    change = climbed(old, at(28, month=12))
    assert {(plan.to, plan.who) for plan in change.plans} <= {("officer", OFFICER.id), THE_CHIEF}
    assert next_check.next_check(change.applied_to(old), AUTHORITY, CALENDAR) == (
        next_check.NO_RUNG_LEFT
    )
    known = CaseFile(case=replace(old.case, missing=()))
    assert TOP in {(plan.to, plan.who) for plan in climbed(known, at(28, month=12)).plans}
