"""Open matters of before: what the office had under way when the hotline was switched on.

Each becomes a case by the same transitions as what an officer takes down by hand. Everybody whom it
concerns knows it already, so nobody is told; from then on the ladder and the digest speak of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import CaseFile, Channel, Identity, RawContact
from chalicelib.domain.case.commands import Assign, Screen
from chalicelib.domain.case.workflow import Action
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import Context
from chalicelib.domain.transitions.deciding.assigning import assign
from chalicelib.domain.transitions.receiving.typed import by_hand
from chalicelib.domain.transitions.receiving.typed.by_hand import TakenDown

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {"event.imported": ""}

PREFIX = "before-"  # begins the ids of these contacts, which no form can choose
_YES = "yes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """An open matter as the office's list has it. Its `agencies` are proposed, or have had it since
    `assigned_at` by the `document` of that day."""

    channel: Channel
    at: datetime  # when it came
    words: str
    reference: str = ""
    identity: Identity = field(default_factory=Identity)
    confidential: bool = False
    field: str = ""
    ward: str = ""
    summary: str = ""
    agencies: tuple[str, ...] = ()
    assigned_at: datetime | None = None
    document: str = ""
    signer: str = ""

    @property
    def screened(self) -> Screen:
        """What the office has decided of it: to propose it, or nothing yet."""
        return Screen(
            decision=Action.PROPOSE if self.agencies else Action.COMPLETE,
            identity=self.identity,
            confidential=self.confidential,
            field=self.field,
            ward=self.ward,
            summary=self.summary,
            agencies=self.agencies,
            account=self.words,
        )

    def order(self, calendar: Calendar) -> Assign | None:
        """The assignment that there was already; None if nobody has it yet."""
        if self.assigned_at is None:
            return None
        return Assign(
            agencies=self.agencies,
            instruction="",
            document=self.document,
            signer=self.signer,
            document_date=calendar.local(self.assigned_at).date(),
        )

    @property
    def fields(self) -> tuple[tuple[str, str], ...]:
        """All of it but its words, its channel and its moment, as its contact keeps it."""
        who = self.identity
        said = {
            "name": who.name,
            "address": who.address,
            "phone": who.phone,
            "mail": who.mail,
            "by_post": _YES if who.by_post else "",
            "confidential": _YES if self.confidential else "",
            "reference": self.reference,
            "field": self.field,
            "ward": self.ward,
            "summary": self.summary,
            "assigned_at": self.assigned_at.isoformat() if self.assigned_at else "",
            "document": self.document,
            "signer": self.signer,
        }
        there = tuple((name, value) for name, value in said.items() if value)
        return (*there, *(("agency", one) for one in self.agencies))

    @classmethod
    def of(cls, raw: RawContact) -> Matter:
        """The matter that a contact keeps."""
        said = dict(raw.fields)
        identity = Identity(
            name=said.get("name", ""),
            address=said.get("address", ""),
            phone=said.get("phone", ""),
            mail=said.get("mail", ""),
            by_post=said.get("by_post") == _YES,
        )
        assigned = said.get("assigned_at")
        return cls(
            channel=raw.channel,
            at=raw.received_at,
            words=raw.text,
            identity=identity,
            confidential=said.get("confidential") == _YES,
            agencies=tuple(value for name, value in raw.fields if name == "agency"),
            assigned_at=datetime.fromisoformat(assigned) if assigned else None,
            **{
                name: said.get(name, "")
                for name in ("reference", "field", "ward", "summary", "document", "signer")
            },
        )


def is_imported(raw: RawContact) -> bool:
    """Whether the contact is an open matter of before."""
    return raw.id.startswith(PREFIX)


def bring_in(taken: TakenDown, matter: Matter, authority: Authority, calendar: Calendar) -> Change:
    """The new case, as far as the matter has come. The terms count from when it came and from when
    it was assigned. Nobody is told.

    Raises workflow.NotAllowed or workflow.Incomplete.
    """
    made = by_hand.take_down(taken, matter.screened, authority, calendar)
    made = made.note(taken.now, "imported", taken.by)
    return replace(_handed_out(taken, matter, made, authority, calendar), plans=())


def _handed_out(
    taken: TakenDown, matter: Matter, made: Change, authority: Authority, calendar: Calendar
) -> Change:
    order = matter.order(calendar)
    if order is None or matter.assigned_at is None:
        return made
    then = Context(
        file=made.applied_to(CaseFile(case=made.case)),
        authority=authority,
        calendar=calendar,
        now=matter.assigned_at,
        by=taken.by,
    )
    handed = assign(then, order)
    return replace(
        handed,
        events=(*made.events, *handed.events),
        identity=made.identity,
        account=made.account,
    )
