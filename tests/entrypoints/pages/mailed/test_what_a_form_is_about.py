"""A form says which case it is about, so that less has to be asked of the store; its link alone
says what it leads to."""

from __future__ import annotations

import pytest

from tests.support.deployment import Deployment
from tests.support.office import CHIEF
from tests.support.requests import counted


@pytest.fixture
def link(deployment: Deployment) -> str:
    """The chief's, to assign a matter; another case is on file as well."""
    deployment.sms(deployment.message_fields(sender="+84912000009"))
    deployment.deliver()
    [code] = deployment.codes()
    owner = deployment.authority.officer(deployment.file(code).case.owner).mail
    asks = deployment.newest_link(owner)
    form = deployment.get(asks).page.fill(
        "propose", field="S1", summary="Đèn hỏng.", agency=deployment.authority.agencies[0].id
    )
    deployment.post(asks, form)
    deployment.deliver()
    return deployment.newest_link(CHIEF)


def named(form: list[tuple[str, str]], code: str) -> list[tuple[str, str]]:
    return [(k, code if k == "case" else v) for k, v in form]


def test_an_assignment_takes_four_requests(link: str, deployment: Deployment) -> None:
    form = deployment.get(link).page.fill("assign", document="1/VP")
    assert "case" in dict(form)
    with counted() as asked:
        assert deployment.post(link, form).status in (200, 303)
    acting = {name: n for name, n in asked.items() if name != "GetParameters"}
    assert acting.pop("TransactWriteItems") == 1
    assert sum(acting.values()) <= 5  # with the confirmation's own two


@pytest.mark.parametrize("said", ["", "000000000", "' OR 1=1", "another"])
def test_whatever_case_a_form_names_it_acts_on_its_links_alone(
    link: str, deployment: Deployment, said: str
) -> None:
    [mine] = deployment.codes()
    deployment.sms(deployment.message_fields(sender="+84912000008"))
    [other] = {*deployment.codes()} - {mine}
    before = deployment.file(other).history
    form = named(
        deployment.get(link).page.fill("assign", document="1/VP"),
        other if said == "another" else said,
    )
    assert deployment.post(link, form).status in (200, 303)
    assert [share.document for share in deployment.file(mine).assignments] == ["1/VP"]
    assert deployment.file(other).history == before


def test_a_token_that_is_no_link_opens_nothing_whatever_case_it_names(
    link: str, deployment: Deployment
) -> None:
    form = deployment.get(link).page.fill("assign", document="1/VP")
    forged = link[:-4] + "AAAA"
    assert deployment.post(forged, form).status == 404
    assert deployment.file(deployment.codes()[0]).assignments == ()
