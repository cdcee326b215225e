"""Runs pytest in a fork: everything of others is imported once, our own code anew each time."""

from __future__ import annotations

import contextlib
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import resource
import signal
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import pytest
from hypothesis import settings

Job = TypeVar("Job", bound=Callable[[], int])
OURS = {"app", "chalicelib", "infra", "tests"}
OF_LENGTH = ("test_a_hundred_kilobytes_", "test_the_work_")
MOST_BYTES = 4 << 30  # a mutant that gathers without end
ALARM = signal.SIGVTALRM  # ends the process unless somebody handles it
OPTIONS = ("-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:moto", "-W", "ignore")


class _Changed(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Imports one module from a text instead of its file."""

    def __init__(self, root: Path, file: Path, source: str) -> None:
        parts = file.with_suffix("").parts
        self.name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        self.path, self.source = str(root / file), source

    def find_spec(
        self, fullname: str, _path: object, _target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def exec_module(self, module: ModuleType) -> None:
        exec(compile(self.source, self.path, "exec", dont_inherit=True), module.__dict__)  # noqa: S102


class Lighter:
    """Hypothesis tries few examples, the same each time, and keeps none; what is about the work
    that long texts make is left out: it takes longer than all other unit tests and says little of
    what is read in them."""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if not item.name.startswith(OF_LENGTH)]

    def pytest_configure(self) -> None:  # after tests/conftest.py
        own = settings.get_profile("hotline")
        settings.register_profile(
            "mutants", own, max_examples=25, derandomize=True, database=None, print_blob=False
        )
        settings.load_profile("mutants")


def change(root: Path, file: Path, source: str) -> None:
    """From now on, whoever imports `file` gets `source`."""
    sys.meta_path.insert(0, _Changed(root, file, source))


def fork(job: Callable[[], int]) -> int:
    """The id of a process that does the job silently and ends with what it gives back."""
    if child := os.fork():
        return child
    code = 70
    try:
        resource.setrlimit(resource.RLIMIT_AS, (MOST_BYTES, MOST_BYTES))
        nothing = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nothing, stream)
        code = job()
    finally:
        os._exit(code)


def side_by_side(jobs: Iterable[Job]) -> Iterator[tuple[Job, int]]:
    """Each job in a fork, as many at once as there are cores; each with its exit code when done."""
    running: dict[int, Job] = {}
    for job in jobs:
        running[fork(job)] = job
        if len(running) == (os.cpu_count() or 1):
            yield _ended(running)
    while running:
        yield _ended(running)


def _ended(running: dict[int, Job]) -> tuple[Job, int]:
    child, status = os.wait()
    return running.pop(child), os.waitstatus_to_exitcode(status)


def run(files: Iterable[str], plugins: Sequence[object]) -> int:
    """Pytest's exit code, of this process's one run."""
    for name in [name for name in sys.modules if name.split(".")[0] in OURS]:
        del sys.modules[name]  # what runs this; the copy's own is imported instead
    return int(pytest.main([*OPTIONS, *files], plugins=[Lighter(), *plugins]))


def others() -> list[str]:
    """The modules here that are nobody's business: not ours, so no mutant can change them."""
    return sorted(name for name in sys.modules if name.split(".")[0] not in OURS)


def import_ahead(names: Iterable[str]) -> None:
    for name in names:
        with contextlib.suppress(Exception), warnings.catch_warnings(action="ignore"):
            importlib.import_module(name)
