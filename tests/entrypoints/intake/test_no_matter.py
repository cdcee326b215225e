"""What has no matter in it: on file, no clock, no answer, no mail; and an officer may make a case
of it."""

import re

import pytest

from chalicelib.domain.time.clocks import ClockKind
from tests.support.at_once import at_once
from tests.support.deployment import CITIZEN, EMPTY_TWIML, OF_A_TEXT
from tests.support.office import NGHIA, Office

LIST = "/van-phong/tin-da-luu"


def thanks(deployment, text="Cảm ơn anh chị nhé", **more):
    return deployment.sms(deployment.message_fields(text), **more)


@pytest.mark.parametrize(
    "text", ["Cảm ơn", "ok ạ", "👍", "", "STOP", "Liked “ok”", "START", "help"]
)
def test_it_is_on_file_and_nobody_hears_of_it(deployment, text):
    answer = thanks(deployment, text)
    assert (answer.status, answer.body) == (200, EMPTY_TWIML)
    deployment.later(minutes=5)
    assert deployment.sweep()["taken"] == 0
    deployment.deliver()
    (raw,) = deployment.raws()
    assert (raw.text, raw.filed is not None) == (text, True)
    assert deployment.codes() == []
    assert (deployment.mails(), deployment.provider.sent) == ([], [])


def test_the_same_webhook_ten_times_at_once_files_it_once(deployment):
    fields = deployment.message_fields("Cảm ơn")
    answers = at_once(10, lambda: deployment.sms(fields))
    assert {answer.status for answer in answers} == {200}
    assert len(deployment.raws()) == 1
    assert deployment.codes() == []


@pytest.mark.parametrize(
    "text", ["cảm ơn nhưng đèn vẫn tắt", "HUY", "Cảm ơn. Bao giờ sửa?", "Cháy nhà"]
)
def test_what_may_be_a_matter_is_a_case(deployment, text):
    thanks(deployment, text)
    assert len(deployment.codes()) == 1


def test_a_picture_may_be_the_matter(deployment):
    fields = [(k, "1" if k == "NumMedia" else v) for k, v in deployment.message_fields("")]
    deployment.sms(fields)
    assert len(deployment.codes()) == 1


def test_the_provider_says_that_it_is_about_texts(deployment):
    thanks(deployment, "Dừng lại", OptOutType="STOP")
    assert deployment.codes() == []
    assert [raw.filed for raw in deployment.raws()] == ["stop"]


def test_the_office_lists_it_the_newest_first_and_finds_it_by_its_number(deployment):
    office = Office(deployment, NGHIA)
    thanks(deployment, "Cảm ơn lần một")  # "lần một" is not known, so that it is a case
    thanks(deployment, "Cảm ơn")
    deployment.later(minutes=1)
    thanks(deployment, "Xin chào")
    page = office.get(LIST).body
    assert page.index("Xin chào") < page.index("Cảm ơn</blockquote>")
    assert "0987 654 321" in page
    found = office.post("/van-phong/tim", [("q", "0987654321")]).body
    assert "Xin chào" in found
    assert deployment.get(LIST).body.count("Xin chào") == 0  # for members alone


def test_the_list_goes_on_behind_its_last_line(deployment, monkeypatch):
    monkeypatch.setattr("chalicelib.usecases.texts.filing.PAGE", 2)
    office = Office(deployment, NGHIA)
    for greeting in ("Xin chào", "Cảm ơn", "Dạ vâng"):
        thanks(deployment, greeting)
        deployment.later(minutes=1)
    first = office.get(LIST).body
    (older,) = re.findall(rf'href="({LIST}/\w+)"', first)
    rest = office.get(older).body
    assert "Xin chào" in rest
    assert "Dạ vâng" not in rest
    assert office.get(f"{LIST}/{'0' * 32}").status == 404


def test_an_officer_makes_a_case_of_it_once(deployment):
    thanks(deployment)
    received = deployment.at
    deployment.later(days=2)
    office = Office(deployment, NGHIA)
    path = f"/van-phong/lien-he/{deployment.raws()[0].id}"
    answers = at_once(10, lambda: office.post(path, []))
    assert {a.headers["Location"] for a in answers} == {f"/van-phong/ho-so/{deployment.codes()[0]}"}
    case = deployment.file().case
    assert case.received_at == received
    assert [c.kind for c in case.clocks] == [ClockKind.TALK]
    assert case.clocks[0].due_at > deployment.at
    assert [e.kind for e in deployment.file().history] == ["received", "made_a_case"]
    assert "Cảm ơn" not in office.get(LIST).body
    deployment.deliver()
    assert len(deployment.provider.texts_to(CITIZEN)) == 1


def test_without_the_members_own_token_nothing_is_made(deployment):
    office = Office(deployment, NGHIA)
    thanks(deployment)
    answer = office.post(f"/van-phong/lien-he/{deployment.raws()[0].id}", [], csrf="forged")
    assert answer.status == 403
    assert deployment.codes() == []
    assert office.post(f"/van-phong/lien-he/{'0' * 32}", []).status == 404


def receipt(status="delivered", sid=OF_A_TEXT[1]):
    return [
        *(("SmsSid", sid), ("SmsStatus", status), ("MessageStatus", status), ("To", CITIZEN)),
        *(("MessageSid", sid), ("From", "+84886121666"), ("ApiVersion", "2010-04-01")),
    ]


def test_a_receipt_that_strayed_settles_its_text_and_is_no_contact(deployment):
    deployment.sms()
    deployment.deliver()
    assert deployment.signed("/sms/incoming", receipt()).status == 200
    states = {n.kind: n.state for n in deployment.notifications() if n.medium == "sms"}
    assert states == {"received": "delivered"}
    assert len(deployment.raws()) == 1


def test_a_receipt_of_a_text_that_is_not_ours_changes_nothing(deployment):
    answer = deployment.signed("/sms/incoming", receipt("failed", f"SM{77:032d}"))
    assert (answer.status, answer.body) == (200, EMPTY_TWIML)
    assert (deployment.raws(), deployment.codes()) == ([], [])
