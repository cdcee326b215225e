"""`make pictures`: plays a morning on a stage of its own and takes the README's pictures of it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

from infra.local.client.stage import Stage, running
from infra.local.settings import ROOT
from tests.browser.eyes import ARGS, PATIENCE
from tests.pictures import morning
from tests.support.people import Matter, officer

FOLDER = ROOT / "docs" / "pictures"
DESK, POCKET = (1280, 960), (390, 844)


def main() -> None:
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None:
        sys.exit("Chromium is not installed: run `make browser`")
    expect.set_options(timeout=PATIENCE)
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright, running() as stage:
        browser = playwright.chromium.launch(executable_path=path, args=list(ARGS))
        _take(stage, browser)
        browser.close()


def _take(stage: Stage, browser: Browser) -> None:
    morning.before(stage)
    sid = morning.call(stage)
    desk = _screen(browser, DESK)
    _telephone(desk, stage)
    matter = morning.taken_down(stage, sid)
    link = morning.to_the_agency(matter)
    _case(desk, matter)
    _agency(_screen(browser, POCKET, sharp=2), link)


def _screen(browser: Browser, size: tuple[int, int], sharp: int = 1) -> Page:
    width, height = size
    page = browser.new_page(
        viewport={"width": width, "height": height}, device_scale_factor=sharp, locale="vi-VN"
    )
    page.set_default_timeout(PATIENCE)
    return page


def _telephone(page: Page, stage: Stage) -> None:
    page.goto(f"{stage.http.base_url}/local/?number=%2B{morning.CALLER[1:]}")
    expect(page.locator(".keypad")).to_be_visible()
    _keep(page, "telephone")


def _case(page: Page, matter: Matter) -> None:
    stage, code = matter.stage, matter.code.replace(" ", "")
    _sign_in(page, stage, officer(morning.DUTY))
    players = page.locator("audio")

    def all_heard() -> bool:
        """The recordings are fetched a moment after the call."""
        page.goto(f"{stage.http.base_url}/van-phong/ho-so/{code}")
        return players.count() == morning.PLAYERS

    stage.until(all_heard)
    _keep(page, "case")


def _sign_in(page: Page, stage: Stage, mail: str) -> None:
    page.goto(f"{stage.http.base_url}/van-phong")
    page.get_by_label("Địa chỉ thư công vụ").fill(mail)
    page.get_by_role("button", name="Gửi liên kết đăng nhập").click()
    expect(page.get_by_role("status")).to_contain_text("Xin xem hộp thư")
    mails = stage.until(lambda: [m for m in stage.mail(mail) if "Đăng nhập" in m["subject"]])
    page.goto(mails[0]["links"][0])
    page.get_by_role("button", name="Vào trang làm việc").click()
    expect(page.get_by_role("heading", name="Việc chờ tôi")).to_be_visible()


def _agency(page: Page, link: str) -> None:
    page.goto(link)
    expect(page.get_by_role("heading", name="Trả lời phản ánh")).to_be_visible()
    _keep(page, "agency")


def _keep(page: Page, name: str) -> None:
    """The window as it stands, with the keyboard nowhere."""
    page.evaluate("document.activeElement.blur()")
    file: Path = FOLDER / f"{name}.png"
    page.screenshot(path=file)
    print(f"{file.relative_to(ROOT)}: {file.stat().st_size // 1000} kB")


if __name__ == "__main__":
    main()
