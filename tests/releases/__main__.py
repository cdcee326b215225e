"""`python -m tests.releases 2027-03`: keeps, as test data, what this release puts on file and the
template it is deployed by. The next releases are tried on it; docs/changing-it.md says when.

Nothing that is kept already is written over.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gzip
import io
import json
import re
import sys
import tempfile
from pathlib import Path
from typing import Any

from infra.local.cloud.build import build
from infra.package import TEMPLATE
from tests.releases.office import Office
from tests.support import aws, environment
from tests.support.deployed import deployed
from tests.support.exchange import exchange_of
from tests.support.older_release import DATA, template_beside

__all__ = ["environment"]


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m tests.releases", description=__doc__)
    asked.add_argument("month", type=_month, help="the release's, as 2027-03")
    records = DATA / f"records-{asked.parse_args().month}.json.gz"
    if records.exists():
        sys.stderr.write(f"{records} is kept already, and stays as it is.\n")
        return 1
    _write(records, json.dumps(_written(), ensure_ascii=False, sort_keys=True).encode())
    _write(template_beside(records), (build() / TEMPLATE).read_bytes())
    return 0


def _month(text: str) -> str:
    if not re.fullmatch(r"\d{4}-\d\d", text):
        raise argparse.ArgumentTypeError(f"{text} is no month, such as 2027-03")
    return text


def _written() -> dict[str, Any]:
    """What the office keeps, made on moto."""
    with (
        aws.mocked(),
        deployed() as deployment,
        tempfile.TemporaryDirectory() as folder,
        asyncio.Runner() as runner,
        contextlib.redirect_stdout(io.StringIO()),  # what the functions log
    ):
        office = Office(exchange_of(deployment, Path(folder), runner))
        office.works()
        return office.kept()


def _write(file: Path, content: bytes) -> None:
    file.write_bytes(gzip.compress(content, 9, mtime=0))
    sys.stdout.write(f"{file} ({file.stat().st_size / 1000:.0f} kB)\n")


if __name__ == "__main__":
    sys.exit(main())
