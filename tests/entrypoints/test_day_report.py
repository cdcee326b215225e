"""The day's report to the Chairman: what citizens were told, in one mail at closing time, with a
page behind it; until then telling can be taken back (N14)."""

from datetime import timedelta

import pytest

from chalicelib.domain.case.workflow import State
from chalicelib.domain.formats import codes
from chalicelib.domain.todos.table import Todo
from tests.support.deployment import Deployment
from tests.support.gateway import BASE
from tests.support.office import Office

AT_CLOSING = {"hours": 8}  # the deployment's day begins at nine
TOLD = {"how": "phone", "whom": "citizen", "note": "Đã nói đèn sáng rồi."}


def tell(deployment: Deployment) -> str:
    deployment.press(deployment.way_to(Todo.TELL), "tell", **TOLD)
    return deployment.codes()[-1]


def to_chairman(deployment: Deployment) -> list:
    deployment.deliver()
    mails = deployment.mails(deployment.authority.head.mail)
    return [mail for mail in mails if "báo cáo ngày" in mail.subject]


def _page(mail) -> str:
    """The path of the page that a report's mail leads to."""
    return next(line for line in mail.text.splitlines() if "/bao-cao/" in line).removeprefix(BASE)


def test_what_was_told_waits_for_the_days_report_and_then_is_closed(deployment):
    tell(deployment)
    deployment.report()
    assert deployment.file().case.state is State.TOLD
    assert to_chairman(deployment) == []
    revision = deployment.file().case.revision
    deployment.later(**AT_CLOSING)
    assert deployment.report()["cases"] == 1
    case = deployment.file().case
    assert case.state is State.CLOSED
    assert case.revision == revision  # nobody's open form is stale by it
    assert [e.kind for e in deployment.file().history][-2:] == ["reported", "closed"]
    assert not [c for c in case.clocks if c.running]
    (mail,) = to_chairman(deployment)
    assert codes.grouped(case.code) in mail.text
    assert "đúng hạn" in mail.text


def test_each_line_is_reported_once_however_often_the_schedule_comes(deployment):
    tell(deployment)
    deployment.later(**AT_CLOSING)
    for _ in range(3):
        deployment.report()
        deployment.later(minutes=5)
    assert len(to_chairman(deployment)) == 1


def test_all_lines_of_a_day_are_in_one_mail_and_on_its_page(deployment):
    for _ in range(3):
        link = deployment.way_to(Todo.TELL)
        deployment.press(link, "tell", **TOLD)
    deployment.later(**AT_CLOSING)
    assert deployment.report() == {"cases": 3, "mails": 1, "lost": 0, "stuck": 0}
    (mail,) = to_chairman(deployment)
    page = deployment.get(_page(mail))
    for code in deployment.codes():
        assert codes.grouped(code) in mail.text
        assert codes.grouped(code) in page.page.text
    assert "Hoàng Thị Mai" not in mail.text + page.body
    assert deployment.get(_page(mail)).body == page.body


def test_what_is_told_after_the_report_goes_the_next_morning_and_says_so(deployment):
    link = deployment.way_to(Todo.TELL)
    deployment.later(hours=8, minutes=20)
    deployment.press(link, "tell", **TOLD)
    deployment.report()
    assert to_chairman(deployment) == []
    deployment.later(hours=13, minutes=45)  # 7:05 of the next day
    assert deployment.report()["cases"] == 1
    (mail,) = to_chairman(deployment)
    assert "sau giờ báo cáo" in mail.text
    assert "17:20 ngày" in mail.text


def test_on_a_day_off_nothing_is_reported(deployment):
    tell(deployment)
    deployment.later(days=4)  # a Saturday
    assert deployment.report()["cases"] == 0
    assert deployment.file().case.state is State.TOLD


