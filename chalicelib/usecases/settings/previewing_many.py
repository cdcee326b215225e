"""Previews of mails about no single matter: the digests, several matters in one mail, the day's
report, and signing in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date

from chalicelib import urls
from chalicelib.domain.case.case import SYSTEM
from chalicelib.domain.case.workflow import State
from chalicelib.domain.deadlines import escalation
from chalicelib.domain.deadlines.digest import Item, Listing, Tally
from chalicelib.domain.notifications.gathering import DAY_REPORT, MANY
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.todos.links import Link
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.answering import reporting
from chalicelib.domain.transitions.context import Context
from chalicelib.usecases.delivery import gathered, rendering
from chalicelib.usecases.delivery.gathered import Matter
from chalicelib.usecases.hand import intake
from chalicelib.usecases.hand.intake import Desk
from chalicelib.usecases.office import sign_in
from chalicelib.usecases.ports.world import Mail
from chalicelib.usecases.schedules import digest
from chalicelib.usecases.services import Rules
from chalicelib.usecases.settings import samples
from chalicelib.usecases.settings.samples import ADDRESS, CODES, ORDERED, Sample
from chalicelib.usecases.todos import reading

Made = tuple[Receiver, str, Mail]  # to whom, by kind and id
_LINK, _BOARD = ADDRESS + urls.link("vi-du"), ADDRESS + urls.OFFICE
_MORE = 2  # matters that are only counted


def _signing_in(rules: Rules, kind: str) -> Made:
    to, who = Receiver.OFFICER, rules.authority.chief.id
    if kind == sign_in.SIGN_IN_TO_SEE:
        to, who = Receiver.LEADER, rules.authority.head.id
    url = ADDRESS + urls.sign_in_link("vi-du")
    return to, who, sign_in.letter(rules.authority, kind, to, who, url)


def _digest(rules: Rules, kind: str) -> Made:
    day = rules.calendar.local(rules.now()).date()
    found = (said for said, _ in digest.mails_of(rules, _BOARD, day, (), _tally(rules)))
    said = next(one for one in found if one.kind == kind)
    address = samples.address(rules, said.to, said.who)
    url = said.words.get("url", "")
    made = rendering.written(rules, said, None, url, address, lambda _: _LINK)
    return said.to, said.who, made


def _tally(rules: Rules) -> Tally:
    late = samples.matter(rules, Todo.ANSWER, late=True)
    soon = samples.matter(rules, Todo.ANSWER, code=CODES[1])
    drafted = samples.matter(rules, Todo.DRAFT, code=CODES[2])
    items = [_item(rules, one) for one in (late, soon)]
    return Tally(
        late={ClockKind.AGENCY: Listing(count=1 + _MORE, items=items[:1])},
        today={ClockKind.CASE: Listing(count=1, items=[_item(rules, drafted)])},
        waiting={
            State.ASSIGNED: {rules.authority.agency(ORDERED).name: 2},
            State.ANSWERED: {rules.authority.officer(drafted.file.case.owner).name: 1},
        },
        agencies={ORDERED: Listing(count=2 + _MORE, items=items)},
    )


def _item(rules: Rules, sample: Sample) -> Item:
    clock = sample.clock
    return Item(
        code=sample.file.case.code,
        due_at=clock.due_at,
        agency=clock.of,
        days_late=rules.calendar.days_late(clock.due_at, sample.now),
        provisional=clock.provisional,
        unit=clock.unit,
    )


def _many(rules: Rules, kind: str) -> Made:
    to, who = Receiver.OFFICER, rules.authority.chief.id
    late = samples.matter(rules, Todo.ANSWER, late=True)
    soon = samples.matter(rules, Todo.DRAFT, code=CODES[1])
    new = samples.matter(rules, Todo.ASSIGN, code=CODES[2])

    def about(sample: Sample, kind: str, todo: Todo) -> Matter:
        case, authority = sample.file.case, rules.authority
        words = escalation.facts(authority, rules.calendar, sample.now, case, sample.clock)
        said = samples.notification(rules, kind, to, who, sample, words, todo)
        return Matter(said, sample.file)

    matters = [
        about(late, f"late_{ClockKind.AGENCY}", Todo.VIEW),
        about(soon, f"reminder_{ClockKind.CASE}", Todo.VIEW),
        about(new, "assign", Todo.ASSIGN),
    ]
    said = samples.notification(rules, kind, to, who, new, {})
    return to, who, gathered.written(rules, said, matters, _MORE, _BOARD, lambda _: _LINK)


def _report(rules: Rules, kind: str) -> Made:
    to, who = Receiver.LEADER, rules.authority.head.id
    closing = rules.calendar.closing_of(samples.morning(rules).date())
    lines = [
        _line(rules, kind, code=CODES[0]),
        _line(rules, kind, code=CODES[1], late=True),
        _line(rules, kind, code=CODES[2], before=1),
    ]
    mailed = replace(lines[0], planned_at=closing, words={})
    found = reading.report_with(rules, mailed, lines)
    return to, who, gathered.reported(rules, mailed, found, ADDRESS + urls.report("vi-du"))


def _line(
    rules: Rules, kind: str, *, code: str, late: bool = False, before: int = 0
) -> Notification:
    """A line of the report, about what was told on its day or some days before."""
    authority, calendar = rules.authority, rules.calendar
    sample = samples.matter(rules, Todo.TELL, ClockKind.CASE, late=late, code=code)
    told_at = samples.morning(rules, before)
    case = replace(sample.file.case, told_at=told_at)
    context = Context(
        file=replace(sample.file, case=case),
        authority=authority,
        calendar=calendar,
        now=sample.now,
        by=SYSTEM,
    )
    clock = clocks.stop(sample.clock, sample.now, calendar)
    words = {
        "line": reporting.line_of(context, clock),
        "told_at": told_at.isoformat(),
        "late": str(clock.days_late or ""),
    }
    who = authority.head.id
    return samples.notification(rules, kind, Receiver.LEADER, who, sample, words)


def _intake(rules: Rules, kind: str) -> Made:
    body, today = rules.authority, rules.calendar.local(rules.now()).date()
    desk = Desk(
        agency=body.agency(ORDERED),
        fields=body.fields[:2],
        until={field.id: date(today.year, 12, 31) for field in body.fields},
        document="12/VP",
    )
    link = Link(
        id="vi-du",
        subject="",
        todo=desk.ref.todo,
        role=desk.ref.role,
        who=desk.ref.who,
        expires_at=rules.now(),
    )
    said, url = intake.said(rules, desk, link, ""), ADDRESS + urls.intake("vi-du")
    address = samples.address(rules, said.to, said.who)
    return said.to, said.who, rendering.written(rules, said, None, url, address, lambda _: "")


OF_NO_CASE: Mapping[str, Callable[[Rules, str], Made]] = {
    **dict.fromkeys((sign_in.SIGN_IN, sign_in.SIGN_IN_TO_SEE), _signing_in),
    **dict.fromkeys(("digest", "digest_agency"), _digest),
    intake.KIND: _intake,
    MANY: _many,
    DAY_REPORT: _report,
}
