"""A call with hands and ears: the telephone on the stage's page, the officer's page and players."""

import re

from playwright.sync_api import expect

from tests.browser.eyes import faults
from tests.support import people
from tests.support.people import ADDRESS, LAMP, NAME, WEDNESDAY, officer

DURATION = """async (audio) => {
  audio.preload = 'auto';
  audio.load();
  await new Promise((done, failed) => { audio.onloadedmetadata = done; audio.onerror = failed; });
  return audio.duration;
}"""


def test_a_citizen_rings_on_the_page_and_is_given_a_code(stage, eyes, request):
    number = "+84972000001" if "desk" in request.node.name else "+84972000002"
    stage.clock(now=WEDNESDAY)
    page = eyes.open(f"{stage.http.base_url}/local/?number={number.replace('+', '%2B')}")
    page.get_by_role("button", name="Gọi đường dây nóng").click()
    heard = page.locator("[data-part='phone']")
    expect(heard).to_contain_text("Đây là")

    def press(keys: str, then: str) -> None:
        for key in keys:
            page.get_by_role("button", name=key, exact=True).click()
        expect(heard).to_contain_text(then)

    def say(words: str, then: str) -> None:
        page.get_by_label("Nói", exact=True).fill(words)
        page.get_by_label("Nói", exact=True).press("Enter")
        expect(heard).to_contain_text(words)
        press("#", then)

    press("1", "nói họ và tên")
    say(NAME, "nói địa chỉ")
    say(ADDRESS, "Số điện thoại liên hệ")
    press("1", "giữ bí mật")
    press("2", "trình bày ngắn gọn")
    say(LAMP, "Xin nhắc lại")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_officer_hears_the_call_types_it_and_no_page_is_in_the_way(stage, eyes, request):
    number = "+84972000003" if "desk" in request.node.name else "+84972000004"
    stage.clock(now=WEDNESDAY)
    matter = people.telephone(stage, number)
    link = matter.mail(officer("nghia"), "hear_call")["links"][0]
    page = eyes.open(link)
    stage.until(lambda: page.reload() and page.locator("audio").count() == 3)
    assert faults(page) == []
    assert page.locator("audio").nth(2).evaluate(DURATION) == 30
    page.get_by_label("Lời người phản ánh").fill(LAMP)
    page.get_by_label("Họ và tên (hoặc tên tổ chức)").fill("Hoàng Thị Mai")
    page.get_by_role("button", name="Chỉ lưu").click()
    page.get_by_role("link", name="Trở lại việc này").click()
    expect(page.get_by_role("heading", name="Lời người phản ánh, cán bộ ghi lại")).to_be_visible()
    expect(page.get_by_label("Lời người phản ánh")).to_have_value(LAMP)
    assert faults(page) == []


def test_pages_after_the_result_are_in_nobodys_way(stage, eyes, request):
    number = "+84972000005" if "desk" in request.node.name else "+84972000006"
    stage.clock(now=WEDNESDAY)
    matter = people.telephone(stage, number)
    matter.to_approval()
    matter.approve()
    page = eyes.open(matter.mail(officer(matter.owner), "tell")["links"][0])
    assert faults(page) == []
    page.get_by_role("button", name="Cho máy gọi thông báo").click()
    expect(page.get_by_role("status")).to_contain_text("Cho máy gọi thông báo kết quả")
    assert faults(page) == []
    leg = stage.until(lambda: stage.phones.legs(number))[0]["sid"]
    stage.phones.answer(leg)
    stage.phones.leg_keys(leg, "1")
    stage.phones.leg_keys(leg, "1")  # a poor rating
    page = eyes.open(matter.mail(people.chief(), "review")["links"][0])
    expect(page.get_by_text(re.compile("1/5")).first).to_be_visible()
    assert faults(page) == []
    page.get_by_role("button", name="Kết luận, kết thúc").click()
    expect(page.get_by_role("alert")).to_contain_text("Chưa có nội dung")
    page.get_by_label("Kết luận").fill("Đã gọi cho người phản ánh, đã giải thích.")
    page.get_by_role("button", name="Kết luận, kết thúc").click()
    expect(page.get_by_role("heading", name="Đã ghi nhận")).to_be_visible()
    assert faults(page) == []
