"""From a notice to the words that leave: the authority's texts, filled with what the case says.

Nothing personal of the citizen is among the words: they are the case's, which has none.
"""

from __future__ import annotations

import re
from datetime import datetime

from chalicelib.domain.authority.authority import Agency, Authority
from chalicelib.domain.case import links
from chalicelib.domain.case import notifications as notifications
from chalicelib.domain.case.case import Assignment, Case, CaseFile
from chalicelib.domain.case.notifications import Link, Notification, Todo, with_links
from chalicelib.domain.case.workflow import Role
from chalicelib.domain.formats import codes
from chalicelib.domain.formats.phone import kind_of
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.transitions.receiving_texts import CAN_BE_TEXTED
from chalicelib.usecases import outgoing
from chalicelib.usecases.services import Services

# The clock whose due time each to-do is about.
_CLOCK_OF = {
    Todo.SCREEN: ClockKind.ASSIGN,
    Todo.ASSIGN: ClockKind.ASSIGN,
    Todo.DIRECT: ClockKind.ASSIGN,
    Todo.DRAFT: ClockKind.CASE,
    Todo.APPROVE: ClockKind.APPROVE,
    Todo.TELL: ClockKind.TELL,
}


_TOKEN = re.compile(r"(/viec/[\w-]+)\.[\w-]+")


def can_be_texted(number: str) -> bool:
    return ":" not in number and kind_of(number) in CAN_BE_TEXTED


def text_message(services: Services, notification: Notification, file: CaseFile | None) -> str:
    """The text of an SMS: with accents when that fits one segment, else without."""
    return services.authority.message(notification.kind, **_words(services, notification, file))


def mail(services: Services, notification: Notification, file: CaseFile | None) -> tuple[str, str]:
    """Subject and body of a mail; addresses stand on lines of their own in the body."""
    words = _words(services, notification, file)
    subject = services.authority.text(f"mail.{notification.kind}.subject", **words)
    body = services.authority.text(f"mail.{notification.kind}.body", **words)
    if file is None:  # what people wrote about a case never becomes a door
        body = with_links(body, lambda link_id: _address(services, services.cases.link(link_id)))
    return _one_line(subject), re.sub(r"\n\s*\n(\s*\n)+", "\n\n", body).strip() + "\n"


def button(services: Services, notification: Notification) -> str:
    return services.authority.texts[f"mail.{notification.kind}.button"]


def url_of(services: Services, notification: Notification) -> str:
    """The address behind the notice's button, "" when it has none."""
    if not notification.link or notification.todo is None or notification.link_expires_at is None:
        return notification.words.get("url", "")
    link = Link(
        id=notification.link,
        case=notification.case,
        todo=notification.todo,
        role=outgoing.role_of(notification.to),
        who=notification.who,
        expires_at=notification.link_expires_at,
    )
    return _address(services, link)


def _address(services: Services, link: Link | None) -> str:
    return f"{services.base_url}/viec/{links.token(link, services.link_key)}" if link else ""


def links_in(services: Services, body: str) -> tuple[str, ...]:
    """The addresses of the links that a mail of several to-dos holds."""
    return tuple(line for line in body.split() if line.startswith(f"{services.base_url}/viec/"))


def blanked(body: str) -> str:
    """The body for the file: its links are named, but no longer open anything (N7)."""
    return _TOKEN.sub(r"\1.…", body)


def receiver(authority: Authority, notification: Notification) -> str:
    """Whom a mail was for, in words."""
    return _salutation(authority, notification)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _words(services: Services, notification: Notification, file: CaseFile | None) -> dict[str, str]:
    if file is None:
        return {
            "to": _salutation(services.authority, notification),
            "url": "",
            **notification.words,
        }
    authority, case = services.authority, file.case
    of_agency = notification.to in (Role.AGENCY, notifications.AGENCY_HEAD)
    share = file.assignment(notification.who) if of_agency else None
    agencies = [authority.agency(a) for a in _agencies(file, share)]
    return {
        "to": _salutation(authority, notification),
        "url": url_of(services, notification),
        "owner": _named(authority, case),
        **_case_words(authority, case),
        **_line_words(authority, case),
        **_agency_words(agencies),
        **_share_words(authority, share),
        **_time_words(services, notification, case, share),
        "other": authority.texts["other.default"],
        **{k: v for k, v in notification.words.items() if v},
    }


