"""Escalation, every five minutes, of the cases that have a rung due (N18)."""

from __future__ import annotations

from functools import partial

from chalicelib import observe
from chalicelib.domain.deadlines.escalation import escalate as climb
from chalicelib.domain.transitions.change import Change
from chalicelib.usecases.commit import commit
from chalicelib.usecases.schedules import gather
from chalicelib.usecases.schedules.runner import MayGoOn, Run, always
from chalicelib.usecases.services import Rules, Store

NOON = 12  # from this hour on, what the morning's digest said may be said again


def escalate(rules: Rules, store: Store, may_go_on: MayGoOn = always) -> dict[str, int]:
    """Fires the rungs that are due, each once. Returns counts for the log.

    Each case is one conditional transaction, so runs may overlap, crash or come late. Stops when
    `may_go_on` returns False; the next run does the rest. What a run says to a person goes out in
    one mail, at its end; after a crash the next run's end has it.
    """
    run, said = Run(may_go_on), 0
    digested = _digested(rules, store)
    for code in store.cases.due(rules.authority.id, rules.now()):
        if not run.may_go_on():
            break
        climb = partial(_climb, rules, store, code, digested=code in digested)
        said += run.one("case", code, climb) or 0
    mails = gather.after_run(rules, store)
    found = {
        "cases": run.done,
        "said": said,
        "mails": mails,
        "lost": run.lost,
        "stuck": run.stuck,
    }
    observe.metric("Heartbeat", Schedule="escalate")
    observe.log("escalated", **found)
    return found


def _digested(rules: Rules, store: Store) -> frozenset[str]:
    """Codes of the cases that this morning's digest has counted: it has said so already."""
    here = rules.calendar.local(rules.now())
    if here.hour >= NOON:
        return frozenset()
    work = store.jobs.digest(rules.authority.id, here.date())
    return frozenset(work.seen) if work.sent else frozenset()


def _climb(rules: Rules, store: Store, code: str, *, digested: bool) -> int:
    """Returns the number of mails and texts that the case asks for."""
    now = rules.now()
    loaded = store.cases.load(code)
    if loaded is None:
        return 0
    change = climb(loaded.file, rules.authority, rules.calendar, now, digested=digested)
    if change is None and loaded.file.case.is_over:
        return 0
    if change is None:  # listed by an older configuration: commit only to move its next check
        change = Change(case=loaded.file.case)
    asked = commit(
        rules, store, loaded.file, change, loaded.version, now, earlier=loaded.notifications
    )
    return len(asked)
