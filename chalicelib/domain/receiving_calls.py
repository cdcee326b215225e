"""From a call to a case: a matter to be heard and typed, somebody to be rung back, or a complaint
that was told where to go (N5, N6, N11, N13)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from chalicelib.domain import phone
from chalicelib.domain.authority import Authority
from chalicelib.domain.case import SYSTEM, Case, CaseFile, Channel, Identity
from chalicelib.domain.change import Change
from chalicelib.domain.dialogue.call import Call
from chalicelib.domain.dialogue.outcome import Outcome
from chalicelib.domain.dialogue.taking_down import PARTS
from chalicelib.domain.moves.screening import COMPLAINT
from chalicelib.domain.notices import Medium, Plan, Purpose
from chalicelib.domain.receiving import CAN_BE_CALLED, acknowledgement, assign_clock
from chalicelib.domain.workflow import Action, Role, State, allow
from chalicelib.domain.working_time import Calendar

# The line of the history with which a case begins.
_BEGINS: Mapping[Outcome, str] = {
    Outcome.TAKEN: "received_by_call",
    Outcome.CALL_BACK: "call_back_asked",
    Outcome.INCOMPLETE: "call_incomplete",
    Outcome.MISSED: "call_missed",
    Outcome.REDIRECTED: "received_by_call",
}


def can_be_rung(number: str) -> bool:
    """Whether somebody can be called back at the number a call came from."""
    return phone.kind_of(number) in CAN_BE_CALLED


def ring_back_number(call: Call) -> str:
    """Where the caller is rung back: the number they gave, else the one they rang from; "" when
    there is none."""
    known = call.contact or call.offered
    return known or (phone.normalise(call.number) or "" if call.reachable else "")


def receive_call(
    call: Call,
    outcome: Outcome,
    said: tuple[str, ...],
    code: str,
    authority: Authority,
    calendar: Calendar,
) -> Change:
    """The new case of a call. `said` are the parts that are recorded."""
    identity = Identity(phone=ring_back_number(call), sender=call.number)
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
    change = Change(case=case, identity=identity).note(call.began_at, _BEGINS[outcome], SYSTEM)
    if outcome is Outcome.REDIRECTED:
        return _redirected(change, call, authority)
    change = change.to(clocks=(assign_clock(counted, authority, calendar),))
    kind = "hear_call" if outcome is Outcome.TAKEN else "ring_back"
    change = change.tell(
        Plan(kind=kind, medium=Medium.MAIL, to=Role.OFFICER, who=owner.id, purpose=Purpose.SCREEN)
    )
    if outcome is not Outcome.TAKEN or call.confidential:
        return change  # a text on somebody's screen would tell that they called (N7)
    return change.tell(*acknowledgement(case, call.number, calendar))


def _missing(said: tuple[str, ...], identity: Identity) -> tuple[str, ...]:
    """What the office has to ask for: what was neither recorded nor can be rung back."""
    reached = () if identity.phone else ("contact",)
    return (*(part for part in PARTS[:2] if part not in said), *reached, *_matter(said))


def _matter(said: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for part in PARTS[2:] if part not in said)


def _redirected(change: Change, call: Call, authority: Authority) -> Change:
    """The caller chose it by key and was told where to go: on file, secret, nothing owed (N5)."""
    state = allow(change.case.state, Action.REDIRECT_BY_KEY, Role.SYSTEM).to
    target = authority.redirect(COMPLAINT)
    change = change.to(state=state, outcome=target.id, confidential=True, missing=())
    return change.note(call.began_at, "redirected_by_key", SYSTEM, target=target.name)


def rang_again(file: CaseFile, call: Call) -> Change:
    """Another call of somebody who is to be rung back already: on file, no second to-do."""
    return Change(case=file.case).note(call.began_at, "rang_again", SYSTEM)


def heard_late(file: CaseFile, now: datetime, said: tuple[str, ...]) -> Change | None:
    """What was missing has come after all: a recording whose report was late. None when the case
    does not wait for it."""
    case = file.case
    missing = tuple(part for part in case.missing if part not in said)
    if case.state is not State.RECEIVED or missing == case.missing:
        return None
    return Change(case=replace(case, missing=missing)).note(now, "call_completed", SYSTEM)
