"""What a function has made when it has started: the first caller waits for none of it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator

import boto3
import pytest

from tests.support import aws as support
from tests.support import embedded
from tests.support import text_gateways as gateways
from tests.support.gateway import TOKEN
from tests.support.packaged import by_telephone, by_webhook, calls, package, texts

FIRST = """
import json, sys
from botocore.client import BaseClient
from botocore.session import Session
there, made, asked = set(sys.modules), [], []
create, call = Session.create_client, BaseClient._make_api_call
def created(session, service, *others, **named):
    made.append(service)
    return create(session, service, *others, **named)
def called(client, operation, parameters):
    asked.append(operation)
    return call(client, operation, parameters)
Session.create_client, BaseClient._make_api_call = created, called
[event] = json.load(sys.stdin)
assert app.app(event, None)["statusCode"] == 200
print(json.dumps([sorted(set(sys.modules) - there), made, sorted(set(asked))]))
"""
REHEARSED = {"GetItem", "PutItem", "UpdateItem", "Query", "TransactWriteItems", "SendMessageBatch"}
ASKED = """
from botocore.client import BaseClient
asked, call = [], BaseClient._make_api_call
def called(client, operation, parameters):
    asked.append(operation)
    return call(client, operation, parameters)
BaseClient._make_api_call = called
import app
print(*(one for one in asked if one not in {rehearsed}))
"""


@pytest.fixture(scope="module")
def cloud() -> Iterator[None]:
    with embedded.aws():
        gateways.connect()
        yield


@pytest.mark.parametrize("events", [calls, texts, by_telephone, by_webhook])
def test_the_first_call_or_text_imports_nothing_makes_no_client_and_reads_no_secret(
    cloud: None, events: Callable[[int], str]
) -> None:
    *_, last = package().start(FIRST, events(1)).splitlines()
    imported, made, asked = json.loads(last)
    assert (imported, made) == ([], [])
    assert set(asked) <= REHEARSED


def test_a_start_asks_for_the_secrets_once_and_for_the_settings_once(cloud: None) -> None:
    code = ASKED.format(rehearsed=REHEARSED)
    printed = package().run(
        code,
        PREPARED="yes",
        AWS_ENDPOINT_URL=os.environ["AWS_ENDPOINT_URL"],
        WORK_QUEUE_URL="http://127.0.0.1/000000000000/notices",
    )
    assert sorted(printed.split()) == ["BatchGetItem", "GetParameters"]


def test_a_rehearsal_leaves_nothing_on_file_and_nothing_in_the_queue(cloud: None) -> None:
    package().start("")
    for table in ("cases", "vault"):
        found = boto3.client("dynamodb").scan(TableName=table)["Items"]
        assert [item for item in found if item["pk"]["S"] == "-"] == []
    url = boto3.client("sqs").get_queue_url(QueueName="notices")["QueueUrl"]
    bodies = boto3.client("sqs").receive_message(QueueUrl=url).get("Messages", [])
    assert [message for message in bodies if message["Body"] == "-"] == []


def test_a_function_that_cannot_be_prepared_starts_all_the_same_and_says_so() -> None:
    """Each request then answers as it can: the health check needs nothing."""
    nowhere = "http://127.0.0.1:1"
    printed = package().run(
        "import app\nprint('started')",
        PREPARED="yes",
        AWS_ENDPOINT_URL=nowhere,
        WORK_QUEUE_URL=f"{nowhere}/notices",
    )
    assert '"StartedUnprepared": 1' in printed
    assert printed.splitlines()[-1] == "started"


def test_without_a_provider_it_starts_prepared_all_the_same(cloud: None) -> None:
    support.configure()
    assert "StartedUnprepared" not in package().start("")
    support.configure(TOKEN)


def test_where_nobody_waits_nothing_is_prepared() -> None:
    code = "import sys, app\nprint('botocore' in sys.modules)"
    assert package().run(code).strip() == "False"


GENERATED = """
import sys
compiled = []
def note(event, arguments):
    if event == "compile" and str(arguments[0]).startswith("def __create_fn__"):
        compiled.append(arguments[0])
sys.addaudithook(note)
import app
print(len(compiled))
"""


def test_what_dataclasses_generate_is_compiled_already(cloud: None) -> None:
    printed = package().run(
        GENERATED,
        PREPARED="yes",
        AWS_ENDPOINT_URL=os.environ["AWS_ENDPOINT_URL"],
        WORK_QUEUE_URL="http://127.0.0.1/000000000000/notices",
    )
    assert printed.split()[-1] == "0"
