"""Who a confidential case's citizen is, shown for a reason, and the list of those looks, in a real
browser."""

from __future__ import annotations

import os

from playwright.sync_api import Page, expect

from tests.browser.door import signed_in
from tests.browser.eyes import faults, keyboard_faults
from tests.support import people
from tests.support.people import WEDNESDAY

MESSAGE = (
    "Xin giữ bí mật tên tôi. Tôi là {name}, số 8 đường Phai Vệ, phường Đông Kinh, ĐT 0{number}. "
    "Quán nhậu ngõ 8 mở loa đến nửa đêm, đề nghị xử lý giúp dân."
)


def seen(page: Page, name: str) -> None:
    """Kept to be looked at, where somebody asks for that."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_the_chief_says_why_sees_who_it_is_and_finds_the_look_on_the_list(stage, eyes, request):
    desk = "desk" in request.node.name
    number, name = ("919000501", "Lộc Thị Hiền") if desk else ("919000502", "Nông Thị Hiền")
    width = "1280" if desk else "390"
    stage.clock(now=WEDNESDAY)
    matter = people.text(stage, f"+84{number}", MESSAGE.format(name=name, number=number))
    matter.propose()
    page = signed_in(stage, eyes, people.chief())
    case = f"{stage.http.base_url}/van-phong/ho-so/{matter.code.replace(' ', '')}"

    page.goto(case)
    expect(page.get_by_text("Họ tên, liên hệ và lời của người phản ánh chưa hiện")).to_be_visible()
    expect(page.get_by_text(name)).to_have_count(0)
    assert faults(page) == []
    assert keyboard_faults(page) == []
    seen(page, f"looks-case-before-{width}")
    page.get_by_label("Lý do cần xem").fill(f"Muốn biết có phải {name} không")
    page.get_by_role("button", name="Xem người phản ánh").click()
    expect(page.get_by_role("alert")).to_contain_text("Lý do có chữ cho biết")
    assert faults(page) == []
    seen(page, f"looks-refused-{width}")

    page.goto(f"{case}/assign/-")
    page.get_by_label("Số văn bản").fill("15/CV-VP")
    assert faults(page) == []
    seen(page, f"looks-assign-before-{width}")
    page.get_by_label("Lý do cần xem").fill("Xác định đúng địa bàn trước khi giao việc")
    with page.expect_popup() as opened:
        page.get_by_role("button", name="Xem người phản ánh").click()
    beside = opened.value
    expect(beside.get_by_text(name).first).to_be_visible()
    assert faults(beside) == []
    seen(beside, f"looks-assign-after-{width}")
    beside.close()
    expect(page.get_by_label("Số văn bản")).to_have_value("15/CV-VP")

    page.goto(case)
    expect(page.get_by_text(name).first).to_be_visible()
    expect(page.get_by_text("Đang hiện theo lý do đã ghi")).to_be_visible()
    assert faults(page) == []
    seen(page, f"looks-case-after-{width}")

    page.get_by_role("link", name="Nhật ký", exact=True).click()
    own = page.locator(".looks li", has_text=matter.code)
    expect(own.first).to_contain_text("Xác định đúng địa bàn trước khi giao việc")
    expect(own.first).to_contain_text("trên trang của Văn phòng")
    assert faults(page) == []
    assert keyboard_faults(page) == []
    seen(page, f"looks-list-{width}")
    page.get_by_text("Lọc theo tháng, hồ sơ, người xem").click()
    page.get_by_label("Mã số hồ sơ", exact=True).fill(matter.code)
    page.get_by_role("button", name="Lọc").click()
    expect(page.locator(".looks li")).to_have_count(2)
    assert faults(page) == []
    seen(page, f"looks-filtered-{width}")
