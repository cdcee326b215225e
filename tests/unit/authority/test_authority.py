"""The shipped bodies: the notice's office, and a ward of today that shares no name with it."""

from __future__ import annotations

import re
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from chalicelib.authority import calendar_of, ladders_of, load
from chalicelib.authority import text_contract as wording
from chalicelib.authority.documents import HERE
from chalicelib.authority.loader import standing_words
from chalicelib.domain.authority.parts import Terms
from chalicelib.domain.authority.roles import Role
from chalicelib.domain.authority.texting import BY_PROVIDER, Route
from chalicelib.domain.case.workflow import State
from chalicelib.domain.formats import sms_length
from chalicelib.domain.time.clocks import SAME_DAY, WORKING_HOURS, ClockKind, Term

BODIES = ["langson", "kylua"]
every_body = pytest.mark.parametrize("body", BODIES)


class TestTheNoticesOffice:
    def test_a_ward_is_called_a_ward_and_a_commune_a_commune(self) -> None:
        named = load("langson").ward_named
        assert [named(n) for n in ("Tam Thanh", "Mai Pha")] == ["phường Tam Thanh", "xã Mai Pha"]
        assert [named(n) for n in ("", "Kỳ Lừa")] == ["", "Kỳ Lừa"]  # as it was put on file

    def test_the_task_force_has_the_notices_nine_members_in_their_order(self) -> None:
        assert [(o.name, o.title) for o in load("langson").officers] == [
            ("Trần Lệnh Trưởng", "Chánh Văn phòng"),
            ("Chu Đình Sơn", "Phó Chánh Văn phòng"),
            ("Bùi Thị Quỳnh Anh", "Phó Chánh Văn phòng"),
            ("Lăng Thị Trịnh", "Phó Chánh Văn phòng"),
            ("Hoàng Minh Nghĩa", "Chuyên viên Tiếp Công dân"),
            ("Hoàng Mạnh Trường", "Chuyên viên Kinh tế - Đô thị"),
            ("Dương Thị Thu Thủy", "Chuyên viên Xây dựng"),
            ("Lê Hồng Nhung", "Chuyên viên HĐND"),
            ("Nông Hồng Nhung", "Chuyên viên Văn hóa - Xã hội"),
        ]

    def test_the_head_of_office_is_the_chief_and_three_are_deputies(self) -> None:
        body = load("langson")
        assert body.chief.name == "Trần Lệnh Trưởng"
        assert [o.role for o in body.officers].count(Role.DEPUTY) == 3
        assert body.told_deputy.role == Role.DEPUTY
        first = next(o for o in body.officers if o.role == Role.DEPUTY)
        assert replace(body, deputy="").told_deputy == first

    def test_the_line_is_the_published_number(self) -> None:
        line = load("langson").line_of("+84886121666")
        assert (line.id, line.shown) == ("chu-tich", "0886.121.666")

    @pytest.mark.parametrize("number", ["0886.121.666", "84886121666", "sip:0886121666@trunk"])
    def test_the_line_is_known_and_nobodys_contact_in_any_spelling(self, number: str) -> None:
        authority = load("langson")
        second = replace(authority.lines[0], id="hai", number="(0205) 3.777.888")
        two = replace(authority, lines=(second, *authority.lines))
        assert two.line_of(number) == authority.lines[0]
        assert two.line_of("+842053777888") == two.line_of("0000") == second
        for own in (number, "02053777888", authority.sms.sender):
            assert two.reached_at(own) == two.texted_at(own) == ""

    def test_a_line_that_is_forwarded_is_known_by_both_its_numbers(self) -> None:
        authority = load("langson")
        second = replace(
            authority.lines[0], id="hai", number="+842053777888", forwarded_to="+12025550123"
        )
        two = replace(authority, lines=(*authority.lines, second))
        assert two.line_of("+842053777888") == two.line_of("+12025550123") == second
        assert [line.listed_as for line in two.lines] == ["+84886121666", "+12025550123"]
        assert two.reached_at("+12025550123") == ""

    def test_the_number_of_a_telephone_that_texts_go_by_is_our_own_too(self) -> None:
        authority, number = load("langson"), "+84886121999"
        assert authority.texted_at(number) == number
        route = Route(gateway="dien-thoai", sender=number)
        ours = replace(authority, sms=replace(authority.sms, routes=(*BY_PROVIDER, route)))
        assert ours.own_numbers == {"+84886121666", "UBND TPLS", number}
        assert ours.is_shared(number)
        for own in (number, "0886 121 999", "sip:0886121999@x"):
            assert ours.reached_at(own) == ours.texted_at(own) == ""

    def test_people_are_reached_at_telephones_and_texted_at_mobiles(self) -> None:
        authority = load("langson")
        assert authority.reached_at("0205 3 876 672") == "+842053876672"
        assert authority.texted_at("0205 3 876 672") == ""
        assert authority.texted_at("sip:0912345678@x") == authority.reached_at("912345678")
        for nobody in ("8086", "19001234", "VIETTEL", "anonymous", "+266696687", ""):
            assert authority.reached_at(nobody) == authority.texted_at(nobody) == ""

    def test_each_of_the_five_fields_has_its_specialist(self) -> None:
        body = load("langson")
        assert [f.id for f in body.fields] == ["S1", "S2", "S3", "S4", "S5"]
        assert len({body.owner_of(f.id).id for f in body.fields}) == 5

    def test_without_a_field_the_officer_who_receives_citizens_is_on_duty(self) -> None:
        assert load("langson").owner_of(None).title == "Chuyên viên Tiếp Công dân"

    def test_the_hours_and_terms_are_the_notices(self) -> None:
        body, calendar = load("langson"), calendar_of("langson")
        zone = ZoneInfo("Asia/Ho_Chi_Minh")
        assert calendar.opening_of(body.valid_from) == datetime(2017, 1, 16, 7, 0, tzinfo=zone)
        assert calendar.closing_of(body.valid_from) == datetime(2017, 1, 16, 17, 0, tzinfo=zone)
        terms = body.terms
        assert (terms.assign, terms.one_agency, terms.several_agencies) == (
            Term(3),
            Term(5),
            Term(7),
        )
        same_day = (terms.assign_urgent, terms.direct, terms.approve, terms.tell, terms.talk)
        assert set(same_day) == {SAME_DAY}
        assert terms == Terms()  # the defaults are the notice's

    def test_the_city_has_its_eight_wards_and_each_its_peoples_committee(self) -> None:
        body = load("langson")
        assert len(body.wards) == 8
        assert {a.ward for a in body.agencies if a.ward} == {w.code for w in body.wards}

    def test_complaints_complex_matters_and_others_competence_have_a_target(self) -> None:
        body = load("langson")
        assert [r.id for r in body.redirects] == ["complaint", "complex", "other_competence"]
        assert body.reception.unit == "Ban Tiếp công dân thành phố"

    def test_the_chairman_stands_at_the_top_and_approves(self) -> None:
        body = load("langson")
        assert body.head.title == "Chủ tịch UBND thành phố"
        assert body.approver == body.head.id


