"""The door of the office's pages, for a browser before a stage."""

from __future__ import annotations

from playwright.sync_api import Page

from infra.local.client.stage import Stage
from tests.browser.eyes import Eyes


def signed_in(stage: Stage, eyes: Eyes, mail: str, page: Page | None = None) -> Page:
    """A page of this member, who has come by mail."""
    page = page or eyes.open(f"{stage.http.base_url}/van-phong")
    page.get_by_label("Địa chỉ thư công vụ").fill(mail)
    known = len(_links(stage, mail))
    page.get_by_role("button", name="Gửi liên kết đăng nhập").click()
    page.goto(stage.until(lambda: (found := _links(stage, mail))[known:] and found[0]))
    page.get_by_role("button", name="Vào trang làm việc").click()
    return page


def _links(stage: Stage, mail: str) -> list[str]:
    """Of the mails that let somebody in, the newest first."""
    return [m["links"][0] for m in stage.mail(mail) if "Đăng nhập trang" in m["subject"]]