def _case_words(authority: Authority, case: Case) -> dict[str, str]:
    field = next((f.name for f in authority.fields if f.id == case.field), "")
    missing = ", ".join(authority.texts[f"missing.{part}"] for part in case.missing)
    line = authority.line(case.line)
    return {
        "code": codes.grouped(case.code),
        "hotline": line.shown or line.number,
        "field": field,
        "ward": case.ward or authority.texts["ward.unknown"],
        "summary": case.summary,
        "missing": missing,
        "state": authority.texts[f"state.{case.state}"],
        "document": "",
        "signer": "",
        "instruction": "",
        "leader": _leader(authority, case),
    }


def _leader(authority: Authority, case: Case) -> str:
    return authority.leader(case.asked_leader).title if case.asked_leader else ""


def _line_words(authority: Authority, case: Case) -> dict[str, str]:
    """Lines that stand only when they have something to say."""
    missing = ", ".join(authority.texts[f"missing.{part}"] for part in case.missing)
    return {
        "missing_line": authority.text("line.missing", missing=missing) if missing else "",
        "confidential_line": authority.texts["line.confidential"] if case.confidential else "",
    }


def _agencies(file: CaseFile, share: Assignment | None) -> tuple[str, ...]:
    if share:
        return (share.agency,)
    return tuple(a.agency for a in file.assignments if a.counts) or file.case.proposed


def _agency_words(agencies: list[Agency]) -> dict[str, str]:
    return {
        "agency": ", ".join(a.name for a in agencies),
        "agency_short": ", ".join(a.short for a in agencies),
    }


def _share_words(authority: Authority, share: Assignment | None) -> dict[str, str]:
    if share is None:
        return {}
    return {
        "document": share.document,
        "signer": share.signer,
        "instruction": share.instruction or authority.texts["instruction.default"],
    }


def _time_words(
    services: Services, notification: Notification, case: Case, share: Assignment | None
) -> dict[str, str]:
    received = services.calendar.local(case.received_at)
    clock = share.clock if share else _clock(case, notification.todo)
    words = {
        "time": f"{received:%H:%M}",
        "received": f"{received:%d/%m/%Y}",
        "date": f"{case.receipt_day:%d/%m/%Y}",
        "due": "",
        "n": "",
    }
    if clock is not None:
        due = services.calendar.local(clock.due_at)
        words["due"] = f"{due:%d/%m/%Y}"
        words["n"] = str(_term(services, clock.started_at, clock.due_at))
    return words


def _clock(case: Case, todo: Todo | None) -> clocks.Clock | None:
    """The clock of this to-do; without one, the nearest that runs."""
    kind = _CLOCK_OF.get(todo) if todo else None
    found = clocks.running(case.clocks, kind) if kind else None
    return found or min((c for c in case.clocks if c.running), key=_due, default=None)


def _due(clock: clocks.Clock) -> datetime:
    return clock.due_at


def _term(services: Services, start: datetime, due: datetime) -> int:
    """How many working days a term has: from the day it starts to the day it ends."""
    first = services.calendar.receipt_day(start)
    return services.calendar.working_days_between(first, services.calendar.local(due).date())


def _named(authority: Authority, case: Case) -> str:
    owner = authority.officer(case.owner)
    return f"{owner.name}, {owner.title}"


def _salutation(authority: Authority, notification: Notification) -> str:
    match notification.to:
        case Role.AGENCY:
            return authority.text(
                "salutation.agency", agency=authority.agency(notification.who).name
            )
        case Role.LEADER:
            leader = authority.leader(notification.who)
            return authority.text("salutation.leader", title=leader.title)
        case notifications.AGENCY_HEAD:
            head = authority.agency(notification.who).head_title
            return authority.text("salutation.agency_head", head_title=head)
        case notifications.CITIZEN:
            return ""
        case _:
            officer = authority.officer(notification.who)
            return authority.text("salutation.officer", name=officer.name, title=officer.title)
