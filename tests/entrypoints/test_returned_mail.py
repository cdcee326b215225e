"""What SES reports about mail: what has not arrived is told to a person, once; what is no report is
put by."""

import json
from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError

from chalicelib import wiring
from chalicelib.domain.notifications.notifications import NotificationState
from chalicelib.domain.todos.table import Todo
from chalicelib.usecases.delivery.again import send_again
from tests.support.deployment import AGENCY, Deployment
from tests.support.office import Office


def report(message_id: str, kind: str = "Bounce", **said: Any) -> dict[str, Any]:
    """What SES says about a mail; by default that it bounced for good. `statuses` are those of the
    receivers, `tags` the message's."""
    mail: dict[str, Any] = {"messageId": message_id}
    if "ref" in said:
        mail["tags"] = {"ref": [said["ref"]], "ses:configuration-set": ["set"]}
    whole: dict[str, Any] = {"eventType": kind, "mail": mail}
    if kind == "Bounce":
        receivers = [{"emailAddress": "a@b.example", "status": s} for s in said.get("statuses", [])]
        whole["bounce"] = {
            "bounceType": said.get("type", "Permanent"),
            "bounceSubType": said.get("subtype", "General"),
            "bouncedRecipients": receivers or [{"emailAddress": "a@b.example"}],
        }
    if kind == "Complaint":
        whole["complaint"] = {"complaintSubType": said.get("subtype")}
    return whole


def mail_to_owner(deployment: Deployment):
    deployment.sms()
    deployment.deliver()
    return next(n for n in deployment.notifications() if n.medium == "mail")


@pytest.mark.parametrize("wrapped", [True, False])
def test_a_bounced_mail_is_in_trouble_and_the_chief_is_told(deployment, wrapped):
    notification = mail_to_owner(deployment)
    said = json.dumps(report(notification.provider_id))
    body = json.dumps({"Type": "Notification", "Message": said}) if wrapped else said
    assert deployment.mail_reported(body) == []
    deployment.deliver()
    after = next(n for n in deployment.notifications() if n.id == notification.id)
    assert after.state is NotificationState.FAILED
    assert after.error == "mail refused"
    (told,) = deployment.mails(deployment.authority.chief.mail)
    assert "Lý do: máy chủ thư từ chối." in told.text
    assert deployment.get(told.link).status == 200


def test_a_bounce_reported_twice_is_told_once(deployment):
    notification = mail_to_owner(deployment)
    body = json.dumps(report(notification.provider_id))
    deployment.mail_reported(body, body)
    deployment.mail_reported(body)
    deployment.deliver()
    assert len(deployment.mails(deployment.authority.chief.mail)) == 1


LOST = {
    "no such mailbox": ({"statuses": ["5.1.1"]}, "hộp thư không tồn tại"),
    "no mailbox, of its subtype": ({"subtype": "NoEmail"}, "hộp thư không tồn tại"),
    "full for good": ({"statuses": ["5.2.2"]}, "hộp thư đầy"),
    "full for now": ({"type": "Transient", "subtype": "MailboxFull"}, "hộp thư đầy"),
    "full for now, of its status": ({"type": "Transient", "statuses": ["4.2.2"]}, "hộp thư đầy"),
    "soft, but with a status that is final": (
        {"type": "Transient", "statuses": ["5.7.1"]},
        "máy chủ thư từ chối",
    ),
    "too large": ({"type": "Transient", "subtype": "MessageTooLarge"}, "máy chủ thư từ chối"),
    "not taken for hours": (
        {"type": "Transient", "statuses": ["4.4.7"]},
        "máy chủ thư không nhận trong nhiều giờ",
    ),
    "suppressed": ({"subtype": "OnAccountSuppressionList"}, "nhà cung cấp ngừng gửi"),
    "nobody knows why": ({"type": "Undetermined", "subtype": "Undetermined"}, "từ chối"),
    "suppressed after a complaint": (
        {"kind": "Complaint", "subtype": "OnAccountSuppressionList"},
        "nhà cung cấp ngừng gửi",
    ),
    "rejected": ({"kind": "Reject"}, "máy chủ thư từ chối"),
}


@pytest.mark.parametrize(("said", "why"), LOST.values(), ids=LOST)
def test_a_mail_that_has_not_arrived_is_told_in_words(deployment, said, why):
    notification = mail_to_owner(deployment)
    assert deployment.mail_reported(report(notification.provider_id, **said)) == []
    deployment.deliver()
    (told,) = deployment.mails(deployment.authority.chief.mail)
    assert why in told.text


def test_whoever_calls_a_mail_spam_has_it_and_the_page_says_so(deployment):
    notification = mail_to_owner(deployment)
    deployment.mail_reported(report(notification.provider_id, "Complaint"))
    deployment.deliver()
    after = next(n for n in deployment.notifications() if n.id == notification.id)
    assert after.state is NotificationState.DELIVERED
    assert deployment.mails(deployment.authority.chief.mail) == []
    page = (
        Office(deployment, deployment.authority.chief.mail)
        .get(f"/van-phong/ho-so/{notification.case}")
        .page.text
    )
    assert "đã đến người nhận báo là thư rác" in " ".join(page.split())


