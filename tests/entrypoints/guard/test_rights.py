"""What a function does once in a year, it may do too: the tests run each with its own policy."""

from dataclasses import replace
from datetime import date

import pytest
from botocore.exceptions import ClientError

from chalicelib import settings, wiring
from chalicelib.domain.notifications.notifications import NotificationState
from chalicelib.domain.todos.table import Todo
from tests.support import aws, rights
from tests.support.world import with_rules


def test_a_function_is_refused_what_its_policy_does_not_say(deployment):
    asked = {"Names": [f"{settings.current().secrets_path}/{name}" for name in ("keys", "twilio")]}
    with rights.of("sweep"), pytest.raises(ClientError, match="ProvidersAccount"):
        aws.client("ssm").get_parameters(**asked)
    aws.client("ssm").get_parameters(**asked)


def test_the_digest_may_move_due_times_when_a_calendar_is_new(deployment, monkeypatch):
    deployment.sms()
    deployment.digest()  # as after the first deployment
    before = deployment.file().case.clocks[0].due_at
    services = deployment.services
    off = {**services.rules.calendar.days_off, date(2017, 1, 18): "nghỉ thêm"}
    other = with_rules(services, calendar=replace(services.rules.calendar, days_off=off))
    monkeypatch.setattr(wiring, "services", lambda **_: other)
    deployment.digest()
    assert deployment.file().case.clocks[0].due_at > before


def test_when_mail_about_an_urgent_matter_comes_back_the_chief_is_told_at_once(deployment):
    deployment.way_to(Todo.DIRECT)
    lost = next(n for n in deployment.notifications() if n.todo is Todo.DIRECT)
    bounce = {"bounceType": "Permanent", "bounceSubType": "NoEmail"}
    said = {"eventType": "Bounce", "mail": {"messageId": lost.provider_id}, "bounce": bounce}
    assert deployment.mail_reported(said) == []
    assert deployment.queued() == 1
    after = next(n for n in deployment.notifications() if n.id == lost.id)
    assert after.state is NotificationState.FAILED
