"""What the office sees and hears of a call, and what stands where (N7, N11)."""

import json

from chalicelib.domain.todos.table import Todo
from tests.support.callers import MATTER, recordings, taken_down
from tests.support.deployment import CITIZEN
from tests.support.office import CHIEF, NGHIA, Office


def page_of(exchange) -> str:
    return f"/van-phong/ho-so/{exchange.deployment.codes()[0]}"


def heard_at(exchange, nth: int = 2) -> str:
    return f"/van-phong/ghi-am/{exchange.deployment.codes()[0]}/{recordings(exchange)[nth].ref}"


def test_the_case_page_plays_what_was_said_through_an_address_of_minutes(exchange):
    taken_down(exchange)
    exchange.deployment.deliver()
    office = Office(exchange.deployment, NGHIA)
    page = office.get(page_of(exchange))
    for said in ("Gọi từ", "đã đồng ý", "0987 654 321", "40 giây"):
        assert said in page.body
    assert page.body.count("<audio") == 3
    assert "media-src 'self' https://" in page.headers["Content-Security-Policy"]
    moved = office.get(heard_at(exchange))
    assert moved.status == 303
    assert "X-Amz-Expires=300" in moved.headers["Location"]


def test_nobody_hears_anything_without_a_session(exchange):
    taken_down(exchange)
    exchange.deployment.deliver()
    answer = exchange.deployment.get(heard_at(exchange))
    assert "X-Amz" not in json.dumps(answer.headers)
    assert "Địa chỉ thư công vụ" in answer.body


def test_listening_to_somebody_who_asked_for_secrecy_is_written_down(exchange):
    taken_down(exchange, secret=True)
    exchange.deployment.deliver()
    office = Office(exchange.deployment, CHIEF)

    def looks() -> int:
        return sum(row["cls"]["S"] == "access" for row in exchange.deployment.dump("vault"))

    before, code = looks(), exchange.deployment.codes()[0]
    led = office.get(heard_at(exchange))
    assert led.headers["Location"] == f"/van-phong/ho-so/{code}/nguoi-phan-anh"
    office.give_reason(code)
    assert looks() == before
    assert office.get(heard_at(exchange)).status == 303
    assert looks() == before + 1


def test_a_recording_that_was_given_up_is_asked_for_again_from_the_page(exchange):
    taken_down(exchange)
    kept = dict(exchange.deployment.provider.provider_recordings)
    exchange.deployment.provider.provider_recordings.clear()
    for _ in range(14):
        exchange.deployment.deliver()
        exchange.deployment.later(hours=3)
        exchange.deployment.sweep()
    assert {r.state for r in recordings(exchange)} == {"failed"}
    office = Office(exchange.deployment, NGHIA)
    assert "Lấy lại" in office.get(page_of(exchange)).body
    exchange.deployment.provider.provider_recordings.update(kept)
    assert office.post(heard_at(exchange), [], csrf="wrong").status == 403
    assert office.post(heard_at(exchange), []).status == 303
    exchange.deployment.deliver()
    assert [r.state for r in recordings(exchange)] == ["failed", "failed", "done"]


def test_the_board_says_who_is_to_be_rung_back(exchange):
    exchange.gone(exchange.ring())
    office = Office(exchange.deployment, NGHIA)
    board = office.get("/van-phong").body
    assert "Gọi lại" in board.split("Việc chờ tôi")[-1]
    assert CITIZEN.removeprefix("+84") not in board


def test_a_ring_back_in_which_there_was_nothing_is_closed_by_one_button(exchange):
    exchange.gone(exchange.ring())
    exchange.deployment.deliver()
    office = Office(exchange.deployment, NGHIA)
    done, _ = office.fill(f"{page_of(exchange)}/screen/-", "nothing")
    assert done.status == 200
    assert exchange.deployment.file().case.state == "refused"
    exchange.deployment.deliver()
    assert exchange.deployment.provider.sent == []


def test_what_was_chosen_stays_when_the_officer_only_saves(exchange):
    taken_down(exchange)
    exchange.deployment.deliver()
    link = exchange.deployment.newest_link(NGHIA)
    exchange.deployment.press(link, "save", agency="do-thi", note="Gấp trước lễ.")
    case = exchange.deployment.file().case
    assert (case.proposed, case.proposal_note) == (("do-thi",), "Gấp trước lễ.")


def test_nothing_personal_of_a_call_stands_in_the_table_of_cases(exchange):
    taken_down(exchange)
    exchange.deployment.deliver()
    link = exchange.deployment.newest_link(NGHIA)
    typed = {"name": "Hoàng Thị Mai", "address": "45 Bắc Sơn", "account": MATTER}
    exchange.deployment.press(
        link, "propose", field="S1", agency="do-thi", summary="Đèn tắt.", **typed
    )
    exchange.deployment.deliver()
    cases = json.dumps(exchange.deployment.dump("cases"), ensure_ascii=False)
    for secret in ("Hoàng Thị Mai", "Bắc Sơn", MATTER, CITIZEN, "987654321"):
        assert secret not in cases


def test_the_officer_reads_what_the_machine_would_say(exchange):
    link = exchange.deployment.way_to(Todo.TELL)
    assert "Máy sẽ đọc" in exchange.deployment.get(link).body
