"""`python -m infra.local`: a local stage, on PORT (8000) with its data in STATE_DIR (.local/)."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from infra.local.launcher import run
from infra.local.settings import ROOT, StageSettings


def main() -> int:
    """Runs a stage as the command line and the environment say."""
    env = os.environ
    parser = argparse.ArgumentParser(prog="python -m infra.local", description=__doc__)
    parser.add_argument("--port", type=_port, default=env.get("PORT") or "8000")
    parser.add_argument("--emulator-port", type=_port, default=env.get("EMULATOR_PORT") or None)
    parser.add_argument("--state-dir", type=Path, default=env.get("STATE_DIR") or ROOT / ".local")
    given = parser.parse_args()
    settings = StageSettings(
        port=given.port,
        emulator_port=given.emulator_port or given.port + 1,
        state_dir=given.state_dir.resolve(),
        auth=_is_on(env.get("HOTLINE_EMULATOR_AUTH", "")),
        training=_is_on(env.get("TRAINING", "")),
    )
    return run(settings)


def _is_on(said: str) -> bool:
    return said.lower() in ("1", "true", "yes")


def _port(text: str) -> int:
    """A port that leaves room for two more after it."""
    if not text.isdigit() or not 0 < int(text) < 65534:
        raise argparse.ArgumentTypeError(f"{text!r} is no port")
    return int(text)


if __name__ == "__main__":
    sys.exit(main())
