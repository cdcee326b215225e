"""An officer lets a citizen be texted again who had asked for no texts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from chalicelib.domain.case.case import Actor, CaseFile
from chalicelib.domain.transitions.change import Change

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {"event.texted_again": ""}


def texted_again(file: CaseFile, now: datetime, by: Actor) -> Change:
    """The case with a line about it."""
    return Change(case=file.case).note(now, "texted_again", by)
