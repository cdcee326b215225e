"""The hotline calls somebody: the provider's REST API, used through the provider's own client."""

from __future__ import annotations

import pytest
from twilio.base.exceptions import TwilioRestException

from infra.local.client.stage import StageError
from tests.local.board import CITIZEN, HOTLINE, MENU, Board


def told(board: Board, count: int) -> list[dict[str, str]]:
    """The status callbacks, in the order they arrived."""
    board.stage.until(lambda: len(board.product.asked("/voice/status")) >= count)
    return board.product.asked("/voice/status")


def states(forms: list[dict[str, str]]) -> list[str]:
    return [form["CallStatus"] for form in sorted(forms, key=lambda f: f["SequenceNumber"])]


def test_a_call_rings_at_the_number_until_somebody_acts(board: Board) -> None:
    client, sid = board.client(), board.place()
    [leg] = board.stage.phones.legs(CITIZEN)
    assert (leg["sid"], leg["state"], leg["direction"]) == (sid, "ringing", "outbound-api")
    call = client.calls(sid).fetch()
    assert (call.status, call.to, call._from) == ("ringing", CITIZEN, HOTLINE)
    assert not board.product.asked("/voice/out")
    with pytest.raises(StageError, match="409"):
        board.stage.phones.leg_keys(sid, "1")


def test_the_created_call_is_queued(board: Board) -> None:
    made = board.client().calls.create(to=CITIZEN, from_=HOTLINE, url="http://x.example/")
    assert made.sid.startswith("CA")
    assert (made.status, made.direction, made.answered_by) == ("queued", "outbound-api", None)


def test_the_document_is_asked_for_when_the_call_is_answered(board: Board) -> None:
    sid = board.place()
    leg = board.stage.phones.answer(sid)
    assert (leg["state"], leg["awaits"], leg["heard"]) == ("in-progress", "keys", ["Bấm 1"])
    [form] = board.product.asked("/voice/out")
    assert (form["CallStatus"], form["Direction"]) == ("in-progress", "outbound-api")
    assert (form["From"], form["To"]) == (HOTLINE, CITIZEN)
    assert "AnsweredBy" not in form
    board.stage.phones.leg_keys(sid, "1")
    assert board.product.asked("/voice/menu")[0]["Digits"] == "1"


@pytest.mark.parametrize(("by", "detected"), [("human", "human"), ("machine", "machine_start")])
def test_the_first_request_says_who_answered_if_that_was_asked_for(
    board: Board, by: str, detected: str
) -> None:
    sid = board.place(machine_detection="Enable")
    board.stage.phones.answer(sid, by)
    assert board.product.asked("/voice/out")[0]["AnsweredBy"] == detected
    board.stage.phones.leg_keys(sid, "1")
    assert "AnsweredBy" not in board.product.asked("/voice/menu")[0]
    assert board.client().calls(sid).fetch().answered_by == detected


def test_every_state_that_was_asked_for_is_reported_with_its_number(board: Board) -> None:
    sid = board.place()
    board.stage.phones.answer(sid)
    board.stage.phones.leg_hang_up(sid)
    forms = told(board, 4)
    assert states(forms) == ["initiated", "ringing", "in-progress", "completed"]
    assert sorted(form["SequenceNumber"] for form in forms) == ["0", "1", "2", "3"]
    assert [form for form in forms if "CallDuration" in form] == [
        form for form in forms if form["CallStatus"] == "completed"
    ]


def test_by_default_only_the_end_is_reported(board: Board) -> None:
    sid = board.place(status_callback_event=[])
    board.stage.phones.answer(sid)
    board.stage.phones.leg_hang_up(sid)
    [form] = told(board, 1)
    assert (form["CallStatus"], form["SequenceNumber"]) == ("completed", "0")


def test_callbacks_can_be_made_to_arrive_in_reverse(board: Board) -> None:
    board.stage.phones.callbacks("reversed")
    sid = board.place()
    board.stage.phones.answer(sid)
    assert not board.product.asked("/voice/status")
    board.stage.phones.leg_hang_up(sid)
    assert [form["SequenceNumber"] for form in told(board, 4)] == ["3", "2", "1", "0"]


