"""The old Android telephone: what it posts, as its documents show it, and what it is asked to send.

https://docs.sms-gate.app/features/webhooks/ · https://docs.sms-gate.app/privacy/encryption/
"""

from __future__ import annotations

import json
from base64 import b64encode
from datetime import timedelta

import pytest
import requests

from chalicelib.domain.case.attachments import AttachmentState
from chalicelib.domain.notifications.notifications import NotArrived, NotificationState
from tests.support import papers
from tests.support import text_gateways as gateways
from tests.support.deployment import CITIZEN
from tests.support.text_gateways import KEY, NEXT_KEY, PHONE, decrypted, phone, received, reported
from tests.support.world import COMPLETE

AT = f"/sms/gateway/{PHONE}"
REPORTS = f"/receipts/gateway/{PHONE}"


def text_of(deployment):
    [found] = [n for n in deployment.notifications() if n.medium == "sms"]
    return found


# --- what comes in


def test_a_text_that_the_telephone_posts_becomes_a_case_and_is_answered_by_it(deployment, doors):
    assert gateways.texted(deployment, COMPLETE).status == 200
    deployment.deliver()
    [raw] = deployment.raws()
    assert (raw.sender, raw.text, raw.gateway) == (CITIZEN, COMPLETE, PHONE)
    assert deployment.file().case.came_by == PHONE
    [asked] = doors.said
    assert [decrypted(to) for to in asked["phoneNumbers"]] == [CITIZEN]
    assert deployment.provider.sent == []


def test_the_whole_request_is_on_file_as_it_came(deployment, doors):
    said = received(COMPLETE)
    phone(deployment, said)
    [raw] = deployment.raws()
    assert json.loads(raw.body) == said


def test_late_by_two_days_and_tried_fourteen_times_it_is_one_contact_of_when_it_came(
    deployment, doors
):
    came = deployment.at
    said = received(COMPLETE)
    deployment.later(days=2)
    for nth in range(14):
        assert phone(deployment, said, stamp=str(1484618400 + nth * 9000)).status == 200
    [raw] = deployment.raws()
    assert raw.received_at == came
    assert raw.found_at == came + timedelta(days=2)
    [code] = deployment.codes()
    assert "came_late" in [line.kind for line in deployment.file(code).history]


def test_a_text_of_the_night_that_comes_late_in_the_next_one_is_not_answered_before_the_morning(
    deployment, doors
):
    said = received(COMPLETE)
    deployment.later(hours=14)  # at eleven in the evening
    phone(deployment, said)
    deployment.deliver()
    assert doors.asked == []
    deployment.later(hours=8)
    deployment.sweep()
    deployment.deliver()
    assert len(doors.asked) == 1


def test_two_texts_with_the_same_message_id_are_two_contacts(deployment, doors):
    """It is made of the content, and "not guaranteed to be unique"."""
    for event in ("one", "another"):
        phone(deployment, received(COMPLETE, event=event))
    assert len(deployment.raws()) == 2


@pytest.mark.parametrize(
    "said",
    ["2016-01-17T09:00:00.000+07:00", "2027-01-17T09:00:00.000+07:00", "yesterday", ""],
)
def test_a_telephone_whose_clock_is_wrong_is_not_believed(deployment, doors, said):
    phone(deployment, received(COMPLETE, receivedAt=said))
    [raw] = deployment.raws()
    assert (raw.received_at, raw.found_at) == (deployment.at, None)


def test_an_older_release_of_the_app_names_the_sender_otherwise(deployment, doors):
    phone(deployment, received(COMPLETE, sender=None, phoneNumber=CITIZEN))
    [raw] = deployment.raws()
    assert raw.number == CITIZEN


def test_a_picture_comes_with_its_bytes_and_goes_the_way_of_files(deployment, doors):
    picture = b64encode(papers.jpeg()).decode()
    mms = {"body": COMPLETE, "subject": None}
    attachment = {"partId": 1, "contentType": "image/jpeg", "name": "photo.jpg", "data": picture}
    said = received("", event="an mms", **mms, attachments=[attachment])
    said["event"] = "mms:downloaded"
    assert phone(deployment, said).status == 200
    [raw] = deployment.raws()
    assert (raw.text, raw.media) == (COMPLETE, True)
    assert picture not in raw.body
    deployment.deliver()
    [found] = deployment.file().attachments
    assert found.state is AttachmentState.SCANNING


