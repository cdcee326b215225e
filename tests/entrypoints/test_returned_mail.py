"""Mail that comes back: shown in trouble, told to the chief, once; what is no report is put by."""

import json
from typing import Any

import pytest
from chalice.local import LambdaContext

import app as functions
from chalicelib import wiring
from chalicelib.domain.case.notifications import NotificationState
from chalicelib.usecases.office import board as office
from tests.support.deployment import Deployment


def report(message_id: str, kind: str = "Bounce", bounce_type: str = "Permanent") -> dict[str, Any]:
    said: dict[str, Any] = {"eventType": kind, "mail": {"messageId": message_id}}
    if kind == "Bounce":
        said["bounce"] = {"bounceType": bounce_type, "bounceSubType": "General"}
    return said


def take(*bodies: str) -> list[str]:
    """The queue hands these over; which of them go back to it."""
    records = [
        {
            "messageId": f"m{place}",
            "receiptHandle": "r",
            "body": body,
            "attributes": {},
            "messageAttributes": {},
            "eventSource": "aws:sqs",
        }
        for place, body in enumerate(bodies)
    ]
    answer = functions.mail_events({"Records": records}, LambdaContext("mail_events", 512, 60_000))
    return [failed["itemIdentifier"] for failed in answer["batchItemFailures"]]


def to_agency(deployment: Deployment) -> str:
    """A case that its first agency has; returns its code."""
    deployment.sms()
    deployment.deliver()
    owner = deployment.authority.officer(deployment.file().case.owner)
    agency = deployment.authority.agencies[0].id
    for to, action, typed in (
        (owner.mail, "propose", {"field": "S1", "summary": "Đèn hỏng."}),
        (deployment.authority.chief.mail, "assign", {"document": "1/VP"}),
    ):
        link = deployment.newest_link(to)
        deployment.post(link, deployment.get(link).page.fill(action, agency=agency, **typed))
        deployment.deliver()
    return deployment.codes()[0]


def mail_to_owner(deployment: Deployment):
    deployment.sms()
    deployment.deliver()
    return next(n for n in deployment.notifications() if n.medium == "mail")


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_bounced_mail_is_in_trouble_and_the_chief_is_told(deployment, wrapped):
    notification = mail_to_owner(deployment)
    said = json.dumps(report(notification.provider_id))
    body = json.dumps({"Type": "Notification", "Message": said}) if wrapped else said
    assert take(body) == []
    deployment.deliver()
    after = next(n for n in deployment.notifications() if n.id == notification.id)
    assert after.state is NotificationState.FAILED
    assert after.error == "Bounce Permanent General"
    (told,) = deployment.mails(deployment.authority.chief.mail)
    assert "Bounce Permanent General" in told.text
    assert deployment.get(told.link).status == 200


def test_a_bounce_reported_twice_is_told_once(deployment):
    notification = mail_to_owner(deployment)
    body = json.dumps(report(notification.provider_id))
    take(body, body)
    take(body)
    deployment.deliver()
    assert len(deployment.mails(deployment.authority.chief.mail)) == 1


def test_a_complaint_is_told_as_well(deployment):
    notification = mail_to_owner(deployment)
    take(json.dumps(report(notification.provider_id, "Complaint")))
    deployment.deliver()
    assert len(deployment.mails(deployment.authority.chief.mail)) == 1


@pytest.mark.parametrize(
    ("kind", "bounce_type"), [("Bounce", "Transient"), ("Delivery", ""), ("Something new", "")]
)
def test_what_nobody_has_to_see_to_changes_nothing(deployment, kind, bounce_type):
    notification = mail_to_owner(deployment)
    before = deployment.dump()
    assert take(json.dumps(report(notification.provider_id, kind, bounce_type))) == []
    assert deployment.dump() == before


def test_an_assignment_whose_mail_bounced_counts_from_the_next_that_left(deployment):
    agency = deployment.authority.agencies[0]
    to_agency(deployment)
    notification = next(n for n in deployment.notifications() if n.kind == "agency_assigned")
    take(json.dumps(report(notification.provider_id)))
    deployment.later(days=2)
    office.send_again(wiring.services().rules, wiring.services().store, notification.ref)
    deployment.deliver()
    share = deployment.file().assignment(agency.id)
    assert share.assigned_at == deployment.at
    assert share.clock.first_due_at < share.clock.due_at
    assert f"{share.clock.due_at.astimezone(deployment.at.tzinfo):%d/%m/%Y}" == "25/01/2017"
    assert deployment.file().history[-1].kind == "delivered_late"


def test_a_report_on_mail_that_is_not_ours_is_dropped_and_counted(deployment, capsys):
    assert take(json.dumps(report("not-ours"))) == []
    assert "MailTroubleUnknown" in capsys.readouterr().out


def test_what_is_no_report_goes_back_and_holds_up_nobody(deployment):
    notification = mail_to_owner(deployment)
    assert take("no json", "{}", json.dumps(report(notification.provider_id))) == ["m0", "m1"]
    assert deployment.file().history[-1].kind == "notice_failed"
