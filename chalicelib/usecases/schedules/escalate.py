"""Escalation, every five minutes, of the cases that have a rung due (N18)."""

from __future__ import annotations

from functools import partial

from chalicelib import observe
from chalicelib.domain.case.workflow import FINAL
from chalicelib.domain.deadlines.escalation import escalate as climb
from chalicelib.domain.transitions.change import Change
from chalicelib.usecases.commit import commit
from chalicelib.usecases.schedules.runner import MayGoOn, Run, always
from chalicelib.usecases.services import Rules, Store


def escalate(rules: Rules, store: Store, may_go_on: MayGoOn = always) -> dict[str, int]:
    """Fires the rungs that are due, each once. Returns counts for the log.

    Each case is one conditional transaction, so runs may overlap, crash or come late. Stops when
    `may_go_on` returns False; the next run does the rest.
    """
    run, mails = Run(may_go_on), 0
    for code in store.cases.due(rules.authority.id, rules.now()):
        if not run.may_go_on():
            break
        mails += run.one("case", code, partial(_climb, rules, store, code)) or 0
    found = {"cases": run.done, "mails": mails, "lost": run.lost, "stuck": run.stuck}
    observe.metric("Heartbeat", Schedule="escalate")
    observe.log("escalated", **found)
    return found


def _climb(rules: Rules, store: Store, code: str) -> int:
    """Returns the number of mails the case sends."""
    now = rules.now()
    loaded = store.cases.load(code)
    if loaded is None:
        return 0
    change = climb(loaded.file, rules.authority, rules.calendar, now)
    if change is None and loaded.file.case.state in FINAL:
        return 0
    if change is None:  # listed by an older configuration: commit only to move its next check
        change = Change(case=loaded.file.case)
    return len(commit(rules, store, loaded.file, change, loaded.version, now))
