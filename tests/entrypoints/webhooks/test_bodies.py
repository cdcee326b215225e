"""With a right signature and the provider's ids, whatever else the form is: the raw contact is on
file with every field, and the provider gets a valid answer."""

import base64
from urllib.parse import parse_qsl, urlencode

import pytest
from twilio.twiml.messaging_response import MessagingResponse

from chalicelib.domain.case.case import Channel
from tests.support.answers import Answer
from tests.support.deployment import CITIZEN, EMPTY_TWIML, HOTLINE, Deployment
from tests.support.gateway import FORM, Pairs, sign
from tests.support.world import COMPLETE

SMS = "/sms/incoming"


def send(deployment: Deployment, sent: Pairs, body: str | bytes | None = None, **how) -> Answer:
    """Signed as the provider reads it, posted with these bytes and this content type."""
    headers = {"X-Twilio-Signature": sign(SMS, sent)}
    kind = how.pop("kind", FORM)
    if kind is not None:
        headers["Content-Type"] = kind
    return deployment.call("POST", SMS, urlencode(sent) if body is None else body, headers, **how)


def assert_kept(deployment: Deployment, answer: Answer, sent: Pairs):
    """One contact on file with every field in its order, and TwiML that says nothing."""
    assert (answer.status, answer.body) == (200, EMPTY_TWIML)
    assert answer.headers["Content-Type"] == "text/xml; charset=utf-8"
    (raw,) = deployment.raws()
    assert list(raw.fields) == sent
    assert raw.channel is Channel.SMS
    assert raw.received_at == deployment.at
    return raw


def test_the_answer_is_what_the_providers_own_library_makes_of_no_reply():
    assert str(MessagingResponse()) == EMPTY_TWIML


def test_a_message_is_on_file_with_every_field(deployment):
    sent = deployment.message_fields()
    raw = assert_kept(deployment, deployment.sms(sent), sent)
    assert (raw.sender, raw.to, raw.text) == (CITIZEN, HOTLINE, COMPLETE)
    assert raw.taken_as == deployment.file().case.code


@pytest.mark.parametrize(
    "kind",
    [
        None,
        "",
        "text/plain",
        "application/json",
        "multipart/form-data; boundary=x",
        "application/octet-stream",
        "image/png",
        "application/x-www-form-urlencoded; charset=UTF-8",
        "APPLICATION/X-WWW-FORM-URLENCODED",
        ";;;",
        "đ",
    ],
)
def test_the_content_type_loses_no_words(deployment, kind):
    sent = deployment.message_fields()
    assert_kept(deployment, send(deployment, sent, kind=kind), sent)


@pytest.mark.parametrize("kind", [FORM, None, "application/octet-stream"])
def test_a_body_that_comes_as_base64_is_the_same_body(deployment, kind):
    sent = deployment.message_fields()
    assert_kept(deployment, send(deployment, sent, kind=kind, encoded=True), sent)


@pytest.mark.parametrize("accept", [None, "*/*", "application/octet-stream", "text/html", ""])
def test_the_answer_is_text_whatever_the_caller_accepts(deployment, accept):
    sent = deployment.message_fields()
    headers = {"Content-Type": FORM, "X-Twilio-Signature": sign(SMS, sent)}
    headers |= {} if accept is None else {"Accept": accept}
    assert_kept(deployment, deployment.call("POST", SMS, urlencode(sent), headers), sent)


def test_no_more_than_the_ids_is_a_contact_too(deployment):
    sent = [(k, v) for k, v in deployment.message_fields() if k in ("AccountSid", "MessageSid")]
    raw = assert_kept(deployment, send(deployment, sent), sent)
    assert (raw.text, raw.sender, raw.body) == ("", "", "")


@pytest.mark.parametrize("absent", ["Body", "From", "To", "NumMedia"])
def test_a_missing_field_is_no_reason_to_lose_the_others(deployment, absent):
    sent = [(k, v) for k, v in deployment.message_fields() if k != absent]
    assert_kept(deployment, send(deployment, sent), sent)


def test_blank_fields_are_signed_and_kept(deployment):
    ids = [(k, v) for k, v in deployment.message_fields() if k in ("AccountSid", "MessageSid")]
    sent = [*ids, ("Body", ""), ("From", ""), ("To", ""), ("FromCity", ""), ("New", "")]
    assert_kept(deployment, send(deployment, sent), sent)


def test_names_that_stand_more_than_once_are_all_kept(deployment):
    sent = [*deployment.message_fields(), ("Body", "a second body"), ("X", "1"), ("X", "1")]
    raw = assert_kept(deployment, send(deployment, sent), sent)
    assert COMPLETE in raw.text
    assert "a second body" in raw.text


def test_a_thousand_fields_are_kept(deployment):
    sent = [*deployment.message_fields(), *((f"F{i:05d}", str(i)) for i in range(1_000))]
    assert_kept(deployment, send(deployment, sent), sent)


