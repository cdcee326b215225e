"""Transitions: what people do with a case, one function per verb. Each asks the workflow table and
then returns everything that changes: the case, its clocks, its history, the notifications."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from chalicelib.domain.case import commands, workflow
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.workflow import FINAL
from chalicelib.domain.transitions import agencies, assigning, replying, screening
from chalicelib.domain.transitions import result_calls as calling
from chalicelib.domain.transitions.context import Context

__all__ = ["Context", "make"]

_TRANSITIONS: dict[type[Any], Callable[[Context, Any], Change]] = {
    commands.Screen: screening.screen,
    commands.AskDirection: assigning.ask_direction,
    commands.Assign: assigning.assign,
    commands.Direct: assigning.direct,
    commands.AddAgency: assigning.add_agency,
    commands.Answer: agencies.answer,
    commands.GiveBack: agencies.give_back,
    commands.AskTime: agencies.ask_time,
    commands.DecideTime: agencies.decide_time,
    commands.Rework: agencies.rework,
    commands.Draft: replying.draft,
    commands.Approve: replying.approve,
    commands.SendBack: replying.send_back,
    commands.Tell: replying.tell,
    commands.CallByMachine: calling.call_by_machine,
    commands.CloseReview: calling.close_review,
    commands.Talked: calling.talked,
}


def make(context: Context, command: commands.Command) -> Change:
    """The change that this command makes to the case.

    Raises workflow.NotAllowed or workflow.Incomplete.
    """
    if context.case.state in FINAL:
        raise workflow.NotAllowed(f"the case is {context.case.state}")
    return _TRANSITIONS[type(command)](context, command)
