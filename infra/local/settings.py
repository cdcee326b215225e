"""The settings of a local stage: its ports, its folder, its names."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
REGION = "ap-southeast-1"
STACK = "hotline-local"
API_HOST = "hotline.localhost"  # the emulator serves the API's own domain under this name
HOTLINE_NUMBER = "+84886121666"
MAIL_FROM = "duongdaynong@langson.example"
ALARM_MAIL = "kythuat@langson.example"
SECRETS_PATH = "/hotline/local"


class CannotRunError(Exception):
    """Why the stage cannot run, as one sentence for the person who started it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StageSettings:
    """One local stage; two with different ports and folders run side by side."""

    port: int
    emulator_port: int  # of the embedded AWS; the functions see AWS on the port after it
    state_dir: Path
    auth: bool = False  # the emulator enforces the functions' policies
    training: bool = False  # the stage is for practice

    @property
    def base_url(self) -> str:
        """The address that people open and that the provider signs."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def aws_port(self) -> int:
        """Where the functions see AWS: the emulator behind its fault proxy."""
        return self.emulator_port + 1

    @property
    def emulator_url(self) -> str:
        """The embedded AWS, for the stage itself."""
        return f"http://127.0.0.1:{self.emulator_port}"

    @property
    def clock_file(self) -> Path:
        """Holds the offset of the stage's clock; the functions read it."""
        return self.state_dir / "clock.json"


def machine() -> str:
    """Lambda's name for this machine's architecture."""
    return "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64"


def emulator_python() -> Path:
    """The interpreter of the emulator's own environment."""
    return Path(os.environ.get("EMULATOR_VENV", ROOT / ".venv-local")) / "bin/python"
