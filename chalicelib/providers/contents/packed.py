"""Word and Excel files of today, which are zip archives (ECMA-376): written anew without what says
who made them, refused with macros and with whatever would fetch or run something by itself."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping

from chalicelib.domain.case.attachments import FileKind, Unfit
from chalicelib.providers.contents import jpeg, png
from chalicelib.usecases.ports.files import UnfitError

MOST_PARTS = 5_000
MOST_UNPACKED = 150_000_000  # bytes of all parts together
LONG_AGO = (1980, 1, 1, 0, 0, 0)

_CONTENT_TYPES = "[content_types].xml"
_MAIN: Mapping[bytes, FileKind] = {
    b"wordprocessingml.document.main+xml": FileKind.DOCX,
    b"spreadsheetml.sheet.main+xml": FileKind.XLSX,
}
_RUNS = re.compile(
    r"vbaproject|vbadata|/activex/|/macrosheets/|/dialogsheets/|/embeddings/[^/]+\.bin$"
)
_MACRO_TYPES = re.compile(rb"macroEnabled|vbaProject|oleObject|activeX", re.IGNORECASE)
# What is asked for elsewhere as soon as the file is opened, or run: anything but a link to click
# and another workbook, which Excel asks about.
_OUTWARD = re.compile(rb"<Relationship\b[^>]*>", re.IGNORECASE)
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External", re.IGNORECASE)
_HARMLESS = re.compile(rb"Type\s*=\s*[\"'][^\"']*/(hyperlink|externalLinkPath)[\"']", re.IGNORECASE)
_FETCHES = re.compile(rb"<(\w+:)?ddeLink\b|<(\w+:)?instrText\b[^>]*>\s*DDE", re.IGNORECASE)
_SIGNATURES = "_xmlsignatures/"

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006"
_EMPTY: Mapping[str, str] = {
    "docprops/core.xml": f'{_XML}<cp:coreProperties xmlns:cp="{_PACKAGE}"/>',
    "docprops/app.xml": f'{_XML}<Properties xmlns="{_DOCUMENT}/extended-properties"/>',
    "docprops/custom.xml": f'{_XML}<Properties xmlns="{_DOCUMENT}/custom-properties"/>',
}
_PICTURES = {"jpg": jpeg.cleaned, "jpeg": jpeg.cleaned, "png": png.cleaned}


def cleaned(content: bytes, *, inside: bool = False) -> tuple[FileKind, bytes]:
    """`inside` says that it lies within another one, in which none may lie again."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = archive.infolist()
        _refuse_odd(parts, content, archive)
        kind = _kind(archive, parts)
        is_signed = any(part.filename.lower().startswith(_SIGNATURES) for part in parts)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as clean:
            for name, said in _looked_at(archive, parts, inside=inside):
                entry = zipfile.ZipInfo(name, LONG_AGO)
                entry.compress_type = zipfile.ZIP_DEFLATED
                clean.writestr(entry, said)
    return kind, content if is_signed else made.getvalue()


def _refuse_odd(parts: list[zipfile.ZipInfo], content: bytes, archive: zipfile.ZipFile) -> None:
    """What no office program writes: hidden or doubled parts, paths that lead out, a bomb."""
    names = [part.filename.lower() for part in parts]
    if any(part.flag_bits & 1 for part in parts):
        raise UnfitError(Unfit.LOCKED)
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UnfitError(Unfit.TOO_BIG_INSIDE)
    leads_out = any(
        name.startswith("/") or "\\" in name or ".." in name.split("/") for name in names
    )
    starts = min((part.header_offset for part in parts), default=1)
    ends = content.rfind(b"PK\x05\x06") + 22 == len(content)
    if leads_out or starts or not ends or archive.comment or len(set(names)) != len(names):
        raise UnfitError(Unfit.DAMAGED)


def _kind(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> FileKind:
    types = next((p for p in parts if p.filename.lower() == _CONTENT_TYPES), None)
    if types is None:
        raise UnfitError(Unfit.KIND)
    said = archive.read(types)
    if _MACRO_TYPES.search(said):
        raise UnfitError(Unfit.ACTIVE)
    found = {kind for name, kind in _MAIN.items() if name in said}
    if len(found) != 1:
        raise UnfitError(Unfit.KIND)
    return found.pop()


def _looked_at(
    archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], *, inside: bool
) -> Iterator[tuple[str, bytes]]:
    for part in parts:
        name = part.filename.lower()
        if part.is_dir():
            continue
        if _RUNS.search(f"/{name}"):
            raise UnfitError(Unfit.ACTIVE)
        said = archive.read(part)  # as much as is announced, else it does not match its checksum
        if name.endswith((".xml", ".rels", ".vml")):
            _refuse_running(name, said)
        yield part.filename, _without_traces(name, said, inside=inside)


def _refuse_running(name: str, said: bytes) -> None:
    if said[:2] in (b"\xfe\xff", b"\xff\xfe") or b"\0" in said[:64]:  # hides from what looks here
        raise UnfitError(Unfit.DAMAGED)
    if b"<!DOCTYPE" in said or b"<!ENTITY" in said:
        raise UnfitError(Unfit.ACTIVE)
    if _FETCHES.search(said):
        raise UnfitError(Unfit.ACTIVE)
    if not name.endswith(".rels"):
        return
    if b"&#" in said:
        raise UnfitError(Unfit.ACTIVE)
    for relation in _OUTWARD.findall(said):
        if _EXTERNAL.search(relation) and not _HARMLESS.search(relation):
            raise UnfitError(Unfit.ACTIVE)


def _without_traces(name: str, said: bytes, *, inside: bool) -> bytes:
    if name in _EMPTY:
        return _EMPTY[name].encode()
    ending = name.rpartition(".")[2]
    if ending in _PICTURES:
        try:
            return _PICTURES[ending](said)[1]
        except UnfitError as error:
            if error.unfit is Unfit.TOO_BIG_INSIDE:
                raise
            return said  # a picture that a program wrote oddly is no reason to refuse the letter
    if said.startswith(b"PK\x03\x04"):  # the table behind a chart
        if inside:
            raise UnfitError(Unfit.ACTIVE)
        return cleaned(said, inside=True)[1]
    return said
