"""Builds what goes to AWS, as `make package` does, once for each state of the sources."""

from __future__ import annotations

import fcntl
import hashlib
import json
import shutil
import subprocess
import sys
from pathlib import Path

from infra.local.settings import REGION, ROOT, CannotRunError, machine
from infra.package import TEMPLATE, CannotPackageError, finish

STAGE = "local"
BUILD = ROOT / ".build"
KEPT = 4  # builds; older ones are removed
SOURCES = ("app.py", "requirements.txt", "chalicelib", "infra/resources.yaml", "infra/package.py")


def build() -> Path:
    """The folder with the packaged template and its zips, built now if the sources have changed."""
    BUILD.mkdir(exist_ok=True)
    with (BUILD / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        folder = BUILD / STAGE / _fingerprint()
        if not (folder / TEMPLATE).exists():
            _package(folder)
            _forget_old(folder.parent)
        folder.touch()
        return folder


def _files() -> list[Path]:
    """Every file that the package depends on."""
    found = list((ROOT / ".chalice").glob("*.json"))
    for name in SOURCES:
        path = ROOT / name
        found += path.rglob("*") if path.is_dir() else [path]
    return sorted(f for f in found if f.is_file() and "__pycache__" not in f.parts)


def _fingerprint() -> str:
    """A hash of the sources, the pinned tools and the machine."""
    digest = hashlib.sha256(machine().encode())
    for file in (*_files(), ROOT / "requirements-dev.txt"):
        digest.update(f"\0{file.relative_to(ROOT)}\0".encode())
        digest.update(file.read_bytes())
    return digest.hexdigest()[:16]


def _package(folder: Path) -> None:
    """Packages a copy of the sources for this machine; downloads are kept from build to build."""
    project = BUILD / "project"
    shutil.rmtree(project, ignore_errors=True)
    shutil.rmtree(folder, ignore_errors=True)
    for file in _files():
        copy = project / file.relative_to(ROOT)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, copy)
    _set_architecture(project / ".chalice/config.json")
    downloads = BUILD / "deployments"
    downloads.mkdir(exist_ok=True)
    (project / ".chalice/deployments").symlink_to(downloads)
    _chalice(project, folder)


def _set_architecture(config: Path) -> None:
    settings = json.loads(config.read_text("utf-8"))
    settings["stages"][STAGE]["lambda_architecture"] = machine()
    config.write_text(json.dumps(settings), "utf-8")


def _chalice(project: Path, folder: Path) -> None:
    out = project / "out"
    chalice = Path(sys.executable).with_name("chalice")
    merge = project / "infra/resources.yaml"
    package: list[str | Path] = [chalice, "--project-dir", project, "package", "--stage", STAGE]
    done = subprocess.run(
        [*package, "--template-format", "yaml", "--merge-template", merge, out],
        env={"PATH": str(chalice.parent), "AWS_DEFAULT_REGION": REGION},
        capture_output=True,
        text=True,
    )
    log = BUILD / "package.log"
    log.write_text(done.stdout + done.stderr, "utf-8")
    if done.returncode:
        raise CannotRunError(f"Packaging the application failed: {_last_line(done.stderr)} ({log})")
    _finish(out)
    folder.parent.mkdir(exist_ok=True)
    out.rename(folder)


def _finish(out: Path) -> None:
    try:
        finish(out)
    except CannotPackageError as reason:
        raise CannotRunError(str(reason)) from reason


def _last_line(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "no reason given"


def _forget_old(folder: Path) -> None:
    builds = sorted(folder.iterdir(), key=lambda path: path.stat().st_mtime, reverse=True)
    for old in builds[KEPT:]:
        shutil.rmtree(old, ignore_errors=True)
