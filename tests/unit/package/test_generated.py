"""What dataclasses generate is taken from a file where there is one for this Python."""

from __future__ import annotations

import dataclasses
import marshal
from collections.abc import Iterator
from importlib.util import MAGIC_NUMBER
from pathlib import Path
from typing import Any

import pytest

from chalicelib import generated


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    vars(dataclasses).pop("exec", None)


def made() -> type[Any]:
    return dataclasses.make_dataclass("Made", [("a", int), ("b", str, "x")], frozen=True)


def test_without_a_file_all_goes_as_ever(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(generated, "_FILE", tmp_path / "none")
    generated.use()
    assert not hasattr(dataclasses, "exec")


@pytest.mark.parametrize("magic", [b"", b"\0\0\0\0", MAGIC_NUMBER[:-1] + b"\0"])
def test_another_pythons_file_is_not_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, magic: bytes
) -> None:
    file = tmp_path / "generated.bin"
    file.write_bytes(magic + b"no code")
    monkeypatch.setattr(generated, "_FILE", file)
    generated.use()
    assert not hasattr(dataclasses, "exec")


def test_a_class_made_of_what_is_on_file_is_like_any_other(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file, before = tmp_path / "generated.bin", made()
    monkeypatch.setattr(generated, "_FILE", file)
    texts: list[str] = []
    vars(dataclasses)["exec"] = lambda text, *where: (texts.append(text), exec(text, *where))  # noqa: S102  as it does
    made()
    half = {text: compile(text, "<string>", "exec") for text in texts[::2]}
    file.write_bytes(MAGIC_NUMBER + marshal.dumps(half))
    generated.use()
    after = made()
    for cls in (before, after):
        one = cls(1)
        assert (one.a, one.b, repr(one)) == (1, "x", "Made(a=1, b='x')")
        assert one == cls(1, "x")
        assert hash(one) == hash(cls(1))
        with pytest.raises(dataclasses.FrozenInstanceError):
            one.a = 2
