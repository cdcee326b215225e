"""What reports count of a case is on file with each step, and can be made anew."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from chalicelib.domain.reports.counting import Span, counted
from chalicelib.domain.reports.facts import End, fact_of, minute
from chalicelib.domain.todos.table import Todo
from chalicelib.store.case.facts import fact_item
from chalicelib.usecases.reports.reading import facts_of
from infra import facts
from infra.local.settings import ROOT
from tests.support.deployment import AGENCY

DAY = 24 * 60  # minutes


def on_file(deployment, code):
    services = deployment.services
    return services.store.facts.of(services.rules.authority.id, made(deployment, code))


def made(deployment, code):
    return fact_of(deployment.file(code))


WAYS = [Todo.SCREEN, Todo.ASSIGN, Todo.ANSWER, Todo.DRAFT, Todo.APPROVE, Todo.TELL]


@pytest.mark.parametrize("todo", WAYS)
def test_with_every_step_it_is_what_the_case_file_makes_of_it(deployment, todo):
    deployment.way_to(todo)
    [code] = deployment.codes()
    assert on_file(deployment, code) == made(deployment, code) is not None


@pytest.fixture
def told(deployment):
    """A case whose citizen was told."""
    link = deployment.way_to(Todo.TELL)
    deployment.press(link, "tell", how="phone", whom="citizen", note="Đã nói với người báo tin.")
    return deployment.codes()[0]


def test_it_is_found_by_its_receipt_and_among_what_was_carried_over_until_it_ended(
    deployment, told
):
    store, body = deployment.services.store.facts, deployment.services.rules.authority.id
    fact, now = made(deployment, told), minute(deployment.at)
    assert store.received(body, fact.received, now + 1) == [fact]
    assert not store.received(body, fact.received + 1, now + 1)
    assert not store.received(body, fact.received - DAY, fact.received)
    assert store.carried(body, fact.received + 1, now) == [fact]
    assert not store.carried(body, fact.received, now)
    assert not store.carried(body, now + 200 * DAY, now + 200 * DAY)


def test_what_is_open_is_found_as_such_however_much_later(deployment):
    deployment.way_to(Todo.ANSWER)
    [code] = deployment.codes()
    services = deployment.services
    later = minute(deployment.at) + 400 * DAY
    found = services.store.facts.carried(services.rules.authority.id, later, later)
    assert [(one.code, one.end) for one in found] == [(code, End.OPEN)]


def test_a_round_that_is_opened_again_is_counted_beside_the_first(deployment, told):
    deployment.later(days=1)
    deployment.report()
    deployment.deliver()
    first = on_file(deployment, told).first
    [asked] = [s["Body"] for s in deployment.provider.sent if "/danh-gia/" in s["Body"]]
    at = "/danh-gia/" + asked.partition("/danh-gia/")[2]
    deployment.post(at, [("stars", "1"), ("words", "")])
    deployment.deliver()
    review = deployment.newest_link(deployment.authority.chief.mail)
    order = {"agency": AGENCY, "document": "9/VP", "words": "Mới sửa tạm."}
    assert deployment.press(review, "open_again", **order)[0].status == 200
    found = on_file(deployment, told)
    assert found == made(deployment, told)
    assert found.first.done == first.done
    assert found.first.stars == 1
    assert found.again is not None
    assert [share.agency for share in found.again.shares] == [AGENCY]
    rules, store = deployment.services.rules, deployment.services.store
    begins = minute(deployment.at) + 40 * DAY
    span = Span(begins, begins + 9 * DAY)
    later = facts_of(rules, store, [span])[span]
    assert later == [found]  # a month later it is still dealt with
    figures = counted(later, span).whole
    assert (figures["carried"], figures["open"], figures["open_again"]) == (0, 0, 1)


def lost(deployment, code):
    """The fact of a case is not on file."""
    fact_item(made(deployment, code), deployment.services.rules.authority.id).delete()


def test_the_command_says_what_lacks_and_writes_it_when_it_is_told_to(deployment, told, capsys):
    assert facts.main([]) == 0
    lost(deployment, told)
    assert facts.main([]) == 1
    assert f"{told}: missing" in capsys.readouterr().out
    assert on_file(deployment, told) is None
    assert facts.main(["--write"]) == 0
    assert on_file(deployment, told) == made(deployment, told)
    assert facts.main([]) == 0


@pytest.mark.parametrize("command", ["infra.facts", "infra.report"])
def test_the_commands_ask_for_a_stage_before_they_ask_where_it_is(command):
    bare = {"PATH": os.environ["PATH"]}
    asked = [sys.executable, "-m", command, "--help"]
    said = subprocess.run(asked, env=bare, cwd=ROOT, capture_output=True, text=True, check=True)  # noqa: S603
    assert "--stack" in said.stdout


def test_the_command_goes_on_behind_a_case(deployment, told, capsys, monkeypatch):
    monkeypatch.setattr(facts, "_PIECE", 1)
    assert facts.main([]) == 0
    said = capsys.readouterr().out
    assert f"--after {told}" in said
    assert facts.main(["--after", told]) == 0


def test_a_case_that_changes_meanwhile_is_left_to_the_next_run(deployment, told):
    services = deployment.services
    fact = made(deployment, told)
    version = services.store.cases.load(told).version
    body = services.rules.authority.id
    assert not services.store.facts.mend(body, fact, version - 1)
    assert services.store.facts.mend(body, fact, version)
