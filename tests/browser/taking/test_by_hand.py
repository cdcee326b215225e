"""An officer on the telephone takes a call down by keyboard, in a real browser."""

from __future__ import annotations

from dataclasses import dataclass

from playwright.sync_api import Page, expect

from tests.browser.door import signed_in
from tests.browser.eyes import faults, keyboard_faults
from tests.support import people
from tests.support.people import WEDNESDAY, officer

WORDS = "Cống trước số 14 đường Lê Lợi tắc ba hôm nay, nước bẩn tràn ra đường."


@dataclass
class Keys:
    """Counts what is pressed besides what has to be said in any case."""

    page: Page
    pressed: int = 0

    def press(self, key: str, times: int = 1) -> None:
        for _ in range(times):
            self.page.keyboard.press(key)
        self.pressed += times

    def type(self, words: str) -> None:
        self.page.keyboard.type(words)

    def tab_to(self, label: str) -> None:
        field = self.page.get_by_label(label, exact=True)
        for _ in range(20):
            self.press("Tab")
            if field.evaluate("e => e === document.activeElement"):
                return
        raise AssertionError(label)


def test_a_call_is_taken_down_screened_and_proposed_in_some_twenty_keys_beside_its_words(
    stage, eyes, request
):
    desk = "desk" in request.node.name
    number, me = ("0919000101", "anh") if desk else ("0919000102", "trinh")
    stage.clock(now=WEDNESDAY)
    page = signed_in(stage, eyes, officer(me))
    page.get_by_role("link", name="Ghi phản ánh").click()
    assert faults(page) == []
    assert keyboard_faults(page) == []
    page.goto(f"{stage.http.base_url}/van-phong/lien-he-moi")
    keys = Keys(page)
    keys.type(number)
    keys.press("Tab")
    expect(page.locator("#earlier")).to_contain_text("chưa có phản ánh nào")
    keys.type(WORDS)
    keys.press("Tab")
    keys.type("Vi Văn Tám")
    keys.press("Tab")
    keys.type("14 đường Lê Lợi, phường Vĩnh Trại")
    expect(page.locator("#kept-note")).to_contain_text("Đã lưu nháp")
    keys.tab_to("Tóm tắt nội dung (lời của Văn phòng)")
    keys.type("Cống trên đường Lê Lợi tắc, nước tràn ra đường.")
    keys.press("Tab")
    keys.type("Qu")  # chooses by its first letters
    keys.tab_to("Cơ quan chủ trì")
    keys.type("Ph")
    keys.tab_to("Ghi chú cho " + people.authority().chief.title)
    keys.press("Tab")
    keys.press("Enter")
    expect(page.get_by_role("heading", name="Đã ghi thành hồ sơ")).to_be_visible()
    assert keys.pressed <= 21
    assert faults(page) == []
    expect(page.get_by_text("Đọc cho người phản ánh")).to_be_visible()

    page.goto(f"{stage.http.base_url}/van-phong/lien-he-moi")
    page.keyboard.type(number)
    page.keyboard.press("Tab")
    expect(page.locator("#earlier")).to_contain_text("Cống trên đường Lê Lợi tắc")
    assert faults(page) == []


def test_what_was_typed_outlives_its_page_and_is_split_when_it_tells_of_two_matters(
    stage, eyes, request
):
    me = "nong-nhung" if "desk" in request.node.name else "son"
    stage.clock(now=WEDNESDAY)
    page = signed_in(stage, eyes, officer(me))
    page.get_by_role("link", name="Ghi phản ánh").click()
    page.get_by_label("Lời người phản ánh").fill(WORDS)
    expect(page.locator("#kept-note")).to_contain_text("Đã lưu nháp")
    page.goto(f"{stage.http.base_url}/van-phong")
    page.get_by_role("link", name="ghi tiếp").click()
    expect(page.get_by_label("Lời người phản ánh")).to_have_value(WORDS)
    page.get_by_role("button", name="Ghi, phân loại sau").click()
    expect(page.get_by_role("heading", name="Đã ghi thành hồ sơ")).to_be_visible()
    page.get_by_role("link", name="Mở hồ sơ").click()
    assert faults(page) == []
    page.get_by_role("link", name="Tách thêm một việc").click()
    expect(page.get_by_label("Lời người phản ánh")).to_have_value(WORDS)
    assert faults(page) == []
    assert keyboard_faults(page) == []
    page.get_by_role("button", name="Ghi, phân loại sau").click()
    page.get_by_role("link", name="Mở hồ sơ").click()
    expect(page.get_by_text("Tách từ hồ sơ").first).to_be_visible()
    page.get_by_role("link", name="Phân loại, đề xuất").click()
    page.get_by_role("button", name="Bỏ tách").click()
    expect(page.get_by_text("ghi nhầm").first).to_be_visible()
