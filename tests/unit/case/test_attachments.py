"""The life of a file: its place, and how long it may wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.case.attachments import (
    BY_VERDICT,
    ENDINGS,
    KEPT_UNSEEN,
    OPEN,
    PATIENCE,
    Attachment,
    AttachmentState,
    FileKind,
    Source,
    Verdict,
    inbox_key,
    next_look,
    of_key,
)

NOW = datetime(2026, 3, 11, 2, 0, tzinfo=UTC)


def one(**more):
    values = {"id": "a" * 32, "case": "123456789", "authority": "langson"}
    return Attachment(**{**values, "source": Source.AGENCY, "who": "do-thi", "at": NOW, **more})


@given(st.sampled_from(Source), st.from_regex(r"[a-z0-9-]{1,30}", fullmatch=True))
def test_a_file_is_known_again_by_its_place(source, who):
    sent = one(source=source, who=who)
    found = of_key(inbox_key(sent), "langson", NOW)
    assert found == one(source=source, who=who, wait_at=NOW + PATIENCE)


@given(st.text())
def test_no_other_place_is_a_files(text):
    found = of_key(text, "langson", NOW)
    assert found is None or inbox_key(found) == text


def test_only_what_is_decided_on_is_out_of_the_wait():
    assert {state for state in AttachmentState if one(state=state).is_open} == OPEN
    assert [state for state in AttachmentState if one(state=state).is_clean] == ["clean"]


def test_no_verdict_but_one_lets_anybody_see_a_file():
    assert set(Verdict) - set(BY_VERDICT) == {Verdict.NOTHING}


@given(st.timedeltas(timedelta(), timedelta(days=60)))
def test_a_file_that_waits_is_looked_at_each_hour_until_it_has_waited_too_long(waited):
    again = next_look(one(), NOW + waited)
    assert again == (NOW + waited + PATIENCE if waited < KEPT_UNSEEN else None)


@pytest.mark.parametrize("kind", FileKind)
def test_each_kind_has_a_type_and_an_ending_and_a_harmless_name(kind):
    assert "/" in kind.media_type
    assert ENDINGS[kind.value] is kind
    assert one(kind=kind).name == f"123456789-aaaaaa.{kind}"
