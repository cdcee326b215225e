"""A dialogue by the old telephone, on the deployed stack: the stage's clock moves it on."""

from infra.local.credentials import PHONE
from tests.support import people

MORNING = "2026-06-10T09:00:00"


def told(stage, number, times):
    """What has come to the number, once so many texts have."""
    return stage.until(lambda: [m["body"] for m in people.outgoing(stage, number)][times - 1 :])


def begins(stage, number, words):
    """The first text, and its minute; no mail about other journeys' matters is left to wait."""
    stage.run("gather")
    stage.gateways.text(PHONE, number, words)
    stage.clock(plus="1m5s")
    stage.run("sweep")


def test_whoever_writes_too_little_is_asked_and_has_a_case_in_the_end(stage):
    stage.clock(now=MORNING)
    number = "+84935000321"
    begins(stage, number, "Đèn đường ngõ 5 Bà Triệu hỏng cả tháng nay")
    assert "họ và tên" in told(stage, number, 1)[0]
    stage.gateways.text(PHONE, number, "Nông Thị Thu")
    assert "địa chỉ" in told(stage, number, 2)[0]
    stage.gateways.text(PHONE, number, "số 7 Lê Lợi, phường Vĩnh Trại")
    [end] = told(stage, number, 3)
    matter = people.Matter(stage, number, people.CODE.search(end)[1], "")
    screening = matter.screening()
    assert "Nông Thị Thu" in screening.text or 'value="Nông Thị Thu"' in screening.body
    assert "Đèn đường" in screening.text


def test_whoever_says_nothing_more_for_a_day_is_rung_by_an_officer(stage):
    stage.clock(now=MORNING)
    number = "+84935000322"
    begins(stage, number, "Rác ở chợ Đông Kinh mấy ngày nay không ai thu gom")
    told(stage, number, 1)
    stage.clock(plus="1d1h")
    stage.run("sweep")
    [end] = told(stage, number, 2)
    assert people.CODE.search(end)
    assert "goi Ong/Ba" in end or "gọi Ông/Bà" in end
