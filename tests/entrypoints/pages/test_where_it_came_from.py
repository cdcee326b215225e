"""The office always sees which number wrote or rang, and is warned where the contact is another."""

import pytest

from chalicelib.domain.todos.table import Todo
from tests.support.callers import taken_down
from tests.support.deployment import AGENCY, CITIZEN
from tests.support.office import NGHIA, Office

SENDER, OTHER = "0987 654 321", "0912 447 103"
ACCUSED = (
    "Ông Hoàng Văn Sáng, trưởng thôn Bản Cẳng, xã Mai Pha, ĐT 0912 447 103 không thông báo lịch "
    "họp cho bà con, đề nghị kiểm tra."
)
OWN = (
    "Tôi là Lý Thị Hoa, số 8 đường Phai Vệ, phường Đông Kinh, số của tôi 0912 447 103. "
    "Đèn đường ngõ 8 hỏng đã hai tuần."
)
FROM = f"Tin nhắn từ số {SENDER}"
DIFFERS = f"Số liên hệ {OTHER} khác số đã nhắn tin: xin kiểm tra"
UNCONFIRMED = "Chưa cán bộ nào xác nhận"
NAMED = f"Số nêu trong tin: {OTHER}"


def field(page, name: str) -> str:
    return dict(page.page.fill("save"))[name]


def case_page(deployment) -> str:
    return Office(deployment, NGHIA).get(f"/van-phong/ho-so/{deployment.codes()[0]}").page.text


@pytest.mark.parametrize("todo", [Todo.SCREEN, Todo.TELL])
def test_who_screens_and_who_tells_always_sees_the_number_that_wrote(deployment, todo):
    text = deployment.get(deployment.way_to(todo)).page.text
    assert FROM in text
    assert "khác số đã nhắn tin: xin" not in text


def test_somebody_elses_number_is_named_but_neither_prefilled_nor_warned_of(deployment):
    page = deployment.get(deployment.way_to(Todo.SCREEN, text=ACCUSED))
    assert FROM in page.page.text
    assert NAMED in page.page.text
    assert DIFFERS not in page.page.text
    assert field(page, "phone") == SENDER
    assert field(page, "name") == field(page, "address") == ""


def test_the_writers_own_other_number_is_prefilled_with_a_warning_until_it_is_saved(deployment):
    link = deployment.way_to(Todo.SCREEN, text=OWN)
    page = deployment.get(link)
    assert field(page, "phone") == OTHER
    for words in (FROM, DIFFERS, UNCONFIRMED, "là xác nhận đó là số của người phản ánh"):
        assert words in page.page.text
    deployment.press(link, "save")
    saved = deployment.get(link).page.text
    assert FROM in saved
    assert DIFFERS in saved
    assert UNCONFIRMED not in saved


def test_the_case_page_shows_both_numbers(deployment):
    deployment.way_to(Todo.SCREEN, text=OWN)
    text = case_page(deployment)
    assert FROM in text
    assert DIFFERS in text
    assert UNCONFIRMED in text


def test_who_tells_is_warned_too(deployment):
    text = deployment.get(deployment.way_to(Todo.TELL, text=OWN)).page.text
    assert FROM in text
    assert DIFFERS in text


def test_a_brand_or_short_code_is_said_to_be_no_number_to_call(deployment):
    deployment.sms(deployment.message_fields(ACCUSED, "VIETTEL"))
    deployment.deliver()
    page = deployment.get(deployment.link(Todo.SCREEN))
    assert "Tin nhắn từ “VIETTEL”, không gọi lại được: xin hỏi số liên hệ" in page.page.text
    assert field(page, "phone") == ""


def test_a_calls_number_is_shown_as_such(exchange):
    taken_down(exchange)
    exchange.deployment.deliver()
    assert f"Cuộc gọi từ số {SENDER}" in case_page(exchange.deployment)
    assert CITIZEN.endswith("987654321")


@pytest.mark.parametrize("ticked", [False, True], ids=["unticked", "ticked"])
def test_an_agency_sees_nothing_of_where_it_came_from(deployment, ticked):
    link = deployment.way_to(Todo.ASSIGN, text=OWN)
    tick = {"share_identity": "yes"} if ticked else {}
    deployment.press(link, "assign", agency=AGENCY, document="1/VP", signer="VP", **tick)
    deployment.deliver()
    page = deployment.get(deployment.newest_link(deployment.authority.agency(AGENCY).mail))
    for words in (SENDER, "Tin nhắn từ số", "khác số", "Số nêu trong tin"):
        assert words not in page.body
    assert (OTHER in page.body) == ticked
