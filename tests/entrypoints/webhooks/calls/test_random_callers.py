"""Callers who do whatever they like: each answer is allowed, none is a dead end, no call goes on
for ever, and each one ends on file."""

import asyncio
import itertools
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chalicelib.domain.case.workflow import State
from chalicelib.domain.todos.table import Todo
from infra.local.provider.calls.calls import CannotActError
from tests.support.deployment import Deployment
from tests.support.exchange import Exchange, exchange_of
from tests.support.gateway import BASE
from tests.support.world import TUESDAY_NINE

NUMBERS = itertools.count(1)
MOST_SECONDS = 20 * 60  # of one call, whatever is done; the notice wants a short one
WHOLE = ["1", "say", "#", "say", "#", "1", "2", "say", "#"]

keys = st.text("0123456789*#", min_size=1, max_size=10)
likely = st.sampled_from(["1", "2", "6", "7", "9", "*", "#", "say", "silence", "hang up"])
acts = st.lists(st.one_of(likely, likely, keys, st.sampled_from(["repeat", "late"])), max_size=25)


@pytest.fixture(scope="module")
def runner():
    with asyncio.Runner() as runner:
        yield runner


def afresh(deployment: Deployment, runner: asyncio.Runner, folder: Path) -> Exchange:
    """Nothing on file and no call before this one: what one example leaves slows the next down."""
    deployment.start_afresh()
    return exchange_of(deployment, folder / f"recordings-{next(NUMBERS)}", runner)


@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=acts, hidden=st.booleans(), closed=st.booleans())
@example(acts=WHOLE, hidden=False, closed=False)
@example(acts=[*WHOLE[:-1], "hang up"], hidden=False, closed=True)
@example(
    acts=["1", "say", "#", "repeat", "late", "say", "repeat", "hang up"], hidden=True, closed=False
)
def test_whatever_a_caller_does_the_call_ends_and_is_on_file(
    deployment, runner, tmp_path, acts, hidden, closed
):
    exchange = afresh(deployment, runner, tmp_path)
    deployment.at = TUESDAY_NINE.replace(hour=20 if closed else 9)
    sid = exchange.ring("anonymous" if hidden else f"+8491{next(NUMBERS):07d}")
    for act in acts:
        if exchange.call(sid).state != "in-progress":
            break
        _do(exchange, sid, act)
        _is_no_dead_end(exchange, sid)
    if exchange.call(sid).state == "in-progress":
        exchange.hang_up(sid)
    exchange.rest()
    _is_on_file(exchange, sid, set(deployment.codes()))


@settings(
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(acts=acts, machine=st.booleans())
@example(acts=["1", "*", "repeat", "5"], machine=False)
@example(acts=["silence", "1", "late", "0"], machine=False)
@example(acts=["1", "1"], machine=True)
def test_whatever_is_done_in_a_result_call_it_ends_and_tells_past_the_key_alone(
    deployment, runner, tmp_path, acts, machine
):
    exchange = afresh(deployment, runner, tmp_path)
    link = deployment.way_to(Todo.TELL)
    deployment.press(link, "call")
    deployment.deliver()
    (leg,) = exchange.legs()
    exchange.take(leg, by="machine" if machine else "human")
    for act in acts:
        if exchange.call(leg).state != "in-progress":
            break
        _do(exchange, leg, act)
        _is_no_dead_end(exchange, leg)
    if exchange.call(leg).state == "in-progress":
        exchange.hang_up(leg)
    heard = "Đèn đã sáng lại" in exchange.heard(leg)
    states = (State.CLOSED, State.REVIEW) if heard else (State.APPROVED,)
    assert deployment.file().case.state in states
    assert [e.kind for e in deployment.file().history].count("told_by_call") == heard


def _do(exchange: Exchange, sid: str, act: str) -> None:
    requests = [r for r in exchange.poster.requests if r.of_dialogue]
    match act:
        case "say":
            exchange.say(sid, "Đèn đường hỏng cả tháng nay", 12)
        case "silence":
            exchange.silence(sid, 12)
        case "hang up":
            exchange.hang_up(sid)
        case "repeat" | "late":  # the provider's network delivers one of them once more
            request = requests[-1 if act == "repeat" else len(requests) // 2]
            assert (
                exchange.deployment.signed(request.path, request.fields).same == request.answer.same
            )
        case _:
            _press(exchange, sid, act)


def _press(exchange: Exchange, sid: str, digits: str) -> None:
    for digit in digits:
        try:
            exchange.keys(sid, digit)
        except CannotActError:
            return


def _is_no_dead_end(exchange: Exchange, sid: str) -> None:
    call = exchange.call(sid)
    assert not call.error, call.error
    assert call.awaits != "nothing" or call.state == "completed"
    assert call.seconds < MOST_SECONDS


def _is_on_file(exchange: Exchange, sid: str, cases: set[str]) -> None:
    services, contact = exchange.deployment.services, exchange.contact(sid)
    raw = services.store.contacts.get(contact)
    file = services.store.calls.file(contact)
    assert file.ending.status == "completed"
    assert cases <= {raw.taken_as}
    assert raw.taken_as or not file.recordings
    assert (
        services.store.contacts.untaken("langson", exchange.deployment.at.replace(year=2099), 100)
        == []
    )
    if any(r.part == "matter" for r in file.recordings):
        assert "matter" not in services.store.cases.load(raw.taken_as).file.case.missing
    said = [r for r in exchange.poster.requests if r.path.startswith("/voice/recordings/")]
    assert len(file.recordings) <= len(said)
    assert all(BASE not in value for turn in file.turns for _, value in turn.fields)
