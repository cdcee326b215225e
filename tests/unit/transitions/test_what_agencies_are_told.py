"""What agencies are told of their part, their document and their lateness (N13, N14, N16)."""

from datetime import date, timedelta

import pytest

from chalicelib.domain.case import documents
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.case.commands import AddAgency, Answer, Assign, Direct, GiveBack
from chalicelib.domain.case.parts import part_line
from chalicelib.domain.case.workflow import Incomplete, Need, State
from chalicelib.domain.transitions import making as transitions
from tests.support.cases import (
    AUTHORITY,
    CHAIRMAN,
    CHIEF,
    LIGHTS,
    TOWN,
    after,
    assigned,
    at,
    by_agency,
    case,
    context,
    done,
)

THIRD = AUTHORITY.agencies[2].id
TODAY = date(2017, 1, 17)


def name(agency: str) -> str:
    return AUTHORITY.agency(agency).name


def said_to(file: CaseFile, agency: str) -> str:
    share = file.assignment(agency)
    assert share is not None
    return part_line(AUTHORITY, file, share)


def order(day: date | None, command: type = Assign, agencies: tuple[str, ...] = (LIGHTS,)):
    return command(
        agencies=agencies, instruction="", document="12/VP", signer="CVP", document_date=day
    )


# --- who leads, and beside whom


def test_who_has_a_matter_alone_is_told_nothing_of_others():
    assert said_to(assigned((LIGHTS,), at(17)), LIGHTS) == ""


def test_the_lead_reads_that_it_leads_and_whom_it_leads():
    line = said_to(assigned((LIGHTS, TOWN, THIRD), at(17)), LIGHTS)
    assert "chủ trì" in line
    assert name(TOWN) in line
    assert name(THIRD) in line


def test_the_others_read_who_leads_and_who_is_beside_them():
    file = assigned((LIGHTS, TOWN, THIRD), at(17))
    line = said_to(file, TOWN)
    assert f"cơ quan chủ trì: {name(LIGHTS)}" in line
    assert f"Cùng phối hợp: {name(THIRD)}" in line
    assert name(TOWN) not in line


def test_who_has_given_the_matter_back_is_not_named_any_more():
    file = done(
        assigned((LIGHTS, TOWN), at(17)),
        by_agency(LIGHTS),
        at(17, 10),
        GiveBack(agency=LIGHTS, reason="Không thuộc thẩm quyền"),
    )
    assert said_to(file, TOWN) == ""


def test_without_a_lead_the_others_are_named_all_the_same():
    file = done(
        assigned((LIGHTS, TOWN), at(17)),
        by_agency(LIGHTS),
        at(17, 10),
        GiveBack(agency=LIGHTS, reason="Không thuộc thẩm quyền"),
    )
    file = done(file, CHIEF, at(17, 11), order(None, AddAgency, (THIRD,)))
    assert said_to(file, TOWN) == f"Quý cơ quan phối hợp giải quyết cùng với: {name(THIRD)}."


# --- the document's day


def test_the_document_has_the_day_that_was_typed():
    proposed = CaseFile(case=case(State.PROPOSED, proposed=(LIGHTS,)))
    file = done(proposed, CHIEF, at(17), order(date(2017, 1, 16)))
    assert [a.document_date for a in file.assignments] == [date(2017, 1, 16)]


def test_a_form_that_did_not_ask_for_the_day_takes_today():
    proposed = CaseFile(case=case(State.PROPOSED, proposed=(LIGHTS,)))
    assert done(proposed, CHIEF, at(17), order(None)).assignments[0].document_date == TODAY


@pytest.mark.parametrize("command", [Assign, AddAgency])
def test_no_document_is_of_a_day_to_come(command):
    file = CaseFile(case=case(State.PROPOSED, proposed=(LIGHTS,)))
    if command is AddAgency:
        file = assigned((TOWN,), at(17))
    late = order(TODAY + timedelta(days=1), command)
    with pytest.raises(Incomplete) as refused:
        transitions.make(context(file, CHIEF, at(17)), late)
    assert refused.value.needs == (Need.DOCUMENT_DATE,)


def test_the_history_names_the_document_with_its_day():
    file = CaseFile(case=case(State.PROPOSED, proposed=(LIGHTS,)))
    change = transitions.make(context(file, CHIEF, at(17)), order(date(2017, 1, 16)))
    (words,) = [e.words for e in change.events if e.kind == "assigned"]
    assert words["document"] == "văn bản số 12/VP ngày 16/01/2017"


def test_a_leaders_direction_is_a_document_of_its_day():
    file = CaseFile(case=case(State.DIRECTION, urgent=True, asked_leader=CHAIRMAN.id))
    do = Direct(agencies=(LIGHTS,), direction="Sửa ngay.")
    assert done(file, CHAIRMAN, at(17), do).assignments[0].document_date == TODAY


def test_an_older_record_has_its_number_alone():
    assert documents.called(AUTHORITY.texts, "12/VP", None) == "văn bản số 12/VP"
    assert documents.called(AUTHORITY.texts, "Điện thoại", TODAY) == "Điện thoại ngày 17/01/2017"


# --- why an answer came late


def late_answer(reason: str) -> Answer:
    return Answer(
        agency=LIGHTS, answer="Đã sửa.", name="Lý Văn Tư", title="Trưởng phòng", late_reason=reason
    )


def test_a_late_answer_needs_its_reason_and_one_in_time_does_not():
    file = assigned((LIGHTS,), at(17))
    due = file.assignments[0].clock.due_at
    in_time = transitions.make(context(file, by_agency(LIGHTS), due), late_answer(""))
    assert after(file, in_time).assignments[0].late_reason == ""
    with pytest.raises(Incomplete) as refused:
        transitions.make(
            context(file, by_agency(LIGHTS), due + timedelta(seconds=1)), late_answer("")
        )
    assert refused.value.needs == (Need.LATE_REASON,)


def test_the_reason_is_on_file_and_in_the_history():
    file = assigned((LIGHTS,), at(17))
    late = file.assignments[0].clock.due_at + timedelta(days=1)
    change = transitions.make(context(file, by_agency(LIGHTS), late), late_answer("Chờ vật tư"))
    assert after(file, change).assignments[0].late_reason == "Chờ vật tư"
    assert "lý do chậm: Chờ vật tư" in change.events[0].words["late"]


def test_a_reason_typed_on_an_answer_in_time_is_not_kept():
    file = assigned((LIGHTS,), at(17))
    change = transitions.make(context(file, by_agency(LIGHTS), at(18)), late_answer("Chờ vật tư"))
    assert after(file, change).assignments[0].late_reason == ""
    assert change.events[0].words["late"] == ""
