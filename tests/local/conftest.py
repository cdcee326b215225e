"""The switchboard that these tests speak to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.local.board import Board, opened


@pytest.fixture
def board(tmp_path: Path) -> Iterator[Board]:
    with opened(tmp_path) as board:
        yield board
