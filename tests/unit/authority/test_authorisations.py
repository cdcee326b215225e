"""Which agencies may take matters in themselves, of which fields and when (N22)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.authority import loader
from chalicelib.authority.documents import AGENCIES, PEOPLE
from chalicelib.authority.versions import AuthorityFiles
from chalicelib.domain.authority.parts import Authorisation
from chalicelib.domain.authority.problems import ConfigurationError
from chalicelib.usecases.ports.settings import Edit
from chalicelib.usecases.settings.changing import is_about_people

FILES = AuthorityFiles()
SHIPPED = FILES.shipped("langson")
BODY = loader.read("langson").authority
ROW = {
    "agency": "do-thi",
    "field": "S1",
    "first": date(2026, 1, 1),
    "until": date(2026, 6, 30),
    "document": "QĐ 15/QĐ-UBND",
}
days = st.dates(date(2025, 12, 1), date(2026, 8, 1))
rows = st.lists(
    st.builds(
        lambda agency, field, first, length: Authorisation(
            agency=agency,
            field=field,
            first=first,
            until=first + timedelta(days=length),
            document="QĐ 1",
        ),
        st.sampled_from(["do-thi", "ubnd-tam-thanh"]),
        st.sampled_from([field.id for field in BODY.fields]),
        days,
        st.integers(0, 90),
    ),
    max_size=6,
)


def files(*said: dict[str, object]) -> dict[str, str]:
    edits = [Edit(AGENCIES, ("authorisations", n), row) for n, row in enumerate(said)]
    return FILES.edited(SHIPPED, edits)


@given(held=rows, day=days)
def test_an_agency_takes_in_what_some_authorisation_of_its_own_holds_for_that_day(held, day):
    body = replace(BODY, authorisations=tuple(held))
    for agency in ("do-thi", "ubnd-tam-thanh", "thanh-tra"):
        found = [field.id for field in body.takes_in(agency, day)]
        meant = {r.field for r in held if r.agency == agency and r.first <= day <= r.until}
        assert set(found) == meant
        assert found == sorted(found)


def test_a_former_agency_takes_nothing_in():
    body = replace(
        BODY,
        authorisations=(Authorisation(**ROW),),
        agencies=tuple(replace(a, former=a.id == "do-thi") for a in BODY.agencies),
    )
    assert body.takes_in("do-thi", date(2026, 3, 1)) == ()


def test_they_are_read_as_written():
    [one] = FILES.read("langson", files(ROW)).authority.authorisations
    assert one == Authorisation(**ROW)


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([ROW | {"document": " "}], "no_document"),
        ([ROW | {"until": date(2025, 12, 31)}], "authorisation_ends"),
        ([ROW, ROW | {"first": date(2026, 6, 30)}], "authorisation_twice"),
        ([ROW | {"agency": "khong-co"}], "not_among"),
        ([ROW | {"field": "S9"}], "not_among"),
        ([{k: v for k, v in ROW.items() if k != "document"}], "missing"),
    ],
)
def test_what_makes_no_sense_is_refused(rows, kind):
    with pytest.raises(ConfigurationError) as error:
        FILES.read("langson", files(*rows))
    assert {problem.kind for problem in error.value.found} == {kind}


def test_one_after_the_other_and_of_other_fields_are_taken():
    later = ROW | {"first": date(2026, 7, 1), "until": date(2026, 12, 31)}
    FILES.read("langson", files(ROW, later, ROW | {"field": "S3"}))


def test_a_change_of_it_is_confirmed_by_a_second_person_and_named_by_what_it_is_about():
    found = FILES.differences(SHIPPED, files(ROW))
    assert {one.at for one in found} == {
        f"authorisations.do-thi,S1,2026-01-01.{column}" for column in ROW
    }
    assert all(is_about_people(one.at) for one in found)


def test_of_rows_that_are_known_by_the_same_each_difference_is_seen():
    away = {"who": "thuy", "first": date(2026, 3, 2), "until": date(2026, 3, 3), "by": "nghia"}
    more = away | {"first": date(2026, 5, 4), "until": date(2026, 5, 8)}
    before = FILES.edited(SHIPPED, [Edit(PEOPLE, ("absences", 0), away)])
    after = FILES.edited(before, [Edit(PEOPLE, ("absences", 1), more)])
    found = FILES.differences(before, after)
    assert len(found) == len(more)
    assert {one.old for one in found} == {""}
    twice = FILES.edited(before, [Edit(PEOPLE, ("absences", 1), away | {"by": "nong-nhung"})])
    assert len(FILES.differences(before, twice)) == len(away)
