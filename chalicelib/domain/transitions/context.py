"""What a transition works with, and the helpers that transitions share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from chalicelib.domain.authority import recusal
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case import workflow
from chalicelib.domain.case.case import Actor, Assignment, Case, CaseFile
from chalicelib.domain.case.workflow import Action, Need, Step
from chalicelib.domain.notifications.notifications import Medium, Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time import clocks
from chalicelib.domain.time.working_time import Calendar
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.change import Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a transition works with: the case file, the authority's rules, the moment, and who
    acts. `colleague` is the id of the agency's colleague who does, "" for the agency itself."""

    file: CaseFile
    authority: Authority
    calendar: Calendar
    now: datetime
    by: Actor
    colleague: str = ""

    @property
    def case(self) -> Case:
        return self.file.case


COMPLAINT = "complaint"  # the id of where complaints and denunciations are sent (N5)

# Which function answers which command.
Transitions = Mapping[type[Any], Callable[[Context, Any], Change]]


def given(**needs: object) -> frozenset[Need]:
    """The needs that are met, i.e. those with a truthy value."""
    return frozenset(Need(name) for name, value in needs.items() if value)


def step(context: Context, action: Action, have: frozenset[Need] = frozenset()) -> Step:
    """The workflow's permission for this action. Raises NotAllowed or Incomplete."""
    found = workflow.allow(context.case.state, action, context.by.role)
    workflow.require(found, have)
    return found


def begun(context: Context, found: Step) -> Change:
    """A change that takes the case to this step's next state."""
    return Change(case=replace(revised(context.case), state=found.to))


def revised(case: Case) -> Case:
    """The case with a new revision, which makes forms opened before stale."""
    return replace(case, revision=case.revision + 1)


def ended(context: Context, change: Change) -> Change:
    """The change with all of the case's clocks stopped and judged, because the case ends."""
    stopped = tuple(clocks.stop(c, context.now, context.calendar) for c in change.case.clocks)
    return change.to(clocks=stopped)


def recused(case: Case, about: tuple[str, ...], authority: Authority) -> Case:
    """The case as a matter about these members and leaders: it is hidden from them, and held by
    whoever acts in their place."""
    return replace(
        case,
        recused=about,
        owner=recusal.officer_acting_for(authority, case.owner, about),
        superior=recusal.in_the_chiefs_place(authority, about),
    )


def mail(kind: str, to: Receiver, who: str, todo: Todo, about: str = "", **words: str) -> Plan:
    """A mail with a link to this to-do; `about` is the agency it is about."""
    return Plan(kind=kind, medium=Medium.MAIL, to=to, who=who, todo=todo, about=about, words=words)


def mails_to_agency(share: Assignment, kind: str, **words: str) -> tuple[Plan, ...]:
    """Mails by which an agency answers, to itself and to the colleagues who have its share."""
    to_agency = mail(kind, Receiver.AGENCY, share.agency, Todo.ANSWER, **words)
    return (to_agency, *mails_to_colleagues(share, kind, **words))


def mails_to_colleagues(share: Assignment, kind: str, **words: str) -> tuple[Plan, ...]:
    """The same to the colleagues alone."""
    plan = mail(kind, Receiver.COLLEAGUE, share.agency, Todo.ANSWER, **words)
    return tuple(replace(plan, colleague=one.id) for one in share.working)


def mail_to_chief(
    authority: Authority, case: Case, kind: str, todo: Todo, about: str = "", **words: str
) -> Plan:
    """A mail to the chief, or to whoever decides in the chief's place because the matter is about
    the chief."""
    if case.superior:
        return mail(kind, Receiver.SUPERIOR, case.superior, todo, about, **words)
    who = recusal.officer_acting_for(authority, authority.chief.id, case.recused)
    return mail(kind, Receiver.CHIEF, who, todo, about, **words)


def text(kind: str, **words: str) -> Plan:
    """A text message to the citizen's contact number."""
    return Plan(kind=kind, medium=Medium.SMS, to=Receiver.CITIZEN, who="contact", words=words)


def agency_names(context: Context, agencies: tuple[str, ...]) -> str:
    return ", ".join(context.authority.agency(a).name for a in agencies)


def open_share(context: Context, agency: str) -> Assignment:
    """The agency's share, while an answer is owed. Raises NotAllowed when none is."""
    share = context.file.assignment(agency)
    if share is None or not share.open:
        raise workflow.NotAllowed(f"{agency} has nothing to answer here")
    return share


def with_share(context: Context, share: Assignment) -> Change:
    """A change of this share that leaves the case in its state."""
    return Change(case=revised(context.case), assignments=(share,))


def agency_name(context: Context, agency: str) -> str:
    return context.authority.agency(agency).name


def spokesman(context: Context, agency: str, name: str, title: str) -> Actor:
    """The person who speaks for the agency, by name and title as far as given (N16)."""
    name, title = signed(context, agency, name, title)
    office = agency_name(context, agency)
    return replace(context.by, name=name or office, title=f"{title}, {office}" if title else "")


def signed(context: Context, agency: str, name: str, title: str) -> tuple[str, str]:
    """Name and title of whoever speaks for the agency: of a colleague as they are on file, else as
    typed."""
    share = context.file.assignment(agency)
    own = share.colleague(context.colleague) if share else None
    return (own.name, own.title) if own else (name, title)
