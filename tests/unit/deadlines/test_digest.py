"""What the digest says: late, due today, waiting; codes and counts, nobody's name or words."""

from dataclasses import replace
from datetime import datetime

import pytest

from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.case.commands import AskTime
from chalicelib.domain.case.workflow import State
from chalicelib.domain.deadlines import digest
from chalicelib.domain.deadlines.board import row_of
from chalicelib.domain.deadlines.digest import Tally
from chalicelib.domain.formats import codes
from chalicelib.domain.notifications.notifications import Medium, Notification
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time.clocks import WORKING_HOURS
from chalicelib.domain.todos.table import Todo
from tests.support.cases import (
    AUTHORITY,
    CALENDAR,
    LIGHTS,
    TOWN,
    VN,
    after,
    answered,
    assigned,
    at,
    by_agency,
    case,
    done,
)

CODES = [codes.make(number) for number in range(10_000_000, 10_000_090)]
LIGHTS_NAME, TOWN_NAME = (AUTHORITY.agency(a).name for a in (LIGHTS, TOWN))


def coded(file: CaseFile, number: int) -> CaseFile:
    return replace(file, case=replace(file.case, code=CODES[number]))


def tally(now: datetime, *files: CaseFile) -> Tally:
    found = Tally()
    for number, file in enumerate(files):
        digest.count(found, row_of(coded(file, number)), AUTHORITY, CALENDAR, now)
    return found


def lines(now: datetime, *files: CaseFile, missing: tuple[int, ...] = ()) -> list[str]:
    return digest.chief_lines(tally(now, *files), AUTHORITY, missing).splitlines()


UNASSIGNED = CaseFile(case=case())
GROUPED = CaseFile(case=case(flood="another"))
BOTH = assigned((LIGHTS, TOWN), at(17))


def test_the_chief_reads_what_is_late_due_today_and_waits_for_whom():
    one = assigned((LIGHTS,), at(17))
    half = after(BOTH, answered(BOTH, LIGHTS, at(18)))
    said = lines(at(24, 7), UNASSIGNED, one, half)
    assert said == [
        "QUÁ HẠN:",
        "– Giao việc: 1",
        f"+ quá hạn 2 ngày làm việc: {codes.grouped(CODES[0])}",
        "– Cơ quan trả lời: 1",
        f"+ {LIGHTS_NAME}, quá hạn 1 ngày làm việc: {codes.grouped(CODES[1])}",
        "",
        "Đến hạn hôm nay:",
        "– Trả lời người phản ánh: 1",
        f"+ {codes.grouped(CODES[1])}",
        "",
        "Đang chờ xử lý:",
        "– Đã tiếp nhận, chờ phân loại: Hoàng Minh Nghĩa 1",
        f"– Đã giao, đang giải quyết: {TOWN_NAME} 1; {LIGHTS_NAME} 1",
    ]


def test_a_matter_that_waits_for_the_chiefs_decision_is_counted_with_the_chief():
    file = assigned((LIGHTS,), at(17))
    ask = AskTime(agency=LIGHTS, reason="Chờ", until=at(6, month=2).date(), name="A", title="B")
    file = done(file, by_agency(LIGHTS), at(18), ask)
    proposed = CaseFile(case=case(State.PROPOSED))
    leader = CaseFile(case=case(State.DIRECTION, asked_leader="chu-tich"))
    said = lines(at(18, 7), file, proposed, leader)
    assert f"– Đã giao, đang giải quyết: {AUTHORITY.chief.name} 1" in said
    assert f"– Đã đề xuất, chờ giao việc: {AUTHORITY.chief.name} 1" in said
    assert "– Chờ ý kiến chỉ đạo: Chủ tịch UBND thành phố 1" in said


def test_nothing_open_is_nothing_to_say():
    assert lines(at(18, 7)) == []


def test_a_long_list_names_the_first_codes_and_counts_the_rest():
    found = tally(at(23, 7), *[UNASSIGNED] * 60)
    assert found.late["assign"].count == 60
    said = lines(at(23, 7), *[UNASSIGNED] * 60)
    head = said.index("– Giao việc: 60")
    assert said[head + 1].startswith("+ quá hạn 1 ngày làm việc: ")
    assert said[head + 1].count(";") == 49  # what is as late stands in one line
    assert said[head + 2] == "+ và 10 việc khác"


