"""Every form that people post, filled: the way to it, the button, what it does."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from chalicelib.domain.todos.table import Todo
from tests.support.deployment import AGENCY, SUMMARY, Deployment
from tests.support.gateway import Pairs

OTHER = "y-te"
ASSIGN = {"agency": AGENCY, "document": "12/VP", "signer": "Chánh VP"}
SCREEN = {"field": "S1", "summary": SUMMARY, "agency": AGENCY}


class Press(NamedTuple):
    """A button, what is typed before it is pressed, and all that must come of it."""

    todo: Todo
    action: str
    typed: dict[str, str | list[str]]
    events: list[str]
    notifications: list[str]
    stays: bool = False


PRESSES = {
    "save": Press(Todo.SCREEN, "save", {"summary": SUMMARY}, ["completed"], [], stays=True),
    "propose": Press(Todo.SCREEN, "propose", SCREEN, ["proposed"], ["assign"]),
    "ask direction": Press(
        Todo.SCREEN,
        "ask_direction",
        {**SCREEN, "urgent": "yes"},
        ["direction_asked"],
        ["direction", "urgent_call", "urgent_direction"],
    ),
    "redirect": Press(
        Todo.SCREEN,
        "redirect",
        {"target": "complaint"},
        ["redirected"],
        ["redirected_complaint"],
    ),
    "refuse": Press(Todo.SCREEN, "refuse", {"reason": "unclear"}, ["refused"], ["refused"]),
    "assign": Press(Todo.ASSIGN, "assign", ASSIGN, ["assigned"], ["agency_assigned", "assigned"]),
    "assign two": Press(
        Todo.ASSIGN,
        "assign",
        {**ASSIGN, "agencies": [OTHER]},
        ["assigned"],
        ["agency_assigned", "agency_assigned", "assigned"],
    ),
    "direct": Press(
        Todo.DIRECT,
        "direct",
        {"agency": AGENCY, "direction": "Làm ngay."},
        ["directed", "assigned"],
        ["agency_assigned", "assigned"],
    ),
    "answer": Press(
        Todo.ANSWER,
        "answer",
        {"answer": "Xong.", "name": "Tư", "title": "Trưởng phòng"},
        ["answered"],
        ["draft"],
    ),
    "ask time": Press(
        Todo.ANSWER,
        "ask_time",
        {"until": "2017-02-20", "time_reason": "Chờ vật tư", "name": "Tư", "title": "Phó phòng"},
        ["time_asked"],
        ["time_asked"],
        stays=True,
    ),
    "give back": Press(
        Todo.ANSWER,
        "give_back",
        {"back_reason": "Không phải việc của phòng", "agency": OTHER},
        ["given_back"],
        ["returned"],
    ),
    "draft": Press(Todo.DRAFT, "draft", {"words": "Xong."}, ["drafted"], ["approval"]),
    "answer again": Press(
        Todo.DRAFT,
        "rework",
        {"rework_agency": AGENCY, "reason": "Chưa rõ"},
        ["rework"],
        ["rework"],
    ),
    "approve": Press(Todo.APPROVE, "approve", {}, ["approved"], ["result_ready", "tell"]),
    "approve changed": Press(
        Todo.APPROVE,
        "approve",
        {"words": "Lời khác."},
        ["approved_changed"],
        ["result_ready", "tell"],
    ),
    "send back": Press(
        Todo.APPROVE, "send_back", {"reason": "Viết lại"}, ["sent_back"], ["sent_back"]
    ),
    "tell": Press(
        Todo.TELL,
        "tell",
        {"how": "phone", "whom": "citizen", "note": "Đã nghe."},
        ["told_by_phone"],
        [],
    ),
    "not reached": Press(
        Todo.TELL,
        "not_reached",
        {"note": "Máy bận."},
        ["not_reached"],
        ["rung_in_vain"],
        stays=True,
    ),
}
EVERY = pytest.mark.parametrize("press", PRESSES.values(), ids=PRESSES)


def filled(deployment: Deployment, press: Press) -> tuple[str, Pairs]:
    """The way gone to this to-do, its page opened and filled."""
    link = deployment.way_to(press.todo)
    return link, deployment.get(link).page.fill(press.action, **press.typed)
