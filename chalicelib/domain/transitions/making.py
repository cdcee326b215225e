"""All transitions by the command that asks for them, and the texts that they ask for.

Each module says at its head which texts it asks for, and at its end which commands it answers.
"""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.domain.case import commands
from chalicelib.domain.transitions import disclosing, informing, linking, waking
from chalicelib.domain.transitions.answering import (
    agencies,
    delegating,
    rating,
    replying,
    reporting,
    result_calls,
    talking,
)
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import Context, Transitions
from chalicelib.domain.transitions.deciding import (
    assigning,
    merging,
    misjudged,
    more_time,
    passing_on,
    screening,
    together,
    urging,
)
from chalicelib.domain.transitions.receiving import attaching, reconciling
from chalicelib.domain.transitions.receiving import calls as receiving_calls
from chalicelib.domain.transitions.receiving.texting import (
    conversing,
    enquiring,
    flooding,
    joining,
    opting,
    wishing,
)
from chalicelib.domain.transitions.receiving.texting import texts as receiving_texts
from chalicelib.domain.transitions.receiving.typed import by_agency, by_hand, importing

TRANSITIONS: Transitions = {
    **screening.TRANSITIONS,
    **assigning.TRANSITIONS,
    **agencies.TRANSITIONS,
    **delegating.TRANSITIONS,
    **misjudged.TRANSITIONS,
    **more_time.TRANSITIONS,
    **passing_on.TRANSITIONS,
    **urging.TRANSITIONS,
    **merging.TRANSITIONS,
    **replying.TRANSITIONS,
    **result_calls.TRANSITIONS,
    **rating.TRANSITIONS,
    **talking.TRANSITIONS,
}

# Every text that is asked for here, by its key, with the words that it is given.
TEXTS: Mapping[str, str] = {
    **receiving_texts.TEXTS,
    **receiving_calls.TEXTS,
    **by_hand.TEXTS,
    **conversing.TEXTS,
    **wishing.TEXTS,
    **by_agency.TEXTS,
    **attaching.TEXTS,
    **importing.TEXTS,
    **joining.TEXTS,
    **flooding.TEXTS,
    **opting.TEXTS,
    **enquiring.TEXTS,
    **reconciling.TEXTS,
    **talking.TEXTS,
    **screening.TEXTS,
    **together.TEXTS,
    **assigning.TEXTS,
    **agencies.TEXTS,
    **delegating.TEXTS,
    **misjudged.TEXTS,
    **more_time.TEXTS,
    **passing_on.TEXTS,
    **urging.TEXTS,
    **merging.TEXTS,
    **replying.TEXTS,
    **reporting.TEXTS,
    **result_calls.TEXTS,
    **rating.TEXTS,
    **disclosing.TEXTS,
    **informing.TEXTS,
    **linking.TEXTS,
    **waking.TEXTS,
}


def make(context: Context, command: commands.Command) -> Change:
    """The change that this command makes to the case.

    Raises workflow.NotAllowed or workflow.Incomplete.
    """
    change = TRANSITIONS[type(command)](context, command)
    return informing.of_intake(context, change)
