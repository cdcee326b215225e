"""Files as people's machines make them, each small and whole, with what should not be in them."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, TextStringObject

AUTHOR = "Hoàng Văn Thụ"

# --- pictures


def segment(marker: int, body: bytes) -> bytes:
    return bytes([0xFF, marker]) + struct.pack(">H", len(body) + 2) + body


def exif(up: int = 6) -> bytes:
    """Says which side is up, and where it was taken."""
    tiff = b"II*\0\x08\0\0\0\x02\0"
    tiff += struct.pack("<HHIHH", 0x0112, 3, 1, up, 0)
    tiff += struct.pack("<HHII", 0x8825, 4, 1, 38) + b"\0\0\0\0"
    return segment(0xE1, b"Exif\0\0" + tiff + b"GPS 21.85 106.76 " + AUTHOR.encode())


def jpeg(*more: bytes, width: int = 8, height: int = 8, behind: bytes = b"") -> bytes:
    """One grey square. `more` are segments that stand before the picture."""
    one_code = bytes([1]) + bytes(15) + b"\0"
    return b"".join(
        (
            b"\xff\xd8",
            segment(0xE0, b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0"),
            *more,
            segment(0xDB, b"\0" + bytes([16] * 64)),
            segment(0xC0, struct.pack(">BHHB3B", 8, height, width, 1, 1, 0x11, 0)),
            segment(0xC4, b"\0" + one_code),
            segment(0xC4, b"\x10" + one_code),
            segment(0xDA, b"\x01\x01\0\0\x3f\0"),
            b"\x3f\xff\xd9",
            behind,
        )
    )


def chunk(name: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png(*more: bytes, width: int = 1, height: int = 1, rows: bytes = b"\0\x80") -> bytes:
    """One grey dot. `more` are chunks that stand before the picture."""
    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", header),
            *more,
            chunk(b"IDAT", zlib.compress(rows)),
            chunk(b"IEND", b""),
        )
    )


# --- PDF


def pdf(*, password: str = "", **catalog: object) -> bytes:
    """A blank page by an author; `catalog` are further entries of its root."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Author": AUTHOR})
    for name, value in catalog.items():
        writer._root_object[NameObject(f"/{name}")] = value
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def script() -> DictionaryObject:
    """An action that runs when the file is opened."""
    return DictionaryObject(
        {
            NameObject("/S"): NameObject("/JavaScript"),
            NameObject("/JS"): TextStringObject("app.launchURL('https://x.example')"),
        }
    )


def signed(**catalog: object) -> bytes:
    """As a signing program leaves it: what it signs is said by places in the file."""
    signature = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Sig"),
            NameObject("/ByteRange"): ArrayObject(),
        }
    )
    return pdf(Perms=DictionaryObject({NameObject("/DocMDP"): signature}), **catalog)


# --- Word and Excel, today's

_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def zipped(parts: Mapping[str, bytes | str], comment: bytes = b"") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, said in parts.items():
            archive.writestr(name, said)
        archive.comment = comment
    return made.getvalue()


def types(main: str) -> str:
    where = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<Types xmlns="{where}"><Override PartName="/main.xml" ContentType="{main}"/></Types>'


def relations(*said: str) -> str:
    return f'<Relationships xmlns="{_RELATIONS}">{"".join(said)}</Relationships>'


def relation(kind: str, target: str, mode: str = "External") -> str:
    return f'<Relationship Id="r1" Type="http://x/{kind}" Target="{target}" TargetMode="{mode}"/>'


def _office(main: str, body: str, more: Mapping[str, bytes | str]) -> bytes:
    core = f"<cp:coreProperties><dc:creator>{AUTHOR}</dc:creator></cp:coreProperties>"
    return zipped(
        {
            "[Content_Types].xml": types(main),
            "_rels/.rels": relations(),
            "docProps/core.xml": core,
            body: "<main>Đã thay bóng đèn.</main>",
            **more,
        }
    )


def docx(**more: bytes | str) -> bytes:
    """`more` are further parts, in whose names "__" stands for "/"."""
    parts = {name.replace("__", "/"): said for name, said in more.items()}
    return _office(_WORD, "word/document.xml", parts)


def xlsx(parts: Mapping[str, bytes | str] | None = None) -> bytes:
    return _office(_SHEET, "xl/workbook.xml", parts or {})


# --- Word and Excel, of before 2007: a compound file of sectors of 512 bytes

_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound(streams: Mapping[str, bytes], storage: str = "") -> bytes:
    """These streams, each padded to 4096 bytes, beside each other; `storage` is an empty folder."""
    sectors: list[bytes] = []
    fat: list[int] = []
    entries = [("Root Entry", 5, _END, 0)]
    for name, said in streams.items():
        padded = said.ljust(max(4096, -(-len(said) // 512) * 512), b"\0")
        first, count = len(sectors), len(padded) // 512
        sectors += [padded[512 * n : 512 * n + 512] for n in range(count)]
        fat += [first + n + 1 for n in range(count - 1)] + [_END]
        entries.append((name, 2, first, len(padded)))
    if storage:
        entries.append((storage, 1, 0, 0))
    folder = b"".join(_entry(n, entries) for n in range(len(entries)))
    folder = folder.ljust(-(-len(folder) // 512) * 512, b"\0")
    first, count = len(sectors), len(folder) // 512
    sectors += [folder[512 * n : 512 * n + 512] for n in range(count)]
    fat += [first + n + 1 for n in range(count - 1)] + [_END]
    table = len(sectors)
    fat.append(_FAT)
    sectors.append(struct.pack("<128I", *fat, *[_FREE] * (128 - len(fat))))
    header = struct.pack(
        "<8s16sHHHHH6xIIIIIIIIII",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        0,
        1,
        first,
        0,
        4096,
        _END,
        0,
        _END,
        0,
        table,
    )
    return header + struct.pack("<108I", *[_FREE] * 108) + b"".join(sectors)


def _entry(at: int, entries: list[tuple[str, int, int, int]]) -> bytes:
    """Each is the right neighbour of the one before; the first is the root's child."""
    name, kind, start, size = entries[at]
    spelled = (name + "\0").encode("utf-16-le")
    following = at + 1 if 0 < at < len(entries) - 1 else _FREE
    child = 1 if at == 0 and len(entries) > 1 else _FREE
    return struct.pack(
        "<64sHBBIII16sI8s8sII4x",
        spelled,
        len(spelled),
        kind,
        1,
        _FREE,
        following,
        child,
        b"",
        0,
        b"",
        b"",
        start,
        size,
    )


SUMMARY = b"\xfe\xff\0\0" + AUTHOR.encode("utf-16-le")


def doc(*, storage: str = "", locked: bool = False, **more: bytes) -> bytes:
    text = bytearray(b"\xec\xa5" + bytes(8) + struct.pack("<H", 0x0100 if locked else 0))
    return compound(
        {
            "WordDocument": bytes(text) + "Đã thay bóng đèn.".encode("utf-16-le"),
            "\x05SummaryInformation": SUMMARY,
            **more,
        },
        storage,
    )


def record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def xls(*more: bytes) -> bytes:
    sheets = b"".join(
        (
            record(0x0809, bytes(16)),
            record(0x005C, b"\x09\0\0" + b"Hoang Van".ljust(109)),
            *more,
            record(0x0085, struct.pack("<IBB", 0, 0, 0) + b"\x01\0A"),
            record(0x000A, b""),
        )
    )
    return compound({"Workbook": sheets, "\x05SummaryInformation": SUMMARY})
