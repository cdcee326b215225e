"""When something fails at the moment of the webhook: the words are on file, or the provider is told
to try again; what was to be sent is sent later."""

import pytest
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import ConnectTimeout, ReadTimeout

from chalicelib.domain.case.notifications import NotificationState
from tests.support.web import CITIZEN, EMPTY_TWIML, Doorway
from tests.support.world import COMPLETE

PATIENCE = [{"minutes": 2}, {"minutes": 6}, {"minutes": 31}, {"hours": 2, "minutes": 1}]


def a_minute_later(doorway: Doorway) -> None:
    doorway.later(minutes=1)
    doorway.sweep()
    assert doorway.deliver() == []


def assert_all_was_done(doorway: Doorway) -> None:
    """One case, its text and its mail, as if nothing had happened."""
    (raw,) = doorway.raws()
    assert raw.text == COMPLETE
    assert raw.taken_as == doorway.file().case.code
    assert len(doorway.provider.texts_to(CITIZEN)) == 1
    assert len(doorway.mails()) == 1


def test_a_store_that_refuses_the_first_write_promises_nothing(doorway, capsys):
    sent = doorway.message_fields()
    with doorway.aws.refusing("PutItem"):
        answer = doorway.sms(sent)
    assert answer.status == 503
    assert "<Response" not in answer.body
    assert doorway.dump() == []
    assert doorway.queued() == 0
    assert '"WebhookFailed": 1' in capsys.readouterr().out
    assert doorway.sms(sent).body == EMPTY_TWIML
    doorway.deliver()
    assert_all_was_done(doorway)


def test_a_store_that_answers_nothing_at_all_promises_nothing(doorway):
    everything = ("PutItem", "GetItem", "Query", "UpdateItem", "TransactWriteItems")
    with doorway.aws.refusing(*everything):
        assert doorway.sms().status == 503
    assert doorway.dump() == []


def test_secrets_that_cannot_be_read_are_no_open_door(doorway, capsys):
    from tests.support.web import forget

    forget()
    sent = doorway.message_fields()
    with doorway.aws.refusing("GetParameter"):
        answer = doorway.sms(sent)
    assert answer.status >= 500
    assert doorway.dump() == []
    assert doorway.sms(sent).status == 200


@pytest.mark.parametrize("operation", ["TransactWriteItems", "GetItem", "Query"])
def test_when_the_case_cannot_be_made_the_words_are_on_file_and_it_is_made_later(
    doorway, operation
):
    with doorway.aws.refusing(operation):
        answer = doorway.sms()
    assert (answer.status, answer.body) == (200, EMPTY_TWIML)
    (raw,) = doorway.raws()
    assert raw.text == COMPLETE
    a_minute_later(doorway)
    assert_all_was_done(doorway)


def test_a_webhook_repeated_while_the_case_could_not_be_made_makes_it(doorway):
    sent = doorway.message_fields()
    with doorway.aws.refusing("TransactWriteItems"):
        doorway.sms(sent)
    assert doorway.codes() == []
    doorway.sms(sent)
    doorway.deliver()
    assert_all_was_done(doorway)


def test_when_the_queue_is_down_all_is_on_file_and_sent_later(doorway, capsys):
    with doorway.aws.refusing("SendMessageBatch", "SendMessage"):
        answer = doorway.sms()
    assert (answer.status, answer.body) == (200, EMPTY_TWIML)
    assert '"KickLost": 1' in capsys.readouterr().out
    assert doorway.deliver() == []
    assert doorway.mails() == []
    a_minute_later(doorway)
    assert_all_was_done(doorway)


def test_a_sweeper_that_finds_the_queue_down_leaves_everything_for_the_next(doorway):
    with doorway.aws.refusing("SendMessageBatch", "SendMessage"):
        doorway.sms()
        doorway.later(minutes=1)
        with pytest.raises(Exception, match="SendMessage"):
            doorway.sweep()
    a_minute_later(doorway)
    assert_all_was_done(doorway)


def test_when_mail_is_down_the_citizen_is_told_and_the_mail_goes_later(doorway):
    with doorway.aws.refusing("SendEmail"):
        doorway.sms()
        assert doorway.deliver() == []
    assert len(doorway.provider.texts_to(CITIZEN)) == 1
    assert doorway.mails() == []
    a_minute_later(doorway)
    assert_all_was_done(doorway)
    assert doorway.get(doorway.mails()[0].link).status == 200


TROUBLES = {
    "server error": (500, 20500),
    "bad gateway": (502, 0),
    "too many": (429, 20429),
    "queue overflow": (400, 30001),
    "no answer": ReadTimeout("no answer"),
    "no connection": ConnectTimeout("no connection"),
    "cut off": NoConnection("cut off"),
}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_a_provider_in_trouble_gets_the_text_again_later(doorway, trouble):
    doorway.provider.broken = [trouble]
    assert doorway.sms().body == EMPTY_TWIML
    assert doorway.deliver() == []
    assert doorway.provider.sent == []
    assert len(doorway.mails()) == 1
    a_minute_later(doorway)
    assert_all_was_done(doorway)


