"""The turn in which the caller hears a code, while somebody else is at the same call, and when the
store goes away between its steps."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from unittest import mock

import pytest

from chalicelib.store.case.cases import DynamoCases
from chalicelib.store.citizens.calls import DynamoCalls, DynamoRecordings
from chalicelib.usecases.calls.conclude import conclude
from chalicelib.usecases.ports.errors import ConflictError
from tests.support.answers import Answer
from tests.support.at_once import at_once
from tests.support.callers import before_the_matter
from tests.support.exchange import Exchange
from tests.support.gateway import Pairs

NAMED = [("RecordingSid", "RE" + "7" * 32), ("RecordingDuration", "40")]
ALL_BUT_A_QUERY = ("GetItem", "BatchGetItem", "PutItem", "UpdateItem", "TransactWriteItems")


@dataclass
class Turn:
    """A turn of a call that is under way, as the provider posts it, as often as it likes; `history`
    is what its case begins with."""

    exchange: Exchange
    sid: str
    nth: int
    fields: Pairs
    history: tuple[str, ...] = ()

    @property
    def call(self) -> str:
        return self.exchange.contact(self.sid)

    def post(self) -> Answer:
        path = f"/voice/calls/{self.call}/{self.nth}"
        return self.exchange.deployment.signed(path, [("CallSid", self.sid), *self.fields])

    def is_one_case(self) -> bool:
        """This call has one case, which has taken it in once."""
        file = self.exchange.deployment.file()
        return (tuple(e.kind for e in file.history), file.contacts) == (self.history, (self.call,))

    def says_the_code(self, answer: Answer) -> bool:
        """The code of the only case. Of a complaint's nothing is said."""
        (code,) = self.exchange.deployment.codes()
        spelled = self.exchange.spelled(code) in answer.body
        return answer.status == 200 and spelled == ("redirected_by_key" not in self.history)


@pytest.fixture
def matter(exchange: Exchange) -> Turn:
    """The caller has just told the matter."""
    sid = exchange.ring()
    before_the_matter(exchange, sid)
    return Turn(exchange, sid, 6, [*NAMED, ("Digits", "#")], ("received_by_call",))


@pytest.fixture
def complaint(exchange: Exchange) -> Turn:
    history = ("received_by_call", "redirected_by_key")
    return Turn(exchange, exchange.ring(), 1, [("Digits", "7")], history)


@pytest.fixture
def ring_back(exchange: Exchange) -> Turn:
    """The caller wants no recording, and has just confirmed their number."""
    sid = exchange.ring()
    exchange.keys(sid, "2")
    return Turn(exchange, sid, 2, [("Digits", "1")], ("call_back_asked",))


@pytest.fixture(params=["matter", "complaint", "ring_back"])
def turn(request: pytest.FixtureRequest) -> Turn:
    made: Turn = request.getfixturevalue(request.param)
    return made


def first(method: Any, *before: Callable[[], object]) -> Any:
    """The method, before whose first calls these things happen, each once."""
    left = [*before]

    def called(*arguments: Any) -> Any:
        if left:
            left.pop(0)()
        return method(*arguments)

    return called


def lose() -> None:
    raise ConflictError("TransactionConflict")


def gone() -> None:
    raise ConnectionError


def before_it_is_kept(*happens: Callable[[], object]) -> Any:
    return mock.patch.object(DynamoCalls, "keep", first(DynamoCalls.keep, *happens))


def before_the_case(*happens: Callable[[], object]) -> Any:
    return mock.patch.object(DynamoCases, "commit", first(DynamoCases.commit, *happens))


def test_a_matters_case_is_made_with_nothing_read_but_the_call(matter):
    with matter.exchange.deployment.aws.refusing("GetItem", "BatchGetItem"):
        assert matter.says_the_code(matter.post())
    assert matter.is_one_case()


