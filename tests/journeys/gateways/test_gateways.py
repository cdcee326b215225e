"""Texts by an old telephone and by a signed webhook, on the deployed stack: whatever the way does
to them, a text becomes one matter and its answer goes back by the way it came."""

import base64
import re
import urllib.request

import pytest

from infra.local.credentials import LINE, PHONE
from tests.support import papers, people
from tests.support.browsing import Browser
from tests.support.people import officer

TEXT = (
    "Tôi là Lý Thị Hoa, số 8 đường Phai Vệ, phường Đông Kinh, ĐT 0{}. "
    "Đèn đường ngõ 8 hỏng đã hai tuần, đề nghị sửa giúp."
)
# A Wednesday after what other journeys do: the matters that are left open here are not due there.
MORNING = "2026-06-10T09:00:00"
RETRIES = [10 * 2**n for n in range(14)]  # seconds before each of them: almost two days


def body(number):
    return TEXT.format(number.removeprefix("+84"))


def came_by(stage, gateway, number, **more):
    """A citizen's text comes through a gateway; its matter, once that is answered."""
    stage.run("gather")
    sent = stage.gateways.text(gateway, number, body(number), **more)
    assert sent["status"] == "delivered", sent
    return answered(stage, number, sent["sid"])


def answered(stage, number, sid=""):
    reply = stage.until(lambda: people.outgoing(stage, number))[0]
    return people.Matter(stage, number, people.CODE.search(reply["body"])[1], sid)


def arrived(stage, number, times=1):
    """The texts to a number, once so many have been delivered."""

    def look():
        sent = people.outgoing(stage, number)
        return [m for m in sent if m["status"] == "delivered"][times - 1 :] and sent

    return stage.until(look)


def notices(stage, matter):
    """How the notifications of a case stand on file, by how they go."""
    plain = matter.code.replace(" ", "")
    found = [r for r in people.rows(stage, "CasesTableName") if r["pk"]["S"].endswith(plain)]
    return {(r["medium"]["S"], r["state"]["S"]) for r in found if r["cls"]["S"] == "notice"}


def stored(stage, number):
    tables = ("VaultTableName", "CasesTableName")
    return [row for table in tables for row in people.rows(stage, table) if number in repr(row)]


def test_a_text_by_the_telephone_becomes_a_case_and_is_answered_encrypted_by_it(stage):
    stage.clock(now=MORNING)
    number = "+84935000301"
    matter = came_by(stage, PHONE, number)
    [sent] = arrived(stage, number)
    assert (sent["gateway"], sent["from"], sent["error"]) == (PHONE, "+84886121666", None)
    assert matter.code in sent["body"]
    stage.until(lambda: ("sms", "delivered") in notices(stage, matter))
    assert "Đèn đường" in matter.screening().text


def test_an_answer_to_the_provider_goes_by_the_provider(stage):
    stage.clock(now=MORNING)
    people.text(stage, "+84935000302", body("+84935000302"))
    [sent] = people.outgoing(stage, "+84935000302")
    assert sent["gateway"] == "twilio"


def test_a_text_that_the_telephone_tells_of_for_two_days_is_one_contact(stage):
    def repeated():
        return stage.logs().count('"contact repeated"')

    stage.clock(now=MORNING)
    number, before = "+84935000303", repeated()
    stage.faults("webhooks", "hang", 1000)  # carried out, and the telephone hears no answer
    try:
        assert stage.gateways.text(PHONE, number, body(number))["status"] == "waiting"
        matter = answered(stage, number)
        for pause in RETRIES[:-1]:
            stage.clock(plus=f"{pause}s")
            stage.gateways.retry(PHONE)
    finally:
        stage.faults("webhooks", "hang", 0)
    stage.clock(plus=f"{RETRIES[-1]}s")
    stage.until(lambda: stage.gateways.retry(PHONE)["waiting"] == 0)
    stage.until(lambda: repeated() == before + len(RETRIES))
    [came] = [m for m in stage.thread(number) if m["direction"] == "in"]
    assert came["status"] == "received"
    assert matter.on_file()["raw"] == 1
    assert len(people.outgoing(stage, number)) == 1


