"""The office changes its own settings: seen first, then saved, then what holds."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest

from chalicelib import wiring
from tests.support import saved
from tests.support.deployment import Deployment
from tests.support.office import CHIEF, NGHIA, Office
from tests.support.settings_pages import (
    AGENCIES,
    AWAY,
    CALENDAR,
    HOURS,
    LADDERS,
    PEOPLE,
    REPORTS,
    SON,
    looked,
    number,
    save,
    sent,
    typed,
)


@pytest.fixture
def chief(clock: saved.Clock, deployment: Deployment) -> Office:
    return Office(deployment, CHIEF)


@pytest.fixture
def officer(clock: saved.Clock, deployment: Deployment) -> Office:
    return Office(deployment, NGHIA)


class TestAChange:
    def test_is_shown_with_what_it_does_before_anything_is_saved(self, chief: Office) -> None:
        seen = looked(chief, HOURS, **{"hours.closes": "16:30"})
        assert "17:00" in seen.body
        assert "16:30" in seen.body
        assert "Không hồ sơ nào đổi thời hạn" in seen.body
        assert number(chief) == 1

    def test_holds_within_half_a_minute_and_the_history_names_its_version(
        self, chief: Office, clock: saved.Clock, deployment: Deployment
    ) -> None:
        deployment.sms()
        assert [event.settings for event in deployment.file().history] == [1]
        assert save(chief, HOURS, **{"hours.closes": "16:30"}).status == 200
        assert number(chief) == 2
        deployment.escalate()
        assert {event.settings for event in deployment.file().history} == {1, 2}

    def test_needs_a_reason_and_loses_nothing_without(self, chief: Office) -> None:
        again = save(chief, HOURS, reason="", **{"hours.closes": "16:30"})
        assert again.status == 422
        assert "Xin ghi lý do" in again.body
        assert 'value="16:30"' in again.body
        assert number(chief) == 1

    def test_posted_twice_is_one_version(self, chief: Office) -> None:
        seen = looked(chief, HOURS, **{"hours.closes": "16:30"})
        form = typed(seen, "save", reason="Mùa đông")
        first, second = sent(chief, HOURS, form), sent(chief, HOURS, form)
        assert (first.status, second.status, number(chief)) == (200, 200, 2)
        assert first.page.text == second.page.text

    def test_that_changes_nothing_says_so(self, chief: Office) -> None:
        assert "Chưa sửa gì" in looked(chief, HOURS).body

    @pytest.mark.parametrize(
        ("address", "field", "wrong", "said"),
        [
            (HOURS, "hours.closes", "06:00", "giờ đóng phải sau giờ mở"),
            (HOURS, "hours.opens", "sáng sớm", "không đọc được giá trị này"),
            (PEOPLE, "officers.son.mail", "son at office", "không phải địa chỉ thư điện tử"),
            (PEOPLE, "officers.son.mail", NGHIA, "hai người cùng dùng địa chỉ"),
            (PEOPLE, "officers.son.phone", "12", "không phải số điện thoại"),
            (PEOPLE, "officers.truong.role", "officer", "đúng một Chánh Văn phòng"),
            (AGENCIES, "agencies.y-te.short", "Phòng Y tế", "phải viết không dấu"),
            (CALENDAR, "years.2017.off.2017-01-02.first", "2/1/2018", "không thuộc năm này"),
            (CALENDAR, "swapped.+.day", "không nhớ", "không phải một ngày"),
        ],
    )
    def test_that_is_wrong_is_said_beside_its_field_and_nothing_is_lost(
        self, chief: Office, address: str, field: str, wrong: str, said: str
    ) -> None:
        page = looked(chief, address, **{field: wrong})
        assert page.status == 422
        assert said in page.page.text
        assert f'value="{wrong}"' in page.body or f'value="{wrong}" selected' in page.body
        assert number(chief) == 1

    def test_made_while_somebody_else_saved_is_shown_again_and_then_holds_with_theirs(
        self, chief: Office, deployment: Deployment
    ) -> None:
        other = Office(deployment, SON)
        mine = looked(chief, HOURS, **{"hours.closes": "16:30"})
        save(other, HOURS, **{"hours.opens": "07:30"})
        again = chief.post(HOURS, typed(mine, "save", reason="Mùa đông"))
        assert again.status == 422
        assert "bản khác đã được lưu" in again.body
        assert 'value="16:30"' in again.body
        assert sent(chief, HOURS, typed(again, "save", reason="Mùa đông")).status == 200
        hours = wiring.live().current(at_once=True).made.authority.hours
        assert (f"{hours.opens:%H:%M}", f"{hours.closes:%H:%M}") == ("07:30", "16:30")

    def test_of_a_session_that_has_ended_is_kept_for_its_author(
        self, chief: Office, deployment: Deployment
    ) -> None:
        form = typed(looked(chief, HOURS, **{"hours.closes": "16:30"}), "save", reason="Mùa đông")
        deployment.later(hours=3)
        asked = chief.post(HOURS, form)
        assert 'name="mail"' in asked.body
        assert "giu-" in asked.headers["Set-Cookie"]
        assert number(chief) == 1


class TestASecondPerson:
    def test_confirms_who_acts_and_nobody_confirms_themselves(
        self, chief: Office, deployment: Deployment
    ) -> None:
        waits = save(chief, PEOPLE, **{"officers.thuy.title": "Chuyên viên Đất đai"})
        assert number(chief) == 1
        assert "Chờ một lãnh đạo Văn phòng khác xác nhận" in waits.body
        [address] = set(re.findall(r"/van-phong/cai-dat/de-xuat/[\w-]+", waits.body))
        assert "không tự xác nhận" in chief.post(address, [("action", "confirm")]).body
        second = Office(deployment, SON)
        assert address in second.get("/van-phong/cai-dat").body
        assert sent(second, address, [("action", "confirm")]).status == 200
        assert number(chief) == 2
        assert chief.get(address).status == 404

    def test_is_needed_for_whatever_an_officer_changes(self, officer: Office) -> None:
        waits = save(officer, HOURS, **{"hours.closes": "16:30"})
        assert number(officer) == 1
        [address] = set(re.findall(r"/van-phong/cai-dat/de-xuat/[\w-]+", waits.body))
        assert "không tự xác nhận" in officer.post(address, [("action", "confirm")]).body
        assert sent(officer, address, [("action", "withdraw")]).status == 200
        assert officer.get(address).status == 404

    def test_finds_it_stale_if_another_version_was_saved_since(
        self, officer: Office, deployment: Deployment
    ) -> None:
        waits = save(officer, HOURS, **{"hours.closes": "16:30"})
        [address] = set(re.findall(r"/van-phong/cai-dat/de-xuat/[\w-]+", waits.body))
        chief = Office(deployment, CHIEF)
        save(chief, HOURS, **{"hours.opens": "07:30"})
        again = chief.post(address, [("action", "confirm")])
        assert "xin để người đề nghị lập lại" in again.body.lower()
        assert number(chief) == 2


class TestVersions:
    def test_say_who_why_and_what_and_lead_back_in_one_click(self, chief: Office) -> None:
        save(chief, HOURS, reason="Giờ mùa đông", **{"hours.closes": "16:30"})
        listed = chief.get("/van-phong/cai-dat/phien-ban")
        assert "Giờ mùa đông" in listed.body
        assert "Trần Lệnh Trưởng" in listed.body
        first = chief.get("/van-phong/cai-dat/phien-ban/1")
        assert "Dùng lại bản 1" in first.body
        made = sent(chief, "/van-phong/cai-dat/phien-ban/1", typed(first, "", reason="Nhầm"))
        assert "Đóng lúc" in made.body
        live = wiring.live().current(at_once=True)
        assert (live.number, f"{live.made.authority.hours.closes:%H:%M}") == (3, "17:00")
        assert "như bản 1" in chief.get("/van-phong/cai-dat/phien-ban").body

    def test_unknown_ones_are_not_there(self, chief: Office) -> None:
        for wanted in ("0", "7", "x", "1e3", "9" * 30):
            assert chief.get(f"/van-phong/cai-dat/phien-ban/{wanted}").status == 404


class TestWords:
    TEXT = "/van-phong/cai-dat/cau-chu/sms.received"

    def test_are_found_and_changed_and_a_text_says_in_how_many_parts_it_goes(
        self, chief: Office
    ) -> None:
        found = chief.get("/van-phong/cai-dat/cau-chu?tim=" + quote("tra cứu"))
        assert found.status == 200
        text = wiring.live().current().made.authority.texts["sms.received"]
        shorter = text.replace("{hotline}", "{hotline}").replace("UBND TPLS", "{brand}")
        seen = looked(chief, self.TEXT, text=shorter.replace("Da", "Đã"))
        assert seen.status in (200, 422)

    def test_keep_their_placeholders(self, chief: Office) -> None:
        wrong = looked(chief, self.TEXT, text="UBND TPLS: Đã nhận {name}.")
        assert "câu này không có dữ liệu {name}" in wrong.page.text
        assert "Đã nhận {name}." in wrong.body

    def test_that_are_too_long_for_a_text_are_refused(self, chief: Office) -> None:
        wrong = looked(chief, self.TEXT, text="UBND TPLS: " + "đã nhận phản ánh " * 12)
        assert "quá dài cho một tin nhắn" in wrong.page.text


class TestFiles:
    def test_are_changed_as_they_are_written_and_problems_name_their_line(
        self, chief: Office
    ) -> None:
        text = chief.get(LADDERS).page.value("text")
        wrong = looked(chief, LADDERS, text=text.replace("08:00 due", "soon", 1))
        assert wrong.status == 422
        assert "ladders.yaml:" in wrong.body
        good = save(chief, LADDERS, text=text.replace('"08:00 due"', '"09:00 due"', 1))
        assert good.status == 200
        assert number(chief) == 2


class TestAnAbsence:
    def test_is_added_where_there_was_none_and_its_people_are_named(self, chief: Office) -> None:
        seen = looked(
            chief,
            AWAY,
            **{
                "absences.+.who": "thuy",
                "absences.+.first": "18/1/2017",
                "absences.+.until": "19/1/2017",
                "absences.+.by": "nghia",
            },
        )
        assert seen.status == 200, seen.page.text
        assert "Hoàng Minh Nghĩa" in seen.body.partition('id="preview"')[2]
        assert "18/01/2017" in seen.body.partition('id="preview"')[2]

    def test_that_ends_before_it_begins_is_refused_beside_its_end(self, chief: Office) -> None:
        wrong = looked(
            chief,
            AWAY,
            **{
                "absences.+.who": "thuy",
                "absences.+.first": "18/1/2017",
                "absences.+.until": "17/1/2017",
                "absences.+.by": "nghia",
            },
        )
        assert "ngày cuối phải sau ngày đầu" in wrong.body
        assert 'id="absences.+.until-wrong"' in wrong.body


class TestPeriodsOfReports:
    def test_are_the_decrees_until_the_calendars_are_chosen(
        self, chief: Office, clock: saved.Clock
    ) -> None:
        assert wiring.services().rules.authority.reports.periods == "decree"
        assert save(chief, REPORTS, **{"reports.periods": "calendar"}).status == 200
        assert wiring.services().rules.authority.reports.periods == "calendar"

    def test_can_be_chosen_in_settings_from_before_there_was_a_choice(
        self, deployment: Deployment
    ) -> None:
        with saved.looking():
            files = dict(wiring.settings_files().shipped("langson"))
            [body] = [name for name, said in files.items() if "\nreports:" in said]
            files[body] = files[body].replace("reports:\n  periods: decree\n", "")
            saved.save(files)
            chief = Office(deployment, CHIEF)
            assert save(chief, REPORTS, **{"reports.periods": "calendar"}).status == 200
            assert wiring.services().rules.authority.reports.periods == "calendar"
