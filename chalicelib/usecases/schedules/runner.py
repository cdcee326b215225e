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

    `done` cases succeeded, `lost` were changed by somebody else meanwhile, `stuck` failed.
    `may_go_on` says whether there is time for another case. Where the work itself has tried often
    enough, a lost race is stuck as well (`next_run_tries_again` False).
    """

    may_go_on: MayGoOn = field(default=always)
    next_run_tries_again: bool = True
    done: int = 0
    lost: int = 0
    stuck: int = 0

    def one(self, kind: str, id: str, work: Callable[[], T]) -> T | None:  # noqa: A002
        """Does one piece of work and returns its result; None if it failed. `kind` ("case",
        "contact") and `id` say in log and metric what failed."""
        try:
            result = work()
        except ConflictError:  # another run or a person was faster
            self.lost += 1
            if not self.next_run_tries_again:
                self._stuck(kind, id, "ConflictError")
        except Exception as error:
            self._stuck(kind, id, type(error).__name__)
        else:
            self.done += 1
            return result
        return None

    def _stuck(self, kind: str, id: str, error: str) -> None:  # noqa: A002
        self.stuck += 1
        observe.metric(f"{kind.title()}Stuck")
        observe.log(f"{kind} stuck", **{kind: id}, error=error)
