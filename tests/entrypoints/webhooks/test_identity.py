"""A webhook is known by the provider's id and our own account, both signed: nothing else makes a
contact, and no captured signature makes a second one."""

from urllib.parse import urlencode

import pytest

from tests.support.deployment import CITIZEN, HOTLINE, OF_A_TEXT, Deployment
from tests.support.gateway import ACCOUNT, FORM, Pairs, sign

CALL = ("CallSid", "CA" + "a" * 32)
PART = ("RecordingSid", "RE" + "b" * 32)
BETWEEN = [("From", CITIZEN), ("To", HOTLINE)]
KINDS: dict[str, Pairs] = {
    "/sms/incoming": [OF_A_TEXT, *BETWEEN, ("Body", "Đèn hỏng")],
    "/sms/gateway/twilio": [OF_A_TEXT, *BETWEEN, ("Body", "Đèn hỏng")],
    "/receipts/sms/123456784/00001-1": [OF_A_TEXT, ("MessageStatus", "failed")],
    "/receipts/gateway/twilio": [OF_A_TEXT, ("MessageStatus", "failed")],
    "/voice/incoming": [CALL, *BETWEEN],
    "/voice/calls/abc/12": [CALL, ("Digits", "1")],
    "/voice/recordings/abc/12": [CALL, PART, ("RecordingStatus", "completed")],
    "/voice/ended": [CALL, ("CallStatus", "completed")],
    "/voice/result/123456784/00001-0/12": [CALL, ("AnsweredBy", "human")],
    "/receipts/call/123456784/00001-0": [CALL, ("CallStatus", "completed")],
}
EVERY = pytest.mark.parametrize("path", KINDS)
MALFORMED = [
    "",
    "SM1",
    "SM" + "0" * 31,
    "SM" + "0" * 33,
    "SM" + "A" * 32,
    "SM" + "g" * 32,
    "ZZ" + "0" * 32,
    "sm" + "0" * 32,
    "SM" + "0" * 32 + "\n",
    " SM" + "0" * 32,
    "SM" + "٠" * 32,
]


def post(deployment: Deployment, path: str, fields: Pairs, **headers: str) -> int:
    signed = {"Content-Type": FORM, "X-Twilio-Signature": sign(path, fields)}
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return deployment.call("POST", path, urlencode(fields), signed | named).status


def ids_of(path: str) -> list[str]:
    return [name for name, _ in KINDS[path] if name.endswith("Sid")]


def assert_refused(deployment: Deployment, capsys, path: str, fields: Pairs) -> None:
    capsys.readouterr()
    token = "0123456789abcdef0123456789abcdef"
    assert post(deployment, path, fields, I_Twilio_Idempotency_Token=token) == 403
    assert '"SignatureRefused": 1' in capsys.readouterr().out
    assert deployment.aws.writes == 0
    assert deployment.queued() == 0


@EVERY
def test_what_names_our_account_and_its_subject_is_taken(deployment, path):
    assert post(deployment, path, [("AccountSid", ACCOUNT), *KINDS[path]]) == 200


@EVERY
@pytest.mark.parametrize("account", ["", "AC1", "AC" + "2" * 32, ACCOUNT + " ", ACCOUNT.lower()])
def test_another_account_proves_nothing(deployment, capsys, path, account):
    assert_refused(deployment, capsys, path, [("AccountSid", account), *KINDS[path]])
    twice = [("AccountSid", ACCOUNT), ("AccountSid", account), *KINDS[path]]
    assert_refused(deployment, capsys, path, twice)


@EVERY
def test_without_an_account_nothing_is_proven(deployment, capsys, path):
    assert_refused(deployment, capsys, path, KINDS[path])


@EVERY
def test_without_its_id_a_request_is_refused_whatever_a_header_says(deployment, capsys, path):
    for missing in ids_of(path):
        fields = [(k, v) for k, v in KINDS[path] if k != missing]
        assert_refused(deployment, capsys, path, [("AccountSid", ACCOUNT), *fields])


