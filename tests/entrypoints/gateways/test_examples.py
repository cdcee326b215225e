"""The examples of infra/gateways: a modem at gammu-smsd, and an operator with words of its own.
Both speak with the deployed functions; gammu-smsd and the operator are played by their documents.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import threading
import time
from datetime import timedelta
from http.client import HTTPConnection
from http.server import ThreadingHTTPServer
from types import SimpleNamespace

import pytest
import requests

from infra.gateways import modem, operator_relay, spool
from tests.support.deployment import CITIZEN
from tests.support.text_gateways import SECRET, WEBHOOK
from tests.support.world import COMPLETE

KEY = "5fdc57e97198o1"  # the page's own sample


@pytest.fixture
def machine(deployment, doors, tmp_path, monkeypatch):
    """Whatever an example posts comes to the product, unless it is out of reach."""
    state = SimpleNamespace(reachable=True)

    def post(url, data, headers, timeout):
        if not state.reachable:
            raise requests.ConnectionError
        answer = deployment.call("POST", url, data, headers)
        return SimpleNamespace(ok=answer.status == 200)

    monkeypatch.setattr(spool, "SPOOL", tmp_path)
    monkeypatch.setattr(spool, "SECRET", SECRET)
    monkeypatch.setattr(spool, "URL", f"/sms/gateway/{WEBHOOK}")
    monkeypatch.setattr(spool, "requests", SimpleNamespace(**vars(requests) | {"post": post}))
    monkeypatch.setattr(operator_relay, "KEY", KEY)
    return state


# --- a modem


def came(number, *parts, joined="", at="20170117_085000", **more):
    """What gammu-smsd calls its hook with."""
    env = {"SMS_MESSAGES": str(len(parts)), "SMS_1_NUMBER": number, "DECODED_PARTS": "0", **more}
    env |= {f"SMS_{n}_TEXT": part for n, part in enumerate(parts, 1)}
    if joined:
        env |= {"DECODED_PARTS": "1", "DECODED_1_TEXT": joined}
    files = [f"/var/spool/gammu/inbox/IN{at}_00_{number}_{n:02}.txt" for n in range(len(parts))]
    modem.received(env, files)


@pytest.mark.parametrize("joined", [COMPLETE, ""])
def test_a_text_in_parts_is_one_contact_of_when_it_came(deployment, machine, joined, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Ho_Chi_Minh")
    time.tzset()
    came(CITIZEN, COMPLETE[:60], COMPLETE[60:], joined=joined)
    spool.hand_on()
    [raw] = deployment.raws()
    assert (raw.number, raw.text) == (CITIZEN, COMPLETE)
    assert deployment.at - raw.received_at == timedelta(minutes=10)
    monkeypatch.undo()
    time.tzset()


def test_a_hook_that_is_run_twice_brings_one_contact(deployment, machine):
    for _ in range(2):
        came(CITIZEN, COMPLETE)
        spool.hand_on()
    came(CITIZEN, COMPLETE, at="20170117_085100")  # sent again by the citizen
    spool.hand_on()
    assert len(deployment.raws()) == 2


def test_while_the_hotline_is_out_of_reach_texts_wait_in_the_spool(deployment, machine):
    machine.reachable = False
    came(CITIZEN, COMPLETE)
    spool.hand_on()
    assert deployment.raws() == []
    machine.reachable = True
    for _ in range(2):
        spool.hand_on()
    assert len(deployment.raws()) == 1
    assert [*spool.folder("in").iterdir()] == []


@pytest.fixture
def smsd(monkeypatch):
    """gammu-smsd-inject: what it was called with, and whether it works."""
    state = SimpleNamespace(calls=[], works=True)

    def run(command, **_):
        state.calls.append(command)
        name = f"/var/spool/gammu/outbox/OUTC20170117_09000{len(state.calls)}_00_x_sms0.smsbackup"
        said = f"Written message with ID {name}\n" if state.works else "Failed to inject message\n"
        return subprocess.CompletedProcess(command, 0 if state.works else 3, said, "")

    monkeypatch.setattr(modem, "subprocess", SimpleNamespace(run=run))
    return state


@pytest.fixture
def asked(deployment, machine, smsd, doors):
    """The product asks the modem to send an acknowledgement: body and headers."""
    came(CITIZEN, COMPLETE)
    spool.hand_on()
    deployment.deliver()
    request = doors.asked[-1]
    return request.body, {k.lower(): v for k, v in request.headers.items()}


def state_of(deployment):
    [found] = [n for n in deployment.notifications() if n.medium == "sms"]
    return found.state


def test_what_the_product_signs_is_sent_once_and_reported(deployment, asked, smsd):
    for _ in range(3):
        assert modem.take(*asked)[0] == 200
    [command] = smsd.calls
    assert command[:4] == ["gammu-smsd-inject", "TEXT", CITIZEN, "-report"]
    assert deployment.codes()[0][:3] in command[-1]
    assert "-unicode" not in command  # it is sent without accents
    [waits] = spool.folder("out").iterdir()
    modem.handed("text.sent", [f"/var/spool/gammu/sent/{waits.name}"])
    spool.hand_on()
    assert state_of(deployment) == "sent"
    came(CITIZEN, "Delivered", SMS_1_REFERENCE="17")
    spool.hand_on()
    assert state_of(deployment) == "delivered"
    assert len(deployment.raws()) == 1  # a report is no text


@pytest.mark.parametrize("word", ["Delivered", "Failed"])
def test_a_citizen_who_writes_such_a_word_has_written_it(deployment, machine, word):
    came(CITIZEN, word, SMS_1_REFERENCE="0")
    spool.hand_on()
    assert deployment.raws()[0].text == word


def test_what_gammu_gives_up_or_the_network_cannot_deliver_is_tried_again(deployment, asked):
    assert modem.take(*asked)[0] == 200
    [waits] = spool.folder("out").iterdir()
    modem.handed("text.failed", [waits.name])
    spool.hand_on()
    assert state_of(deployment) == "waiting"


def test_a_modem_that_takes_nothing_is_asked_again_later(asked, smsd):
    smsd.works = False
    assert modem.take(*asked)[0] == 503
    smsd.works = True
    assert modem.take(*asked)[0] == 200


def test_what_another_has_signed_is_not_sent(asked, smsd, monkeypatch):
    monkeypatch.setattr(spool, "SECRET", "whsec_AAAA9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    assert modem.take(*asked)[0] == 403
    assert modem.take(b"{}", {})[0] == 403
    assert smsd.calls == []


def test_its_door_works_over_http(machine):
    server = ThreadingHTTPServer(("127.0.0.1", 0), spool.door(modem.take))
    threading.Thread(target=server.handle_request).start()
    connection = HTTPConnection("127.0.0.1", server.server_port)
    connection.request("POST", "/", b"{}", {})
    assert connection.getresponse().status == 403
    server.server_close()


# --- an operator


def posted(message=COMPLETE, request="1297875832", key=KEY, **more):
    """The page's own example, with another message."""
    said = {
        "type": "new",
        "client_id": "demo",
        "request_id": request,
        "service_id": "7068",
        "command_code": "cskh",
        "message": message,
        "telco": "VT",
        "phone": "84987654321",
        "time": 1484617800,
    }
    whole = "".join((said["client_id"], request, said["phone"], key, str(said["time"])))
    digest = hashlib.sha256(whole.encode()).digest()
    said |= {"checksum": base64.b64encode(digest).decode(), **more}
    return operator_relay.take(json.dumps(said).encode(), {})[1]


