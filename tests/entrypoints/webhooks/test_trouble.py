"""When something fails at the moment of the webhook: the words are on file, or the provider is told
to try again; what was to be sent is sent later."""

import pytest
from requests.exceptions import ConnectionError as NoConnection
from requests.exceptions import ConnectTimeout, ReadTimeout

from chalicelib.domain.notifications.notifications import NotificationState
from chalicelib.domain.todos.table import Todo
from tests.support.deployment import CITIZEN, EMPTY_TWIML, OF_A_TEXT, Deployment
from tests.support.office import Office
from tests.support.world import COMPLETE

PATIENCE = [{"minutes": 2}, {"minutes": 6}, {"minutes": 31}, {"hours": 2, "minutes": 1}]


def a_minute_later(deployment: Deployment) -> None:
    deployment.later(minutes=1)
    deployment.sweep()
    assert deployment.deliver() == []


def assert_all_was_done(deployment: Deployment) -> None:
    """One case, its text and its mail, as if nothing had happened."""
    (raw,) = deployment.raws()
    assert raw.text == COMPLETE
    assert raw.taken_as == deployment.file().case.code
    assert len(deployment.provider.texts_to(CITIZEN)) == 1
    assert len(deployment.mails()) == 1


def test_a_store_that_refuses_the_first_write_promises_nothing(deployment, capsys):
    sent = deployment.message_fields()
    with deployment.aws.refusing("UpdateItem"):
        answer = deployment.sms(sent)
    assert answer.status == 503
    assert "<Response" not in answer.body
    assert deployment.dump() == []
    assert deployment.queued() == 0
    assert '"WebhookFailed": 1' in capsys.readouterr().out
    assert deployment.sms(sent).body == EMPTY_TWIML
    deployment.deliver()
    assert_all_was_done(deployment)


def test_a_store_that_answers_nothing_at_all_promises_nothing(deployment):
    everything = ("PutItem", "GetItem", "Query", "UpdateItem", "TransactWriteItems")
    with deployment.aws.refusing(*everything):
        assert deployment.sms().status == 503
    assert deployment.dump() == []


def test_secrets_that_cannot_be_read_are_no_open_door(deployment, capsys):
    from tests.support.aws import forget

    forget()
    sent = deployment.message_fields()
    with deployment.aws.refusing("GetParameters"):
        answer = deployment.sms(sent)
    assert answer.status >= 500
    assert deployment.dump() == []
    assert deployment.sms(sent).status == 200


@pytest.mark.parametrize("operation", ["TransactWriteItems", "GetItem", "Query"])
def test_when_the_case_cannot_be_made_the_words_are_on_file_and_it_is_made_later(
    deployment, operation
):
    with deployment.aws.refusing(operation):
        answer = deployment.sms()
    assert (answer.status, answer.body) == (200, EMPTY_TWIML)
    (raw,) = deployment.raws()
    assert raw.text == COMPLETE
    a_minute_later(deployment)
    assert_all_was_done(deployment)


def test_a_webhook_repeated_while_the_case_could_not_be_made_makes_it(deployment):
    sent = deployment.message_fields()
    with deployment.aws.refusing("TransactWriteItems"):
        deployment.sms(sent)
    assert deployment.codes() == []
    deployment.sms(sent)
    deployment.deliver()
    assert_all_was_done(deployment)


def test_when_the_queue_is_down_all_is_on_file_and_sent_later(deployment, capsys):
    with deployment.aws.refusing("SendMessageBatch", "SendMessage"):
        answer = deployment.sms()
    assert (answer.status, answer.body) == (200, EMPTY_TWIML)
    assert '"KickLost": 1' in capsys.readouterr().out
    assert deployment.hand_out() == []
    assert deployment.provider.sent == []
    a_minute_later(deployment)
    assert_all_was_done(deployment)


def test_a_sweeper_that_finds_the_queue_down_leaves_everything_for_the_next(deployment):
    with deployment.aws.refusing("SendMessageBatch", "SendMessage"):
        deployment.sms()
        deployment.later(minutes=1)
        with pytest.raises(Exception, match="SendMessage"):
            deployment.sweep()
    a_minute_later(deployment)
    assert_all_was_done(deployment)


def test_when_mail_is_down_the_citizen_is_told_and_the_mail_goes_later(deployment):
    with deployment.aws.refusing("SendEmail"):
        deployment.sms()
        assert deployment.deliver() == []
    assert len(deployment.provider.texts_to(CITIZEN)) == 1
    assert deployment.mails() == []
    a_minute_later(deployment)
    assert_all_was_done(deployment)
    assert deployment.get(deployment.mails()[0].link).status == 200


TROUBLES = {
    "server error": (500, 20500),
    "bad gateway": (502, 0),
    "too many": (429, 20429),
    "queue overflow": (400, 30001),
    "no connection": ConnectTimeout("no connection"),
}
LOST = {"no answer": ReadTimeout("no answer"), "cut off": NoConnection("cut off")}


