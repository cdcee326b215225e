"""Forms that cannot be done: nothing happens, nothing typed is lost, it is said what is wrong."""

import html
from typing import Any, NamedTuple
from urllib.parse import urlencode

import pytest

from chalicelib.domain.todos.table import Todo
from tests.support.answers import Answer
from tests.support.deployment import AGENCY, Deployment
from tests.support.gateway import FORM, Pairs

LINES = "Dòng một “đúng”\nDòng hai <b>& 'ba'</b>  {code}"
ASSIGN = {"agency": AGENCY, "document": "12/VP", "signer": "Chánh VP", "instruction": LINES}
SCREEN = {
    "name": "Nông Văn Sáu",
    "address": "12 Lê Lợi",
    "phone": "0912 345 678",
    "field": "S4",
    "ward": "Chi Lăng",
    "summary": LINES,
    "agency": AGENCY,
    "agencies": ["y-te", "kinh-te"],
    "note": "ghi chú",
}
REWORK = {"reason": LINES, "rework_agency": AGENCY}
ANSWER = {"answer": LINES, "name": "Lý Văn Tư", "title": "Trưởng phòng"}


def on_file(deployment: Deployment) -> list[dict[str, Any]]:
    """Everything but the note that whoever posts a form has seen the case."""
    return [row for row in deployment.dump() if row["cls"]["S"] != "seen"]


class Lack(NamedTuple):
    """A button pressed while something is absent, and what the page says of it."""

    todo: Todo
    action: str
    typed: dict[str, str | list[str]]
    said: str


