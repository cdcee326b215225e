"""The register of erasures: what a line covers, when it counts, and that it comes first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import boto3
import pytest

from infra.restore import register as erasing
from infra.restore.places import CASES, RECORDINGS, VAULT, CannotRestoreError, Place, named
from infra.restore.register import Erasure
from tests.support import aws

AT = "2026-03-12T07:10:00+07:00"
CALL = "recordings/langson/abc/"


@pytest.fixture(scope="module")
def place() -> Iterator[Place]:
    with aws.mocked():
        yield named(boto3.Session(), cases="cases", vault="vault", recordings="recordings")


def put(place: Place, pk: str, *sks: str) -> None:
    place.put(VAULT, [{"pk": {"S": pk}, "sk": {"S": sk}} for sk in sks])


def left(place: Place, pk: str) -> list[str]:
    return [sk for _, sk in place.keys_of(VAULT, pk)]


def test_all_under_a_key_is_erased_or_one_item_of_it(place: Place, tmp_path: Path) -> None:
    file = tmp_path / "register.jsonl"
    put(place, "case#1", "access#1", "identity#1", "identity#2")
    put(place, "case#12", "identity#1")
    one = Erasure(at=AT, where=VAULT, key="case#1", sk="identity#1")
    assert erasing.erase(place, file, one) == 1
    assert left(place, "case#1") == ["access#1", "identity#2"]
    assert erasing.erase(place, file, Erasure(at=AT, where=VAULT, key="case#1")) == 2
    assert left(place, "case#1") == []
    assert left(place, "case#12") == ["identity#1"]
    assert len(erasing.read(file).erasures) == 2


def test_a_calls_recordings_are_erased_together_and_no_other_calls(place: Place) -> None:
    since = datetime(2026, 3, 11, tzinfo=UTC)
    for key in (f"{CALL}001-name", f"{CALL}002-matter", "recordings/langson/abcd/001-name"):
        place.keep(key, b"RIFF", "audio/wav", since)
    assert erasing.apply(place, Erasure(at=AT, where=RECORDINGS, key=CALL)) == 2
    assert [stored.key for stored in place.objects()] == ["recordings/langson/abcd/001-name"]


def test_an_erasure_is_on_the_register_even_if_it_could_not_be_carried_out(
    place: Place, tmp_path: Path
) -> None:
    nowhere, file = replace(place, vault="no such table"), tmp_path / "register.jsonl"
    erasure = Erasure(at=AT, where=VAULT, key="case#1")
    with pytest.raises(nowhere.dynamodb.exceptions.ResourceNotFoundException):
        erasing.erase(nowhere, file, erasure)
    assert erasing.read(file).erasures == (erasure,)


def test_what_came_under_the_same_key_after_an_erasure_is_in_later_backups(tmp_path: Path) -> None:
    file = tmp_path / "register.jsonl"
    file.write_text(f'{{"at": "{AT}", "where": "vault", "key": "number#1"}}\n', "utf-8")
    register, at = erasing.read(file), datetime.fromisoformat(AT)
    assert register.since(at).has_item(VAULT, ("number#1", "silence"))
    assert not register.since(at).has_item(CASES, ("number#1", "silence"))
    assert not register.since(at.replace(hour=8)).has_item(VAULT, ("number#1", "silence"))


def test_without_a_register_nothing_is_restored(tmp_path: Path) -> None:
    with pytest.raises(CannotRestoreError, match="no register"):
        erasing.read(tmp_path / "register.jsonl")


@pytest.mark.parametrize(
    "line",
    [
        "case#1",
        '{"at": "2026-03-12T07:10:00", "where": "vault", "key": "case#1"}',  # no zone
        '{"at": "2026-03-12T07:10:00+07:00", "where": "safe", "key": "case#1"}',
        '{"at": "2026-03-12T07:10:00+07:00", "where": "vault", "key": ""}',
        '{"at": "2026-03-12T07:10:00+07:00", "where": "recordings", "key": "a", "sk": "b"}',
        '{"at": "2026-03-12T07:10:00+07:00", "where": "vault", "key": "a", "name": "b"}',
    ],
)
def test_a_line_that_says_nothing_clear_stops_the_restore(line: str, tmp_path: Path) -> None:
    file = tmp_path / "register.jsonl"
    file.write_text(f"\n{line}\n", "utf-8")
    with pytest.raises(CannotRestoreError, match="Line 2 "):
        erasing.read(file)