@pytest.mark.parametrize("trouble", TROUBLES.values(), ids=TROUBLES)
def test_a_provider_in_trouble_gets_the_text_again_later(deployment, trouble):
    deployment.provider.broken = [trouble]
    assert deployment.sms().body == EMPTY_TWIML
    assert deployment.deliver() == []
    assert deployment.provider.sent == []
    assert len(deployment.mails()) == 1
    a_minute_later(deployment)
    assert_all_was_done(deployment)


@pytest.mark.parametrize("trouble", LOST.values(), ids=LOST)
def test_a_text_whose_answer_was_lost_is_not_sent_twice_at_once(deployment, trouble):
    deployment.provider.broken = [trouble]
    deployment.sms()
    deployment.deliver()
    a_minute_later(deployment)
    assert deployment.provider.sent == []
    deployment.later(minutes=25)
    deployment.sweep()
    deployment.deliver()
    assert_all_was_done(deployment)


@pytest.mark.parametrize("status", ["queued", "sent", "delivered"])
def test_nor_ever_if_the_provider_says_anything_about_it(deployment, status):
    deployment.provider.broken = [LOST["no answer"]]
    deployment.sms()
    deployment.deliver()
    ref = next(n.ref for n in deployment.notifications() if n.medium == "sms")
    sid = "SM" + "7" * 32
    deployment.signed(f"/receipts/sms/{ref}", [("MessageStatus", status), ("MessageSid", sid)])
    deployment.later(hours=5)
    deployment.sweep()
    deployment.deliver()
    assert deployment.provider.sent == []


def receipt(deployment: Deployment, code: str, nth: int = -1):
    """The network's word on a text that was sent, by default the last."""
    texts = deployment.provider.sent
    path = texts[nth]["StatusCallback"].removeprefix("http://127.0.0.1:8000")
    sid = f"SM{range(1, len(texts) + 1)[nth]:032d}"
    said = [("MessageStatus", "undelivered"), ("ErrorCode", code), ("MessageSid", sid)]
    return deployment.signed(path, said)


class TestATelephoneThatIsOff:
    def test_gets_the_text_again_later(self, deployment):
        deployment.sms()
        deployment.deliver()
        receipt(deployment, "30003")
        deployment.deliver()
        assert len(deployment.provider.sent) == 1
        a_minute_later(deployment)
        assert len(deployment.provider.sent) == 2
        assert [e.kind for e in deployment.file().history] == ["received"]

    def test_is_a_persons_business_in_the_end_with_the_reason_in_words(self, deployment):
        deployment.sms()
        deployment.deliver()
        for span in (*PATIENCE, {}):
            receipt(deployment, "30003")
            deployment.later(**span)
            deployment.sweep()
            deployment.deliver()
        assert len(deployment.provider.sent) == 1 + len(PATIENCE)
        assert "máy tắt hoặc ngoài vùng phủ sóng" in deployment.mails()[-1].text

    def test_a_receipt_of_an_earlier_try_says_nothing_about_the_next(self, deployment):
        deployment.sms()
        deployment.deliver()
        receipt(deployment, "30003")
        a_minute_later(deployment)
        receipt(deployment, "30005", nth=0)
        deployment.deliver()
        assert [e.kind for e in deployment.file().history] == ["received"]


def test_a_number_that_does_not_exist_is_not_tried_again(deployment):
    deployment.sms()
    deployment.deliver()
    receipt(deployment, "30005")
    deployment.later(hours=5)
    deployment.sweep()
    deployment.deliver()
    assert len(deployment.provider.sent) == 1
    assert "số không tồn tại" in deployment.mails()[-1].text


def test_a_provider_that_stays_in_trouble_is_tried_for_hours_and_then_it_is_a_persons_business(
    deployment,
):
    deployment.provider.broken = [(500, 20500)] * 9
    deployment.sms()
    deployment.deliver()
    for span in PATIENCE:
        assert [n.state for n in deployment.notifications() if n.medium == "sms"] == [
            NotificationState.WAITING
        ]
        deployment.later(**span)
        deployment.sweep()
        deployment.deliver()
    assert [n.state for n in deployment.notifications() if n.medium == "sms"] == [
        NotificationState.FAILED
    ]
    deployment.later(days=1)
    deployment.sweep()
    deployment.deliver()
    assert deployment.provider.sent == []
    assert len(deployment.provider.broken) == 4
    assert [e.kind for e in deployment.file().history] == ["received", "notice_failed"]
    assert len(deployment.mails()) == 2


@pytest.mark.parametrize(
    ("code", "why"),
    [
        (21211, "số không tồn tại"),
        (21614, "số này không nhận được tin nhắn"),
        (21610, "chủ số đã yêu cầu không nhận tin"),
        (21408, "không gửi được ra nước ngoài"),
        (21617, "21617"),
    ],
)
def test_a_text_refused_for_good_is_not_tried_again_and_becomes_a_persons_business(
    deployment, code, why
):
    deployment.provider.broken = [(400, code)]
    deployment.sms()
    deployment.deliver()
    for _ in range(3):
        deployment.later(hours=3)
        deployment.sweep()
        deployment.deliver()
    assert deployment.provider.sent == []
    assert "notice_failed" in [e.kind for e in deployment.file().history]
    told = deployment.mails()[-1]
    assert why in told.text
    assert deployment.get(told.link).status == 200


