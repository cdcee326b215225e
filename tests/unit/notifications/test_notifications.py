"""Notifications: what they are called, whom they reach and how, and what has become of them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.domain.authority.roles import Role
from chalicelib.domain.case.case import CaseFile, Seen
from chalicelib.domain.notifications import kinds, notifications, receivers, seen
from chalicelib.domain.notifications.notifications import (
    Medium,
    NotArrived,
    Notification,
    NotificationState,
)
from chalicelib.domain.notifications.receivers import Receiver
from tests.support.cases import AUTHORITY, RECEIVED, case

CHIEF, LEADER, AGENCY = AUTHORITY.chief, AUTHORITY.leader("pho-chu-tich-1"), AUTHORITY.agencies[0]
ASKED = replace(AGENCY, asked=True)
ASKING = replace(AUTHORITY, agencies=(ASKED, *AUTHORITY.agencies[1:]))


def notification(**values: object) -> Notification:
    base = {"id": "7-0", "case": "123456784", "authority": "langson", "kind": "agency_assigned"}
    base |= {"medium": Medium.MAIL, "to": Receiver.AGENCY, "who": AGENCY.id}
    return Notification(**(base | {"planned_at": RECEIVED} | values))


# --- receivers


@pytest.mark.parametrize(
    ("to", "who", "role", "mail", "phone", "salutation", "known"),
    [
        (
            Receiver.OFFICER,
            CHIEF.id,
            Role.OFFICER,
            CHIEF.mail,
            CHIEF.phone,
            f"Đồng chí {CHIEF.name}, {CHIEF.title}",
            f"{CHIEF.name}, {CHIEF.title}",
        ),
        (
            Receiver.CHIEF,
            CHIEF.id,
            Role.CHIEF,
            CHIEF.mail,
            CHIEF.phone,
            f"Đồng chí {CHIEF.name}, {CHIEF.title}",
            f"{CHIEF.name}, {CHIEF.title}",
        ),
        (
            Receiver.LEADER,
            LEADER.id,
            Role.LEADER,
            LEADER.mail,
            LEADER.phone,
            f"Đồng chí {LEADER.title}",
            LEADER.title,
        ),
        (
            Receiver.SUPERIOR,
            LEADER.id,
            Role.SUPERIOR,
            LEADER.mail,
            LEADER.phone,
            f"Đồng chí {LEADER.title}",
            LEADER.title,
        ),
        (
            Receiver.AGENCY,
            AGENCY.id,
            Role.AGENCY,
            AGENCY.mail,
            AGENCY.phone,
            AGENCY.name,
            AGENCY.name,
        ),
        (
            Receiver.AGENCY_HEAD,
            AGENCY.id,
            Role.AGENCY,
            AGENCY.head_mail,
            AGENCY.phone,
            f"Đồng chí {AGENCY.head_title}",
            AGENCY.head_title,
        ),
    ],
)
def test_each_receiver_has_a_role_an_address_a_number_and_a_name(
    to, who, role, mail, phone, salutation, known
):
    assert receivers.role_of(to) is role
    assert receivers.mail_address(AUTHORITY, to, who) == mail
    assert receivers.phone_number(AUTHORITY, to, who) == phone
    assert receivers.salutation(AUTHORITY, to, who) == salutation
    assert receivers.known_as(AUTHORITY, to, who) == known


def test_whoever_is_on_duty_is_rung_and_gets_no_mail():
    assert receivers.role_of(Receiver.DUTY) is Role.OFFICER
    assert receivers.phone_number(AUTHORITY, Receiver.DUTY, "duty") == AUTHORITY.duty_number
    assert receivers.salutation(AUTHORITY, Receiver.DUTY, "duty") == "số trực"
    assert receivers.known_as(AUTHORITY, Receiver.DUTY, "duty") == "số trực"
    with pytest.raises(KeyError, match="duty"):
        receivers.mail_address(AUTHORITY, Receiver.DUTY, "duty")


def test_a_citizen_has_no_role_no_address_and_no_salutation():
    assert receivers.salutation(AUTHORITY, Receiver.CITIZEN, "contact") == ""
    with pytest.raises(KeyError):
        receivers.role_of(Receiver.CITIZEN)


# --- kinds


def test_an_agency_that_cannot_be_ordered_is_asked():
    for to in (Receiver.AGENCY, Receiver.AGENCY_HEAD):
        assert kinds.wording(ASKING, notification(to=to)) == "agency_assigned_request"
        assert kinds.wording(AUTHORITY, notification(to=to)) == "agency_assigned"


def test_only_agencies_are_asked_and_only_where_there_are_words_for_it():
    to_officer = notification(to=Receiver.OFFICER, who=CHIEF.id)
    assert kinds.wording(ASKING, to_officer) == "agency_assigned"
    assert kinds.wording(ASKING, notification(kind="rework")) == "rework"


def test_each_kind_has_a_name_a_reminder_that_of_its_clock():
    texts = AUTHORITY.texts
    assert kinds.kind_in_words(AUTHORITY, "screen") == texts["kind.screen"]
    late = kinds.kind_in_words(AUTHORITY, "late_agency")
    assert late == texts["kind.late"].format(what=texts["clock.agency"])
    assert kinds.kind_in_words(AUTHORITY, "late_nothing") == ""
    assert kinds.kind_in_words(AUTHORITY, "never_agency") == ""
    assert kinds.kind_in_words(AUTHORITY, "forgotten") == ""


# --- what has become of them


def test_a_notification_is_named_by_its_case_and_id_and_one_without_a_case_too():
    assert notification().ref == "123456784/7-0"
    assert notification(case="").ref == "mail/7-0"
    assert notifications.parts_of("123456784/7-0") == ("123456784", "7-0")
    assert notifications.parts_of("mail/7-0") == ("", "7-0")
    assert notifications.case_of("123456784/7-0") == "123456784"
    assert notifications.case_of("mail/7-0") == ""


def test_why_it_did_not_arrive_is_said_in_words_and_a_providers_code_as_it_is():
    assert notifications.text_of_error("no-answer") == "not_arrived.no_answer"
    said = notifications.why_not(AUTHORITY.texts, NotArrived.NO_SUCH_NUMBER)
    assert said == AUTHORITY.texts["not_arrived.no_such_number"]
    assert notifications.why_not(AUTHORITY.texts, "30008") == "30008"


def test_what_failed_can_be_sent_again_except_a_result_call():
    failed = NotificationState.FAILED
    assert notification(state=failed).can_be_sent_again
    assert not notification(state=failed, kind=notifications.RESULT_CALL).can_be_sent_again
    assert not notification(state=NotificationState.SENT).can_be_sent_again


def test_what_was_held_back_at_the_citizens_wish_can_be_sent_once_they_agree():
    silent = notification(state=NotificationState.WITHHELD, error=NotArrived.ASKED_NOT_TO)
    assert silent.is_silenced
    assert silent.can_be_sent_again
    other = replace(silent, error=NotArrived.ANSWERED_ENOUGH)
    assert not other.is_silenced
    assert not other.can_be_sent_again
    assert not replace(silent, state=NotificationState.SENT).is_silenced


def test_it_has_left_once_it_was_sent_alone_or_with_others():
    assert not notification().left
    assert notification(sent_at=RECEIVED).left
    assert notification(said_in="8").left
    assert notification(state=NotificationState.SENT).left
    assert notification(state=NotificationState.DELIVERED).left
    assert not notification(state=NotificationState.FAILED).left


# --- who has seen it

LATER = RECEIVED + timedelta(minutes=5)
CALL = notification(
    kind=notifications.URGENT_CALL, medium=Medium.CALL, to=Receiver.OFFICER, who="nghia"
)
TO_LEADER = replace(CALL, to=Receiver.LEADER, who="chu-tich")


def saw(role: Role, who: str = "son", moment=LATER) -> Seen:
    return Seen(role=role, who=who, at=moment)


def spared(call: Notification, *seen_by: Seen) -> bool:
    return seen.is_spared(call, CaseFile(case=case(), seen=seen_by))


def test_a_call_to_an_officer_is_spared_once_anybody_of_the_office_has_seen_the_matter():
    assert spared(CALL, saw(Role.OFFICER))
    assert spared(CALL, saw(Role.CHIEF, moment=RECEIVED))
    assert not spared(CALL)
    assert not spared(CALL, saw(Role.LEADER, "chu-tich"))
    assert not spared(CALL, saw(Role.OFFICER, moment=RECEIVED - timedelta(seconds=1)))


def test_a_leader_is_called_unless_they_have_seen_it_themselves():
    assert spared(TO_LEADER, saw(Role.LEADER, "chu-tich"))
    assert not spared(TO_LEADER, saw(Role.LEADER, "pho-chu-tich-1"))
    assert not spared(TO_LEADER, saw(Role.OFFICER, "chu-tich"))


def test_what_was_seen_before_the_mail_went_spares_nothing():
    mailed = replace(CALL, words={"mailed": LATER.isoformat()})
    assert spared(mailed, saw(Role.OFFICER))
    assert not spared(mailed, saw(Role.OFFICER, moment=RECEIVED))


def test_seeing_it_is_noted_if_it_spares_a_call_that_nothing_else_spares():
    fresh, unseen = saw(Role.OFFICER), CaseFile(case=case())
    assert seen.matters(fresh, unseen, [CALL])
    assert not seen.matters(fresh, replace(unseen, seen=(fresh,)), [CALL])
    assert not seen.matters(fresh, unseen, [replace(CALL, kind="urgent_screen")])
    ring = ("waiting", "sending", "sent", "unanswered")
    found = [
        state.value
        for state in NotificationState
        if seen.matters(fresh, unseen, [replace(CALL, state=state)])
    ]
    assert found == list(ring)


def test_a_link_is_asked_for_by_a_person_if_a_browser_says_so_or_scanners_are_done():
    mail = notification(link="l1", state=NotificationState.SENT, sent_at=RECEIVED)
    soon, late = RECEIVED + timedelta(minutes=2), RECEIVED + timedelta(minutes=2, seconds=1)

    def person(*mails: Notification, now=late, navigated=False) -> bool:
        return seen.is_by_a_person("l1", mails, now, navigated=navigated)

    assert person(mail)
    assert not person(mail, now=soon)
    assert person(mail, now=soon, navigated=True)
    assert not person()
    assert not person(replace(mail, link="l2"))
    assert not person(replace(mail, state=NotificationState.WAITING))
    assert person(replace(mail, state=NotificationState.DELIVERED, sent_at=None))
    assert not person(mail, replace(mail, sent_at=soon))
