"""From a call to a case: a recording to listen to and type, a caller to ring back, or a complaint
that was redirected (N5, N6, N11, N13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.calls.call import Call, Node
from chalicelib.domain.calls.outcome import Outcome
from chalicelib.domain.calls.taking_down import ADDRESS, MATTER, NAME, PARTS
from chalicelib.domain.case.case import SYSTEM, Case, CaseFile, Channel, Identity, RawContact
from chalicelib.domain.case.workflow import Action, State, allow
from chalicelib.domain.notifications.notifications import Medium, Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import Clock, ClockKind
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import COMPLAINT
from chalicelib.domain.transitions.receiving import terms
from chalicelib.domain.transitions.receiving.texting.texts import acknowledgement

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.received_by_call": "",
    "event.received_untold": "",
    "event.call_missed": "",
    "event.call_incomplete": "",
    "event.call_back_asked": "",
    "event.call_asked": "",
    "event.call_hidden": "",
    "event.call_not_heard": "",
    "event.call_completed": "",
    "event.rang_again": "",
    "event.redirected_by_key": "target",
    "mail.hear_call": "missing_line",
    "mail.ring_back": "missing_line why",
    "mail.call_hidden": "",
    **{f"ring_back.{why}": "" for why in ("missed", "incomplete", "call_back", "untold", "asked")},
}

# The first line of a case's history.
_BEGINS: Mapping[Outcome, str] = {
    Outcome.TAKEN: "received_by_call",
    Outcome.UNTOLD: "received_untold",
    Outcome.CALL_BACK: "call_back_asked",
    Outcome.INCOMPLETE: "call_incomplete",
    Outcome.MISSED: "call_missed",
    Outcome.REDIRECTED: "received_by_call",
}
_MATTER_IS_RECORDED = frozenset({Outcome.TAKEN, Outcome.UNTOLD})


def opening(raw: RawContact, authority: Authority, calendar: Calendar) -> Call:
    """The call at its beginning: its line, and whether the line is open (N1, N3)."""
    line = authority.line_of(raw.to)
    is_open = authority.hours_of(line.id, calendar).is_open(raw.received_at)
    return Call(
        id=raw.id,
        authority=raw.authority,
        line=line.id,
        number=raw.number,
        began_at=raw.received_at,
        at=Node.WELCOME,
        open=is_open,
        reachable=bool(authority.reached_at(raw.number)),
        messages=is_open or authority.voice.messages,
        notice=authority.voice.notice,
    )


def contact_of(call: Call) -> RawContact:
    """The contact that this call came as, for a case to take in: what the call itself knows of it,
    and as if no case had it yet."""
    return RawContact(
        id=call.id,
        authority=call.authority,
        channel=Channel.VOICE,
        received_at=call.began_at,
        sender=call.number,
        to="",
        text="",
    )


def ring_back_number(call: Call, authority: Authority) -> str:
    """Where to ring the caller back: the number they confirmed, else the one they rang from, else
    one they typed but did not confirm; "" if there is none. A forwarded call may show one of the
    hotline's own numbers, which is useless for that."""
    rang_from = call.number if call.reachable else ""
    numbers = map(authority.reached_at, (call.contact, rang_from, call.offered))
    return next((number for number in numbers if number), "")


def receive_call(
    call: Call,
    outcome: Outcome,
    said: tuple[str, ...],
    code: str,
    authority: Authority,
    calendar: Calendar,
) -> Change:
    """The new case made from a call. `said` lists the recorded parts."""
    sender = call.number if call.reachable else ""  # a hidden number comes as a placeholder
    phone = ring_back_number(call, authority)
    identity = Identity(phone=phone, sender=sender).as_received()
    owner = authority.owner_of(None)
    counted = authority.counted_from(call.line, call.began_at, calendar)
    case = Case(
        code=code,
        authority=authority.id,
        line=call.line,
        state=State.RECEIVED,
        channel=Channel.VOICE,
        received_at=call.began_at,
        receipt_day=calendar.receipt_day(counted),
        owner=owner.id,
        reach=identity.reach,
        missing=_missing(said, identity),
        confidential=call.confidential,
    )
    change = _begun(Change(case=case, identity=identity), call, outcome, identity.contact)
    if outcome is Outcome.REDIRECTED:
        return _redirected(change, call, authority)
    change = change.to(clocks=_clocks(case, outcome, counted, authority, calendar))
    change = change.tell(_to_owner(call, outcome, case, identity.contact, authority))
    if outcome not in _MATTER_IS_RECORDED or not case.texted:
        return change
    return change.tell(*acknowledgement(case, call.number, authority, calendar))


def _clocks(
    case: Case, outcome: Outcome, counted: datetime, authority: Authority, calendar: Calendar
) -> tuple[Clock, ...]:
    """The clock of the matter or, until there is one, of ringing the caller back. Who told the
    matter and was not told the code is rung back beside."""
    begun = terms.begun(case, counted, counted, authority, calendar)
    untold = outcome is Outcome.UNTOLD and not terms.waits_for_matter(case)
    return (*begun, terms.talk_clock(counted, authority, calendar)) if untold else begun


