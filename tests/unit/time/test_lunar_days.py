"""The shipped lunar days against two others: the algorithm that Hồ Ngọc Đức has published, computed
here, and the table of PyPI `holidays`."""

from __future__ import annotations

from datetime import date
from math import floor, pi, sin

import pytest

from chalicelib.authority import shipped
from chalicelib.domain.authority.days import Lunar

HERE, CHINA = 7, 8  # hours ahead of UTC
TO_ORDINAL = -1721425  # from a Julian day
RAD = pi / 180


def known() -> Lunar:
    lunar = shipped("langson").days.lunar
    assert lunar is not None
    return lunar


YEARS = {one.year: one for one in known().years}


# --- https://www.informatik.uni-leipzig.de/~duc/amlich/calrules.html


def new_moon(k: int) -> float:
    """The Julian date (UTC) of the kth new moon since 1 January 1900 (Meeus, 1982)."""
    t = k / 1236.85
    t2, t3 = t * t, t * t * t
    mean = 2415020.75933 + 29.53058868 * k + 0.0001178 * t2 - 0.000000155 * t3
    mean += 0.00033 * sin((166.56 + 132.87 * t - 0.009173 * t2) * RAD)
    m = (359.2242 + 29.10535608 * k - 0.0000333 * t2 - 0.00000347 * t3) * RAD
    n = (306.0253 + 385.81691806 * k + 0.0107306 * t2 + 0.00001236 * t3) * RAD
    f = (21.2964 + 390.67050646 * k - 0.0016528 * t2 - 0.00000239 * t3) * RAD
    off = (0.1734 - 0.000393 * t) * sin(m) + 0.0021 * sin(2 * m)
    off += -0.4068 * sin(n) + 0.0161 * sin(2 * n) - 0.0004 * sin(3 * n)
    off += 0.0104 * sin(2 * f) - 0.0051 * sin(m + n) - 0.0074 * sin(m - n)
    off += 0.0004 * sin(2 * f + m) - 0.0004 * sin(2 * f - m) - 0.0006 * sin(2 * f + n)
    off += 0.0010 * sin(2 * f - n) + 0.0005 * sin(2 * n + m)
    return mean + off - (-0.000278 + 0.000265 * t + 0.000262 * t2)


def day_of(k: int, zone: int) -> int:
    return floor(new_moon(k) + 0.5 + zone / 24)


def sector(day: int, zone: int) -> int:
    """In which twelfth of its way the sun is when this day begins."""
    t = (day - 0.5 - zone / 24 - 2451545.0) / 36525
    m = (357.52910 + 35999.05030 * t - 0.0001559 * t * t - 0.00000048 * t * t * t) * RAD
    mean = 280.46645 + 36000.76983 * t + 0.0003032 * t * t
    off = (1.914600 - 0.004817 * t - 0.000014 * t * t) * sin(m)
    off += (0.019993 - 0.000101 * t) * sin(2 * m) + 0.000290 * sin(3 * m)
    return int((mean + off) % 360 // 30)


def eleventh_month(year: int, zone: int) -> int:
    """The new moon's number at which the month of the winter solstice begins."""
    k = floor((date(year, 12, 31).toordinal() - TO_ORDINAL - 2415021) / 29.530588853)
    return k - 1 if sector(day_of(k, zone), zone) >= 9 else k


def begins(year: int, month: int, zone: int = HERE) -> int:
    """The new moon's number with which one of the first ten months of a lunar year begins."""
    before, after = eleventh_month(year - 1, zone), eleventh_month(year, zone)
    k = before + month + 1
    if after - before == 13:  # there is a leap month: the first without a change of sector
        sectors = [sector(day_of(before + n, zone), zone) for n in range(15)]
        leap = next(n for n in range(1, 14) if sectors[n] == sectors[n + 1])
        k += month + 1 >= leap
    return k


def lunar_day(year: int, month: int, day: int, zone: int = HERE) -> date:
    return date.fromordinal(day_of(begins(year, month, zone), zone) + day - 1 + TO_ORDINAL)


# ---


@pytest.mark.parametrize("year", YEARS)
def test_the_shipped_days_are_those_of_the_moon_at_utc_7(year: int) -> None:
    assert YEARS[year].first == lunar_day(year, 1, 1)
    assert YEARS[year].hung_kings == lunar_day(year, 3, 10)


def test_a_second_table_agrees_in_every_year() -> None:
    from holidays import country_holidays

    theirs = country_holidays("VN", years=YEARS, language="vi")
    tet = theirs.get_named("Tết Nguyên Đán", lookup="exact")
    hung_kings = theirs.get_named("Ngày Giỗ Tổ Hùng Vương", lookup="exact")
    assert sorted(tet) == [one.first for one in YEARS.values()]
    assert sorted(hung_kings) == [one.hung_kings for one in YEARS.values()]


def test_the_chinese_days_are_others_in_four_years() -> None:
    other = {
        year
        for year, one in YEARS.items()
        if (lunar_day(year, 1, 1, CHINA), lunar_day(year, 3, 10, CHINA))
        != (one.first, one.hung_kings)
    }
    assert other == {2030, 2037, 2038, 2053}


def test_no_new_moon_is_so_near_to_midnight_that_its_day_is_in_doubt() -> None:
    """The series leaves out terms of some minutes."""
    nights = [
        (new_moon(begins(year, month)) + 0.5 + HERE / 24) % 1 for year in YEARS for month in (1, 3)
    ]
    assert min(min(part, 1 - part) for part in nights) * 24 * 60 > 15


def test_every_year_of_the_span_is_there_under_its_name() -> None:
    stems = ["Giáp", "Ất", "Bính", "Đinh", "Mậu", "Kỷ", "Canh", "Tân", "Nhâm", "Quý"]
    branches = ["Tý", "Sửu", "Dần", "Mão", "Thìn", "Tỵ", "Ngọ", "Mùi", "Thân", "Dậu", "Tuất", "Hợi"]
    names = {y: f"{stems[(y - 4) % 10]} {branches[(y - 4) % 12]}" for y in range(2027, 2061)}
    assert {year: one.name for year, one in YEARS.items()} == names
    said = {
        year.year: " ".join(off.name for off in year.off) for year in shipped("langson").days.years
    }
    for year in (2024, 2025, 2026):  # as those before were announced
        assert f"{stems[(year - 4) % 10]} {branches[(year - 4) % 12]}" in said[year]
