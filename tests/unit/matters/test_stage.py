"""Which stage the command works on: its settings are those of the stage's own functions."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest import mock

import boto3
import pytest

from chalicelib import settings
from infra import stage
from infra.matters.__main__ import main
from infra.matters.sheet import rows

SAID = {
    "STAGE": "prod",
    "AUTHORITY": "kylua",
    "CASES_TABLE": "hotline-prod-Cases-1",
    "VAULT_TABLE": "hotline-prod-Vault-1",
    "WORK_QUEUE_URL": "https://sqs.example/notices",
    "RECORDINGS_BUCKET": "recordings-1",
    "PUBLIC_BASE_URL": "https://hotline.example",
    "MAIL_FROM": "a@hotline.example",
    "SECRETS_PATH": "/hotline/prod",
    "AWS_ENDPOINT_URL": "http://127.0.0.1:8002",
}


class Session:
    """An account with one stack."""

    region_name = "ap-southeast-5"

    def client(self, _: str) -> Any:
        return self

    def describe_stack_resource(self, **asked: str) -> Any:
        assert asked == {"StackName": "hotline-prod", "LogicalResourceId": "Sweep"}
        return {"StackResourceDetail": {"PhysicalResourceId": "hotline-prod-Sweep-1"}}

    def get_function_configuration(self, **asked: str) -> Any:
        assert asked == {"FunctionName": "hotline-prod-Sweep-1"}
        return {"Environment": {"Variables": SAID}}


@pytest.fixture(autouse=True)
def _restored() -> Iterator[None]:
    """The environment of other tests is left as it was."""
    with mock.patch.dict(os.environ):
        yield


def test_the_products_settings_are_those_that_the_stacks_functions_have(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(boto3, "Session", Session)
    stage.point_at("hotline-prod", "the-city")
    found = settings.read(os.environ)
    assert (found.stage, found.authority, found.region) == ("prod", "kylua", "ap-southeast-5")
    assert (found.cases_table, found.secrets_path) == ("hotline-prod-Cases-1", "/hotline/prod")
    assert os.environ["AWS_PROFILE"] == "the-city"
    assert "AWS_ENDPOINT_URL" not in os.environ


def test_an_empty_list_is_written_where_it_is_wanted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "mau.xlsx"
    assert main(["--template", str(file)]) == 0
    assert rows(file) == []
    assert str(file) in capsys.readouterr().out


def test_a_file_that_is_not_there_is_said_in_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with mock.patch("infra.matters.__main__.wiring.services"):
        assert main([str(tmp_path / "none.xlsx")]) == 2
    assert capsys.readouterr().err.startswith("Không mở được")


@pytest.mark.parametrize("arguments", [[], ["a.xlsx", "--template", "b.xlsx"]])
def test_one_of_the_two_is_asked_for(arguments: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(arguments)
