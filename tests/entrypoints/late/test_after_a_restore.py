"""What the product makes of records that a restore has brought, days after the backup was taken."""

from __future__ import annotations

from datetime import timedelta

import boto3
import pytest

from chalicelib import urls
from chalicelib.domain.todos.table import Todo
from infra.restore.carrying import Left, carried
from infra.restore.places import CASES, TABLES, VAULT, Place, key_of, named
from infra.restore.register import Register
from tests.support.deployment import CITIZEN, Deployment
from tests.support.office import CHIEF, Office

FIRE = "Cháy lớn ở chợ Kỳ Lừa, có người mắc kẹt bên trong, cứu với! Tôi là Lý Văn Tám, 12 Lê Lợi"


def place() -> Place:
    return named(boto3.Session(), cases="cases", vault="vault")


def restored(deployment: Deployment, days: float = 3) -> None:
    """What is on file is a backup from now, brought to a new stage so many days later."""
    here = place()
    deployment.later(days=days)
    for table in TABLES:
        for item in list(here.items(table)):
            made = carried(table, item, Register(()), deployment.at)
            here.delete(table, [key_of(item)])
            if not isinstance(made, Left):
                here.put(table, [made])
    deployment.provider.sent.clear()
    deployment.provider.calls.clear()


def swept(deployment: Deployment) -> None:
    """The sweeper and the dispatcher have run often enough."""
    for _ in range(3):
        deployment.sweep()
        deployment.deliver()
        deployment.at += timedelta(minutes=5)


def approved_at_night(deployment: Deployment) -> None:
    link = deployment.way_to(Todo.APPROVE)
    deployment.at = deployment.at.replace(hour=23)
    deployment.press(link, "approve")
    deployment.deliver()


def test_a_text_that_waited_is_not_sent_but_told_to_the_owner_who_may_send_it(deployment):
    approved_at_night(deployment)
    owner = deployment.holder(Todo.TELL)
    restored(deployment)
    swept(deployment)
    assert deployment.provider.sent == []
    [held] = [n for n in deployment.notifications() if n.kind == "result_ready"]
    assert (held.state, held.error) == ("failed", "restored")
    assert any("sau khi khôi phục không gửi lại" in mail.text for mail in deployment.mails(owner))

    answer = Office(deployment, CHIEF).post(urls.notification(held.ref), [])
    assert answer.status == 303
    deployment.deliver()
    [sent] = deployment.provider.texts_to(CITIZEN)
    assert "kết quả" in sent


@pytest.mark.parametrize("rung", [False, True], ids=["to be made", "made, its end not reported"])
def test_a_result_call_is_not_made_and_the_officer_tells_the_result(deployment, rung):
    link = deployment.way_to(Todo.TELL)
    if not rung:
        deployment.at = deployment.at.replace(hour=23)
    deployment.press(link, "call")
    deployment.deliver()
    assert len(deployment.provider.calls) == rung
    assert deployment.file().case.machine_call
    restored(deployment)
    swept(deployment)
    assert deployment.provider.calls == []
    assert deployment.provider.sent == []
    assert not deployment.file().case.machine_call
    answer, _ = deployment.press(link, "tell", whom="citizen", note="Đã nói.")
    assert answer.status == 200


def test_nobody_is_woken_about_an_urgent_matter_of_days_ago(deployment):
    deployment.sms(deployment.message_fields(FIRE))
    deployment.deliver()
    restored(deployment)
    swept(deployment)
    assert deployment.provider.calls == []
    assert deployment.provider.sent == []


def test_the_file_of_a_case_whose_person_was_erased_still_opens(deployment):
    deployment.way_to(Todo.ANSWER)
    [code], here = deployment.codes(), place()
    [contact] = [i for i in here.items(CASES) if i["cls"]["S"] == "contact"]
    for key in (f"case#{code}", contact["sk"]["S"]):
        here.delete(VAULT, here.keys_of(VAULT, key))
    answer = Office(deployment, CHIEF).get(f"/van-phong/ho-so/{code}")
    assert answer.status == 200
    assert CITIZEN[3:] not in answer.body.replace(" ", "")
