"""The blocks of a letter: paragraphs, a button for each URL on a line of its own, tables."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

NO_TABLES: Mapping[str, Table] = {}


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row. The first opens `url`, if there is one."""

    cells: tuple[str, ...]
    url: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a heading above it and one over each column."""

    heading: str
    columns: tuple[str, ...]
    rows: tuple[Row, ...]

    def lines(self) -> Iterator[str]:
        """The table for those who read plain text: a line for each row, its URL below it."""
        yield self.heading
        for row in self.rows:
            yield "– " + " · ".join(cell for cell in row.cells if cell)
            if row.url:
                yield row.url


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, line by line; a button if `url` is set, and then `lines` is its label; or a
    table."""

    lines: tuple[str, ...]
    url: str = ""
    table: Table | None = None


def blocks(
    body: str,
    urls: Collection[str] = (),
    button: str = "",
    tables: Mapping[str, Table] = NO_TABLES,
) -> list[Block]:
    """The letter's blocks, in order.

    Empty lines separate paragraphs. A line that is exactly one of `urls` becomes a button labelled
    `button`, or with the URL itself if `button` is empty; one that names a table becomes the table.
    """
    found: list[Block] = []
    lines: list[str] = []
    for line in [*body.strip().splitlines(), ""]:
        text = line.strip()
        if text and text not in urls and text not in tables:
            lines.append(text)
            continue
        if lines:
            found.append(Block(tuple(lines)))
            lines = []
        if text in tables:
            found.append(Block((), table=tables[text]))
        elif text:
            found.append(Block((button or text,), text))
    return found


def plain(body: str, tables: Mapping[str, Table]) -> str:
    """The letter in plain text, with its tables written out."""
    for name, table in tables.items():
        body = body.replace(name, "\n".join(table.lines()))
    return body
