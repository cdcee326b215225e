"""What was refused as nuisance is seen by the chief, whatever its field, and can be taken back."""

import pytest

from chalicelib.domain.case.case import SYSTEM
from chalicelib.domain.case.workflow import State
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.transitions.change import Change
from chalicelib.usecases.commit import commit_with_retry
from tests.support.deployment import Deployment
from tests.support.office import CHIEF, NGHIA, Office

LIST = "/van-phong/tu-choi"
REASON = "Người dân nói thật, chỉ nóng giận."


def refused(deployment: Deployment, reason: str = "nuisance", **typed: str | list[str]) -> str:
    screen = deployment.way_to(Todo.SCREEN)
    assert deployment.press(screen, "refuse", reason=reason, **typed)[0].status == 200
    deployment.deliver()
    return deployment.codes()[0]


def listed(office: Office, code: str) -> bool:
    return f"/van-phong/ho-so/{code}" in office.get(LIST).body


@pytest.mark.parametrize("field", ["S1", "S4", ""])
def test_the_chief_sees_it_for_thirty_days_whatever_its_field(deployment, field):
    code = refused(deployment, field=field)
    assert listed(Office(deployment, CHIEF), code)
    deployment.later(days=29)
    assert listed(Office(deployment, CHIEF), code)
    deployment.later(days=2)
    assert not listed(Office(deployment, CHIEF), code)


def test_what_was_refused_for_another_reason_is_no_nuisance_and_stays_refused(deployment):
    code = refused(deployment, "unclear")
    office = Office(deployment, CHIEF)
    assert not listed(office, code)
    assert office.get(f"/van-phong/ho-so/{code}/reopen/-").status == 404


def test_it_goes_back_to_screening_with_a_term_of_its_own_and_the_owner_is_mailed(deployment):
    code = refused(deployment)
    (judged,) = deployment.file().case.clocks
    deployment.later(days=3)
    office = Office(deployment, CHIEF)
    assert "Tiếp nhận lại" in office.get(f"/van-phong/ho-so/{code}").body
    answer, _ = office.fill(f"/van-phong/ho-so/{code}/reopen/-", "reopen", reason=REASON)
    assert answer.status == 200, answer.page.text
    deployment.deliver()
    file = deployment.file()
    assert (file.case.state, file.case.outcome) == (State.RECEIVED, "")
    first, again = file.case.clocks
    assert first == judged
    assert again.running
    assert again.due_at == deployment.services.rules.calendar.due(file.history[-1].at, 0)
    assert file.history[-1].words == {"reason": REASON}
    assert not listed(office, code)
    owner = deployment.authority.officer(file.case.owner).mail
    assert REASON in deployment.mails(owner)[-1].text
    answer, _ = deployment.press(
        deployment.newest_link(owner), "propose", field="S1", summary="Đèn.", agency="do-thi"
    )
    assert answer.status == 200


def test_it_wants_a_reason(deployment):
    code = refused(deployment)
    answer, _ = Office(deployment, CHIEF).fill(f"/van-phong/ho-so/{code}/reopen/-", "reopen")
    assert answer.status == 422
    assert deployment.file().case.state is State.REFUSED


def test_an_officer_neither_sees_the_list_nor_takes_it_back(deployment):
    code = refused(deployment)
    office = Office(deployment, NGHIA)
    assert office.get(LIST).status == 404
    assert LIST not in office.get("/van-phong").body
    assert office.get(f"/van-phong/ho-so/{code}/reopen/-").status == 404


def test_whom_it_is_about_does_not_see_it(deployment):
    code = refused(deployment, recused=["", "truong"])
    office = Office(deployment, CHIEF)
    assert not listed(office, code)
    assert office.get(f"/van-phong/ho-so/{code}/reopen/-").status == 404
    deputy = next(o for o in deployment.authority.officers if o.role == "deputy")
    assert listed(Office(deployment, deputy.mail), code)


def test_what_the_system_notes_on_it_later_does_not_make_it_new_in_the_list(deployment):
    code = refused(deployment)
    refused_at = deployment.file().history[-1].at.replace(microsecond=0)
    deployment.later(days=4)
    services = deployment.services
    commit_with_retry(
        services.rules,
        services.store,
        code,
        lambda file, now: Change(case=file.case).note(now, "notice_failed", SYSTEM, what="x"),
    )
    (row,) = services.store.board.nuisance("langson", deployment.file().case.received_at, 9)
    assert (row.case.code, row.at) == (code, refused_at)
