"""Members of the office before its own pages."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from tests.support.answers import Answer
from tests.support.deployment import Deployment
from tests.support.gateway import FORM, Pairs

NGHIA = "nghia@vanphong.langson.example"  # of S1, and on duty
CHIEF = "truong@vanphong.langson.example"


class Office:
    """A browser of a member of the office."""

    def __init__(self, deployment: Deployment, mail: str) -> None:
        self.deployment = deployment
        deployment.post("/van-phong/vao", [("mail", mail)])
        deployment.deliver()
        self.link = sign_in_link(deployment, mail)
        answer = deployment.post(self.link, [])
        assert answer.status == 303
        self.set_cookies = answer.headers["Set-Cookie"].split(", ")
        self.cookie, self.browser = (cookie.split(";")[0] for cookie in self.set_cookies)
        found = re.search(r'name="csrf" value="(\w+)"', self.get("/van-phong").body)
        self.csrf = found[1] if found else ""

    def get(self, path: str) -> Answer:
        return self.deployment.call("GET", path, headers={"Cookie": self.cookie})

    def post(self, path: str, fields: Pairs, csrf: str | None = None) -> Answer:
        body = urlencode([*fields, ("csrf", self.csrf if csrf is None else csrf)])
        headers = {"Content-Type": FORM, "Cookie": self.cookie}
        answer = self.deployment.call("POST", path, body, headers)
        return self.deployment.led_on(answer, self.cookie)

    def give_reason(self, code: str, reason: str = "Đối chiếu hồ sơ.") -> Answer:
        """Says why they want to see who the citizen of a confidential case is."""
        return self.post(f"/van-phong/ho-so/{code}/nguoi-phan-anh", [("look_reason", reason)])

    def fill(self, path: str, action: str, **typed: str) -> tuple[Answer, Pairs]:
        """Opens a to-do, types, presses the button; returns the answer and what was posted."""
        fields = [(k, v) for k, v in self.get(path).page.fill(action, **typed) if k != "csrf"]
        return self.post(path, fields), fields


class Browser:
    """One machine with its cookies, whoever sits before it."""

    def __init__(self, deployment: Deployment) -> None:
        self.deployment = deployment
        self.cookies: dict[str, str] = {}

    def ask(self, method: str, path: str, fields: Pairs | None = None) -> Answer:
        kept = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        body = urlencode(fields) if fields is not None else None
        answer = self.deployment.call(method, path, body, {"Content-Type": FORM, "Cookie": kept})
        for made in re.split(r", (?=[\w-]+=)", answer.headers.get("Set-Cookie", "")):
            if made:
                name, _, value = made.split(";")[0].partition("=")
                self.cookies[name] = value
                if "Max-Age=0" in made:
                    del self.cookies[name]
        return answer

    def get(self, path: str) -> Answer:
        return self.ask("GET", path)

    def post(self, path: str, fields: Pairs) -> Answer:
        return self.ask("POST", path, fields)

    def sign_in(self, mail: str) -> Answer:
        self.post("/van-phong/vao", [("mail", mail)])
        self.deployment.deliver()
        return self.post(sign_in_link(self.deployment, mail), [])

    @property
    def kept(self) -> list[str]:
        return [name for name in self.cookies if name.startswith("giu-")]


def sign_in_link(deployment: Deployment, mail: str) -> str:
    """The newest link by which they sign in."""
    texts = "\n".join(mail.text for mail in deployment.mails(mail))
    found = re.findall(r"https?://[^/\s]+(/van-phong/vao/\S+)", texts)
    assert found
    return str(found[-1])
