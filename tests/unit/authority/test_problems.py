"""A broken configuration says everything that is wrong with it, and where."""

from __future__ import annotations

import re
import shutil
import unicodedata
from datetime import date
from pathlib import Path

import pytest

from chalicelib.authority import ConfigurationError, calendar_of, load
from chalicelib.authority.documents import HERE
from chalicelib.domain.authority.roles import Role


class Copy:
    """The shipped files in a folder of their own, to be broken."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def edit(self, name: str, old: str, new: str) -> int:
        """Replaces the first `old`; gives the number of its line."""
        path = self.root / name
        text = path.read_text("utf-8")
        assert old in text, f"{old!r} is not in {name}"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return text[: text.index(old)].count("\n") + 1

    def problems(self, body: str = "langson") -> list[str]:
        with pytest.raises(ConfigurationError) as caught:
            load(body, self.root)
        return list(caught.value.problems)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    for folder in ("common", "langson", "kylua"):
        shutil.copytree(HERE / folder, tmp_path / folder)
    return Copy(tmp_path)


class TestTheCalendarFile:
    def test_an_estimated_years_days_are_off_but_its_dates_are_provisional(self) -> None:
        calendar = calendar_of("langson")
        assert 2027 not in calendar.years
        assert 2027 in calendar.estimated
        assert calendar.day_off_name(date(2027, 2, 8)) == "Tết Nguyên đán Đinh Mùi"
        assert calendar.is_provisional(date(2027, 2, 8), date(2027, 2, 8))

    @pytest.mark.parametrize("year", [2016, 2026, 2027, 2028, 2044, 2099])
    def test_the_days_that_the_law_fixes_are_off_in_any_year(self, year: int) -> None:
        calendar = calendar_of("langson")
        for month, day in ((1, 1), (4, 30), (5, 1), (9, 2)):
            assert not calendar.is_working_day(date(year, month, day))
            assert date(year, month, day) in calendar.days_off

    def test_a_day_that_the_law_has_fixed_since_a_year_is_worked_before_it(self) -> None:
        calendar = calendar_of("langson")
        assert calendar.is_working_day(date(2025, 11, 24))
        assert not calendar.is_working_day(date(2026, 11, 24))
        assert not calendar.is_working_day(date(2061, 11, 24))

    def test_what_replaces_one_on_a_weekend_is_off_if_announced_or_estimated(self) -> None:
        calendar = calendar_of("langson")
        for year in (2022, 2028):
            assert calendar.day_off_name(date(year, 1, 3)) == "nghỉ bù Tết Dương lịch"
        assert date(2061, 1, 1).weekday() == 5  # beyond what is known of the moon
        assert calendar.is_working_day(date(2061, 1, 3))

    def test_lunar_years_come_with_the_release_and_stand_in_no_calendar(self, copy: Copy) -> None:
        copy.edit(CALENDAR, "years:\n", "lunar: {}\nyears:\n")
        assert any("lunar is not known" in problem for problem in copy.problems())

    def test_a_body_may_have_a_calendar_of_its_own(self, copy: Copy) -> None:
        shutil.copy(copy.root / "common/calendar.yaml", copy.root / "kylua/calendar.yaml")
        own = '{first: 2026-11-24, name: "%s"}'
        copy.edit("kylua/calendar.yaml", own % "Văn hóa Việt Nam", own % "Hội của phường")
        festival = date(2026, 11, 24)
        assert calendar_of("kylua", copy.root).day_off_name(festival) == "Hội của phường"
        assert calendar_of("langson", copy.root).day_off_name(festival) == "Văn hóa Việt Nam"


BODY, PEOPLE, AGENCIES, TEXTS, LADDERS, CALENDAR, LUNAR = (
    "langson/authority.yaml",
    "langson/people.yaml",
    "langson/agencies.yaml",
    "common/texts.yaml",
    "common/ladders.yaml",
    "common/calendar.yaml",
    "common/lunar.yaml",
)
FORWARDED = '    leader: chu-tich\n    forwarded_to: "1202"'
FORM = [
    (BODY, 'place: "TP. Lạng Sơn"', 'plaec: "TP. Lạng Sơn"', "plaec is not known"),
    (BODY, "  assign: 3", '  assign: "3"', "terms.assign: '3' is no term such as 3 (working"),
    (BODY, 'opens: "07:00"', 'opens: "seven"', "hours.opens: Invalid isoformat string"),
    (BODY, "valid_from: 2017-01-16", "valid_from: soon", "soon is no date"),
    (BODY, "lines:", "lines: {}\nothers:", "lines must be a list"),
    (BODY, "id: langson", "id: langson\nid: langson", "id is there twice"),
    (BODY, "hours:\n", "hours: 7\nhours2:\n", "hours must be a mapping"),
    (TEXTS, 'name: "họ tên"', 'name: ["họ tên"]', "missing.name: Expected `str`"),
    (LADDERS, '"08:00 due", tell', '"soon", tell', "no moment"),
    (LADDERS, "tell: [owner, chief]", "tell: [owner, boss]", "'boss', which is no role"),
    (LADDERS, "clock: assign", "clock: asign", "rungs[0].clock: Invalid enum value"),
    (CALENDAR, "first: 2017-01-02", "first: 2018-01-02", "outside it or there twice"),
    (CALENDAR, "day: 2019-01-05", "day: 2019-01-07", "no weekend day"),
    (TEXTS, "họ tên", unicodedata.normalize("NFD", "họ tên"), "not in composed form"),
    (BODY, "  assign: 3", "  assign: 0wh", "terms.assign: '0wh' is no term"),
    (BODY, "  assign: 3", "  assign: -1", "terms.assign: -1 is no term"),
    (BODY, "  agency_reserve: 1", "  agency_reserve: 1wh", "'1wh' is no whole number"),
    (CALENDAR, 'day: "04-30"', 'day: "04-31"', "day is out of range"),
    (LUNAR, "first: 2027-02-06", "first: 2026-02-06", "outside it or there twice"),
]
MEANING = [
    (PEOPLE, "duty: nghia", "duty: nobody", "'nobody' is not among the officers"),
    (BODY, "abroad_a_day: 20", "abroad_a_day: -1", "no fewer texts than none"),
    (PEOPLE, "approver: chu-tich", "approver: x", "'x' is not among the leaders"),
    (PEOPLE, "chairman: chu-tich", "chairman: x", "'x' is not among the leaders"),
    (BODY, "    leader: chu-tich", "    leader: x", "'x' is not among the leaders"),
    (BODY, "    leader: chu-tich", FORWARDED, "'1202' is no number"),
    (BODY, "owner: thuy", "owner: x", "'x' is not among the officers"),
    (PEOPLE, "  - id: son", "  - id: truong", "officers: 'truong' is there twice"),
    (PEOPLE, "role: deputy", "role: boss", "'boss' is no role"),
    (AGENCIES, "kind: unit", "kind: planet", "'planet' is no kind of agency"),
    (AGENCIES, 'ward: "05992"', 'ward: "1"', "'1' is not among the wards"),
    (AGENCIES, 'short: "Phong Y te"', 'short: "Phòng Y tế"', "must be plain"),
    (BODY, "sms: redirected_complaint", "sms: nothing", "no text message 'nothing'"),
    (BODY, 'brand: "UBND TPLS"', 'brand: "UBND TP LANG SON"', "at most 11 characters"),
    (BODY, 'closes: "17:00"', 'closes: "06:00"', "end before they begin"),
    (BODY, 'rule: "A"', 'rule: "Z"', "neither A nor B"),
    (BODY, "Asia/Ho_Chi_Minh", "Asia/Saigon2", "no time zone"),
    (BODY, "agency_reserve: 1", "agency_reserve: 5", "reserve must be shorter"),
    (BODY, "abroad_a_day: 20", "abroad_a_day: -1", "no fewer texts than none"),
    (LADDERS, "id: assign-late,", "id: assign-today,", "'assign-today' is there twice"),
    (CALENDAR, "instead_of: 2019-04-29", "instead_of: 2019-04-26", "no day off"),
    (TEXTS, '  closed: "Kết', '  clothed: "Kết', "event.clothed is a text that nothing asks for"),
    (TEXTS, '"họ tên"', '""', "missing.name: the text is empty"),
    (TEXTS, "{agency} trả lời", "{agency} {code}", "{code} is not given to this text"),
    (TEXTS, "{agency} trả lời", "{agency", "event.answered: "),
    (TEXTS, "{agency} trả lời", "{agency!r}", "no plain placeholder"),
    (TEXTS, "Đã nhận phản", "Đã nhận và ghi sổ phản", "more than one segment"),
]


class TestBrokenFiles:
    @pytest.mark.parametrize(("file", "old", "new", "what"), [*FORM, *MEANING])
    def test_a_fault_is_named_with_its_file_and_line(
        self, copy: Copy, file: str, old: str, new: str, what: str
    ) -> None:
        line = copy.edit(file, old, new)
        matching = [p for p in copy.problems() if what in p]
        assert matching
        near = [int(re.match(r".+?\.yaml:(\d+): ", p)[1]) for p in matching]  # type: ignore[index]
        assert matching[0].startswith(f"{file}:")
        assert min(abs(n - line) for n in near) <= 6

    @pytest.mark.parametrize("rows", [FORM[:6], MEANING[:8]], ids=["form", "meaning"])
    def test_all_faults_are_named_at_once(
        self, copy: Copy, rows: list[tuple[str, str, str, str]]
    ) -> None:
        for file, old, new, _ in rows:
            if old in (copy.root / file).read_text("utf-8"):
                copy.edit(file, old, new)
        said = "\n".join(copy.problems())
        assert len(copy.problems()) >= len(rows)
        assert all(what in said for *_, what in rows[:5])

    def test_a_missing_text_is_named(self, copy: Copy) -> None:
        copy.edit(TEXTS, '  closed: "Kết thúc hồ sơ"\n', "")
        assert "langson/texts.yaml: the text event.closed is missing" in copy.problems()

    def test_a_missing_value_is_named(self, copy: Copy) -> None:
        copy.edit(PEOPLE, "approver: chu-tich", "# approver: chu-tich")
        assert any("approver is missing" in p for p in copy.problems())

    def test_there_must_be_exactly_one_chief(self, copy: Copy) -> None:
        copy.edit(PEOPLE, f"role: {Role.DEPUTY}", f"role: {Role.CHIEF}")
        assert any("exactly one chief, not 2" in p for p in copy.problems())

    def test_a_ladder_that_tells_a_deputy_needs_one(self, copy: Copy) -> None:
        copy.edit("kylua/people.yaml", "role: deputy", "role: officer")
        assert any("no deputy to tell" in p for p in copy.problems("kylua"))

    def test_what_is_no_yaml_is_named(self, copy: Copy) -> None:
        copy.edit(BODY, "hours:", "hours: [")
        assert any("no YAML" in p for p in copy.problems())

    def test_an_unknown_body_is_named(self, copy: Copy) -> None:
        assert copy.problems("atlantis") == ["atlantis/authority.yaml: there is no such file"]

    def test_the_folder_and_the_id_must_agree(self, copy: Copy) -> None:
        copy.edit(BODY, "id: langson", "id: hanoi")
        assert any("'hanoi' is not the folder's name" in p for p in copy.problems())

    def test_a_bodys_own_text_goes_over_the_common_one(self, copy: Copy) -> None:
        (copy.root / "langson/texts.yaml").write_text("event: {closed: Đã xong}", "utf-8")
        assert load("langson", copy.root).texts["event.closed"] == "Đã xong"
        assert load("kylua", copy.root).texts["event.closed"] == "Kết thúc hồ sơ"


SLOTS = 'slots: ["09:00", "11:30", "16:00"]'
LEADER = "    leader: chu-tich\n"


class TestTheDutyNumber:
    @pytest.mark.parametrize(
        ("number", "what"),
        [
            ("0900000110", "is no mobile number"),
            ("+842053876672", "is no mobile number"),
            ("+4915112345678", "is no mobile number"),
            ("+84886121666", "is the hotline's own"),
            ("+84886121999", "is the hotline's own"),  # the SIM of a telephone that sends
        ],
    )
    def test_it_is_a_mobile_in_this_country_and_none_of_our_own(
        self, copy: Copy, number: str, what: str
    ) -> None:
        copy.edit(
            BODY, '"dien-thoai", sender: "+84886121666"', '"dien-thoai", sender: "+84886121999"'
        )
        copy.edit(PEOPLE, '"+84900000110"', f'"{number}"')
        assert [problem for problem in copy.problems() if f"{number!r} {what}" in problem]

    def test_a_body_may_have_none(self) -> None:
        assert load("kylua").duty_number == ""


class TestTheTelephone:
    @pytest.mark.parametrize(
        ("old", "new", "what"),
        [
            (SLOTS, 'slots: ["9 giờ"]', "'9 giờ' is no time of day"),
            (SLOTS, "slots: []", "there is no time of day for a second call"),
            ("recorded: {}", 'recorded: {hello: "https://x/a.mp3"}', "'hello' is no sentence"),
            ("recorded: {}", 'recorded: {code: "https://x/a.mp3"}', "'code' is no sentence"),
            ("recorded: {}", 'recorded: {x.greeting: "https://x/a.mp3"}', "'x.greeting' is no"),
            ("recorded: {}", 'recorded: {greeting: "http://x/a.mp3"}', "is no plain https address"),
            (LEADER, f'{LEADER}    opens: "18:00"\n', "the line's hours end before they begin"),
            (LEADER, f"{LEADER}    approver: nobody\n", "'nobody' is not among the leaders"),
            (LEADER, f'{LEADER}    opens: "early"\n', "lines[0].opens"),
            (LEADER, f'{LEADER}    greeting: "{"xin chào " * 30}"\n', "at most 12"),
        ],
    )
    def test_what_would_fail_or_bore_a_caller_is_refused(
        self, copy: Copy, old: str, new: str, what: str
    ) -> None:
        copy.edit("langson/authority.yaml", old, new)
        assert [problem for problem in copy.problems() if what in problem]

    def test_a_person_may_have_spoken_a_prompt_for_all_lines_or_for_one(self, copy: Copy) -> None:
        said = '{name: "https://x/n.mp3", chu-tich.greeting: "https://x/g.mp3"}'
        copy.edit("langson/authority.yaml", "recorded: {}", f"recorded: {said}")
        assert len(load("langson", copy.root).voice.recorded) == 2


PHONE = '{gateway: "dien-thoai", sender: "+84886121666", answered: true, a_day: 200}'
PROVIDER = '- {gateway: "twilio"}'


class TestTexts:
    @pytest.mark.parametrize(
        ("old", "new", "what"),
        [
            (PHONE, '{gateway: "dien-thoai", networks: [vietel]}', "'vietel' is no network"),
            (PHONE, '{gateway: ""}', "'' is no gateway's name"),
            (PHONE, '{gateway: "Điện thoại"}', "'Điện thoại' is no gateway's name"),
            (PHONE, f'{{gateway: "{"x" * 31}"}}', "is no gateway's name"),
            (PHONE, '{gateway: "twilio"}', "'twilio' is there twice for the same networks"),
            (PHONE, '{gateway: "dien-thoai", a_day: -1}', "no fewer texts than none"),
            (PHONE, '{gateway: "dien-thoai", a_day: "200 tin"}', "'200 tin' is no whole number"),
            (PHONE, '{gateway: "dien-thoai", sender: "0886 121 666"}', "is neither a number such"),
            (PHONE, '{gateway: "dien-thoai", sender: "UBND TP LANG SON"}', "is neither a number"),
            (PHONE, '{gateway: "dien-thoai", sender: "UBND LẠNG"}', "is neither a number such"),
            (PHONE, '{gateway: "dien-thoai", sender: "…"}', "is neither a number such"),
            ('sender: "UBND TPLS"', 'sender: "UBND TP LANG SON"', "is neither a number such"),
            (PHONE, '{gateway: "dien-thoai", sender: "UBND LS", answered: true}', "is a name, whi"),
            (PHONE, '{gateway: "dien-thoai", answered: true}', "'UBND TPLS' is a name, which nob"),
            ("receives: []", "receives: [twilio, dien-thoai, twilio]", "'twilio' is named twice"),
            ("receives: []", 'receives: ["tổng đài"]', "'tổng đài' is no gateway's name"),
            ("cases_an_hour: 5", "cases_an_hour: 0", "1 to 128 texts an hour"),
            ("cases_an_hour: 5", "cases_an_hour: 129", "1 to 128 texts an hour"),
        ],
    )
    def test_what_would_keep_them_from_going_out_or_coming_in_is_refused(
        self, copy: Copy, old: str, new: str, what: str
    ) -> None:
        if old.startswith("cases"):
            copy.edit(BODY, "  receives:", f"  {old}\n  receives:")
        copy.edit(BODY, old, new)
        assert [problem for problem in copy.problems() if what in problem]

    def test_they_go_out_by_one_gateway_at_least(self, copy: Copy) -> None:
        text = (copy.root / BODY).read_text("utf-8")
        start, end = text.index("  routes:\n"), text.index("  receives:")
        written = f"{text[:start]}  routes: []\n{text[end:]}"
        (copy.root / BODY).write_text(written, "utf-8")
        assert [problem for problem in copy.problems() if "no route by which" in problem]

    @pytest.mark.parametrize(
        "good",
        [
            '{gateway: "a-2", networks: [viettel, itel, zalo, abroad, other], sender: "1022"}',
            '{gateway: "oa", networks: [zalo], answered: true}',  # answers the app's account
            '{gateway: "twilio", networks: [viettel]}',
            '{gateway: "dien-thoai", sender: "UBND-LS 2", a_day: 0}',
        ],
    )
    def test_a_gateway_may_serve_some_networks_and_send_as_a_number_or_a_name(
        self, copy: Copy, good: str
    ) -> None:
        copy.edit(BODY, PHONE, good)
        assert len(load("langson", copy.root).sms.routes) == 3


class TestTextsByABrandName:
    """Operators refuse a text by a registered name that does not begin with it (Decree
    91/2020/NĐ-CP asks for registered names; that it stands first is the operators' own rule)."""

    WITHOUT = ('received: "{brand}: Đã', 'received: "Đã')

    def test_begin_with_the_brand(self, copy: Copy) -> None:
        copy.edit(TEXTS, *self.WITHOUT)
        said = "sms.received does not begin with the brand 'UBND TPLS'"
        assert [problem for problem in copy.problems() if said in problem]

    def test_so_do_all_that_ship(self) -> None:
        for body in ("langson", "kylua"):
            authority = load(body)
            texts = {k: text for k, text in authority.texts.items() if k.startswith("sms.")}
            assert len(texts) > 20
            for key, text in texts.items():
                assert text.startswith(f"{authority.sms.brand}: "), key

    def test_need_not_where_only_numbers_send(self, copy: Copy) -> None:
        copy.edit(BODY, PROVIDER, '- {gateway: "twilio", sender: "+842053812664"}')
        copy.edit(TEXTS, *self.WITHOUT)
        assert load("langson", copy.root).texts["sms.received"].startswith("Đã nhận")