@pytest.mark.parametrize("lack", ["whom", "note", "how"])
def test_telling_asks_how_to_whom_and_what_was_said(deployment, lack):
    answer, _ = deployment.press(deployment.way_to(Todo.TELL), "tell", **{**TOLD, lack: ""})
    assert answer.status == 422
    assert deployment.file().case.state is State.APPROVED


def test_in_a_confidential_case_nobody_but_the_citizen_is_told(deployment):
    link = deployment.way_to(Todo.TELL, confidential="yes")
    answer, _ = deployment.press(link, "tell", **{**TOLD, "whom": "household"})
    assert answer.status == 422
    assert "chỉ được thông báo cho chính người phản ánh" in answer.page.text


class TestTakingBack:
    def taken_back(self, deployment: Deployment, **typed: str):
        code = tell(deployment)
        office = Office(deployment, deployment.holder(Todo.TELL))
        path = f"/van-phong/ho-so/{code}/take_back/-"
        return office.fill(path, "take_back", **{"reason": "Bấm nhầm hồ sơ.", **typed})[0]

    def test_until_the_report_telling_is_taken_back_and_the_clocks_run_on(self, deployment):
        link = deployment.way_to(Todo.TELL)
        due = {c.kind: c.due_at for c in deployment.file().running_clocks}
        deployment.press(link, "tell", **TOLD)
        code = deployment.codes()[0]
        office = Office(deployment, deployment.holder(Todo.TELL))
        path = f"/van-phong/ho-so/{code}/take_back/-"
        assert office.fill(path, "take_back", reason="Bấm nhầm.")[0].status in (200, 303)
        file = deployment.file()
        assert file.case.state is State.APPROVED
        assert {c.kind: c.due_at for c in file.running_clocks} == due
        assert (file.case.told_how, file.case.told_at) == ("", None)
        deployment.later(**AT_CLOSING)
        assert deployment.report()["cases"] == 0

    def test_it_needs_a_reason(self, deployment):
        assert self.taken_back(deployment, reason="").status == 422
        assert deployment.file().case.state is State.TOLD

    def test_after_the_report_it_cannot_be_taken_back(self, deployment):
        code = tell(deployment)
        deployment.later(**AT_CLOSING)
        deployment.report()
        office = Office(deployment, deployment.holder(Todo.TELL))
        assert office.get(f"/van-phong/ho-so/{code}/take_back/-").status == 404

    def test_who_is_told_again_is_reported_once(self, deployment):
        self.taken_back(deployment)
        office = Office(deployment, deployment.holder(Todo.TELL))
        office.fill(f"/van-phong/ho-so/{deployment.codes()[0]}/tell/-", "tell", **TOLD)
        deployment.later(**AT_CLOSING)
        deployment.report()
        (mail,) = to_chairman(deployment)
        assert mail.text.count(codes.grouped(deployment.codes()[0])) == 1


def test_how_late_it_is_is_judged_by_when_the_citizen_was_told(deployment):
    link = deployment.way_to(Todo.TELL)
    due = max(c.due_at for c in deployment.file().running_clocks)
    deployment.at = due - timedelta(minutes=1)
    deployment.press(link, "tell", **TOLD)
    deployment.at = due + timedelta(minutes=1)
    deployment.report()
    (mail,) = to_chairman(deployment)
    assert "đúng hạn" in mail.text


def test_the_report_says_how_much_was_late_and_has_that_first(deployment):
    late = deployment.way_to(Todo.TELL)
    due = max(c.due_at for c in deployment.file().running_clocks)
    deployment.at = due + timedelta(hours=16)  # the next morning
    for link in (deployment.way_to(Todo.TELL), late):
        deployment.press(link, "tell", **TOLD)
    deployment.later(**AT_CLOSING)
    deployment.report()
    (mail,) = to_chairman(deployment)
    page = deployment.get(_page(mail)).page.text
    for said in (mail.text, page):
        assert "2 việc, trong đó 1 việc quá hạn" in " ".join(said.split()).replace(" ,", ",")
        assert said.index("quá hạn 1 ngày làm việc") < said.index("đúng hạn")
