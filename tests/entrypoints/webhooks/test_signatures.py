"""No genuine signature, no view: what is not the provider's is refused, counted and not kept."""

import hashlib
import json
from urllib.parse import urlencode

import pytest
from twilio.request_validator import RequestValidator

from tests.support.aws import configure
from tests.support.deployment import Deployment
from tests.support.gateway import ACCOUNT, FORM, TOKEN, Pairs, sign

SMS = "/sms/incoming"
RECEIPT = "/receipts/sms/123456784/00001-1"
BY_NAME = "/sms/gateway/twilio"
RECEIPT_BY_NAME = "/receipts/gateway/twilio"
SIGNED_PATHS = pytest.mark.parametrize("path", [SMS, RECEIPT, BY_NAME, RECEIPT_BY_NAME])


def post(deployment: Deployment, path: str, body: str | None, signature: str | None) -> int:
    headers = {"Content-Type": FORM}
    if signature is not None:
        headers["X-Twilio-Signature"] = signature
    return deployment.call("POST", path, body, headers).status


def fields(deployment: Deployment) -> Pairs:
    return [*deployment.message_fields(), ("MessageStatus", "failed"), ("ErrorCode", "30003")]


def assert_refused(deployment: Deployment, capsys, status: int) -> None:
    assert status == 403
    assert deployment.dump() == []
    assert deployment.aws.writes == 0
    assert deployment.queued() == 0
    assert '"SignatureRefused": 1' in capsys.readouterr().out


@SIGNED_PATHS
def test_a_genuine_webhook_passes(deployment, path):
    assert deployment.signed(path, fields(deployment)).status == 200


@pytest.mark.parametrize("path", [BY_NAME, RECEIPT_BY_NAME])
def test_a_provider_that_is_not_connected_proves_nothing(deployment, capsys, path):
    elsewhere = path.replace("twilio", "nobody")
    assert_refused(deployment, capsys, deployment.signed(elsewhere, fields(deployment)).status)


@SIGNED_PATHS
@pytest.mark.parametrize(
    "signature",
    [
        None,
        "",
        " ",
        "forged",
        "RSOYDt4T1cUTdK1PDd93/VVr8B8=",
        "chữ ký",
        "\ud83d",
        "0" * 100_000,
        sign(SMS, [], "another token"),
    ],
    ids=[
        "missing",
        "empty",
        "blank",
        "short",
        "well-formed",
        "accented",
        "broken",
        "long",
        "other",
    ],
)
def test_a_forged_signature_is_refused_counted_and_leaves_nothing(
    deployment, capsys, path, signature
):
    body = urlencode(fields(deployment))
    assert_refused(deployment, capsys, post(deployment, path, body, signature))


@SIGNED_PATHS
def test_a_signature_replayed_with_another_body_is_refused(deployment, capsys, path):
    before = fields(deployment)
    body = urlencode([(k, "another" if k == "Body" else v) for k, v in before])
    assert_refused(deployment, capsys, post(deployment, path, body, sign(path, before)))


@pytest.mark.parametrize(
    "change",
    [
        lambda pairs: [*pairs, ("Body", "a second body")],
        lambda pairs: [("Body", "a first body"), *pairs],
        lambda pairs: [*pairs, ("Extra", "")],
        lambda pairs: pairs[1:],
        lambda pairs: [],
    ],
    ids=["second value", "first value", "blank field added", "field dropped", "emptied"],
)
def test_a_signed_body_may_neither_gain_nor_lose_a_field(deployment, capsys, change):
    before = deployment.message_fields()
    body = urlencode(change(before))
    assert_refused(deployment, capsys, post(deployment, SMS, body, sign(SMS, before)))


def test_a_signature_of_one_address_opens_no_other(deployment, capsys):
    sent = fields(deployment)
    assert_refused(deployment, capsys, post(deployment, SMS, urlencode(sent), sign(RECEIPT, sent)))
    other = RECEIPT.replace("00001-1", "00001-0")
    assert_refused(
        deployment, capsys, post(deployment, other, urlencode(sent), sign(RECEIPT, sent))
    )


