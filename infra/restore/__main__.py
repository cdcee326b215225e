"""`python -m infra.restore`: restores a backup into a newly deployed stage; docs/runbook.md says in
which order. Accounts and regions are those of the aws command's profiles.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import boto3
from botocore.exceptions import BotoCoreError, ClientError

from infra.restore import pausing
from infra.restore import register as erasing
from infra.restore.comparing import Found
from infra.restore.copying import Restore
from infra.restore.places import CannotRestoreError, named, of_stack
from infra.restore.register import PLACES, Erasure, Register

Given = argparse.Namespace


def main() -> int:
    """Does what the command line says; the process's exit code."""
    given = _parsed()
    try:
        return int(given.do(given))
    except CannotRestoreError as reason:
        sys.stderr.write(f"{reason}\n")
    except (BotoCoreError, ClientError) as error:
        sys.stderr.write(f"AWS refused: {error}\n")
    return 2


def _parsed() -> Given:
    parser = argparse.ArgumentParser(prog="python -m infra.restore", description=__doc__)
    verbs = parser.add_subparsers(required=True)
    for one in _VERBS:
        verb = verbs.add_parser(one.name, help=one.says)
        verb.set_defaults(do=one.do)
        verb.add_argument("--stack", required=True, help="the stage's stack")
        verb.add_argument("--profile", help="of the stage's account and region")
        one.asks(verb)
    return parser.parse_args()


def _of_nothing(_: argparse.ArgumentParser) -> None:
    """Nothing else is asked for."""


def _of_a_backup(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--cases", required=True, help="the restored table of cases")
    verb.add_argument("--vault", required=True, help="the restored table of the vault")
    verb.add_argument("--recordings", default="", help="the bucket to take recordings from")
    verb.add_argument("--from-profile", help="of the backup, if it is elsewhere")
    verb.add_argument("--register", required=True, type=Path, help="what was erased; may be empty")
    verb.add_argument("--taken", required=True, type=_moment, help="when the backup was taken")
    verb.add_argument("--now", type=_moment, default=datetime.now(UTC), help=argparse.SUPPRESS)


def _of_names(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("names", nargs="*", help="dispatch, sweep …; all unless named")


def _of_an_erasure(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--register", required=True, type=Path)
    verb.add_argument("--now", type=_moment, default=datetime.now(UTC), help=argparse.SUPPRESS)
    verb.add_argument("where", choices=PLACES)
    verb.add_argument("key", help="partition key, or a recording's; with / at its end all below")
    verb.add_argument("sk", nargs="?", default="", help="sort key; without it all under the key")


def _of_terms(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--now", type=_moment, default=datetime.now(UTC), help=argparse.SUPPRESS)


# --- verbs


def _pause(given: Given) -> int:
    _say(f"Paused: {', '.join(pausing.pause(_into(given), given.stack))}.")
    return 0


def _resume(given: Given) -> int:
    _say(f"Working: {', '.join(pausing.resume(_into(given), given.stack, given.names))}.")
    return 0


def _copy(given: Given) -> int:
    session = _into(given)
    pausing.refuse_unless_paused(session, given.stack)
    restore, began = _restore(given, session), time.monotonic()
    copied = restore.copy()
    took = time.monotonic() - began
    pace = sum(copied.values()) / took if took else 0
    _say(f"Copied {json.dumps(copied)} in {took:.1f} s, {pace:.0f} a second.")
    return _tell(restore.check())


def _check(given: Given) -> int:
    return _tell(_restore(given, _into(given)).check())


def _trim(given: Given) -> int:
    place = of_stack(_into(given), given.stack)
    restore = Restore(source=place, into=place, register=Register(()), now=given.now)
    _say(f"{restore.trim()} recordings were past their term.")
    return 0


def _erase(given: Given) -> int:
    erasure = Erasure(at=given.now.isoformat(), where=given.where, key=given.key, sk=given.sk)
    place = of_stack(_into(given), given.stack)
    _say(f"Noted and erased: {erasing.erase(place, given.register, erasure)}.")
    return 0


class _Verb(NamedTuple):
    """What can be asked for: its name, what it does, in words and as a function, what it needs."""

    name: str
    says: str
    do: Callable[[Given], int]
    asks: Callable[[argparse.ArgumentParser], None] = _of_nothing


_VERBS = (
    _Verb("pause", "schedules and queues stand still; pages answer", _pause),
    _Verb("copy", "copies a backup into a paused stage, then checks", _copy, _of_a_backup),
    _Verb("check", "compares stage and backup, before anybody works", _check, _of_a_backup),
    _Verb("resume", "schedules and queues go on", _resume, _of_names),
    _Verb("trim", "deletes restored recordings past their term", _trim, _of_terms),
    _Verb("erase", "notes in the register what is erased, and erases it", _erase, _of_an_erasure),
)


# --- what they need


def _into(given: Given) -> Any:
    return boto3.Session(profile_name=given.profile)


def _restore(given: Given, session: Any) -> Restore:
    source = named(
        boto3.Session(profile_name=given.from_profile or given.profile),
        cases=given.cases,
        vault=given.vault,
        recordings=given.recordings,
    )
    register = erasing.read(given.register).since(given.taken)
    into = of_stack(session, given.stack)
    return Restore(source=source, into=into, register=register, now=given.now)


def _moment(text: str) -> datetime:
    """An ISO time that names its zone."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise argparse.ArgumentTypeError(f"{text} names no zone")
    return moment


def _tell(found: Found) -> int:
    _say(found.report())
    return 0 if found.agrees else 1


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")


if __name__ == "__main__":
    sys.exit(main())
