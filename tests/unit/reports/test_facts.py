"""What reports count of a case follows from its file alone."""

from __future__ import annotations

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.case.case import CaseFile, Result
from chalicelib.domain.case.workflow import FINAL, State
from chalicelib.domain.reports.facts import End, Fact, Round, fact_of, minute, moment
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.store.dynamo.attributes import Short
from tests.support.cases import CALENDAR, LIGHTS, TOWN, answered, assigned, at, case
from tests.support.ways import every_way

DONE = {State.TOLD, State.CLOSED, State.REVIEW, *FINAL}


def fact(file: CaseFile) -> Fact:
    found = fact_of(file)
    assert found is not None
    return found


def told(agencies: tuple[str, ...] = (LIGHTS,), **values: object) -> CaseFile:
    file = assigned(agencies, at(17))
    for agency in agencies:
        file = answered(file, agency, at(18)).applied_to(file)
    stopped = tuple(clocks.stop(c, at(20), CALENDAR) for c in file.case.clocks)
    base = {"state": State.CLOSED, "told_at": at(20), "told_how": "phone", "clocks": stopped}
    return replace(file, case=replace(file.case, **(base | values)))


@pytest.mark.parametrize("way", every_way().values(), ids=lambda w: f"{w.before.case.state}")
def test_a_case_has_ended_in_its_fact_when_its_citizen_has_an_answer(way):
    file = way.after
    found = fact_of(file)
    if found is None:
        return
    ended = file.case.state in DONE or file.case.first is not None
    assert (found.end is not End.OPEN) == ended
    assert bool(found.done) == ended
    assert bool(found.ended) == (file.case.state in DONE)


def test_an_exercise_is_counted_by_nobody():
    assert fact_of(CaseFile(case=case(training=True))) is None


def test_the_term_is_that_of_the_citizens_answer_and_what_was_late_is_as_frozen():
    file = told((LIGHTS, TOWN), stars=4)
    found = fact(file)
    [clock] = [c for c in file.case.clocks if c.kind == "case"]
    assert found.first == Round(
        assigned=minute(at(17)),
        due=minute(clock.due_at),
        done=minute(at(20)),
        how="phone",
        late=clock.days_late,
        stars=4,
        shares=found.first.shares,
    )
    assert [(s.agency, s.answered) for s in found.first.shares] == [
        (LIGHTS, minute(at(18))),
        (TOWN, minute(at(18))),
    ]
    assert (moment(found.done), found.ended, found.end) == (at(20), found.done, End.TOLD)


def test_a_longer_term_keeps_the_first_and_what_was_late_before_it():
    file = told()
    [clock] = [c for c in file.case.clocks if c.kind == "case"]
    longer = replace(clock, due_at=at(26), late_before=2)
    clocks_now = tuple(longer if c is clock else c for c in file.case.clocks)
    found = fact(replace(file, case=replace(file.case, clocks=clocks_now)))
    assert found.first.due == minute(at(26))
    assert found.first.first_due == minute(clock.due_at)
    assert found.first.late_before == 2


def test_of_what_is_opened_again_the_first_time_stays_as_it_was_counted():
    before = told(stars=1, approved="Đã sửa.")
    first = Result(approved="Đã sửa.", told_at=at(20), told_how="phone", stars=1)
    again = clocks.start(ClockKind.CASE, at(24), clocks.Term(5), CALENDAR)
    case_now = replace(
        before.case,
        state=State.ASSIGNED,
        first=first,
        told_at=None,
        told_how="",
        stars=0,
        clocks=(*before.case.clocks, again),
    )
    file = replace(before, case=case_now, assignments=(), before=before.assignments)
    was, now = fact(before), fact(file)
    assert now.first == was.first
    assert (now.end, now.done) == (was.end, was.done)
    assert (was.ended, now.ended) == (was.done, 0)  # it is found among what is open
    assert now.again == Round(assigned=minute(at(24)), due=minute(again.due_at))


@given(st.sampled_from([way.after for way in every_way().values()]))
def test_it_is_stored_in_few_words_and_read_as_it_was(file):
    found = fact_of(file)
    if found is None:
        return
    packed = Short(Fact).serialize(found)
    assert Short(Fact).deserialize(packed) == found
    assert len(packed) < 350
    assert msgspec.json.decode(packed)[0] == file.case.code


@given(st.sampled_from([way.after for way in every_way().values()]))
def test_it_names_nobody_and_quotes_nobody(file):
    said = repr(fact_of(file))
    for words in (file.case.summary, file.case.approved, file.case.draft, "Hoàng Thị Mai"):
        assert not words or words not in said


def test_a_fact_of_before_a_field_was_added_is_read_with_its_default():
    whole = Fact(code="1", line="chinh", channel="sms", received=5)
    assert Short(Fact).serialize(whole) == '["1","chinh","sms",5]'
    assert Short(Fact).deserialize('["1","chinh","sms",5,"S1"]') == whole._replace(field="S1")
