"""The office authorises an agency, and somebody there takes a matter in on a telephone (N22)."""

from playwright.sync_api import expect

from tests.browser.door import signed_in
from tests.browser.eyes import faults, keyboard_faults
from tests.support.people import WEDNESDAY, officer

WORDS = "Rác chất đống trước cổng chợ Giếng Vuông đã bốn hôm, mùi rất nặng."


def test_an_authorised_agency_takes_a_matter_in_and_the_office_finds_its_proposal(
    stage, desk, telephone
):
    stage.clock(now=WEDNESDAY)
    page = signed_in(stage, desk, officer("trinh"))
    page.goto(f"{stage.http.base_url}/van-phong/cai-dat/uy-quyen")
    page.get_by_text("+ Thêm").click()
    page.get_by_label("Cơ quan", exact=True).select_option(label="Phòng Quản lý đô thị")
    page.get_by_label("Lĩnh vực").select_option(index=0)
    page.get_by_label("Từ ngày").fill("01/01/2026")
    page.get_by_label("Đến hết ngày").fill("31/12/2025")
    page.get_by_label("Văn bản ủy quyền").fill("QĐ 15/QĐ-UBND")
    page.get_by_role("button", name="Xem trước").last.click()
    expect(page.locator(".wrong")).to_contain_text("ngày cuối phải sau ngày đầu")
    page.get_by_label("Đến hết ngày").fill("31/12/2026")
    page.get_by_role("button", name="Xem trước").last.click()
    expect(page.locator("#preview")).to_contain_text("Phải có người thứ hai")
    assert faults(page) == []
    page.get_by_label("Lý do").fill("Theo QĐ 15/QĐ-UBND")
    page.get_by_role("button", name="Gửi xác nhận").click()
    asked = page.url
    page.get_by_role("button", name="Thoát").click()
    chief = signed_in(stage, desk, officer("truong"))
    assert chief.goto(asked).ok
    assert faults(chief) == []
    chief.get_by_role("button", name="Xác nhận").click()
    expect(chief.get_by_text("đang dùng")).to_be_visible()
    chief.goto(f"{stage.http.base_url}/van-phong/uy-quyen")
    assert faults(chief) == []
    chief.get_by_role("button", name="Gửi đường dẫn ngay").click()
    expect(chief.get_by_text("Đường dẫn được gửi")).to_be_visible()

    theirs = telephone.open(stage.until(lambda: link_of(stage)))
    assert faults(theirs) == []
    assert keyboard_faults(theirs) == []
    theirs.get_by_label("Lời người phản ánh").fill(WORDS)
    theirs.get_by_label("Họ và tên (hoặc tên tổ chức)").fill("Nông Văn Bảy")
    theirs.get_by_label("Địa chỉ", exact=True).fill("tổ 4, khối 6, phường Hoàng Văn Thụ")
    theirs.get_by_label("Điện thoại", exact=True).fill("0919 000 311")
    theirs.get_by_role("button", name="Ghi và gửi Văn phòng").click()
    expect(theirs.locator("#proposal-wrong")).to_be_visible()
    assert faults(theirs) == []
    theirs.get_by_label("Quý cơ quan đề xuất xử lý thế nào").fill("Cử đội thu gom trong ngày.")
    theirs.get_by_label("Họ và tên người chịu trách nhiệm").fill("Lý Văn Tư")
    theirs.get_by_label("Chức vụ").fill("Phó Trưởng phòng")
    theirs.get_by_role("button", name="Ghi và gửi Văn phòng").click()
    code = "".join(theirs.locator(".big .code").inner_text().split())
    assert faults(theirs) == []

    chief.goto(f"{stage.http.base_url}/van-phong/ho-so/{code}")
    expect(chief.get_by_text("Tiếp nhận theo ủy quyền, đề xuất xử lý")).to_be_visible()
    expect(chief.get_by_text("Phòng Quản lý đô thị ghi nhận theo ủy quyền")).to_be_visible()


def link_of(stage):
    """Where the newest mail leads by which an agency takes matters in."""
    found = [link for mail in stage.mail("do-thi@langson.example") for link in mail["links"]]
    return next((link for link in found if "/tiep-nhan/" in link), None)
