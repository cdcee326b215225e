"""`python -m infra.facts`: makes what reports count of each case anew, piece by piece, and says
what differs from what is on file. Without --write nothing is written.

A piece that is done says where the next begins: after an interruption --after goes on from there.
Cases are found by a scan, which no function of the product may make.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib import wiring
from chalicelib.domain.reports.facts import Fact, fact_of
from chalicelib.settings import SettingsError
from chalicelib.usecases.services import Rules, Store
from infra import stage

_BROKEN = (BotoCoreError, ClientError, PynamoDBException)
_PIECE = 500  # items that one piece looks at
_HEAD = "case#"


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the command line says. The process's exit code: 1 if something differs and was not
    written, 2 if it could not be done."""
    given = _parsed(arguments)
    try:
        if given.stack:
            stage.point_at(given.stack, given.profile)
        services = wiring.services()
        return _run(services.rules, services.store, given)
    except (SettingsError, *_BROKEN) as error:
        sys.stderr.write(f"{error}\nWhat was written stays; go on with --after.\n")
        return 2


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.facts", description=__doc__)
    parser.add_argument("--write", action="store_true", help="writes what differs")
    parser.add_argument("--after", default="", help="the case behind which it goes on")
    parser.add_argument("--stack", default="", help="the stage's stack; none: the environment says")
    parser.add_argument("--profile", default="", help="the aws command's, of account and region")
    return parser.parse_args(arguments)


def _run(rules: Rules, store: Store, given: argparse.Namespace) -> int:
    looked = differ = left = 0
    for last, codes in _pieces(given.after):
        for code in codes:
            looked += 1
            said = _look(rules, store, code, write=given.write)
            differ += bool(said)
            left += said.endswith("!") if said else 0
            if said:
                _say(f"{code}: {said}")
        _say(f"{looked} cases, {differ} differ; --after {last}" if last else f"{looked} cases")
    written = f", {differ - left} of them written" if given.write and differ else ""
    _say(f"{looked} cases looked at, {differ} differ{written}.")
    return int(left if given.write else bool(differ))


def _pieces(after: str) -> Iterator[tuple[str, list[str]]]:
    """The codes of all cases, piece by piece, each with where the next begins, "" for the last."""
    from chalicelib.store.dynamo.case_items import HeadItem  # it reads where the tables are

    start = {"pk": {"S": f"{_HEAD}{after}"}, "sk": {"S": "head"}} if after else None
    while True:
        found = HeadItem.scan(limit=_PIECE, page_size=_PIECE, last_evaluated_key=start)
        codes = [item.pk.removeprefix(_HEAD) for item in found if isinstance(item, HeadItem)]
        start = found.last_evaluated_key
        yield (start["pk"]["S"].removeprefix(_HEAD) if start else ""), codes
        if not start:
            return


def _look(rules: Rules, store: Store, code: str, *, write: bool) -> str:
    """What differs of a case, "" for nothing; with "!" at its end if it was not written, as the
    case has changed meanwhile."""
    loaded = store.cases.load(code)
    if loaded is None or loaded.file.case.authority != rules.authority.id:
        return ""
    fact = fact_of(loaded.file)
    if fact is None:
        return ""
    known = store.facts.of(rules.authority.id, fact)
    if known == fact:
        return ""
    said = ", ".join(_differing(known, fact)) if known else "missing"
    if write and not store.facts.mend(rules.authority.id, fact, loaded.version):
        return f"{said}!"
    return said


def _differing(known: Fact, made: Fact) -> Iterator[str]:
    return (name for name in Fact._fields if getattr(known, name) != getattr(made, name))


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