@EVERY
@pytest.mark.parametrize("malformed", MALFORMED)
def test_an_id_that_is_not_the_providers_is_refused(deployment, capsys, path, malformed):
    for name in ids_of(path):
        kind = dict(KINDS[path])[name][:2]
        said = malformed.replace("SM", kind).replace("sm", kind.lower())
        fields = [(k, said if k == name else v) for k, v in KINDS[path]]
        assert_refused(deployment, capsys, path, [("AccountSid", ACCOUNT), *fields])


@EVERY
def test_two_ids_are_none(deployment, capsys, path):
    for name in ids_of(path):
        other = (name, dict(KINDS[path])[name][:2] + "9" * 32)
        both = [("AccountSid", ACCOUNT), *KINDS[path], other]
        assert_refused(deployment, capsys, path, both)
        assert_refused(deployment, capsys, path, both[::-1])


def cut_elsewhere(fields: Pairs) -> list[Pairs]:
    """The same signed letters with one border between a name and its value moved, or one field
    made part of the one before it."""
    signed, found = sorted(fields), []
    for nth, (name, value) in enumerate(signed):
        before, after, whole = signed[:nth], signed[nth + 1 :], name + value
        found += [[*before, (whole[:at], whole[at:]), *after] for at in range(len(whole) + 1)]
        if before:
            found.append([*before[:-1], (before[-1][0], before[-1][1] + whole), *after])
    return [cut for cut in found if cut != signed]


def test_a_signature_that_was_captured_makes_no_second_case(deployment):
    sent = deployment.message_fields("Đèn đường hỏng. From Toan, To 5")
    signature = sign("/sms/incoming", sent)
    assert deployment.sms(sent).status == 200
    headers = {"Content-Type": FORM, "X-Twilio-Signature": signature}
    for cut in cut_elsewhere(sent):
        body = urlencode(cut)
        header = {"I-Twilio-Idempotency-Token": str(len(body)), **headers}
        assert deployment.call("POST", "/sms/incoming", body, header).status in (200, 403)
    assert (len(deployment.raws()), len(deployment.codes())) == (1, 1)


def test_an_id_hidden_in_a_text_is_no_id(deployment):
    hidden = "xFrom+84911000111MessageSidSM" + "7" * 32 + "NumMedia"
    sent = deployment.message_fields(hidden)
    signature, real = sign("/sms/incoming", sent), dict(sent)["MessageSid"]
    assert deployment.sms(sent).status == 200
    (raw,) = deployment.raws()
    assert (raw.text, raw.sender) == (hidden, CITIZEN)
    letters = "".join(name + value for name, value in sorted(sent))
    start = letters.index("From+84911000111")
    middle = letters.index("NumMedia", start)
    end = letters.index("SmsMessageSid")
    forged: Pairs = [
        ("AccountSid", ACCOUNT),
        ("ApiVersion", "2010-04-01"),
        ("Body", "x"),
        ("From", "+84911000111"),
        ("MessageSid", "SM" + "7" * 32),
        ("NumMedia", letters[middle + len("NumMedia") : end]),
        *((k, v) for k, v in sorted(sent) if k >= "SmsMessageSid"),
    ]
    assert sign("/sms/incoming", forged) == signature
    assert real in dict(forged)["NumMedia"]
    assert post(deployment, "/sms/incoming", forged) == 403
    assert len(deployment.raws()) == 1


@pytest.mark.parametrize("path", [path for path in KINDS if path[-1].isdigit()])
def test_no_letter_of_the_address_becomes_a_field_and_no_field_part_of_the_address(
    deployment, capsys, path
):
    sent = sorted([("AccountSid", ACCOUNT), *KINDS[path]])
    forged = [(path + name + value, sent[1:]) for name, value in sent[:1]]
    for at in range(path.rindex("/") + 2, len(path)):
        forged.append((path[:at], [(path[at:], ""), *sent]))
        forged.append((path[:at], [(path[at:] + "AccountSid", ACCOUNT), *sent[1:]]))
    for address, fields in forged:
        assert sign(address, fields) == sign(path, sent)
        assert_refused(deployment, capsys, address, fields)
