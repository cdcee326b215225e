"""Who has asked for no texts gets none, until they write again or an officer decides otherwise."""

import pytest

from chalicelib.domain.notifications.notifications import NotArrived
from tests.support.at_once import at_once
from tests.support.deployment import CITIZEN
from tests.support.office import NGHIA, Office

OTHER = "+84912345678"


def write(deployment, text=None, sender=CITIZEN, **more):
    fields = deployment.message_fields(text, sender) if text else deployment.message_fields()
    deployment.sms(fields, **more)
    deployment.deliver()


def withheld(deployment, code=""):
    return [n.kind for n in deployment.notifications(code) if n.error == NotArrived.ASKED_NOT_TO]


def decide(deployment):
    """The case is redirected, which the citizen is texted."""
    office = Office(deployment, NGHIA)
    path = f"/van-phong/ho-so/{deployment.codes()[0]}/screen/-"
    office.fill(path, "redirect", target="complaint")
    deployment.deliver()
    return office


@pytest.mark.parametrize("how", ["word", "provider"])
def test_after_stop_no_text_goes_out_and_the_owner_sees_it_and_allows_it_again(deployment, how):
    write(deployment)
    if how == "word":
        write(deployment, "Stop")
    else:
        write(deployment, "thôi", OptOutType="STOP")
    before = len(deployment.provider.texts_to(CITIZEN))
    office = decide(deployment)
    assert len(deployment.provider.texts_to(CITIZEN)) == before
    assert withheld(deployment) == ["redirected_complaint"]
    code = deployment.codes()[0]
    page = office.get(f"/van-phong/ho-so/{code}").body
    assert "đã yêu cầu không nhắn tin" in page
    assert "1 tin nhắn chưa gửi" in page
    at_once(10, lambda: office.post(f"/van-phong/nhan-tin/{code}", []))
    assert [e.kind for e in deployment.file().history].count("texted_again") == 1
    assert "đã yêu cầu không nhắn tin." not in office.get(f"/van-phong/ho-so/{code}").body
    (unsent,) = [n for n in deployment.notifications() if n.is_silenced]
    office.post(f"/van-phong/thong-bao/{unsent.ref}", [])
    deployment.deliver()
    assert len(deployment.provider.texts_to(CITIZEN)) == before + 1


def test_the_number_stands_nowhere_in_plain(deployment):
    write(deployment, "STOP")
    (row,) = [row for row in deployment.dump("vault") if row["cls"]["S"] == "sender"]
    assert CITIZEN.strip("+") not in str(row)


@pytest.mark.parametrize("text", ["Đèn ngõ 5 Bà Triệu vẫn tắt", "START", "Cảm ơn"])
def test_who_writes_again_is_texted_again(deployment, text):
    write(deployment)
    write(deployment, "STOP")
    deployment.later(minutes=1)
    write(deployment, text)
    before = len(deployment.provider.texts_to(CITIZEN))
    code = deployment.codes()[0]
    office = Office(deployment, NGHIA)
    office.fill(f"/van-phong/ho-so/{code}/screen/-", "redirect", target="complaint")
    deployment.deliver()
    assert len(deployment.provider.texts_to(CITIZEN)) == before + 1


def test_a_stop_that_is_repeated_later_does_not_ask_again(deployment):
    write(deployment)
    stop = deployment.message_fields("STOP")
    deployment.sms(stop)
    deployment.later(minutes=1)
    write(deployment, "START")
    deployment.later(days=1)
    deployment.sms(stop)
    assert deployment.services.store.senders.of_number(CITIZEN).silent_since is None


def test_huy_is_no_stop(deployment):
    write(deployment, "HUY")
    assert deployment.services.store.senders.of_number(CITIZEN).silent_since is None
    assert len(deployment.codes()) == 1


def test_a_refusal_because_of_stop_is_told_once_and_then_no_text_is_tried(deployment):
    deployment.provider.broken = [(400, 21610)]
    write(deployment)
    assert deployment.services.store.senders.of_number(CITIZEN).silent_since is not None
    assert [n.error for n in deployment.notifications() if n.medium == "sms"] == ["unsubscribed"]
    decide(deployment)
    assert withheld(deployment) == ["redirected_complaint"]
    assert deployment.provider.sent == []


def test_others_are_texted_as_before(deployment):
    write(deployment, "STOP")
    write(deployment, sender=OTHER, text="Đường Bắc Sơn ngập nặng, đề nghị xử lý")
    assert len(deployment.provider.texts_to(OTHER)) == 1