LACKS = {
    "name": Lack(Todo.SCREEN, "propose", {**SCREEN, "name": ""}, "Cần đủ họ và tên, địa chỉ"),
    "address": Lack(Todo.SCREEN, "propose", {**SCREEN, "address": " "}, "Cần đủ họ và tên"),
    "contact": Lack(Todo.SCREEN, "propose", {**SCREEN, "phone": ""}, "Cần đủ họ và tên"),
    "field": Lack(Todo.SCREEN, "propose", {**SCREEN, "field": ""}, "Chưa chọn lĩnh vực."),
    "no such field": Lack(Todo.SCREEN, "propose", {**SCREEN, "field": "S9"}, "lĩnh vực."),
    "summary": Lack(Todo.SCREEN, "propose", {**SCREEN, "summary": "\r\n "}, "Chưa có tóm tắt"),
    "agency": Lack(
        Todo.SCREEN,
        "propose",
        {**SCREEN, "agency": "", "agencies": []},
        "Chưa chọn cơ quan.",
    ),
    "not urgent": Lack(Todo.SCREEN, "ask_direction", SCREEN, "Chỉ xin ý kiến chỉ đạo"),
    "target": Lack(Todo.SCREEN, "redirect", SCREEN, "Chưa chọn nơi hướng dẫn"),
    "why refused": Lack(Todo.SCREEN, "refuse", SCREEN, "Chưa nêu lý do."),
    "no such reason": Lack(Todo.SCREEN, "refuse", {**SCREEN, "reason": "tired"}, "Chưa nêu lý do."),
    "phone": Lack(Todo.SCREEN, "save", {**SCREEN, "phone": "12"}, "Số điện thoại chưa đúng"),
    "mail": Lack(Todo.SCREEN, "save", {**SCREEN, "mail": "a b@c"}, "thư điện tử chưa đúng"),
    "assigned to": Lack(Todo.ASSIGN, "assign", {**ASSIGN, "agency": ""}, "Chưa chọn cơ quan."),
    "document": Lack(Todo.ASSIGN, "assign", {**ASSIGN, "document": ""}, "Chưa ghi số văn bản"),
    "no such document day": Lack(
        Todo.ASSIGN, "assign", {**ASSIGN, "document_date": "31/02/2017"}, "Chưa ghi ngày văn bản"
    ),
    "document day to come": Lack(
        Todo.ASSIGN, "assign", {**ASSIGN, "document_date": "2017-01-18"}, "Chưa ghi ngày văn bản"
    ),
    "no document day": Lack(
        Todo.ASSIGN, "assign", {**ASSIGN, "document_date": ""}, "Chưa ghi ngày văn bản"
    ),
    "signer": Lack(Todo.ASSIGN, "assign", {**ASSIGN, "signer": ""}, "Chưa ghi người ký."),
    "asked though not urgent": Lack(Todo.ASSIGN, "ask_direction", ASSIGN, "Chỉ xin ý kiến"),
    "direction": Lack(Todo.DIRECT, "direct", {"agency": AGENCY}, "Chưa có nội dung chỉ đạo."),
    "directed to": Lack(
        Todo.DIRECT, "direct", {"agency": "", "direction": LINES}, "Chưa chọn cơ quan."
    ),
    "answer": Lack(Todo.ANSWER, "answer", {**ANSWER, "answer": ""}, "Chưa có nội dung trả lời."),
    "who answers": Lack(Todo.ANSWER, "answer", {**ANSWER, "name": ""}, "Chưa ghi họ tên"),
    "as what": Lack(Todo.ANSWER, "answer", {**ANSWER, "title": ""}, "Chưa ghi họ tên"),
    "no day": Lack(Todo.ANSWER, "ask_time", {"time_reason": LINES}, "Chưa chọn ngày"),
    "too early a day": Lack(
        Todo.ANSWER,
        "ask_time",
        {"time_reason": LINES, "until": "2017-01-18"},
        "Chưa chọn ngày",
    ),
    "no such day": Lack(
        Todo.ANSWER, "ask_time", {"time_reason": LINES, "until": "31/02/2017"}, "Chưa chọn ngày"
    ),
    "why more time": Lack(
        Todo.ANSWER, "ask_time", {"until": "2017-02-20", "answer": LINES}, "Chưa nêu lý do."
    ),
    "why given back": Lack(Todo.ANSWER, "give_back", {"answer": LINES}, "Chưa nêu lý do."),
    "words": Lack(Todo.DRAFT, "draft", {"words": ""}, "Chưa có nội dung."),
    "whose answer": Lack(
        Todo.DRAFT, "rework", {"reason": LINES, "rework_agency": ""}, "Chưa chọn cơ quan."
    ),
    "why again": Lack(Todo.DRAFT, "rework", {**REWORK, "reason": ""}, "Chưa nêu lý do."),
    "approved words": Lack(Todo.APPROVE, "approve", {"words": ""}, "Chưa có nội dung."),
    "why sent back": Lack(Todo.APPROVE, "send_back", {"words": LINES}, "Chưa nêu lý do."),
    "how told": Lack(
        Todo.TELL, "tell", {"how": "", "whom": "citizen", "note": LINES}, "Chưa chọn cách"
    ),
    "told by no such way": Lack(
        Todo.TELL, "tell", {"how": "call", "whom": "citizen", "note": LINES}, "Chưa chọn cách"
    ),
}


NOT_OFFERED = ("S9", "31/02/2017", "tired", "call")  # no form of ours posts these


def assert_all_kept(answer: Answer, fields: Pairs) -> None:
    """Every value that was typed stands in the form again."""
    shown = answer.page.values
    for name, value in fields:
        if name not in ("action", "revision") and value.strip():
            assert (name, value.strip()) in shown, (name, value, shown)


def assert_nothing_happened(deployment: Deployment, before: list[dict[str, object]]) -> None:
    assert on_file(deployment) == before
    assert deployment.queued() == 0


@pytest.mark.parametrize("lack", LACKS.values(), ids=LACKS)
def test_what_is_absent_is_asked_for_and_everything_typed_is_kept(deployment, lack):
    link = deployment.way_to(lack.todo)
    before = on_file(deployment)
    answer, fields = deployment.press(link, lack.action, **lack.typed)
    assert answer.status == 422
    assert lack.said in answer.page.text
    assert 'role="alert"' in answer.body
    known = [(k, v) for k, v in fields if v not in NOT_OFFERED]
    assert_all_kept(answer, known)
    assert_nothing_happened(deployment, before)
    assert deployment.get(link).status == 200


def test_several_problems_are_said_at_once(deployment):
    link = deployment.way_to(Todo.SCREEN)
    answer, _ = deployment.press(link, "propose", name="", field="", summary="", agency="")
    for said in ("Cần đủ họ và tên", "lĩnh vực", "Chưa có tóm tắt", "Chưa chọn cơ quan"):
        assert said in answer.page.text


