"""Runs over many cases, one at a time: the failure of one does not affect the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from chalicelib import observe
from chalicelib.usecases.ports.errors import ConflictError

T = TypeVar("T")

MayGoOn = Callable[[], bool]


def always() -> bool:
    return True


@dataclass(slots=True)
class Run:
    """One run over many cases, with its counts.

    `done` cases succeeded, `lost` were changed by somebody else meanwhile (the next run tries
    again), `stuck` failed. `may_go_on` says whether there is time for another case.
    """

    may_go_on: MayGoOn = field(default=always)
    done: int = 0
    lost: int = 0
    stuck: int = 0

    def one(self, what: str, work: Callable[[], T], *, trouble: str = "CaseStuck") -> T | None:
        """Does one piece of work and returns its result; None if it failed. `what` is the id for
        the log, `trouble` the metric that counts failures."""
        try:
            result = work()
        except ConflictError:  # another run or a person was faster
            self.lost += 1
        except Exception as error:
            self.stuck += 1
            observe.metric(trouble)
            observe.log("stuck", what=what, trouble=trouble, error=type(error).__name__)
        else:
            self.done += 1
            return result
        return None
