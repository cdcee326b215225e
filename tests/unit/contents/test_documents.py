"""What becomes of documents: what says who made them is left out, what would run is refused."""

from __future__ import annotations

import io
import struct
import zipfile

import olefile
import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject, NameObject

from chalicelib.domain.case.attachments import MOST_BYTES, FileKind, Unfit
from chalicelib.providers.contents import packed
from chalicelib.providers.contents.cleaning import ContentCleaning
from chalicelib.usecases.ports.files import UnfitError
from tests.support import papers
from tests.support.papers import AUTHOR

OLD = {FileKind.DOC: papers.doc, FileKind.XLS: papers.xls}
EACH = {
    "trả lời.pdf": papers.pdf(),
    "trả lời.doc": papers.doc(),
    "trả lời.docx": papers.docx(),
    "bảng.xls": papers.xls(),
    "bảng.xlsx": papers.xlsx(),
    "ảnh.jpg": papers.jpeg(),
    "ảnh.JPEG": papers.jpeg(),
    "ảnh.png": papers.png(),
}


def cleaned(content: bytes, name: str = "") -> bytes:
    return ContentCleaning().clean(content, name).content


def refused(content: bytes, name: str = "") -> Unfit:
    with pytest.raises(UnfitError) as found:
        ContentCleaning().clean(content, name)
    return found.value.unfit


# --- any


@pytest.mark.parametrize("name", EACH)
def test_each_kind_is_taken_under_its_own_ending(name):
    found = ContentCleaning().clean(EACH[name], name)
    ending = name.rpartition(".")[2].lower().replace("jpeg", "jpg")
    assert found.kind == ending


@pytest.mark.parametrize("name", [name for name in EACH if not name.endswith(".pdf")])
def test_what_is_clean_stays_as_it_is(name):
    once = cleaned(EACH[name])
    assert cleaned(once) == once


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("trả lời.docx", Unfit.MISNAMED),
        ("trả lời.pdf.exe", Unfit.KIND),
        ("trả lời.scr", Unfit.KIND),
    ],
)
def test_a_name_that_says_another_kind_is_refused(name, why):
    assert refused(papers.pdf(), name) is why


@pytest.mark.parametrize(
    "content",
    [
        b"MZ\x90\0",
        b"<html><script>",
        b"%!PS",
        b"Rar!\x1a\x07",
        b"GIF89a",
        b"\0\0\0 ftypheic" + bytes(50),
        b"junk %PDF-1.7",
        papers.zipped({"a.txt": "a"}),
        papers.compound({"Contents": b"a message of Outlook's"}),
        b" ",
    ],
    ids=["program", "page", "postscript", "rar", "gif", "heic", "late-pdf", "zip", "msg", "blank"],
)
def test_other_kinds_are_refused_whatever_they_are_called(content):
    assert refused(content, "a.pdf") is Unfit.KIND


def test_an_empty_file_and_one_that_is_too_large_are_refused():
    assert refused(b"", "a.pdf") is Unfit.EMPTY
    assert refused(b"%PDF-" + bytes(MOST_BYTES), "a.pdf") is Unfit.TOO_LARGE


