"""Mailed links: whom their address lets in, and until when (N7, N16)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.authority.roles import Role
from chalicelib.domain.todos import links
from chalicelib.domain.todos.links import Link
from chalicelib.domain.todos.table import Subject, Todo
from chalicelib.domain.todos.todos import TodoRef

NOW = datetime(2017, 1, 17, 9, 0, tzinfo=UTC)
LINK = Link(
    id="abc",
    subject="123456784",
    todo=Todo.ANSWER,
    role=Role.AGENCY,
    who="do-thi",
    expires_at=NOW,
    about="do-thi",
)


def test_the_address_is_the_same_whoever_makes_it_and_whenever():
    """It stands in mails that have been sent."""
    assert links.token(LINK, "key") == "abc.JtVU-VDf_T1YisJ3rdJBhNzl"
    assert links.proof("yes", "key") == "k7YYzKBY5SEZUlFgTvqTavyN"


def test_only_the_address_that_was_made_for_a_link_opens_it():
    text = links.token(LINK, "key")
    assert links.is_genuine(text, LINK, "key")
    others = (
        replace(LINK, id="abd"),
        replace(LINK, todo=Todo.DRAFT),
        replace(LINK, expires_at=NOW + timedelta(seconds=1)),
    )
    assert not any(links.is_genuine(text, other, "key") for other in others)
    assert not links.is_genuine(text, LINK, "other key")
    assert not links.is_genuine(f"{text}x", LINK, "key")


def test_without_a_key_nothing_is_genuine():
    assert links.is_genuine(links.token(LINK, ""), LINK, "") is False
    assert links.proves(links.proof("yes", ""), "yes", "") is False


def test_what_we_have_said_is_proved_and_no_link_proves_it():
    assert links.proves(links.proof("yes", "key"), "yes", "key")
    assert not links.proves(links.proof("yes", "key"), "no", "key")
    assert not links.proves(links.token(LINK, "key").partition(".")[2], "yes", "key")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("abc.mac", "abc"),
        ("abc.mac.more", "abc"),
        (f"{'a' * 64}.mac", "a" * 64),
        (f"{'a' * 65}.mac", ""),
        ("abc", ""),
        ("abc.", ""),
        (".mac", ""),
        ("ăbc.mac", ""),
    ],
)
def test_an_address_names_its_link_unless_it_is_malformed(text, found):
    assert links.id_of(text) == found


def test_a_link_is_open_until_it_expires_is_used_or_revoked():
    before = NOW - timedelta(seconds=1)
    assert LINK.open_at(before)
    assert not LINK.open_at(NOW)
    assert not replace(LINK, used_at=before).open_at(before)
    assert not replace(LINK, revoked=True).open_at(before)


@given(
    hours=st.integers(-24 * 400, 24 * 400),
    used=st.booleans(),
    revoked=st.booleans(),
    todo=st.sampled_from(list(Todo)),
)
def test_a_link_opens_or_may_ask_for_a_fresh_one_or_neither_and_never_both(
    hours, used, revoked, todo
):
    link = replace(LINK, todo=todo, used_at=NOW if used else None, revoked=revoked)
    now = NOW + timedelta(hours=hours)
    opens, asks = link.open_at(now), link.may_ask_at(now)
    assert not (opens and asks)
    assert not (used or revoked) or not (opens or asks)
    if asks:
        assert link.ref.row.subject in (Subject.CASE, Subject.INTAKE)
        assert NOW <= now < NOW + links.ASKS_FOR


def test_what_is_no_cases_link_is_forgotten_as_it_expires():
    assert replace(LINK, todo=Todo.ENTER).forgotten_at == NOW
    assert LINK.forgotten_at == NOW + timedelta(days=90)


def test_a_colleagues_link_is_of_their_agency_and_says_whose_of_it():
    ref = replace(LINK, colleague="00007").ref
    assert (ref.who, ref.colleague) == ("do-thi", "00007")
    assert links.token(LINK, "key") == links.token(replace(LINK, colleague="00007"), "key")


def test_a_link_leads_to_its_to_do():
    assert LINK.ref == TodoRef(
        todo=Todo.ANSWER, subject="123456784", role=Role.AGENCY, who="do-thi", about="do-thi"
    )


def test_stored_words_hold_a_place_for_each_link_and_never_its_address():
    words = f"A {links.placeholder('a-1')} B {links.placeholder('b')}"
    assert words == "A <door:a-1> B <door:b>"
    assert links.with_addresses(words, lambda link: f"https://x/{link}") == (
        "A https://x/a-1 B https://x/b"
    )
