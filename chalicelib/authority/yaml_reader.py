"""Decodes YAML into the domain's dataclasses, strictly, and knows the line of every value.

The document is parsed into a tree of nodes, which know their lines, and decoded node by node along
the annotations of the dataclass. Nothing is coerced; unknown and repeated keys are problems.
"""

from __future__ import annotations

import dataclasses
import unicodedata
from collections.abc import Iterator
from datetime import time
from functools import cache
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec
import yaml

from chalicelib.authority.problems import Problems

INVALID: Any = object()  # replaces a value whose problem has been reported

Location = tuple[str | int, ...]  # where in the document: ("officers", 3, "role")

_Shape = TypeVar("_Shape")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Document:
    """One YAML file: its tree, and the line of each decoded value."""

    def __init__(self, path: Path, problems: Problems) -> None:
        self.name = f"{path.parent.name}/{path.name}"
        self._problems = problems
        self._lines: dict[Location, int] = {}
        self._constructor = yaml.constructor.SafeConstructor()
        self._root = self._parse(path)

    def _parse(self, path: Path) -> Any:
        text = path.read_text(encoding="utf-8")
        for number, written in enumerate(text.splitlines(), 1):
            if not unicodedata.is_normalized("NFC", written):
                self._problems.add(f"{self.name}:{number}", "letters not in composed form (NFC)")
        try:
            return yaml.compose(text, _Loader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self._problems.add(f"{self.name}:{line}", f"no YAML: {error.problem}")
            return INVALID

    def where(self, *location: str | int) -> str:
        """ "file:line" of a decoded value, or of the innermost known value around it."""
        while location and location not in self._lines:
            location = location[:-1]
        return f"{self.name}:{self._lines.get(location, 1)}"

    def decode(self, shape: type[_Shape], without: frozenset[str] = frozenset()) -> _Shape:
        """The document as `shape`, or INVALID. Fields in `without` come from elsewhere: they may
        not be in the file and are left empty."""
        if self._root is INVALID:
            return INVALID  # type: ignore[no-any-return]
        return self._record(self._root, shape, (), without)  # type: ignore[no-any-return]

    def texts(self) -> dict[str, str]:
        """A tree of texts, flattened: "mail.screen.subject" → text."""
        return {} if self._root is INVALID else dict(self._leaves(self._root, ()))

    def _leaves(self, node: Any, location: Location) -> Iterator[tuple[str, str]]:
        for key, child in self._entries(node, location):
            if isinstance(child, yaml.MappingNode):
                yield from self._leaves(child, (*location, key))
            elif (text := self._leaf(child, str, (*location, key))) is not INVALID:
                yield ".".join(map(str, (*location, key))), text.rstrip("\n")

    def _note(self, node: Any, what: str) -> Any:
        self._problems.add(f"{self.name}:{node.start_mark.line + 1}", what)
        return INVALID

    def _decode(self, node: Any, hint: Any, location: Location) -> Any:
        self._lines[location] = node.start_mark.line + 1
        if dataclasses.is_dataclass(hint) and not hasattr(hint, "read"):
            return self._record(node, hint, location)
        item = get_args(hint)[:1]
        if get_origin(hint) is tuple and dataclasses.is_dataclass(item[0]):
            return self._rows(node, item[0], location)
        return self._leaf(node, hint, location)

    def _rows(self, node: Any, item: Any, location: Location) -> Any:
        if not isinstance(node, yaml.SequenceNode):
            return self._note(node, f"{_said(location)} must be a list")
        rows = [self._decode(n, item, (*location, i)) for i, n in enumerate(node.value)]
        return INVALID if INVALID in rows else tuple(rows)

    def _record(
        self, node: Any, shape: Any, location: Location, without: frozenset[str] = frozenset()
    ) -> Any:
        hints = _hints(shape)
        found: dict[str, Any] = {}
        for key, child in self._entries(node, location):
            if key not in hints or key in without:
                found[key] = self._note(child, f"{_said((*location, key))} is not known")
            else:
                found[key] = self._decode(child, hints[key], (*location, key))
        for key in _required(shape) - set(found) - without:
            found[key] = self._note(node, f"{_said((*location, key))} is missing")
        return INVALID if INVALID in found.values() else self._made(shape, found, node, without)

    def _made(self, shape: Any, found: dict[str, Any], node: Any, without: frozenset[str]) -> Any:
        """Builds the dataclass; a ValueError of its own checks becomes a problem."""
        absent = dict.fromkeys(_required(shape) & without, ())
        try:
            return shape(**found, **absent)
        except ValueError as error:
            return self._note(node, str(error))

    def _entries(self, node: Any, location: Location) -> Iterator[tuple[str, Any]]:
        """The keys and values of a mapping; reports repeated keys and nodes that are no mapping."""
        if not isinstance(node, yaml.MappingNode):
            self._note(node, f"{_said(location)} must be a mapping")
            return
        seen: set[str] = set()
        for key, child in node.value:
            self._lines[(*location, key.value)] = key.start_mark.line + 1
            if key.value in seen:
                self._note(key, f"{_said((*location, key.value))} is there twice")
            else:
                seen.add(key.value)
                yield key.value, child

    def _leaf(self, node: Any, hint: Any, location: Location) -> Any:
        try:
            value = self._constructor.construct_object(node, deep=True)
            if hint in (time, time | None) and isinstance(value, str):
                return time.fromisoformat(value)
            if hasattr(hint, "read"):  # a dataclass that is written as one value
                return hint.read(value)
            return msgspec.convert(value, hint)
        except (msgspec.ValidationError, yaml.constructor.ConstructorError, ValueError) as error:
            return self._note(node, f"{_said(location)}: {error}")


def _said(location: Location) -> str:
    """A location as shown to people: "officers[3].role"."""
    said = "".join(f"[{p}]" if isinstance(p, int) else f".{p}" for p in location)
    return said.lstrip(".") or "the file"


@cache
def _hints(shape: Any) -> dict[str, Any]:
    return get_type_hints(shape)


@cache
def _required(shape: Any) -> frozenset[str]:
    return frozenset(
        f.name
        for f in dataclasses.fields(shape)
        if f.default is dataclasses.MISSING and f.default_factory is dataclasses.MISSING
    )
