"""A deployment that has no telephone provider, or not yet, does everything else."""

import pytest

from chalicelib import urls
from chalicelib.domain.formats import codes
from chalicelib.domain.notifications.notifications import Medium, NotificationState
from chalicelib.domain.todos.table import Todo
from tests.support import aws
from tests.support.office import Office


@pytest.fixture
def alone(deployment):
    """A case has come in; then the provider's account is taken away."""
    deployment.sms()
    aws.configure()
    return deployment


def test_it_is_well(alone, capsys):
    assert alone.get("/healthz").status == 200
    assert alone.sweep()["reached"]
    assert "CanaryFailed" not in capsys.readouterr().out


def test_reconciliation_finds_nothing_and_is_no_failure(alone):
    assert alone.reconcile() == {"listed": 0, "found": 0, "stuck": 0}


@pytest.mark.parametrize("path", ["/sms/incoming", "/voice/incoming", "/voice/ended"])
def test_no_webhook_is_believed(alone, path):
    before = alone.dump()
    assert alone.signed(path, alone.message_fields()).status == 403
    assert alone.dump() == before


def test_a_text_is_not_sent_its_case_says_why_and_nobody_has_to_see_to_it(alone):
    alone.deliver()
    (text,) = [n for n in alone.notifications() if n.medium is Medium.SMS]
    assert (text.state, alone.provider.sent) == (NotificationState.WITHHELD, [])
    assert alone.services.store.board.troubles(alone.authority.id) == []
    chief = Office(alone, alone.authority.chief.mail)
    assert "hệ thống chưa được nối với tổng đài" in chief.get(urls.case(alone.codes()[0])).body


def test_a_matter_is_taken_down_by_hand_without_a_provider(alone):
    before = set(alone.codes())
    office = Office(alone, alone.authority.chief.mail)
    said = {"account": "Cống tắc ở đường Lê Lợi.", "phone": "0912345678"}
    answer, _ = office.fill(urls.NEW_CONTACT, "save", **said)
    (code,) = set(alone.codes()) - before
    assert codes.grouped(code) in answer.page.text
    alone.deliver()
    assert alone.services.store.board.troubles(alone.authority.id) == []


def test_a_case_goes_its_way_by_mail_to_the_end(alone):
    alone.deliver()
    alone.press(alone.link(Todo.SCREEN), "propose", field="S1", summary="Đèn.", agency="do-thi")
    alone.deliver()
    signed = {"agency": "do-thi", "document": "12/VP", "signer": "Chánh VP"}
    alone.press(alone.link(Todo.ASSIGN), "assign", **signed)
    alone.deliver()
    assert alone.link(Todo.ANSWER)
