"""The layer with the product's dependencies, unpacked once for all functions on this machine.

The emulator unpacks a layer for every worker it starts, at four seconds and 100 MB each. So a local
stage's layer holds a single line that points to the real one, already unpacked. The line also hides
the emulator's own packages: a dependency that the package lacks is missing here too.
"""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import sys
import zipfile
from pathlib import Path

from infra.local.cloud.build import BUILD

PACKAGES = f"python/lib/python{sys.version_info[0]}.{sys.version_info[1]}/site-packages"
LINE = "import sys; sys.path[:] = [{0!r}, *(p for p in sys.path if 'site-packages' not in p)]\n"
LONG_AGO = (1980, 1, 1, 0, 0, 0)


def thin(layer: Path) -> bytes:
    """A zip that stands in for `layer` on this machine."""
    packages = _unpacked(layer) / PACKAGES
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as made:
        entry = zipfile.ZipInfo(f"{PACKAGES}/dependencies.pth", LONG_AGO)
        made.writestr(entry, LINE.format(str(packages)))
    return content.getvalue()


def _unpacked(layer: Path) -> Path:
    folder = BUILD / "layers" / hashlib.sha256(layer.read_bytes()).hexdigest()[:16]
    if not folder.exists():
        part = folder.with_name(f"{folder.name}.{os.getpid()}")
        with zipfile.ZipFile(layer) as packed:
            packed.extractall(part)
        try:
            part.rename(folder)
        except OSError:  # another stage was faster
            shutil.rmtree(part)
    return folder
