"""What a text costs after ten, and after thousands of others: `python -m tests.bench.many_texts`.

Villagers write in rounds. Most are new; each tenth has written before and has a case open; one
writes in every round. Each says the matter, then what they are asked for; after each of these the
sweeper runs and the answers leave."""

from __future__ import annotations

import argparse
import contextlib
import io
import sys
from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.counting import Count, counting
from tests.bench.table import machine, table
from tests.support import embedded
from tests.support import text_gateways as gateways
from tests.support.deployed import deployed
from tests.support.deployment import Deployment
from tests.support.dialogues import MATTER, WHERE, WHO, Citizen

A_ROUND = 50  # villagers
A_BLOCK = 10  # rounds, of which one line is made
OFTEN = "+84987654321"


@dataclass
class Block:
    """What its texts cost: at the webhook, and behind it until the answers have left."""

    texts: int
    webhook: Count
    behind: Count


def blocks(texts: int) -> Iterator[Block]:
    """Until so many texts have come in."""
    with deployed() as deployment:
        gateways.connect()
        deployment.doors = gateways.Doors()
        _round(deployment, -1)  # pays for the start of the process
        came, nth = 0, 0
        while came < texts:
            block = Block(0, Count(), Count())
            for _ in range(A_BLOCK):
                one = _round(deployment, nth)
                nth += 1
                block.texts += one.texts
                block.webhook.add(one.webhook)
                block.behind.add(one.behind)
            came += block.texts
            yield block


def _round(deployment: Deployment, nth: int) -> Block:
    people = [
        Citizen(deployment, deployment.doors, number, prefix=f"{nth}")
        for number in [OFTEN, *(_number(nth, place) for place in range(1, A_ROUND))]
    ]
    block = Block(0, Count(), Count())
    for words in (MATTER, WHO, WHERE):
        with counting() as count:
            for person in people:
                person.writes(words)
        block.webhook.add(count)
        block.texts += len(people)
        with counting() as count:
            deployment.later(minutes=2)
            deployment.sweep()
            deployment.hand_out()
        block.behind.add(count)
    deployment.later(hours=6)
    return block


def _number(nth: int, place: int) -> str:
    """A new one; at each tenth place it is the one beside it in the round before."""
    if place % 10 == 0:
        nth, place = nth - 1, place - 1
    return f"+84912{(nth + 2) * 100 + place:06d}"


def rows(found: list[Block]) -> list[list[object]]:
    head = ["texts so far", "trips", "examined", "written", "bytes back"]
    behind = [f"{name}, behind" for name in head[1:]]
    body, came = [], 0
    for block in found:
        came += block.texts
        body.append([came, *_of_one(block.webhook, block), *_of_one(block.behind, block)])
    return [[*head, *behind], *body]


def _of_one(count: Count, block: Block) -> list[str]:
    of_all = (count.total, count.examined, count.written)
    return [*(f"{n / block.texts:.2f}" for n in of_all), f"{count.received / block.texts:.0f}"]


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--texts", type=int, default=10_000)
    texts = asked.parse_args().texts
    with embedded.aws(), contextlib.redirect_stdout(io.StringIO()):
        found = list(blocks(texts))
    print(machine(), "\n")
    table("What one text costs, by how many came before", rows(found))
    return 0


if __name__ == "__main__":
    sys.exit(main())
