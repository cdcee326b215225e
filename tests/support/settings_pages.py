"""The pages of settings as a member uses them: types, looks, saves."""

from __future__ import annotations

from chalicelib import wiring
from tests.support.answers import Answer
from tests.support.gateway import Pairs
from tests.support.office import Office

SON = "son@vanphong.langson.example"
HOURS, PEOPLE, AGENCIES, CALENDAR, AWAY, TEXTING, REPORTS = (
    f"/van-phong/cai-dat/{kind}"
    for kind in ("gio", "nguoi", "co-quan", "lich", "vang-mat", "tin-nhan", "bao-cao")
)
VERSIONS = "/van-phong/cai-dat/phien-ban"
LADDERS = "/van-phong/cai-dat/tep/ladders.yaml"


def typed(page: Answer, action: str, **said: str) -> Pairs:
    return [(k, v) for k, v in page.page.fill(action, **said) if k != "csrf"]


def sent(office: Office, address: str, form: Pairs) -> Answer:
    """Posts, and goes where that leads."""
    answer = office.post(address, form)
    return office.get(answer.headers["Location"]) if answer.status == 303 else answer


def looked(office: Office, address: str, **said: str) -> Answer:
    return office.post(address, typed(office.get(address), "look", **said))


def save(office: Office, address: str, reason: str = "Theo thông báo", **said: str) -> Answer:
    """Types, looks what it would do, gives a reason, saves; what that leads to."""
    seen = looked(office, address, **said)
    assert seen.status == 200, seen.page.text
    return sent(office, address, typed(seen, "save", reason=reason))


def number(office: Office) -> int:
    return wiring.live().current(at_once=True).number
