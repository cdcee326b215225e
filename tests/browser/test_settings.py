"""The office changes its own settings in a real browser: seen first, then saved, then undone."""

from playwright.sync_api import expect

from tests.browser.door import signed_in
from tests.browser.eyes import faults, keyboard_faults
from tests.support.people import WEDNESDAY, officer

PAGES = (
    *(
        "",
        "/nguoi",
        "/vang-mat",
        "/co-quan",
        "/uy-quyen",
        "/lich",
        "/gio",
        "/tin-nhan",
        "/cau-chu",
        "/phien-ban",
    ),
    "/cau-chu/mail.many.body",  # a mail with its tables
)


def test_an_agencys_address_is_seen_saved_listed_and_taken_back(stage, eyes, request):
    desk = "desk" in request.node.name
    me, agency = ("son", "Phòng Y tế") if desk else ("trinh", "Phòng Tư pháp")
    stage.clock(now=WEDNESDAY)
    page = signed_in(stage, eyes, officer(me))
    page.get_by_role("link", name="Cài đặt").click()
    for path in PAGES:
        page.goto(f"{stage.http.base_url}/van-phong/cai-dat{path}")
        assert faults(page) == [], path
    page.goto(f"{stage.http.base_url}/van-phong/cai-dat/co-quan")
    assert keyboard_faults(page) == []
    page.get_by_text(agency, exact=True).click()
    row = page.locator("details", has=page.get_by_text(agency, exact=True))
    row.get_by_label("Điện thoại").fill("12")
    page.get_by_role("button", name="Xem trước").last.click()
    expect(row.locator(".wrong")).to_contain_text("không phải số điện thoại")
    assert faults(page) == []
    row.get_by_label("Điện thoại").fill("0900 000 778")
    page.get_by_role("button", name="Xem trước").last.click()
    expect(page.locator("#preview")).to_contain_text("0900 000 778")
    assert faults(page) == []
    page.get_by_label("Lý do").fill(f"Số mới của {agency}")
    page.get_by_role("button", name="Lưu").click()
    expect(page.get_by_text("đang dùng")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="Các bản").click()
    expect(page.get_by_text(f"Số mới của {agency}").first).to_be_visible()
    page.locator("ul.board a").nth(1).click()
    page.get_by_role("button", name="Dùng lại bản").click()
    expect(page.get_by_text("Giống")).to_be_visible()
