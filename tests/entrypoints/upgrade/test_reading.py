"""Whatever an older release wrote is read, and says the same: an office upgrades amid its work."""

from dataclasses import replace
from datetime import date, datetime

from chalicelib.domain.deadlines.board import row_of
from chalicelib.domain.deadlines.desk import order
from chalicelib.usecases.ports.queue import (
    ConcludeCall,
    FetchRecording,
    MailSignInLink,
    SendNotification,
    decode,
    encode,
)
from chalicelib.usecases.schedules.recalculate import recalculate
from chalicelib.usecases.todos import act
from chalicelib.usecases.todos.view import GoneError
from tests.support.older_release import (
    by_todays_names,
    plain,
    records,
    rows,
    still_says,
)

THEN = records()["read"]
TODAY = date(2026, 11, 25)
AUTHORITY = "langson"

STATES = "received direction proposed assigned answered drafted approved closed review talk"
ENDED = "redirected refused"
SENT = "waiting sending sent delivered failed withheld unanswered"
RECORDED = "waiting kept done failed absent"


def same(then, now, **renamed: str) -> None:
    """The same, but for names, and for what was added since."""
    now = plain(now)
    assert still_says(by_todays_names(then, **renamed), now), (then, now)


# --- what there was


def test_the_office_had_cases_notifications_and_recordings_in_every_state():
    heads = [row for row in rows("cases") if row["sk"]["S"] == "head"]
    sent = [row for row in rows("cases") if row["sk"]["S"].startswith("notice#")]
    recordings = [row for row in rows("vault") if row["sk"]["S"].startswith("recording#")]
    assert {h["case"]["M"]["state"]["S"] for h in heads} == {*STATES.split(), *ENDED.split()}
    assert {n["state"]["S"] for n in sent} == {*SENT.split()}
    assert {t["state"]["S"] for t in recordings} == {*RECORDED.split()}


# --- cases and what belongs to them


def test_every_case_reads_as_it_did_with_its_clocks_history_shares_notifications_contacts(older):
    store = older.services.store
    assert len(THEN["cases"]) > 70
    for code, then in THEN["cases"].items():
        now = store.cases.load(code)
        by_id = tuple(sorted(now.file.contacts))  # as they were in then; today the oldest is first
        same(then, replace(now, file=replace(now.file, contacts=by_id)))


def test_nobody_is_known_to_have_seen_a_case_and_no_mail_says_when_it_was_sent(older):
    store = older.services.store
    loaded = [store.cases.load(code) for code in THEN["cases"]]
    assert {one.file.seen for one in loaded} == {()}
    assert {n.sent_at for one in loaded for n in one.notifications} == {None}


def test_who_spoke_is_read_as_it_was(older):
    for code, then in THEN["identities"].items():
        identity = older.services.store.cases.identity(code)
        same(then, replace(identity, phone=identity.contact))


def test_a_number_that_no_officer_had_seen_is_only_given(older):
    identity = older.services.store.cases.identity(older.code("received of a company"))
    assert (identity.phone, identity.given) == ("+84912000112", "+842053812345")


def test_the_words_as_they_came_and_as_an_officer_typed_them_are_read(older):
    store = older.services.store
    for contact, then in THEN["contacts"].items():
        same(then, store.contacts.get(contact))
    assert THEN["accounts"]
    for code, account in THEN["accounts"].items():
        assert store.cases.account(code) == account


def test_every_call_reads_as_it_did_turn_by_turn_with_recordings_and_end(older):
    for call, then in THEN["calls"].items():
        same(then, older.services.store.calls.file(call))


def test_mails_about_no_single_case_are_read(older):
    assert len(THEN["mails"]) == 2
    for mail, then in THEN["mails"].items():
        same(then, older.services.store.outbox.get(f"mail/{mail}"))


def test_what_long_jobs_remember_is_read(older):
    jobs = older.services.store.jobs
    digest, calendar = jobs.digest(AUTHORITY, TODAY), jobs.calendar(AUTHORITY)
    same(THEN["digest"], digest)
    same(THEN["calendar"], calendar)
    assert not digest.sent
    assert calendar.after


# --- links


