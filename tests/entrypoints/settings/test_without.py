"""Before anybody has saved settings: what comes in is kept as it came, and made cases of later."""

from __future__ import annotations

from tests.support import saved
from tests.support.deployment import Deployment
from tests.support.exchange import Exchange
from tests.support.requests import out_of_reach


def test_a_text_is_kept_and_becomes_a_case_once_there_are_settings(deployment: Deployment) -> None:
    with saved.looking():
        deployment.sms()
        [raw] = deployment.raws()
        assert raw.taken_as == ""
        assert deployment.codes() == []
        saved.save()
        deployment.later(minutes=1)
        deployment.sweep()
        assert len(deployment.codes()) == 1


def test_who_opens_a_page_reads_that_it_cannot_be_shown_now(deployment: Deployment) -> None:
    with saved.looking():
        answer = deployment.call("GET", "/van-phong")
    assert answer.status == 503
    assert "Hệ thống đang bận" in answer.body


def test_a_call_is_on_file_and_the_provider_says_its_own_words(
    exchange: Exchange, deployment: Deployment
) -> None:
    with saved.looking():
        call = exchange.ring("+84987654321")
        assert call is not None
        assert len(deployment.raws()) == 1
        saved.save()
        deployment.later(minutes=31)
        deployment.sweep()
        assert [deployment.file(code).case.channel.value for code in deployment.codes()] == [
            "voice"
        ]


def test_a_function_that_has_read_them_goes_on_when_the_store_is_gone(
    deployment: Deployment,
) -> None:
    with saved.looking() as clock:
        saved.save()
        assert deployment.call("GET", "/").status == 200
        clock.later()
        with out_of_reach():
            assert deployment.call("GET", "/").status == 200
