"""`python -m infra.report --from 2026-02-15 --to 2026-03-14`: what a stage's reports count of these
days, as text, beside the days before and those of a year before."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib import wiring
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.reports import counting, periods
from chalicelib.domain.reports.counting import Totals
from chalicelib.domain.reports.facts import End, Fact
from chalicelib.domain.reports.periods import Period
from chalicelib.settings import SettingsError
from chalicelib.usecases.reports.reading import facts_of
from chalicelib.usecases.services import Rules, Store
from infra import stage

_BROKEN = (BotoCoreError, ClientError, PynamoDBException)

# Each line of the first table, and what it counts.
LINES: Mapping[str, Callable[[Totals], object]] = {
    "Kỳ trước chuyển sang": lambda t: t.carried,
    "Tiếp nhận trong kỳ": lambda t: t.all_received,
    "Đã giao giải quyết trong kỳ": lambda t: t.assigned,
    "Đã kết thúc trong kỳ": lambda t: t.all_ended,
    "- Đã thông báo kết quả": lambda t: t.ended.get(End.TOLD, 0),
    "  + đúng hạn": lambda t: t.in_time,
    "  + quá hạn": lambda t: t.late,
    "  + số ngày làm việc quá hạn bình quân": lambda t: f"{t.mean_late:.1f}".replace(".", ","),
    "- Hướng dẫn nơi khác": lambda t: t.ended.get(End.REDIRECTED, 0),
    "- Chuyển cơ quan có thẩm quyền": lambda t: t.ended.get(End.TRANSFERRED, 0),
    "- Từ chối tiếp nhận": lambda t: t.ended.get(End.REFUSED, 0),
    "Còn đang giải quyết cuối kỳ": lambda t: t.open,
    "- trong đó quá hạn": lambda t: t.open_late,
    "Mở lại giải quyết lần hai": lambda t: t.again,
    "Người phản ánh chấm 4, 5": lambda t: t.stars.get(4, 0) + t.stars.get(5, 0),
    "Người phản ánh chấm 3": lambda t: t.stars.get(3, 0),
    "Người phản ánh chấm 1, 2": lambda t: t.stars.get(1, 0) + t.stars.get(2, 0),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the command line says. The process's exit code: 2 if it could not be done."""
    given = _parsed(arguments)
    try:
        period = periods.span(given.first, given.last)
        if given.stack:
            stage.point_at(given.stack, given.profile)
        services = wiring.services()
        for line in lines(services.rules, services.store, period):
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


def lines(rules: Rules, store: Store, period: Period) -> Iterator[str]:
    """The report, line by line."""
    shown = [period, periods.before(period), periods.a_year_before(period)]
    facts = [_facts(rules, store, one) for one in shown]
    whole = [
        counting.totals(found, one.begins(rules.calendar), one.ends(rules.calendar))
        for found, one in zip(facts, shown, strict=True)
    ]
    heads = [f"{one.first:%d/%m/%Y}-{one.last:%d/%m/%Y}" for one in shown]
    yield from _table(["", *heads], ([name, *map(of, whole)] for name, of in LINES.items()))
    yield ""
    yield from _parts(rules, facts[0], period)


def _facts(rules: Rules, store: Store, period: Period) -> list[Fact]:
    return facts_of(rules, store, period.begins(rules.calendar), period.ends(rules.calendar))


def _parts(rules: Rules, facts: list[Fact], period: Period) -> Iterator[str]:
    begins, ends = period.begins(rules.calendar), period.ends(rules.calendar)
    authority = rules.authority
    heads = ["chuyển sang", "tiếp nhận", "đúng hạn", "quá hạn", "còn lại", "còn quá hạn"]
    parts = (
        ("Lĩnh vực", lambda fact: _field(authority, fact)),
        (
            "Địa bàn",
            lambda fact: authority.ward_named(fact.ward) or authority.texts["ward.unknown"],
        ),
    )
    for title, key in parts:
        found = counting.by(key, facts, begins, ends)
        rows = (
            [name, t.carried, t.all_received, t.in_time, t.late, t.open, t.open_late]
            for name, t in found.items()
        )
        yield from _table([title, *heads], rows)
        yield ""
    heads = ["được giao", "đúng hạn", "quá hạn", "trả lại", "còn nợ", "nợ quá hạn", "gia hạn"]
    agencies = counting.by_agency(facts, begins, ends)
    yield from _table(
        ["Cơ quan", *heads],
        (
            [
                authority.agency(name).name,
                *(a.given, a.in_time, a.late, a.returned, a.owed, a.owed_late, a.more_time),
            ]
            for name, a in agencies.items()
        ),
    )


def _field(authority: Authority, fact: Fact) -> str:
    known = {one.id: one.name for one in authority.fields}
    return known.get(fact.field) or authority.texts["field.unknown"]


def _table(heads: list[str], rows: Iterable[Sequence[object]]) -> Iterator[str]:
    said = [heads, *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[at]) for row in said) for at in range(len(heads))]
    for row in said:
        first, *others = zip(row, widths, strict=True)
        cells = [first[0].ljust(first[1]), *(cell.rjust(width) for cell, width in others)]
        yield "  ".join(cells).rstrip()


if __name__ == "__main__":
    sys.exit(main())