def mailed() -> list[str]:
    """One link of each sort: what to do, whose, in which state of its case, how far used."""
    sorts = {}
    for link_id in sorted(records()["tokens"]):
        then = THEN["links"][link_id]
        state = THEN["cases"][then["case"]]["file"]["case"]["state"]
        used = (bool(then["used_at"]), bool(then["used_key"]))
        sorts[then["purpose"], then["role"], state, used] = link_id
    return sorted(sorts.values())


def test_a_mailed_address_is_derived_as_it_was(older):
    links = older.services.store.links
    assert len(mailed()) > 60
    for link_id in mailed():
        link = links.get(link_id)
        same(THEN["links"][link_id], link, case="subject")
        assert links.token(link) == records()["tokens"][link_id]


def test_a_mailed_link_opens_if_it_would_have_opened_then_and_else_does_not(older):
    rules, store = older.services.rules, older.services.store

    def opens(link_id: str) -> bool:
        try:
            act.open_link(rules, store, act.link_of(store, records()["tokens"][link_id]))
        except GoneError:
            return False
        return True

    then = [link_id for link_id in mailed() if link_id in THEN["opens"]]
    assert len(then) > 20
    assert [link_id for link_id in mailed() if opens(link_id)] == then


# --- the board


def test_after_the_next_run_of_the_ladder_every_open_case_stands_on_the_board(older):
    board = older.services.store.board
    assert board.open_cases(AUTHORITY) == []  # that release wrote no row
    older.deployment.escalate()
    rows = board.open_cases(AUTHORITY)
    held = {row.code: row.holder.key for row in rows}
    assert held == {code: holder for code, holder in THEN["holders"].items() if holder}
    assert sorted(rows, key=order) == rows
    for row in rows:
        then = older.services.store.cases.load(row.code)
        expected = row_of(then.file, then.notifications)
        assert row == board.rows([row.code])[row.code] == expected


def test_each_row_is_written_once_and_what_was_on_file_stays(older):
    store, code = older.services.store, older.code("drafted")
    before = store.cases.load(code)
    recalculate(older.services.rules, store)
    after = store.cases.load(code)
    assert (before.row, after.row) == (None, row_of(after.file, after.notifications))
    assert after.file.history[: len(before.file.history)] == before.file.history
    assert recalculate(older.services.rules, store)["recalculated"] == 0
    assert store.cases.load(code).version == after.version


def test_whoever_was_signed_in_still_is_and_sees_all_of_it(older):
    older.deployment.escalate()
    pages = [older.get(f"/van-phong?trang-khac={n}&trang-toi={n}").body for n in (1, 2)]
    for code in (code for codes in THEN["board"].values() for code in codes):
        assert any(f"/van-phong/ho-so/{code}" in page for page in pages)
    assert pages[0].count("không gửi được") >= len(THEN["troubles"])


def test_a_case_is_shown_whole_whatever_has_happened_last(older):
    last = {then["file"]["history"][-1]["kind"]: code for code, then in THEN["cases"].items()}
    assert len(last) > 20
    for code in last.values():
        page = older.get(f"/van-phong/ho-so/{code}")
        assert page.status == 200, code
        assert "Quá trình" in page.body, code


def test_what_had_failed_stands_in_trouble(older):
    found = older.services.store.board.troubles(AUTHORITY)
    same(THEN["troubles"], found)


def test_a_case_is_found_by_code_and_by_number(older):
    code = older.code("received")
    number = older.services.store.cases.identity(code).phone
    for said in (code, number):
        found = older.post("/van-phong/tim", [("q", said)])
        assert found.headers["Location"] == f"/van-phong/ho-so/{code}"


def test_the_ladder_finds_the_same_cases_in_the_same_order(older):
    end = datetime.fromisoformat("9999-12-31T00:00:00+07:00")
    assert [*older.services.store.cases.due(AUTHORITY, end)] == THEN["due"]


# --- the queue


def test_every_message_under_way_is_understood():
    kinds = {type(decode(text)) for text in records()["queue"]}
    assert kinds == {SendNotification, FetchRecording, ConcludeCall, MailSignInLink}
    for text in records()["queue"]:
        assert encode(decode(text)) == text
    assert any(text.startswith("mail/") for text in records()["queue"])
