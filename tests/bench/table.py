"""Tables as docs/benchmarks.md keeps them."""

from __future__ import annotations

import os
import platform
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from importlib.metadata import version

PACKAGES = ("chalice", "pynamodb", "botocore", "twilio")


def machine() -> str:
    """On what and when this is measured."""
    pins = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    return (
        f"{datetime.now(UTC):%Y-%m-%d}: {os.cpu_count()} cores ({platform.machine()}), "
        f"{platform.system()}, Python {platform.python_version()}, {pins}"
    )


def table(title: str, rows: Iterable[Sequence[object]]) -> None:
    """Prints the rows, the first of them as the head; every row after it has its columns."""
    head, *body = [[str(cell) for cell in row] for row in rows]
    widths = [max(map(len, column)) for column in zip(head, *body, strict=True)]
    print(f"### {title}\n")
    for row in (head, ["-" * width for width in widths], *body):
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        print(f"| {' | '.join(cells)} |")
    print(flush=True)
