"""When the calendar has changed, open cases are computed anew: in pieces, until all stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from chalicelib import observe
from chalicelib.domain.case.change import Change
from chalicelib.domain.deadlines import next_check as look
from chalicelib.domain.deadlines.recalculation import fingerprint, recalculated
from chalicelib.usecases.commit import commit
from chalicelib.usecases.ports.cases import Loaded, Place
from chalicelib.usecases.ports.errors import ConflictError
from chalicelib.usecases.ports.office import CalendarWork
from chalicelib.usecases.services import Services


def recalculate(services: Services, may_go_on: Callable[[], bool] = lambda: True) -> dict[str, int]:
    """Computes the due times of all open cases by the calendar as it now is, if that is another
    than the one they were computed by. Returns what was done, for the log.

    Cases move about in the index while they are computed, so that one may be missed: it is gone
    through until nothing has changed. Stops when `may_go_on` says so, or at the end of a pass in
    which a case was in trouble; the next run goes on.
    """
    found = {"recalculated": 0, "lost": 0, "stuck": 0}
    now_is = fingerprint(services.calendar, services.authority.rungs)
    work = services.jobs.calendar(services.authority.id)
    if work.done == now_is:
        return found
    if work.doing != now_is:
        work = CalendarWork(done=work.done, doing=now_is)
    while work.doing:
        work, ended = _pass(services, work, may_go_on, found)
        if ended:
            work = _next_pass(work)
        services.jobs.keep_calendar(services.authority.id, work)
        if found["stuck"] or not ended:
            break
    observe.log("recalculated", finished=not work.doing, **found)
    return found


def _next_pass(work: CalendarWork) -> CalendarWork:
    """Once more from the start; done when the last pass changed nothing."""
    again = CalendarWork(done=work.done, doing=work.doing)
    return again if work.changed else CalendarWork(done=work.doing)


def _pass(
    services: Services, work: CalendarWork, may_go_on: Callable[[], bool], found: dict[str, int]
) -> tuple[CalendarWork, bool]:
    """Goes on from where the work stands; whether it came to the end."""
    for place in services.cases.walk(services.authority.id, work.after):
        if not may_go_on():
            return work, False
        changed = _one(services, place, found)
        work = replace(work, after=place, changed=work.changed or changed)
    return work, True


def _one(services: Services, place: Place, found: dict[str, int]) -> bool:
    """One case; its trouble is not the others'. Says whether to look at it again."""
    try:
        changed = _again(services, place)
    except ConflictError:  # a person was first: the next pass looks again
        found["lost"] += 1
        return True
    except Exception as error:
        found["stuck"] += 1
        observe.metric("CaseStuck")
        observe.log("case stuck", case=place.code, error=type(error).__name__)
        return True
    found["recalculated"] += changed
    return changed


def _again(services: Services, place: Place) -> bool:
    loaded = services.cases.load(place.code)
    if loaded is None:
        return False
    now = services.now()
    change = recalculated(loaded.file, services.authority, services.calendar, now)
    if _stands(services, loaded, change, place):
        return False
    commit(services, loaded.file, change, loaded.version, now)
    return True


def _stands(services: Services, loaded: Loaded, change: Change, place: Place) -> bool:
    """Whether the case is as it should be, and the ladder looks at it when it should."""
    look_at = look.next_check(loaded.file, change, services.authority, services.calendar)
    same = change.case == loaded.file.case and not change.assignments
    return same and look_at in (None, place.look_at)