@pytest.mark.parametrize("name", EACH)
@pytest.mark.parametrize("part", [3, 2])
def test_a_file_that_was_cut_off_is_refused(name, part):
    whole = EACH[name]
    assert refused(whole[: len(whole) * (part - 1) // part]) in (Unfit.DAMAGED, Unfit.KIND)


# --- PDF


def test_a_letter_loses_its_author_and_keeps_its_page():
    clean = cleaned(papers.pdf())
    assert PdfReader(io.BytesIO(clean)).metadata is None
    assert len(PdfReader(io.BytesIO(clean)).pages) == 1


@pytest.mark.parametrize(
    "catalog",
    [
        {"OpenAction": papers.script()},
        {"AA": DictionaryObject({NameObject("/WC"): papers.script()})},
        {"Names": DictionaryObject({NameObject("/JavaScript"): DictionaryObject()})},
        {"Names": DictionaryObject({NameObject("/EmbeddedFiles"): DictionaryObject()})},
        {"AcroForm": DictionaryObject({NameObject("/XFA"): ArrayObject()})},
    ],
    ids=["opened", "closed", "named", "files", "form"],
)
def test_what_would_run_in_a_letter_is_taken_out(catalog):
    clean = cleaned(papers.pdf(**catalog))
    for word in (b"JavaScript", b"/JS", b"EmbeddedFiles", b"/XFA", b"/AA"):
        assert word not in clean


def test_a_signed_letter_stays_byte_by_byte():
    whole = papers.signed()
    assert cleaned(whole) == whole


def test_a_signed_letter_in_which_something_would_run_is_refused():
    assert refused(papers.signed(OpenAction=papers.script())) is Unfit.ACTIVE


def test_a_letter_under_a_password_is_refused():
    assert refused(papers.pdf(password="1234"), "a.pdf") is Unfit.LOCKED


def test_what_lies_behind_a_letter_is_left_out():
    assert b"run.exe" not in cleaned(papers.pdf() + papers.zipped({"run.exe": "MZ"}))


# --- Word and Excel of today


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_text_loses_its_author_and_keeps_its_words():
    before = papers.docx(docProps__custom="no part of that name")
    after = parts_of(cleaned(before))
    assert AUTHOR.encode() not in after["docProps/core.xml"]
    assert "Đã thay bóng đèn.".encode() in after["word/document.xml"]
    assert after.keys() == parts_of(before).keys()


def test_a_photograph_in_a_text_loses_where_it_was_taken():
    after = parts_of(
        cleaned(papers.docx(**{"word__media__image1.jpg": papers.jpeg(papers.exif())}))
    )
    assert b"GPS" not in after["word/media/image1.jpg"]


@pytest.mark.parametrize(
    "more",
    [
        {"word__vbaProject.bin": b"macros"},
        {"word__activeX__activeX1.xml": "<a/>"},
        {"word__embeddings__oleObject1.bin": b"\xd0\xcf"},
        {
            "word___rels__settings.xml.rels": papers.relations(
                papers.relation("attachedTemplate", "http://x.example/t.dotm")
            )
        },
        {
            "word___rels__document.xml.rels": papers.relations(
                papers.relation("oleObject", "http://x.example/a")
            )
        },
        {
            "word___rels__document.xml.rels": papers.relations(
                papers.relation("image", "http://x.example/seen.png")
            )
        },
        {
            "word___rels__document.xml.rels": papers.relations(
                papers.relation("frame", "&#104;ttp://x.example/")
            )
        },
        {"word__fields.xml": '<w:instrText xml:space="preserve"> DDEAUTO c:\\\\run</w:instrText>'},
        {"word__bomb.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'},
        {
            "word__embeddings__inner.docx": papers.docx(
                word__embeddings__inner="x", **{"word__embeddings__inner.docx": papers.docx()}
            )
        },
    ],
    ids=[
        "macros",
        "activex",
        "object",
        "template",
        "link",
        "picture",
        "frame",
        "dde",
        "entity",
        "nested",
    ],
)
def test_what_would_run_or_fetch_something_in_a_text_is_refused(more):
    assert refused(papers.docx(**more), "a.docx") is Unfit.ACTIVE


def test_a_text_with_macros_is_refused_by_what_it_says_of_itself_too():
    macros = papers.types("application/vnd.ms-word.document.macroEnabled.main+xml")
    whole = papers.zipped({"[Content_Types].xml": macros, "word/document.xml": "<a/>"})
    assert refused(whole, "a.docx") is Unfit.ACTIVE


def test_a_link_that_somebody_clicks_and_the_table_behind_a_chart_stay():
    link = papers.relations(papers.relation("hyperlink", "https://langson.gov.vn"))
    more = {"word___rels__document.xml.rels": link, "word__embeddings__Sheet1.xlsx": papers.xlsx()}
    after = parts_of(cleaned(papers.docx(**more)))
    assert b"langson.gov.vn" in after["word/_rels/document.xml.rels"]
    inner = parts_of(after["word/embeddings/Sheet1.xlsx"])
    assert AUTHOR.encode() not in inner["docProps/core.xml"]


def test_a_table_that_asks_another_program_is_refused():
    link = {"xl/externalLinks/externalLink1.xml": '<ddeLink ddeService="cmd"/>'}
    assert refused(papers.xlsx(link), "a.xlsx") is Unfit.ACTIVE


def test_a_signed_text_stays_byte_by_byte():
    whole = papers.docx(**{"_xmlsignatures/sig1.xml": "<Signature/>"})
    assert cleaned(whole) == whole


def test_an_archive_that_unpacks_to_far_more_is_refused_unread(monkeypatch):
    monkeypatch.setattr(packed, "MOST_UNPACKED", 1_000_000)
    assert refused(papers.docx(word__a=bytes(2_000_000)), "a.docx") is Unfit.TOO_BIG_INSIDE


def test_an_archive_that_says_less_than_it_unpacks_to_is_refused():
    whole = bytearray(papers.docx(word__a=bytes(100_000)))
    for mark, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = whole.rfind(mark, 0, len(whole))
        whole[at + place : at + place + 4] = struct.pack("<I", 10)
    assert refused(bytes(whole), "a.docx") is Unfit.DAMAGED


def test_an_archive_of_too_many_parts_is_refused(monkeypatch):
    monkeypatch.setattr(packed, "MOST_PARTS", 5)
    more = {f"word__{n}.xml": "<a/>" for n in range(6)}
    assert refused(papers.docx(**more), "a.docx") is Unfit.TOO_BIG_INSIDE


@pytest.mark.parametrize(
    "path", ["../../etc/passwd", "/etc/passwd", "word\\..\\x", "WORD/document.xml"]
)
def test_paths_that_lead_out_and_parts_that_are_there_twice_are_refused(path):
    assert refused(papers.docx(**{path.replace("/", "__"): "x"}), "a.docx") is Unfit.DAMAGED


@pytest.mark.parametrize(
    "whole",
    [
        papers.docx() + b"MZ",
        papers.zipped({"[Content_Types].xml": "<Types/>"}, comment=b"<script>"),
    ],
    ids=["behind", "comment"],
)
def test_an_archive_that_is_something_else_too_is_refused(whole):
    assert refused(whole, "a.docx") in (Unfit.DAMAGED, Unfit.KIND)


# --- Word and Excel of before


@pytest.mark.parametrize("kind", OLD, ids=str)
def test_an_old_file_loses_its_author_in_place(kind):
    before = OLD[kind]()
    clean = ContentCleaning().clean(before, f"a.{kind}")
    assert clean.kind is kind
    assert AUTHOR.encode("utf-16-le") not in clean.content
    assert len(clean.content) == len(before)
    with olefile.OleFileIO(io.BytesIO(clean.content)) as ole:
        assert not vars(ole.get_metadata())["author"]
        assert ole.listdir()


def test_an_old_table_loses_the_name_of_whoever_saved_it_last():
    assert b"Hoang Van" not in cleaned(papers.xls())


@pytest.mark.parametrize(
    ("whole", "why"),
    [
        (papers.doc(storage="Macros"), Unfit.ACTIVE),
        (papers.doc(storage="_VBA_PROJECT_CUR"), Unfit.ACTIVE),
        (papers.doc(**{"\x01Ole10Native": b"MZ"}), Unfit.ACTIVE),
        (
            papers.xls(papers.record(0x0085, struct.pack("<IBB", 0, 1, 1) + b"\x01\0M")),
            Unfit.ACTIVE,
        ),
        (papers.doc(locked=True), Unfit.LOCKED),
        (papers.xls(papers.record(0x002F, bytes(6))), Unfit.LOCKED),
        (papers.compound({"EncryptedPackage": b"", "EncryptionInfo": b""}), Unfit.LOCKED),
    ],
    ids=[
        "macros",
        "project",
        "package",
        "sheet-of-macros",
        "locked-text",
        "locked-table",
        "locked-docx",
    ],
)
def test_an_old_file_that_would_run_something_or_is_locked_is_refused(whole, why):
    assert refused(whole) is why
