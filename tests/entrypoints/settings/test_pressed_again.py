"""Forms that are posted twice, late, or while somebody else saves: nothing is lost, and nothing is
made twice."""

from __future__ import annotations

import re

import pytest

from chalicelib import wiring
from chalicelib.usecases.ports.settings import Edit
from tests.support import saved
from tests.support.deployment import Deployment
from tests.support.office import CHIEF, NGHIA, Office
from tests.support.settings_pages import (
    AGENCIES,
    AWAY,
    HOURS,
    PEOPLE,
    SON,
    VERSIONS,
    looked,
    number,
    save,
    sent,
    typed,
)

NEW = {
    "name": "Đội Quản lý trật tự",
    "short": "Doi QLTT",
    "kind": "unit",
    "mail": "qltt@langson.example",
    "phone": "0205 3812 345",
    "head_title": "Đội trưởng",
    "head_mail": "doi-truong@langson.example",
}


@pytest.fixture
def chief(clock: saved.Clock, deployment: Deployment) -> Office:
    return Office(deployment, CHIEF)


def test_an_agency_that_was_added_is_added_once_however_often_the_button_is_pressed(
    chief: Office,
) -> None:
    seen = looked(chief, AGENCIES, **{f"agencies.+.{k}": v for k, v in NEW.items()})
    assert seen.status == 200, seen.page.text[:900]
    form = typed(seen, "save", reason="Mới thành lập")
    first, second = sent(chief, AGENCIES, form), sent(chief, AGENCIES, form)
    assert (first.status, second.status, number(chief)) == (200, 200, 2)
    names = [a.name for a in wiring.live().current(at_once=True).made.authority.agencies]
    assert names.count(NEW["name"]) == 1


def test_the_form_of_a_body_with_two_hundred_agencies_is_taken(
    clock: saved.Clock, deployment: Deployment
) -> None:
    reader = wiring.settings_files()
    files = reader.shipped("langson")
    first = len(reader.read("langson", files).authority.agencies)
    row = {**NEW, "phone": "+842053812345"}
    rows = [
        Edit("agencies.yaml", ("agencies", first + n), {**row, "id": f"doi-{n}"})
        for n in range(200)
    ]
    saved.save(reader.edited(files, rows))
    clock.later()
    chief = Office(deployment, CHIEF)
    assert save(chief, AGENCIES, **{"agencies.doi-150.mail": "moi@langson.example"}).status == 200
    agency = wiring.live().current(at_once=True).made.authority.agency("doi-150")
    assert agency.mail == "moi@langson.example"


def test_an_old_form_for_another_agency_is_not_taken_for_the_one_that_was_saved(
    chief: Office,
) -> None:
    seen = looked(chief, AGENCIES, **{f"agencies.+.{k}": v for k, v in NEW.items()})
    form = typed(seen, "save", reason="Mới thành lập")
    sent(chief, AGENCIES, form)
    other = [(k, "Đội Cây xanh" if k == "agencies.+.name" else v) for k, v in form]
    again = chief.post(AGENCIES, other)
    assert (again.status, number(chief)) == (422, 2)
    assert 'value="Đội Cây xanh"' in again.body


def test_two_proposals_for_the_same_reason_are_two(chief: Office, deployment: Deployment) -> None:
    officer = Office(deployment, NGHIA)
    found = set()
    for closes in ("16:30", "16:00", "16:30"):
        waits = save(officer, HOURS, "Theo thông báo", **{"hours.closes": closes})
        found |= set(re.findall(r"/van-phong/cai-dat/de-xuat/[\w-]+", waits.body))
    assert len(found) == 2


def test_what_was_confirmed_and_is_confirmed_again_leads_to_the_version(
    chief: Office, deployment: Deployment
) -> None:
    waits = save(chief, PEOPLE, **{"officers.thuy.title": "Chuyên viên Đất đai"})
    [address] = set(re.findall(r"/van-phong/cai-dat/de-xuat/[\w-]+", waits.body))
    son = Office(deployment, SON)
    for _ in range(2):
        answer = son.post(address, [("action", "confirm")])
        assert answer.headers["Location"] == f"{VERSIONS}/2"


class TestGoingBack:
    @pytest.fixture
    def changed(self, chief: Office) -> Office:
        save(chief, HOURS, **{"hours.closes": "16:30"})
        return chief

    def test_twice_is_one_version(self, changed: Office) -> None:
        form = typed(changed.get(f"{VERSIONS}/1"), "", reason="Nhầm")
        for _ in range(2):
            assert changed.post(f"{VERSIONS}/1", form).headers["Location"] == f"{VERSIONS}/3"
        assert number(changed) == 3

    def test_needs_a_reason(self, changed: Office) -> None:
        form = typed(changed.get(f"{VERSIONS}/1"), "", reason="")
        answer = changed.post(f"{VERSIONS}/1", form)
        assert "Xin ghi lý do" in answer.body
        assert (answer.status, number(changed)) == (422, 2)

    def test_does_not_undo_what_somebody_else_has_saved_meanwhile(
        self, changed: Office, deployment: Deployment
    ) -> None:
        form = typed(changed.get(f"{VERSIONS}/1"), "", reason="Nhầm")
        save(Office(deployment, SON), HOURS, **{"hours.opens": "07:30"})
        answer = changed.post(f"{VERSIONS}/1", form)
        assert "bản khác đã được lưu" in answer.body
        assert number(changed) == 3


