"""`python -m infra.matters FILE.xlsx`: brings in the office's open matters when the hotline is
switched on. Without --write nothing is written: it says what would become of each row.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from botocore.exceptions import BotoCoreError, ClientError
from pynamodb.exceptions import PynamoDBException

from chalicelib import wiring
from chalicelib.authority import load
from chalicelib.settings import SettingsError
from chalicelib.usecases.ports.errors import ConflictError
from chalicelib.usecases.services import Rules, Store
from infra import stage
from infra.matters import sheet, telling
from infra.matters.bringing import bring, foresee
from infra.matters.sheet import SheetError

_BROKEN = (BotoCoreError, ClientError, PynamoDBException, ConflictError)


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the command line says. The process's exit code: 1 if a row has to be corrected, 2
    if it could not be done."""
    given = _parsed(arguments)
    try:
        if given.stack:
            stage.point_at(given.stack, given.profile)
        if given.template:
            return _write_template(given.template)
        return _run(wiring.services().rules, wiring.services().store, given.file, write=given.write)
    except (SheetError, SettingsError) as reason:
        return _complain(str(reason))
    except _BROKEN as error:
        return _complain(f"Không xong: {error}\nDòng nào đã ghi thì không ghi lại: xin chạy lại.")


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m infra.matters", description=__doc__)
    parser.add_argument("file", nargs="?", type=Path, help="the office's list, .xlsx")
    parser.add_argument("--write", action="store_true", help="makes the cases")
    parser.add_argument("--stack", default="", help="the stage's stack; none: the environment says")
    parser.add_argument("--profile", default="", help="the aws command's, of account and region")
    parser.add_argument("--template", type=Path, metavar="OUT.xlsx", help="writes an empty list")
    given = parser.parse_args(arguments)
    if bool(given.file) == bool(given.template):
        parser.error("name the list, or with --template where an empty one is to be written")
    return given


def _write_template(file: Path) -> int:
    sheet.write_template(file, load(os.environ.get("AUTHORITY") or "langson"))
    _say(f"Đã ghi tệp mẫu {file}.")
    return 0


def _run(rules: Rules, store: Store, file: Path, *, write: bool) -> int:
    found = foresee(rules, store, sheet.rows(file))
    wrong = any(one.problems for one in found)
    for one in bring(rules, store, found) if write and not wrong else found:
        _say(telling.line(rules, one))
    _say(telling.summary(rules, found, written=write))
    return int(wrong)


def _say(text: str) -> None:
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def _complain(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2


if __name__ == "__main__":
    sys.exit(main())