ARRIVED = {
    "an out-of-office": {"type": "Transient"},
    "an out-of-office with a good status": {"type": "Transient", "statuses": ["2.0.0"]},
    "delivered": {"kind": "Delivery"},
    "delayed": {"kind": "DeliveryDelay"},
    "sent, as was known": {"kind": "Send"},
    "something new": {"kind": "Something new"},
}


@pytest.mark.parametrize("said", ARRIVED.values(), ids=ARRIVED)
def test_what_nobody_has_to_see_to_changes_nothing(deployment, said):
    notification = mail_to_owner(deployment)
    before = deployment.dump()
    assert deployment.mail_reported(report(notification.provider_id, **said)) == []
    assert deployment.dump() == before


@pytest.mark.parametrize(
    "body",
    [
        {
            "Type": "Notification",
            "Message": "Successfully validated SNS topic for Amazon SES event publishing.",
        },
        {
            "Type": "Notification",
            "Message": json.dumps({"notificationType": "AmazonSnsSubscriptionSucceeded"}),
        },
    ],
)
def test_the_service_trying_out_its_topic_is_no_error(deployment, body):
    assert deployment.mail_reported(body) == []


class TestALostAnswer:
    """SES has taken a mail, but its answer did not come."""

    @staticmethod
    def lose(deployment: Deployment, *, answers: int = 1) -> Any:
        """Sends the mail of a message; the answers are lost. Returns its notification."""
        real, left = deployment.aws.call, [answers]

        def loses(call: Any, client: Any, name: str, kwargs: Any) -> Any:
            answer = real(call, client, name, kwargs)
            if name == "SendEmail" and left[0]:
                left[0] -= 1
                raise ReadTimeoutError(endpoint_url="https://email")
            return answer

        deployment.aws.call = loses
        deployment.sms()
        deployment.deliver()
        return next(n for n in deployment.notifications() if n.medium == "mail")

    def test_does_not_double_the_mail_at_once(self, deployment):
        self.lose(deployment)
        for _ in range(3):
            deployment.later(minutes=5)
            deployment.sweep()
            deployment.deliver()
        assert len(deployment.mails()) == 1

    def test_and_never_if_the_service_says_that_it_has_it(self, deployment):
        lost = self.lose(deployment)
        deployment.mail_reported(report("found", "Send", ref=lost.ref.replace("/", "__")))
        deployment.later(hours=5)
        deployment.sweep()
        deployment.deliver()
        assert len(deployment.mails()) == 1
        found = next(n for n in deployment.notifications() if n.id == lost.id)
        assert (found.state, found.provider_id) == (NotificationState.SENT, "found")
        deployment.mail_reported(report("found"))
        deployment.deliver()
        assert len(deployment.mails(deployment.authority.chief.mail)) == 1

    def test_sends_it_again_later_if_nobody_says_so(self, deployment):
        self.lose(deployment)
        deployment.later(minutes=30)
        deployment.sweep()
        deployment.deliver()
        assert len(deployment.mails()) == 2

    def test_and_a_person_is_told_when_no_answer_ever_comes(self, deployment):
        lost = self.lose(deployment, answers=9)
        for _ in range(8):
            deployment.later(hours=5)
            deployment.sweep()
            deployment.deliver()
        failed = next(n for n in deployment.notifications() if n.id == lost.id)
        assert failed.state is NotificationState.FAILED


def test_an_assignment_whose_mail_bounced_counts_from_the_next_which_says_the_new_day(deployment):
    agency = deployment.authority.agency(AGENCY)
    deployment.way_to(Todo.ANSWER)
    notification = next(n for n in deployment.notifications() if n.kind == "agency_assigned")
    deployment.mail_reported(report(notification.provider_id))
    deployment.later(days=2)
    for _ in range(2):  # pressed twice
        send_again(wiring.services().rules, wiring.services().store, notification.ref)
    deployment.deliver()
    first, second = deployment.mails(agency.mail)
    assert "25/01/2017" not in first.text
    assert "25/01/2017" in second.text
    assert second.link != first.link
    assert deployment.get(second.link).status == 200
    old = next(n for n in deployment.notifications() if n.id == notification.id)
    assert (old.state, old.error) == (NotificationState.WITHHELD, "sent anew")
    share = deployment.file().assignment(agency.id)
    assert share.assigned_at == deployment.at
    assert share.clock.first_due_at < share.clock.due_at
    assert f"{share.clock.due_at.astimezone(deployment.at.tzinfo):%d/%m/%Y}" == "25/01/2017"
    assert deployment.file().history[-1].kind == "delivered_late"


def test_a_report_on_mail_that_is_not_ours_is_dropped_and_counted(deployment, capsys):
    assert deployment.mail_reported(report("not-ours")) == []
    assert "MailTroubleUnknown" in capsys.readouterr().out


def test_what_is_no_report_goes_back_and_holds_up_nobody(deployment):
    notification = mail_to_owner(deployment)
    assert deployment.mail_reported("no json", "{}", report(notification.provider_id)) == [
        "m0",
        "m1",
    ]
    assert deployment.file().history[-1].kind == "notice_failed"
