"""From what an agency has taken in itself to a case (N22): "Tiếp nhận thông tin, đề xuất xử lý theo
quy định khi được Lãnh đạo UBND thành phố ủy quyền".

The case goes the way of every other: the office screens it, with what the agency has written down
and proposes before it, and may give it to somebody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import CaseFile, Identity
from chalicelib.domain.case.commands import Screen
from chalicelib.domain.case.workflow import Action
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import Context, text
from chalicelib.domain.transitions.deciding.screening import completed
from chalicelib.domain.transitions.receiving.texting.texts import to_screen
from chalicelib.domain.transitions.receiving.typed.by_hand import TakenDown, begun
from chalicelib.domain.transitions.waking import Hour

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.taken_in": "in_charge",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What an agency writes down of a contact: who the citizen is, what they said (`account`), and
    how it would handle the matter (`proposal`). `pressing` says that it may be urgent; `name` and
    `title` are of whom answers for it at the agency."""

    identity: Identity
    account: str
    field: str
    proposal: str
    name: str
    title: str
    ward: str = ""
    confidential: bool = False
    pressing: bool = False


def take_in(taken: TakenDown, said: Intake, authority: Authority, calendar: Calendar) -> Change:
    """The new case, to be screened, with the agency as the one that is proposed. Its terms count
    from when it came to the agency."""
    first = begun(taken, authority, calendar)
    made = first.applied_to(CaseFile(case=first.case))
    context = Context(file=made, authority=authority, calendar=calendar, now=taken.now, by=taken.by)
    change = completed(context, _as_screened(taken, said))
    change = replace(change, events=first.events).to(
        taken_in_by=taken.by.id,
        proposed=(taken.by.id,),
        proposal_note=said.proposal,
        maybe_urgent=change.case.maybe_urgent or said.pressing,
    )
    # The proposal stands in its field alone, where whoever screens can mend it: history stays.
    in_charge = f"{said.name}, {said.title}"
    change = change.note(taken.now, "taken_in", taken.by, in_charge=in_charge)
    hour = Hour.on(change.case, authority, calendar, taken.now)
    change = change.tell(*to_screen(change.case, authority, hour))
    return change.tell(text("received")) if change.case.texted else change


def _as_screened(taken: TakenDown, said: Intake) -> Screen:
    """The same as an officer would have typed it; what it is in the office's words, and whether it
    is urgent, the office says itself."""
    return Screen(
        decision=Action.COMPLETE,
        identity=replace(said.identity, sender=taken.number),
        account=said.account,
        field=said.field,
        ward=said.ward,
        confidential=said.confidential,
        note=said.proposal,
    )
