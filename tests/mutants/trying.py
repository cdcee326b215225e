"""Tries mutants: for each a fork in which its module is another, and the tests that can matter."""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.mutants import forking
from tests.mutants.covering import Map
from tests.mutants.making import Mutant

# Processor time that one test may take: so much, and so many times what it takes without a mutant.
SECONDS, TIMES = 3.0, 10.0
IMPORTING = 60.0


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: `tests` could have noticed it."""

    mutant: Mutant
    tests: int
    noticed: bool


class _Chosen:
    """These tests, in this order; one that takes far too long ends the process."""

    def __init__(self, tests: list[str], seconds: dict[str, float]) -> None:
        self._turn = {name: i for i, name in enumerate(tests)}
        self._seconds = seconds

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self._turn),
            key=lambda item: self._turn[item.nodeid],
        )

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        limit = SECONDS + TIMES * self._seconds[item.nodeid]
        signal.setitimer(signal.ITIMER_VIRTUAL, limit)


@dataclass(frozen=True)
class _Try:
    root: Path
    mutant: Mutant
    tests: list[str]
    seconds: dict[str, float]

    def __call__(self) -> int:
        signal.setitimer(signal.ITIMER_VIRTUAL, IMPORTING)
        forking.change(self.root, self.mutant.file, self.mutant.source)
        files = dict.fromkeys(name.split("::")[0] for name in self.tests)
        return forking.run(["-x", *files], [_Chosen(self.tests, self.seconds)])


def verdicts(root: Path, some: Iterable[Mutant], known: Map) -> Iterator[Verdict]:
    """One for each mutant, as they are done."""
    tries = (_Try(root, m, known.tests(m.file, m.statement), known.seconds) for m in some)
    for done, code in forking.side_by_side(tries):
        # 5, nothing to collect: the mutant took a test's cases away, or no test comes here.
        noticed = bool(done.tests) and code != pytest.ExitCode.OK
        yield Verdict(done.mutant, len(done.tests), noticed)
