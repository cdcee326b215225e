"""The local stage's rooms know one another in one direction, and none grows crowded."""

from __future__ import annotations

import ast
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.structure.sources import ROOT

STAGE = "infra.local"
MOST_MODULES = 10  # in one folder

GROUND = {
    "settings",
    "credentials",
    "clock",
    "faults",
    "records",
    "proxy",
}  # what every room may know
# Each room, or module at the top, and what it may know of the stage besides itself.
KNOWS: dict[str, set[str]] = {
    "settings": set(),
    "clock": set(),
    "faults": set(),
    "records": set(),
    "proxy": {"settings"},
    "credentials": {"settings"},
    "client": {"settings"},
    "cloud": GROUND,
    "provider": GROUND,
    "gateways": GROUND | {"provider"},
    "scanner": GROUND | {"cloud"},
    "api": GROUND | {"cloud", "provider", "gateways", "scanner"},
    "pages": GROUND | {"cloud", "provider", "gateways"},
    "switchboard": GROUND | {"cloud", "provider", "gateways", "scanner", "api", "pages"},
    "launcher": GROUND | {"cloud", "switchboard"},
    "__main__": {"settings", "launcher"},
}


def modules() -> dict[str, Path]:
    """Every module of the stage by its dotted name."""
    files = (ROOT / "infra/local").rglob("*.py")
    dotted = {".".join(file.relative_to(ROOT).with_suffix("").parts): file for file in files}
    return {name: file for name, file in dotted.items() if not name.endswith("__init__")}


def imports(file: Path) -> set[str]:
    """What a file imports, dotted."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            whole = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= {name if name in MODULES else node.module for name in whole}
    return found


MODULES = modules()
IMPORTS = {name: imports(file) for name, file in MODULES.items()}
EVERY = pytest.mark.parametrize("module", MODULES)


def own(module: str) -> set[str]:
    """The modules of the stage that a module imports."""
    return {name for name in IMPORTS[module] if name.startswith(f"{STAGE}.")}


def room(module: str) -> str:
    """The room of a module, or the module itself where it stands at the top."""
    return module.removeprefix(f"{STAGE}.").split(".")[0]


def test_every_room_is_named_here() -> None:
    assert {room(module) for module in MODULES} == set(KNOWS)


@EVERY
def test_a_room_knows_only_the_rooms_it_may_know(module: str) -> None:
    here = room(module)
    assert {room(name) for name in own(module)} <= KNOWS[here] | {here}


@EVERY
def test_no_way_of_imports_comes_back_to_where_it_began(module: str) -> None:
    reached: set[str] = set()
    ahead = own(module)
    while ahead:
        reached |= ahead
        ahead = {name for one in ahead for name in own(one)} - reached
    assert module not in reached


def test_no_folder_is_crowded() -> None:
    assert max(Counter(file.parent for file in MODULES.values()).values()) <= MOST_MODULES


@pytest.mark.parametrize("module", [name for name in MODULES if room(name) == "client"])
def test_what_tests_ask_a_stage_with_needs_the_standard_library_alone(module: str) -> None:
    assert {name.split(".")[0] for name in IMPORTS[module]} <= {*sys.stdlib_module_names, "infra"}