def test_a_picture_without_words_is_a_contact_with_a_picture(deployment, doors):
    picture = b64encode(papers.jpeg()).decode()
    said = received("", subject=None, attachments=[{"data": picture}])
    said["event"] = "mms:downloaded"
    phone(deployment, said)
    assert deployment.raws()[0].media
    for _ in range(2):  # nobody answers the question
        deployment.later(days=2)
        deployment.sweep()
    [found] = deployment.file().attachments
    assert found.media == f"beside/{deployment.raws()[0].id}/0"


def test_a_picture_whose_bytes_could_not_be_kept_is_asked_for_again(deployment, doors):
    picture = b64encode(papers.jpeg()).decode()
    said = received(COMPLETE, attachments=[{"data": picture}])
    said["event"] = "mms:downloaded"
    with deployment.aws.refusing("PutObject"):
        assert phone(deployment, said).status == 503
    assert phone(deployment, said).status == 200
    deployment.sweep()
    deployment.deliver()
    [found] = deployment.file().attachments
    assert found.state is AttachmentState.SCANNING


@pytest.mark.parametrize("kind", ["mms:received", "sms:data-received", "something:new"])
def test_what_says_nothing_to_us_is_taken_and_forgotten(deployment, doors, kind):
    said = received(COMPLETE)
    said["event"] = kind
    assert phone(deployment, said).status == 200
    assert deployment.raws() == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"id": 1}', b"null"])
def test_signed_nonsense_is_taken_and_forgotten(deployment, doors, body):
    assert deployment.call("POST", AT, body, gateways.signed(body)).status == 200
    assert deployment.raws() == []


# --- what is not the telephone's


def refused(deployment, capsys, answer):
    assert answer.status == 403
    assert deployment.raws() == []
    assert '"SignatureRefused": 1' in capsys.readouterr().out


@pytest.mark.parametrize("key", ["", "another key", KEY.upper()])
def test_another_key_proves_nothing(deployment, doors, capsys, key):
    refused(deployment, capsys, phone(deployment, received(COMPLETE), key=key))


@pytest.mark.parametrize("key", [KEY, NEXT_KEY])
def test_while_the_key_is_changed_both_prove_it(deployment, doors, key):
    assert phone(deployment, received(COMPLETE), key=key).status == 200


@pytest.mark.parametrize("lost", ["X-Signature", "X-Timestamp"])
def test_without_a_header_nothing_is_proven(deployment, doors, capsys, lost):
    body = json.dumps(received(COMPLETE)).encode()
    headers = gateways.signed(body)
    del headers[lost]
    refused(deployment, capsys, deployment.call("POST", AT, body, headers))


def test_another_body_or_another_time_is_not_what_was_signed(deployment, doors, capsys):
    body = json.dumps(received(COMPLETE)).encode()
    headers = gateways.signed(body)
    refused(deployment, capsys, deployment.call("POST", AT, body + b" ", headers))
    later = {**headers, "X-Timestamp": "1484618401"}
    refused(deployment, capsys, deployment.call("POST", AT, body, later))


@pytest.mark.parametrize("name", ["unknown", "tong-dai", "", "Dien-Thoai"])
def test_another_gateways_address_does_not_take_it(deployment, doors, capsys, name):
    answer = phone(deployment, received(COMPLETE), path=f"/sms/gateway/{name or '-'}")
    refused(deployment, capsys, answer)


def test_without_gateways_there_are_no_addresses_of_theirs(deployment, capsys):
    refused(deployment, capsys, phone(deployment, received(COMPLETE)))


# --- what it is asked to send


def test_neither_words_nor_number_can_be_read_on_the_way(deployment, doors):
    gateways.texted(deployment, COMPLETE)
    deployment.deliver()
    [request] = doors.asked
    assert request.url == "https://phone.example/3rdparty/v1/messages"
    assert request.headers["Authorization"] == requests.auth._basic_auth_str("A1B2C3", "z9y8x7")
    [said] = doors.said
    words = decrypted(said["textMessage"]["text"])
    assert deployment.codes()[0][:3] in words
    assert said["isEncrypted"] is True
    assert words not in request.body.decode()
    assert CITIZEN[4:] not in request.body.decode()


def test_without_a_passphrase_nothing_leaves(deployment, doors):
    account = {**gateways.ACCOUNTS[PHONE], "passphrase": ""}
    gateways.connect(**{PHONE: account})
    gateways.texted(deployment, COMPLETE)
    deployment.deliver()
    assert doors.asked == []
    assert text_of(deployment).error == NotArrived.NO_PROVIDER


