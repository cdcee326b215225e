"""What is expected of a year that is not announced: against the law, against the years that were
announced, and against PyPI `holidays`."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import pytest
from holidays import country_holidays
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.authority import shipped
from chalicelib.domain.authority.days import CalendarFile, Lunar, LunarYear, Off, Year, make
from chalicelib.domain.time import days_by_law
from chalicelib.domain.time.days_by_law import Holiday

FILE = shipped("langson").days
ANNOUNCED = {year.year: year for year in FILE.years}
KNOWN = [one.year for one in FILE.lunar.years] if FILE.lunar else []
DAY = timedelta(1)


def of_moon(*years: LunarYear) -> CalendarFile:
    """The shipped file with other lunar years."""
    assert FILE.lunar is not None
    return replace(FILE, lunar=replace(FILE.lunar, years=years))


def then(year: int) -> Year:
    """What would have been expected of a year that is announced."""
    theirs = country_holidays("VN", years=year, language="vi")
    [first] = theirs.get_named("Tết Nguyên Đán", lookup="exact")
    kings = theirs.get_named("Ngày Giỗ Tổ Hùng Vương", lookup="exact")
    name = next(
        off.name.removeprefix("Tết Nguyên đán ")
        for off in ANNOUNCED[year].off
        if off.name.startswith("Tết Nguyên đán")
    )
    one = LunarYear(year=year, name=name, first=first, hung_kings=kings[0])
    return of_moon(one).expected(year)


def weekdays(year: Year) -> set[date]:
    return {day for off in year.off for day in off.days() if day.weekday() < 5}


def swapped(year: int) -> set[date]:
    return {swap.instead_of for swap in FILE.swapped if swap.instead_of.year == year}


class TestTheYearsThatWereAnnounced:
    @pytest.mark.parametrize("year", range(2021, 2027))
    def test_are_expected_as_they_were_but_for_swapped_days(self, year: int) -> None:
        assert weekdays(then(year)) == weekdays(ANNOUNCED[year]) - swapped(year)

    @pytest.mark.parametrize("year", range(2017, 2021))
    def test_before_the_labour_code_had_no_second_national_day(self, year: int) -> None:
        more = weekdays(then(year)) - weekdays(ANNOUNCED[year])
        assert weekdays(ANNOUNCED[year]) - swapped(year) < weekdays(then(year))
        assert [day.month for day in more] == [9]

    def test_are_called_as_they_were(self) -> None:
        """But what the announcement of 2023 had put together, and a range's weekend."""
        for year in (2021, 2022, 2024, 2025):
            swaps = swapped(year)
            theirs = {(o.first, o.name) for o in ANNOUNCED[year].off if o.first not in swaps}
            assert {(off.first, off.name) for off in then(year).off} == theirs


class TestTheYearsToCome:
    def test_2027_is_as_it_was_first_estimated_by_hand(self) -> None:
        said = {(str(o.first), str(o.last or ""), o.name) for o in FILE.expected(2027).off}
        assert said == {
            ("2027-01-01", "", "Tết Dương lịch"),
            ("2027-02-04", "2027-02-10", "Tết Nguyên đán Đinh Mùi"),
            ("2027-04-16", "", "Giỗ Tổ Hùng Vương"),
            ("2027-04-30", "", "Chiến thắng 30/4"),
            ("2027-05-03", "", "nghỉ bù Quốc tế Lao động 01/5"),
            ("2027-09-02", "2027-09-03", "Quốc khánh 02/9"),
            ("2027-11-24", "", "Văn hóa Việt Nam"),
        }

    @pytest.mark.parametrize("year", KNOWN)
    def test_are_as_the_holidays_library_expects_them(self, year: int) -> None:
        theirs = {day for day in country_holidays("VN", years=year) if day.weekday() < 5}
        assert weekdays(FILE.expected(year)) == theirs

    @pytest.mark.parametrize("year", KNOWN)
    def test_have_the_twelve_days_of_the_law(self, year: int) -> None:
        assert len(weekdays(FILE.expected(year))) == 12

    def test_are_off_and_provisional_without_being_written_anywhere(self) -> None:
        calendar = shipped("langson").calendar
        assert set(KNOWN) == calendar.estimated
        assert not calendar.estimated & calendar.years
        for year in KNOWN:
            assert not any(map(calendar.is_working_day, weekdays(FILE.expected(year))))
            assert calendar.is_provisional(date(year, 6, 1), date(year, 6, 1))

    def test_are_as_somebody_has_written_them_if_somebody_has(self) -> None:
        own = Year(year=2028, source="dự kiến", off=(Off(first=date(2028, 3, 1), name="lụt"),))
        body = shipped("langson").authority
        calendar = make(replace(FILE, estimated=(own,)), body.hours)
        assert not calendar.is_working_day(date(2028, 3, 1))
        assert calendar.is_working_day(date(2028, 1, 26))  # the first day of Tết
        announced = make(replace(FILE, years=(*FILE.years, own)), body.hours)
        assert announced.is_working_day(date(2028, 1, 26))
        assert 2028 not in announced.estimated

    def test_of_an_unknown_moon_lack_its_days_and_say_which(self) -> None:
        assert FILE.lunar is not None
        year = FILE.expected(KNOWN[-1] + 1)
        assert FILE.lunar.unknown(year) == ("Tết Nguyên đán", "Giỗ Tổ Hùng Vương")
        assert FILE.lunar.unknown(FILE.expected(KNOWN[-1])) == ()
        assert not [off for off in year.off if "Tết Nguyên đán" in off.name]
        told = replace(year, off=(*year.off, Off(first=date(2061, 1, 21), name="Tết Nguyên đán")))
        assert FILE.lunar.unknown(told) == ("Giỗ Tổ Hùng Vương",)


