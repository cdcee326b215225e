"""The half of the office that works: each opens their mails and does what the links lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from infra.local.client.stage import Stage
from tests.support import forms
from tests.support.forms import Page
from tests.support.people import authority

ACTS: Mapping[str, Mapping[str, str]] = {
    "propose": {"field": "S1", "summary": "Đề nghị kiểm tra, xử lý.", "agency": "do-thi"},
    "assign": {"document": "12/VP", "signer": "Chánh Văn phòng", "agency": "do-thi"},
    "answer": {"answer": "Đã kiểm tra, xử lý xong.", "name": "Vi Văn Toàn", "title": "Phó phòng"},
    "draft": {"words": "Việc đã được xử lý xong."},
    "approve": {},
    "tell": {"how": "phone", "whom": "citizen", "note": "Đã nói kết quả."},
    "talked": {"words": "Đã gọi lại."},
    "direct": {"agency": "do-thi", "direction": "Xử lý ngay."},
}
MOST = 25  # matters that one person gets through at a sitting


class Worker:
    """Somebody who reads their mail twice a day."""

    def __init__(self, stage: Stage, mail: str) -> None:
        self.stage, self.mail = stage, mail
        self._read: set[str] = set()
        self.done = 0

    def work(self) -> None:
        """Goes through the links of new mails, the oldest first."""
        for link in list(self._new())[:MOST]:
            self._read.add(link)
            page = forms.get(link)
            if page.status == 200:
                self.done += self._act(page)

    def _new(self) -> Iterable[str]:
        for mail in reversed(self.stage.mail(self.mail)):
            yield from (at for at in mail["links"] if "/viec/" in at and at not in self._read)

    def _act(self, page: Page) -> int:
        offered = re.findall(r'name="action" value="(\w+)"', page.html)
        act = next((name for name in ACTS if name in offered), None)
        if act is None:
            return 0
        typed = {k: v for k, v in ACTS[act].items() if not (k == "agency" and page.value(k))}
        answer = page.post(act, **typed)
        if answer.status == 422 and "warned" in answer.html:  # pressed once more, as people do
            answer = answer.post(act, **typed)
        return answer.status in (200, 303)


def working(stage: Stage) -> list[Worker]:
    """Every other officer, the chief, the leaders, and one agency."""
    body = authority()
    chosen = [o.mail for n, o in enumerate(body.officers) if n % 2 == 0 or o is body.chief]
    mails = [*chosen, *(leader.mail for leader in body.leaders), body.agency("do-thi").mail]
    return [Worker(stage, mail) for mail in dict.fromkeys([body.chief.mail, *mails])]


def names() -> dict[str, str]:
    """Who has which address."""
    body = authority()
    people: list[Any] = [*body.officers, *body.leaders, *body.agencies]
    return {one.mail: one.id for one in people}
