"""The bench and the mutants are part of no test run, yet they have to start: nothing else notices
when they cannot."""

import subprocess
import sys

from tests.structure.sources import ROOT

# The peer runs with what is installed for it alone.
MODULES = sorted(
    f"tests.{folder}.{file.stem}"
    for folder in ("bench", "mutants")
    for file in (ROOT / "tests" / folder).glob("[a-z]*.py")
    if "peer_" not in file.stem
)


def test_every_module_of_the_bench_and_of_the_mutants_can_be_imported():
    """In a process of its own, since the bench has an environment of its own."""
    code = "\n".join(f"import {module}" for module in MODULES)
    done = subprocess.run(  # noqa: S603  our own code
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
