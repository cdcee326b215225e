"""An officer answers whoever asks about a case (N9, N17)."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.domain.case.commands import Talked
from chalicelib.domain.case.workflow import Action, NotAllowed
from chalicelib.domain.time import clocks
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import Context, Transitions, given, revised, step
from chalicelib.domain.transitions.informing import noted_in_vain

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {"event.talked": "note"}


def talked(context: Context, do: Talked) -> Change:
    """An officer has answered whoever asked. If they were not reached, that is noted and they are
    told."""
    if context.case.enquiry is None:
        raise NotAllowed("nobody waits for an answer")
    if not do.reached:
        step(context, Action.NOT_REACHED)
        return noted_in_vain(context, Change(case=revised(context.case)), do.words)
    step(context, Action.TALKED, given(words=do.words))
    asked = frozenset({context.case.enquiry.kind})
    answered = clocks.stop_all(context.case.clocks, asked, context.now, context.calendar)
    change = Change(case=revised(context.case)).to(clocks=answered)
    return change.note(context.now, "talked", context.by, note=do.words)


TRANSITIONS: Transitions = {
    Talked: talked,
}
