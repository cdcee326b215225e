"""`make mutants`: changes the domain's code in small ways, one at a time, and sees whether the unit
tests notice. Fails if they notice less than 90 % of what can be noticed."""

from __future__ import annotations

import argparse
import hashlib
import itertools
import os
import shutil
import sys
import time
from collections.abc import Iterable
from functools import partial
from pathlib import Path

import pytest

from tests.mutants import forking, making, trying, unnoticeable
from tests.mutants.covering import Map, Recorder

ROOT = Path(__file__).resolve().parent.parent.parent
OUT = ROOT / ".build/mutants"
TREE = OUT / "tree"
MUTATED, TESTS = "chalicelib/domain", "tests/unit"
NOT_OF_THE_DOMAIN = {"package", "support"}
NEEDED = ("app.py", "pyproject.toml", ".chalice", "chalicelib", "docs", "infra", "tests")
AIM = 0.9


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--number", default="400", help="how many, or all")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--below", default=MUTATED, help="a folder or file of the domain")
    args = asked.parse_args()
    _copy()
    known = _map()
    if known.failed:
        print("Without any mutant these fail:", *known.failed, sep="\n  ")
        return 1
    forking.import_ahead(known.others)
    return _report(args, known)


def _copy() -> None:
    """The mutants live in a copy, so that the tree may go on being worked on."""
    shutil.rmtree(TREE, ignore_errors=True)
    TREE.mkdir(parents=True)
    for name in NEEDED:
        if (ROOT / name).is_dir():
            leave = shutil.ignore_patterns("__pycache__", "deployments", "deployed")
            shutil.copytree(ROOT / name, TREE / name, ignore=leave)
        elif (ROOT / name).exists():
            shutil.copy(ROOT / name, TREE / name)
    os.chdir(TREE)
    sys.path[:] = [str(TREE), *(entry for entry in sys.path if Path(entry).resolve() != ROOT)]


def _map() -> Map:
    """Each module's part is taken anew when it or what it stands on changed: all of them together
    take twice as long as the unit tests."""
    modules = [
        file.relative_to(TREE)
        for folder in sorted({file.parent for file in (TREE / TESTS).rglob("test_*.py")})
        if folder.name not in NOT_OF_THE_DOMAIN
        for file in sorted(folder.glob("test_*.py"))
    ]
    beside = (f for f in (TREE / TESTS).rglob("*.py") if not f.name.startswith("test_"))
    shared = [TREE / "tests/conftest.py", *(TREE / "tests/support").rglob("*.py")]
    shared += (f for f in (TREE / "tests/data").rglob("*") if f.is_file())
    base = _digest([*shared, *beside])
    base += _digest((TREE / "chalicelib").rglob("*.py"))
    parts = {m: OUT / f"map-{m.stem}-{_digest([TREE / m], base)}.json" for m in modules}
    for old in set(OUT.glob("map-*.json")) - {*parts.values()}:
        old.unlink()
    missing = [(module, part) for module, part in parts.items() if not part.exists()]
    if missing:
        print("Seeing which test comes past which line, module by module …", flush=True)
    for _ in forking.side_by_side(partial(_record, module, part) for module, part in missing):
        pass
    if lost := [str(module) for module, part in missing if not part.exists()]:
        raise SystemExit(f"These do not run in {TREE}: {', '.join(lost)}")
    return Map(TREE, parts.values())


def _digest(files: Iterable[Path], more: str = "") -> str:
    digest = hashlib.sha256(more.encode())
    for file in sorted(files):
        digest.update(str(file.relative_to(TREE)).encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def _record(module: Path, target: Path) -> int:
    recorder = Recorder(TREE)
    code = forking.run([str(module)], [recorder])
    if code in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        recorder.write(target)
    return code


def _report(args: argparse.Namespace, known: Map) -> int:
    places = [p for p in making.places(TREE, MUTATED) if str(p.file).startswith(args.below)]
    some = making.mutants(places, args.seed)
    if args.number != "all":
        some = itertools.islice(some, int(args.number))
    began = time.monotonic()
    table = unnoticeable.Table(TREE)
    counted = noticed = 0
    for verdict in trying.verdicts(TREE, table.without(some), known):
        counted += 1
        noticed += verdict.noticed
        if counted % 50 == 0:
            print(f"… {noticed} of {counted} noticed", flush=True)
        if not verdict.noticed:
            tests = f"{verdict.tests} tests" if verdict.tests else "no test comes here"
            print(f"{verdict.mutant.name} ({tests})", *verdict.mutant.diff, sep="\n  ", flush=True)
    print(
        f"{len(places)} changes possible; seed {args.seed}: {counted} tried, {noticed} noticed "
        f"({noticed / counted:.1%}), {counted - noticed} survived; {table.left_out} more cannot be "
        f"noticed; {time.monotonic() - began:.0f} s."
    )
    return noticed < AIM * counted


if __name__ == "__main__":
    sys.exit(main())
