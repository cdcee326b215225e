"""A mail about several matters: for each what is owed, by when, what it is about, and who holds it
(N18)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial

from chalicelib import urls
from chalicelib.domain.authority.roles import Right, may
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.deadlines.overtaken import is_overtaken
from chalicelib.domain.formats import codes, dates
from chalicelib.domain.formats.paragraphs import Row, Table
from chalicelib.domain.notifications import gathering
from chalicelib.domain.notifications.gathering import Mood, mood_of
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.notifications.receivers import OF_AGENCY, role_of
from chalicelib.domain.time import ladder
from chalicelib.domain.todos.table import Todo
from chalicelib.usecases.delivery import rendering
from chalicelib.usecases.ports.world import Mail
from chalicelib.usecases.services import Delivery, Rules, Store
from chalicelib.usecases.todos import reading
from chalicelib.usecases.todos.reading import Report

NOT_ARRIVED = "notice_failed"
_SUMMARY = 90  # characters of a matter's summary in a row


@dataclass(frozen=True, slots=True)
class Matter:
    """What one of the notifications says, and the case as it is now."""

    said: Notification
    file: CaseFile


def mail(rules: Rules, store: Store, delivery: Delivery, many: Notification) -> Mail | None:
    """The mail; None if all that it was to say has been overtaken."""
    matters = _matters(rules, store, many)
    if not matters:
        return None
    more = int(many.words["n"]) - len(many.words["refs"].split())
    opened = partial(rendering.address, store, delivery)
    return written(rules, many, matters, more, delivery.base_url + urls.OFFICE, opened)


def written(
    rules: Rules,
    many: Notification,
    matters: list[Matter],
    more: int,
    board: str,
    opened: Callable[[Notification], str],
) -> Mail:
    """The mail about these matters and so many `more` that it only counts. `board` is the address
    of the office's board, `opened` gives that of a notification's link."""
    tables = {
        f"[{n}]": _table(rules, heading, group, opened)
        for n, (heading, group) in enumerate(_grouped(rules, matters).items())
    }
    words = {
        "counts": ", ".join(_counts(rules, matters, more)),
        "lines": "\n\n".join(tables),
        "more_line": rules.authority.text("many.more", n=str(more)) if more else "",
        "url": board if may(role_of(many.to), Right.SEE) else "",
    }
    return rendering.letter(rules, many, words, tables)


def report(rules: Rules, store: Store, delivery: Delivery, mailed: Notification) -> Mail:
    """The mail of a day's report."""
    found = reading.report_of(rules, store, mailed)
    return reported(rules, mailed, found, rendering.address(store, delivery, mailed))


def reported(rules: Rules, mailed: Notification, found: Report, url: str) -> Mail:
    """The mail of this report, whose page is at `url`."""
    tables = {f"[{n}]": table for n, table in enumerate(found.tables)}
    here = rules.calendar.local(mailed.planned_at)
    words = {
        "date": dates.day(here),
        "time": dates.hour(here),
        "n": str(found.count),
        "punctuality": found.punctuality,
        "lines": "\n\n".join(tables),
        "url": url,
    }
    return rendering.letter(rules, mailed, words, tables)


def _matters(rules: Rules, store: Store, many: Notification) -> list[Matter]:
    """What is still to be said, once for each case and to-do: the most pressing."""
    found: dict[tuple[str, Todo | None], Matter] = {}
    refs = many.words["refs"].split()
    by_ref = {n.ref: n for n in store.outbox.of(refs)}  # the store gives them in any order
    for said in gathering.most_pressing(by_ref[ref] for ref in refs if ref in by_ref):
        loaded = store.cases.load(said.case) if (said.case, said.todo) not in found else None
        if loaded and not is_overtaken(said, loaded.file, rules.calendar, rules.now()):
            found[said.case, said.todo] = Matter(said, loaded.file)
    return list(found.values())


def _grouped(rules: Rules, matters: Iterable[Matter]) -> Mapping[str, list[Matter]]:
    """The matters by what is owed, in their order."""
    found: dict[str, list[Matter]] = {}
    for matter in matters:
        found.setdefault(_heading(rules, matter.said), []).append(matter)
    return found


def _heading(rules: Rules, said: Notification) -> str:
    texts, mood = rules.authority.texts, mood_of(said)
    clock = ladder.reminded_of(said.kind)
    if clock:
        return rules.authority.text(f"many.{mood}", what=texts[f"clock.{clock}"])
    if said.kind == NOT_ARRIVED:
        return texts["many.not_arrived"]
    what = texts.get(f"owes.{said.todo}") or texts["many.to_see"]
    return rules.authority.text(f"many.{mood}", what=what)


def _counts(rules: Rules, matters: Iterable[Matter], more: int) -> Iterable[str]:
    moods = [mood_of(matter.said) for matter in matters]
    for mood in Mood:
        if mood in moods:
            n = moods.count(mood)
            yield rules.authority.text(f"many.count_{mood}", n=str(n))
    if more:
        yield rules.authority.text("many.count_more", n=str(more))


def _table(
    rules: Rules, heading: str, matters: list[Matter], opened: Callable[[Notification], str]
) -> Table:
    names = ("code", "due", "matter", "holder")
    return Table(
        heading=heading,
        columns=tuple(rules.authority.texts[f"many.column_{name}"] for name in names),
        rows=tuple(Row(_cells(rules, matter), opened(matter.said)) for matter in matters),
    )


def _cells(rules: Rules, matter: Matter) -> tuple[str, ...]:
    authority, case = rules.authority, matter.file.case
    words = rendering.words_of(rules, matter.said, matter.file)
    late = mood_of(matter.said) is Mood.LATE
    kind = "many.cell_late" if late else "many.cell_due"
    due = authority.text(kind, due_day=words["due_day"], n=words.get("n", ""))
    of_agency = matter.said.to in OF_AGENCY  # they never get it (N7)
    summary = "" if case.confidential or of_agency else _shortened(case.summary)
    about = [summary, words["ward"] if case.ward else "", words["field"]]
    if matter.said.kind == NOT_ARRIVED:
        about = [words["what"], words["error"]]
    return (
        codes.grouped(case.code),
        due if words["due_day"] else "",
        "; ".join(part for part in about if part),
        rendering.holder_line(authority, matter.file, "many.cell_holder"),
    )


def _shortened(text: str) -> str:
    flat = " ".join(text.split()).rstrip(".")
    return flat if len(flat) <= _SUMMARY else flat[: _SUMMARY - 1].rsplit(" ", 1)[0] + "…"
