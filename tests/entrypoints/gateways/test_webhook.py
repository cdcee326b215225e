"""A gateway that speaks Standard Webhooks: signed both ways. https://www.standardwebhooks.com/"""

from __future__ import annotations

from base64 import b64encode
from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks import Webhook

from chalicelib.domain.notifications.notifications import NotArrived
from tests.support import papers
from tests.support import text_gateways as gateways
from tests.support.deployment import CITIZEN, HOTLINE
from tests.support.text_gateways import SECRET, WEBHOOK, webhook
from tests.support.world import COMPLETE

REPORTS = f"/receipts/gateway/{WEBHOOK}"


def received(words=COMPLETE, text="modem-17", **more):
    data = {"id": text, "from": CITIZEN, "to": HOTLINE, "text": words, **more}
    return {"type": "text.received", "timestamp": "2017-01-17T02:00:00Z", "data": data}


def reported(kind, text, **more):
    return {"type": kind, "timestamp": "2017-01-17T02:00:00Z", "data": {"id": text, **more}}


def text_of(deployment):
    [found] = [n for n in deployment.notifications() if n.medium == "sms"]
    return found


@pytest.fixture
def sent(deployment, doors):
    """The key of the text that acknowledges one."""
    assert webhook(deployment, received()).status == 200
    deployment.deliver()
    return doors.said[-1]["data"]["id"]


def test_a_text_comes_in_and_is_answered_through_the_same_gateway_signed(deployment, doors, sent):
    [request] = doors.asked
    Webhook(SECRET).verify(request.body, dict(request.headers))
    assert request.url == "https://modem.example/send"
    [said] = doors.said
    assert (said["type"], said["data"]["to"]) == ("text.send", CITIZEN)
    assert deployment.provider.sent == []


def test_the_same_text_twice_under_new_signatures_is_one_contact(deployment, doors):
    for _ in range(2):
        assert webhook(deployment, received()).status == 200
    assert len(deployment.raws()) == 1


def test_what_was_received_three_hours_ago_counts_from_then(deployment, doors):
    webhook(deployment, received(received_at="2017-01-16T23:00:00+00:00"))
    [raw] = deployment.raws()
    assert deployment.at - raw.received_at == timedelta(hours=3)


def test_a_picture_comes_along(deployment, doors):
    media = [{"content_type": "image/jpeg", "content": b64encode(papers.jpeg()).decode()}]
    webhook(deployment, received(media=media))
    [found] = deployment.file().attachments
    assert found.media.startswith("beside/")


@pytest.mark.parametrize("minutes", [-6, 6])
def test_an_old_signature_proves_nothing_nor_one_of_the_future(deployment, doors, minutes):
    at = datetime.now(UTC) + timedelta(minutes=minutes)
    assert webhook(deployment, received(), at=at).status == 403
    assert deployment.raws() == []


@pytest.mark.parametrize("secret", ["whsec_AAAA9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_AA=="])
def test_another_secret_proves_nothing(deployment, doors, secret):
    assert webhook(deployment, received(), secret=secret).status == 403


@pytest.mark.parametrize(
    "signature", ["", "v1", "v1,", "v1,=", "v2,abc", "nonsense", "v1,a,b", "v1a,abc", " "]
)
def test_a_strange_signature_proves_nothing(deployment, doors, signature):
    headers = {
        "webhook-id": "1",
        "webhook-timestamp": str(int(datetime.now(UTC).timestamp())),
        "webhook-signature": signature,
    }
    answer = deployment.call("POST", f"/sms/gateway/{WEBHOOK}", b"{}", headers)
    assert answer.status == 403


@pytest.mark.parametrize(
    ("kind", "state"), [("text.sent", "sent"), ("text.delivered", "delivered")]
)
def test_its_reports_settle_the_text(deployment, doors, sent, kind, state):
    assert webhook(deployment, reported(kind, sent), path=REPORTS).status == 200
    assert text_of(deployment).state == state


def test_what_failed_and_may_be_tried_again_is(deployment, doors, sent):
    said = reported("text.failed", sent, error="no carrier", retry=True)
    webhook(deployment, said, path=REPORTS)
    assert text_of(deployment).state == "waiting"
    deployment.later(minutes=2)
    deployment.sweep()
    deployment.deliver()
    again = doors.said[-1]["data"]["id"]
    assert again != sent
    webhook(deployment, reported("text.failed", again, error="no such number"), path=REPORTS)
    assert (text_of(deployment).state, text_of(deployment).error) == ("failed", "no such number")


def test_a_gateway_that_was_taken_away_sends_nothing(deployment, doors):
    webhook(deployment, received())
    gateways.connect(other={"kind": "no such kind", "keys": ["k"]})
    deployment.deliver()
    assert doors.asked == []
    assert len(deployment.provider.sent) == 1  # the provider reaches the number too


def test_nothing_but_the_provider_reaches_it_and_that_is_not_connected(deployment, doors):
    from tests.support.aws import configure

    webhook(deployment, received())
    configure(gateways={})
    deployment.deliver()
    assert text_of(deployment).error == NotArrived.NO_PROVIDER
