"""Changes values of YAML files and leaves all else in them as it was: comments, order, quotes."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.scalarstring import DoubleQuotedScalarString

from chalicelib.usecases.ports.settings import Edit, Files

_WIDTH = 4096  # a line is as long as its text


def edited(files: Files, edits: Iterable[Edit]) -> dict[str, str]:
    """The files with these values. Rows are removed last, so that the places of others stay.

    Raises KeyError for a place that is not there.
    """
    changed = dict(files)
    by_file: dict[str, list[Edit]] = {}
    for edit in edits:
        by_file.setdefault(edit.file, []).append(edit)
    for file, wanted in by_file.items():
        tree = _yaml().load(files.get(file, "")) or {}
        for edit in sorted(wanted, key=_removals_last):
            _apply(tree, edit)
        changed[file] = _written(tree)
    return changed


def _yaml() -> Any:
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = _WIDTH
    yaml.representer.ignore_aliases = lambda _: True  # the same day twice is no reference
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _written(tree: Any) -> str:
    out = io.StringIO()
    _yaml().dump(tree, out)
    return out.getvalue()


def _removals_last(edit: Edit) -> tuple[bool, int, int]:
    """Rows of a list from behind: what is removed moves those after it. Rows of a row's own lists
    before the row."""
    if edit.value is not None:
        return False, 0, 0
    return True, -len(edit.at), -edit.at[-1] if isinstance(edit.at[-1], int) else 0


def _apply(tree: Any, edit: Edit) -> None:
    way: tuple[Any, ...] = edit.at[:-1]
    last: Any = edit.at[-1]
    above = tree
    for step, further in zip(way, edit.at[1:], strict=True):
        if isinstance(tree, dict) and tree.get(step) is None:
            tree[step] = [] if isinstance(further, int) else {}
        above, tree = tree, tree[step]
    if edit.value is None:
        if isinstance(tree, list) or last in tree:
            del tree[last]
        if tree == []:
            _anew(above, way[-1], [])
    elif isinstance(tree, list) and last == len(tree):
        tree.append(_plain(edit.value))
    else:
        _anew(tree, last, _plain(edit.value))


def _anew(tree: Any, key: Any, value: Any) -> None:
    """Another value. A comment on the first row of a list is kept with the list's name, and would
    stand before what it says nothing of, or before an empty list, which nothing can read."""
    is_of_rows = isinstance(value, list) and not isinstance(value, CommentedSeq)
    if is_of_rows and isinstance(tree, CommentedMap):
        tree.ca.items.pop(key, None)
    tree[key] = value


def _plain(value: Any) -> Any:
    """A value as written by hand: texts in quotes, so that none is taken for something else."""
    if isinstance(value, str):
        return DoubleQuotedScalarString(value)
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        rows = [_plain(one) for one in value]
        return rows if any(isinstance(one, dict) for one in rows) else _in_a_line(rows)
    return value


def _in_a_line(values: list[Any]) -> Any:
    """A list of single values, as [one, two]."""
    made = CommentedSeq(values)
    made.fa.set_flow_style()
    return made
