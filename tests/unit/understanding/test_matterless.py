"""Texts without a matter as people send them, and such as look like them but have one.

Both files were written before the reader was. `matterless-unseen.jsonl` was counted once, after it
was done, and nothing was tuned on it.
"""

from __future__ import annotations

from typing import Any

import pytest

from chalicelib.domain.understanding.filing import Filed
from chalicelib.domain.understanding.matterless import matterless
from tests.support.messages import rows

EXAMPLES = rows("matterless-examples.jsonl")
UNSEEN = rows("matterless-unseen.jsonl")


def texts(found: list[dict[str, Any]], *, matter: bool) -> list[str]:
    return [row["text"] for row in found if row["matter"] is matter]


def test_there_are_enough_of_either_and_none_twice() -> None:
    assert len(texts(EXAMPLES, matter=False)) >= 150
    assert len(texts(EXAMPLES, matter=True)) >= 130
    assert not set(texts(EXAMPLES, matter=True)) & set(texts(EXAMPLES, matter=False))


@pytest.mark.parametrize("text", texts(EXAMPLES, matter=False))
def test_thanks_greetings_reactions_and_nothing_at_all_are_no_matter(text: str) -> None:
    assert matterless(text) is not None


@pytest.mark.parametrize("text", texts(EXAMPLES, matter=True))
def test_whatever_may_be_a_matter_is_one(text: str) -> None:
    assert matterless(text) is None


def test_of_unseen_texts_no_matter_is_lost() -> None:
    """As counted once: 38 of 40 known to have no matter, none of 38 with one taken for such."""
    assert [t for t in texts(UNSEEN, matter=True) if matterless(t)] == []
    assert sum(matterless(t) is not None for t in texts(UNSEEN, matter=False)) >= 38


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", Filed.EMPTY),
        ("\u200b ...", Filed.EMPTY),
        ("Cảm ơn anh Hùng ạ", Filed.THANKS),
        ("dạ vâng", Filed.GREETING),
        ("Đã thích “Cháy ở chợ: gọi 114”", Filed.REACTION),
        ("Stop", Filed.STOP),
        ("UNSTOP", Filed.START),
        ("info", Filed.HELP),
    ],
)
def test_it_says_why(text: str, why: Filed) -> None:
    assert matterless(text) is why


@pytest.mark.parametrize("text", ["Đèn vẫn tắt", "?", "123456789", "Cứu", "🆘"])
@pytest.mark.parametrize("courtesy", ["Cảm ơn {}", "{} cảm ơn", "Dạ vâng. {}", "Xin chào, {} ạ"])
def test_a_matter_amid_courtesies_stays_one(courtesy: str, text: str) -> None:
    assert matterless(courtesy.format(text)) is None


def test_two_reactions_or_words_behind_one_are_no_reaction() -> None:
    assert matterless("Liked “ok” but the road is broken") is None
    assert matterless("Đã thích “tin” chưa sửa") is None


def test_nobody_thanks_in_more_than_forty_words() -> None:
    assert matterless("cảm ơn " * 20) is Filed.THANKS
    assert matterless("cảm ơn " * 20 + "ạ") is None
