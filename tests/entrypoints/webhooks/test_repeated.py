"""The provider repeats itself, also in one moment: nothing multiplies, every reply is the same."""

import pytest

from chalicelib import wiring
from chalicelib.usecases.ports.queue import SendNotification
from tests.support.at_once import at_once
from tests.support.deployment import CITIZEN, EMPTY_TWIML, OF_A_TEXT, Deployment

ONE_OF_EACH = {
    "contact": 1,
    "copy": 2,
    "event": 1,
    "head": 1,
    "fact": 1,
    "identity": 1,
    "link": 1,
    "notice": 2,
    "pointer": 2,
    "raw": 1,
    "sender": 1,  # what is on file about the number
    "texts sent": 1,
    "mails sent": 1,
}


def settled(deployment: Deployment) -> dict[str, int]:
    """What there is when all that was enqueued has been sent, and the sweeper has been twice."""
    for _ in range(2):
        assert deployment.deliver() == []
        deployment.later(minutes=1)
        deployment.sweep()
    assert deployment.deliver() == []
    return deployment.counts()


def test_one_message_is_one_of_each(deployment):
    deployment.sms()
    assert settled(deployment) == ONE_OF_EACH


@pytest.mark.parametrize("times", [2, 10])
def test_the_same_webhook_at_once_is_one_of_each_and_the_same_reply(deployment, times):
    sent = deployment.message_fields()
    answers = at_once(times, lambda: deployment.sms(sent))
    assert {a.same for a in answers} == {answers[0].same}
    assert (answers[0].status, answers[0].body) == (200, EMPTY_TWIML)
    assert settled(deployment) == ONE_OF_EACH


@pytest.mark.parametrize("times", [2, 10])
def test_the_same_webhook_again_is_one_of_each_and_the_same_reply(deployment, times):
    sent = deployment.message_fields()
    answers = []
    for _ in range(times):
        answers.append(deployment.sms(sent))
        deployment.deliver()
    assert {a.same for a in answers} == {answers[0].same}
    assert settled(deployment) == ONE_OF_EACH


def test_a_webhook_repeated_days_later_changes_nothing(deployment):
    sent = deployment.message_fields()
    first = deployment.sms(sent)
    deployment.deliver()
    before = deployment.dump()
    deployment.later(days=3)
    assert deployment.sms(sent).same == first.same
    deployment.deliver()
    assert deployment.dump() == before


def test_ten_messages_at_once_are_ten_cases(deployment):
    waiting = [deployment.message_fields(sender=f"+8490000020{n}") for n in range(10)]
    at_once(10, lambda: deployment.sms(waiting.pop()))
    deployment.sweep()
    counts = settled(deployment)
    assert (counts["raw"], counts["head"], counts["texts sent"]) == (10, 10, 10)


def test_the_same_words_in_another_message_are_another_contact(deployment):
    deployment.sms()
    deployment.sms()
    assert settled(deployment)["raw"] == 2


@pytest.mark.parametrize("times", [2, 10])
@pytest.mark.parametrize("status", ["delivered", "undelivered", "failed", "sent", "no such"])
def test_delivery_receipts_at_once_settle_once_and_get_the_same_reply(deployment, times, status):
    deployment.sms()
    deployment.deliver()
    path = deployment.provider.sent[0]["StatusCallback"].removeprefix("http://127.0.0.1:8000")
    fields = [("MessageStatus", status), ("ErrorCode", "30005"), ("To", CITIZEN), OF_A_TEXT]
    answers = at_once(times, lambda: deployment.signed(path, fields))
    assert {a.same for a in answers} == {(200, EMPTY_TWIML, answers[0].same[2])}
    counts = settled(deployment)
    failed = status in ("undelivered", "failed")
    assert counts["event"] == 1 + failed
    assert counts["mails sent"] == 1 + failed
    assert counts["texts sent"] == 1


def test_a_notification_that_is_queued_many_times_is_sent_once(deployment):
    deployment.sms()
    messages = [SendNotification(notification.ref) for notification in deployment.notifications()]
    wiring.services().store.queue.enqueue(messages * 5)
    assert deployment.queued() == 11  # the mail itself waits for a round
    assert settled(deployment) == ONE_OF_EACH
