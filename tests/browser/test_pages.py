"""The pages behind the mailed links in a real browser, at a desk and on a telephone."""

from playwright.sync_api import Page, expect

from tests.browser.eyes import faults, keyboard_faults
from tests.support import people
from tests.support.people import WEDNESDAY, chairman, chief, officer

MESSAGE = (
    "Tôi là Lý Thị Hoa, số 8 đường Phai Vệ, phường Đông Kinh, ĐT 0{number}. "
    "Đèn đường ngõ 8 hỏng đã hai tuần, buổi tối đi lại rất khó, đề nghị sửa giúp."
)
WORDS = "Đèn đã được thay ngày 12/3/2026, đến nay sáng bình thường. Trân trọng cảm ơn Ông/Bà."


def matter_of(stage, number):
    stage.clock(now=WEDNESDAY)
    return people.text(stage, number, MESSAGE.format(number=number.removeprefix("+84")))


def link(matter, to, kind):
    return matter.mail(to, kind)["links"][0]


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def expect_confirmation(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", name="Đã ghi nhận")).to_be_visible()
    expect(page.get_by_role("status")).to_contain_text(words)
    assert faults(page) == []


def test_every_person_does_their_part_by_hand_and_no_page_is_in_their_way(stage, eyes, request):
    desk = "desk" in request.node.name
    matter = matter_of(stage, "+84916000001" if desk else "+84916000002")

    page = eyes.open(matter.received()["links"][0])
    assert faults(page) == []
    expect(page.get_by_label("Họ và tên (hoặc tên tổ chức)")).to_have_value("Lý Thị Hoa")
    press(page, "Đề xuất giao")  # too early: it says what is missing, at the field itself
    expect(page.get_by_role("alert")).to_contain_text("Chưa có tóm tắt nội dung")
    assert faults(page) == []
    page.get_by_role("link", name="Chưa có tóm tắt nội dung của Văn phòng.").click()
    page.get_by_label("Tóm tắt nội dung").fill("Đèn đường ngõ 8 Phai Vệ hỏng hai tuần.")
    page.get_by_label("Lĩnh vực").select_option("S1")
    page.get_by_label("Cơ quan chủ trì").select_option(label="Phòng Quản lý đô thị")
    page.get_by_text("Thêm cơ quan phối hợp").click()
    page.get_by_label("UBND phường Đông Kinh").check()
    press(page, "Đề xuất giao")
    expect_confirmation(page, "Phân loại, đề xuất giao Phòng Quản lý đô thị, UBND phường Đông Kinh")

    page = eyes.open(link(matter, chief(), "assign"))
    assert faults(page) == []
    expect(page.get_by_label("UBND phường Đông Kinh")).to_be_checked()
    page.get_by_label("UBND phường Đông Kinh").uncheck()
    page.get_by_label("Ý kiến chỉ đạo").fill("Sửa ngay, trả lời trước hạn.")
    page.get_by_label("Số văn bản giao việc").fill("125/VP-TCD")
    press(page, "Giao việc")
    expect_confirmation(page, "Giao Phòng Quản lý đô thị – văn bản số 125/VP-TCD")

    page = eyes.open(link(matter, people.agency("do-thi"), "agency_assigned"))
    assert faults(page) == []
    page.get_by_label("Kết quả giải quyết").fill("Đã thay bóng đèn.\nĐèn sáng từ tối 11/3.")
    page.get_by_label("Họ và tên người chịu trách nhiệm").fill("Vi Văn Toàn")
    page.get_by_label("Chức vụ", exact=True).fill("Phó Trưởng phòng")
    press(page, "Gửi trả lời")
    expect_confirmation(page, "Phòng Quản lý đô thị trả lời")

    page = eyes.open(link(matter, officer(matter.owner), "draft"))
    assert faults(page) == []
    page.get_by_label("Lời trả lời người phản ánh").fill(WORDS)
    press(page, "Trình phê duyệt")
    expect_confirmation(page, "Trình dự thảo trả lời")

    page = eyes.open(link(matter, chairman(), "approval"))
    assert faults(page) == []
    expect(page.get_by_label("Lời trả lời người phản ánh")).to_have_value(WORDS)
    press(page, "Phê duyệt")
    expect_confirmation(page, "Phê duyệt nội dung trả lời")

    page = eyes.open(link(matter, officer(matter.owner), "tell"))
    assert faults(page) == []
    expect(page.get_by_text(WORDS)).to_be_visible()
    page.get_by_label("Đã nói gì").fill("Máy bận.")
    press(page, "Chưa gặp, sẽ gọi lại")
    expect_confirmation(page, "Đã gọi, không gặp. Máy bận")
    page.get_by_role("link", name="Trở lại việc này").click()
    page.get_by_label("Đã nói gì").fill("Nói với bà Hoa.")
    page.get_by_label("Đã thông báo cho").select_option("citizen")
    press(page, "Đã thông báo")
    expect(page.locator("#note-told")).to_contain_text("bà Hoa")  # said beside the field, once
    assert faults(page) == []
    press(page, "Đã thông báo")
    expect_confirmation(page, "Nói với bà Hoa")

    page.reload()
    expect_confirmation(page, "Nói với bà Hoa")
    page.goto(link(matter, officer(matter.owner), "tell"))
    expect(page.get_by_role("heading", name="Liên kết này không mở được")).to_be_visible()
    assert faults(page) == []


def test_whoever_was_told_says_how_they_found_it_and_the_chief_gives_it_out_once_more(
    stage, eyes, request
):
    desk = "desk" in request.node.name
    matter = matter_of(stage, "+84916000005" if desk else "+84916000006")
    matter.to_approval()
    matter.approve()
    matter.telling().post("tell", how="phone", whom="citizen", note="Đã nói.")
    stage.clock(now="2026-03-11T17:05:00")
    stage.run("report")
    [asked] = stage.until(lambda: [text for text in matter.texts() if "/danh-gia/" in text])

    page = eyes.open(asked.split()[-1])
    assert faults(page) == []
    assert keyboard_faults(page) == []
    press(page, "Gửi")
    expect(page.get_by_role("alert")).to_contain_text("Xin chọn một mức hài lòng")
    assert faults(page) == []
    page.get_by_label("Không hài lòng", exact=False).last.check()
    page.get_by_label("Vì sao").fill("Đèn sáng hai hôm lại tắt.")
    press(page, "Gửi")
    expect(page.get_by_role("status")).to_contain_text("chấm 1/5")
    assert faults(page) == []

    page = eyes.open(link(matter, chief(), "review"))
    assert faults(page) == []
    expect(page.get_by_text("Đèn sáng hai hôm lại tắt.")).to_be_visible()
    page.get_by_text("mở lại, giao giải quyết lại").click()
    page.get_by_label("Kết luận").fill("Mới thay tạm, chưa thay chấn lưu.")
    press(page, "Mở lại, giao việc")
    expect(page.get_by_role("alert")).to_contain_text("Chưa ghi số văn bản giao việc")
    expect(page.get_by_label("Kết luận")).to_have_value("Mới thay tạm, chưa thay chấn lưu.")
    assert faults(page) == []
    page.get_by_label("Số văn bản giao việc").fill("131/VP-TCD")
    press(page, "Mở lại, giao việc")
    expect_confirmation(page, "Mở lại hồ sơ, giao giải quyết lại")
    matter.text("duoc giai quyet lai")


def test_everything_on_the_longest_form_is_reached_with_the_keyboard_and_seen(stage, desk):
    page = desk.open(matter_of(stage, "+84916000003").received()["links"][0])
    assert keyboard_faults(page) == []


def test_an_agency_answers_with_the_keyboard_alone(stage, desk):
    matter = matter_of(stage, "+84916000004")
    matter.propose()
    matter.assign()
    page = desk.open(link(matter, people.agency("do-thi"), "agency_assigned"))
    for typed in ("Đã thay bóng đèn.", "Vi Văn Toàn", "Phó Trưởng phòng"):
        page.keyboard.press("Tab")
        page.keyboard.type(typed)
    page.keyboard.press("Tab")  # past the way to send files
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect_confirmation(page, "Phòng Quản lý đô thị trả lời")


def test_enter_in_a_field_of_the_officers_form_saves_and_decides_nothing(stage, desk):
    page = desk.open(matter_of(stage, "+84916000005").received()["links"][0])
    page.get_by_label("Địa chỉ", exact=True).press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Bổ sung thông tin")
    page.get_by_role("link", name="Trở lại việc này").click()
    expect(page.get_by_role("button", name="Đề xuất giao")).to_be_visible()


def test_the_leader_sees_the_words_and_the_button_without_scrolling(stage, telephone):
    matter = matter_of(stage, "+84916000006")
    matter.to_approval()
    page = telephone.open(link(matter, chairman(), "approval"))
    expect(page.get_by_label("Lời trả lời người phản ánh")).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("button", name="Phê duyệt")).to_be_in_viewport(ratio=1)
    page.get_by_text("Chưa đạt: trả lại để làm lại").click()
    page.get_by_label("Ý kiến, yêu cầu làm lại").fill("Nói rõ bao giờ xong.")
    press(page, "Trả lại Văn phòng")
    expect_confirmation(page, "Nói rõ bao giờ xong")


