"""The deploying body as data: who, where, when, and in what words. One folder per body, plus
`common`.

What ships is version 0: of it the first version is made that the office keeps (`versions`).
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from chalicelib.domain.authority.problems import ConfigurationError

if TYPE_CHECKING:
    from chalicelib.domain.authority.authority import Authority
    from chalicelib.domain.time.ladder import Rung
    from chalicelib.domain.time.working_time import Calendar
    from chalicelib.usecases.ports.settings import Made

__all__ = ["ConfigurationError", "calendar_of", "ladders_of", "load", "shipped"]


def shipped(authority_id: str, root: Path | None = None) -> Made:
    """What the folder `authority_id` below `root` says (default: the shipped ones), read once per
    process.

    Raises ConfigurationError with all problems found, each as "file:line: what is wrong".
    """
    from chalicelib.authority import documents, loader

    return loader.read(authority_id, root or documents.HERE)


def load(authority_id: str, root: Path | None = None) -> Authority:
    """The authority. Raises as `shipped` does; so do the others."""
    return shipped(authority_id, root).authority


def calendar_of(authority_id: str, root: Path | None = None) -> Calendar:
    """Its working time: hours, days off, swapped Saturdays."""
    return shipped(authority_id, root).calendar


def ladders_of(authority_id: str, root: Path | None = None) -> tuple[Rung, ...]:
    """The rungs for all its clocks, in the file's order."""
    return load(authority_id, root).rungs
