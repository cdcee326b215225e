"""`make bench`: every number of docs/benchmarks.md, measured now."""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator

from tests.bench import escalation, own_time, size, stage, starting, trips
from tests.bench.table import machine, table

TRIPS_AIM, IMPORT_AIM, ZIP_AIM, UNPACKED_LIMIT = 3, 1.3, 30, 250
MB = 1_000_000


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without the product's own log."""
    with contextlib.redirect_stdout(io.StringIO()):
        yield


def main() -> None:
    print(machine(), "\n")
    with stage.aws():
        _trips()  # first: nothing else waits yet
        _escalation()
        _starting()
        _own_time()
    _size()


def _escalation() -> None:
    with _quiet():
        runs = list(escalation.runs())
    table("One run of the ladder", escalation.rows(runs))
    print(f"Requests of each run: {runs[0].count}.\n")


def _trips() -> None:
    with _quiet():
        found = list(trips.trips())
    rows = [
        [
            name,
            count.total,
            _aim(count.total <= TRIPS_AIM) if name.startswith(("webhook", "call")) else "",
            count.examined,
            count.written,
            count,
        ]
        for name, count in found
    ]
    head = ["request", "trips", f"webhooks: aim ≤ {TRIPS_AIM}", "examined", "written", "which"]
    table("Round trips", [head, *rows])


def _starting() -> None:
    found = starting.medians()
    floor = found[starting.FLOOR]
    names = {
        starting.FLOOR: ("import of chalice.app and pynamodb.models", ""),
        starting.APP: ("import of app", _aim(found[starting.APP] / floor <= IMPORT_AIM)),
        starting.SERVICES: ("… and the services made, secrets fetched", ""),
        starting.FIRST: ("… and the first message taken in", ""),
    }
    rows = [[name, f"{found[code] / floor:.2f}", aim] for code, (name, aim) in names.items()]
    table("Cold start", [["", "ratio to the floor", f"aim ≤ {IMPORT_AIM}"], *rows])


def _own_time() -> None:
    with _quiet():
        found = own_time.seconds()
    yard = found["validate"]
    rows = [
        ["a webhook, store and queue in memory", f"{found['webhook'] / yard:.0f}"],
        ["of it: understanding the message", f"{found['read'] / yard:.0f}"],
    ]
    table("Own time, in checks of one signature by the provider's library", [["", "ratio"], *rows])


def _size() -> None:
    zips = size.zips()
    packed, unpacked = sum(z.packed for z in zips) / MB, sum(z.unpacked for z in zips) / MB
    rows = [[z.name, f"{z.packed / MB:.1f}", f"{z.unpacked / MB:.1f}", ""] for z in zips]
    aim = _aim(packed <= ZIP_AIM and unpacked <= UNPACKED_LIMIT)
    title = f"aim ≤ {ZIP_AIM}, unpacked ≤ {UNPACKED_LIMIT}"
    head = ["MB", "packed", "unpacked", title]
    table("What goes to AWS", [head, *rows, ["both", f"{packed:.1f}", f"{unpacked:.1f}", aim]])


def _aim(met: bool) -> str:
    return "met" if met else "MISSED"


if __name__ == "__main__":
    main()