def test_what_was_asked_for_can_be_given_in_the_page_that_asked(deployment):
    link = deployment.way_to(Todo.SCREEN)
    asked, _ = deployment.press(link, "propose", **{**SCREEN, "summary": ""})
    fields = asked.page.fill("propose", summary=LINES)
    assert deployment.post(link, fields).status == 200
    assert deployment.file().case.proposed == (AGENCY, "y-te", "kinh-te")
    assert deployment.identity().name == "Nông Văn Sáu"


FRESH = {
    Todo.SCREEN: ("propose", SCREEN),
    Todo.ASSIGN: ("assign", ASSIGN),
    Todo.DIRECT: ("direct", {"agency": AGENCY, "direction": LINES}),
    Todo.DRAFT: ("draft", {"words": LINES}),
    Todo.APPROVE: ("approve", {"words": LINES}),
    Todo.TELL: ("tell", {"how": "letter", "whom": "citizen", "note": LINES}),
}


@pytest.mark.parametrize("todo", FRESH)
@pytest.mark.parametrize("revision", ["0", "999", "", "một", "9" * 5000, "٣"])
def test_a_form_of_another_revision_is_given_back_whole(deployment, todo, revision):
    link = deployment.way_to(todo)
    before = on_file(deployment)
    action, typed = FRESH[todo]
    answer, fields = deployment.press(link, action, **{**typed, "revision": revision})
    assert answer.status == 409
    assert "Hồ sơ vừa được người khác cập nhật" in answer.page.text
    assert_all_kept(answer, fields)
    assert_nothing_happened(deployment, before)
    assert answer.page.value("revision") == str(deployment.file().case.revision)
    assert deployment.post(link, answer.page.fill(action)).status == 200


def test_a_stale_form_shows_both_versions(deployment):
    link = deployment.way_to(Todo.SCREEN)
    old = deployment.get(link).page
    deployment.press(
        link,
        "save",
        summary="tóm tắt của người trước",
        name="Tên của người trước",
        field="S2",
        ward="Tam Thanh",
        urgent="yes",
    )
    fields = old.fill("propose", **SCREEN)
    answer = deployment.post(link, fields)
    assert answer.status == 409
    assert_all_kept(answer, fields)
    for present in ("tóm tắt của người trước", "Tên của người trước", "phường Tam Thanh"):
        assert f"Hiện trong hồ sơ: {present}" in answer.page.text
    assert deployment.identity().name == "Tên của người trước"
    assert deployment.file().case.summary == "tóm tắt của người trước"


def test_an_answer_of_an_agency_is_never_stale(deployment):
    link = deployment.way_to(Todo.ANSWER)
    answer, _ = deployment.press(link, "answer", **ANSWER, revision="0")
    assert answer.status == 200


# fmt: off
EVERY_ACTION = (
    "save", "propose", "ask_direction", "redirect", "refuse", "assign", "direct", "answer",
    "give_back", "ask_time", "grant", "deny", "add_agency", "draft", "rework", "approve",
    "send_back", "tell", "not_reached", "report", "close", "view", "PROPOSE", "", " ",
)
# fmt: on
OWN = {
    Todo.SCREEN: {"save", "not_reached", "propose", "ask_direction", "redirect", "refuse"},
    Todo.ASSIGN: {"assign", "ask_direction", "redirect", "refuse"},
    Todo.DIRECT: {"direct"},
    Todo.ANSWER: {"answer", "give_back", "ask_time"},
    Todo.DRAFT: {"draft", "rework"},
    Todo.APPROVE: {"approve", "send_back", "rework"},
    Todo.TELL: {"tell", "not_reached"},
}
EVERYTHING = {
    **SCREEN,
    **ASSIGN,
    **ANSWER,
    "words": LINES,
    "direction": LINES,
    "urgent": "yes",
    "how": "phone",
    "reason": "unclear",
    "target": "complaint",
    "until": "2017-02-20",
    "time_reason": LINES,
    "back_reason": LINES,
    "rework_agency": AGENCY,
}


