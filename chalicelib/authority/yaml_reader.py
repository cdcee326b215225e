"""Decodes YAML into the domain's dataclasses, strictly, and knows the line of every value.

The document is parsed into a tree of nodes, which know their lines, and decoded node by node along
the annotations of the dataclass. Nothing is coerced; unknown and repeated keys are problems.
"""

from __future__ import annotations

import dataclasses
import io
import unicodedata
from collections.abc import Iterator
from datetime import date, time
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec
import yaml

from chalicelib.authority.documents import Written
from chalicelib.domain.authority.problems import Location, Place, Problems, WrongError

INVALID: Any = object()  # replaces a value whose problem has been reported
DEEPEST = 20  # how far values are nested at most: what is deeper would end the process
LONGEST_FILE = 250_000  # characters: packed, a file has to fit one item of the store

_Shape = TypeVar("_Shape")
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class Document:
    """A record in one YAML file or in several: their trees as one, and the place of each value."""

    def __init__(self, problems: Problems, *files: Written) -> None:
        self._problems = problems
        self._places: dict[Location, str] = {(): f"{files[0].name}:1"}
        self._constructor = yaml.constructor.SafeConstructor()
        self._root = self._joined([self._parse(file) for file in files])

    def _parse(self, file: Written) -> Any:
        for number, written in enumerate(file.text.splitlines(), 1):
            if not unicodedata.is_normalized("NFC", written):
                self._problems.add(f"{file.name}:{number}", "not_composed")
        if len(file.text) > LONGEST_FILE:
            self._problems.add(f"{file.name}:1", "too_long", n=LONGEST_FILE)
            return INVALID
        stream: Any = io.StringIO(file.text)
        stream.name = file.name  # so that each node knows its file
        try:
            if odd := _odd(file.text):
                self._problems.add(f"{file.name}:{odd[0]}", "not_plain", what=odd[1])
                return INVALID
            return yaml.compose(stream, _Loader)
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            self._problems.add(f"{file.name}:{line}", "no_yaml", why=error.problem)
        except yaml.YAMLError as error:  # a letter that YAML does not know
            self._problems.add(f"{file.name}:1", "no_yaml", why=str(error).partition("\n")[0])
        return INVALID

    def _joined(self, roots: list[Any]) -> Any:
        """One tree. A file without anything in it is none, a file that is no mapping is reported
        as it stands."""
        if INVALID in roots:
            return INVALID
        there = [root for root in roots if root is not None]
        if not there:
            return _nothing(self._places[()])
        if len(there) == 1 or not all(isinstance(root, yaml.MappingNode) for root in there):
            return there[-1]
        rows = [row for root in there for row in root.value]
        first = there[0]
        return yaml.MappingNode(first.tag, rows, first.start_mark, there[-1].end_mark)

    def where(self, *location: str | int) -> Place:
        """The place of a decoded value, or of the innermost known value around it."""
        known = location
        while known not in self._places:
            known = known[:-1]
        return Place.of(self._places[known], location)

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

    def _note(self, node: Any, location: Location, kind: str, **words: object) -> Any:
        self._problems.add(Place.of(_place(node), location), kind, **words)
        return INVALID

    def _decode(self, node: Any, hint: Any, location: Location) -> Any:
        self._places[location] = _place(node)
        if dataclasses.is_dataclass(hint) and not hasattr(hint, "read"):
            return self._record(node, hint, location)
        item = get_args(hint)[:1]
        if get_origin(hint) is tuple and dataclasses.is_dataclass(item[0]):
            return self._rows(node, item[0], location)
        return self._leaf(node, hint, location)

    def _rows(self, node: Any, item: Any, location: Location) -> Any:
        if not isinstance(node, yaml.SequenceNode):
            return self._note(node, location, "no_list", name=_said(location))
        rows = [self._decode(n, item, (*location, i)) for i, n in enumerate(node.value)]
        return INVALID if INVALID in rows else tuple(rows)

    def _record(
        self, node: Any, shape: Any, location: Location, without: frozenset[str] = frozenset()
    ) -> Any:
        hints = _hints(shape)
        found: dict[str, Any] = {}
        for key, child in self._entries(node, location):
            if key not in hints or key in without:
                found[key] = self._unknown(child, (*location, key))
            else:
                found[key] = self._decode(child, hints[key], (*location, key))
        for key in _required(shape) - set(found) - without:
            name = _said((*location, key))
            found[key] = self._note(node, (*location, key), "missing", name=name)
        if INVALID in found.values():
            return INVALID
        return self._made(shape, found, node, location, without)

    def _unknown(self, node: Any, location: Location) -> Any:
        return self._note(node, location, "not_known", name=_said(location))

    def _made(
        self,
        shape: Any,
        found: dict[str, Any],
        node: Any,
        location: Location,
        without: frozenset[str],
    ) -> Any:
        """Builds the dataclass; a ValueError of its own checks becomes a problem."""
        absent = dict.fromkeys(_required(shape) & without, ())
        try:
            return shape(**found, **absent)
        except WrongError as error:
            return self._note(node, location, error.kind, **error.words)
        except ValueError as error:
            return self._note(node, location, "malformed", name=_said(location), why=error)

    def _entries(self, node: Any, location: Location) -> Iterator[tuple[str, Any]]:
        """The keys and values of a mapping; reports repeated keys and nodes that are no mapping."""
        if not isinstance(node, yaml.MappingNode):
            self._note(node, location, "no_mapping", name=_said(location))
            return
        seen: set[str] = set()
        for key, child in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._note(key, location, "not_plain", what="?")
                continue
            at = (*location, key.value)
            self._places[at] = _place(key)
            if key.value in seen:
                self._note(key, at, "twice", name=_said(at))
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
            if hint in _DATES:
                kind = "no_date" if node.value else "date_missing"
                return self._note(node, location, kind, said=str(node.value))
            if hint is int:
                return self._note(node, location, "no_count", said=repr(node.value))
            return self._note(node, location, "malformed", name=_said(location), why=error)


_DATES = (date, date | None)


def _odd(text: str) -> tuple[int, str] | None:
    """The line and the sign of what YAML knows and these files have no use for: references, which
    say more than is written, types, and values nested without end."""
    depth = 0
    for event in yaml.parse(text, _Loader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.AliasEvent):
            return line, f"*{event.anchor}"
        if tag := getattr(event, "tag", None):
            return line, str(tag)
        if depth > DEEPEST:
            return line, "[{"
    return None


def _place(node: Any) -> str:
    return f"{node.start_mark.name}:{node.start_mark.line + 1}"


def _nothing(place: str) -> Any:
    """The tree of files in which nothing is written."""
    mark = yaml.Mark(place.rpartition(":")[0], 0, 0, 0, "", 0)
    return yaml.MappingNode("tag:yaml.org,2002:map", [], mark, mark)


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
