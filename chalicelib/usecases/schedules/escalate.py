"""Every five minutes the ladder is climbed for the cases whose moment has come (N18)."""

from __future__ import annotations

from collections.abc import Callable

from chalicelib import observe
from chalicelib.domain.case.change import Change
from chalicelib.domain.case.workflow import FINAL
from chalicelib.domain.deadlines.escalation import escalate as climb
from chalicelib.usecases.commit import commit
from chalicelib.usecases.ports.errors import ConflictError
from chalicelib.usecases.services import Services


def escalate(services: Services, may_go_on: Callable[[], bool] = lambda: True) -> dict[str, int]:
    """Fires the rungs that are due, each once; returns what was done, for the log.

    Each case is one conditional transaction, so runs may overlap, die half-way or come late.
    Stops when `may_go_on` says so; what is left the next run finds.
    """
    found = {"cases": 0, "mails": 0, "lost": 0, "stuck": 0}
    for code in services.cases.due(services.authority.id, services.now()):
        if not may_go_on():
            break
        _one(services, code, found)
    observe.metric("Heartbeat", Schedule="escalate")
    observe.log("escalated", **found)
    return found


def _one(services: Services, code: str, found: dict[str, int]) -> None:
    """One case; its trouble is not the others'."""
    try:
        mails = _climb(services, code)
    except ConflictError:  # another run, or a person, was first: the next run looks again
        found["lost"] += 1
    except Exception as error:
        found["stuck"] += 1
        observe.metric("CaseStuck")
        observe.log("case stuck", case=code, error=type(error).__name__)
    else:
        found["cases"] += 1
        found["mails"] += mails


def _climb(services: Services, code: str) -> int:
    now = services.now()
    loaded = services.cases.load(code)
    if loaded is None:
        return 0
    change = climb(loaded.file, services.authority, services.calendar, now)
    if change is None and loaded.file.case.state in FINAL:
        return 0
    if change is None:  # another configuration had put it here: put where it belongs now
        change = Change(case=loaded.file.case)
    return len(commit(services, loaded.file, change, loaded.version, now))
