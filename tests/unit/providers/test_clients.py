"""AWS clients, and how often they try."""

from __future__ import annotations

import socket

import pytest

from chalicelib import aws

REGION = "ap-southeast-1"


@pytest.mark.parametrize("attempts", [1, 2, 3])
def test_the_first_try_counts_among_a_clients_attempts(attempts: int) -> None:
    made = aws.client("sqs", REGION, attempts=attempts)
    assert made.meta.config.retries["total_max_attempts"] == attempts


def test_a_rehearsal_sends_nothing_and_what_follows_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reached: list[object] = []

    def connect(_: socket.socket, address: object) -> None:
        reached.append(address)
        raise ConnectionRefusedError

    monkeypatch.setattr(socket.socket, "connect", connect)
    made = aws.client("ssm", REGION, attempts=1)
    said = {"Parameters": [{"Name": "-", "Value": "rehearsed"}]}
    aws.rehearse(made, {"GetParameters": ({"Names": ["-"]}, said)})
    assert not reached
    with pytest.raises(Exception, match="Could not connect"):
        made.get_parameters(Names=["-"])


def test_a_rehearsal_that_breaks_answers_no_later_request(monkeypatch: pytest.MonkeyPatch) -> None:
    made = aws.client("ssm", REGION, attempts=1)
    monkeypatch.setattr(made, "_make_api_call", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        aws.rehearse(made, {"GetParameters": ({"Names": ["-"]}, {})})
    monkeypatch.undo()
    monkeypatch.setattr(socket.socket, "connect", lambda *_: 1 / 0)
    with pytest.raises(Exception, match=r"division|connect"):
        made.get_parameters(Names=["-"])