@st.composite
def moons(draw: st.DrawFn) -> LunarYear:
    """Any year with Tết and Giỗ Tổ on any days on which they can be at all."""
    year = draw(st.integers(2026, 2099))
    first = date(year, 1, 20) + draw(st.integers(0, 32)) * DAY
    kings = date(year, 3, 29) + draw(st.integers(0, 31)) * DAY
    return LunarYear(year=year, name="Mậu Thân", first=first, hung_kings=kings)


class TestAnyYear:
    @given(moons())
    def test_has_each_day_once_and_all_in_the_year(self, moon: LunarYear) -> None:
        off = [day for one in of_moon(moon).expected(moon.year).off for day in one.days()]
        assert Counter(off).most_common(1)[0][1] == 1
        assert {day.year for day in off} == {moon.year}
        assert off == sorted(off)

    @given(moons())
    def test_has_a_weekday_off_for_each_day_that_the_law_gives(self, moon: LunarYear) -> None:
        file = of_moon(moon)
        coincide = any(
            moon.hung_kings == date(moon.year, *on) for on in ((4, 30), (5, 1))
        )  # as it will not before 2100
        assert len(weekdays(file.expected(moon.year))) == 12 - coincide

    @given(moons())
    def test_has_no_working_day_within_tet(self, moon: LunarYear) -> None:
        calendar = make(replace(of_moon(moon), years=()), shipped("langson").authority.hours)
        assert not any(calendar.is_working_day(moon.first + n * DAY) for n in (-2, -1, 0, 1, 2))
        off = [one for one in of_moon(moon).expected(moon.year).off if "Nguyên đán" in one.name]
        assert len(off) == 1
        assert not any(map(calendar.is_working_day, off[0].days()))

    @given(moons())
    def test_makes_up_for_a_weekend_on_the_next_working_day(self, moon: LunarYear) -> None:
        """Between a holiday on a weekend and what makes up for it nobody works."""
        file = of_moon(moon)
        calendar = make(replace(file, years=()), shipped("langson").authority.hours)
        for fixed in file.by_law:
            day = date.fromisoformat(f"{moon.year}-{fixed.day}")
            assert not calendar.is_working_day(day)
            if day.weekday() >= 5 and fixed.day != "09-02":
                [made_up] = [
                    o for o in file.expected(moon.year).off if o.name == f"nghỉ bù {fixed.name}"
                ]
                between = (made_up.first - day).days
                assert not any(calendar.is_working_day(day + n * DAY) for n in range(between))
                assert made_up.last is None

    @given(st.dates(date(2021, 1, 1), date(2099, 12, 31)))
    def test_has_two_days_for_national_day_that_lead_to_a_weekend_or_from_one(
        self, any_day: date
    ) -> None:
        second = date(any_day.year, 9, 2)
        days = days_by_law.national_day(second)
        assert second in days
        assert days[1] - days[0] == DAY
        [span] = days_by_law.laid_out([Holiday.of("Quốc khánh 02/9", days)])
        assert len([day for day in span.run() if day.weekday() < 5]) == 2


def test_nothing_is_expected_of_a_calendar_that_knows_no_moon() -> None:
    bare = replace(FILE, lunar=None)
    assert bare.expected_years() == ()
    assert make(bare, shipped("langson").authority.hours).estimated == frozenset()


def test_lunar_years_belong_to_their_year() -> None:
    with pytest.raises(ValueError, match="2027"):
        LunarYear(year=2028, name="x", first=date(2027, 2, 6), hung_kings=date(2028, 4, 4))
    assert isinstance(FILE.lunar, Lunar)
