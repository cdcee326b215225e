"""`make settings-export`, `settings-import` and `settings-check` on a stage's store."""

from __future__ import annotations

from pathlib import Path

import pytest

from chalicelib import wiring
from chalicelib.authority.documents import LADDERS, NAMES, TEXTS
from infra.authority.__main__ import main
from tests.support import saved
from tests.support.deployment import Deployment


@pytest.fixture(autouse=True)
def _here(deployment: Deployment) -> None:
    """No stack: the environment says where."""


def number() -> int:
    return wiring.store().settings.newest("langson")


def test_the_shipped_files_become_the_first_version_and_never_another(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with saved.looking():
        assert main(["check"]) == 2
        assert main(["check", "--first"]) == 0
        assert main(["import"]) == 0
        assert number() == 1
        assert main(["import"]) == 2
        assert "shipped ones do not replace" in capsys.readouterr().err
        assert main(["import", "--first"]) == 0
        assert number() == 1


def test_what_was_exported_and_changed_comes_in_again_as_another_version(tmp_path: Path) -> None:
    with saved.looking() as clock:
        main(["import"])
        assert main(["export", str(tmp_path)]) == 0
        assert {file.name for file in tmp_path.iterdir()} == {*NAMES} - {TEXTS}
        ladders = tmp_path / LADDERS
        ladders.write_text(ladders.read_text("utf-8").replace("08:00 due", "09:00 due"), "utf-8")
        assert main(["import", str(tmp_path), "--reason", "Họp sáng"]) == 0
        version = wiring.store().settings.version("langson", 2)
        assert version is not None
        assert (version.reason, version.by) == ("Họp sáng", "lệnh settings-import")
        clock.later()
        rungs = wiring.live().current().made.authority.rungs
        assert "09:00" in str(rungs[0].when)
        assert main(["check"]) == 0


def test_files_that_cannot_be_are_named_with_their_lines_and_nothing_is_saved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with saved.looking():
        main(["import"])
        main(["export", str(tmp_path)])
        ladders = tmp_path / LADDERS
        ladders.write_text(ladders.read_text("utf-8").replace("08:00 due", "soon"), "utf-8")
        assert main(["import", str(tmp_path)]) == 1
        assert "ladders.yaml:" in capsys.readouterr().err
        assert main(["import", str(tmp_path / "nowhere")]) == 2
        assert number() == 1
