"""A change of a case: everything that has to become true together, in one transaction."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from chalicelib.domain.case.case import Actor, Assignment, Case, Event, Identity
from chalicelib.domain.case.notifications import Plan


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The case afterwards, and what the change adds: history lines, shares of agencies, notices.

    `identity` is set when the citizen's particulars changed; `report` is the
    Chairman's report line when it is written (N14). `account` is what was said in a call, as the
    officer who heard it typed it.
    """

    case: Case
    events: tuple[Event, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    plans: tuple[Plan, ...] = ()
    identity: Identity | None = None
    report: str = ""
    account: str = ""

    def note(self, at: datetime, kind: str, by: Actor, **words: str) -> Change:
        """The change with one more history line, numbered after the last."""
        seq = self.case.events + 1
        event = Event(seq=seq, at=at, kind=kind, by=by, words=words)
        return replace(self, case=replace(self.case, events=seq), events=(*self.events, event))

    def tell(self, *plans: Plan) -> Change:
        """The change with more notices to send."""
        return replace(self, plans=(*self.plans, *plans))

    def to(self, **values: object) -> Change:
        """The change with other values in its case."""
        return replace(self, case=replace(self.case, **values))  # type: ignore[arg-type]
