"""The zips that `make package` wrote for AWS."""

from __future__ import annotations

import zipfile
from dataclasses import dataclass
from pathlib import Path

from infra.local.settings import ROOT

PACKAGE = ROOT / ".build/package/prod"


@dataclass(frozen=True)
class Zip:
    name: str
    packed: int
    unpacked: int


def zips() -> list[Zip]:
    return [_measured(path) for path in sorted(PACKAGE.glob("*.zip"))]


def _measured(path: Path) -> Zip:
    with zipfile.ZipFile(path) as view:
        unpacked = sum(entry.file_size for entry in view.infolist())
    name = (
        "layer: what it is built on" if path.name.startswith("layer") else "function: the product"
    )
    return Zip(name, path.stat().st_size, unpacked)
