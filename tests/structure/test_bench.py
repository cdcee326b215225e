"""The bench is part of no test run, yet it has to start: nothing else notices when it cannot."""

import subprocess
import sys

from tests.structure.sources import ROOT

# The peer runs with what is installed for it alone.
MODULES = sorted(p.stem for p in (ROOT / "tests/bench").glob("[a-z]*.py") if "peer_" not in p.stem)


def test_every_module_of_the_bench_can_be_imported():
    """In a process of its own, since the bench has an environment of its own."""
    code = "\n".join(f"import tests.bench.{module}" for module in MODULES)
    done = subprocess.run(  # noqa: S603  our own code
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
