"""The switchboard's page: a person plays the citizen and reads the office's mail there."""

import re

from playwright.sync_api import expect

from tests.support.people import CODE, WEDNESDAY

BODY = (
    "Tôi là Nông Văn Páo, số 3 đường Bà Triệu, phường Vĩnh Trại, ĐT 0{}. "
    "Cống đầu ngõ tắc, nước ngập vào nhà, đề nghị thông cống."
)


def test_a_text_is_sent_its_answer_seen_the_mail_opened_and_its_link_followed(stage, eyes, request):
    number = "917000001" if "desk" in request.node.name else "917000002"
    stage.clock(now=WEDNESDAY)
    stage.run("gather")  # what others have left waiting goes out without this matter
    page = eyes.open(f"{stage.http.base_url}/local/")
    page.get_by_label("Số điện thoại của người dân").fill(f"+84{number}")
    page.get_by_label(re.compile("Nội dung gửi tới")).fill(BODY.format(number))
    page.get_by_role("button", name="Gửi tin nhắn").click()
    answer = page.locator(f"[data-thread='+84{number}'] li.out")
    expect(answer).to_contain_text("Da nhan phan anh")
    code = CODE.search(answer.inner_text())[1]

    stage.run("gather")
    mail = page.locator("details.mail", has_text=code)
    mail.locator("summary").click()
    with eyes.context.expect_page() as view:
        mail.frame_locator("iframe").get_by_role("link", name="Xem và phân loại").click()
    todo = view.value
    expect(todo.get_by_role("heading", name="Tiếp nhận, phân loại")).to_be_visible()
    expect(todo.get_by_label("Họ và tên")).to_have_value("Nông Văn Páo")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
