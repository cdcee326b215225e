"""The ladder: when each rung fires, that it fires once, and that an outage makes no flood."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.authority import calendar_of, ladders_of
from chalicelib.domain.time import ladder
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.time.ladder import Rung, parse

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
CALENDAR = calendar_of("langson")
RUNGS = ladders_of("langson")
AGENCY = ladder.of_clock(RUNGS, ClockKind.AGENCY)

SINCE = datetime(2017, 1, 1, tzinfo=HERE)
arrivals = st.integers(0, 3600 * 24).map(lambda hours: SINCE + timedelta(hours=hours))
dues = arrivals.map(lambda at: CALENDAR.due(at, 3))
clocks = st.sampled_from(list(ClockKind))


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=HERE)


def when(text: str, due: str) -> datetime:
    return parse(text).moment(at(due), CALENDAR)


class TestMoments:
    @pytest.mark.parametrize(
        ("text", "moment"),
        [
            ("08:00 due", "2017-01-25T08:00"),
            ("15:00 due", "2017-01-25T15:00"),
            ("08:00 due-1wd", "2017-01-24T08:00"),
            ("08:00 due-3wd", "2017-01-20T08:00"),
            ("08:00 due+1wd", "2017-02-02T08:00"),
            ("opening", "2017-02-02T07:00"),
            ("opening+1wd", "2017-02-03T07:00"),
            ("opening+2wd", "2017-02-06T07:00"),
        ],
    )
    def test_moments_step_over_tet(self, text: str, moment: str) -> None:
        assert when(text, "2017-01-25T17:00") == at(moment)

    @pytest.mark.parametrize(
        ("started", "moment"),
        [
            ("2017-01-25T09:10", "2017-01-25T10:10"),
            ("2017-01-25T16:30", "2017-02-02T07:30"),
            ("2017-01-25T20:00", "2017-02-02T08:00"),
            ("2017-01-28T12:00", "2017-02-02T08:00"),
        ],
    )
    def test_a_working_hour_after_the_start_steps_over_tet_too(
        self, started: str, moment: str
    ) -> None:
        found = parse("start+1wh").moment(at("2017-01-25T17:00"), CALENDAR, at(started))
        assert found == at(moment)

    def test_the_office_opens_on_a_swapped_saturday_for_the_ladder(self) -> None:
        assert when("opening", "2024-05-03T17:00") == at("2024-05-04T07:00")

    def test_a_day_before_a_swapped_saturday_is_found(self) -> None:
        assert when("08:00 due-1wd", "2024-05-06T17:00") == at("2024-05-04T08:00")

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "due",
            "8:00 due",
            "25:00 due",
            "08:00 opening",
            "opening-1wd",
            "opening+1d",
            "due-1wd",
        ],
    )
    def test_words_that_are_no_moment_are_refused(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"moment|opening|hour"):
            parse(text)

    @given(dues)
    def test_what_comes_after_an_opening_is_after_the_due_time(self, due: datetime) -> None:
        late = [parse(text).moment(due, CALENDAR) for text in ("opening", "opening+1wd")]
        assert due < late[0] < late[1]
        assert all(CALENDAR.is_working_day(moment.date()) for moment in late)


class TestTheDefaultLadder:
    def test_an_agency_is_reminded_twice_then_its_head_then_up_to_the_chairman(self) -> None:
        due = at("2026-10-15T17:00")
        assert ladder.moments(AGENCY, due, CALENDAR) == (
            ("agency-tomorrow", at("2026-10-14T08:00")),
            ("agency-today", at("2026-10-15T08:00")),
            ("agency-late", at("2026-10-16T07:00")),
            ("agency-late-1", at("2026-10-19T07:00")),
            ("agency-late-2", at("2026-10-20T07:00")),
        )

    @pytest.mark.parametrize(
        ("clock", "told"),
        [
            ("assign", [["owner", "chief"], ["chief", "deputy"], ["chairman", "duty"]]),
            (
                "agency",
                [["agency"], ["agency"], ["agency_head", "owner"], ["chief"], ["chairman", "duty"]],
            ),
            ("case", [["owner", "chief"], ["chief", "chairman", "duty"]]),
            ("approve", [["leader"], ["chief"]]),
            ("tell", [["owner", "chief"], ["chief"]]),
            ("talk", [["owner"], ["chief"]]),
            ("transfer", [["owner"], ["owner", "chief"], ["owner", "chief", "chairman", "duty"]]),
            ("order", [["chief"], ["chief"], ["chief", "chairman", "duty"]]),
        ],
    )
    def test_each_clock_tells_whom_the_table_names(self, clock: str, told: list[list[str]]) -> None:
        rungs = ladder.of_clock(RUNGS, ClockKind(clock))
        assert [list(rung.tell) for rung in rungs] == told

    def test_the_hours_of_the_reminders_are_the_tables(self) -> None:
        reminders = {rung.id: rung.when for rung in RUNGS if "due" in rung.when}
        assert reminders == {
            "assign-today": "08:00 due",
            "agency-tomorrow": "08:00 due-1wd",
            "agency-today": "08:00 due",
            "case-tomorrow": "08:00 due-1wd",
            "direct-today": "15:00 due",
            "approve-today": "15:00 due",
            "tell-today": "16:00 due",
            "review-today": "08:00 due",
            "talk-today": "15:00 due",
            "enquiry-today": "15:00 due",
            "transfer-today": "15:00 due",
            "order-tomorrow": "08:00 due-1wd",
            "order-today": "08:00 due",
        }

    @given(clocks, dues)
    def test_rungs_come_in_the_order_of_the_file(self, clock: ClockKind, due: datetime) -> None:
        rungs = ladder.of_clock(RUNGS, clock)
        placed = ladder.moments(rungs, due, CALENDAR)
        assert [rung_id for rung_id, _ in placed] == [rung.id for rung in rungs]


class TestFiring:
    @given(clocks, dues, st.lists(st.integers(-200, 400), max_size=30))
    def test_however_often_it_is_looked_at_each_rung_fires_exactly_once(
        self, clock: ClockKind, due: datetime, looks: list[int]
    ) -> None:
        rungs = ladder.of_clock(RUNGS, clock)
        fired: list[str] = []
        for hours in [*sorted(looks), 1000]:
            now = due + timedelta(hours=hours)
            fired += [r.id for r in ladder.due_now(rungs, due, fired, now, CALENDAR)]
        assert fired == [rung.id for rung in rungs]

    @given(clocks, dues)
    def test_following_the_next_moment_finds_every_rung_on_time(
        self, clock: ClockKind, due: datetime
    ) -> None:
        rungs = ladder.of_clock(RUNGS, clock)
        fired: set[str] = set()
        while now := ladder.next_moment(rungs, due, fired, CALENDAR):
            assert not ladder.due_now(rungs, due, fired, now - timedelta(seconds=1), CALENDAR)
            found = ladder.due_now(rungs, due, fired, now, CALENDAR)
            assert found
            fired |= {rung.id for rung in found}
        assert fired == {rung.id for rung in rungs}

    def test_nothing_fires_before_its_moment(self) -> None:
        due = at("2026-10-15T17:00")
        assert ladder.due_now(AGENCY, due, (), at("2026-10-14T07:59:59"), CALENDAR) == ()
        found = ladder.due_now(AGENCY, due, (), at("2026-10-14T08:00"), CALENDAR)
        assert [rung.id for rung in found] == ["agency-tomorrow"]

    def test_a_moment_that_passed_before_the_clock_started_is_not_made_up_for(self) -> None:
        rungs = ladder.of_clock(RUNGS, ClockKind.ASSIGN)
        due, started = at("2026-10-15T17:00"), at("2026-10-15T14:00")
        assert ladder.due_now(rungs, due, (), started, CALENDAR, started) == ()
        assert ladder.next_moment(rungs, due, (), CALENDAR, started) == at("2026-10-16T07:00")

    def test_after_the_last_rung_there_is_nothing_to_look_at(self) -> None:
        fired = [rung.id for rung in AGENCY]
        assert ladder.next_moment(AGENCY, at("2026-10-15T17:00"), fired, CALENDAR) is None


class TestCollapse:
    def test_after_an_outage_each_role_gets_one_mail_that_says_the_latest(self) -> None:
        found = ladder.due_now(AGENCY, at("2026-10-15T17:00"), (), at("2026-10-19T09:00"), CALENDAR)
        assert [rung.id for rung in found] == [
            "agency-tomorrow",
            "agency-today",
            "agency-late",
            "agency-late-1",
        ]
        assert [(role, rung.id) for role, rung in ladder.collapse(found)] == [
            ("agency", "agency-today"),
            ("agency_head", "agency-late"),
            ("owner", "agency-late"),
            ("chief", "agency-late-1"),
        ]

    def test_nothing_due_tells_nobody(self) -> None:
        assert ladder.collapse(()) == ()

    @given(clocks, dues, st.integers(-200, 400))
    def test_nobody_is_told_twice_and_nobody_due_is_forgotten(
        self, clock: ClockKind, due: datetime, hours: int
    ) -> None:
        now = due + timedelta(hours=hours)
        found = ladder.due_now(ladder.of_clock(RUNGS, clock), due, (), now, CALENDAR)
        roles = [role for role, _ in ladder.collapse(found)]
        assert len(roles) == len(set(roles))
        assert set(roles) == {role for rung in found for role in rung.tell}


class TestMails:
    def test_a_reminder_that_is_sent_late_says_that_it_is_late(self) -> None:
        due = at("2026-10-15T17:00")
        assert ladder.mail_kind(ClockKind.AGENCY, due, due) == "reminder_agency"
        assert ladder.mail_kind(ClockKind.AGENCY, due, due + timedelta(seconds=1)) == "late_agency"

    @pytest.mark.parametrize("clock", list(ClockKind))
    def test_every_clock_has_both_its_mails(self, clock: ClockKind) -> None:
        from chalicelib.authority import load

        texts = load("langson").texts
        for mood in ("reminder", "late"):
            assert f"mail.{mood}_{clock}.body" in texts


class TestRungs:
    @pytest.mark.parametrize(
        ("clock", "text", "tell", "what"),
        [
            ("case", "soon", ("chief",), "no moment"),
            ("case", "opening", (), "tells nobody"),
            ("case", "opening", ("boss",), "no role"),
            ("case", "opening", ("agency",), "has no 'agency'"),
            ("tell", "opening", ("leader",), "has no 'leader'"),
        ],
    )
    def test_a_rung_that_makes_no_sense_is_refused(
        self, clock: str, text: str, tell: tuple[str, ...], what: str
    ) -> None:
        with pytest.raises(ValueError, match=what):
            Rung(id="x", clock=ClockKind(clock), when=text, tell=tell)


class TestTermsInHours:
    """A term that runs out within the day."""

    @pytest.mark.parametrize(
        ("when", "started", "due", "moment"),
        [
            ("due-1wh", "2017-01-17 09:00", "2017-01-17 13:00", "2017-01-17 12:00"),
            ("due-2wh", "2017-01-17 16:00", "2017-01-18 08:00", "2017-01-17 16:00"),
            ("due-1wh", "2017-01-20 16:30", "2017-01-23 07:30", "2017-01-20 16:30"),
            # A time of day between beginning and end stands …
            ("08:00 due", "2017-01-17 15:00", "2017-01-18 09:00", "2017-01-18 08:00"),
            ("08:00 due-1wd", "2017-01-17 07:00", "2017-01-18 09:00", "2017-01-17 08:00"),
            # … and one that would come too late or never is the last hour.
            ("08:00 due", "2017-01-17 09:00", "2017-01-17 13:00", "2017-01-17 12:00"),
            ("15:00 due", "2017-01-17 09:00", "2017-01-17 13:00", "2017-01-17 12:00"),
            ("08:00 due-1wd", "2017-01-17 15:00", "2017-01-18 09:00", "2017-01-18 08:00"),
            ("opening", "2017-01-17 09:00", "2017-01-17 13:00", "2017-01-18 07:00"),
            ("opening+1wd", "2017-01-17 09:00", "2017-01-17 13:00", "2017-01-19 07:00"),
        ],
    )
    def test_a_rung_comes_while_there_is_something_to_be_done(
        self, when: str, started: str, due: str, moment: str
    ) -> None:
        assert parse(when).moment(at(due), CALENDAR, at(started)) == at(moment)

    @given(arrivals, st.integers(2, 60), st.sampled_from(RUNGS))
    def test_what_reminds_of_it_comes_before_the_due_time(
        self, arrived: datetime, hours: int, rung: Rung
    ) -> None:
        due = CALENDAR.due_working_hours(arrived, hours)
        found = parse(rung.when).moment(due, CALENDAR, arrived)
        if not rung.when.startswith(("opening", "start")) and due != CALENDAR.closing_of(
            due.date()
        ):
            assert arrived <= found < due
        if rung.when.startswith("opening"):
            assert found > due


def test_a_time_of_day_at_which_a_term_in_hours_begins_is_its_moment_still():
    begun, due = at("2017-01-17T08:00"), at("2017-01-17T10:00")
    assert parse("08:00 due").moment(due, CALENDAR, begun) == begun
    a_minute_later = begun + timedelta(minutes=1)
    assert parse("08:00 due").moment(due, CALENDAR, a_minute_later) == due - timedelta(hours=1)
