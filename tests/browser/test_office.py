"""The office's own pages in a real browser: signing in, the board, a case, the search."""

from datetime import datetime

import pyotp
from playwright.sync_api import expect

from tests.browser.door import signed_in
from tests.browser.eyes import faults, keyboard_faults
from tests.support import people
from tests.support.browsing import doors, rested
from tests.support.people import WEDNESDAY, officer

MESSAGE = (
    "Tôi là Lý Thị Hoa, số 8 đường Phai Vệ, phường Đông Kinh, ĐT 0{}. "
    "Đèn đường ngõ 8 hỏng đã hai tuần, đề nghị sửa giúp."
)


def test_an_officer_signs_in_by_mail_finds_the_work_and_does_it(stage, eyes, request):
    desk = "desk" in request.node.name
    number, me = ("919000001", "manh-truong") if desk else ("919000002", "thuy")
    stage.clock(now=WEDNESDAY)
    matter = people.text(stage, f"+84{number}", MESSAGE.format(number))
    matter.received()

    page = eyes.open(f"{stage.http.base_url}/van-phong")
    assert faults(page) == []
    rested(stage)
    known = len(doors(stage, officer(me)))
    page.get_by_label("Địa chỉ thư công vụ").fill(officer(me))
    page.get_by_role("button", name="Gửi liên kết đăng nhập").click()
    expect(page.get_by_role("status")).to_contain_text("Xin xem hộp thư")
    page.goto(stage.until(lambda: (found := doors(stage, officer(me)))[known:] and found)[0])
    page.get_by_role("button", name="Vào trang làm việc").click()

    expect(page.get_by_role("heading", name="Việc chờ tôi")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name=matter.code).first.click()
    expect(page.get_by_text("Lý Thị Hoa", exact=True)).to_be_visible()
    assert faults(page) == []
    page.get_by_role("link", name="Phân loại, đề xuất").click()
    assert faults(page) == []
    page.get_by_label("Tóm tắt nội dung").fill("Đèn đường ngõ 8 Phai Vệ hỏng.")
    page.get_by_role("button", name="Chỉ lưu").click()
    expect(page.get_by_text("Bổ sung thông tin").first).to_be_visible()

    page.goto(f"{stage.http.base_url}/van-phong")
    row = page.get_by_role("row").filter(has=page.get_by_role("link", name=matter.code))
    expect(row).to_contain_text("Đèn đường ngõ 8 Phai Vệ hỏng.")
    expect(row).to_contain_text("phường Đông Kinh")
    page.get_by_text("Lọc theo lĩnh vực").click()
    page.get_by_label("Địa bàn").select_option("phường Đông Kinh")
    page.get_by_role("button", name="Lọc").click()
    expect(row).to_be_visible()
    expect(page.get_by_role("link", name="Bỏ lọc")).to_be_visible()
    assert faults(page) == []
    assert keyboard_faults(page) == []
    page.get_by_label("Mã số hoặc số điện thoại").fill(f"0{number}")
    page.get_by_role("button", name="Tìm").click()
    expect(page.get_by_text(matter.code).first).to_be_visible()
    assert faults(page) == []


def test_a_member_sets_an_app_up_signs_in_by_its_code_and_is_reset_by_the_chief(
    stage, eyes, request
):
    me = "nghia" if "desk" in request.node.name else "le-nhung"
    stage.clock(now=WEDNESDAY)
    page = signed_in(stage, eyes, officer(me))
    page.get_by_role("link", name=people.authority().officer(me).name, exact=True).click()
    assert faults(page) == []
    app = pyotp.TOTP(page.locator("input[name=secret]").input_value())
    page.get_by_label("Mã 6 chữ số").fill("000000")
    page.get_by_role("button", name="Ghi nhận").click()
    expect(page.get_by_role("alert")).to_contain_text("Mã chưa đúng")
    assert faults(page) == []
    page.get_by_label("Mã 6 chữ số").fill(_shown(stage, app))
    page.get_by_role("button", name="Ghi nhận").click()
    expect(page.get_by_role("status")).to_contain_text("Đồng chí đã cài ứng dụng")

    page.get_by_role("button", name="Thoát").click()
    page.get_by_text("Không nhận được thư?").click()
    form = page.locator("details")
    form.get_by_label("Địa chỉ thư của đồng chí").fill(officer(me))
    form.get_by_label("Mã 6 chữ số").fill("000000")
    page.get_by_role("button", name="Đăng nhập bằng mã").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa đăng nhập được")
    assert faults(page) == []
    stage.clock(plus="30s")
    form.get_by_label("Mã 6 chữ số").fill(_shown(stage, app))
    page.get_by_role("button", name="Đăng nhập bằng mã").click()
    expect(page.get_by_role("heading", name="Việc chờ tôi")).to_be_visible()
    page.get_by_role("button", name="Thoát").click()

    # The deputy has the chief's rights; the chief's links are used up by other tests.
    page = signed_in(stage, eyes, officer("son"))
    page.get_by_role("link", name="Tổ công tác").click()
    assert faults(page) == []
    page.get_by_role("button", name=f"Đặt lại cho {people.authority().officer(me).name}").click()
    expect(page.get_by_text("đặt lại lúc").first).to_be_visible()


def test_what_was_typed_in_a_session_that_ended_is_there_again_and_has_the_focus(stage, desk):
    stage.clock(now=WEDNESDAY)
    matter = people.text(stage, "+84918000009", MESSAGE.format("918000009"))
    matter.received()
    me = officer(matter.owner)
    page = signed_in(stage, desk, me)
    page.get_by_role("link", name=matter.code).first.click()
    page.get_by_role("link", name="Phân loại, đề xuất").click()
    page.get_by_label("Tóm tắt nội dung").fill("Đèn đường ngõ 8 hỏng.")
    stage.clock(plus="3h")
    page.get_by_role("button", name="Đề xuất giao").click()
    expect(page.get_by_role("alert")).to_contain_text("chưa được gửi")
    assert faults(page) == []
    page = signed_in(stage, desk, me, page)
    expect(page.get_by_label("Tóm tắt nội dung")).to_have_value("Đèn đường ngõ 8 hỏng.")
    expect(page.get_by_role("alert")).to_be_focused()
    page.get_by_role("button", name="Đề xuất giao").click()  # now it says what is missing
    expect(page.get_by_role("alert")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # what the summary names leads to its field
    expect(page.get_by_label("Cơ quan chủ trì")).to_be_focused()
    expect(page.get_by_label("Cơ quan chủ trì")).to_have_attribute("aria-invalid", "true")
    assert faults(page) == []


def test_the_citizens_words_stay_in_view_beside_the_form_at_1024(stage, desk):
    stage.clock(now=WEDNESDAY)
    matter = people.text(stage, "+84918000010", MESSAGE.format("918000010"))
    page = desk.open(matter.received()["links"][0])
    page.set_viewport_size({"width": 1024, "height": 768})
    page.get_by_role("button", name="Đề xuất giao").scroll_into_view_if_needed()
    expect(page.locator("blockquote.said")).to_be_in_viewport(ratio=1)
    page.set_viewport_size({"width": 390, "height": 844})
    words, form = (
        page.locator("blockquote.said").bounding_box(),
        page.locator(".work").bounding_box(),
    )
    assert words["y"] < form["y"]


def _shown(stage, app):
    """What the app shows at the stage's time."""
    return app.at(datetime.fromisoformat(stage.clock()["now"]))
