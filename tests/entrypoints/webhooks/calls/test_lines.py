"""More lines than one, by configuration alone: each with its greeting, leader and hours (N1)."""

from dataclasses import replace
from datetime import time

import pytest

from chalicelib import wiring
from chalicelib.domain.authority.parts import Line
from chalicelib.domain.todos.table import Todo
from tests.support.office import NGHIA
from tests.support.world import TUESDAY_NINE, with_rules

SECOND = "+84886121777"
LINE = Line(
    id="pho-chu-tich",
    number=SECOND,
    name="Đường dây nóng của Phó Chủ tịch UBND thành phố",
    shown="0886.121.777",
    leader="pho-chu-tich-1",
    approver="pho-chu-tich-1",
    greeting="{line} xin nghe. Ghi âm. Ông Bà chịu trách nhiệm về thông tin.",
    opens=time(8),
    closes=time(11),
)


@pytest.fixture
def two_lines(exchange, monkeypatch):
    services = wiring.services()
    authority = replace(services.rules.authority, lines=(*services.rules.authority.lines, LINE))
    monkeypatch.setattr(wiring, "services", lambda **_: with_rules(services, authority=authority))
    return exchange


def taken_down(exchange, to: str) -> None:
    sid = exchange.ring(to=to)
    exchange.keys(sid, "1")
    exchange.spoken(sid, "Hoàng Thị Mai")
    exchange.spoken(sid, "45 Bắc Sơn")
    exchange.keys(sid, "1")
    exchange.keys(sid, "2")
    exchange.spoken(sid, "Đèn hỏng")


def test_each_line_greets_by_its_own_name_and_words(two_lines):
    own = two_lines.heard(two_lines.ring(to=SECOND))
    assert own.startswith(
        "Đường dây nóng của Phó Chủ tịch Ủy ban nhân dân thành phố xin nghe. Ghi âm"
    )
    assert two_lines.heard(two_lines.ring()).startswith(
        "Xin chào. Đây là Đường dây nóng của Chủ tịch"
    )


def test_each_line_has_its_own_hours(two_lines):
    two_lines.deployment.at = TUESDAY_NINE.replace(hour=12)
    closed = two_lines.heard(two_lines.ring(to=SECOND))
    assert "từ 8 giờ đến 11 giờ" in closed
    assert "8 giờ thứ Tư, ngày 18 tháng 1" in closed
    assert "Đây là" in two_lines.heard(two_lines.ring())


def test_outside_a_lines_own_hours_a_message_counts_from_its_next_opening(two_lines):
    two_lines.deployment.at = TUESDAY_NINE.replace(hour=12)
    taken_down(two_lines, SECOND)
    case = two_lines.deployment.file().case
    assert case.receipt_day.day == 18
    assert (case.clocks[0].due_at.day, case.clocks[0].due_at.hour) == (23, 17)  # the office's hours


def test_a_matter_goes_to_the_leader_of_its_line_and_the_result_is_told_from_its_number(two_lines):
    taken_down(two_lines, SECOND)
    deployment = two_lines.deployment
    assert deployment.file().case.line == "pho-chu-tich"
    deployment.deliver()
    first = deployment.newest_link(NGHIA)
    typed = {"name": "Mai", "address": "45 Bắc Sơn", "account": "Đèn hỏng", "summary": "Đèn hỏng."}
    done, _ = deployment.press(
        first, "ask_direction", field="S1", agency="do-thi", urgent="yes", **typed
    )
    assert done.status == 200
    deployment.deliver()
    leader = deployment.newest_link("phochutich1@langson.example")
    deployment.press(leader, "direct", agency="do-thi", direction="Sửa ngay.")
    deployment.deliver()
    answer = deployment.link(Todo.ANSWER)
    deployment.press(answer, "answer", answer="Đã sửa.", name="Tư", title="Trưởng phòng")
    deployment.deliver()
    draft = deployment.newest_link("manh-truong@vanphong.langson.example")
    deployment.press(draft, "draft", words="Đã sửa.")
    deployment.deliver()
    approval = deployment.mails("phochutich1@langson.example")[-1]
    assert "Trình phê duyệt" in approval.subject
    deployment.press(approval.link, "approve")
    deployment.deliver()
    deployment.press(deployment.newest_link("manh-truong@vanphong.langson.example"), "call")
    deployment.deliver()
    assert dict(deployment.provider.calls[0])["From"] == SECOND
    (leg,) = two_lines.legs()
    two_lines.take(leg)
    assert "Phó Chủ tịch" in two_lines.heard(leg)


def test_an_unknown_number_belongs_to_the_first_line(two_lines):
    assert "Chủ tịch Ủy ban" in two_lines.heard(two_lines.ring(to="+84886000000"))


def test_a_prompt_that_a_person_has_spoken_is_played_instead_of_read(exchange, monkeypatch):
    services = wiring.services()
    address = "https://prompts.example/greeting.mp3"
    voice = replace(services.rules.authority.voice, recorded={"greeting": address})
    authority = replace(services.rules.authority, voice=voice)
    monkeypatch.setattr(wiring, "services", lambda **_: with_rules(services, authority=authority))
    words = exchange.heard(exchange.ring())
    assert f"[âm thanh] {address}" in words
    assert "nhấn phím 1" in words  # what nobody has spoken is read
