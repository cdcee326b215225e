"""When the calendar has changed, open cases are computed anew: in pieces, until all stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from chalicelib import observe
from chalicelib.domain.case.change import Change
from chalicelib.domain.deadlines import next_check as look
from chalicelib.domain.deadlines.recalculation import fingerprint, recalculated
from chalicelib.usecases.commit import commit
from chalicelib.usecases.ports import CalendarWork, ConflictError, Loaded, Place
from chalicelib.usecases.services import House


def recalculate(house: House, may_go_on: Callable[[], bool] = lambda: True) -> dict[str, int]:
    """Computes the due times of all open cases by the calendar as it now is, if that is another
    than the one they were computed by. Returns what was done, for the log.

    Cases move about in the index while they are computed, so that one may be missed: it is gone
    through until nothing has changed. Stops when `may_go_on` says so, or at the end of a pass in
    which a case was in trouble; the next run goes on.
    """
    found = {"recalculated": 0, "lost": 0, "stuck": 0}
    now_is = fingerprint(house.calendar, house.authority.rungs)
    work = house.jobs.calendar(house.authority.id)
    if work.done == now_is:
        return found
    if work.doing != now_is:
        work = CalendarWork(done=work.done, doing=now_is)
    while work.doing:
        work, ended = _pass(house, work, may_go_on, found)
        if ended:
            work = _next_pass(work)
        house.jobs.keep_calendar(house.authority.id, work)
        if found["stuck"] or not ended:
            break
    observe.log("recalculated", finished=not work.doing, **found)
    return found


def _next_pass(work: CalendarWork) -> CalendarWork:
    """Once more from the start; done when the last pass changed nothing."""
    again = CalendarWork(done=work.done, doing=work.doing)
    return again if work.changed else CalendarWork(done=work.doing)


def _pass(
    house: House, work: CalendarWork, may_go_on: Callable[[], bool], found: dict[str, int]
) -> tuple[CalendarWork, bool]:
    """Goes on from where the work stands; whether it came to the end."""
    for place in house.cases.walk(house.authority.id, work.after):
        if not may_go_on():
            return work, False
        changed = _one(house, place, found)
        work = replace(work, after=place, changed=work.changed or changed)
    return work, True


def _one(house: House, place: Place, found: dict[str, int]) -> bool:
    """One case; its trouble is not the others'. Says whether to look at it again."""
    try:
        changed = _again(house, place)
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


def _again(house: House, place: Place) -> bool:
    loaded = house.cases.load(place.code)
    if loaded is None:
        return False
    now = house.now()
    change = recalculated(loaded.file, house.authority, house.calendar, now)
    if _stands(house, loaded, change, place):
        return False
    commit(house, loaded.file, change, loaded.version, now)
    return True


def _stands(house: House, loaded: Loaded, change: Change, place: Place) -> bool:
    """Whether the case is as it should be, and the ladder looks at it when it should."""
    look_at = look.next_look(loaded.file, change, house.authority, house.calendar)
    same = change.case == loaded.file.case and not change.assignments
    return same and look_at in (None, place.look_at)
