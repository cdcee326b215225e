"""How a case that is under way goes on: whoever's turn it is does it, by the link in their mail."""

from __future__ import annotations

from chalicelib.domain.case.case import Case, CaseFile, Channel
from chalicelib.domain.case.workflow import FINAL, State
from chalicelib.domain.todos.table import Todo
from tests.support.older_release import OlderOffice

CITIZEN = {"name": "Hoàng Thị Mai", "address": "45 Bắc Sơn"}
SPOKEN = {**CITIZEN, "account": "Đèn đường hỏng cả tháng nay."}
NUMBER = "0912000199"  # that a person gives who rang without showing one
SCREENED = {"field": "S1", "summary": "Đèn tắt.", "agency": "do-thi"}

# What each to-do is done with.
FORMS = {
    Todo.SCREEN: ("propose", SCREENED),
    Todo.DIRECT: ("direct", {"agency": "do-thi", "direction": "Làm ngay."}),
    Todo.ASSIGN: ("assign", {"agency": "do-thi", "document": "9/VP", "signer": "Chánh VP"}),
    Todo.ANSWER: (
        "answer",
        {"answer": "Xong.", "name": "Tư", "title": "Trưởng phòng", "late_reason": "Chờ bóng."},
    ),
    Todo.DRAFT: ("draft", {"words": "Đèn đã sáng lại."}),
    Todo.APPROVE: ("approve", {}),
    Todo.TELL: ("tell", {"how": "phone", "whom": "citizen", "note": "Đã nói."}),
    Todo.REVIEW: ("close_review", {"words": "Đã gọi, giải thích."}),
    Todo.TALK: ("talked", {"words": "Đã nói chuyện."}),
}
OWED = {
    State.RECEIVED: Todo.SCREEN,
    State.DIRECTION: Todo.DIRECT,
    State.PROPOSED: Todo.ASSIGN,
    State.ASSIGNED: Todo.ANSWER,
    State.ANSWERED: Todo.DRAFT,
    State.DRAFTED: Todo.APPROVE,
    State.APPROVED: Todo.TELL,
    State.REVIEW: Todo.REVIEW,
}
# A case of each open state that is kept of every release, by its label, and what is owed in it.
GOING = {
    "received": Todo.SCREEN,
    "direction asked by the officer": Todo.DIRECT,
    "proposed": Todo.ASSIGN,
    "assigned": Todo.ANSWER,
    "answered": Todo.DRAFT,
    "drafted": Todo.APPROVE,
    "approved": Todo.TELL,
    "in review": Todo.REVIEW,
    "to be talked with": Todo.TALK,
}
MOST_STEPS = 9


def owed(file: CaseFile) -> Todo | None:
    """What has to be done next; None at the end."""
    if file.case.enquiry:
        return Todo.TALK
    over = file.case.state in {*FINAL, State.TOLD}
    return None if over else OWED[file.case.state]


def press(older: OlderOffice, link: str, action: str, **typed: str) -> int:
    """The status of the answer."""
    answer, _ = older.deployment.press(link, action, **typed)
    assert answer.status in (200, 303), answer.page.text
    return answer.status


def one_step(older: OlderOffice, code: str, **typed: str) -> None:
    """What is owed next is done."""
    file = older.file(code)
    todo = owed(file)
    assert todo is not None
    action, usual = FORMS[todo]
    who = _owes(file) if todo is Todo.ANSWER else ""
    press(older, older.link(code, todo, who), action, **{**usual, **typed})


def _owes(file: CaseFile) -> str:
    return next(share.agency for share in file.assignments if share.open)


def to_the_end(older: OlderOffice, code: str) -> None:
    """Until nobody owes anything any more."""
    for _ in range(MOST_STEPS):
        file = older.file(code)
        todo = owed(file)
        if todo is None:
            return
        if todo is Todo.SCREEN and (file.case.channel is Channel.VOICE or file.case.missing):
            _asked(older, file.case)
        else:
            one_step(older, code)
    raise AssertionError((code, older.file(code).case.state))


def _asked(older: OlderOffice, case: Case) -> None:
    """A call has been listened to, or the citizen has been asked. Who asked for secrecy is typed by
    nobody who comes by a link alone, so that is done by whoever is signed in."""
    if not case.confidential:
        return one_step(older, case.code, **SPOKEN, phone=NUMBER)
    path = f"/van-phong/ho-so/{case.code}/screen/-"
    fields = older.get(path).page.fill("propose", **SCREENED, **SPOKEN, phone=NUMBER)
    answer = older.post(path, [(k, v) for k, v in fields if k != "csrf"])
    assert answer.status == 303, answer.page.text