def test_a_provider_that_stays_in_trouble_is_tried_for_hours_and_then_it_is_a_persons_business(
    doorway,
):
    doorway.provider.broken = [(500, 20500)] * 9
    doorway.sms()
    doorway.deliver()
    for span in PATIENCE:
        assert [n.state for n in doorway.notifications() if n.medium == "sms"] == [
            NotificationState.WAITING
        ]
        doorway.later(**span)
        doorway.sweep()
        doorway.deliver()
    assert [n.state for n in doorway.notifications() if n.medium == "sms"] == [
        NotificationState.FAILED
    ]
    doorway.later(days=1)
    doorway.sweep()
    doorway.deliver()
    assert doorway.provider.sent == []
    assert len(doorway.provider.broken) == 4
    assert [e.kind for e in doorway.file().history] == ["received", "notice_failed"]
    assert len(doorway.mails()) == 2


@pytest.mark.parametrize("code", [21211, 21614, 21610, 21408, 21617])
def test_a_text_refused_for_good_is_not_tried_again_and_becomes_a_persons_business(doorway, code):
    doorway.provider.broken = [(400, code)]
    doorway.sms()
    doorway.deliver()
    for _ in range(3):
        doorway.later(hours=3)
        doorway.sweep()
        doorway.deliver()
    assert doorway.provider.sent == []
    assert "notice_failed" in [e.kind for e in doorway.file().history]
    told = doorway.mails()[-1]
    assert str(code) in told.text
    assert doorway.get(told.link).status == 200


def test_messages_that_pile_up_while_the_provider_is_in_trouble_are_not_all_left_unanswered(
    doorway,
):
    doorway.provider.broken = [(500, 20500)] * 5
    for _ in range(8):
        doorway.sms()
        doorway.later(seconds=1)
    doorway.deliver()
    a_minute_later(doorway)
    assert len(doorway.provider.sent) == 5


def test_one_notice_that_breaks_goes_back_to_the_queue_alone(doorway):
    doorway.sms()
    doorway.sms()
    with doorway.aws.refusing("UpdateItem", times=1):
        broken = doorway.deliver()
    assert len(broken) == 1
    assert len(doorway.mails()) + len(doorway.provider.sent) == 3
    a_minute_later(doorway)
    assert len(doorway.mails()) + len(doorway.provider.sent) == 4


def test_a_dispatcher_that_dies_after_sending_loses_nothing(doorway):
    doorway.sms()
    with doorway.aws.refusing("UpdateItem", times=0):
        pass
    real = doorway.aws.call

    def dies(call, client, name, kwargs):
        answer = real(call, client, name, kwargs)
        if name == "SendEmail":
            doorway.aws.refused, doorway.aws.left = {"PutItem", "UpdateItem"}, 2
        return answer

    doorway.aws.call = dies
    doorway.deliver()
    doorway.aws.call = real
    doorway.later(minutes=3)
    doorway.sweep()
    assert doorway.deliver() == []
    assert {n.state for n in doorway.notifications()} == {NotificationState.SENT}
    assert len(doorway.mails()) >= 1


def failing_receipt(doorway: Doorway):
    path = doorway.provider.sent[0]["StatusCallback"].removeprefix("http://127.0.0.1:8000")
    return doorway.signed(path, [("MessageStatus", "failed"), ("ErrorCode", "30005")])


def test_a_failure_that_could_not_be_reported_at_once_is_reported_later(doorway):
    doorway.sms()
    doorway.deliver()
    with doorway.aws.refusing("TransactWriteItems"):
        failing_receipt(doorway)
    failing_receipt(doorway)
    for _ in range(3):
        doorway.later(hours=7)
        doorway.sweep()
        doorway.deliver()
    assert [e.kind for e in doorway.file().history].count("notice_failed") == 1


def test_a_refusal_that_could_not_be_reported_at_once_is_reported_later(doorway):
    doorway.provider.broken = [(400, 21211)]
    doorway.sms()
    with doorway.aws.refusing("TransactWriteItems"):
        doorway.deliver()
    for _ in range(3):
        doorway.later(hours=7)
        doorway.sweep()
        doorway.deliver()
    assert [e.kind for e in doorway.file().history].count("notice_failed") == 1


def test_a_receipt_for_something_that_is_not_ours_changes_nothing(doorway):
    doorway.sms()
    doorway.deliver()
    before = doorway.dump()
    fields = [("MessageStatus", "failed"), ("ErrorCode", "30003")]
    for ref in ("123456784/00001-1", "x/y", "%2e%2e/%2e%2e", "a" * 900 + "/b", "{code}/{0}"):
        params = dict(zip(("code", "notification"), ref.split("/"), strict=True))
        path = f"/receipts/sms/{ref}"
        assert doorway.signed(path, fields).status == 200, params
    assert doorway.dump() == before


def test_a_receipt_without_a_status_settles_nothing(doorway):
    doorway.sms()
    doorway.deliver()
    before = doorway.dump()
    path = doorway.provider.sent[0]["StatusCallback"].removeprefix("http://127.0.0.1:8000")
    for fields in ([], [("MessageStatus", "")], [("Body", "delivered")]):
        assert doorway.signed(path, fields).status == 200
    assert doorway.dump() == before
