"""What becomes of pictures: the picture stays, and nothing else."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.case.attachments import FileKind, Unfit
from chalicelib.providers.contents import png as pngs
from chalicelib.providers.contents.cleaning import ContentCleaning
from chalicelib.usecases.ports.files import UnfitError
from tests.support import papers
from tests.support.papers import AUTHOR


def cleaned(content: bytes, name: str = "") -> bytes:
    return ContentCleaning().clean(content, name).content


def refused(content: bytes, name: str = "") -> Unfit:
    with pytest.raises(UnfitError) as found:
        ContentCleaning().clean(content, name)
    return found.value.unfit


def test_a_photograph_keeps_its_upper_side_and_loses_where_it_was_taken():
    clean = ContentCleaning().clean(papers.jpeg(papers.exif(up=6)), "IMG_1.JPG")
    assert clean.kind is FileKind.JPEG
    assert AUTHOR.encode() not in clean.content
    assert b"GPS" not in clean.content
    assert struct.pack(">HHIH", 0x0112, 3, 1, 6) in clean.content
    assert cleaned(clean.content) == clean.content


def test_a_photograph_that_stands_upright_gets_nothing_added():
    plain = papers.jpeg()
    assert cleaned(papers.jpeg(papers.exif(up=1))) == plain
    assert cleaned(plain) == plain


@pytest.mark.parametrize(
    "more",
    [
        papers.segment(0xFE, AUTHOR.encode()),
        papers.segment(0xED, b"Photoshop 3.0\0" + AUTHOR.encode()),
        papers.segment(0xE2, b"MPF\0" + AUTHOR.encode()),
        papers.segment(0xE0, b"JFXX\0" + AUTHOR.encode()),
    ],
    ids=["a comment", "the press's block", "a second picture", "a thumbnail"],
)
def test_what_else_a_photograph_carries_is_left_out(more):
    assert cleaned(papers.jpeg(more)) == papers.jpeg()


def test_colours_stay():
    colours = papers.segment(0xE2, b"ICC_PROFILE\0\x01\x01" + bytes(20))
    assert colours in cleaned(papers.jpeg(colours))


@pytest.mark.parametrize("picture", [papers.jpeg(), papers.png()], ids=["jpeg", "png"])
def test_an_archive_behind_a_picture_is_left_out(picture):
    clean = cleaned(picture + papers.zipped({"run.exe": "MZ"}))
    assert clean == picture


@pytest.mark.parametrize("picture", [papers.jpeg(), papers.png()], ids=["jpeg", "png"])
def test_a_picture_that_does_not_end_is_refused(picture):
    assert refused(picture[:-6]) is Unfit.DAMAGED


@pytest.mark.parametrize("make", [papers.jpeg, papers.png])
def test_a_picture_of_a_billion_dots_is_refused_before_anybody_draws_it(make):
    assert refused(make(width=32_000, height=32_000)) is Unfit.TOO_BIG_INSIDE


def test_a_picture_whose_rows_unpack_to_more_than_it_has_is_refused(monkeypatch):
    monkeypatch.setattr(pngs, "_PIECE", 1 << 16)
    assert refused(papers.png(rows=bytes(1_000_000))) is Unfit.TOO_BIG_INSIDE


def test_what_a_screenshot_says_of_its_maker_is_left_out():
    said = [papers.chunk(kind, AUTHOR.encode()) for kind in (b"tEXt", b"eXIf", b"tIME", b"zTXt")]
    assert cleaned(papers.png(*said)) == papers.png()


def test_a_screenshot_with_a_chunk_that_nobody_knows_but_must_is_refused():
    assert refused(papers.png(papers.chunk(b"ABCD", b""))) is Unfit.DAMAGED


@given(st.data())
def test_whatever_is_cut_or_changed_in_a_picture_it_is_refused_or_clean(data):
    whole = papers.jpeg(papers.exif()) if data.draw(st.booleans()) else papers.png()
    at = data.draw(st.integers(3, len(whole) - 1))
    changed = whole[:at] + data.draw(st.binary(max_size=6)) + whole[at + 1 :]
    try:
        found = ContentCleaning().clean(changed, "")
    except UnfitError:
        return
    assert AUTHOR.encode() not in found.content
    assert ContentCleaning().clean(found.content, "").content == found.content