@pytest.mark.parametrize("gateway", [PHONE, LINE])
def test_what_somebody_else_says_in_a_gateways_place_is_refused_and_not_kept(stage, gateway):
    stage.clock(now=MORNING)
    number = "+84935000304" if gateway == PHONE else "+84935000305"
    forgeries = ["signature", "body", "key", "name", *(["time"] if gateway == LINE else [])]
    for what in forgeries:
        assert stage.gateways.forge(gateway, what, number, body(number)) == 403, what
    assert stored(stage, number) == []


def test_a_picture_that_the_telephone_brings_is_seen_in_the_office_once_it_is_clean(stage):
    stage.clock(now=MORNING)
    number = "+84935000306"
    content = base64.b64encode(papers.jpeg(papers.exif())).decode()
    media = [{"content": content, "content_type": "image/jpeg"}]
    matter = came_by(stage, PHONE, number, media=media)
    matter.received()
    browser = Browser(stage, officer(matter.owner))
    case = f"/van-phong/ho-so/{matter.code.replace(' ', '')}"
    page = stage.until(lambda: (p := browser.get(case)) and "không thấy mã độc" in p and p)
    assert "ảnh kèm tin nhắn của người phản ánh" in page
    place = re.search(rf'href="({case}/tep/\w+)"', page)[1]
    saved = stage.http.request("GET", place, headers={"Cookie": browser.cookie})
    with urllib.request.urlopen(saved.headers["Location"]) as picture:  # noqa: S310
        assert b"GPS" not in picture.read()


def test_what_got_lost_on_its_way_the_telephone_brings_again(stage):
    stage.clock(now=MORNING)
    number = "+84935000307"
    stage.faults("webhooks", "fail", 1000)
    try:
        assert stage.gateways.text(PHONE, number, body(number))["status"] == "waiting"
        assert stored(stage, number) == []
    finally:
        stage.faults("webhooks", "fail", 0)
    stage.clock(plus="11s")
    stage.gateways.retry(PHONE)
    matter = answered(stage, number)
    assert matter.on_file()["raw"] == 1
    assert len(arrived(stage, number)) == 1


def test_a_telephone_that_falls_silent_is_counted_until_it_lives_and_brings_what_it_missed(stage):
    def silent():
        before = len(stage.logs().splitlines())
        stage.run("reconcile")
        logged = "\n".join(stage.logs().splitlines()[before:])
        [count] = re.findall(r'"GatewaysSilent": (\d)', logged)
        return int(count), re.findall(r'"gateway silent", "gateway": "([\w-]+)"', logged)

    stage.clock(now=MORNING)
    stage.run("gather")
    number = "+84935000308"
    for gateway in (PHONE, LINE):
        stage.gateways.ping(gateway)
    stage.gateways.silence(PHONE)
    try:
        assert stage.gateways.text(PHONE, number, body(number))["http_status"] == 0
        stage.clock(plus="21m")
        stage.gateways.ping(LINE)
        assert silent() == (1, [PHONE])
        assert stored(stage, number) == []
    finally:
        stage.gateways.silence(PHONE, silent=False)
    stage.gateways.ping(PHONE)
    assert silent() == (0, [])
    matter = answered(stage, number)
    assert "Hạn giao việc: 17:00 ngày 15/06/2026" in matter.screening().text


def test_a_text_by_the_signed_webhook_is_answered_by_it(stage):
    stage.clock(now=MORNING)
    number = "+84935000309"
    matter = came_by(stage, LINE, number, times=3)
    [sent] = arrived(stage, number)
    assert sent["gateway"] == LINE
    stage.until(lambda: ("sms", "delivered") in notices(stage, matter))
    assert matter.on_file()["raw"] == 1