@pytest.mark.parametrize(
    ("act", "state"),
    [("leg_busy", "busy"), ("leg_hang_up", "busy"), ("leg_no_answer", "no-answer")],
)
def test_whoever_does_not_take_the_call_hears_nothing(board: Board, act: str, state: str) -> None:
    sid = board.place()
    leg = getattr(board.stage.phones, act)(sid)
    assert (leg["state"], leg["heard"]) == (state, [])
    assert states(told(board, 3))[-1] == state
    assert not board.product.asked("/voice/out")
    assert not board.stage.phones.legs(CITIZEN)
    with pytest.raises(StageError, match="409"):
        board.stage.phones.answer(sid)


def test_ringing_ends_by_itself(board: Board) -> None:
    sid = board.place(timeout=1)
    board.stage.until(lambda: board.stage.phones.a_call(sid)["state"] == "no-answer", within=3)


def test_a_call_ends_at_its_own_limit(board: Board) -> None:
    sid = board.place('<Gather timeout="60"/>', time_limit=20)
    board.stage.phones.answer(sid)
    leg = board.stage.phones.leg_silence(sid, 30)
    assert (leg["state"], leg["seconds"]) == ("completed", 20)
    assert board.client().calls(sid).fetch().duration == "20"


def test_a_failing_document_is_replaced_by_the_calls_own_fallback(board: Board) -> None:
    board.product.documents["/voice/other"] = "<Say>Xin lỗi</Say>"
    board.product.failing["/voice/out"] = 1
    sid = board.place(fallback_url=f"{board.settings.base_url}/voice/other")
    assert board.stage.phones.answer(sid)["heard"] == ["Xin lỗi"]
    [form] = board.product.asked("/voice/other")
    assert form["ErrorCode"] == "11200"
    assert form["ErrorUrl"] == f"{board.settings.base_url}/voice/out"


@pytest.mark.parametrize("fallback", [None, "/voice/gone"])
def test_without_a_working_fallback_the_provider_apologises(
    board: Board, fallback: str | None
) -> None:
    board.product.failing |= {"/voice/out": 1, "/voice/gone": 1}
    more = {"fallback_url": board.settings.base_url + fallback} if fallback else {}
    leg = board.stage.phones.answer(board.place(**more))
    assert leg["state"] == "completed"
    assert leg["heard"] == ["We are sorry, an application error has occurred. Goodbye."]


def test_all_calls_of_a_number_are_shown_oldest_first(board: Board) -> None:
    board.product.documents["/voice/incoming"] = MENU
    first = board.stage.phones.ring(CITIZEN)["sid"]
    second = board.place()
    board.stage.phones.ring("+84912000002")
    assert [call["sid"] for call in board.stage.phones.calls(CITIZEN)] == [first, second]
    assert [call["sid"] for call in board.stage.phones.legs(CITIZEN)] == [second]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"to": ""}, 21201),
        ({"to": "0912000001"}, 21211),
        ({"to": "+84912000"}, 21217),
        ({"from_": ""}, 21213),
        ({"from_": "UBNDLangSon"}, 21212),
        ({"url": "voice/out"}, 21205),
        ({"status_callback": "status"}, 21609),
    ],
)
def test_bad_parameters_are_refused_in_the_providers_words(
    board: Board, values: dict[str, str], code: int
) -> None:
    with pytest.raises(TwilioRestException) as refused:
        board.place(**values)
    assert (refused.value.status, refused.value.code) == (400, code)
    assert not board.stage.phones.legs(CITIZEN)


def test_an_unknown_call_is_not_found(board: Board) -> None:
    with pytest.raises(TwilioRestException) as refused:
        board.client().calls("CA0").fetch()
    assert (refused.value.status, refused.value.code) == (404, 20404)


@pytest.mark.parametrize(
    ("kind", "status", "code"), [("fail", 500, 20500), ("throttle", 429, 20429)]
)
def test_calls_fail_as_often_as_ordered(board: Board, kind: str, status: int, code: int) -> None:
    board.stage.faults("calls", kind)
    with pytest.raises(TwilioRestException) as refused:
        board.place()
    assert (refused.value.status, refused.value.code) == (status, code)
    assert not board.stage.phones.legs(CITIZEN)
    assert board.place()


def test_a_provider_that_hangs_has_placed_the_call(board: Board) -> None:
    board.stage.faults("calls", "hang")
    with pytest.raises(OSError, match="timed out"):
        board.place()
    assert len(board.stage.phones.legs(CITIZEN)) == 1
