"""Open matters follow who is away, who comes back, and who is on the list no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.authority import recusal
from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.parts import SIGNS, Absence
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.case.workflow import State
from chalicelib.domain.deadlines.recalculation import fingerprint, recalculated
from chalicelib.domain.notifications.receivers import Receiver, mail_address
from tests.support.cases import AUTHORITY, CALENDAR, after, at, case, kinds

FIRST, LAST = date(2017, 1, 16), date(2017, 1, 20)
ABSENCES = (
    Absence(who="thuy", first=FIRST, until=LAST, by="le-nhung"),
    Absence(who="le-nhung", first=LAST, until=LAST, by="nghia"),
    Absence(who="chu-tich", first=FIRST, until=LAST, by="pho-chu-tich-1"),
    Absence(who="truong", first=FIRST, until=LAST, by="son"),
)
WHOLE = replace(AUTHORITY, absences=ABSENCES)
AWAY, BACK = WHOLE.as_of(FIRST), WHOLE.as_of(date(2017, 1, 21))
NOW = at(17)


def of_owner(owner: str, state: State = State.RECEIVED) -> CaseFile:
    return CaseFile(case=case(state, owner=owner))


def handed(file: CaseFile, authority: Authority) -> tuple[CaseFile, list[str]]:
    change = recalculated(file, authority, CALENDAR, NOW)
    return after(file, change), [f"{plan.kind} {plan.who}" for plan in change.plans]


class TestWhoActs:
    def test_whoever_is_away_has_somebody_in_their_place_in_all_they_are_named_for(self) -> None:
        assert AWAY.owner_of("S4").id == "le-nhung"  # thuy's
        assert AWAY.head.id == AWAY.approver_of("chu-tich") == "pho-chu-tich-1"
        assert AWAY.chief.id == "son"
        assert mail_address(AWAY, Receiver.OFFICER, "thuy") == AUTHORITY.officer("le-nhung").mail
        assert mail_address(AWAY, Receiver.CHIEF, "truong") == AUTHORITY.officer("son").mail

    def test_on_other_days_everybody_is_there(self) -> None:
        assert BACK is WHOLE
        assert BACK.owner_of("S4").id == "thuy"

    def test_whoever_stands_in_may_be_away_as_well(self) -> None:
        assert WHOLE.as_of(LAST).owner_of("S4").id == "nghia"

    def test_whoever_stands_in_for_a_head_signs_for_them_and_nobody_else_does(self) -> None:
        son, nobody = AUTHORITY.officer("son").title, AUTHORITY.officer("le-nhung").title
        assert AWAY.signed_by("son") == f"{son} (KT. {AUTHORITY.officer('truong').title})"
        assert "(KT. Chủ tịch" in AWAY.signed_by("pho-chu-tich-1")
        assert AWAY.signed_by("le-nhung") == nobody  # a specialist signs for nobody
        assert BACK.signed_by("son") == son
        assert AWAY.signed_by("khong-co") == ""

    @pytest.mark.parametrize("sign", SIGNS)
    def test_they_sign_by_the_form_that_the_absence_names(self, sign: str) -> None:
        away = replace(ABSENCES[3], sign=sign)
        there = replace(AUTHORITY, absences=(away,)).as_of(FIRST)
        assert f"({sign}. Chánh Văn phòng)" in there.signed_by("son")

    def test_whoever_is_away_still_signs_in_with_their_own_address(self) -> None:
        assert AWAY.lists(Role.OFFICER, "thuy")
        assert next(o for o in AWAY.officers if o.id == "thuy").mail.startswith("thuy@")

    @given(st.sampled_from([o.id for o in AUTHORITY.officers]), st.sampled_from([FIRST, LAST]))
    def test_somebody_acts_for_everybody_and_is_there(self, who: str, day: date) -> None:
        there = WHOLE.as_of(day)
        assert not there.is_away(there.officer(who).id)

    def test_who_is_on_the_list_no_more_is_answered_for_by_the_chief(self) -> None:
        assert AUTHORITY.officer("nobody") == AUTHORITY.chief
        assert AUTHORITY.leader("nobody") == AUTHORITY.head
        assert AUTHORITY.agency("nothing").mail == AUTHORITY.chief.mail
        assert not AUTHORITY.lists(Role.OFFICER, "nobody")
        assert not AUTHORITY.lists(Role.AGENCY, "nothing")


class TestOpenMatters:
    def test_they_go_to_who_stands_in_with_a_line_and_a_mail(self) -> None:
        file, told = handed(of_owner("thuy"), AWAY)
        assert file.case.owner == "le-nhung"
        assert told == ["taken_over le-nhung"]
        [line] = recalculated(of_owner("thuy"), AWAY, CALENDAR, NOW).events
        assert line.words == {"who": "Lê Hồng Nhung, Chuyên viên HĐND"}

    def test_they_come_back_afterwards(self) -> None:
        file, _ = handed(of_owner("thuy"), AWAY)
        file, told = handed(file, BACK)
        assert (file.case.owner, file.case.standing) == ("thuy", None)
        assert told == ["taken_over thuy"]

    def test_what_was_given_to_somebody_else_meanwhile_stays_with_them(self) -> None:
        file, _ = handed(of_owner("thuy"), AWAY)
        given_on = replace(file, case=replace(file.case, owner="nong-nhung"))
        assert handed(given_on, BACK) == (given_on, [])

    def test_nothing_happens_twice_and_nothing_without_need(self) -> None:
        file, _ = handed(of_owner("thuy"), AWAY)
        assert handed(file, AWAY) == (file, [])
        assert handed(of_owner("nghia"), AWAY)[1] == []

    def test_matters_of_who_has_left_go_to_the_chief_for_good(self) -> None:
        left = tuple(o for o in AUTHORITY.officers if o.id != "thuy")
        file, told = handed(of_owner("thuy"), replace(AUTHORITY, officers=left))
        assert (file.case.owner, file.case.standing) == ("truong", None)
        assert told == ["taken_over truong"]

    def test_nobody_takes_over_a_matter_about_themselves(self) -> None:
        about = of_owner("thuy")
        about = replace(about, case=replace(about.case, recused=("le-nhung",)))
        file, _ = handed(about, AWAY)
        assert file.case.owner not in ("thuy", "le-nhung")

    @pytest.mark.parametrize(
        ("state", "kind"), [(State.DIRECTION, "direction"), (State.DRAFTED, "approval")]
    )
    def test_what_a_leader_was_asked_is_asked_of_who_stands_in_and_then_of_them_again(
        self, state: State, kind: str
    ) -> None:
        asked = CaseFile(case=case(state, asked_leader="chu-tich"))
        file, told = handed(asked, AWAY)
        assert file.case.asked_leader == "pho-chu-tich-1"
        assert told == [f"{kind} pho-chu-tich-1"]
        file, told = handed(file, BACK)
        assert (file.case.asked_leader, told) == ("chu-tich", [f"{kind} chu-tich"])

    def test_an_absence_makes_the_open_cases_be_looked_through(self) -> None:
        assert fingerprint(CALENDAR, AWAY) != fingerprint(CALENDAR, WHOLE)
        assert fingerprint(CALENDAR, BACK) == fingerprint(CALENDAR, AUTHORITY)

    def test_only_whoever_has_the_next_move_is_told(
        self,
    ) -> None:
        file, told = handed(of_owner("thuy", State.PROPOSED), AWAY)
        assert file.case.owner == "le-nhung"
        assert told == []
        assert kinds(recalculated(of_owner("thuy"), AWAY, CALENDAR, NOW)) == ["taken_over"]


class TestMattersAboutSomebodyWhoIsAway:
    """Who has their place today is under them, and does not judge them either."""

    def test_the_chiefs_stand_in_does_not_decide_a_matter_about_the_chief(self) -> None:
        away = replace(AUTHORITY, absences=ABSENCES[3:]).as_of(FIRST)
        assert away.chief.id == "son"
        assert recusal.in_the_chiefs_place(away, ("truong",)) == "chu-tich"
        assert recusal.in_the_chiefs_place(away, ("thuy",)) == ""

    def test_the_chairmans_stand_in_does_not_decide_a_matter_about_the_chairman(self) -> None:
        away = replace(AUTHORITY, absences=ABSENCES[2:3]).as_of(FIRST)
        assert [one.id for one in recusal.leaders_left(away, ("chu-tich",))] == ["chu-tich-tinh"]
        assert recusal.acting_for(away, "truong", ("truong", "chu-tich")) == "chu-tich-tinh"
        assert recusal.acting_for(away, "truong", ("truong",)) == "pho-chu-tich-1"

    def test_what_a_leader_has_in_the_chiefs_place_goes_to_their_stand_in_and_comes_back(
        self,
    ) -> None:
        about = case(State.PROPOSED, recused=("truong",), superior="chu-tich")
        file, told = handed(CaseFile(case=about), AWAY)
        assert (file.case.superior, told) == ("pho-chu-tich-1", ["taken_over pho-chu-tich-1"])
        file, told = handed(file, BACK)
        assert (file.case.superior, told) == ("chu-tich", ["taken_over chu-tich"])

    def test_of_a_due_time_a_leader_in_the_chiefs_place_is_told_as_such(self) -> None:
        about = case(State.PROPOSED, recused=("truong",), superior="chu-tich")
        off = replace(CALENDAR, days_off={**CALENDAR.days_off, date(2017, 1, 19): "Lụt"})
        change = recalculated(CaseFile(case=about), AUTHORITY, off, NOW)
        assert [(plan.kind, plan.to, plan.who) for plan in change.plans] == [
            ("due_moved", Receiver.SUPERIOR, "chu-tich")
        ]


def test_an_absence_over_new_year_holds_on_each_of_its_days_and_no_other() -> None:
    over = Absence(who="thuy", first=date(2017, 12, 28), until=date(2018, 1, 3), by="nghia")
    whole = replace(AUTHORITY, absences=(over,))
    days = (date(2017, 12, 27), over.first, date(2018, 1, 1), over.until, date(2018, 1, 4))
    assert [whole.as_of(day).is_away("thuy") for day in days] == [False, True, True, True, False]
