"""The caller's number in every spelling, and the lines' own numbers, which are nobody's (N6)."""

from dataclasses import replace

import pytest

from chalicelib import wiring
from chalicelib.domain.calls.call import Node
from chalicelib.domain.todos.table import Todo
from tests.support.deployment import CITIZEN, HOTLINE
from tests.support.world import with_rules

E164 = "+84977111222"
SPELLINGS = [
    *("0977111222", "84977111222", " 84977111222", "0084977111222", "+840977111222"),
    *("sip:0977111222@trunk.example.net", "sip:+84977111222@10.0.0.1:5060;user=phone"),
    "0977111222@trunk",
]
OWN = ["0886121666", "84886121666", "sip:+84886121666@trunk", "+840886121666"]


def last(exchange, sid: str):
    return wiring.services().store.calls.last(exchange.contact(sid)).call


@pytest.mark.parametrize("sender", SPELLINGS)
def test_however_a_caller_is_spelled_they_are_offered_and_reached_at_one_number(exchange, sender):
    sid = exchange.ring(sender)
    exchange.keys(sid, "2")
    assert last(exchange, sid).offered == E164
    exchange.keys(sid, "1")
    exchange.rest()
    identity = exchange.deployment.identity()
    assert (identity.phone, identity.sender) == (E164, E164)
    (raw,) = exchange.deployment.raws()
    assert raw.sender == sender


def test_calls_in_other_spellings_are_one_ring_back_for_the_number_and_day(exchange):
    for sender in SPELLINGS:
        exchange.hang_up(exchange.ring(sender))
        exchange.rest()
    assert len(exchange.deployment.codes()) == 1


def test_calls_in_other_spellings_count_together_against_ringing_without_end(exchange):
    for sender in (SPELLINGS * 3)[:20]:
        exchange.hang_up(exchange.ring(sender))
    assert last(exchange, exchange.ring(E164)).at is Node.BUSY


@pytest.mark.parametrize("sender", OWN)
def test_a_call_that_shows_the_lines_own_number_is_asked_for_another(exchange, sender):
    sid = exchange.ring(sender)
    exchange.keys(sid, "2")
    assert last(exchange, sid).at is Node.TYPE_NUMBER
    exchange.keys(sid, "0977111222#")
    exchange.keys(sid, "1")
    exchange.rest()
    identity = exchange.deployment.identity()
    assert (identity.contact, identity.sender) == (E164, "")


@pytest.mark.parametrize("typed", ["0886121666", "84886121666", "886121666"])
def test_who_types_the_lines_own_number_is_asked_again(exchange, typed):
    sid = exchange.ring("anonymous")
    exchange.keys(sid, "2")
    exchange.keys(sid, f"{typed}#")
    assert last(exchange, sid).at is Node.TYPE_NUMBER
    assert "chưa đúng" in exchange.since(sid)
    assert last(exchange, sid).offered == ""
    exchange.keys(sid, "0977111222#")
    assert last(exchange, sid).offered == E164


@pytest.mark.parametrize("sender", ["Unavailable", "+266696687", "VIETTEL", "19001234", "8086"])
def test_who_cannot_be_rung_back_is_asked_for_a_number(exchange, sender):
    sid = exchange.ring(sender)
    exchange.keys(sid, "2")
    assert last(exchange, sid).at is Node.TYPE_NUMBER


def test_a_contact_that_has_become_a_lines_own_number_is_not_rung_with_the_result(
    exchange, monkeypatch
):
    link = exchange.deployment.way_to(Todo.TELL)
    services = wiring.services()
    lines = services.rules.authority.lines
    authority = replace(
        services.rules.authority, lines=(*lines, replace(lines[0], id="hai", number=CITIZEN))
    )
    monkeypatch.setattr(wiring, "services", lambda **_: with_rules(services, authority=authority))
    assert "tel:" not in exchange.deployment.get(link).body
    exchange.deployment.press(link, "call")
    exchange.deployment.deliver()
    assert exchange.legs() == []
    assert exchange.deployment.provider.calls == []


def test_the_line_that_was_rung_is_known_in_any_spelling(exchange, monkeypatch):
    services = wiring.services()
    lines = services.rules.authority.lines
    second = replace(lines[0], id="hai", number="0205.3777.888")
    authority = replace(services.rules.authority, lines=(*lines, second))
    monkeypatch.setattr(wiring, "services", lambda **_: with_rules(services, authority=authority))
    for to in ("+842053777888", "sip:02053777888@trunk"):
        assert last(exchange, exchange.ring(E164, to=to)).line == "hai"
    assert last(exchange, exchange.ring(E164, to=HOTLINE)).line == lines[0].id
