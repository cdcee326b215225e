"""`make crowd`: a week with a crowd on a stage, then thousands of rungs at once. Fails if anything
is wrong that docs/benchmarks.md says is not."""

from __future__ import annotations

import argparse
import sys
import time
from collections import Counter

from infra.local.client.stage import Stage, running
from tests.bench.table import table
from tests.crowd import rungs, week


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--texts", type=int, default=400)
    asked.add_argument("--calls", type=int, default=60)
    asked.add_argument("--rungs", type=int, default=5000)
    asked.add_argument("--seed", type=int, default=2017)
    args = asked.parse_args()
    faults = []
    if args.texts:
        with running() as stage:
            faults += _week(stage, args)
    if args.rungs:
        with running() as stage:
            faults += _rungs(stage, args.rungs)
    for fault in faults[:40]:
        print("WRONG:", fault)
    print(f"{len(faults)} faults.")
    return bool(faults)


def _week(stage: Stage, args: argparse.Namespace) -> list[str]:
    began = time.monotonic()
    outcome = week.run(stage, args.texts, args.calls, args.seed)
    days = sorted({day for day, _, _ in outcome.mails})
    people = sorted({who for _, who, _ in outcome.mails})
    table(
        "Mails beside the urgent ones, by person and day (urgent ones in brackets)",
        [
            ["", *(day[5:] for day in days)],
            *(
                [
                    who,
                    *(
                        f"{outcome.mails[day, who, False]} ({outcome.mails[day, who, True]})"
                        for day in days
                    ),
                ]
                for who in people
            ),
        ],
    )
    print("Cases by state:", dict(Counter(outcome.cases)))
    print(f"{outcome.told} to-dos done; {time.monotonic() - began:.0f} s.\n")
    return [*outcome.faults, *week.too_many(outcome)]


def _rungs(stage: Stage, number: int) -> list[str]:
    codes = rungs.late(stage, number)
    done = list(rungs.runs(stage))
    table(
        f"{number} rungs at once",
        [
            ["run", "seconds", "cases", "told", "mails"],
            *(
                [str(n), f"{r.seconds:.0f}", str(r.cases), str(r.said), str(r.mails)]
                for n, r in enumerate(done, 1)
            ),
        ],
    )
    times = Counter(rungs.fired(stage, codes))
    faults = [f"{n} cases were reminded {t} times" for t, n in times.items() if t != 1]
    faults += [f"a run took {r.seconds:.0f} s" for r in done if r.seconds > rungs.LIMIT]
    return faults + [f"{r.stuck} cases stuck" for r in done if r.stuck]


if __name__ == "__main__":
    sys.exit(main())
