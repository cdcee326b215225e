"""A stage that an older release had filled is updated to this one, and its cases go on.

One case of each open state comes to its end here, by the addresses that its people had been mailed
and then by those of this release. Every other open case does so in tests/entrypoints/upgrade.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from chalicelib.domain.case.workflow import FINAL, State
from chalicelib.domain.todos.table import Todo
from infra.indexes import tables_of
from infra.local.client.stage import Stage, free_ports, start, stop
from infra.local.cloud.stack import client
from infra.local.settings import StageSettings
from tests.structure.deployed import TEMPLATE
from tests.support import forms, people
from tests.support.going_on import FORMS, GOING, OWED
from tests.support.older_release import LATEST, mailed_then, records, rows
from tests.support.older_stage import Template, older_stage

TABLES = {"cases": "CasesTableName", "vault": "VaultTableName"}
DAY = records(LATEST)["now"][:10]
MORNING, EVENING = f"{DAY}T09:30:00", f"{DAY}T17:00:00"
MOST_STEPS = 5  # after the first

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Upgraded:
    """The stage after its update, and what it was before."""

    stage: Stage
    before: dict[str, str]  # what the older stack said of itself
    refused: str  # why it could not have two indexes fewer

    @property
    def going(self) -> dict[str, Todo]:
        """The cases that go on to their end, by code, with what is owed when the stage starts."""
        return {records(LATEST)["labels"][label]: todo for label, todo in GOING.items()}

    def file(self) -> Mapping[str, Rows]:
        """What stands on file of each of them, by code."""
        found: dict[str, Rows] = {code: [] for code in self.going}
        for row in people.rows(self.stage, "CasesTableName"):
            found.get(row["pk"]["S"].removeprefix("case#"), []).append(row)
        return found

    def link(self, of_case: Rows, todo: Todo) -> str:
        """The newest link for this to-do, from the mail that it is in."""
        mailed = [row for row in of_case if row.get("purpose") == {"S": todo.value}]
        newest = max(mailed, key=lambda row: row["sk"]["S"])["link"]["S"]
        return self.stage.until(lambda: self._links(newest))[0]

    def _links(self, named: str) -> list[str]:
        return [link for mail in self.stage.mail() for link in mail["links"] if named in link]


def state_of(of_case: Rows) -> State:
    return next(State(r["case"]["M"]["state"]["S"]) for r in of_case if r["sk"]["S"] == "head")


def without_two_indexes(template: Template) -> None:
    indexes = template["Resources"]["CasesTable"]["Properties"]["GlobalSecondaryIndexes"]
    del indexes[:2]


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    """Made by the older template and filled, then started as every stage is."""
    ports = free_ports()
    folder: Path = tmp_path_factory.mktemp("older")
    settings = StageSettings(port=ports[0], emulator_port=ports[1], state_dir=folder)
    with older_stage(settings) as older:
        assert older.deploy() == ""
        refused, before = older.deploy(without_two_indexes), older.outputs()
        older.fill()
    stage = start(folder, ports, env={"HOTLINE_EMULATOR_AUTH": "true"})
    try:
        yield Upgraded(stage, before, refused)
    finally:
        stop(stage)


def test_a_deployment_that_would_change_two_indexes_of_a_table_is_refused_as_on_aws(upgraded):
    assert "deletes due and deletes waiting of CasesTable" in upgraded.refused


def test_the_tables_are_the_same_with_everything_in_them_and_have_todays_indexes(upgraded):
    dynamodb = client(upgraded.stage.settings, "dynamodb")
    for table, output in TABLES.items():
        there = {(row["pk"]["S"], row["sk"]["S"]) for row in people.rows(upgraded.stage, output)}
        assert {(row["pk"]["S"], row["sk"]["S"]) for row in rows(table, LATEST)} <= there
        made = dynamodb.describe_table(TableName=upgraded.before[output])["Table"]
        todays = tables_of(TEMPLATE)[output.removesuffix("Name")]
        indexes = {index["IndexName"] for index in made["GlobalSecondaryIndexes"]}
        assert indexes == {index["IndexName"] for index in todays}


def test_a_case_of_each_state_goes_on_to_its_end_while_the_schedules_run(upgraded):
    stage, going = upgraded.stage, upgraded.going
    stage.clock(now=MORNING)
    assert stage.run("sweep")["stuck"] == 0
    assert stage.run("escalate")["stuck"] == 0
    for code, todo in going.items():  # each by the address that was mailed before
        done(forms.get(f"{stage.settings.base_url}{mailed_then(code, todo, LATEST)}"), todo)
    for _ in range(MOST_STEPS):
        stage.run("gather")
        for of_case in upgraded.file().values():
            if todo := OWED.get(state_of(of_case)):
                done(forms.get(upgraded.link(of_case, todo)), todo)
    assert stage.run("sweep")["stuck"] == 0
    stage.clock(now=EVENING)
    assert stage.run("report")["stuck"] == 0
    assert {state_of(of_case) for of_case in upgraded.file().values()} <= FINAL
    assert '"CaseStuck"' not in stage.logs()
    assert '"ContactStuck"' not in stage.logs()


def done(page: forms.Page, todo: Todo) -> None:
    action, typed = FORMS[todo]
    answer = page.post(action, **typed)
    assert answer.status == 200, answer.text