def test_messages_that_pile_up_while_the_provider_is_in_trouble_are_not_all_left_unanswered(
    deployment,
):
    deployment.provider.broken = [(500, 20500)] * 5
    for _ in range(8):
        deployment.sms()
        deployment.later(seconds=1)
    deployment.deliver()
    a_minute_later(deployment)
    assert len(deployment.provider.sent) == 5


def test_one_notification_that_breaks_goes_back_to_the_queue_alone(deployment):
    deployment.sms()
    deployment.sms()
    with deployment.aws.refusing("UpdateItem", times=1):
        broken = deployment.deliver()
    assert len(broken) == 1
    assert len(deployment.provider.sent) == 1
    assert len(deployment.mails()) == 1
    a_minute_later(deployment)
    assert len(deployment.provider.sent) == 2


def test_a_dispatcher_that_dies_after_sending_loses_nothing(deployment):
    deployment.sms()
    with deployment.aws.refusing("UpdateItem", times=0):
        pass
    real = deployment.aws.call

    def dies(call, client, name, kwargs):
        answer = real(call, client, name, kwargs)
        if name == "SendEmail":
            deployment.aws.refused, deployment.aws.left = {"PutItem", "UpdateItem"}, 2
        return answer

    deployment.gather()
    deployment.aws.call = dies
    deployment.hand_out()
    deployment.aws.call, deployment.aws.left = real, 0
    deployment.later(minutes=3)
    deployment.sweep()
    assert deployment.deliver() == []
    assert {n.state for n in deployment.notifications()} == {NotificationState.SENT}
    assert len(deployment.mails()) >= 1


def failing_receipt(deployment: Deployment):
    path = deployment.provider.sent[0]["StatusCallback"].removeprefix("http://127.0.0.1:8000")
    return deployment.signed(path, [OF_A_TEXT, ("MessageStatus", "failed"), ("ErrorCode", "30005")])


def test_a_failure_that_could_not_be_reported_at_once_is_reported_later(deployment):
    deployment.sms()
    deployment.deliver()
    with deployment.aws.refusing("TransactWriteItems"):
        failing_receipt(deployment)
    failing_receipt(deployment)
    for _ in range(3):
        deployment.later(hours=7)
        deployment.sweep()
        deployment.deliver()
    assert [e.kind for e in deployment.file().history].count("notice_failed") == 1


def test_a_refusal_that_could_not_be_reported_at_once_is_reported_later(deployment):
    deployment.provider.broken = [(400, 21211)]
    deployment.sms()
    with deployment.aws.refusing("TransactWriteItems"):
        deployment.deliver()
    for _ in range(3):
        deployment.later(hours=7)
        deployment.sweep()
        deployment.deliver()
    assert [e.kind for e in deployment.file().history].count("notice_failed") == 1


def test_a_delivery_receipt_for_something_that_is_not_ours_changes_nothing(deployment):
    deployment.sms()
    deployment.deliver()
    before = deployment.dump()
    fields = [OF_A_TEXT, ("MessageStatus", "failed"), ("ErrorCode", "30003")]
    for ref in ("123456784/00001-1", "x/y", "%2e%2e/%2e%2e", "a" * 900 + "/b", "{code}/{0}"):
        params = dict(zip(("code", "notification"), ref.split("/"), strict=True))
        path = f"/receipts/sms/{ref}"
        assert deployment.signed(path, fields).status == 200, params
    assert deployment.dump() == before


def test_a_delivery_receipt_without_a_status_settles_nothing(deployment):
    deployment.sms()
    deployment.deliver()
    before = deployment.dump()
    path = deployment.provider.sent[0]["StatusCallback"].removeprefix("http://127.0.0.1:8000")
    for fields in ([], [("MessageStatus", "")], [("Body", "delivered")]):
        assert deployment.signed(path, [OF_A_TEXT, *fields]).status == 200
    assert deployment.dump() == before


def test_a_mail_that_waited_until_its_to_do_was_done_is_not_sent(deployment):
    deployment.sms()
    with deployment.aws.refusing("SendEmail"):
        deployment.deliver()
    owner = deployment.authority.officer(deployment.file().case.owner).mail
    office, code = Office(deployment, owner), deployment.codes()[0]
    said = {"field": "S1", "summary": "Đèn hỏng.", "agency": "noi-vu"}
    office.fill(f"/van-phong/ho-so/{code}/screen/-", "propose", **said)
    a_minute_later(deployment)
    assert [mail for mail in deployment.mails(owner) if mail.link.startswith("/viec/")] == []
    waited = next(n for n in deployment.notifications() if n.todo is Todo.SCREEN)
    assert (waited.state, waited.error) == (NotificationState.WITHHELD, "nothing to tell any more")
