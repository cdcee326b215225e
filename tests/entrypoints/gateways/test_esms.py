"""eSMS.vn: what it calls us with, as its documents show it, and what it is asked to send.

https://developers.esms.vn/esms-api/ket-noi-ma-svoucher/ket-noi-dau-so-ngan
https://developers.esms.vn/esms-api/callback-url · https://developers.esms.vn/esms-api/bang-ma-loi
"""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
import requests

from chalicelib.domain.notifications.notifications import NotArrived, NotificationState
from tests.support import esms as gateway
from tests.support import text_gateways
from tests.support.deployment import CITIZEN
from tests.support.esms import NAME, NEXT_SECRET, PRIVATE_KEY, SECRET, asks, received, reported
from tests.support.world import COMPLETE

REPORTS = "/receipts/gateway"


def text_of(deployment):
    [found] = [n for n in deployment.notifications() if n.medium == "sms"]
    return found


# --- what comes in


def test_a_text_to_the_short_number_becomes_a_case_of_when_it_came_there(deployment, esms):
    answer = asks(deployment, received(COMPLETE))
    assert (answer.status, answer.body) == (200, "<ClientResponse></ClientResponse>")
    [raw] = deployment.raws()
    assert (raw.number, raw.text, raw.gateway) == (CITIZEN, COMPLETE, NAME)
    assert deployment.at - raw.received_at == timedelta(minutes=10)
    assert deployment.file().case.came_by == NAME


def test_all_of_its_parameters_are_on_file_but_not_the_secret(deployment, esms):
    said = received(COMPLETE)
    asks(deployment, said)
    [raw] = deployment.raws()
    assert dict(raw.fields) == said
    assert SECRET not in json.dumps(deployment.dump())


def test_the_secret_is_never_logged(deployment, esms, capsys):
    asks(deployment, received(COMPLETE))
    deployment.deliver()
    asks(deployment, reported(esms.said[0]["RequestId"]), REPORTS)
    asks(deployment, {"nonsense": "1"})
    assert SECRET not in capsys.readouterr().out


def test_the_same_text_five_times_is_one_contact(deployment, esms):
    for _ in range(5):
        assert asks(deployment, received(COMPLETE)).status == 200
    assert len(deployment.raws()) == 1


@pytest.mark.parametrize("time", ["", "20171317085000", "2017", "20190117085000", "yesterday"])
def test_a_time_that_is_none_is_not_believed(deployment, esms, time):
    asks(deployment, received(COMPLETE, receiverTime=time))
    [raw] = deployment.raws()
    assert (raw.received_at, raw.found_at) == (deployment.at, None)


def test_what_says_nothing_to_us_is_taken_and_forgotten(deployment, esms):
    for said in ({}, {"smsid": ""}, {"sender": "84987654321"}):
        assert asks(deployment, said).status == 200
    assert deployment.raws() == []


# --- what is not eSMS's


@pytest.mark.parametrize(
    "door", [NAME, f"{NAME}.", f"{NAME}.{SECRET}0", f"{NAME}.x", f"other.{SECRET}", f"{NAME}.%20"]
)
@pytest.mark.parametrize("where", ["/sms/gateway", REPORTS])
def test_without_the_secret_in_the_address_nothing_is_taken(deployment, esms, capsys, door, where):
    assert asks(deployment, received(COMPLETE), where, door).status == 403
    assert asks(deployment, reported("x"), where, door).status == 403
    assert deployment.raws() == []
    assert '"SignatureRefused": 1' in capsys.readouterr().out


def test_a_secret_in_the_query_proves_nothing(deployment, esms):
    said = received(COMPLETE, secret=f"{NAME}.{SECRET}")
    assert asks(deployment, said, door=NAME).status == 403


def test_while_the_secret_is_changed_both_are_good(deployment, esms):
    assert asks(deployment, received(COMPLETE), door=f"{NAME}.{NEXT_SECRET}").status == 200


@pytest.mark.parametrize("key", ["", "another"])
def test_with_its_private_key_the_sign_has_to_be_right_too(deployment, esms, key):
    account = {**gateway.ACCOUNT, "passphrase": PRIVATE_KEY}
    text_gateways.connect(**{NAME: account})
    forged = gateway.sign("abcdef", "1", COMPLETE, "20170117085000", key=key)
    for wrong in (received(COMPLETE, sign=forged), received(COMPLETE, content="something else")):
        assert asks(deployment, wrong).status == 403
    assert deployment.raws() == []
    assert asks(deployment, received(COMPLETE)).status == 200
    assert asks(deployment, reported("x"), REPORTS).status == 200  # has none


# --- what it is asked to send


def sent(deployment, esms):
    asks(deployment, received(COMPLETE))
    deployment.deliver()
    return esms.said[-1]