@pytest.mark.parametrize("base", ["²", "-1", "9" * 40, "x", "999999", ""])
def test_a_form_that_names_no_version_is_looked_at_again(chief: Office, base: str) -> None:
    seen = looked(chief, HOURS, **{"hours.closes": "16:30"})
    form = [pair for pair in typed(seen, "save", reason="Mùa đông") if pair[0] != "base"]
    again = chief.post(HOURS, [*form, ("base", base)])
    assert (again.status, number(chief)) == (422, 1)
    assert 'value="16:30"' in again.body


def test_a_reason_without_end_is_refused_and_what_was_typed_is_there(chief: Office) -> None:
    again = save(chief, HOURS, "lý do " * 1000, **{"hours.closes": "16:30"})
    assert again.status == 422
    assert "Lý do dài quá" in again.body
    assert 'value="16:30"' in again.body


@pytest.mark.parametrize("evil", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>'])
def test_what_is_typed_is_shown_as_it_is_and_never_run(chief: Office, evil: str) -> None:
    shown = [looked(chief, PEOPLE, **{"officers.thuy.name": evil}).body]
    made = save(chief, HOURS, evil, **{"hours.closes": "16:30"})
    shown += [made.body, chief.get(VERSIONS).body]
    assert not any(evil in page for page in shown)
    assert any("&lt;" in page for page in shown)


SAID = {
    "absences.+.who": "thuy",
    "absences.+.first": "28/12/2017",
    "absences.+.until": "3/1/2018",
    "absences.+.by": "nghia",
}


class TestAnAbsence:
    def test_the_first_one_is_entered_and_stands_with_the_people(self, chief: Office) -> None:
        assert save(chief, AWAY, **SAID).status == 200
        [one] = wiring.live().current(at_once=True).made.authority.absences
        assert (one.who, f"{one.first:%d/%m/%Y}", one.by) == ("thuy", "28/12/2017", "nghia")
        files = chief.get("/van-phong/cai-dat/tep/people.yaml").page.value("text")
        assert "absences:" in files

    @pytest.mark.parametrize("day", ["29/02/2017", "31/04/2017", "0/1/2017", "32/13/99999", "mai"])
    def test_of_a_day_that_is_none_is_refused_beside_its_field(
        self, chief: Office, day: str
    ) -> None:
        page = looked(chief, AWAY, **{**SAID, "absences.+.first": day})
        assert page.status == 422
        assert 'id="absences.+.first-wrong"' in page.body
        assert "không phải một ngày" in page.page.text
        assert f'value="{day}"' in page.body

    def test_nobody_stands_in_for_themselves_or_in_a_circle(self, chief: Office) -> None:
        page = looked(chief, AWAY, **{**SAID, "absences.+.by": "thuy"})
        assert 'id="absences.+.by-wrong"' in page.body
        save(chief, AWAY, **SAID)
        circle = {**SAID, "absences.+.who": "nghia", "absences.+.by": "thuy"}
        page = looked(chief, AWAY, **circle)
        assert 'id="absences.+.by-wrong"' in page.body
        assert "người thay cũng nghỉ" in page.page.text

    def test_problems_stand_beside_the_right_row_when_rows_are_removed_and_added(
        self, chief: Office
    ) -> None:
        save(chief, AWAY, **SAID)
        other = {"absences.+.who": "nghia", "absences.+.first": "1/2/2017"}
        other |= {"absences.+.until": "1/1/2017", "absences.+.by": "nong-nhung"}
        page = looked(chief, AWAY, **{"absences.thuy-2017-12-28.remove": "yes", **other})
        assert 'id="absences.+.until-wrong"' in page.body

    def test_of_somebody_who_leaves_goes_with_them_also_one_that_is_over(
        self, chief: Office, deployment: Deployment
    ) -> None:
        past = {**SAID, "absences.+.first": "16/1/2017", "absences.+.until": "17/1/2017"}
        save(chief, AWAY, **{**past, "absences.+.who": "nghia", "absences.+.by": "anh"})
        deployment.later(days=3)
        chief = Office(deployment, CHIEF)
        seen = save(chief, PEOPLE, **{"officers.anh.remove": "yes"})
        [address] = set(re.findall(r"/van-phong/cai-dat/de-xuat/[\w-]+", seen.body))
        assert sent(Office(deployment, SON), address, [("action", "confirm")]).status == 200
        assert wiring.live().current(at_once=True).made.authority.absences == ()
