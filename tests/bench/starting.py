"""What a cold start costs, packaged as it goes to AWS, against importing what every such function
must import, and its first request against a warm one."""

from __future__ import annotations

import json
import statistics
from collections.abc import Callable
from dataclasses import dataclass

from tests.support.packaged import Package, calls, package, texts

ROUNDS, REQUESTS = 15, 12

FLOOR = "import chalice.app, pynamodb.models"
_TIMED = "import time\nbegan = time.process_time()\n{0}\nprint(time.process_time() - began)"
_ANSWERS = """
spent = [time.process_time() - began]
import json, sys
for event in json.load(sys.stdin):
    began = time.process_time()
    assert app.app(event, None)["statusCode"] == 200
    spent.append(time.process_time() - began)
print(json.dumps(spent))
"""


@dataclass(frozen=True)
class Start:
    """Seconds of processor time: the floor, our start, the first request, a warm one."""

    floor: float
    start: float
    first: float
    warm: float

    @property
    def cold(self) -> float:
        """The first answer, in floors."""
        return (self.start + self.first) / self.floor

    @property
    def request(self) -> float:
        """The first request, in warm ones."""
        return self.first / self.warm


def starts() -> dict[str, Start]:
    """By what is answered first; medians of rounds in which floor and starts take turns."""
    whole = package()
    kinds = {"call": calls, "text": texts}
    floors: list[float] = []
    spent: dict[str, list[list[float]]] = {kind: [] for kind in kinds}
    for _ in range(ROUNDS):
        for kind, events in kinds.items():
            floors.append(float(whole.run(_TIMED.format(FLOOR))))
            spent[kind].append(_spent(whole, events))
    return {kind: _median(floors, rounds) for kind, rounds in spent.items()}


def _spent(whole: Package, events: Callable[[int], str]) -> list[float]:
    """Of the start, then of each request in turn."""
    printed = whole.start(_ANSWERS, events(REQUESTS))
    found: list[float] = json.loads(printed.splitlines()[-1])
    return found


def _median(floors: list[float], rounds: list[list[float]]) -> Start:
    start, first, _, *warm = map(statistics.median, zip(*rounds, strict=True))
    return Start(statistics.median(floors), start, first, statistics.median(warm))
