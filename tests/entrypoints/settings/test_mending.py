"""An address is mended where its mail came back, and what failed is sent again, in one step."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from urllib.parse import urlsplit

import pytest

from chalicelib import wiring
from chalicelib.domain.authority.parts import Absence
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.todos.table import Todo
from chalicelib.usecases.settings import mending
from tests.support import saved
from tests.support.answers import Answer
from tests.support.deployment import AGENCY, Deployment
from tests.support.office import CHIEF, NGHIA, Office

NEW = "do-thi-moi@langson.example"


def bounced(deployment: Deployment) -> Notification:
    """The mail by which an agency was assigned a matter has come back."""
    deployment.way_to(Todo.ANSWER)
    mail = next(n for n in deployment.notifications() if n.kind == "agency_assigned")
    said = {
        "eventType": "Bounce",
        "mail": {"messageId": mail.provider_id},
        "bounce": {
            "bounceType": "Permanent",
            "bounceSubType": "General",
            "bouncedRecipients": [{"emailAddress": "a@b.example"}],
        },
    }
    assert deployment.mail_reported(json.dumps(said)) == []
    return next(n for n in deployment.notifications() if n.id == mail.id)


@pytest.fixture
def failed(clock: saved.Clock, deployment: Deployment) -> Notification:
    return bounced(deployment)


def mend(office: Office, failed: Notification, address: str) -> Answer:
    return office.post(f"/van-phong/thong-bao/{failed.ref}", [("mail", address)])


def test_the_case_says_where_the_mail_went_and_takes_another_address(
    failed: Notification, clock: saved.Clock, deployment: Deployment
) -> None:
    chief = Office(deployment, CHIEF)
    page = chief.get(f"/van-phong/ho-so/{failed.case}").body
    assert 'value="do-thi@langson.example"' in page
    assert mend(chief, failed, NEW).status == 303
    deployment.deliver()
    assert deployment.mails(NEW) == []  # a function may not have looked yet
    clock.later()
    deployment.later(seconds=40)
    deployment.sweep()
    deployment.deliver()
    [mail] = deployment.mails(NEW)
    assert deployment.call("GET", urlsplit(mail.link).path).status == 200
    assert wiring.live().current(at_once=True).made.authority.agency(AGENCY).mail == NEW


def test_an_address_that_cannot_be_is_refused_beside_its_field(
    failed: Notification, deployment: Deployment
) -> None:
    chief = Office(deployment, CHIEF)
    wrong = mend(chief, failed, "văn phòng")
    assert wrong.status == 422
    assert "không phải địa chỉ thư điện tử" in wrong.body
    assert 'value="văn phòng"' in wrong.body
    assert wiring.live().current(at_once=True).number == 1


def test_what_an_officer_mends_waits_for_a_second_person(
    failed: Notification, deployment: Deployment
) -> None:
    officer = Office(deployment, NGHIA)
    assert "/de-xuat/" in mend(officer, failed, NEW).headers["Location"]
    assert wiring.live().current(at_once=True).number == 1


def test_with_the_same_address_it_is_sent_again_at_once(
    failed: Notification, deployment: Deployment
) -> None:
    before = len(deployment.mails("do-thi@langson.example"))
    mend(Office(deployment, CHIEF), failed, "do-thi@langson.example")
    deployment.deliver()
    assert len(deployment.mails("do-thi@langson.example")) == before + 1
    assert wiring.live().current(at_once=True).number == 1


@pytest.mark.parametrize("away", [True, False])
def test_a_mail_that_was_for_somebody_who_is_away_or_gone_mends_the_address_it_went_to(
    clock: saved.Clock, deployment: Deployment, away: bool
) -> None:
    rules = wiring.services().rules
    absent = Absence(who="truong", first=date(2017, 1, 17), until=date(2017, 1, 18), by="son")
    body = replace(rules.authority, absences=(absent,)).as_of(absent.first)
    if not away:
        left = tuple(one for one in body.officers if one.id != "thuy")
        body = replace(rules.authority, officers=left)
    who, reached = ("truong", "son") if away else ("thuy", "truong")
    assert mending.reached(body, "officers", who) == reached
