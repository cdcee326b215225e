"""Each function is configured, limited in time, and allowed what it needs and nothing else."""

from __future__ import annotations

import ast
import json
import re
from typing import Any

import pytest

from infra import policies
from tests.structure.deployed import (
    API,
    CONFIG,
    FUNCTIONS,
    MEMORY,
    RESOURCES,
    TIME_LIMITS,
    logical,
    logs,
)
from tests.structure.sources import ROOT, modules

FILES = {name: said["iam_policy_file"] for name, said in CONFIG["lambda_functions"].items()}
SETTINGS = "VaultTable#settings"
# A bucket's objects have no names of their own.
OBJECTS = re.compile(
    r"\$\{RecordingsBucket\.Arn\}/recordings/\*|\$\{FilesBucket\.Arn\}/(inbox|clean|beside)/\*"
)
EVERY = pytest.mark.parametrize("function", FUNCTIONS)


def policy(function: str) -> dict[str, Any]:
    """As it is committed, and goes to AWS."""
    return dict(json.loads((ROOT / ".chalice" / FILES[function]).read_text("utf-8")))


def test_every_function_is_configured_and_every_configured_one_exists() -> None:
    assert sorted(CONFIG["lambda_functions"]) == FUNCTIONS
    functions = [key for key, value in RESOURCES.items() if "Type" not in value]
    assert sorted(functions) == sorted(["RestAPI", *(logical(name) for name in FUNCTIONS)])


def test_time_limits_are_set_one_by_one() -> None:
    assert sorted(TIME_LIMITS) == FUNCTIONS
    assert TIME_LIMITS[API] <= 10  # the provider gives up after 15 seconds in all
    assert all(0 < limit <= 300 for limit in TIME_LIMITS.values())


def test_memory_and_with_it_the_processor_is_chosen_one_by_one() -> None:
    assert "lambda_memory_size" not in CONFIG
    assert sorted(name for name, megabytes in MEMORY.items() if megabytes) == FUNCTIONS


def test_whoever_waits_on_the_telephone_is_answered_by_a_whole_core() -> None:
    """https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html"""
    assert MEMORY[API] >= 1769


# --- policies


def test_every_function_has_a_policy_of_its_own_and_none_is_guessed() -> None:
    assert CONFIG["autogen_policy"] is False
    assert len(set(FILES.values())) == len(FUNCTIONS)
    assert set(FILES.values()) == {file.name for file in (ROOT / ".chalice").glob("policy-*.json")}


def test_the_committed_policies_are_those_of_the_table() -> None:
    assert sorted(policies.GRANTS) == FUNCTIONS
    for file, content in policies.files().items():
        assert file.read_text("utf-8") == content, f"{file.name}: run `make policies`"


@EVERY
def test_a_policy_says_what_it_allows_and_on_what(function: str) -> None:
    for statement in policy(function)["Statement"]:
        assert statement.keys() <= {"Sid", "Effect", "Action", "Resource", "Condition"}
        said = json.dumps([statement["Action"], statement["Resource"]])
        assert "*" not in OBJECTS.sub("", said)
        assert not [a for a in statement["Action"] if "Scan" in a or a.startswith("iam:")]


@EVERY
def test_a_function_writes_to_its_own_log_alone(function: str) -> None:
    log = logs()[function]
    assert RESOURCES[logical(function)]["Properties"]["LoggingConfig"]["LogGroup"] == {"Ref": log}
    writes = [s for s in policy(function)["Statement"] if "logs:PutLogEvents" in s["Action"]]
    assert [s["Resource"] for s in writes] == [[{"Fn::GetAtt": [log, "Arn"]}]]


@EVERY
def test_a_policy_speaks_of_what_the_template_has(function: str) -> None:
    text = json.dumps(policy(function))
    named = re.findall(r'"Fn::GetAtt": \["(\w+)"', text) + re.findall(r"\$\{(\w+)\.Arn", text)
    assert set(named) <= set(RESOURCES)


def test_each_index_that_the_template_has_is_somebodys() -> None:
    indexes = {
        f"{name}/{index['IndexName']}"
        for name, table in RESOURCES.items()
        if table.get("Type") == "AWS::DynamoDB::Table"
        for index in table["Properties"]["GlobalSecondaryIndexes"]
    }
    rights = {place for function in FUNCTIONS for _, place in policies.rights(function)}
    assert {place for place in rights if "/" in place} == indexes


def test_only_what_shows_or_hears_citizens_may_read_the_vault() -> None:
    """The schedules and the reader of returned mail work on cases, which name nobody (N7)."""
    of = {f: policies.rights(f) for f in FUNCTIONS}
    known = {f: {a for a, place in of[f] if _is_of_persons(place)} for f in FUNCTIONS}
    readers = {f for f, asked in known.items() if asked - {"dynamodb:PutItem"}}
    assert readers == {API, "dispatch", "sweep", "reconcile"}
    assert {f for f, asked in known.items() if asked} == readers | {"files"}  # puts names there


def test_one_function_alone_reads_what_was_sent_in_and_none_tags_it() -> None:
    """Only the scan's own role may tag; who asks for more than its part is refused by the
    bucket."""
    rights = {f: {place for _, place in policies.rights(f)} for f in FUNCTIONS}
    assert {f for f, places in rights.items() if "LookIntoFiles" in places} == {"files"}
    assert {f for f, places in rights.items() if "KeepFiles" in places} == {"files"}
    asked = {action for f in FUNCTIONS for action, _ in policies.rights(f)}
    assert not [action for action in asked if "Tagging" in action or action == "s3:ListBucket"]


def test_every_function_reads_the_settings_and_the_web_function_alone_writes_them() -> None:
    of = {
        f: {action for action, place in policies.rights(f) if place == SETTINGS} for f in FUNCTIONS
    }
    read = {"dynamodb:GetItem", "dynamodb:BatchGetItem"}
    writers = {function for function, actions in of.items() if actions - read}
    assert all(read <= actions for actions in of.values())
    assert writers == {API}


def _is_of_persons(place: str) -> bool:
    return "Vault" in place and place != SETTINGS


def test_only_who_speaks_with_the_provider_knows_its_account() -> None:
    asked = ("ssm:GetParameters", "ProvidersAccount")
    assert {f for f in FUNCTIONS if asked in policies.rights(f)} == {API, "dispatch", "reconcile"}


def test_nothing_scans_a_table() -> None:
    found = [
        f"{name}:{node.lineno}"
        for name, tree in modules().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in ("scan", "rate_limited_scan")
    ]
    assert found == []
