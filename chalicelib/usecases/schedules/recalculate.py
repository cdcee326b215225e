"""Recalculates all open cases after a change of the calendar, in several runs if need be."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from chalicelib import observe
from chalicelib.domain.deadlines import board
from chalicelib.domain.deadlines.next_check import next_check
from chalicelib.domain.deadlines.recalculation import fingerprint, recalculated
from chalicelib.domain.transitions.change import Change
from chalicelib.usecases.commit import commit
from chalicelib.usecases.ports.cases import Cursor, Loaded
from chalicelib.usecases.ports.office import CalendarWork
from chalicelib.usecases.schedules.runner import MayGoOn, Run, always
from chalicelib.usecases.services import Rules, Store


def recalculate(rules: Rules, store: Store, may_go_on: MayGoOn = always) -> dict[str, int]:
    """Recalculates the due times of all open cases if the calendar has changed since they were last
    computed. Returns counts for the log.

    A pass may miss cases that move in the index meanwhile, so passes are repeated until one changes
    nothing. Stops when `may_go_on` returns False, or at the end of a pass in which a case failed;
    the next run continues.
    """
    run, changed = Run(may_go_on), 0
    now_is = fingerprint(rules.calendar, rules.authority)
    work = store.jobs.calendar(rules.authority.id)
    if work.done == now_is:
        return _found(run, changed)
    if work.doing != now_is:
        work = CalendarWork(done=work.done, doing=now_is)
    while work.doing:
        work, ended, here = _pass(rules, store, work, run)
        changed += here
        if ended:
            work = _next_pass(work)
        store.jobs.keep_calendar(rules.authority.id, work)
        if run.stuck or not ended:
            break
    observe.log("recalculated", finished=not work.doing, **_found(run, changed))
    return _found(run, changed)


def _found(run: Run, changed: int) -> dict[str, int]:
    return {"recalculated": changed, "lost": run.lost, "stuck": run.stuck}


def _next_pass(work: CalendarWork) -> CalendarWork:
    """Starts another pass, or is done if the last one changed nothing."""
    again = CalendarWork(done=work.done, doing=work.doing)
    return again if work.changed else CalendarWork(done=work.doing)


def _pass(
    rules: Rules, store: Store, work: CalendarWork, run: Run
) -> tuple[CalendarWork, bool, int]:
    """Continues a pass. Returns the progress, whether the pass is complete, and how many cases were
    changed."""
    changed = 0
    for cursor in store.cases.walk(rules.authority.id, work.after):
        if not run.may_go_on():
            return work, False, changed
        did = run.one("case", cursor.code, partial(_again, rules, store, cursor))
        changed += bool(did)
        # None: lost or stuck; counted as changed so that another pass tries again.
        work = replace(work, after=cursor, changed=work.changed or did is not False)
    return work, True, changed


def _again(rules: Rules, store: Store, cursor: Cursor) -> bool:
    """Recalculates one case. Returns whether anything has changed."""
    loaded = store.cases.load(cursor.code)
    if loaded is None:
        return False
    now = rules.now()
    change = recalculated(loaded.file, rules.authority, rules.calendar, now)
    if _stands(rules, loaded, change, cursor):
        return False
    commit(rules, store, loaded.file, change, loaded.version, now, earlier=loaded.notifications)
    return True


def _stands(rules: Rules, loaded: Loaded, change: Change, cursor: Cursor) -> bool:
    """Whether the case, its next check and its row on the board are right already. An older release
    wrote another row, or none."""
    after = change.applied_to(loaded.file)
    check_at = next_check(after, rules.authority, rules.calendar)
    row = board.open_row(after, loaded.notifications)
    same = change.case == loaded.file.case and not change.assignments
    return same and check_at in (None, cursor.look_at) and loaded.row == row