@pytest.mark.parametrize(
    ("now", "listed"),
    [(at(23, 7), []), (at(24, 7), [LIGHTS, TOWN]), (at(3, 7, month=2), [LIGHTS, TOWN])],
)
def test_an_agency_is_told_from_the_working_day_before_its_answer_is_due(now, listed):
    assert sorted(tally(now, BOTH).agencies) == sorted(listed)  # due on the 25th


def test_an_agency_reads_when_each_is_due_or_how_late_it_is():
    for now, expected in [
        (at(25, 7), "hạn trả lời 17:00 ngày 25/01/2017."),
        (at(3, 7, month=2), "QUÁ HẠN 2 ngày làm việc (hạn trả lời 17:00 ngày 25/01/2017)."),
    ]:
        (item,) = tally(now, BOTH).agencies[LIGHTS].items
        line = digest.agency_line(item, AUTHORITY, CALENDAR)
        assert line == f"{codes.grouped(CODES[0])}: {expected}"


def test_what_is_due_within_hours_is_told_with_its_minute():
    row, found = row_of(BOTH), Tally()
    in_hours = tuple(replace(clock, unit=WORKING_HOURS) for clock in row.running)
    digest.count(found, replace(row, running=in_hours), AUTHORITY, CALENDAR, at(25, 7))
    assert [item.unit for item in found.agencies[LIGHTS].items] == [WORKING_HOURS]


def mailed(file: CaseFile, agency: str, **values: object) -> Notification:
    """That the agency was asked for its answer, by a link that lasts long enough."""
    usual = {"todo": Todo.ANSWER, "link": f"link-{agency}", "link_expires_at": at(30, month=3)}
    usual |= {"planned_at": at(17)}
    return Notification(
        id=agency,
        case=file.case.code,
        authority=AUTHORITY.id,
        kind="assigned",
        medium=Medium.MAIL,
        to=Receiver.AGENCY,
        who=agency,
        wait_at=None,
        **(usual | values),
    )


ASKED = [mailed(BOTH, LIGHTS), mailed(BOTH, TOWN)]
DUE = at(25, 7)


@pytest.mark.parametrize(
    ("now", "notifications", "found"),
    [
        (DUE, ASKED, [f"link-{LIGHTS}", f"link-{TOWN}"]),
        (at(18, 7), ASKED, []),  # not to be answered soon
        (DUE, [*ASKED, mailed(BOTH, TOWN, link="newer")], [f"link-{LIGHTS}", "newer"]),
        (DUE, [*ASKED, mailed(BOTH, TOWN, todo=Todo.VIEW)], [f"link-{LIGHTS}", f"link-{TOWN}"]),
        (DUE, ASKED[:1], [f"link-{LIGHTS}"]),
        (DUE, [ASKED[0], mailed(BOTH, TOWN, link_expires_at=at(2, month=2))], [f"link-{LIGHTS}"]),
        (DUE, [ASKED[0], mailed(BOTH, TOWN, planned_at=at(16))], [f"link-{LIGHTS}"]),
    ],
    ids=[
        "each its own",
        "time left",
        "the last",
        "another to-do",
        "none",
        "too short",
        "an earlier round",
    ],
)
def test_an_agencys_digest_leads_to_the_link_it_was_last_asked_by(now, notifications, found):
    row = row_of(BOTH, notifications)
    assert sorted(digest.links(row, CALENDAR, now)) == sorted(found)


def test_a_link_that_is_not_open_any_more_is_not_shown():
    row, found = row_of(BOTH, ASKED), Tally()
    digest.count(found, row, AUTHORITY, CALENDAR, DUE, {f"link-{TOWN}"})
    assert {agency: listing.items[0].link for agency, listing in found.agencies.items()} == {
        LIGHTS: "",
        TOWN: f"link-{TOWN}",
    }


def test_an_agency_that_has_answered_reads_nothing():
    half = after(BOTH, answered(BOTH, LIGHTS, at(18)))
    assert list(tally(at(25, 7), half).agencies) == [TOWN]


