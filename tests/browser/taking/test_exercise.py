"""A new member practises on the running hotline: the mails come to members, and to nobody else."""

from playwright.sync_api import expect

from tests.browser.door import signed_in
from tests.browser.eyes import faults
from tests.support.people import WEDNESDAY, officer


def test_an_exercise_is_begun_assigned_and_answered_by_the_links_that_members_get(
    stage, eyes, request
):
    me = "anh" if "desk" in request.node.name else "trinh"
    stage.clock(now=WEDNESDAY)
    theirs = len(stage.mail("do-thi@langson.example"))
    page = signed_in(stage, eyes, officer(me))
    page.get_by_role("link", name="Ghi phản ánh").click()
    page.get_by_role("link", name="Ghi thử").click()
    expect(page.locator(".practice")).to_contain_text("DIỄN TẬP")
    assert faults(page) == []
    page.get_by_label("Lời người phản ánh").fill("Đèn đường ngõ 5 Bà Triệu hỏng.")
    page.get_by_label("Họ và tên (hoặc tên tổ chức)").fill("Hoàng Thị Mai")
    page.get_by_label("Địa chỉ", exact=True).fill("số 12, đường Bà Triệu")
    page.get_by_label("Điện thoại", exact=True).fill("0919 000 401")
    page.get_by_label("Tóm tắt nội dung").fill("Đèn đường hỏng.")
    page.get_by_label("Lĩnh vực").select_option(value="S1")
    page.get_by_label("Cơ quan chủ trì").select_option(value="do-thi")
    page.get_by_role("button", name="Ghi và đề xuất giao").click()
    code = "".join(page.locator(".big .code").inner_text().split())
    assert faults(page) == []

    page.goto(stage.until(lambda: link_of(stage, officer("truong"), code)))
    expect(page.locator(".practice")).to_contain_text("DIỄN TẬP")
    page.get_by_label("Số văn bản giao việc").fill("12/VP")
    page.get_by_role("button", name="Giao việc", exact=True).click()
    page.goto(stage.until(lambda: link_of(stage, officer(me), code)))
    expect(page.get_by_role("heading", name="Trả lời phản ánh, kiến nghị")).to_be_visible()
    expect(page.locator(".practice")).to_contain_text("DIỄN TẬP")
    assert faults(page) == []
    assert len(stage.mail("do-thi@langson.example")) == theirs


def link_of(stage, to: str, code: str) -> str | None:
    """Where the newest mail of this exercise leads that they got."""
    grouped = f"{code[:3]} {code[3:6]} {code[6:]}"
    mails = [mail for mail in stage.mail(to) if grouped in mail["subject"]]
    return mails[0]["links"][0] if mails and mails[0]["links"] else None