def test_the_chairman_directs_an_urgent_matter_from_a_telephone(stage, telephone):
    matter = matter_of(stage, "+84916000007")
    page = matter.screening()
    page.post(
        "ask_direction", urgent="yes", field="S1", agency="dien-luc", summary="Tủ điện chập cháy."
    )
    page = telephone.open(link(matter, chairman(), "direction"))
    assert faults(page) == []
    expect(page.get_by_role("button", name="Chỉ đạo và giao ngay")).to_be_in_viewport(ratio=1)
    page.get_by_label("Ý kiến chỉ đạo").fill("Cắt điện, xử lý ngay.")
    press(page, "Chỉ đạo và giao ngay")
    expect_confirmation(page, "Có ý kiến chỉ đạo")


def test_the_officer_calls_the_number_on_the_page_from_a_telephone(stage, telephone):
    matter = matter_of(stage, "+84916000008")
    matter.to_approval()
    matter.approve()
    page = telephone.open(link(matter, officer(matter.owner), "tell"))
    number = page.get_by_role("link", name="0916 000 008")
    expect(number).to_have_attribute("href", "tel:+84916000008")
    expect(number).to_be_in_viewport(ratio=1)


def test_a_form_overtaken_by_another_shows_both_versions(stage, eyes, request):
    desk = "desk" in request.node.name
    matter = matter_of(stage, "+84916000009" if desk else "+84916000010")
    url = matter.received()["links"][0]
    first, second = eyes.open(url), eyes.open(url)
    first.get_by_label("Tóm tắt nội dung").fill("Bản thứ nhất.")
    press(first, "Chỉ lưu")
    expect_confirmation(first, "Bổ sung thông tin")
    first.go_back()  # a confirmation is in nobody's way
    expect(first.get_by_label("Tóm tắt nội dung")).to_be_visible()
    second.get_by_label("Tóm tắt nội dung").fill("Bản thứ hai.")
    press(second, "Chỉ lưu")
    expect(second.get_by_role("alert")).to_contain_text("vừa được người khác cập nhật")
    expect(second.get_by_label("Tóm tắt nội dung")).to_have_value("Bản thứ hai.")
    expect(second.get_by_text("Hiện trong hồ sơ: Bản thứ nhất.")).to_be_visible()
    assert faults(second) == []
