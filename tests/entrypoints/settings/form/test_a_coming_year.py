"""A year that is not announced yet is proposed on the calendar's page and taken over there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from chalicelib import wiring
from chalicelib.authority.documents import CALENDAR as FILE
from chalicelib.domain.authority.days import CalendarFile, Off
from chalicelib.domain.time.working_time import Calendar
from chalicelib.usecases.ports.settings import Edit
from tests.support import saved
from tests.support.deployment import Deployment
from tests.support.office import CHIEF, Office
from tests.support.settings_pages import CALENDAR, SON, looked, number, save, sent, typed

SOURCE, ANNOUNCED = "years.2028.source", "years.2028.announced"
TAKEN = {ANNOUNCED: "yes", SOURCE: "Thông báo 15/TB-BNV ngày 30/11/2027"}
KINGS = "years.2028.off.2028-04-04"
TAKEN_2061 = {"years.2061.announced": "yes", "years.2061.source": "Thông báo 1"}


@pytest.fixture
def december(clock: saved.Clock, deployment: Deployment) -> Deployment:
    """1 December 2027, a Wednesday."""
    deployment.at = deployment.at.replace(year=2027, month=12, day=1, hour=9)
    return deployment


@pytest.fixture
def chief(december: Deployment) -> Office:
    return Office(december, CHIEF)


def days() -> CalendarFile:
    return wiring.live().current(at_once=True).made.days


def calendar() -> Calendar:
    return wiring.live().current(at_once=True).made.calendar


def off(year: int) -> list[Off]:
    return [day for one in days().years if one.year == year for day in one.off]


class TestTheProposal:
    def test_has_every_day_off_with_its_name_its_weekday_and_no_source(self, chief: Office) -> None:
        page = chief.get(CALENDAR)
        assert "Năm 2028: ước tính, chưa có thông báo" in page.page.text
        assert "Thứ Hai 24/01 – thứ Sáu 28/01/2028: Tết Nguyên đán Mậu Thân" in page.page.text
        assert "Thứ Ba 04/04/2028: Giỗ Tổ Hùng Vương" in page.page.text
        assert page.page.value(SOURCE) == ""
        assert "năm nào cũng nghỉ theo luật" in page.page.text
        assert "hệ thống không đoán trước" in page.page.text

    def test_is_taken_over_with_its_source_and_is_announced_from_then_on(
        self, chief: Office
    ) -> None:
        expected = days().expected(2028)
        assert save(chief, CALENDAR, **TAKEN).status == 200
        assert off(2028) == list(expected.off)
        assert days().years[-1].source == TAKEN[SOURCE]
        assert 2028 in calendar().years
        assert "Năm 2028: đã có thông báo" in chief.get(CALENDAR).page.text

    def test_is_seen_before_it_is_saved_a_line_for_each_span(self, chief: Office) -> None:
        seen = looked(chief, CALENDAR, **TAKEN)
        preview = seen.body.partition('id="preview"')[2]
        assert preview.count("Ngày nghỉ năm 2028") == 7
        assert "24/01/2028 – 28/01/2028: Tết Nguyên đán Mậu Thân" in preview
        assert TAKEN[SOURCE] in preview
        assert "2028-" not in preview.partition("Lý do")[0]
        assert "Thành ngày" not in preview  # they were off before
        assert number(chief) == 1

    def test_says_which_days_become_others_than_they_were_expected(self, chief: Office) -> None:
        said = {"years.2028.off.2028-01-24.last": "31/1/2028", f"{KINGS}.remove": "yes"}
        by_law = {"years.2028.off.2028-11-24.remove": "yes"}
        preview = looked(chief, CALENDAR, **TAKEN, **said, **by_law).page.text
        assert "Thành ngày nghỉ: thứ Hai 31/01/2028." in preview
        assert "Thành ngày làm việc: thứ Ba 04/04/2028." in preview  # and 24 November stays off

    def test_is_corrected_left_out_and_added_to_in_the_same_form(self, chief: Office) -> None:
        said = {
            **TAKEN,
            "years.2028.off.2028-01-24.last": "31/1/2028",
            f"{KINGS}.remove": "yes",
            "years.2028.off.+.first": "5/4/2028",
            "years.2028.off.+.name": "Giỗ Tổ Hùng Vương",
        }
        assert save(chief, CALENDAR, **said).status == 200
        firsts = {one.first: one for one in off(2028)}
        assert firsts[date(2028, 1, 24)].last == date(2028, 1, 31)
        assert date(2028, 4, 4) not in firsts
        assert firsts[date(2028, 4, 5)].name == "Giỗ Tổ Hùng Vương"
        assert len(firsts) == 7

    def test_comes_with_a_swapped_saturday_in_one_form(self, chief: Office) -> None:
        said = {"years.2028.off.+.first": "3/4/2028", "years.2028.off.+.name": "nghỉ hoán đổi"}
        said |= {"swapped.+.day": "8/4/2028", "swapped.+.instead_of": "3/4/2028"}
        assert save(chief, CALENDAR, **TAKEN, **said).status == 200
        assert calendar().is_working_day(date(2028, 4, 8))
        assert not calendar().is_working_day(date(2028, 4, 3))

    def test_that_nobody_touches_changes_nothing(self, chief: Office) -> None:
        assert "Chưa sửa gì" in looked(chief, CALENDAR).body

    def test_corrected_without_an_announcement_stays_an_estimate(self, chief: Office) -> None:
        assert save(chief, CALENDAR, **{f"{KINGS}.name": "Giỗ Tổ (dự kiến)"}).status == 200
        [year] = days().estimated
        assert "ước tính" in year.source
        assert (year.year, len(year.off)) == (2028, 7)
        assert 2028 not in calendar().years
        page = chief.get(CALENDAR)
        assert "Giỗ Tổ (dự kiến)" in page.page.text
        assert page.page.value(SOURCE) == ""
        assert save(chief, CALENDAR, **TAKEN).status == 200
        assert (days().estimated, days().years[-1].year) == ((), 2028)
        assert [one.name for one in off(2028)][2] == "Giỗ Tổ (dự kiến)"

    def test_two_years_that_are_missing_are_taken_over_at_once(
        self, chief: Office, december: Deployment
    ) -> None:
        both = {"years.2027.announced": "yes", "years.2027.source": "Thông báo 3"}
        assert save(chief, CALENDAR, **TAKEN, **both).status == 200
        assert [year.year for year in days().years[-2:]] == [2027, 2028]

    def test_posted_twice_is_one_version(self, chief: Office) -> None:
        form = typed(looked(chief, CALENDAR, **TAKEN), "save", reason="Theo thông báo")
        first, second = sent(chief, CALENDAR, form), sent(chief, CALENDAR, form)
        assert (first.status, second.status, number(chief)) == (200, 200, 2)


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("typed_in", "field", "said"),
        [
            ({ANNOUNCED: "yes"}, SOURCE, "xin ghi số, ngày của văn bản thông báo"),
            ({SOURCE: "TB 15"}, SOURCE, "xin đánh dấu “Đã có thông báo chính thức”"),
            ({**TAKEN, f"{KINGS}.first": ""}, f"{KINGS}.first", "xin ghi ngày, hoặc đánh dấu bỏ"),
            ({**TAKEN, f"{KINGS}.first": "giỗ tổ"}, f"{KINGS}.first", "không phải một ngày"),
            ({**TAKEN, f"{KINGS}.last": "3/4/2028"}, f"{KINGS}.first", "ngày cuối phải sau"),
            ({**TAKEN, f"{KINGS}.first": "4/4/2029"}, "years.2028", "không thuộc năm này"),
            ({f"{KINGS}.first": "giỗ tổ"}, f"{KINGS}.first", "không phải một ngày"),
            (
                {"years.2028.off.2028-01-24.remove": "yes", f"{KINGS}.first": "giỗ tổ", **TAKEN},
                f"{KINGS}.first",
                "không phải một ngày",
            ),
        ],
    )
    def test_is_said_beside_its_field_and_nothing_is_lost(
        self, chief: Office, typed_in: dict[str, str], field: str, said: str
    ) -> None:
        page = looked(chief, CALENDAR, **typed_in)
        assert page.status == 422
        assert said in page.page.text
        assert f'id="{field}-wrong"' in page.body
        for name, value in typed_in.items():
            assert name.endswith((".announced", ".remove")) or page.page.value(name) == value
        assert number(chief) == 1

    def test_is_said_beside_a_computed_year_while_another_is_taken_over(
        self, chief: Office
    ) -> None:
        saved_first = {"years.2027.off.2027-04-16.name": "Giỗ Tổ"}
        assert save(chief, CALENDAR, **saved_first).status == 200
        taken = {"years.2027.announced": "yes", "years.2027.source": "Thông báo 3"}
        page = looked(chief, CALENDAR, **taken, **{f"{KINGS}.first": "giỗ tổ"})
        assert f'id="{KINGS}.first-wrong"' in page.body

    def test_is_not_that_somebody_else_has_taken_it_over_meanwhile(
        self, chief: Office, december: Deployment
    ) -> None:
        """What was typed into the proposal is then typed into the announced year."""
        mine = looked(chief, CALENDAR, **TAKEN, **{f"{KINGS}.name": "Giỗ Tổ 10/3"})
        save(Office(december, SON), CALENDAR, **TAKEN)
        again = chief.post(CALENDAR, typed(mine, "save", reason="Theo thông báo"))
        assert again.status == 422
        assert "bản khác đã được lưu" in again.body
        assert again.page.value(f"{KINGS}.name") == "Giỗ Tổ 10/3"
        assert sent(chief, CALENDAR, typed(again, "save", reason="Tên")).status == 200
        assert [year.year for year in days().years].count(2028) == 1
        assert "Giỗ Tổ 10/3" in {one.name for one in off(2028)}


class TestAYearOfAnUnknownMoon:
    TET, KINGS = "years.2061.off.undated-0", "years.2061.off.undated-1"

    @pytest.fixture
    def chief(self, december: Deployment) -> Office:
        december.at = december.at.replace(year=2060)
        return Office(december, CHIEF)

    def test_is_said_plainly_and_not_guessed(self, chief: Office) -> None:
        page = chief.get(CALENDAR)
        assert "Hệ thống chưa có âm lịch năm 2061" in page.page.text
        assert page.page.value(f"{self.TET}.name") == "Tết Nguyên đán"
        assert page.page.value(f"{self.TET}.first") == ""
        assert calendar().is_working_day(date(2061, 1, 21))

    def test_is_not_announced_without_the_days_that_were_not_known(self, chief: Office) -> None:
        page = looked(chief, CALENDAR, **TAKEN_2061, **{f"{self.KINGS}.first": "31/3/2061"})
        assert f'id="{self.TET}.first-wrong"' in page.body
        assert "xin ghi ngày" in page.page.text
        days_of_tet = {f"{self.TET}.first": "19/1/2061", f"{self.TET}.last": "25/1/2061"}
        kings = {f"{self.KINGS}.remove": "yes"}
        assert save(chief, CALENDAR, **TAKEN_2061, **days_of_tet, **kings).status == 200
        assert "Tết Nguyên đán" in {one.name for one in off(2061)}
        assert "Giỗ Tổ Hùng Vương" not in {one.name for one in off(2061)}

    def test_keeps_asking_for_them_while_it_is_an_estimate(self, chief: Office) -> None:
        new = {"years.2061.off.+.first": "3/3/2061", "years.2061.off.+.name": "nghỉ thêm"}
        assert save(chief, CALENDAR, **new, **{f"{self.TET}.first": "19/1/2061"}).status == 200
        page = chief.get(CALENDAR)
        assert "chưa biết ngày Giỗ Tổ Hùng Vương" in page.page.text
        assert "Hệ thống chưa có âm lịch năm 2061" in page.page.text
        assert not calendar().is_working_day(date(2061, 1, 19))
        assert not calendar().is_working_day(date(2061, 3, 3))


class TestWhatBelongsTogether:
    def test_the_mail_the_due_time_and_the_page_until_it_is_announced(
        self, chief: Office, december: Deployment
    ) -> None:
        december.at = december.at.replace(month=12, day=30, hour=9)
        december.sms()
        assert december.notifications()
        [clock] = december.file().case.clocks
        assert clock.due_at.date() > date(2028, 1, 3)  # nobody counts the day made up for 1 January
        assert clock.provisional
        december.at = december.at.replace(day=31, hour=7)
        december.digest()
        december.deliver()
        told = december.mails(CHIEF)[-1].text
        assert "CHƯA CÓ LỊCH NGHỈ LỄ NĂM 2027 (đang dùng lịch ước tính), 2028 (đang" in told
        assert "mở Cài đặt, Lịch làm việc: ngày nghỉ dự kiến đã ghi sẵn" in told
        chief = Office(december, CHIEF)
        both = {"years.2027.announced": "yes", "years.2027.source": "Thông báo 3"}
        seen = looked(chief, CALENDAR, **TAKEN, **both)
        assert "Không hồ sơ nào đổi thời hạn" in seen.body
        assert sent(chief, CALENDAR, typed(seen, "save", reason="Theo thông báo")).status == 200
        december.at += timedelta(hours=1)
        december.escalate()
        [after] = december.file().case.clocks
        assert (after.due_at, after.provisional) == (clock.due_at, False)


def test_an_estimate_that_an_older_release_has_shipped_is_taken_over_as_before(
    december: Deployment, clock: saved.Clock
) -> None:
    """It stands in the calendars that bodies have saved."""
    reader = wiring.settings_files()
    off_then = [{"first": "2028-01-26", "name": "Tết"}, {"first": "2028-03-01", "name": "lụt"}]
    row = {"year": 2028, "source": "ước tính", "off": off_then}
    edit = Edit(FILE, ("estimated", 0), row)
    saved.save(reader.edited(reader.shipped("langson"), [edit]))
    clock.later()
    chief = Office(december, CHIEF)
    gone = {"years.2028.off.2028-03-01.remove": "yes"}
    assert save(chief, CALENDAR, **TAKEN, **gone).status == 200
    assert [one.name for one in off(2028)] == ["Tết"]
    assert days().estimated == ()
