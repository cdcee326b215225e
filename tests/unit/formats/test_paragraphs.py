"""A letter's blocks: paragraphs, buttons and tables, and the same in plain text."""

from __future__ import annotations

from chalicelib.domain.formats.paragraphs import Block, Row, Table, blocks, plain

URL = "https://x.vn/viec/1"
TABLE = Table("Quá hạn", ("Mã số", "Việc"), (Row(("1", "", "Đèn"), URL), Row(("2", "Rác"))))


def test_empty_lines_part_paragraphs_and_lines_lose_the_space_around_them():
    assert blocks("\n Một \nhai\n\n\n ba\n") == [Block(("Một", "hai")), Block(("ba",))]


def test_a_line_that_is_an_address_becomes_a_button_with_its_label():
    assert blocks(f"Một\n{URL}\nhai", (URL,), "Mở") == [
        Block(("Một",)),
        Block(("Mở",), URL),
        Block(("hai",)),
    ]
    assert blocks(URL, (URL,)) == [Block((URL,), URL)]


def test_an_address_within_a_line_stays_a_part_of_it():
    assert blocks(f"Xem {URL}", (URL,)) == [Block((f"Xem {URL}",))]


def test_a_line_that_names_a_table_becomes_the_table():
    assert blocks("Một\n<late>\nhai", tables={"<late>": TABLE}) == [
        Block(("Một",)),
        Block((), table=TABLE),
        Block(("hai",)),
    ]


def test_an_empty_letter_has_no_blocks():
    assert blocks("") == blocks(" \n ") == []


def test_plain_text_has_a_line_for_each_row_and_its_address_below():
    assert plain("Một\n<late>\nhai", {"<late>": TABLE}) == (
        f"Một\nQuá hạn\n– 1 · Đèn\n{URL}\n– 2 · Rác\nhai"
    )
