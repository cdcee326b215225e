"""What a text is about, as marks: where it is and what is the matter, and not who has sent it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.understanding.extraction.places import places_of
from chalicelib.domain.understanding.repeats import ON_FILE
from chalicelib.domain.understanding.repeats.traits import (
    MOST,
    Trait,
    joined,
    read,
    traits_of,
    ward_mark,
)
from tests.support.messages import LANGSON

PLACES = places_of(LANGSON)

ACCENTED = "Đèn đường Lê Lợi hỏng, khối 4 phường Tam Thanh tối om"
PLAIN = "den duong le loi hong, khoi 4 phuong tam thanh toi om"


def marks(text: str, *but: str) -> set[str]:
    return set(traits_of(text, PLACES, but))


@pytest.mark.parametrize("text", [ACCENTED, PLAIN])
def test_place_part_ward_and_words_are_found_with_accents_and_without(text: str) -> None:
    assert {"ple loi", "nkhoi 4", "rtam thanh", "shong", "wtoi om"} <= marks(text)


def test_each_mark_knows_the_words_as_they_were_written() -> None:
    found = traits_of(ACCENTED, PLACES)
    assert found["ple loi"] == "đường Lê Lợi"
    assert found[ward_mark("Tam Thanh")] == "Tam Thanh"


def test_what_everybody_writes_is_no_mark() -> None:
    polite = "Kính gửi anh chị, tôi đề nghị xem giúp, xin cảm ơn nhiều ạ"
    assert marks(polite) == set()


def test_who_has_sent_it_is_no_mark() -> None:
    text = "Tôi là Hoàng Thị Mai. Rác đầy ngõ. Hoàng Thị Mai"
    assert marks(text, "Hoàng Thị Mai") & {"shoang", "smai", "whoang thi", "wthi mai"} == set()


def test_a_house_has_no_number_among_the_marks_of_an_address() -> None:
    found = traits_of("Số 5 ngõ 8 đường Bà Triệu", PLACES, numbered=False)
    assert not any(any(sign.isdigit() for sign in mark) for mark in found)
    assert "pba trieu" in found


@given(st.text(max_size=300))
def test_any_text_can_be_read_and_has_at_most_so_many_marks(text: str) -> None:
    found = traits_of(text, PLACES)
    assert len(found) <= MOST
    assert all(Trait(mark[0]) for mark in found)


on_file = st.lists(st.text("abc", min_size=ON_FILE, max_size=ON_FILE), max_size=60)


@given(on_file, on_file)
def test_marks_on_file_are_each_there_once_and_the_first_ones_stay(
    first: list[str], later: list[str]
) -> None:
    kept = joined("".join(first), "".join(later))
    assert len(kept) <= MOST * ON_FILE
    assert len(read(kept)) * ON_FILE == len(kept)
    assert read(kept) <= {*first, *later}
    assert set(dict.fromkeys(first[:MOST])) <= read(kept) or len(set(first)) > MOST
    assert joined(kept, "".join(later)) == kept or len(kept) < MOST * ON_FILE