class TestAnotherBody:
    def test_a_ward_of_today_has_other_names_hours_and_no_reception_board(self) -> None:
        city, ward = load("langson"), load("kylua")
        assert ward.hours.opens != city.hours.opens
        assert ward.terms.assign == Term(8, WORKING_HOURS)
        assert ward.terms.assign_urgent == Term(4, WORKING_HOURS)
        assert "Ban Tiếp công dân" not in ward.reception.unit
        assert ward.message("redirected_complaint") != city.message("redirected_complaint")

    def test_no_text_names_a_body_so_that_all_serve_every_body(self) -> None:
        texts = "\n".join(load("kylua").texts.values())
        assert not re.search("Lạng Sơn|TPLS|thành phố|0886", texts)

    def test_both_share_the_holidays_but_not_the_hours(self) -> None:
        city, ward = calendar_of("langson"), calendar_of("kylua")
        assert ward.days_off == city.days_off
        assert ward.staffed_on_swapped_days
        assert not city.staffed_on_swapped_days


@every_body
class TestEveryBody:
    def test_invented_contacts_are_seen_to_be_invented(self, body: str) -> None:
        authority = load(body)
        people = [*authority.leaders, *authority.officers, *authority.agencies]
        mails = [p.mail for p in people] + [a.head_mail for a in authority.agencies]
        assert all(mail.endswith(".example") for mail in mails)
        assert all(p.phone.startswith("+84900000") for p in people)

    def test_all_texts_that_code_asks_for_are_there(self, body: str) -> None:
        assert wording.CONTRACT.keys() <= load(body).texts.keys()

    def test_texts_are_composed_and_without_stray_blanks(self, body: str) -> None:
        for key, text in load(body).texts.items():
            assert unicodedata.is_normalized("NFC", text), key
            assert text == text.strip(), key
            assert not re.search(r"  | \n|\n\n\n", text), key

    def test_the_bodys_own_words_are_filled_in(self, body: str) -> None:
        for key, text in load(body).texts.items():
            assert not wording.placeholders(text) & wording.STANDING, key

    def test_a_mail_has_its_link_on_a_line_of_its_own(self, body: str) -> None:
        for kind in wording.MAIL:
            assert load(body).texts[f"mail.{kind}.body"].split("\n").count("{url}") == 1, kind
            assert "{url}" not in load(body).texts[f"mail.{kind}.subject"]

    def test_letters_end_as_official_letters_do(self, body: str) -> None:
        for kind in wording.MAIL:
            text = load(body).texts[f"mail.{kind}.body"]
            assert text.startswith(("Kính gửi: ", "Kính trình: ")), kind
            assert text.endswith("Trân trọng./."), kind

    def test_no_agency_mail_carries_the_offices_summary(self, body: str) -> None:
        for kind in ("agency_assigned", "reminder_agency", "late_agency"):
            assert "summary" not in wording.CONTRACT[f"mail.{kind}.body"]

    @pytest.mark.parametrize("kind", wording.SMS)
    def test_each_text_message_carries_the_brand_and_fits_one_segment(
        self, body: str, kind: str
    ) -> None:
        authority = load(body)
        message = authority.message(kind, **authority.longest_words())
        assert sms_length.segments(message) == 1
        assert message.startswith(f"{authority.sms.brand}: ")

    @pytest.mark.parametrize("kind", ["received", "received_after_hours", "identity_missing"])
    def test_who_sends_a_message_is_told_to_answer_for_its_truth(
        self, body: str, kind: str
    ) -> None:
        words = dict.fromkeys(load(body).longest_words(), "1")  # however short the values are
        message = load(body).message(kind, **words)
        assert "chiu trach nhiem ve tinh trung thuc, chinh xac" in message

    def test_every_state_and_clock_has_a_name(self, body: str) -> None:
        texts = load(body).texts
        assert all(texts[f"state.{state}"] for state in State)
        assert all(texts[f"clock.{clock}"] for clock in ClockKind)

    def test_every_clock_has_a_ladder(self, body: str) -> None:
        assert {rung.clock for rung in ladders_of(body)} == set(ClockKind)

    def test_reading_it_again_gives_the_same_object(self, body: str) -> None:
        assert load(body) is load(body)