def test_what_an_operator_posts_is_handed_on_once(deployment, machine):
    machine.reachable = False
    for kind in ("new", "new", "recovery"):
        assert posted(type=kind)["data"]["code"] == 200
        spool.hand_on()
    machine.reachable = True
    spool.hand_on()
    posted(type="recovery")
    spool.hand_on()
    [raw] = deployment.raws()
    assert (raw.number, raw.text, raw.to) == (CITIZEN, COMPLETE, "7068")
    assert raw.received_at.timestamp() == 1484617800


@pytest.mark.parametrize(
    "how", [{"key": "another"}, {"checksum": ""}, {"phone": "84912000111"}, {"time": "soon"}]
)
def test_what_is_not_the_operators_is_not_handed_on(deployment, machine, how):
    assert posted(**how)["errors"]["code"] == 106
    spool.hand_on()
    assert deployment.raws() == []


@pytest.mark.parametrize("body", [b"", b"[]", b"{}", b"null", b"\xff"])
def test_nonsense_is_not_handed_on(deployment, machine, body):
    assert operator_relay.take(body, {})[1]["errors"]["code"] == 106


def test_without_a_key_nothing_is_believed(machine, monkeypatch):
    monkeypatch.setattr(operator_relay, "KEY", "")
    assert posted(key="")["errors"]["code"] == 106


def test_a_sign_of_life_is_taken(deployment, machine):
    assert spool.post({"type": "gateway.alive", "data": {}})
    alive = deployment.services.store.jobs.alive(deployment.authority.id)
    assert alive == {WEBHOOK: deployment.at}
