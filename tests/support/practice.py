"""Exercises: cases that members take down for one, and a stage where all is practice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from chalicelib import settings
from chalicelib.domain.authority.authority import Authority
from tests.support.answers import Mail
from tests.support.deployment import AGENCY, Deployment
from tests.support.office import CHIEF, NGHIA, Office

PAGE = "/van-phong/lien-he-moi?dien-tap=1"
CITIZEN = "+84912345678"
WORDS = "Đèn đường ngõ 5 Bà Triệu hỏng cả tháng nay."
WHO = {"name": "Hoàng Thị Mai", "address": "số 12, ngõ 5, đường Bà Triệu", "phone": "0912 345 678"}
CLASSIFIED = {"field": "S1", "summary": "Đèn đường hỏng.", "agency": AGENCY}
# What is done after a case was proposed.
STEPS: tuple[tuple[str, dict[str, str]], ...] = (
    ("assign", {"agency": AGENCY, "document": "12/VP", "signer": "Chánh VP"}),
    ("answer", {"answer": "Đã thay bóng.", "name": "Lý Văn Tư", "title": "Trưởng phòng"}),
    ("draft", {"words": "Đèn đã sáng lại."}),
    ("approve", {}),
    ("tell", {"how": "phone", "whom": "citizen", "note": "Đã nói đèn sáng lại."}),
)


@contextmanager
def stage() -> Iterator[None]:
    """Everything here is practice."""
    with mock.patch.dict("os.environ", TRAINING="yes"):
        settings.current.cache_clear()
        try:
            yield
        finally:
            settings.current.cache_clear()


def begun(deployment: Deployment, action: str = "propose", **more: str) -> str:
    """An exercise that an officer has begun; its code."""
    before = set(deployment.codes())
    typed = {"account": WORDS} | WHO | CLASSIFIED | more
    answer, _ = Office(deployment, NGHIA).fill(PAGE, action, **typed)
    assert answer.status == 200, answer.page.text
    deployment.deliver()
    (code,) = set(deployment.codes()) - before
    return code


def in_charge(deployment: Deployment, code: str) -> str:
    """The address of the member in charge, who gets the mails of everybody outside."""
    return deployment.authority.officer(deployment.file(code).case.owner).mail


def goes_on(deployment: Deployment, code: str, until: str = "tell") -> None:
    """The members take all steps, this one the last, each by the link in their own mailbox."""
    for action, typed in STEPS:
        mailbox = CHIEF if action == "assign" else in_charge(deployment, code)
        answer, _ = deployment.press(deployment.newest_link(mailbox), action, **typed)
        assert answer.status == 200, (action, answer.page.text)
        deployment.deliver()
        if action == until:
            return


def outside(mails: list[Mail], authority: Authority) -> list[Mail]:
    """Those that went to anybody but members of the office."""
    members = {officer.mail for officer in authority.officers}
    return [mail for mail in mails if mail.to not in members]
