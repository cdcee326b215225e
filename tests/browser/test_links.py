"""The links of a case in a real browser: on its page, expired, and passed on to a colleague."""

from playwright.sync_api import expect

from tests.browser.door import signed_in
from tests.browser.eyes import faults
from tests.support import people
from tests.support.people import WEDNESDAY, officer

MESSAGE = (
    "Tôi là Lý Thị Hoa, số 8 đường Phai Vệ, phường Đông Kinh, ĐT 0{number}. "
    "Đèn đường ngõ 8 hỏng đã hai tuần, buổi tối đi lại rất khó, đề nghị sửa giúp."
)


def test_an_agency_names_a_colleague_and_the_office_sees_and_revokes_every_link(
    stage, eyes, request
):
    desk = "desk" in request.node.name
    number, me = ("+84919000001", "anh") if desk else ("+84919000002", "thuy")
    bach = f"bach.{me}@langson.example"
    stage.clock(now=WEDNESDAY)
    matter = people.text(stage, number, MESSAGE.format(number=number.removeprefix("+84")))
    matter.propose()
    matter.assign()

    page = eyes.open(matter.mail(people.agency("do-thi"), "agency_assigned")["links"][0])
    page.get_by_text("Chuyển cho đồng nghiệp trong cơ quan").click()
    page.get_by_label("Họ và tên đồng nghiệp").fill("Vi Văn Bách")
    page.get_by_label("Chức vụ, bộ phận của đồng nghiệp").fill("Chuyên viên tổ kỹ thuật")
    page.get_by_label("Địa chỉ thư điện tử của đồng nghiệp").fill("chutich@langson.example")
    page.get_by_role("button", name="Chuyển cho đồng nghiệp").click()
    expect(page.get_by_role("alert")).to_contain_text("hộp thư đã có trong danh sách")
    expect(page.get_by_label("Họ và tên đồng nghiệp")).to_have_value("Vi Văn Bách")
    assert faults(page) == []
    page.get_by_label("Địa chỉ thư điện tử của đồng nghiệp").fill(bach)
    page.get_by_label("Họ và tên người chịu trách nhiệm").fill("Vi Văn Toàn")
    page.get_by_label("Chức vụ", exact=True).fill("Phó Trưởng phòng")
    page.get_by_role("button", name="Chuyển cho đồng nghiệp").click()
    expect(page.get_by_role("status")).to_contain_text("chuyển việc cho Vi Văn Bách")
    assert faults(page) == []
    page.get_by_role("link", name="Trở lại việc này").click()
    expect(page.get_by_role("button", name="Thôi giao cho người này")).to_be_visible()
    assert faults(page) == []

    theirs = matter.mail(bach, "delegated")["links"][0]
    page = eyes.open(theirs)
    expect(page.get_by_text("Người chịu trách nhiệm trả lời: Vi Văn Bách")).to_be_visible()
    assert faults(page) == []

    page = signed_in(stage, eyes, officer(me))
    case = f"{stage.http.base_url}/van-phong/ho-so/{matter.code.replace(' ', '')}"
    page.goto(case)
    links = page.locator("#lien-ket")
    expect(links).to_contain_text("đã mở lúc")
    expect(links).to_contain_text(bach)
    assert faults(page) == []
    links.locator("li", has_text=bach).get_by_role("link", name="Thu hồi, gửi lại").click()
    page.get_by_role("button", name="Thu hồi").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa nêu lý do")
    assert faults(page) == []
    page.get_by_label("Lý do").fill("Cơ quan ghi nhầm địa chỉ")
    page.get_by_role("button", name="Thu hồi").click()
    expect(page.locator("#lien-ket")).not_to_contain_text(bach)
    expect(page.get_by_text("Cơ quan ghi nhầm địa chỉ")).to_be_visible()
    page.goto(theirs)
    expect(page.get_by_role("heading", name="Liên kết này không mở được")).to_be_visible()

    stage.clock(plus="40d")
    page.goto(matter.mail(people.agency("do-thi"), "agency_assigned")["links"][0])
    expect(page.get_by_role("heading", name="Liên kết này đã hết hạn")).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Gửi liên kết mới").click()
    expect(page.get_by_role("status")).to_contain_text("Xin xem hộp thư")
    assert faults(page) == []
    fresh = stage.until(lambda: matter.mails(people.agency("do-thi"), "link_anew"))[0]
    page.goto(fresh["links"][0])
    expect(page.get_by_role("button", name="Gửi trả lời")).to_be_visible()
