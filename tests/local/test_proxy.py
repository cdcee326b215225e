"""What the switchboard passes on, and AWS as the functions see it."""

from __future__ import annotations

import os
from typing import Any

import boto3
import pytest
from botocore.config import Config
from botocore.exceptions import ClientError, ReadTimeoutError

from tests.local.board import Board

BODIES = [b"", b"Body=\xff\xfe\x80&From=%2B84", b"\x00\r\n\r\n", os.urandom(100_000)]


@pytest.mark.parametrize("body", BODIES, ids=["empty", "no utf-8", "controls", "100 kB"])
def test_a_body_passes_byte_for_byte_both_ways(board: Board, body: bytes) -> None:
    board.product.body = body[::-1]
    answer = board.stage.http.request("POST", "/viec/x", body, {"Content-Type": "text/plain"})
    assert board.product.seen[0].body == body
    assert answer.body == body[::-1]


def test_path_and_query_pass_as_they_were_written(board: Board) -> None:
    board.stage.http.get("/p/a%2Fb%20c?x=%2B1&x=2&y")
    assert board.product.seen[0].target == "/p/a%2Fb%20c?x=%2B1&x=2&y"


def test_the_product_is_addressed_by_its_own_domain(board: Board) -> None:
    board.stage.http.get("/healthz")
    assert board.product.seen[0].headers["Host"] == "hotline.localhost"


def test_status_and_headers_come_back_and_redirects_are_not_followed(board: Board) -> None:
    board.product.status, board.product.headers = 303, {"Location": "/x", "X-Own": "1"}
    answer = board.stage.http.get("/viec/x")
    assert (answer.status, answer.headers["Location"], answer.headers["X-Own"]) == (303, "/x", "1")
    assert len(board.product.seen) == 1


def test_a_product_that_is_gone_is_a_502(board: Board) -> None:
    board.product.gone = True
    assert board.stage.http.get("/healthz").status == 502


def client(board: Board, service: str) -> Any:
    patience = Config(connect_timeout=1, read_timeout=0.5, retries={"total_max_attempts": 1})
    return boto3.client(
        service, endpoint_url=board.aws_url, region_name="ap-southeast-1", config=patience
    )


def ask(board: Board, service: str) -> None:
    if service == "store":
        client(board, "dynamodb").list_tables()
    elif service == "queue":
        client(board, "sqs").list_queues()
    else:
        client(board, "ses").list_identities()


CODES = [
    ("store", "fail", "InternalServerError", 500),
    ("store", "throttle", "ThrottlingException", 400),
    ("queue", "fail", "InternalFailure", 500),
    ("queue", "throttle", "RequestThrottled", 400),
    ("mail", "fail", "InternalFailure", 500),
    ("mail", "throttle", "Throttling", 400),
]


@pytest.mark.parametrize(("service", "kind", "code", "status"), CODES)
def test_a_service_fails_in_its_own_words(
    board: Board, service: str, kind: str, code: str, status: int
) -> None:
    board.stage.faults(service, kind)
    with pytest.raises(ClientError) as failed:
        ask(board, service)
    assert failed.value.response["Error"]["Code"] == code
    assert failed.value.response["ResponseMetadata"]["HTTPStatusCode"] == status
    assert not board.product.seen


def test_the_newer_mail_service_is_throttled_in_its_own_words(board: Board) -> None:
    board.stage.faults("mail", "throttle")
    with pytest.raises(ClientError) as failed:
        client(board, "sesv2").get_account()
    assert failed.value.response["Error"]["Code"] == "TooManyRequestsException"


def test_a_service_that_hangs_has_carried_out_the_request(board: Board) -> None:
    board.stage.faults("store", "hang")
    with pytest.raises(ReadTimeoutError):  # after the second that the client waits
        ask(board, "store")
    assert len(board.product.seen) == 1


def test_a_fault_hits_only_its_own_service_and_can_be_taken_back(board: Board) -> None:
    board.product.body, board.product.headers = b"{}", {"Content-Type": "application/json"}
    assert board.stage.faults("queue", "fail", 5)["left"]["queue"] == 5
    ask(board, "store")
    assert board.stage.faults("queue", count=0)["left"]["queue"] == 0
    ask(board, "queue")
