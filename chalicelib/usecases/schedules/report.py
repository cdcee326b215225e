"""The day's report to the Chairman, at closing time: what citizens were told today, in one mail
with a page behind it (N14)."""

from __future__ import annotations

from functools import partial

from chalicelib import observe
from chalicelib.domain.case.case import SYSTEM
from chalicelib.domain.notifications.gathering import Gathering
from chalicelib.domain.transitions.answering import reporting
from chalicelib.domain.transitions.context import Context
from chalicelib.usecases.commit import commit
from chalicelib.usecases.schedules import gather
from chalicelib.usecases.schedules.runner import MayGoOn, Run, always
from chalicelib.usecases.services import Rules, Store


def report(rules: Rules, store: Store, may_go_on: MayGoOn = always) -> dict[str, int]:
    """Reports what was told until the last closing or opening time; on working days only. Each line
    goes once, however often this runs. Returns counts for the log."""
    observe.metric("Heartbeat", Schedule="report")
    run, mails, now = Run(may_go_on), 0, rules.now()
    if rules.calendar.is_working_day(rules.calendar.local(now).date()):
        until = reporting.told_until(now, rules.calendar)
        for code in store.cases.told(rules.authority.id, until):
            if not run.may_go_on():
                break
            run.one("case", code, partial(_report, rules, store, code))
        mails = gather.send_waiting(rules, store, Gathering.REPORT)
    found = {"cases": run.done, "mails": mails, "lost": run.lost, "stuck": run.stuck}
    observe.log("reported", **found)
    return found


def _report(rules: Rules, store: Store, code: str) -> None:
    loaded, now = store.cases.load(code), rules.now()
    if loaded is None:
        return
    context = Context(
        file=loaded.file, authority=rules.authority, calendar=rules.calendar, now=now, by=SYSTEM
    )
    change = reporting.report(context)
    if change:
        commit(rules, store, loaded.file, change, loaded.version, now, earlier=loaded.notifications)