class TestTexts:
    def test_an_sms_prefers_accents_and_takes_them_off_where_they_do_not_fit(self) -> None:
        body = load("langson")
        words = {"code": "100 000 000"}
        assert body.message("redirected_other", other="Sở Y tế", **words) == (
            "UBND TPLS: 100 000 000 không thuộc thẩm quyền, xin liên hệ Sở Y tế."
        )
        assert body.message("redirected_other", other="Sở Nông nghiệp và Môi trường", **words) == (
            "UBND TPLS: 100 000 000 khong thuoc tham quyen, xin lien he "
            "So Nong nghiep va Moi truong."
        )

    def test_a_word_from_outside_is_never_read_as_a_placeholder(self) -> None:
        said = load("langson").text("event.answered", agency="{code}", late="")
        assert said == "{code} trả lời"

    def test_a_word_that_is_not_given_is_an_error(self) -> None:
        with pytest.raises(KeyError, match="agency"):
            load("langson").text("event.answered")


def test_standing_words_are_those_that_texts_may_use() -> None:
    assert standing_words(load("langson")).keys() == wording.STANDING


def test_importing_the_package_reads_nothing_and_imports_no_parser() -> None:
    code = "import sys, chalicelib.authority; print({'yaml', 'msgspec'} & set(sys.modules))"
    root = HERE.parents[1]
    said = subprocess.check_output([sys.executable, "-c", code], cwd=root, text=True)  # noqa: S603
    assert said.strip() == "set()"
