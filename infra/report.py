"""`python -m infra.report --from 2026-02-15 --to 2026-03-14`: what a stage's reports count of these
days, as text, beside the days before and those of a year before."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from datetime import date

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib import wiring
from chalicelib.domain.reports.papers.printed import Cell
from chalicelib.domain.reports.table import About, Table
from chalicelib.domain.time import periods
from chalicelib.settings import SettingsError
from chalicelib.usecases.reports.report import Report, compared, report
from infra import stage

_BROKEN = (BotoCoreError, ClientError, PynamoDBException)


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the command line says. The process's exit code: 2 if it could not be done."""
    given = _parsed(arguments)
    try:
        period = periods.span(given.first, given.last)
        if given.stack:
            stage.point_at(given.stack, given.profile)
        services = wiring.services()
        for line in lines(report(services.rules, services.store, period, About())):
            sys.stdout.write(f"{line}\n")
    except (SettingsError, ValueError, *_BROKEN) as error:
        sys.stderr.write(f"{error}\n")
        return 2
    return 0


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.report", description=__doc__)
    day = date.fromisoformat
    parser.add_argument("--from", dest="first", type=day, required=True, help="the first day")
    parser.add_argument("--to", dest="last", type=day, required=True, help="the last day")
    parser.add_argument("--stack", default="", help="the stage's stack; none: the environment says")
    parser.add_argument("--profile", default="", help="the aws command's, of account and region")
    return parser.parse_args(arguments)


def lines(said: Report) -> Iterator[str]:
    """The report, line by line."""
    shown = (f"{one.first:%d/%m/%Y}-{one.last:%d/%m/%Y}" for one in compared(said.period))
    yield "; ".join(shown)
    for table in said.tables:
        yield ""
        yield from _lines(table)


def _lines(table: Table) -> Iterator[str]:
    yield table.title.upper()
    rows = [
        [f"{'  ' * row.level}{row.name}", *(_said(figure.cell) for figure in row.figures)]
        for row in table.rows
    ]
    said = [[table.head, *table.columns], *rows]
    widths = [max(len(row[at]) for row in said) for at in range(len(said[0]))]
    for row in said:
        first, *others = zip(row, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        yield "  ".join(cells).rstrip()


def _said(value: Cell) -> str:
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float):
        return f"{value:.1f}".replace(".", ",")
    return "" if value is None else str(value)


if __name__ == "__main__":
    sys.exit(main())
