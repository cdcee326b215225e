"""Pins everything: each `*.in` with all that it pulls in, as pip resolves it here.

No hashes: one pin serves the machine that builds and the arm64 wheels that go to Lambda.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILES = (
    (ROOT / "requirements.txt", ("requirements.in",), ()),
    (
        ROOT / "infra/requirements-documents.txt",
        ("infra/requirements-documents.in",),
        ("requirements.txt",),
    ),
    (
        ROOT / "requirements-dev.txt",
        ("requirements.in", "infra/requirements-documents.in", "requirements-dev.in"),
        ("requirements.txt", "infra/requirements-documents.txt"),
    ),
    (
        ROOT / "infra/local/requirements-emulator.txt",
        ("infra/local/requirements-emulator.in",),
        (),
    ),
    (ROOT / "infra/requirements-checkov.txt", ("infra/requirements-checkov.in",), ()),
)


def resolved(sources: tuple[str, ...], constraints: tuple[str, ...]) -> list[str]:
    """`name==version` of everything that installing `sources` would bring, sorted."""
    command = [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed"]
    for source in sources:
        command += ["-r", source]
    for constraint in constraints:
        command += ["-c", constraint]
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        subprocess.run([*command, "--report", str(report)], cwd=ROOT, check=True)  # noqa: S603
        found = json.loads(report.read_text("utf-8"))["install"]
    names = [(item["metadata"]["name"].lower(), item["metadata"]["version"]) for item in found]
    return [f"{name}=={version}" for name, version in sorted(names)]


def main() -> None:
    """Writes the files of pins."""
    for target, sources, constraints in FILES:
        head = f"# Written by `make pins` from {', '.join(sources)}; edit that, not this.\n"
        target.write_text(head + "\n".join(resolved(sources, constraints)) + "\n", "utf-8")
        sys.stdout.write(f"{target.relative_to(ROOT)}\n")


if __name__ == "__main__":
    main()
