"""What the domain does is what its accounts in tests/data say: each step of a case, how a case
stands in each state, where each key of a call leads."""

from __future__ import annotations

import pytest

from tests.support import accounts


@pytest.mark.parametrize("name", accounts.FILES)
def test_what_happens_is_what_the_accounts_say(name: str) -> None:
    """`python -m tests.support.accounts` writes them anew after something has changed."""
    made, known = accounts.made(name), accounts.known(name)
    assert list(made) == list(known)
    assert {each: made[each] for each in made if made[each] != known[each]} == {}
