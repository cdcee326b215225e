"""Tries mutants, each in a fork with the tests that can matter, until one of them fails.

What runs in tests alone, most of it, is changed in a process that has imported and collected
everything: its functions get other code. What runs at import is imported anew, changed.
"""

from __future__ import annotations

import gc
import json
import os
import signal
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType

import pytest

from tests.mutants import forking
from tests.mutants.covering import Map
from tests.mutants.making import Mutant

# Processor time that one test may take: so much, and so many times what it takes without a mutant.
SECONDS, TIMES = 3.0, 10.0
IMPORTING = 60.0
Where = tuple[str, str, int]  # a function's file, qualified name and first line


@dataclass(frozen=True)
class Verdict:
    """What became of a mutant: `tests` could have noticed it."""

    mutant: Mutant
    tests: int
    noticed: bool


@dataclass(frozen=True)
class _Anew:
    """A try that imports everything of ours."""

    root: Path
    mutant: Mutant
    tests: list[str]
    seconds: dict[str, float]

    def __call__(self) -> int:
        signal.setitimer(signal.ITIMER_VIRTUAL, IMPORTING)
        forking.change(self.root, self.mutant.file, self.mutant.source)
        files = dict.fromkeys(name.split("::")[0] for name in self.tests)
        return forking.run(["-x", *files], [_Chosen(self.tests, self.seconds)])


class _Limited:
    """A test that takes far too long ends the process."""

    def __init__(self, seconds: dict[str, float]) -> None:
        self._seconds = seconds

    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        limit = SECONDS + TIMES * self._seconds[item.nodeid]
        signal.setitimer(signal.ITIMER_VIRTUAL, limit)


class _Chosen(_Limited):
    """These tests, in this order."""

    def __init__(self, tests: list[str], seconds: dict[str, float]) -> None:
        super().__init__(seconds)
        self._turn = {name: i for i, name in enumerate(tests)}

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = sorted(
            (item for item in items if item.nodeid in self._turn),
            key=lambda item: self._turn[item.nodeid],
        )


class _Collected(_Limited):
    """In place of running what was collected: a fork for each mutant."""

    def __init__(self, root: Path, some: list[Mutant], known: Map, pipe: int) -> None:
        super().__init__(known.seconds)
        self._root, self._mutants, self._known, self._pipe = root, some, known, pipe

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        items = {item.nodeid: item for item in session.items}
        functions = _functions(self._root)
        gc.freeze()
        tries = (
            _Changed(number, self._root, mutant, functions, session, self._chosen(mutant, items))
            for number, mutant in enumerate(self._mutants)
        )
        for done, code in forking.side_by_side(tries):
            line = json.dumps([done.number, len(done.items), code])
            os.write(self._pipe, line.encode() + b"\n")
        return True

    def _chosen(self, mutant: Mutant, items: dict[str, pytest.Item]) -> list[pytest.Item]:
        return [items[name] for name in self._known.tests(mutant.file, mutant.statement)]


@dataclass(frozen=True)
class _Changed:
    """A try that gives functions other code."""

    number: int
    root: Path
    mutant: Mutant
    functions: dict[Where, list[FunctionType]]
    session: pytest.Session
    items: list[pytest.Item]

    def __call__(self) -> int:
        path = str(self.root / self.mutant.file)
        for old, new in _differing(self.mutant, path):
            for function in self.functions.get((path, old.co_qualname, old.co_firstlineno), ()):
                function.__code__ = new
        for item, following in zip(self.items, [*self.items[1:], None], strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
            if self.session.testsfailed:
                return int(pytest.ExitCode.TESTS_FAILED)
        return int(pytest.ExitCode.OK)


def verdicts(root: Path, some: Iterable[Mutant], known: Map) -> Iterator[Verdict]:
    """One for each mutant, as they are done."""
    kinds: dict[bool, list[Mutant]] = {True: [], False: []}
    for mutant in some:
        kinds[_can_be_changed(mutant, known)].append(mutant)
    yield from _changed(root, kinds[True], known)
    tries = (_Anew(root, m, known.tests(m.file, m.statement), known.seconds) for m in kinds[False])
    for done, code in forking.side_by_side(tries):
        yield _verdict(done.mutant, len(done.tests), code)


def _verdict(mutant: Mutant, tests: int, code: int) -> Verdict:
    """5, nothing to collect: the mutant took a test's cases away, or no test comes here at all."""
    return Verdict(mutant, tests, noticed=bool(tests) and code != pytest.ExitCode.OK)


def _changed(root: Path, some: list[Mutant], known: Map) -> Iterator[Verdict]:
    out, pipe = os.pipe()
    plugin = _Collected(root, some, known, pipe)
    child = forking.fork(lambda: forking.run(known.modules, [plugin]))
    os.close(pipe)
    with os.fdopen(out) as lines:
        for line in lines:
            number, tests, code = json.loads(line)
            yield _verdict(some[number], tests, code)
    os.waitpid(child, 0)


def _can_be_changed(mutant: Mutant, known: Map) -> bool:
    """Whether it is in functions that no import runs, and that hold on to the same variables."""
    if known.runs_at_import(mutant.file, mutant.statement):
        return False
    pairs = _differing(mutant, "")
    return all(old.co_freevars == new.co_freevars for old, new in pairs)


def _differing(mutant: Mutant, path: str) -> list[tuple[CodeType, CodeType]]:
    """The functions that differ, old and new, those within others not apart from them."""
    old, new = (
        compile(source, path, "exec", dont_inherit=True)
        for source in (mutant.before, mutant.source)
    )
    return list(_differing_in(old, new))


def _differing_in(old: CodeType, new: CodeType) -> Iterator[tuple[CodeType, CodeType]]:
    for mine, other in zip(_inner(old), _inner(new), strict=True):
        if mine.co_flags & 0x2:  # a function; the body of a class is none
            if mine != other:
                yield mine, other
        else:
            yield from _differing_in(mine, other)


def _inner(code: CodeType) -> list[CodeType]:
    return [const for const in code.co_consts if isinstance(const, CodeType)]


def _functions(root: Path) -> dict[Where, list[FunctionType]]:
    found: dict[Where, list[FunctionType]] = {}
    for thing in gc.get_objects():
        if isinstance(thing, FunctionType) and thing.__code__.co_filename.startswith(str(root)):
            code = thing.__code__
            where = (code.co_filename, code.co_qualname, code.co_firstlineno)
            found.setdefault(where, []).append(thing)
    return found