@pytest.mark.parametrize("letter", ["a", "ệ", "\U0001f4a1", "\x00", "\u0065\u0302\u0323"])
def test_a_text_of_100_kb_is_kept_whole(deployment, letter):
    text = letter * (100_000 // len(letter.encode()))
    sent = deployment.message_fields(text)
    raw = assert_kept(deployment, send(deployment, sent), sent)
    assert raw.text == text


BROKEN = {
    "utf-8": "%FF%FE%C3%28%ED%A0%80%F0%90",
    "percent": "%",
    "half a percent": "%C",
    "no hexadecimal": "%ZZ%u1EC7",
    "null": "%00",
    "latin": "d%E8n",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
@pytest.mark.parametrize(
    "how", [{"errors": "replace"}, {"encoding": "latin-1"}, {"errors": "ignore"}], ids=str
)
def test_broken_encodings_are_kept_however_the_sender_has_read_them(deployment, broken, how):
    body = f"{urlencode(deployment.message_fields('den'))}&Broken={broken}&X{broken}=1"
    sent = parse_qsl(body, keep_blank_values=True, **how)
    assert_kept(deployment, send(deployment, sent, body), sent)


@pytest.mark.parametrize("size", [10, 100_000])
def test_broken_utf8_in_the_text_itself_is_kept(deployment, size):
    body = urlencode(deployment.message_fields("")).replace("Body=", f"Body=den{'%FF' * size}")
    sent = parse_qsl(body, keep_blank_values=True, errors="replace")
    raw = assert_kept(deployment, send(deployment, sent, body), sent)
    assert raw.text == "den" + "\ufffd" * size


def test_raw_bytes_that_are_no_text_are_kept(deployment):
    ids = urlencode([pair for pair in deployment.message_fields() if pair[0].endswith("Sid")])
    body = b"Body=\xff\xfe&" + ids.encode()
    sent = parse_qsl(body.decode("latin-1"), keep_blank_values=True)
    assert_kept(deployment, send(deployment, sent, body, encoded=True), sent)


SENDERS = {
    "a mobile": (CITIZEN, True),
    "an app": (f"whatsapp:{CITIZEN}", False),
    "another app": ("messenger:1234567890", False),
    "a short code": ("8086", False),
    "a brand": ("VIETTEL", False),
    "a free number": ("18001091", False),
    "a landline": ("+842053876672", False),
    "withheld": ("anonymous", False),
    "nobody": ("", False),
    "the hotline itself": (HOTLINE, None),
    "markup": ("<script>alert(1)</script>", False),
    "very long": ("+" + "9" * 5_000, False),
}


@pytest.mark.parametrize(("sender", "answered"), SENDERS.values(), ids=SENDERS)
def test_any_sender_is_on_file_and_only_telephones_are_answered(deployment, sender, answered):
    sent = deployment.message_fields(sender=sender)
    raw = assert_kept(deployment, send(deployment, sent), sent)
    assert raw.sender == sender
    assert raw.taken_as == deployment.file().case.code
    assert deployment.deliver() == []
    to_sender = [t for t in deployment.provider.sent if t["To"] == sender]
    if answered is not None:
        assert len(to_sender) == answered
    assert len(deployment.mails()) == 1


def test_pictures_without_words_become_a_case_that_waits_for_an_officer(deployment):
    media = [
        ("NumMedia", "2"),
        ("MediaUrl0", "https://api.twilio.example/1"),
        ("MediaContentType0", "image/jpeg"),
        ("MediaUrl1", "https://api.twilio.example/2"),
        ("MediaContentType1", "video/mp4"),
    ]
    sent = [(k, v) for k, v in deployment.message_fields("") if k != "NumMedia"] + media
    assert_kept(deployment, send(deployment, sent), sent)
    assert "matter" in deployment.file().case.missing
    deployment.deliver()
    page = deployment.get(deployment.mails()[0].link)
    assert page.status == 200


HOSTILE = {
    "braces": "{code} {0} {} {{ 7*7 }} {% if %}",
    "markup": "<Response><Dial>+1900</Dial></Response>",
    "sql": "'; DROP TABLE cases; --",
    "nulls": "a\x00b\x01c",
    "marks": "e" + "\u0301" * 3000,
    "right to left": "\u202egnos gnal",
    "digits": "0987654321" * 400,
    "emoji": "🧨" * 70,
    "lines": "\r\n" * 2000 + "?",
    "base64": base64.b64encode(bytes(range(256))).decode(),
    "brackets": "(" * 3000 + "?",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_words_are_taken_in_told_and_shown_like_any_others(deployment, text):
    sent = deployment.message_fields(text)
    raw = assert_kept(deployment, send(deployment, sent), sent)
    assert raw.taken_as
    assert deployment.deliver() == []
    assert len(deployment.provider.sent) == 1
    assert deployment.get(deployment.mails()[0].link).status == 200


def test_a_get_of_the_webhook_is_no_message(deployment):
    assert deployment.call("GET", SMS).status == 404
    assert deployment.dump() == []
