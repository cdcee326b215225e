"""A member of the office before its own pages, on a running stage."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from infra.local.client.stage import Answer, Stage


class Browser:
    """Keeps a cookie."""

    def __init__(self, stage: Stage, mail: str) -> None:
        self.stage = stage
        stage.http.post_form("/van-phong/vao", urlencode({"mail": mail}))
        link = stage.until(  # behind all that waits: a stage just restored has much to send
            lambda: [m["links"][0] for m in stage.mail(mail) if "Đăng nhập" in m["subject"]],
            within=90,
        )[0]
        answer = stage.http.post_form(link, "")
        assert answer.status == 303
        self.cookie = answer.headers["Set-Cookie"].split(";")[0]

    def get(self, path: str) -> str:
        return self.stage.http.request("GET", path, headers={"Cookie": self.cookie}).text

    def post(self, path: str, **typed: str) -> Answer:
        csrf = re.search(r'name="csrf" value="(\w+)"', self.get("/van-phong"))
        body = urlencode({**typed, "csrf": csrf[1] if csrf else ""}).encode()
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        return self.stage.http.request("POST", path, body, headers)