@pytest.mark.parametrize("todo", OWN)
def test_a_link_cannot_do_what_another_role_does(deployment, todo):
    link = deployment.way_to(todo)
    before, page = on_file(deployment), deployment.get(link).page
    for action in EVERY_ACTION:
        if action in OWN[todo]:
            continue
        fields = page.fill(action, **EVERYTHING)
        answer = deployment.post(link, fields)
        assert answer.status == 422, action
        assert "Chưa chọn việc cần làm." in answer.page.text
        known = {name for name, _ in answer.page.values}
        assert_all_kept(answer, [(k, v) for k, v in fields if k in known and k != "how"])
    assert_nothing_happened(deployment, before)


def test_a_form_cannot_name_another_agency_as_the_one_that_answers(deployment):
    link = deployment.way_to(Todo.ANSWER)
    answer, _ = deployment.press(link, "answer", **ANSWER, agency="y-te", who="y-te", role="leader")
    assert answer.status == 200
    assert [a.agency for a in deployment.file().assignments if a.answered_at] == [AGENCY]


def test_agencies_that_are_not_in_the_configuration_cannot_be_chosen(deployment):
    link = deployment.way_to(Todo.ASSIGN)
    answer, _ = deployment.press(
        link, "assign", **{**ASSIGN, "agency": "../x", "agencies": ["<b>"]}
    )
    assert answer.status == 422
    assert "Chưa chọn cơ quan." in answer.page.text


LONG = {
    Todo.SCREEN: ("propose", SCREEN, "summary"),
    Todo.ASSIGN: ("assign", ASSIGN, "instruction"),
    Todo.DIRECT: ("direct", {"agency": AGENCY}, "direction"),
    Todo.ANSWER: ("answer", ANSWER, "answer"),
    Todo.DRAFT: ("draft", {}, "words"),
    Todo.APPROVE: ("approve", {}, "words"),
    Todo.TELL: ("tell", {"how": "phone", "whom": "citizen"}, "note"),
}


@pytest.mark.parametrize("todo", LONG)
def test_a_field_that_is_too_long_is_said_and_given_back_whole(deployment, todo):
    link = deployment.way_to(todo)
    before = on_file(deployment)
    action, typed, field = LONG[todo]
    answer, fields = deployment.press(link, action, **{**typed, field: "ệ" * 10_001})
    assert answer.status == 422
    assert "Nội dung gửi quá dài." in answer.page.text
    assert_all_kept(answer, fields)
    assert_nothing_happened(deployment, before)


def test_every_field_at_its_longest_is_done_all_the_way(deployment):
    long = "ệ" * 10_000
    deployment.sms()
    deployment.deliver()
    for todo, (action, typed, field) in LONG.items():
        if todo is Todo.DIRECT:
            continue
        more = {"note": long, "agencies": []} if todo is Todo.SCREEN else {}
        link = deployment.link(todo)
        answer, _ = deployment.press(link, action, **{**typed, **more, field: long})
        assert answer.status == 200, todo
        deployment.deliver()
        if todo is Todo.ASSIGN:
            assert deployment.file().assignments[0].instruction == long
    assert deployment.file().case.told_note == long
    assert deployment.file().case.state == "told"


@pytest.mark.parametrize(
    "body",
    [b"action=propose&summary=" + b"a" * 1_000_000, b"a=&" * 2_000, b"&" * 900_000],
    ids=["a megabyte", "two thousand fields", "separators"],
)
def test_a_form_that_is_far_too_long_gets_a_clear_answer(deployment, body):
    link = deployment.way_to(Todo.SCREEN)
    before = on_file(deployment)
    answer = deployment.call("POST", link, body, {"Content-Type": FORM})
    assert answer.status == 422
    assert "Nội dung gửi quá dài." in answer.page.text
    assert_nothing_happened(deployment, before)


ODD = {
    "nothing": None,
    "empty": b"",
    "json": b'{"action": "propose"}',
    "multipart": b'--x\r\nContent-Disposition: form-data; name="action"\r\n\r\npropose\r\n--x--',
    "broken percent": b"action=%&summary=%ZZ",
    "broken utf-8": b"action=propose&summary=%FF%FE&name=%ED%A0%80",
    "nulls": b"action=propose%00&%00=%00",
    "no values": b"action&summary&revision",
    "names only": b"=propose&=",
}


