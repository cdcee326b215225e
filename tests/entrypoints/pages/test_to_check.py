"""What the machine has read without being sure is prefilled, and the officer is told to check it."""

from __future__ import annotations

from dataclasses import replace
from unittest import mock

import pytest

from chalicelib.domain.todos.table import Todo
from chalicelib.domain.understanding import message

CHECK = "Xin kiểm tra: đọc từ tin nhắn, chưa chắc đúng."
WORDS = (
    "Tôi là Lý Thị Hoa, số 8 đường Phai Vệ, phường Đông Kinh. Đèn đường ngõ 8 hỏng đã hai tuần."
)


@pytest.fixture
def doubting():
    """Reading that is sure of no address."""
    extract = message.extract

    def unsure(*arguments: object) -> message.Extraction:
        return replace(extract(*arguments), unsure=("address",))  # type: ignore[arg-type]

    with mock.patch.object(message, "extract", unsure):
        yield


def field(page, name: str) -> str:
    return dict(page.page.fill("save"))[name]


@pytest.mark.usefixtures("doubting")
def test_an_unsure_address_is_prefilled_and_marked_until_somebody_saves_it(deployment):
    link = deployment.way_to(Todo.SCREEN, text=WORDS)
    page = deployment.get(link)
    assert field(page, "address") == "số 8 đường Phai Vệ, phường Đông Kinh"
    assert page.page.text.count(CHECK) == 1
    deployment.press(link, "save")
    assert CHECK not in deployment.get(link).page.text


@pytest.mark.usefixtures("doubting")
def test_nobody_is_asked_again_for_what_was_read_without_being_sure(deployment):
    deployment.way_to(Todo.SCREEN, text=WORDS)
    case = deployment.case()
    assert "address" not in case.missing


def test_what_is_sure_is_prefilled_without_a_word(deployment):
    page = deployment.get(deployment.way_to(Todo.SCREEN, text=WORDS))
    assert field(page, "name") == "Lý Thị Hoa"
    assert CHECK not in page.page.text
