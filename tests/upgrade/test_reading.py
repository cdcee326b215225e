"""Whatever an older release wrote is read, and says the same: an office upgrades amid its work."""

from datetime import date, datetime

from chalicelib.domain.case.todos import Holder
from chalicelib.usecases.ports.queue import (
    ConcludeCall,
    FetchRecording,
    MailSignInLink,
    SendNotification,
    decode,
    encode,
)
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
    tapes = [row for row in rows("vault") if row["sk"]["S"].startswith("recording#")]
    assert {h["case"]["M"]["state"]["S"] for h in heads} == {*STATES.split(), *ENDED.split()}
    assert {n["state"]["S"] for n in sent} == {*SENT.split()}
    assert {t["state"]["S"] for t in tapes} == {*RECORDED.split()}


# --- cases and what belongs to them


def test_every_case_reads_as_it_did_with_its_clocks_history_shares_notifications_contacts(older):
    store = older.services.store
    assert len(THEN["cases"]) > 70
    for code, then in THEN["cases"].items():
        same(then, store.cases.load(code))


def test_who_spoke_is_read_as_it_was(older):
    for code, then in THEN["identities"].items():
        same(then, older.services.store.cases.identity(code))


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
    assert digest.tally.seen
    assert calendar.after


# --- links


def test_every_mailed_address_is_derived_as_it_was(older):
    links = older.services.store.links
    mailed = records()["tokens"]
    assert len(mailed) > 200
    for link_id, token in mailed.items():
        link = links.get(link_id)
        same(THEN["links"][link_id], link, case="subject")
        assert links.token(link) == token


def test_a_mailed_link_opens_if_it_would_have_opened_then_and_else_does_not(older):
    rules, store = older.services.rules, older.services.store

    def opens(token: str) -> bool:
        try:
            act.open_link(rules, store, token)
        except GoneError:
            return False
        return True

    mailed = records()["tokens"]
    unused = [link for link in sorted(mailed) if not THEN["links"][link]["used_at"]]
    assert [link for link in unused if opens(mailed[link])] == THEN["opens"]


# --- the board


def test_every_open_case_stands_on_the_board_under_its_holder(older):
    store = older.services.store
    for key, codes in THEN["board"].items():
        held = store.board.waiting_for(AUTHORITY, Holder.of_key(key), 100)
        assert [row.case.code for row in held] == codes
    shown = [code for codes in THEN["board"].values() for code in codes]
    assert sorted(shown) == sorted(code for code, holder in THEN["holders"].items() if holder)


def test_whoever_was_signed_in_still_is_and_sees_all_of_it(older):
    board = older.get("/van-phong").body
    for code in (code for codes in THEN["board"].values() for code in codes):
        assert f"/van-phong/ho-so/{code}" in board
    assert board.count("không gửi được") >= len(THEN["troubles"])


def test_a_case_is_shown_whole_whatever_has_happened_in_it(older):
    for code in {frozenset(older.kinds(code)): code for code in THEN["cases"]}.values():
        page = older.get(f"/van-phong/ho-so/{code}")
        assert page.status == 200, code
        assert "Quá trình" in page.body, code


def test_what_had_failed_stands_in_trouble(older):
    found = older.services.store.board.troubles(AUTHORITY, 100)
    assert plain(found) == THEN["troubles"]


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
