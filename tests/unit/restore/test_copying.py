"""A backup is copied and compared, on the template's tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest

from infra.restore.carrying import Left
from infra.restore.copying import Restore
from infra.restore.places import CASES, RECORDINGS, VAULT, Key, named
from infra.restore.register import Erasure, Register
from tests.support import aws

NOW = datetime(2026, 3, 12, 2, tzinfo=UTC)
LATER = NOW.isoformat()
KEY = "recordings/langson/abc/003-matter"
DAYS = 365
TTL = {"N": str((NOW + timedelta(hours=1)).timestamp())}


def item(pk: str, sk: str, kind: str, **more: Any) -> dict[str, Any]:
    return {"pk": {"S": pk}, "sk": {"S": sk}, "cls": {"S": kind}, **more}


def in_cases() -> list[dict[str, Any]]:
    many = [item("case#1", f"event#{n:05d}", "event") for n in range(60)]
    contact = item("case#1", "contact#SM1", "contact")
    return [item("case#1", "head", "head"), contact, item("session#x", "session", "session"), *many]


def in_vault() -> list[dict[str, Any]]:
    recording = {"M": {"key": {"S": KEY}}}
    return [
        item("contact#SM1", "raw", "raw", taken_as={"S": "1"}),
        item("case#1", "identity#1", "identity"),
        item("kept#1", "form", "kept_form", packed={"B": b"\x00\xff"}, ttl=TTL),
        item("call#abc", "recording#003", "recording", recording=recording),
    ]


@pytest.fixture(scope="module")
def clients() -> Iterator[Any]:
    """The template's tables under two names, and two buckets, of which one keeps for a year."""
    with aws.mocked():
        aws.create_tables({"CasesTable": "old-cases", "VaultTable": "old-vault"})
        place = {"LocationConstraint": "ap-southeast-1"}
        aws.client("s3").create_bucket(Bucket="old", CreateBucketConfiguration=place)
        rule = {"ID": "term", "Status": "Enabled", "Filter": {}, "Expiration": {"Days": DAYS}}
        aws.client("s3").put_bucket_lifecycle_configuration(
            Bucket="recordings", LifecycleConfiguration={"Rules": [rule]}
        )
        yield boto3.Session()


@pytest.fixture
def restore(clients: Any) -> Restore:
    """Of tables and a bucket with a recording into others that are empty."""
    aws.emptied()
    source = named(clients, cases="old-cases", vault="old-vault", recordings="old")
    into = named(clients, cases="cases", vault="vault", recordings="recordings")
    source.put(CASES, in_cases())
    source.put(VAULT, in_vault())
    source.keep(KEY, b"RIFF", "audio/wav", NOW - timedelta(days=10))
    into.forget(KEY)
    return Restore(source=source, into=into, register=Register(()), now=NOW)


def erased(restore: Restore, where: str, key: str) -> Restore:
    return replace(restore, register=Register([Erasure(at=LATER, where=where, key=key)]))


def keys(restore: Restore, table: str) -> set[Key]:
    return {(i["pk"]["S"], i["sk"]["S"]) for i in restore.into.items(table)}


def test_the_new_stage_holds_the_backup_kind_by_kind(restore: Restore) -> None:
    assert restore.copy() == {CASES: 62, VAULT: 4, RECORDINGS: 1}
    found = restore.check()
    assert found.agrees
    assert found.there == found.wanted
    assert found.there[CASES] == {"head": 1, "contact": 1, "event": 60}
    assert found.left == {Left.SIGNED_IN: 1}
    assert (found.torn, found.unnamed, found.unheard) == ([], 0, 0)


def test_copying_again_copies_nothing_and_overwrites_nothing(restore: Restore) -> None:
    restore.copy()
    newer = item("case#1", "head", "head", version={"N": "2"})
    restore.into.put(CASES, [newer])
    assert restore.copy() == {CASES: 0, VAULT: 0, RECORDINGS: 0}
    found = restore.check()
    assert found.different == ["cases case#1 head"]
    assert not found.agrees
    assert "DIFFERS" in found.report()


def test_a_copy_that_broke_off_is_completed(restore: Restore) -> None:
    restore.into.put(CASES, in_cases()[5:40])
    assert restore.copy()[CASES] == 62 - 35
    assert restore.check().agrees


def test_an_erasure_is_replayed_even_where_the_copy_came_before_it(restore: Restore) -> None:
    restore.copy()
    assert ("contact#SM1", "raw") in keys(restore, VAULT)
    after = erased(restore, VAULT, "contact#SM1")
    assert after.copy() == {CASES: 0, VAULT: 0, RECORDINGS: 0}
    assert ("contact#SM1", "raw") not in keys(restore, VAULT)
    found = after.check()
    assert found.agrees
    assert found.left[Left.ERASED] == 1
    assert found.torn == ["contact#SM1"]  # the case says that there were words


def test_an_erased_recording_is_not_copied(restore: Restore) -> None:
    after = erased(restore, RECORDINGS, "recordings/langson/abc/")
    assert after.copy()[RECORDINGS] == 0
    assert after.check().agrees
    assert after.check().unheard == 1


def test_a_recording_past_its_term_is_not_copied(restore: Restore) -> None:
    after = replace(restore, now=NOW + timedelta(days=DAYS))
    assert after.copy()[RECORDINGS] == 0
    assert after.check().left[Left.EXPIRED] == 2  # and the form


def test_a_restored_recordings_term_counts_from_when_it_was_recorded(restore: Restore) -> None:
    restore.copy()
    assert replace(restore, now=NOW + timedelta(days=DAYS - 11)).trim() == 0
    assert replace(restore, now=NOW + timedelta(days=DAYS - 10)).trim() == 1
    assert list(restore.into.objects()) == []


def test_what_is_missing_or_strange_is_named(restore: Restore) -> None:
    restore.copy()
    restore.into.delete(VAULT, [("case#1", "identity#1")])
    restore.into.put(CASES, [item("case#2", "head", "head")])
    restore.into.forget(KEY)
    found = restore.check()
    assert found.missing == ["vault case#1 identity#1", f"recording {KEY}"]
    assert found.strange == ["cases case#2 head"]
    assert found.unheard == 1


def test_what_expires_between_copy_and_comparison_is_no_difference(restore: Restore) -> None:
    restore.copy()
    found = replace(restore, now=NOW + timedelta(hours=2)).check()
    assert found.agrees
    assert found.left[Left.EXPIRED] == 1


def test_words_whose_case_is_not_in_the_backup_are_named(restore: Restore) -> None:
    """The two tables were not caught at the same moment."""
    raw = item("contact#SM2", "raw", "raw", taken_as={"S": "2"})
    restore.source.put(VAULT, [raw, item("contact#SM3", "raw", "raw", taken_as={"S": ""})])
    restore.copy()
    assert restore.check().torn == ["case#2"]
