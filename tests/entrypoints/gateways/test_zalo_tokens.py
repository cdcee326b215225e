"""The token that Zalo is called with: what renews it is good once, and must not be lost.

https://docs.zaloplatforms.com/docs/OA/bat-dau/xac-thuc-va-uy-quyen-cho-ung-dung-new
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest
import requests

from chalicelib import wiring
from chalicelib.domain.notifications.notifications import NotArrived, NotificationState
from chalicelib.store.office.tokens import DynamoTokens
from chalicelib.usecases.ports.errors import RetryableError
from chalicelib.usecases.ports.world import Text
from tests.support import aws, text_gateways
from tests.support import zalo as gateway
from tests.support.at_once import at_once
from tests.support.world import COMPLETE
from tests.support.zalo import FIRST, NAME, WRITER

LOST = '"ZaloTokenLost": 1'


def say(words="Xin chào") -> str:
    text = Text(gateway=NAME, sender="", to=WRITER, body=words, ref="c/1", key="c.1.0")
    return wiring.services().delivery.texting.send(text)


def kept():
    found = DynamoTokens().get(NAME)
    assert found is not None
    return found


def text_of(deployment):
    [found] = [n for n in deployment.notifications() if n.medium == "sms"]
    return found


def renewals(zalo) -> int:
    return sum("oauth.zaloapp.com" in str(r.url) for r in zalo.asked)


def test_an_authorisation_is_used_once_and_then_what_came_by_it(deployment, zalo):
    for _ in range(3):
        say()
    assert renewals(zalo) == 1
    assert (kept().pair.access, kept().pair.refresh) == ("access 1", "renews 1")
    assert kept().claimed_until is None


def test_a_token_lives_as_long_as_its_answer_says_and_is_changed_an_hour_before(deployment, zalo):
    say()
    assert kept().pair.expires_at == deployment.at + timedelta(hours=25)
    deployment.later(hours=23, minutes=59)
    say()
    assert renewals(zalo) == 1
    deployment.later(minutes=2)
    say()
    assert (renewals(zalo), kept().pair.access) == (2, "access 2")


@pytest.mark.parametrize("life", ["3600", 3600, None, "soon", "", "-1"])
def test_a_life_that_cannot_be_read_loses_no_token(deployment, zalo, life):
    zalo.lasts = life
    say()
    assert kept().pair.refresh == "renews 1"
    assert kept().pair.expires_at == deployment.at + timedelta(hours=1)


def test_the_tokens_are_in_the_vault_alone_and_in_no_log(deployment, zalo, capsys):
    gateway.writes(deployment, COMPLETE)
    deployment.deliver()
    in_vault, in_cases = (json.dumps(deployment.dump(name)) for name in ("vault", "cases"))
    assert "renews 1" in in_vault
    assert FIRST not in in_vault + in_cases
    for secret in (FIRST, "renews 1", "access 1"):
        assert secret not in in_cases + capsys.readouterr().out


def test_two_dispatchers_at_once_use_it_once_and_both_send(deployment, zalo, capsys):
    zalo.older = set()
    say()
    deployment.later(hours=24, minutes=30)
    with aws.one_request_at_a_time():
        assert all(at_once(4, say))
    assert (renewals(zalo), kept().pair.refresh) == (2, "renews 2")
    assert LOST not in capsys.readouterr().out


@pytest.mark.parametrize("hours", [0, 24.5, 26])
def test_who_does_not_get_the_claim_and_has_no_token_waits_for_the_next_try(
    deployment, zalo, capsys, hours
):
    """At first, after its end, and if Zalo takes no older token once there is another."""

    def tried() -> bool:
        try:
            return bool(say())
        except RetryableError:
            return False

    if hours:
        say()
        deployment.later(hours=hours)
    with aws.one_request_at_a_time():
        assert any(at_once(4, tried))
    last = zalo.got
    assert (renewals(zalo), kept().pair.refresh) == (last, f"renews {last}")
    assert LOST not in capsys.readouterr().out
    assert tried()


def test_a_token_that_zalo_takes_back_is_renewed_and_the_text_is_sent_once(deployment, zalo):
    say()
    zalo.good = "another"
    assert say()
    assert (renewals(zalo), kept().pair.access) == (2, "access 2")


def test_a_token_that_another_dispatcher_has_renewed_meanwhile_is_taken(
    deployment, zalo, monkeypatch
):
    say()
    old = kept().pair

    def refused(_: requests.PreparedRequest) -> dict[str, int]:
        """While we ask, somebody else writes another pair."""
        monkeypatch.undo()
        zalo.good = "access by another"
        newer = replace(old, access=zalo.good, refresh="renews by another")
        assert DynamoTokens().put(NAME, old.refresh, newer)
        return {"error": -216}

    monkeypatch.setattr(zalo, "usual", refused)
    assert say()
    assert renewals(zalo) == 1


@pytest.mark.parametrize("status", [401, 400])
def test_an_answer_by_status_says_the_same(deployment, zalo, status):
    say()
    zalo.answers = [text_gateways.answered({"error": -216}, status)]
    assert say()
    assert renewals(zalo) == 2


def test_an_answer_that_is_lost_on_its_way_to_us_is_known_after_a_minute(deployment, zalo, capsys):
    """Zalo had the request: what renews is dead, and a person has to authorise the app anew."""
    gateway.writes(deployment, COMPLETE)
    zalo.answers = [requests.exceptions.ReadTimeout()]
    zalo.renews = "nobody has got to know it"
    deployment.deliver()
    assert text_of(deployment).state is NotificationState.WAITING
    assert text_of(deployment).error != NotArrived.LOST_ANSWER  # no text has left
    assert LOST not in capsys.readouterr().out
    deployment.later(minutes=2)
    deployment.sweep()
    deployment.deliver()
    assert LOST in capsys.readouterr().out
    assert zalo.told == []


def test_an_answer_that_is_lost_on_its_way_there_costs_nothing(deployment, zalo, capsys):
    gateway.writes(deployment, COMPLETE)
    zalo.answers = [requests.exceptions.ConnectTimeout()]
    deployment.deliver()
    deployment.later(minutes=2)
    deployment.sweep()
    deployment.deliver()
    assert text_of(deployment).state is NotificationState.SENT
    assert LOST not in capsys.readouterr().out


def test_a_crash_after_it_was_used_is_known_by_the_next_text(deployment, zalo, capsys):
    say()
    deployment.later(hours=26)
    with deployment.aws.refusing("UpdateItem"), pytest.raises(Exception, match=r"."):
        say()  # cannot even claim it: nothing is used
    assert renewals(zalo) == 1
    zalo.renews = "got and not written"
    with pytest.raises(Exception, match="is lost"):
        say()
    assert LOST in capsys.readouterr().out


def test_while_the_token_there_is_still_good_a_loss_is_told_and_texts_go_on(
    deployment, zalo, capsys
):
    say()
    deployment.later(hours=24, minutes=30)
    zalo.renews = "lost"
    assert say()
    assert LOST in capsys.readouterr().out


def test_an_app_that_was_authorised_anew_goes_on_at_once(deployment, zalo):
    say()
    deployment.later(days=100)
    zalo.renews = "of the second authorisation"
    account = {**gateway.ACCOUNT, "token": zalo.renews}
    text_gateways.connect(**{NAME: account})
    assert say()
    assert kept().pair.refresh == "renews 2"
    deployment.later(days=2)
    assert say()
    assert kept().pair.refresh == "renews 3"


def test_a_process_that_has_read_the_secrets_before_a_change_does_not_begin_with_the_old_one(
    deployment, zalo, capsys
):
    say()
    account = {**gateway.ACCOUNT, "token": "of the second authorisation"}
    zalo.renews = account["token"]
    text_gateways.connect(**{NAME: account})
    say()
    text_gateways.connect(**{NAME: gateway.ACCOUNT})  # the older process
    deployment.later(hours=26)
    assert say()
    assert (renewals(zalo), kept().pair.refresh) == (3, "renews 3")
    assert LOST not in capsys.readouterr().out


def test_an_app_that_nobody_has_authorised_sends_nothing(deployment, zalo):
    text_gateways.connect(**{NAME: {**gateway.ACCOUNT, "token": ""}})
    gateway.writes(deployment, COMPLETE)
    deployment.deliver()
    assert text_of(deployment).error == NotArrived.NO_PROVIDER
    assert zalo.asked == []


def test_while_zalo_is_too_busy_to_renew_the_text_waits(deployment, zalo, capsys):
    gateway.writes(deployment, COMPLETE)
    zalo.answers = [{"error": -32, "message": "reached limit"}]
    deployment.deliver()
    assert text_of(deployment).state is NotificationState.WAITING
    assert LOST not in capsys.readouterr().out