def test_a_query_that_was_not_signed_is_refused(deployment, capsys):
    sent = deployment.message_fields()
    status = post(deployment, f"{SMS}?admin=1", urlencode(sent), sign(SMS, sent))
    assert_refused(deployment, capsys, status)


def test_a_signed_query_passes(deployment):
    path, sent = f"{SMS}?line=1&empty=", deployment.message_fields()
    assert post(deployment, path, urlencode(sent), sign(path, sent)) == 200


def test_the_host_header_says_nothing(deployment, capsys):
    sent = deployment.message_fields()
    foreign = RequestValidator(TOKEN).compute_signature("http://evil.example" + SMS, dict(sent))
    headers = {"Content-Type": FORM, "X-Twilio-Signature": foreign, "Host": "evil.example"}
    headers |= {"X-Forwarded-Host": "evil.example"}
    assert_refused(
        deployment, capsys, deployment.call("POST", SMS, urlencode(sent), headers).status
    )


@pytest.mark.parametrize("body", ["Body=smuggled", "&", "{}", "smuggled", "\x00", " "])
def test_a_signature_of_the_bare_address_proves_only_an_empty_body(deployment, capsys, body):
    assert_refused(deployment, capsys, post(deployment, SMS, body, sign(SMS, [])))


@pytest.mark.parametrize("name", ["x-twilio-signature", "X-TWILIO-SIGNATURE", "X-Twilio-signature"])
def test_the_header_is_found_however_it_is_written(deployment, name):
    sent = deployment.message_fields()
    headers = {"content-type": FORM, name: sign(SMS, sent)}
    assert deployment.call("POST", SMS, urlencode(sent), headers).status == 200


@pytest.mark.parametrize("token", ["the new one", "the old one"])
def test_two_tokens_are_good_during_rotation(deployment, token):
    configure("the new one", "the old one")
    sent = deployment.message_fields()
    assert post(deployment, SMS, urlencode(sent), sign(SMS, sent, token)) == 200


def test_after_rotation_the_old_token_is_refused(deployment, capsys):
    configure("the new one")
    sent = deployment.message_fields()
    status = post(deployment, SMS, urlencode(sent), sign(SMS, sent, "the old one"))
    assert_refused(deployment, capsys, status)


@pytest.mark.parametrize("tokens", [(), ("",), ("", "")], ids=["none", "empty", "two empty"])
def test_empty_configured_tokens_fail_closed(deployment, capsys, tokens):
    configure(*tokens)
    sent = deployment.message_fields()
    assert_refused(deployment, capsys, post(deployment, SMS, urlencode(sent), sign(SMS, sent, "")))
    assert_refused(deployment, capsys, post(deployment, SMS, None, sign(SMS, [], "")))


def hashed(body: bytes) -> str:
    return f"{SMS}?bodySHA256={hashlib.sha256(body).hexdigest()}"


def send_json(deployment: Deployment, body: bytes, path: str) -> int:
    headers = {"Content-Type": "application/json", "X-Twilio-Signature": sign(path, [])}
    return deployment.call("POST", path, body, headers).status


def test_a_json_body_is_refused_even_with_its_hash_in_the_signed_address(deployment, capsys):
    """The provider sends calls and texts as forms; what is no form names nothing."""
    sid = dict(deployment.message_fields())["MessageSid"]
    body = json.dumps({"AccountSid": ACCOUNT, "MessageSid": sid, "Body": "smuggled"}).encode()
    assert_refused(deployment, capsys, send_json(deployment, body, hashed(body)))


@pytest.mark.parametrize(
    "address",
    [hashed(b"{}"), f"{SMS}?bodySHA256=", f"{SMS}?bodySHA256={'0' * 64}", SMS, f"{SMS}?x=1"],
    ids=["of another body", "empty", "wrong", "none", "other query"],
)
def test_a_json_body_without_its_own_hash_is_refused(deployment, capsys, address):
    assert_refused(deployment, capsys, send_json(deployment, b'{"Body": "smuggled"}', address))
