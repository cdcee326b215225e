"""Zalo: what an Official Account posts, as its documents show it, and what is answered there.

https://docs.zaloplatforms.com/docs/OA/webhook/tin-nhan/su-kien-nguoi-dung-gui-tin-nhan
https://docs.zaloplatforms.com/docs/OA/phu-luc/ma-loi
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import pytest
import requests

from chalicelib.domain.case.attachments import AttachmentState
from chalicelib.domain.notifications.notifications import NotArrived, NotificationState
from chalicelib.domain.todos.table import Todo
from tests.support import papers, sending
from tests.support import zalo as gateway
from tests.support.deployment import CITIZEN
from tests.support.world import COMPLETE
from tests.support.zalo import KEY, NAME, NEXT_KEY, PICTURE, WRITER, arrived, attached, event, posts

AT = f"/sms/gateway/{NAME}"
REPORTS = f"/receipts/gateway/{NAME}"
NO_NUMBER = COMPLETE.replace(", ĐT 0987.654.321", "")


def text_of(deployment):
    [found] = [n for n in deployment.notifications() if n.medium == "sms"]
    return found


# --- what comes in


def test_what_somebody_writes_becomes_a_case_and_is_answered_there(deployment, zalo):
    assert gateway.writes(deployment, COMPLETE).status == 200
    deployment.deliver()
    [raw] = deployment.raws()
    assert (raw.number, raw.text, raw.gateway) == (WRITER, COMPLETE, NAME)
    [said] = zalo.told
    assert said["recipient"] == {"user_id": gateway.USER}
    assert deployment.codes()[0][:3] in said["message"]["text"]
    assert deployment.provider.sent == []
    assert text_of(deployment).state is NotificationState.SENT


def test_the_whole_event_is_on_file_as_it_came(deployment, zalo):
    said = event("user_send_text", COMPLETE)
    posts(deployment, said)
    [raw] = deployment.raws()
    assert json.loads(raw.body) == said
    assert raw.received_at == datetime.fromtimestamp(1484618400, UTC)


def test_an_event_that_is_tried_again_is_one_contact(deployment, zalo):
    for _ in range(6):
        assert posts(deployment, event("user_send_text", COMPLETE)).status == 200
    assert len(deployment.raws()) == 1


def test_without_a_route_for_it_nobody_is_answered_but_the_case_is_made(deployment, zalo, rule):
    from chalicelib.domain.authority.texting import Route

    rule(Route(gateway="twilio"))
    gateway.writes(deployment, COMPLETE)
    deployment.deliver()
    assert deployment.file().case.came_by == NAME
    assert zalo.told == deployment.provider.sent == []


def test_who_has_not_said_all_is_asked_there_question_by_question(deployment, zalo, rule):
    """Where the route says that whoever gets its texts can answer."""
    rule(replace(gateway.ROUTES[0], answered=True))
    gateway.writes(deployment, NO_NUMBER)
    deployment.later(minutes=2)
    deployment.sweep()
    deployment.deliver()
    assert deployment.codes() == []
    assert len(zalo.told) == 1
    gateway.writes(deployment, "0987 654 321", "another")
    deployment.later(minutes=2)
    deployment.sweep()
    deployment.deliver()
    assert CITIZEN in deployment.identity().given
    assert deployment.codes()[0][:3] in zalo.told[-1]["message"]["text"]
    assert deployment.provider.sent == []


@pytest.mark.parametrize(
    "name",
    ["follow", "unfollow", "user_send_sticker", "user_send_gif", "user_seen_message", "new"],
)
def test_what_says_nothing_to_us_is_taken_and_forgotten(deployment, zalo, name):
    assert posts(deployment, event(name, COMPLETE)).status == 200
    assert deployment.raws() == []


@pytest.mark.parametrize("more", [{"message": ""}, {"msg_id": ""}])
def test_an_event_without_an_id_could_not_be_told_from_its_repeat(deployment, zalo, more):
    said = event("user_send_text", COMPLETE)
    said["message"] = {**said["message"], "msg_id": ""}
    assert posts(deployment, said).status == 200
    assert deployment.raws() == []


@pytest.mark.parametrize("kind", ["audio", "video", "file", "location"])
def test_of_a_film_or_a_spoken_message_the_office_sees_that_it_came(deployment, zalo, kind):
    said = event(f"user_send_{kind}", None, attachments=attached(kind))
    assert posts(deployment, said).status == 200
    [raw] = deployment.raws()
    assert (raw.media, raw.pictures) == (True, ())
    assert deployment.codes()


# --- pictures


def with_picture(deployment, url=PICTURE, words=None, kind="image"):
    said = event("user_send_image", words, attachments=attached(kind, url))
    assert posts(deployment, said).status == 200


def test_a_picture_without_words_is_fetched_and_goes_the_way_of_files(deployment, zalo):
    zalo.kept = {PICTURE: papers.jpeg()}
    with_picture(deployment)
    [waits] = deployment.file().attachments
    assert waits.media == f"zalo/{PICTURE}"
    deployment.deliver()
    [found] = deployment.file().attachments
    assert found.state is AttachmentState.SCANNING
    for key in sending.keys("inbox/"):
        sending.came(deployment, key)
        sending.scanned(deployment, key)
    [found] = deployment.file().attachments
    assert (found.is_clean, found.kind) == (True, "jpg")


def test_it_is_fetched_where_zalo_leads_on_to(deployment, zalo):
    there = "https://f20-org.talk.zadn.vn/a.jpg"
    zalo.kept = {PICTURE: there, there: papers.jpeg()}
    with_picture(deployment, words=COMPLETE)
    deployment.deliver()
    [found] = deployment.file().attachments
    assert found.state is AttachmentState.SCANNING


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/a.jpg",
        "http://photo-stal-10.zdn.vn/a.jpg",
        "https://photo.zdn.vn.evil.example/a.jpg",
        "https://evilzdn.vn/a.jpg",
        "https://zdn.vn@evil.example/a.jpg",
        "https://x:y@photo.zdn.vn/a.jpg",
        "https://photo.zdn.vn:8443/a.jpg",
        "https://photo.zdn.vn:99999/a.jpg",
        "https://169.254.169.254/latest/meta-data/.zdn.vn",
        "https://[::1].zdn.vn/",
        "https://photo.zdn。vn/a.jpg",
        "file:///etc/passwd",
        "//photo.zdn.vn/a.jpg",
        "not an address",
    ],
)
@pytest.mark.parametrize("led", [False, True])
def test_nothing_is_fetched_elsewhere_nor_followed_there(deployment, zalo, url, led):
    if led and url in ("//photo.zdn.vn/a.jpg", "not an address"):  # these lead on to Zalo's own
        return
    zalo.kept = {url: papers.jpeg(), **({PICTURE: url} if led else {})}
    with_picture(deployment, PICTURE if led else url)
    deployment.deliver()
    assert zalo.fetched == [PICTURE] * led
    [found] = deployment.file().attachments
    assert found.state is AttachmentState.AWAITED


def test_a_picture_that_leads_on_for_ever_is_left(deployment, zalo):
    zalo.kept = {PICTURE: PICTURE}
    with_picture(deployment)
    deployment.deliver()
    assert deployment.file().attachments[0].state is AttachmentState.AWAITED


def test_one_that_is_too_large_is_refused(deployment, zalo):
    zalo.kept = {PICTURE: b"\xff\xd8" + bytes(20_000_001)}
    with_picture(deployment)
    deployment.deliver()
    assert deployment.file().attachments[0].state is AttachmentState.REFUSED


@pytest.mark.parametrize("fault", [404, 503, 429, requests.exceptions.ReadTimeout()])
def test_one_that_cannot_be_had_now_is_tried_again(deployment, zalo, fault):
    zalo.kept = {PICTURE: fault}
    with_picture(deployment)
    deployment.deliver()
    assert deployment.file().attachments[0].state is AttachmentState.AWAITED
    zalo.kept = {PICTURE: papers.jpeg()}
    deployment.later(minutes=5)
    deployment.sweep()
    deployment.deliver()
    assert deployment.file().attachments[0].state is AttachmentState.SCANNING


# --- what is not Zalo's


def refused(deployment, capsys, answer):
    assert answer.status == 403
    assert deployment.raws() == []
    assert '"SignatureRefused": 1' in capsys.readouterr().out


@pytest.mark.parametrize("how", [{"key": ""}, {"key": "another"}, {"app": "1"}])
@pytest.mark.parametrize("path", [AT, REPORTS])
def test_another_key_or_app_proves_nothing(deployment, zalo, capsys, how, path):
    refused(deployment, capsys, posts(deployment, event("user_send_text", COMPLETE), path, **how))


@pytest.mark.parametrize("key", [KEY, NEXT_KEY])
def test_while_the_key_is_changed_both_prove_it(deployment, zalo, key):
    assert posts(deployment, event("user_send_text", COMPLETE), key=key).status == 200


@pytest.mark.parametrize("change", [(b"1484618400000", b"1484618400001"), (b"Helo", b"Hel0")])
def test_another_body_or_another_time_is_not_what_was_signed(deployment, zalo, capsys, change):
    body = json.dumps(event("user_send_text", "Helo")).encode()
    headers = gateway.signed(body)
    refused(deployment, capsys, deployment.call("POST", AT, body.replace(*change), headers))


@pytest.mark.parametrize("signature", ["", "mac=", "mac", "mac=0", "sha256=1", "mac=é"])
def test_a_strange_signature_proves_nothing(deployment, zalo, capsys, signature):
    body = json.dumps(event("user_send_text", COMPLETE)).encode()
    headers = {"X-ZEvent-Signature": signature}
    refused(deployment, capsys, deployment.call("POST", AT, body, headers))


@pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"timestamp": 1}', b"null", b"{}"])
def test_nonsense_proves_nothing(deployment, zalo, capsys, body):
    headers = {"X-ZEvent-Signature": "mac=0"}
    refused(deployment, capsys, deployment.call("POST", AT, body, headers))


def test_signed_nonsense_is_taken_and_forgotten(deployment, zalo):
    body = b'{"timestamp": "1484618400000", "event_name": 7}'
    assert deployment.call("POST", AT, body, gateway.signed(body)).status == 200
    assert deployment.raws() == []


# --- what becomes of an answer


def test_that_it_has_arrived_settles_the_answer_however_often(deployment, zalo):
    gateway.writes(deployment, COMPLETE)
    deployment.deliver()
    for _ in range(3):
        message = text_of(deployment).provider_id
        assert posts(deployment, arrived(message), REPORTS).status == 200
    assert text_of(deployment).state is NotificationState.DELIVERED


@pytest.mark.parametrize("message", ["", "another", "1.2", "../x"])
def test_what_it_says_of_another_message_changes_nothing(deployment, zalo, message):
    gateway.writes(deployment, COMPLETE)
    deployment.deliver()
    assert posts(deployment, arrived(message)).status == 200
    assert text_of(deployment).state is NotificationState.SENT


@pytest.mark.parametrize(
    ("code", "state", "error"),
    [
        (-32, "waiting", "zalo -32"),
        (-201, "failed", "zalo -201"),
        (-213, "failed", NotArrived.NO_TEXTS),
        (-227, "failed", NotArrived.NO_TEXTS),
        (-230, "failed", NotArrived.NO_TEXTS),
        (-244, "failed", NotArrived.BLOCKED),
        (-321, "waiting", "zalo -321"),
    ],
)
def test_its_codes_say_why_an_answer_did_not_arrive(deployment, zalo, capsys, code, state, error):
    gateway.writes(deployment, COMPLETE)
    token = {"access_token": "a", "refresh_token": "r", "expires_in": "90000"}
    zalo.answers = [token, {"error": code, "message": "…"}]
    deployment.deliver()
    assert (text_of(deployment).state, text_of(deployment).error) == (state, error)
    assert "UnknownProviderCode" not in capsys.readouterr().out


@pytest.mark.parametrize("answer", [{"error": -9999}, {"message": "?"}, {}])
def test_a_code_that_no_table_has_is_final_and_loud(deployment, zalo, capsys, answer):
    gateway.writes(deployment, COMPLETE)
    token = {"access_token": "a", "refresh_token": "r", "expires_in": "90000"}
    zalo.answers = [token, answer]
    deployment.deliver()
    assert text_of(deployment).state is NotificationState.FAILED
    assert '"UnknownProviderCode": 1' in capsys.readouterr().out


# --- no result is told there (N17)


def up_to_telling(deployment, words, **identity):
    """A case that somebody has written there, up to where the citizen has to be told."""
    gateway.writes(deployment, words)
    deployment.deliver()
    screened = {"field": "S1", "summary": "Đèn tắt.", "agency": "do-thi", **identity}
    for todo, action, typed in (
        (Todo.SCREEN, "propose", screened),
        (Todo.ASSIGN, "assign", {"agency": "do-thi", "document": "12/VP", "signer": "Chánh VP"}),
        (Todo.ANSWER, "answer", {"answer": "Đã thay bóng.", "name": "Tư", "title": "Phó"}),
        (Todo.DRAFT, "draft", {"words": "Đèn đã sáng lại."}),
        (Todo.APPROVE, "approve", {}),
    ):
        answer, _ = deployment.press(deployment.link(todo), action, **typed)
        assert answer.status == 200, (todo, answer.page.text)
        deployment.deliver()


def test_no_result_is_told_there_nor_counts_as_told(deployment, zalo):
    up_to_telling(deployment, NO_NUMBER, mail="mai@example.vn")
    assert len(zalo.told) == 1  # the acknowledgement
    assert deployment.provider.sent == []
    assert deployment.file().case.told_at is None
    assert deployment.holder(Todo.TELL) == deployment.mails()[-1].to
    later = [n for n in deployment.notifications() if n.medium == "sms" and n.who != "sender"]
    assert {n.error for n in later} <= {NotArrived.NO_NUMBER_TO_TEXT}


def test_who_has_given_a_number_there_gets_only_the_acknowledgement_there(deployment, zalo):
    up_to_telling(deployment, COMPLETE, phone="0987 654 321")
    assert {text["To"] for text in deployment.provider.sent} <= {CITIZEN}
    assert len(zalo.told) == 1
    assert deployment.file().case.told_at is None