@pytest.mark.parametrize("body", ODD.values(), ids=ODD)
@pytest.mark.parametrize(
    "kind", [FORM, None, "application/json", "multipart/form-data; boundary=x"]
)
@pytest.mark.parametrize("encoded", [False, True])
def test_a_body_that_is_no_form_of_ours_changes_nothing(deployment, body, kind, encoded):
    link = deployment.way_to(Todo.SCREEN)
    before = on_file(deployment)
    headers = {} if kind is None else {"Content-Type": kind}
    answer = deployment.call("POST", link, body, headers, encoded=encoded)
    assert answer.status in (409, 422)
    assert answer.headers["Content-Type"].startswith("text/html")
    assert_nothing_happened(deployment, before)


def test_a_form_that_comes_as_base64_is_the_same_form(deployment):
    link = deployment.way_to(Todo.SCREEN)
    body = urlencode(deployment.get(link).page.fill("propose", **SCREEN), doseq=True)
    answer = deployment.call("POST", link, body, {"Content-Type": FORM}, encoded=True)
    assert answer.status == 303
    assert deployment.file().case.summary == LINES


def test_words_are_kept_letter_by_letter(deployment):
    words = "Một “trích dẫn”, 100%, a+b=c & d; <không phải thẻ>\n\n\tLùi vào\nhết 🙂 e\u0302\u0323"
    link = deployment.way_to(Todo.DRAFT)
    deployment.press(link, "draft", words=words)
    assert deployment.file().case.draft == words
    deployment.deliver()
    assert deployment.get(deployment.link(Todo.APPROVE)).page.value("words") == words


NEEDED = ("BatchGetItem", "Query", "TransactWriteItems")  # without one of these it cannot be done


@pytest.mark.parametrize("operation", [*NEEDED, "PutItem", "UpdateItem"])
def test_a_store_that_fails_while_a_form_is_done_leaves_all_or_nothing(deployment, operation):
    link = deployment.way_to(Todo.SCREEN)
    page = deployment.get(link).page
    fields = page.fill("propose", **SCREEN)
    before = on_file(deployment)
    with deployment.aws.refusing(operation):
        answer = deployment.post(link, fields)
    if operation in NEEDED:
        assert answer.status == 503
        assert "Hệ thống đang bận" in answer.page.text
        for value in (v for k, v in fields if k not in ("revision", "case", "action")):
            assert html.escape(value).replace("&#x27;", "&#39;") in answer.body
        assert on_file(deployment) == before
        assert deployment.post(link, fields).status == 200
    else:
        assert answer.status == 200
    assert deployment.file().case.state == "proposed"


def test_a_form_that_is_done_is_done_although_its_confirmation_cannot_be_shown(deployment):
    link = deployment.way_to(Todo.SCREEN)
    fields = deployment.get(link).page.fill("propose", **SCREEN)
    with deployment.aws.refusing("GetItem"):
        assert deployment.post(link, fields).status == 503
    done = on_file(deployment)
    assert deployment.file().case.state == "proposed"
    assert deployment.post(link, fields).status == 200  # pressed again
    assert on_file(deployment) == done


def test_a_form_done_while_the_queue_is_down_is_done_and_mailed_later(deployment):
    link = deployment.way_to(Todo.SCREEN)
    mails = len(deployment.mails())
    with deployment.aws.refusing("SendMessageBatch"):
        answer, _ = deployment.press(link, "propose", **SCREEN)
        assert answer.status == 200
    deployment.hand_out()
    assert len(deployment.mails()) == mails
    deployment.later(minutes=1)
    deployment.sweep()
    deployment.deliver()
    assert len(deployment.mails()) == mails + 1


def test_a_page_that_cannot_be_shown_now_says_so(deployment):
    link = deployment.way_to(Todo.SCREEN)
    with deployment.aws.refusing("GetItem", *NEEDED):
        answer = deployment.get(link)
    assert answer.status == 503
    assert "Hệ thống đang bận" in answer.page.text
    assert deployment.get(link).status == 200