@pytest.mark.parametrize(
    ("now", "missing"),
    [
        (datetime(2026, 11, 30, 23, 59, tzinfo=VN), ()),
        (datetime(2026, 12, 1, 0, 0, tzinfo=VN), (2027,)),
        (datetime(2025, 12, 1, 7, 0, tzinfo=VN), ()),
        (datetime(2027, 3, 1, 7, 0, tzinfo=VN), (2027,)),
        (datetime(2027, 12, 1, 7, 0, tzinfo=VN), (2027, 2028)),
    ],
)
def test_a_year_is_missed_from_the_first_of_december_before_it(now, missing):
    assert digest.missing_years(CALENDAR, now) == missing


def test_a_missing_year_is_said_even_when_nothing_else_is():
    (line,) = lines(at(18, 7), missing=(2027,))
    assert "CHƯA CÓ LỊCH NGHỈ LỄ NĂM 2027" in line
    assert "0 hồ sơ" in line


def test_a_year_that_is_only_estimated_is_still_missing_its_announcement_and_said_as_estimated():
    said = digest.chief_lines(Tally(), AUTHORITY, (2027, 2028), CALENDAR.estimated)
    assert "NĂM 2027 (đang dùng lịch ước tính), 2028 (đang dùng lịch ước tính):" in said


def test_a_year_beyond_the_known_moon_is_not_called_estimated():
    said = digest.chief_lines(Tally(), AUTHORITY, (2060, 2061), CALENDAR.estimated)
    assert "2060 (đang dùng lịch ước tính), 2061 (chưa có âm lịch, chưa tính Tết" in said


def test_what_an_agency_is_told_in_the_morning_says_that_a_date_is_provisional():
    due = datetime(2027, 1, 5, 17, tzinfo=VN)
    items = [digest.Item(code=CODES[0], due_at=due, provisional=marked) for marked in (True, False)]
    marked, plain = (digest.agency_line(item, AUTHORITY, CALENDAR) for item in items)
    assert "17:00 ngày 05/01/2027 (tạm tính)" in marked
    assert "tạm tính" not in plain


def test_the_flood_of_a_sender_counts_once_as_on_the_board():
    assert lines(at(24, 7), UNASSIGNED, GROUPED) == lines(at(24, 7), UNASSIGNED)
    assert tally(at(24, 7), UNASSIGNED, GROUPED).seen == CODES[:1]


CHIEF_MAIL, OWNER_MAIL = (Receiver.OFFICER, AUTHORITY.chief.id), (Receiver.OFFICER, "nghia")
AGENCY_MAIL = (Receiver.AGENCY, LIGHTS)


@pytest.mark.parametrize(
    ("to", "now", "says"),
    [
        (CHIEF_MAIL, at(20, 7), False),  # the agency's share is due on the 23rd, a Monday
        (CHIEF_MAIL, at(23, 7), True),
        (CHIEF_MAIL, at(24, 7), True),
        ((Receiver.CHIEF, AUTHORITY.chief.id), at(23, 7), True),
        (OWNER_MAIL, at(24, 7), False),
        ((Receiver.LEADER, AUTHORITY.chief.id), at(24, 7), False),
        (AGENCY_MAIL, at(19, 7), False),
        (AGENCY_MAIL, at(20, 7), True),
        (AGENCY_MAIL, at(24, 7), True),
        ((Receiver.AGENCY, TOWN), at(24, 7), False),
    ],
)
def test_the_digest_says_what_is_due_today_to_the_chief_and_what_is_due_tomorrow_to_its_agency(
    to, now, says
):
    clock = assigned((LIGHTS,), at(17)).assignments[0].clock
    assert clock.due_at == at(23, 17)
    assert digest.says_of(clock, *to, AUTHORITY, CALENDAR, now) is says


def test_what_is_about_the_chief_is_seen_and_not_counted():
    found = tally(at(24, 7), CaseFile(case=case(recused=(AUTHORITY.chief.id,))))
    assert found.seen == [CODES[0]]
    assert (found.late, found.today, found.waiting, found.agencies) == ({}, {}, {}, {})


def test_an_exercise_counts_nowhere_and_is_not_said_to_have_been_counted():
    late = assigned((LIGHTS,), at(17))
    exercise = replace(late, case=replace(late.case, training=True))
    now = at(24, 7)
    assert tally(now, late).late
    found = tally(now, exercise)
    assert (found.late, found.today, found.waiting, found.agencies) == ({}, {}, {}, {})
    assert found.seen == []  # or the ladder would spare its reminders
    assert tally(now, late, exercise).waiting == tally(now, late).waiting
