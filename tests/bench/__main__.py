"""`make bench`: every number of docs/benchmarks.md, measured now."""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Iterator

from infra.package import MOST_BYTES
from tests.bench import costs, desk, escalation, own_time, reporting, size, starting, trips
from tests.bench.table import machine, table
from tests.support import embedded

COLD_AIM, REQUEST_AIM, UNPACKED_LIMIT = 2.5, 1.5, 250
# The most round trips, by how the request's name begins; the first that fits. The rest has no aim.
TRIPS_AIMS = {
    "call: the matter is recorded": 5,
    "webhook": 3,
    "call": 3,
    "dispatch": 4,
    "link page: GET": 3,
    "link page: POST": 4,
}
MB = 1_000_000
ZIP_AIM = MOST_BYTES / MB

PAGES_AIM, REPORT_AIM = 40, 2  # queries; seconds of processor time

_lost: list[bool] = []  # aims that were met once and may not be missed again


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without the product's own log."""
    with contextlib.redirect_stdout(io.StringIO()):
        yield


def main() -> int:
    """Fails if an aim is missed that may not be missed again."""
    print(machine(), "\n")
    with embedded.aws():
        _trips()  # first: nothing else waits yet
        _escalation()
        _desk()
        _starting()
        _own_time()
    _reporting()
    _size()
    return len(_lost)


def _escalation() -> None:
    with _quiet():
        runs = list(escalation.runs())
    table("One run of the ladder", escalation.rows(runs))
    print(f"Requests of each run: {runs[0].count}.\n")


def _desk() -> None:
    with _quiet():
        looks = list(desk.looks())
    table("One look at the board", desk.rows(looks))


def _trips() -> None:
    with _quiet():
        found = list(trips.trips())
    rows = [
        [
            name,
            count.total,
            _trips_aim(name, count.total),
            count.examined,
            count.written,
            count,
        ]
        for name, count in found
    ]
    head = ["request", "trips", "aim", "examined", "written", "which"]
    table("Round trips", [head, *rows])
    table("A month on AWS", costs.rows(found))


def _trips_aim(name: str, total: int) -> str:
    aim = next((most for begins, most in TRIPS_AIMS.items() if name.startswith(begins)), None)
    return "" if aim is None else f"≤ {aim}: {_aim(total <= aim)}"


def _starting() -> None:
    head = ["", "first a call", "first a text", "aim"]
    call, text = (found := starting.starts())["call"], found["text"]
    floor = ["the floor: chalice.app and pynamodb.models imported", "1.00", "1.00", ""]
    start = ["started", f"{call.start / call.floor:.2f}", f"{text.start / text.floor:.2f}", ""]
    cold = [call.cold, text.cold]
    request = [call.request, text.request]
    table(
        "Cold start",
        [
            [*head],
            floor,
            start,
            ["first answer", *_two(cold), f"≤ {COLD_AIM}: {_kept(max(cold) <= COLD_AIM)}"],
            [
                "its request, in warm ones",
                *_two(request),
                f"≤ {REQUEST_AIM}: {_kept(max(request) <= REQUEST_AIM)}",
            ],
        ],
    )


def _two(ratios: list[float]) -> list[str]:
    return [f"{ratio:.2f}" for ratio in ratios]


def _own_time() -> None:
    with _quiet():
        found = own_time.seconds()
    yard = found["validate"]
    rows = [
        ["a webhook, store and queue in memory", f"{found['webhook'] / yard:.0f}"],
        ["of it: understanding the message", f"{found['read'] / yard:.0f}"],
    ]
    table("Own time, in checks of one signature by the provider's library", [["", "ratio"], *rows])


def _reporting() -> None:
    found = reporting.reports()
    rows = [
        [
            one.name,
            one.cases,
            one.pages,
            f"≤ {PAGES_AIM}: {_kept(one.pages <= PAGES_AIM)}",
            f"{one.read:.2f}",
            f"{one.counted:.2f}",
            f"≤ {REPORT_AIM}: {_aim(one.read + one.counted <= REPORT_AIM)}",
            f"{one.most:.0f}",
        ]
        for one in found
    ]
    head = ["with its comparison", "cases", "pages", "aim", "read s", "counted s", "aim", "MB"]
    table(f"Reports of {reporting.A_YEAR} cases a year", [head, *rows])


def _size() -> None:
    zips = size.zips()
    packed, unpacked = sum(z.packed for z in zips) / MB, sum(z.unpacked for z in zips) / MB
    rows = [[z.name, f"{z.packed / MB:.1f}", f"{z.unpacked / MB:.1f}", ""] for z in zips]
    aim = _kept(packed <= ZIP_AIM and unpacked <= UNPACKED_LIMIT)
    title = f"aim ≤ {ZIP_AIM:.0f}, unpacked ≤ {UNPACKED_LIMIT}"
    head = ["MB", "packed", "unpacked", title]
    table("What goes to AWS", [head, *rows, ["both", f"{packed:.1f}", f"{unpacked:.1f}", aim]])


def _aim(met: bool) -> str:
    return "met" if met else "MISSED"


def _kept(met: bool) -> str:
    """As `_aim`, of an aim that may not be missed again."""
    _lost.extend([] if met else [True])
    return _aim(met)


if __name__ == "__main__":
    sys.exit(main())