def test_a_lost_answer_is_asked_again_under_the_same_id_and_taken_once(deployment, doors):
    doors.answers = [requests.exceptions.ReadTimeout(), 409]
    gateways.texted(deployment, COMPLETE)
    deployment.deliver()
    assert text_of(deployment).error == NotArrived.LOST_ANSWER
    deployment.later(minutes=30)
    deployment.sweep()
    deployment.deliver()
    first, second = doors.said
    assert first["id"] == second["id"]
    assert len(first["id"]) <= 36
    assert text_of(deployment).state is NotificationState.SENT


def test_a_full_queue_at_its_server_is_waited_for(deployment, doors):
    doors.answers = [503]
    gateways.texted(deployment, COMPLETE)
    deployment.deliver()
    assert text_of(deployment).state is NotificationState.WAITING


def test_what_its_server_refuses_has_failed(deployment, doors):
    doors.answers = [400]
    gateways.texted(deployment, COMPLETE)
    deployment.deliver()
    assert (text_of(deployment).state, text_of(deployment).error) == ("failed", "400")


# --- what it reports


def sent(deployment, doors) -> str:
    gateways.texted(deployment, COMPLETE)
    deployment.deliver()
    return str(doors.said[-1]["id"])


def test_delivered_comes_once_a_part_and_counts_once(deployment, doors):
    key = sent(deployment, doors)
    for said in (
        reported("sms:sent", key, partsCount=2, sentAt="2026-02-18T02:05:00.000+07:00"),
        *[reported("sms:delivered", key, deliveredAt="2026-02-18T02:10:00.000+07:00")] * 3,
    ):
        assert phone(deployment, said, path=REPORTS).status == 200
    assert text_of(deployment).state is NotificationState.DELIVERED


def test_it_may_report_at_either_address(deployment, doors):
    key = sent(deployment, doors)
    assert phone(deployment, reported("sms:delivered", key), path=AT).status == 200
    assert text_of(deployment).state is NotificationState.DELIVERED


def test_a_telephone_without_service_is_tried_again_under_another_id(deployment, doors):
    key = sent(deployment, doors)
    reason = (
        "Send result: RESULT_ERROR_NO_SERVICE (Failed because service is currently unavailable)"
    )
    phone(deployment, reported("sms:failed", key, reason=reason), path=REPORTS)
    assert text_of(deployment).state is NotificationState.WAITING
    deployment.later(minutes=2)
    deployment.sweep()
    deployment.deliver()
    assert doors.said[-1]["id"] not in ("", key)
    phone(deployment, reported("sms:failed", key, reason="TTL expired"), path=REPORTS)
    assert text_of(deployment).state is NotificationState.SENT  # of the try before


@pytest.mark.parametrize(
    ("reason", "error"),
    [
        ("TTL expired", "TTL expired"),
        ("Delivery result from SC +8498020000: 64", "Delivery result from SC +8498020000"),
        (
            "Send result: RESULT_ERROR_FDN_CHECK_FAILURE (Failed because FDN is enabled)",
            "RESULT_ERROR_FDN_CHECK_FAILURE",
        ),
    ],
)
def test_what_trying_again_does_not_help_has_failed(deployment, doors, reason, error):
    key = sent(deployment, doors)
    phone(deployment, reported("sms:failed", key, reason=reason), path=REPORTS)
    assert (text_of(deployment).state, text_of(deployment).error) == ("failed", error)


@pytest.mark.parametrize("message", ["", "a text of its own", "1.2", "9.9.9", "../x.y.1"])
def test_a_report_of_no_text_of_ours_changes_nothing(deployment, doors, message):
    sent(deployment, doors)
    assert phone(deployment, reported("sms:failed", message), path=REPORTS).status == 200
    assert text_of(deployment).state is NotificationState.SENT


# --- whether it is alive


def silent(deployment, capsys) -> int:
    capsys.readouterr()
    deployment.reconcile()
    lines = map(json.loads, capsys.readouterr().out.splitlines())
    return next(line["GatewaysSilent"] for line in lines if "GatewaysSilent" in line)


def test_a_telephone_that_falls_silent_is_told_of_until_it_is_back(deployment, doors, capsys):
    assert silent(deployment, capsys) == 0  # never heard of
    phone(deployment, gateways.ping())
    deployment.later(minutes=19)
    assert silent(deployment, capsys) == 0
    deployment.later(minutes=2)
    assert silent(deployment, capsys) == 1
    phone(deployment, gateways.ping())
    assert silent(deployment, capsys) == 0
