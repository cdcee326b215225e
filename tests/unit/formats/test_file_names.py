"""Names of files as they may be shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.formats.file_names import LONGEST, ending_of, shown


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("Biên bản.pdf", "Biên bản.pdf"),
        ("C:\\Users\\Hoa\\Desktop\\Biên bản.pdf", "Biên bản.pdf"),
        ("../../etc/passwd", "passwd"),
        ("anh\u202egpj.exe", "anhgpj.exe"),
        ("a\u200b\u2066b\ufeff.pdf", "ab.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
        ("  a   b .pdf ", "a b .pdf"),
        ("..", ""),
        ("", ""),
        ("ảnh.jpg.", "ảnh.jpg"),
    ],
)
def test_a_name_is_shown_without_its_folders_and_without_what_nobody_sees(name, said):
    assert shown(name) == said


def test_a_long_name_is_cut_before_its_ending():
    found = shown("a" * 300 + ".docx")
    assert len(found) == LONGEST
    assert found.endswith("….docx")


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("a.PDF", "pdf"),
        ("a.tar.gz", "gz"),
        ("a", ""),
        (".pdf", ""),
        ("a.pdf.", "pdf"),
        ("a.pdf .", "pdf"),
        ("a.p df", ""),
        ("a.đoc", ""),
    ],
)
def test_the_ending_is_what_a_machine_goes_by(name, ending):
    assert ending_of(name) == ending


@given(st.text())
def test_what_is_shown_is_one_short_line_in_which_nothing_hides(name):
    found = shown(name)
    assert len(found) <= LONGEST
    assert found == found.strip()
    assert not [c for c in found if unicodedata.category(c) in ("Cc", "Cf", "Zl", "Zp")]
    assert "/" not in found
    assert "\\" not in found
    assert shown(found) == found
