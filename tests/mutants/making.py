"""Makes the mutants: mutmut's operators, wherever the domain's code decides something."""

from __future__ import annotations

import difflib
import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

import libcst as cst
from libcst.metadata import MetadataWrapper, PositionProvider
from mutmut.mutation.mutators import mutation_operators

# Nothing that the code decides: declarations for the type checker and for readers, what developers
# read when they made a mistake, and calls that can hardly be changed to anything but nonsense.
LEFT_OUT = (cst.Annotation, cst.Decorator, cst.Import, cst.ImportFrom, cst.Raise)
STATEMENTS = (cst.SimpleStatementLine, cst.BaseCompoundStatement, cst.MatchCase)
SETS = (cst.Assign, cst.AnnAssign)
LEFT_OUT_CALLS = {"cast", "isinstance", "len", "NewType", "TypeVar"}


@dataclass(frozen=True)
class Place:
    """Where something can be changed, and into what."""

    file: Path
    line: int
    statement: range  # the lines of the statement around it
    module: cst.Module = field(repr=False)
    node: cst.CSTNode = field(repr=False)
    changed: cst.CSTNode = field(repr=False)


@dataclass(frozen=True)
class Mutant:
    """One file of the domain with one small change. `file` is relative to the tree's root."""

    file: Path
    line: int
    statement: range
    before: str = field(repr=False)
    source: str = field(repr=False)

    @cached_property
    def diff(self) -> list[str]:
        """The lines that differ, with - and + before them."""
        lines = difflib.unified_diff(self.before.splitlines(), self.source.splitlines(), n=0)
        return [line for line in [*lines][2:] if not line.startswith("@@")]

    def said(self, sign: str) -> str:
        """Its old (`-`) or new (`+`) lines as one, however they are broken and indented."""
        return " ".join(line[1:].strip() for line in self.diff if line.startswith(sign))

    @property
    def name(self) -> str:
        return f"{self.file}:{self.line}"


class _Places(cst.CSTVisitor):
    METADATA_DEPENDENCIES = (PositionProvider,)

    def __init__(self, file: Path, module: cst.Module) -> None:
        super().__init__()
        self.file, self.module = file, module
        self.found: list[Place] = []
        self._around: list[cst.CSTNode] = []  # the statements that are open

    def on_visit(self, node: cst.CSTNode) -> bool:
        if isinstance(node, LEFT_OUT) or _is_docstring(node) or _is_left_out_call(node):
            return False
        if isinstance(node, STATEMENTS):
            self._around.append(node)
        for kind, operator in mutation_operators:
            if isinstance(node, kind):
                self.found += [
                    self._place(node, changed)
                    for changed in operator(node)
                    if not _is_the_same(node, changed)
                ]
        return True

    def on_leave(self, original_node: cst.CSTNode) -> None:
        if self._around and self._around[-1] is original_node:
            self._around.pop()

    def _place(self, node: cst.CSTNode, changed: cst.CSTNode) -> Place:
        line = self.get_metadata(PositionProvider, node).start.line
        return Place(self.file, line, self._lines(self._around[-1]), self.module, node, changed)

    def _lines(self, statement: cst.CSTNode) -> range:
        """Of a statement with a body, its head."""
        own = self.get_metadata(PositionProvider, statement)
        body = getattr(statement, "body", None)
        inner = statement.cases if isinstance(statement, cst.Match) else getattr(body, "body", ())
        if isinstance(statement, cst.SimpleStatementLine) or not inner:
            return range(own.start.line, own.end.line + 1)
        first = self.get_metadata(PositionProvider, inner[0]).start.line
        return range(own.start.line, max(own.start.line + 1, first))


def _is_docstring(node: cst.CSTNode) -> bool:
    return isinstance(node, cst.Expr) and isinstance(node.value, cst.BaseString)


def _is_the_same(node: cst.CSTNode, changed: cst.CSTNode) -> bool:
    """Whether only capitals differ (words are compared folded, and each has another mutant), or
    None stands where False stood."""
    if isinstance(node, cst.SimpleString) and isinstance(changed, cst.SimpleString):
        return node.value.lower() == changed.value.lower()
    return any(
        _is_named(was, "False") and _is_named(now, "None") for was, now in _pairs(node, changed)
    )


def _pairs(node: cst.CSTNode, changed: cst.CSTNode) -> Iterator[tuple[cst.CSTNode, cst.CSTNode]]:
    """The values that a call is given or a name is set to, before and after."""
    if isinstance(node, cst.Call) and isinstance(changed, cst.Call):
        if len(node.args) == len(changed.args):
            yield from ((a.value, b.value) for a, b in zip(node.args, changed.args, strict=True))
    elif isinstance(node, SETS) and isinstance(changed, SETS) and node.value and changed.value:
        yield node.value, changed.value


def _is_named(node: cst.CSTNode, name: str) -> bool:
    return isinstance(node, cst.Name) and node.value == name


def _is_left_out_call(node: cst.CSTNode) -> bool:
    return (
        isinstance(node, cst.Call)
        and isinstance(node.func, cst.Name)
        and node.func.value in LEFT_OUT_CALLS
    )


def places(root: Path, folder: str) -> list[Place]:
    """Every place below `folder` that can be changed, in the order of files and lines."""
    found: list[Place] = []
    for file in sorted((root / folder).rglob("*.py")):
        wrapper = MetadataWrapper(cst.parse_module(file.read_text("utf-8")))
        visitor = _Places(file.relative_to(root), wrapper.module)
        wrapper.visit(visitor)
        found += visitor.found
    return found


def mutants(found: list[Place], seed: int) -> Iterator[Mutant]:
    """The mutants, in an order that the seed alone decides: first one of each place, drawn from
    what can be done to it, then a second of each … What is no Python or as before is passed over.
    """
    for place in _drawn(found, random.Random(seed)):
        before = place.module.code
        changed = place.module.deep_replace(place.node, place.changed)
        source = changed.code if isinstance(changed, cst.Module) else before
        if _compiles(source) and source != before:
            yield Mutant(place.file, place.line, place.statement, before, source)


def _drawn(found: list[Place], chance: random.Random) -> list[Place]:
    """Else a call with many arguments, each left out and each made None, would outweigh others."""
    order = [*found]
    chance.shuffle(order)
    before: Counter[int] = Counter()
    turns = []
    for place in order:
        turns.append(before[id(place.node)])
        before[id(place.node)] += 1
    return [order[i] for i in sorted(range(len(order)), key=turns.__getitem__)]


def _compiles(source: str) -> bool:
    try:
        compile(source, "mutant", "exec", dont_inherit=True)
    except SyntaxError:
        return False
    return True
