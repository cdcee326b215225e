"""Texts arrive: a case is made, a message joins one, a question belongs to one (N6, N9, N11)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib.domain.case.case import SYSTEM, CaseFile, Channel, Event, Identity, Reach
from chalicelib.domain.case.workflow import State
from chalicelib.domain.notifications.notifications import ASKER, Medium, Plan
from chalicelib.domain.notifications.receivers import Receiver
from chalicelib.domain.time import clocks
from chalicelib.domain.time.clocks import ClockKind, Term
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.receiving import terms
from chalicelib.domain.transitions.receiving.texting import enquiring, joining, opting, texts
from chalicelib.domain.understanding.message import Extraction, extract
from chalicelib.domain.understanding.suggestion import Category
from tests.support.cases import AUTHORITY, CALENDAR, MAI, OFFICER, RECEIVED, at, case

MOBILE, OTHERS = "+84987654321", "+84912345678"
LATER = RECEIVED + timedelta(hours=1)
WHOLE = "Tôi là Hoàng Thị Mai, số 45 đường Bắc Sơn, phường Hoàng Văn Thụ. Đèn đường hỏng cả tháng."
DAILY = Category.STATE_MANAGEMENT
TO_OWNER = {"medium": Medium.MAIL, "to": Receiver.OFFICER, "todo": Todo.SCREEN}
TO_SENDER = {"medium": Medium.SMS, "to": Receiver.CITIZEN, "who": "sender"}


def read(text: str, sender: str = MOBILE, **values: object) -> Extraction:
    found = extract(text, AUTHORITY, sender)
    return replace(found, **values)


def arrival(text: str = WHOLE, sender: str = MOBILE, **values: object) -> texts.Arrival:
    base = {"code": "123456784", "line": "chu-tich", "sender": sender, "at": RECEIVED}
    base |= {"now": LATER, "extraction": read(text, sender)}
    return texts.Arrival(**(base | values))


def received(text: str = WHOLE, sender: str = MOBILE, **values: object):
    return texts.receive(arrival(text, sender, **values), AUTHORITY, CALENDAR)


def to_screen(kind: str, who: str = "nghia") -> Plan:
    return Plan(kind=kind, who=who, **TO_OWNER)


def answer(kind: str) -> Plan:
    return Plan(kind=kind, **TO_SENDER)


def noted(change) -> list[tuple[str, object]]:
    return [(event.kind, event.at) for event in change.events]


# --- a case is made


def test_a_text_becomes_a_case_with_all_that_it_says():
    change = received()
    assert change.identity == Identity(
        name="Hoàng Thị Mai",
        address="số 45 đường Bắc Sơn, phường Hoàng Văn Thụ",
        phone=MOBILE,
        sender=MOBILE,
    )
    made = change.case
    assert (made.code, made.authority, made.line) == ("123456784", "langson", "chu-tich")
    assert (made.state, made.channel, made.reach) == (State.RECEIVED, Channel.SMS, Reach.PHONE)
    assert (made.received_at, made.receipt_day) == (RECEIVED, date(2017, 1, 17))
    assert (made.missing, made.ward, made.recused, made.superior) == ((), "Hoàng Văn Thụ", (), "")
    assert made.suggested == read(WHOLE).category.value
    assert (made.maybe_urgent, made.maybe_crime, made.confidential) == (False, False, False)
    assert noted(change) == [("received", RECEIVED)]
    assert {event.by for event in change.events} == {SYSTEM}


def test_its_owner_is_the_specialist_of_the_field_that_it_suggests():
    found = read(WHOLE, category=Category.STATE_MANAGEMENT)
    field = found.category.value.split("_")[0]
    owner = AUTHORITY.owner_of(field).id
    assert received(extraction=found).case.owner == owner != AUTHORITY.duty


def test_the_notices_term_counts_from_the_receipt_and_owner_and_citizen_are_told():
    change = received()
    assert change.case.clocks == (
        clocks.start(ClockKind.ASSIGN, RECEIVED, AUTHORITY.terms.assign, CALENDAR),
    )
    assert change.plans == (to_screen("screen", change.case.owner), answer("received"))


def test_what_comes_outside_the_hours_is_acknowledged_for_the_next_opening():
    change = received(at=at(17, 22))
    assert change.plans[-1] == answer("received_after_hours")
    assert change.case.receipt_day == date(2017, 1, 18)


def test_what_nobody_understands_is_asked_back_the_same_working_day_and_has_no_term_yet():
    change = received("alo alo")
    assert "matter" in change.case.missing
    assert change.case.clocks == (terms.talk_clock(RECEIVED, AUTHORITY, CALENDAR),)
    assert change.plans == (to_screen("ask_back"), answer("identity_missing"))


def test_what_an_officer_makes_a_case_is_asked_back_from_that_moment_and_names_them():
    change = received("alo alo", by=OFFICER, now=at(18))
    assert change.case.clocks == (terms.talk_clock(at(18), AUTHORITY, CALENDAR),)
    assert noted(change) == [("received", RECEIVED), ("made_a_case", at(18))]
    assert change.events[-1].by == OFFICER


def test_the_matter_of_whoever_asks_for_secrecy_is_confidential():
    assert received(extraction=read(WHOLE, confidential=True)).case.confidential


def test_a_foreign_language_is_answered_in_it_and_asked_back():
    change = received(extraction=read(WHOLE, missing=("language",)))
    assert change.case.missing == ("language",)
    assert [plan.kind for plan in change.plans] == ["ask_back", "language"]


def test_what_sounds_of_danger_wakes_owner_and_duty_and_asks_for_no_vietnamese():
    owner = AUTHORITY.owner_of("S1").id
    found = read(WHOLE, urgent=True, category=Category.STATE_MANAGEMENT, missing=("language",))
    change = received(extraction=found)
    mails = [(p.kind, p.who) for p in change.plans if p.medium is Medium.MAIL]
    assert mails == [("screen_urgent", owner), ("screen_urgent", AUTHORITY.duty)]
    woken = [(p.medium, p.who) for p in change.plans if p.medium is not Medium.MAIL]
    assert (Medium.SMS, owner) in woken
    assert (Medium.CALL, AUTHORITY.duty) in woken
    assert change.plans[-1] == answer("danger")


@pytest.mark.parametrize(
    ("missing", "hour", "kind"),
    [
        ((), 10, "danger"),
        ((), 22, "danger_after_hours"),
        (("name",), 10, "danger_missing"),
        (("name",), 22, "danger_missing"),
        (("language",), 22, "danger_after_hours"),
    ],
)
def test_danger_is_answered_first_and_says_what_is_still_missing(missing, hour, kind):
    urgent = case(maybe_urgent=True, missing=missing, received_at=at(17, hour))
    assert texts.acknowledgement_kind(urgent, CALENDAR) == kind


def test_a_crime_is_asked_for_as_one_and_danger_goes_before_it():
    crime = received(extraction=read(WHOLE, crime=True))
    assert crime.case.maybe_crime
    assert next(p.kind for p in crime.plans if p.medium is Medium.MAIL) == "screen_crime"
    both = received(extraction=read(WHOLE, crime=True, urgent=True))
    assert next(p.kind for p in both.plans if p.medium is Medium.MAIL) == "screen_urgent"


def test_a_matter_about_a_member_is_hidden_from_them_and_held_by_another():
    change = received(about=("nghia",))
    assert change.case.recused == ("nghia",)
    assert change.case.owner != "nghia"


@pytest.mark.parametrize("sender", ["VIETTEL", "1900", "+842053812345", AUTHORITY.lines[0].number])
def test_brands_short_codes_landlines_and_our_own_numbers_get_no_text(sender):
    assert texts.acknowledgement(case(), sender, AUTHORITY, CALENDAR) == ()


def test_one_of_our_own_numbers_is_nobodys():
    own = AUTHORITY.lines[0].number
    identity = texts.identity_of(read("alo alo", own), own, AUTHORITY)
    assert (identity.sender, identity.phone) == ("", "")


def test_a_number_that_the_words_give_waits_for_an_officer_beside_the_senders():
    identity = texts.identity_of(read(f"{WHOLE} Điện thoại 0912345678"), MOBILE, AUTHORITY)
    assert (identity.phone, identity.given, identity.sender) == (MOBILE, OTHERS, MOBILE)


def test_who_names_a_mailbox_alone_is_written_to():
    identity = texts.identity_of(read(f"{WHOLE} Email mai@example.com"), "1900", AUTHORITY)
    assert (identity.mail, identity.phone) == ("mai@example.com", "")


def test_an_organisation_speaks_through_a_person():
    found = read(WHOLE, representative="Lê Văn Ba", by_post=True, named=(OTHERS,))
    identity = texts.identity_of(found, MOBILE, AUTHORITY)
    assert (identity.representative, identity.by_post) == ("Lê Văn Ba", True)
    assert identity.named == (OTHERS,)


# --- a message joins a case


def file(**values: object) -> CaseFile:
    return CaseFile(case=case(**values))


def joined(before: CaseFile, text: str = WHOLE, **values: object):
    return joining.joined(before, arrival(text, **values), AUTHORITY, CALENDAR)


def test_a_further_message_is_counted_and_makes_open_forms_stale_and_tells_nobody():
    change = joined(file(joined=1))
    assert (change.case.joined, change.case.revision) == (2, 2)
    assert noted(change) == [("message_joined", RECEIVED)]
    assert change.plans == ()


def test_the_first_message_that_sounds_of_danger_is_told_and_answered_the_second_is_not():
    danger = read(WHOLE, urgent=True)
    change = joined(file(), extraction=danger)
    assert change.case.maybe_urgent
    kinds = [plan.kind for plan in change.plans]
    assert kinds == ["screen_urgent", "urgent_screen", "urgent_call", "danger"]
    assert joined(CaseFile(case=change.case), extraction=danger).plans == ()


def test_a_crime_that_shows_later_is_told_to_the_office_alone():
    change = joined(file(), extraction=read(WHOLE, crime=True))
    assert change.case.maybe_crime
    kinds = [plan.kind for plan in change.plans]
    assert kinds == ["screen_crime", "urgent_screen", "urgent_call"]
    again = joined(CaseFile(case=change.case), extraction=read(WHOLE, crime=True))
    assert again.plans == ()


def test_a_wish_for_secrecy_and_a_danger_stay_whatever_is_said_later():
    change = joined(file(confidential=True, maybe_urgent=True, maybe_crime=True))
    assert change.case.confidential
    assert change.case.maybe_urgent
    assert change.case.maybe_crime
    assert joined(file(), extraction=read(WHOLE, confidential=True)).case.confidential


def test_a_message_about_the_owner_takes_the_case_from_them_and_tells_the_next():
    change = joined(file(), about=("nghia",))
    assert change.case.recused == ("nghia",)
    assert change.case.owner != "nghia"
    assert [(p.kind, p.who) for p in change.plans] == [("screen", change.case.owner)]


def test_the_matter_at_last_starts_the_notices_term_from_the_receipt():
    asked = terms.talk_clock(RECEIVED, AUTHORITY, CALENDAR)
    change = joined(file(missing=("name", "matter"), clocks=(asked,)), at=at(18))
    assert change.case.missing == ("name",)
    assert change.case.clocks == (terms.assign_clock(RECEIVED, AUTHORITY, CALENDAR), asked)


def test_words_that_are_still_no_matter_leave_it_missing():
    asked = terms.talk_clock(RECEIVED, AUTHORITY, CALENDAR)
    change = joined(file(missing=("matter",), clocks=(asked,)), "alo alo")
    assert (change.case.missing, change.case.clocks) == (("matter",), (asked,))


def event(kind: str, moment, seq: int = 1, **words: str) -> Event:
    return Event(seq=seq, at=moment, kind=kind, by=SYSTEM, words=words)


def test_texts_are_counted_since_a_moment_with_the_one_the_case_was_made_of():
    history = (
        event("message_joined", at(17, 11)),
        event("message_joined", at(17, 12)),
        event("received", at(17, 13)),
    )
    seen = replace(file(), history=history)
    assert joining.texts_since(seen, at(17, 9)) == 3
    assert joining.texts_since(seen, at(17, 12)) == 1


@pytest.mark.parametrize(
    ("values", "unscreened"),
    [({}, True), ({"field": "S1"}, False), ({"summary": "x"}, False)],
)
def test_a_case_is_unscreened_until_an_officer_has_put_something_down(values, unscreened):
    assert joining.is_unscreened(case(**values)) is unscreened


def test_a_case_beyond_its_receipt_is_screened():
    assert not joining.is_unscreened(case(State.PROPOSED))


def test_a_message_that_is_taken_out_leaves_the_count_and_names_its_new_code():
    change = joining.taken_out(file(joined=2), LATER, OFFICER, "987654321")
    assert (change.case.joined, change.case.revision) == (1, 2)
    (line,) = change.events
    assert (line.kind, line.at, line.by) == ("message_taken_out", LATER, OFFICER)
    assert line.words == {"code": "987 654 321"}
    assert joining.taken_out(file(joined=0), LATER, OFFICER, "987654321").case.joined == 0


def test_who_may_be_texted_again_is_on_file():
    (line,) = opting.texted_again(file(), LATER, OFFICER).events
    assert (line.kind, line.at, line.by) == ("texted_again", LATER, OFFICER)


# --- a message completes a case


def completed(before: CaseFile, known: Identity, text: str = WHOLE, **values: object):
    return joining.completed(before, arrival(text, **values), known, AUTHORITY, CALENDAR)


def test_who_sends_what_was_missing_is_told_that_it_is_accepted_and_so_is_the_owner():
    known = replace(MAI, address="")
    change = completed(file(missing=("address",), suggested=DAILY), known)
    assert change.identity == replace(MAI, address="số 45 đường Bắc Sơn, phường Hoàng Văn Thụ")
    assert (change.case.missing, change.case.ward) == ((), "Hoàng Văn Thụ")
    assert change.case.suggested == DAILY
    assert noted(change) == [("message_joined", RECEIVED), ("supplemented", RECEIVED)]
    accepted = Plan(kind="accepted", medium=Medium.SMS, to=Receiver.CITIZEN, who="contact")
    assert change.plans == (to_screen("supplemented"), accepted)


def test_who_still_lacks_something_is_asked_for_it():
    change = completed(
        file(missing=("name", "address")), Identity(phone=MOBILE), "Tôi tên là Hoàng Thị Mai."
    )
    assert change.case.missing == ("address",)
    assert change.plans == (to_screen("supplemented"), answer("identity_missing"))


def test_a_message_that_adds_nothing_tells_nobody_or_the_officer_who_has_begun():
    known, text = Identity(phone=MOBILE), "Đèn đường hỏng cả tháng."
    unseen = completed(file(missing=("name", "address")), known, text)
    assert unseen.plans == ()
    begun = completed(file(missing=("name", "address"), field="S1"), known, text)
    assert begun.plans == (to_screen("supplemented"),)


def test_nothing_is_overwritten_and_unchanged_particulars_are_no_change():
    change = completed(file(missing=("matter",)), replace(MAI, sender=MOBILE))
    assert change.identity is None


def test_the_clock_for_asking_back_stops_when_nothing_is_missing():
    asked = terms.talk_clock(RECEIVED, AUTHORITY, CALENDAR)
    before = file(missing=("matter",), clocks=(asked,))
    change = completed(before, MAI)
    assert clocks.running(change.case.clocks, ClockKind.TALK) is None
    assert clocks.running(change.case.clocks, ClockKind.ASSIGN) is not None
    still = completed(file(missing=("name", "matter"), clocks=(asked,)), replace(MAI, name=""))
    assert still.case.missing == ()
    half = completed(before, replace(MAI, name=""), "alo alo")
    assert clocks.running(half.case.clocks, ClockKind.TALK) == asked


def test_after_a_call_without_a_matter_the_matter_came_by_text():
    said = file(missing=("matter",), channel=Channel.VOICE)
    assert completed(said, MAI).case.channel is Channel.SMS
    assert completed(said, MAI, "alo alo").case.channel is Channel.VOICE
    rung = file(missing=("address",), channel=Channel.VOICE)
    assert completed(rung, replace(MAI, address="")).case.channel is Channel.VOICE


def test_the_first_matter_suggests_the_field_unless_an_officer_or_an_earlier_one_has():
    new = read(WHOLE).category.value
    assert completed(file(missing=("matter",)), MAI).case.suggested == new
    decided = file(missing=("matter",), field="S2", suggested="unclear")
    assert completed(decided, MAI).case.suggested == "unclear"


def test_danger_that_is_answered_is_not_answered_twice():
    danger = read(WHOLE, urgent=True)
    change = completed(file(missing=("address",)), replace(MAI, address=""), extraction=danger)
    told = [plan.kind for plan in change.plans if plan.to is Receiver.CITIZEN]
    assert told == ["danger_missing"]


@pytest.mark.parametrize(
    ("values", "found", "completes"),
    [
        ({"missing": ()}, {"category": Category.UNCLEAR}, False),
        ({"missing": ("name",)}, {"category": Category.UNCLEAR}, True),
        ({"missing": ("matter",)}, {}, True),
        ({"missing": ("language",)}, {}, True),
        ({"missing": ("name",), "suggested": DAILY}, {"missing": ()}, True),
        (
            {"missing": ("name",), "suggested": DAILY},
            {"missing": ("name",)},
            False,
        ),
        ({"missing": ("name",), "suggested": Category.CONDUCT}, {"missing": ()}, False),
        ({"missing": ("name",), "suggested": DAILY}, {"urgent": True}, False),
        ({"missing": ("name",), "suggested": DAILY}, {"crime": True}, False),
        ({"missing": ("name",), "state": State.PROPOSED}, {"category": Category.UNCLEAR}, False),
    ],
)
def test_a_text_completes_what_lacks_something_if_it_says_that_or_the_same_matter_again(
    values, found, completes
):
    said = read(WHOLE, **{"category": DAILY, "missing": (), **found})
    assert joining.completes(case(**values), said) is completes


# --- somebody asks about a case


STANDING = Plan(
    kind="standing",
    medium=Medium.SMS,
    to=Receiver.CITIZEN,
    who=ASKER,
    words={"contact": "c1"},
)
TO_ANSWER = Plan(kind="talk", medium=Medium.MAIL, to=Receiver.OFFICER, who="nghia", todo=Todo.TALK)
ENQUIRY = clocks.start(ClockKind.ENQUIRY, RECEIVED, AUTHORITY.terms.talk, CALENDAR)


def asked(before: CaseFile, *, person: bool = False, only: bool = True):
    return enquiring.asked_by_text(
        before, arrival(), "c1", AUTHORITY, CALENDAR, person=person, only=only
    )


def test_who_asks_is_told_how_the_case_stands_and_nobody_else_has_to_do_anything():
    change = asked(file(joined=1))
    assert change.plans == (STANDING,)
    assert (change.case.joined, change.case.revision) == (2, 1)
    (line,) = change.events
    assert (line.kind, line.at, line.words) == ("enquired", RECEIVED, {"contact": "c1"})
    assert change.case.enquiry is None


def test_who_wants_a_person_waits_for_the_owner_the_same_working_day():
    change = asked(file(), person=True)
    assert change.plans == (STANDING, TO_ANSWER)
    assert change.case.enquiry == ENQUIRY
    assert [e.kind for e in change.events] == ["talk_asked"]


def test_the_owner_is_asked_once_however_often_somebody_asks():
    waits = asked(file(), person=True)
    assert asked(CaseFile(case=waits.case), person=True).plans == (STANDING,)


def test_what_is_said_beside_a_question_is_read_in_screening_or_by_the_owner():
    unscreened = asked(file(), only=False)
    assert [e.kind for e in unscreened.events] == ["message_joined", "enquired"]
    assert unscreened.case.enquiry is None
    later = asked(file(state=State.ASSIGNED), only=False)
    assert [e.kind for e in later.events] == ["enquired"]
    assert later.case.enquiry == ENQUIRY


def test_a_case_answers_five_questions_a_day_by_itself():
    def after(times: int, day: int = 17, kind: str = "enquired") -> CaseFile:
        return replace(file(), history=tuple(event(kind, at(day)) for _ in range(times)))

    assert asked(after(4)).plans == (STANDING,)
    assert asked(after(5)).plans == ()
    assert asked(after(5, kind="talk_asked")).plans == ()
    assert asked(after(5, kind="received")).plans == (STANDING,)
    assert asked(after(5, day=16)).plans == (STANDING,)


def test_who_rings_and_wants_an_officer_waits_for_the_owner():
    change = enquiring.asked_by_call(file(), RECEIVED, "c1", AUTHORITY, CALENDAR)
    assert change.plans == (TO_ANSWER,)
    assert change.case.enquiry == ENQUIRY
    (line,) = change.events
    assert (line.kind, line.at, line.words) == ("talk_asked", RECEIVED, {"contact": "c1"})


def test_the_last_asker_is_known_as_long_as_they_wait():
    history = (event("talk_asked", at(17), contact="c1"), event("enquired", at(18), contact="c2"))
    waiting = replace(file(clocks=(ENQUIRY,)), history=history)
    assert enquiring.last_asker(waiting) == "c2"
    other = replace(waiting, history=(*history, event("received", at(19), contact="c3")))
    assert enquiring.last_asker(other) == "c2"
    assert enquiring.last_asker(replace(waiting, history=())) == ""
    assert enquiring.last_asker(replace(file(), history=history)) == ""


def test_the_terms_unit_of_asking_back_is_the_same_working_day():
    assert AUTHORITY.terms.talk == Term(0)
    assert ENQUIRY.due_at == at(17, 17)