def test_a_text_leaves_under_the_brand_to_the_national_number_with_our_own_id(deployment, esms):
    said = sent(deployment, esms)
    [request] = esms.asked
    assert request.url == (
        "https://rest.esms.vn/MainService.svc/json/SendMultipleMessage_V4_post_json/"
    )
    assert said["CallbackUrl"].endswith(f"/receipts/gateway/{NAME}.{SECRET}")
    assert len(said.pop("RequestId")) <= 50
    assert deployment.codes()[0][:3] in said.pop("Content")
    assert said == {
        "ApiKey": "APIKEYCUABAN",
        "SecretKey": "SECRETKEYCUABAN",
        "Phone": "0987654321",
        "Brandname": "UBND TPLS",
        "SmsType": "2",
        "IsUnicode": "0",
        "Sandbox": "0",
        "CallbackUrl": said["CallbackUrl"],
    }
    assert text_of(deployment).state is NotificationState.SENT


def test_a_number_abroad_is_refused_before_it_is_asked(deployment, esms):
    asks(deployment, received(COMPLETE, sender="+4915112345678"))
    deployment.deliver()
    assert esms.asked == []
    assert (text_of(deployment).state, text_of(deployment).error) == ("failed", NotArrived.ABROAD)


def test_an_answer_that_was_lost_is_asked_again_under_the_same_id_and_taken_once(deployment, esms):
    exists = {"CodeResult": "124", "ErrorMessage": "Request exist 1", "SendStatus": "5"}
    esms.answers = [requests.exceptions.ReadTimeout(), exists]
    sent(deployment, esms)
    deployment.later(minutes=30)
    deployment.sweep()
    deployment.deliver()
    first, second = esms.said
    assert first["RequestId"] == second["RequestId"]
    assert text_of(deployment).state is NotificationState.SENT


@pytest.mark.parametrize(
    ("code", "state", "error"),
    [
        ("99", "failed", NotArrived.BLOCKED),
        ("101", "failed", "esms 101"),
        ("103", "waiting", "esms 103"),
        ("104", "failed", "esms 104"),
        ("108", "failed", NotArrived.NO_SUCH_NUMBER),
        ("146", "failed", NotArrived.FILTERED),
        ("177", "failed", NotArrived.FILTERED),
    ],
)
def test_its_codes_say_why_a_text_did_not_leave(deployment, esms, capsys, code, state, error):
    esms.answers = [{"CodeResult": code, "CountRegenerate": 0, "ErrorMessage": "…"}]
    sent(deployment, esms)
    assert (text_of(deployment).state, text_of(deployment).error) == (state, error)
    assert "UnknownProviderCode" not in capsys.readouterr().out


@pytest.mark.parametrize("answer", [{"CodeResult": "987"}, {"error": "Invalid request"}, {}, 204])
def test_a_code_that_no_table_has_is_final_and_loud(deployment, esms, capsys, answer):
    esms.answers = [answer]
    sent(deployment, esms)
    assert text_of(deployment).state is NotificationState.FAILED
    assert '"UnknownProviderCode": 1' in capsys.readouterr().out


# --- what it reports


@pytest.mark.parametrize(
    ("status", "success", "state", "error"),
    [
        ("1", "0", "sent", ""),
        ("2", "0", "sent", ""),
        ("7", "0", "sent", ""),
        ("5", "1", "delivered", ""),
        ("5", "0", "waiting", NotArrived.NETWORK),
        ("4", "0", "failed", NotArrived.FILTERED),
    ],
)
def test_its_reports_settle_the_text_however_often(deployment, esms, status, success, state, error):
    ours = sent(deployment, esms)["RequestId"]
    for _ in range(5):
        assert asks(deployment, reported(ours, status, success), REPORTS).status == 200
    assert (text_of(deployment).state, text_of(deployment).error) == (state, error)


def test_what_did_not_arrive_is_sent_again_under_another_id(deployment, esms):
    first = sent(deployment, esms)["RequestId"]
    asks(deployment, reported(first, "5", "0"), REPORTS)
    deployment.later(minutes=2)
    deployment.sweep()
    deployment.deliver()
    assert esms.said[-1]["RequestId"] != first
    asks(deployment, reported(first, "4", "0"), REPORTS)  # of the try before
    assert text_of(deployment).state is NotificationState.SENT


def test_a_status_that_it_never_told_of_is_loud_and_changes_nothing(deployment, esms, capsys):
    ours = sent(deployment, esms)["RequestId"]
    asks(deployment, reported(ours, "9"), REPORTS)
    assert text_of(deployment).state is NotificationState.SENT
    assert '"UnknownProviderCode": 1' in capsys.readouterr().out


@pytest.mark.parametrize("request_id", ["", "a text of its own", "../x.y.1", "1.2"])
def test_a_report_of_no_text_of_ours_changes_nothing(deployment, esms, request_id):
    sent(deployment, esms)
    assert asks(deployment, reported(request_id, "4", "0"), REPORTS).status == 200
    assert text_of(deployment).state is NotificationState.SENT
