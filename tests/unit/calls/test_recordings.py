"""Recordings are fetched again, ever more rarely, and then a person has to see to them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from chalicelib.domain.calls import recordings
from chalicelib.domain.calls.recordings import CallRecording
from tests.support.cases import RECEIVED


@pytest.mark.parametrize(
    ("attempts", "wait"),
    [
        (1, timedelta(seconds=20)),
        (2, timedelta(minutes=1)),
        (3, timedelta(minutes=5)),
        (4, timedelta(minutes=30)),
        (5, timedelta(hours=2)),
        (11, timedelta(hours=2)),
    ],
)
def test_each_try_waits_longer_than_the_one_before(attempts, wait):
    assert recordings.next_try(attempts, RECEIVED) == RECEIVED + wait


def test_after_twelve_tries_a_person_has_to_see_to_it():
    assert recordings.next_try(12, RECEIVED) is None


def test_a_recording_is_named_by_call_and_turn_and_heard_once_it_is_stored():
    recording = CallRecording(
        call="CA1", turn=4, part="matter", authority="langson", provider_id="RE1", at=RECEIVED
    )
    assert recording.ref == "CA1/4"
    assert not recording.can_be_heard
    assert {state.value for state in recordings.OPEN} == {"waiting", "kept"}
