"""The tests themselves: each stands alone, none is judged by the clock, and what documents name is
there."""

from __future__ import annotations

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

from tests.structure.sources import ROOT

TESTS = ROOT / "tests"
MEASUREMENTS = {TESTS / "bench", TESTS / "crowd", TESTS / "mutants"}  # and not tests
MOST_MODULES = 10  # in one folder
FILES = sorted(file for file in TESTS.rglob("*.py") if not MEASUREMENTS & {*file.parents})
TREES = {file: ast.parse(file.read_text("utf-8")) for file in FILES}
EVERY = pytest.mark.parametrize("file", FILES, ids=lambda file: str(file.relative_to(TESTS)))
CLOCKS = {"perf_counter", "process_time", "monotonic", "time", "perf_counter_ns", "time_ns"}
DOCUMENTS = [ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]


def is_test(file: Path) -> bool:
    return file.name.startswith("test_")


def imported(file: Path) -> set[str]:
    """What a file imports, dotted; of `from a import b` both `a` and `a.b`."""
    found: set[str] = set()
    for node in ast.walk(TREES[file]):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


@EVERY
def test_nothing_imports_from_a_test_module_or_a_conftest(file: Path) -> None:
    others = {
        ".".join(other.relative_to(ROOT).with_suffix("").parts)
        for other in FILES
        if is_test(other) or other.name == "conftest.py"
    }
    assert imported(file) & others == set()


@EVERY
def test_no_test_reads_the_machines_clock_or_sets_a_deadline(file: Path) -> None:
    """A machine that is busy with something else would fail it."""
    read = [
        f"{node.lineno}: {node.attr}"
        for node in ast.walk(TREES[file])
        if isinstance(node, ast.Attribute)
        and node.attr in CLOCKS
        and getattr(node.value, "id", "") == "time"
    ]
    named = [name for name in imported(file) if name in {f"time.{clock}" for clock in CLOCKS}]
    deadlines = [
        f"{node.lineno}: deadline"
        for node in ast.walk(TREES[file])
        if isinstance(node, ast.keyword)
        and node.arg == "deadline"
        and getattr(node.value, "value", 0) is not None
    ]
    assert read + named + deadlines == []


def test_no_folder_of_tests_is_crowded() -> None:
    crowd = Counter(file.parent for file in FILES if is_test(file))
    assert {str(f.relative_to(TESTS)): n for f, n in crowd.items() if n > MOST_MODULES} == {}


def test_every_test_that_a_document_names_is_there() -> None:
    tests = {
        node.name
        for tree in TREES.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    there = tests | {file.stem for file in FILES if is_test(file)}
    missing = {
        f"{document.name}: {name}"
        for document in DOCUMENTS
        for name in re.findall(r"\btest_\w+", document.read_text("utf-8"))
        if name not in there
    }
    assert missing == set()


def test_every_file_of_tests_that_a_document_names_is_there() -> None:
    missing = {
        f"{document.name}: {path}"
        for document in DOCUMENTS
        for path in re.findall(r"\btests/[\w./-]*\w", document.read_text("utf-8"))
        if not (ROOT / path).exists()
    }
    assert missing == set()
