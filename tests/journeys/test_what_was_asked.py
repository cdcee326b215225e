"""What the journeys have made the functions ask of AWS, against what their policies allow."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from infra import policies
from infra.local.client.stage import Stage

Asked = tuple[str, str, str]

# What no journey asks for, and who does.
SELDOM: dict[Asked, str] = {
    ("api_handler", "s3:GetObject", "ReadRecordings"): "the browser, by an address signed with it",
    ("api_handler", "s3:GetObject", "HandOutFiles"): "the same",
    ("api_handler", "s3:PutObject", "SendFiles"): "the same, by a form",
    ("api_handler", "dynamodb:DeleteItem", "CasesTable"): "an officer signs out",
    ("api_handler", "dynamodb:DeleteItem", "VaultTable"): "a kept form is sent after all",
    ("api_handler", "dynamodb:Query", "VaultTable/waiting"): "the board, while contacts are stuck",
    ("dispatch", "sqs:SendMessage", "EnqueueWork"): "a recording is to be fetched once more",
    ("digest", "dynamodb:UpdateItem", "CasesTable"): "a new calendar moves due times",
    ("digest", "dynamodb:Query", "CasesTable/due"): "a new calendar, that the ladder has not seen",
    ("digest", "dynamodb:Query", "CasesTable"): "the same, of each open case",
    ("sweep", "dynamodb:Query", "CasesTable"): "a text or call that nobody confirmed is given up",
    ("sweep", "dynamodb:UpdateItem", "CasesTable"): "the same, if its receipt does not come first",
    ("sweep", "dynamodb:BatchGetItem", "VaultTable"): "another text came while one was read",
    ("reconcile", "dynamodb:Query", "CasesTable"): "a lost text's sender has a case already",
    ("reconcile", "dynamodb:UpdateItem", "CasesTable"): "a lost text belongs to a case",
    ("reconcile", "dynamodb:Query", "VaultTable/phone"): "a lost call, whether it is a flood",
    **{
        (function, "dynamodb:GetItem", "VaultTable#settings"): "half a minute after it started"
        for function in ("report", "digest", "mail_events", "gather", "reconcile", "files")
    },
    ("mail_events", "sqs:SendMessage", "EnqueueWork"): "a mail about an urgent case came back",
}
NAMES = {
    "ses:SendEmail": "SendMail",
    "sqs:SendMessage": "EnqueueWork",
}
OBJECTS = {
    ("s3:PutObject", "recordings"): "KeepRecordings",
    ("s3:PutObject", "inbox"): "FetchPictures",
    ("s3:PutObject", "beside"): "LayBy",
    ("s3:GetObject", "beside"): "TakeFromBeside",
    ("s3:GetObject", "inbox"): "LookIntoFiles",
    ("s3:DeleteObject", "inbox"): "ForgetFiles",
    ("s3:PutObject", "clean"): "KeepFiles",
}
SECRETS = {"keys": "Keys", "twilio": "ProvidersAccount", "gateways": "Gateways"}
FUNCTIONS = {
    "APIHandler" if name == "api_handler" else name.title().replace("_", ""): name
    for name in policies.GRANTS
}


def by_our_names(asked: Asked) -> Asked:
    """As the table of policies says it."""
    who, action, about = asked
    if table := re.search(r"\b(CasesTable|VaultTable)-\w+([/#]\w+)?", about):
        return FUNCTIONS[who], action, table[1] + (table[2] or "")
    if action == "ssm:GetParameters":
        return FUNCTIONS[who], action, SECRETS[about.rpartition("/")[2]]
    if action.startswith("s3:"):
        return FUNCTIONS[who], action, OBJECTS[action, about.rpartition("/")[2]]
    return FUNCTIONS[who], action, NAMES[action]


@pytest.fixture
def asked(stage: Stage) -> set[Asked]:
    return {by_our_names(one) for one in stage.asked()}


@pytest.fixture
def all_journeys(request: pytest.FixtureRequest) -> None:
    """All of them ran before."""
    here = Path(__file__).parent
    ran = {item.path for item in request.session.items}
    folders = (here, here / "files", here / "gateways")
    if not ran >= {file for folder in folders for file in folder.glob("test_*.py")}:
        pytest.skip("says something only after all other journeys")


ALLOWED = {(name, *right) for name in policies.GRANTS for right in policies.rights(name)}


def test_no_function_asked_for_what_it_may_not(asked: set[Asked]) -> None:
    assert asked - ALLOWED == set()


def test_no_function_may_do_what_it_never_asks_for(all_journeys: None, asked: set[Asked]) -> None:
    assert ALLOWED - asked - SELDOM.keys() == set()


def test_what_is_seldom_asked_for_is_allowed() -> None:
    assert SELDOM.keys() <= ALLOWED
