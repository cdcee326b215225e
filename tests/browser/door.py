"""The door of the office's pages, for a browser before a stage."""

from __future__ import annotations

from playwright.sync_api import Page

from infra.local.client.stage import Stage
from tests.browser.eyes import Eyes
from tests.support.browsing import doors, rested


def signed_in(stage: Stage, eyes: Eyes, mail: str, page: Page | None = None) -> Page:
    """A page of this member, who has come by mail."""
    page = page or eyes.open(f"{stage.http.base_url}/van-phong")
    rested(stage)
    page.get_by_label("Địa chỉ thư công vụ").fill(mail)
    known = len(doors(stage, mail))
    page.get_by_role("button", name="Gửi liên kết đăng nhập").click()
    page.goto(stage.until(lambda: (found := doors(stage, mail))[known:] and found[0]))
    page.get_by_role("button", name="Vào trang làm việc").click()
    return page
