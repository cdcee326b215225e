"""A repeat is found, judged side by side, merged and parted, in a real browser."""

from __future__ import annotations

import os

from playwright.sync_api import Page, expect

from tests.browser.door import signed_in
from tests.browser.eyes import faults, keyboard_faults
from tests.support import people
from tests.support.people import WEDNESDAY, officer

FIRST = (
    "Tôi là Vi Văn Tám, 14 đường {street}, phường Vĩnh Trại, ĐT 0{number}. "
    "Đèn đường {street} hỏng cả tuần nay, tối không ai dám đi, đề nghị sửa giúp dân."
)
SECOND = (
    "Toi la Ly Thi Hoa, 30 Ba Trieu, phuong Vinh Trai, dt 0{number}. "
    "Den duong {street} hong ca tuan nay, toi om, de nghi sua."
)


def seen(page: Page, name: str) -> None:
    """Kept to be looked at, where somebody asks for that."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def test_a_repeat_is_judged_side_by_side_merged_and_parted(stage, eyes, request):
    desk = "desk" in request.node.name
    me, street, plain = (
        ("anh", "Lê Lợi", "Le Loi") if desk else ("trinh", "Chu Văn An", "Chu Van An")
    )
    one, two = ("919000401", "919000402") if desk else ("919000403", "919000404")
    stage.clock(now=WEDNESDAY)
    first = people.text(stage, f"+84{one}", FIRST.format(street=street, number=one))
    second = people.text(stage, f"+84{two}", SECOND.format(street=plain, number=two))
    page = signed_in(stage, eyes, officer(me))
    width = "1280" if desk else "390"

    page.goto(f"{stage.http.base_url}/van-phong/ho-so/{second.code.replace(' ', '')}")
    page.get_by_role("link", name="Tìm phản ánh trùng").click()
    expect(page.get_by_role("heading", name="Có phải cùng một việc?")).to_be_visible()
    found = page.get_by_role("region", name=f"Hồ sơ {first.code}")
    expect(found).to_contain_text("cùng nơi")
    expect(found).to_contain_text("trong cùng một ngày")
    expect(found).to_contain_text("tối không ai dám đi")
    assert faults(page) == []
    assert keyboard_faults(page) == []
    seen(page, f"repeats-{width}")

    page.get_by_label("Mã số hồ sơ").fill("123 456 784")
    page.get_by_role("button", name="Ghép", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("Không ghép được vào hồ sơ này")
    assert faults(page) == []
    seen(page, f"repeats-refused-{width}")

    page.get_by_role("button", name=f"Ghép vào hồ sơ {first.code}").click()
    expect(page.get_by_text("cùng một việc").first).to_be_visible()
    assert faults(page) == []
    seen(page, f"repeats-merged-{width}")
    page.get_by_role("link", name=first.code).first.click()
    expect(page.get_by_text("2 người cùng phản ánh").first).to_be_visible()
    assert faults(page) == []
    seen(page, f"repeats-lead-{width}")
    page.goto(f"{stage.http.base_url}/van-phong")
    expect(page.get_by_text("+1 người cùng phản ánh").first).to_be_visible()
    assert faults(page) == []
    seen(page, f"repeats-board-{width}")

    page.goto(f"{stage.http.base_url}/van-phong/ho-so/{second.code.replace(' ', '')}")
    page.get_by_role("button", name="Bỏ ghép").click()
    expect(page.get_by_text("thời hạn tính tiếp như chưa ghép").first).to_be_visible()
    assert faults(page) == []
