"""The leader's board, in the office and behind the link of the day's report."""

from __future__ import annotations

import re

PAGE = "/van-phong/tong-quan"


def test_it_says_of_twelve_months_what_came_in_and_was_told(told, officer):
    page = officer.get(PAGE)
    assert page.status == 200
    months = re.findall(r'<th scope="row">(\d\d/\d{4})</th><td>(\d+)</td><td>(\d+)</td>', page.body)
    assert len(months) == 12
    assert months[0] == ("01/2017", "1", "1")
    assert len(page.body.encode()) < 60_000


def test_the_leader_opens_it_by_the_link_of_the_days_report(told):
    told.later(days=1)
    told.report()
    told.deliver()
    mails = told.mails(told.authority.head.mail)
    [mail] = [one for one in mails if "báo cáo ngày" in one.subject]
    [link] = re.findall(r"(/bao-cao/\S+)", mail.text)
    page = told.get(link)
    [at] = re.findall(r'href="(/bao-cao/[^"]+/tong-quan)"', page.body)
    board = told.get(at)
    assert board.status == 200
    identity = told.identity()
    for secret in (identity.name, told.codes()[0]):
        assert secret not in board.body
    assert told.get(at.replace("/bao-cao/", "/bao-cao/x")).status == 404


def test_whoever_is_not_signed_in_sees_the_door(told):
    page = told.get(PAGE)
    assert "tổng quan" not in page.page.text.lower()
