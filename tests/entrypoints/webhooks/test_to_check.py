"""What was read without being sure is prefilled, and the officer is told to check it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from unittest import mock

from chalicelib.domain.todos.table import Todo
from chalicelib.domain.understanding import message

CHECK = "Xin kiểm tra: đọc từ tin nhắn, chưa chắc đúng."
# One for each test: a way that was gone once is remembered by its words.
WORDS = "Tôi là Lý Thị Hoa, số {} đường Phai Vệ, phường Đông Kinh. Đèn đường hỏng đã hai tuần."


@contextmanager
def unsure_of(*parts: str) -> Iterator[None]:
    """As if reading were unsure of these parts and of no others."""
    extract = message.extract

    def read(*arguments: Any) -> message.Extraction:
        return replace(extract(*arguments), unsure=parts)

    with mock.patch.object(message, "extract", read):
        yield


def field(page, name: str) -> str:
    return dict(page.page.fill("save"))[name]


def test_an_unsure_address_is_prefilled_and_marked_until_somebody_saves_it(deployment):
    with unsure_of("address"):
        link = deployment.way_to(Todo.SCREEN, text=WORDS.format(8))
    page = deployment.get(link)
    assert field(page, "address") == "số 8 đường Phai Vệ, phường Đông Kinh"
    assert page.page.text.count(CHECK) == 1
    deployment.press(link, "save")
    assert CHECK not in deployment.get(link).page.text


def test_nobody_is_asked_again_for_what_was_read_without_being_sure(deployment):
    with unsure_of("address", "name"):
        page = deployment.get(deployment.way_to(Todo.SCREEN, text=WORDS.format(9)))
    assert "Còn thiếu" not in page.page.text


def test_what_is_sure_is_prefilled_without_a_word(deployment):
    with unsure_of():
        page = deployment.get(deployment.way_to(Todo.SCREEN, text=WORDS.format(10)))
    assert field(page, "name") == "Lý Thị Hoa"
    assert CHECK not in page.page.text