def _begun(change: Change, call: Call, outcome: Outcome, phone: str) -> Change:
    return change.note(call.began_at, _begins(call, outcome, phone), SYSTEM)


def _begins(call: Call, outcome: Outcome, phone: str) -> str:
    if call.asking:
        return "call_asked"
    if outcome is Outcome.INCOMPLETE and not phone:
        return "call_hidden"
    return _BEGINS[outcome]


def _to_owner(call: Call, outcome: Outcome, case: Case, phone: str, authority: Authority) -> Plan:
    """The owner's mail: to listen to the call and type it, or to ring back, and why."""
    taken = outcome is Outcome.TAKEN
    return Plan(
        kind="hear_call" if taken else "ring_back" if phone else "call_hidden",
        medium=Medium.MAIL,
        to=Receiver.OFFICER,
        who=case.owner,
        todo=Todo.SCREEN,
        words={} if taken or not phone else {"why": _why(call, outcome, authority)},
    )


def _why(call: Call, outcome: Outcome, authority: Authority) -> str:
    return authority.texts["ring_back.asked" if call.asking else f"ring_back.{outcome}"]


def _missing(said: tuple[str, ...], identity: Identity) -> tuple[str, ...]:
    """What the office still has to ask for: parts not recorded, and a number to ring back."""
    have = {
        NAME: NAME in said,
        ADDRESS: ADDRESS in said,
        "contact": bool(identity.contact),
        MATTER: MATTER in said,
    }
    return tuple(part for part, there in have.items() if not there)


def _redirected(change: Change, call: Call, authority: Authority) -> Change:
    """The caller chose a complaint by key and was told where to go: the case is confidential and
    ends at once, with nothing owed (N5)."""
    state = allow(change.case.state, Action.REDIRECT_BY_KEY, Role.SYSTEM).to
    target = authority.redirect(COMPLAINT)
    change = change.to(state=state, outcome=target.id, confidential=True, missing=())
    return change.note(call.began_at, "redirected_by_key", SYSTEM, target=target.name)


def is_promised(call: Call, outcome: Outcome) -> bool:
    """Whether the caller expects to be rung back: they said or asked something, or were told that
    an officer will ring. Not so if the telephone just rang."""
    return call.at is Node.GIVEN_UP or call.asking or outcome is not Outcome.MISSED


def rang_again(
    file: CaseFile,
    call: Call,
    outcome: Outcome,
    said: tuple[str, ...],
    authority: Authority,
    calendar: Calendar,
) -> Change:
    """Another call from somebody who is already waiting to be rung back, added to their case. The
    officer is notified again if it brings something new."""
    case = replace(
        file.case,
        missing=tuple(part for part in file.case.missing if part not in said),
        confidential=file.case.confidential or call.confidential,
    )
    change, phone = Change(case=case), ring_back_number(call, authority)
    if not is_promised(call, outcome):
        return change.note(call.began_at, "rang_again", SYSTEM)
    change = _begun(change, call, outcome, phone)
    waits = clocks.running(case.clocks, ClockKind.TALK) is not None
    if not waits:
        counted = authority.counted_from(call.line, call.began_at, calendar)
        change = change.to(clocks=(*case.clocks, terms.talk_clock(counted, authority, calendar)))
    if waits and not call.asking:
        return change
    return change.tell(_to_owner(call, outcome, case, phone, authority))


def not_heard(
    file: CaseFile, now: datetime, part: str, authority: Authority, calendar: Calendar
) -> Change | None:
    """A part that was reported as recorded turns out to be empty: it is missing after all. None if
    that changes nothing. Without its matter the caller has to be rung back."""
    case = file.case
    if case.state is not State.RECEIVED or part in case.missing:
        return None
    missing = tuple(p for p in PARTS if p in case.missing or p == part)
    others = tuple(p for p in case.missing if p not in PARTS)
    case = replace(case, missing=(*missing, *others))
    if part == MATTER and clocks.running(case.clocks, ClockKind.TALK) is None:
        case = replace(
            case, clocks=(*_unassigned(case), terms.talk_clock(now, authority, calendar))
        )
    return Change(case=case).note(now, "call_not_heard", SYSTEM)


def _unassigned(case: Case) -> tuple[Clock, ...]:
    """The clocks without that of a matter that there is not; it begins anew with the matter."""
    return tuple(clock for clock in case.clocks if clock.kind is not ClockKind.ASSIGN)


def heard_late(
    file: CaseFile, now: datetime, said: tuple[str, ...], authority: Authority, calendar: Calendar
) -> Change | None:
    """A missing part has arrived after all: its recording was reported late. None if the case does
    not wait for it."""
    case = file.case
    missing = tuple(part for part in case.missing if part not in said)
    if case.state is not State.RECEIVED or missing == case.missing:
        return None
    case = terms.with_matter(replace(case, missing=missing), authority, calendar)
    return Change(case=case).note(now, "call_completed", SYSTEM)