class TestRepeated:
    def test_it_is_answered_from_the_file_in_one_look_and_nothing_is_written(self, turn):
        said = turn.post()
        before = turn.exchange.deployment.dump()
        with turn.exchange.deployment.aws.refusing(*ALL_BUT_A_QUERY):
            assert turn.post().same == said.same
        assert turn.exchange.deployment.dump() == before

    def test_several_at_once_say_the_same_and_are_one_of_each(self, turn):
        answers = at_once(6, turn.post)
        assert {answer.same for answer in answers} == {answers[0].same}
        assert turn.says_the_code(answers[0])
        assert turn.is_one_case()

    def test_a_case_that_was_made_since_the_call_was_read_is_the_case(self, turn):
        said: list[Answer] = []
        with before_the_case(lambda: said.append(turn.post())):
            assert turn.post().same == said[0].same
        assert turn.says_the_code(said[0])
        assert turn.is_one_case()

    def test_a_recording_that_was_noted_since_the_call_was_read_is_one_recording(self, matter):
        said: list[Answer] = []
        note = first(DynamoRecordings.note, lambda: said.append(matter.post()))
        with mock.patch.object(DynamoRecordings, "note", note):
            assert matter.post().same == said[0].same
        assert matter.is_one_case()
        assert matter.exchange.deployment.counts()["recording"] == 3

    def test_a_recording_that_only_the_repetition_names_is_on_file(self, exchange):
        sid = exchange.ring()
        exchange.keys(sid, "1")
        silent = Turn(exchange, sid, 2, []).post()
        assert Turn(exchange, sid, 2, NAMED).post().same == silent.same
        (recording,) = exchange.deployment.services.store.calls.file(
            exchange.contact(sid)
        ).recordings
        assert recording.part == "name"


class TestLosing:
    @pytest.mark.parametrize("times", [1, 3])
    def test_whoever_loses_a_race_reads_anew_and_says_the_code_all_the_same(self, turn, times):
        with before_the_case(*[lose] * times):
            assert turn.says_the_code(turn.post())
        assert turn.is_one_case()

    def test_a_call_that_was_concluded_meanwhile_is_told_that_cases_code(self, matter):
        services = matter.exchange.deployment.services
        codes: list[str] = []

        def concluded() -> None:
            codes.append(conclude(services.rules, services.store, matter.call))

        with before_the_case(concluded):
            answer = matter.post()
        assert codes == matter.exchange.deployment.codes()
        assert matter.says_the_code(answer)

    def test_a_part_that_turns_out_empty_while_a_race_is_lost_is_missing(self, matter):
        path = f"/voice/recordings/{matter.call}/2"
        empty = [
            ("CallSid", matter.sid),
            ("RecordingSid", "RE" + "5" * 32),
            ("RecordingStatus", "absent"),
        ]

        def empty_and_lost() -> None:
            assert matter.exchange.deployment.signed(path, empty).status == 200
            lose()

        with before_the_case(empty_and_lost):
            assert matter.says_the_code(matter.post())
        assert matter.exchange.deployment.file().case.missing == ("name",)


class TestTheStoreGoesAway:
    def test_after_the_case_the_next_try_says_its_code(self, turn):
        with before_it_is_kept(gone):
            assert turn.post().status == 503
        assert turn.is_one_case()
        assert turn.says_the_code(turn.post())
        assert turn.is_one_case()

    def test_after_the_recording_it_is_on_file_and_the_next_try_makes_the_case(self, matter):
        with before_the_case(gone), before_it_is_kept(gone):
            assert matter.post().status == 503
        assert matter.exchange.deployment.codes() == []
        assert matter.exchange.deployment.counts()["recording"] == 3
        assert matter.says_the_code(matter.post())
        assert matter.is_one_case()

    def test_before_the_recording_nothing_is_made_of_it(self, matter):
        before = matter.exchange.deployment.dump()
        with matter.exchange.deployment.aws.refusing("PutItem"):
            assert matter.post().status == 503
        assert matter.exchange.deployment.dump() == before
        assert matter.says_the_code(matter.post())

    def test_who_was_answered_without_a_code_hears_none_again_and_has_a_case_later(self, matter):
        with matter.exchange.deployment.aws.refusing("TransactWriteItems"):
            said = matter.post()
        assert matter.post().same == said.same
        assert matter.exchange.deployment.codes() == []
        matter.exchange.deployment.later(minutes=31)
        matter.exchange.deployment.sweep()
        assert matter.exchange.deployment.file().contacts == (matter.call,)
        assert matter.exchange.deployment.file().case.missing == ()
