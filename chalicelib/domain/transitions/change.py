"""A change to a case: everything that is committed together, in one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from chalicelib.domain.case.attachments import Attachment
from chalicelib.domain.case.case import (
    Actor,
    Assignment,
    Case,
    CaseFile,
    Event,
    Identity,
    Mailbox,
)
from chalicelib.domain.notifications.notifications import Plan
from chalicelib.domain.todos import rounds


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """The case afterwards, and what comes with it: history lines, agencies' shares, notifications.

    `assignments` holds new and changed shares only. `identity` is set if the citizen's particulars
    changed, `report` if the Chairman's report line is written (N14). `account` is what was said in
    a call, typed by the officer who heard it, `matter` what a text says beside who has sent it.
    `mailbox` is the address of a new colleague, `revoked` are the ids of links that open nothing
    any more. `attachments` are files that are new or have been decided on, `file_names` what they
    are called by their senders, for the vault.
    """

    case: Case
    events: tuple[Event, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    plans: tuple[Plan, ...] = ()
    identity: Identity | None = None
    report: str = ""
    account: str = ""
    mailbox: Mailbox | None = None
    revoked: tuple[str, ...] = ()
    attachments: tuple[Attachment, ...] = ()
    file_names: Mapping[str, str] = field(default_factory=dict)
    matter: str = ""

    def note(self, at: datetime, kind: str, by: Actor, **words: str) -> Change:
        """This change with one more history line, numbered after the last."""
        seq = self.case.events + 1
        event = Event(seq=seq, at=at, kind=kind, by=by, words=words)
        return replace(self, case=replace(self.case, events=seq), events=(*self.events, event))

    def tell(self, *plans: Plan) -> Change:
        """This change with more notifications to send."""
        return replace(self, plans=(*self.plans, *plans))

    def to(self, **values: object) -> Change:
        """This change with new values for fields of its case."""
        return replace(self, case=replace(self.case, **values))  # type: ignore[arg-type]

    def at(self, before: Case, now: datetime) -> Change:
        """This change as it is made now, with what it opens."""
        return self.to(todo_since=rounds.opened(before, self.case, now))

    def judged_by(self, version: int) -> Change:
        """This change with the version of the settings in its history lines."""
        return replace(self, events=tuple(replace(e, settings=version) for e in self.events))

    def applied_to(self, before: CaseFile) -> CaseFile:
        """The case file after this change, with every agency's share, changed or not."""
        goes_on = self.case.round == before.case.round
        shares = {a.agency: a for a in before.assignments} if goes_on else {}
        shares.update((a.agency, a) for a in self.assignments)
        attached: dict[str, Attachment] = {a.id: a for a in before.attachments}
        attached.update((a.id, a) for a in self.attachments)
        return CaseFile(
            case=self.case,
            assignments=tuple(shares.values()),
            before=before.before if goes_on else before.assignments,
            history=(*before.history, *self.events),
            contacts=before.contacts,
            attachments=tuple(attached.values()),
        )
