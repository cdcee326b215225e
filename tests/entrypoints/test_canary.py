"""The sweeper looks from outside whether the product answers."""

import pytest
import requests

from tests.support.deployment import Deployment

DEAD = [
    requests.ConnectionError("no such name"),
    requests.Timeout("nobody answers"),
    requests.exceptions.SSLError("expired"),
    (502, '{"message": "Internal server error"}'),
    (200, "<html>This domain is for sale.</html>"),
    (200, '{"status": "parked"}'),
    (301, ""),
]


def test_each_run_of_the_sweeper_reaches_the_product_by_its_public_address(deployment, capsys):
    assert deployment.sweep()["reached"]
    assert "CanaryFailed" not in capsys.readouterr().out


@pytest.mark.parametrize("answer", DEAD, ids=str)
def test_anything_but_the_products_own_word_is_counted(
    deployment: Deployment, capsys: pytest.CaptureFixture[str], answer: tuple[int, str] | Exception
) -> None:
    deployment.door = answer
    assert not deployment.sweep()["reached"]
    assert '"CanaryFailed": 1' in capsys.readouterr().out


def test_what_is_owed_is_seen_to_before_the_canary_may_wait(deployment: Deployment) -> None:
    deployment.sms()
    deployment.later(minutes=5)
    deployment.door = requests.Timeout("nobody answers")
    assert deployment.sweep()["kicked"]
