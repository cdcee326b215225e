"""The account at the provider: the money that is left, as the product's own adapter reads it."""

from __future__ import annotations

import pytest
from twilio.base.exceptions import TwilioRestException

from chalicelib.providers.twilio.account import TwilioAccount
from chalicelib.usecases.ports.errors import RetryableError
from chalicelib.usecases.ports.world import Balance
from infra.local.client.stage import StageError
from tests.local.board import Board
from tests.support import openapi


def left(board: Board) -> Balance:
    return TwilioAccount(board.client).balance()


def test_there_is_money_until_it_is_said_otherwise(board: Board) -> None:
    assert left(board) == Balance(amount=100.0, currency="USD")
    board.stage.balance("4.20")
    assert left(board) == Balance(amount=4.2, currency="USD")


def test_the_balance_has_the_names_that_are_published(board: Board) -> None:
    client = board.client()
    url = f"https://api.twilio.com/2010-04-01/Accounts/{client.username}/Balance.json"
    said = client.request("GET", url).text
    names = openapi.names_of("api.v2010.account.balance")
    assert all(f'"{name}"' in said for name in names)


def test_the_balance_can_fail(board: Board) -> None:
    board.stage.faults("balance", "fail", 1)
    with pytest.raises(RetryableError, match="20500"):
        left(board)
    assert left(board).amount == 100.0


def test_what_is_no_amount_is_refused(board: Board) -> None:
    with pytest.raises(StageError, match="amount"):
        board.stage.balance("much")


def test_a_stranger_learns_no_balance(board: Board) -> None:
    client = board.client()
    client.auth = (client.username, "another")
    with pytest.raises(TwilioRestException) as refused:
        client.balance.fetch()
    assert refused.value.code == 20003
