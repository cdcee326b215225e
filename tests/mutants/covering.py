"""Which unit tests come past a line of the domain, and which could see it at all."""

from __future__ import annotations

import ast
import functools
import gc
import json
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import coverage
import pytest

from tests.mutants import forking

OURS = ("chalicelib.domain.", "tests.unit.", "tests.support.ways")  # whose caches are emptied


class Recorder:
    """Notes each test's time and the lines that it runs; caches are emptied before each, so that
    what an earlier test worked out is worked out, and seen, again."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.seconds: dict[str, float] = {}
        self.failed: list[str] = []
        self._caches: list[Any] = []
        self._coverage = coverage.Coverage(
            data_file=None, include=[f"{root}/chalicelib/*"], config_file=False, messages=False
        )

    def pytest_sessionstart(self) -> None:
        self._coverage.start()

    def pytest_collection_finish(self) -> None:
        self._caches = [
            cache
            for cache in gc.get_objects()
            if isinstance(cache, functools._lru_cache_wrapper) and cache.__module__.startswith(OURS)
        ]

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Iterator[None]:
        for cache in self._caches:
            cache.cache_clear()
        self._coverage.switch_context(item.nodeid)
        began = time.process_time()
        outcome = yield
        self.seconds[item.nodeid] = time.process_time() - began
        self._coverage.switch_context("")
        return outcome

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed:
            self.failed.append(report.nodeid)

    def write(self, target: Path) -> None:
        self._coverage.stop()
        data = self._coverage.get_data()
        tests = [*self.seconds]
        numbers = {name: number for number, name in enumerate(tests)}
        lines: dict[str, dict[int, list[int]]] = {}
        for file in data.measured_files():
            lines[str(Path(file).relative_to(self.root))] = {
                line: sorted(numbers.get(name, -1) for name in names)
                for line, names in data.contexts_by_lineno(file).items()
            }
        found = {
            "tests": [[name, round(self.seconds[name], 4)] for name in tests],
            "failed": self.failed,
            "lines": lines,
            "others": forking.others(),
        }
        target.write_text(json.dumps(found), "utf-8")


class Map:
    """What the recorders wrote, one for each module of tests, with the imports beside it."""

    def __init__(self, root: Path, written: Iterable[Path]) -> None:
        self.seconds: dict[str, float] = {}
        self.failed: list[str] = []
        self.others: set[str] = set()
        self._tests: list[str] = []
        self._lines: dict[str, dict[str, set[int]]] = {}
        for part in written:
            self._add(json.loads(part.read_text("utf-8")))
        self._importers = _importers(root)

    def _add(self, part: dict[str, Any]) -> None:
        self.seconds.update(part["tests"])
        self.failed += part["failed"]
        self.others.update(part["others"])
        first = len(self._tests)
        self._tests += [name for name, _ in part["tests"]]
        for file, lines in part["lines"].items():
            mine = self._lines.setdefault(file, {})
            for line, numbers in lines.items():
                moved = (number + first if number >= 0 else number for number in numbers)
                mine.setdefault(line, set()).update(moved)

    def tests(self, file: Path, lines: range) -> list[str]:
        """The tests that can notice a change of these lines, those that notice it soonest first.

        What runs at import (-1) shapes what is built on it: any test may notice that which itself
        imports the file, or runs something of a file that does, by however many others.
        """
        past = self._past(file, lines)
        if -1 not in past:
            return self._soonest(past)
        near = past | self._past(file)
        reached = self._reached(file)
        far = {number for other in reached for number in self._past(other)}
        importing = {str(other) for other in reached}
        far |= {n for n, name in enumerate(self._tests) if name.split("::")[0] in importing}
        return [*self._soonest(near), *self._soonest(far - near)]

    def runs_at_import(self, file: Path, lines: range) -> bool:
        return -1 in self._past(file, lines)

    @property
    def modules(self) -> list[str]:
        """Of tests, all that are known."""
        return sorted({name.split("::")[0] for name in self._tests})

    def _past(self, file: Path, lines: range | None = None) -> set[int]:
        of_file = self._lines.get(str(file), {})
        wanted = of_file if lines is None else [str(line) for line in lines]
        return {number for line in wanted for number in of_file.get(line, ())}

    def _soonest(self, numbers: set[int]) -> list[str]:
        """One case of each test, then a second of each …, the quick ones first."""
        tests = [self._tests[number] for number in numbers if number >= 0]
        by_function: dict[str, list[str]] = defaultdict(list)
        for name in sorted(tests, key=lambda name: (self.seconds[name], name)):
            by_function[name.split("[")[0]].append(name)
        turn = {name: i for names in by_function.values() for i, name in enumerate(names)}
        return sorted(tests, key=lambda name: (turn[name], self.seconds[name], name))

    def _reached(self, file: Path) -> set[Path]:
        """The file, the product's that import it by however many others, and the tests that import
        it themselves."""
        reached, waiting = {file}, [file]
        while waiting:
            new = self._importers[waiting.pop()] - reached
            reached |= new
            waiting += [other for other in new if other.parts[0] == "chalicelib"]
        direct = self._importers[file]
        return {other for other in reached if other.parts[0] == "chalicelib" or other in direct}


def _importers(root: Path) -> dict[Path, set[Path]]:
    """For each file, the files that import it."""
    files = {
        ".".join(file.relative_to(root).with_suffix("").parts).removesuffix(".__init__"): file
        for folder in ("chalicelib", "tests/unit", "tests/support")
        for file in (root / folder).rglob("*.py")
    }
    found: dict[Path, set[Path]] = defaultdict(set)
    for file in files.values():
        for name in _imported(ast.parse(file.read_text("utf-8"))):
            if name in files:
                found[files[name].relative_to(root)].add(file.relative_to(root))
    return found


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
