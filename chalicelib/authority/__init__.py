"""The deploying body as data: who, where, when, and in what words. One folder per body, plus
`common`.

Loading takes some milliseconds, once per process, on the first call; where the functions are
packaged, all that can be done beforehand is done there.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.authority import ready
from chalicelib.authority.problems import ConfigurationError

if TYPE_CHECKING:
    from chalicelib.domain.authority.authority import Authority
    from chalicelib.domain.time.ladder import Rung
    from chalicelib.domain.time.working_time import Calendar

__all__ = ["ConfigurationError", "calendar_of", "ladders_of", "load"]


def load(authority_id: str, root: Path | None = None) -> Authority:
    """The authority in the folder `authority_id` below `root` (default: the shipped ones).

    Raises ConfigurationError with all problems found, each as "file:line: what is wrong".
    """
    return _read(authority_id, root)[0]


def calendar_of(authority_id: str, root: Path | None = None) -> Calendar:
    """Its working time: hours, days off, swapped Saturdays. Raises as `load` does."""
    return _read(authority_id, root)[1]


def ladders_of(authority_id: str, root: Path | None = None) -> tuple[Rung, ...]:
    """The rungs for all its clocks, in the file's order. Raises as `load` does."""
    return load(authority_id, root).rungs


def _read(authority_id: str, root: Path | None) -> tuple[Authority, Calendar]:
    found = None if root else ready.read(authority_id)
    if found:
        return found
    from chalicelib.authority import documents, loader

    read = loader.read(authority_id, root or documents.HERE)
    return read.authority, read.calendar
