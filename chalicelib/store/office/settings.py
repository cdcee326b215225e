"""Versions of the settings in DynamoDB: one partition of the vault for each authority.

`head` says which version holds; `packed#<release>` is what a release has made of it, so that a
function that starts need not read files; `version#…`, `file#<hash>` and `proposal#…` are written
once and never changed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from pynamodb.attributes import BinaryAttribute, NumberAttribute

from chalicelib.store.dynamo.attributes import Record
from chalicelib.store.dynamo.conditions import together
from chalicelib.store.dynamo.reading import read_at_once
from chalicelib.store.dynamo.tables import VaultItem
from chalicelib.usecases.ports.settings import Files, Head, Packed, Proposal, Version


class HeadItem(VaultItem, discriminator="settings_head"):
    number = NumberAttribute()


class PackedItem(VaultItem, discriminator="settings_packed"):
    number = NumberAttribute()
    packed = BinaryAttribute(legacy_encoding=False)


class VersionItem(VaultItem, discriminator="settings_version"):
    version = Record(Version)


class ProposalItem(VaultItem, discriminator="settings_proposal"):
    proposal = Record(Proposal)


class FileItem(VaultItem, discriminator="settings_file"):
    text = BinaryAttribute(legacy_encoding=False)


HEAD = "head"
NEWEST = 999_999  # more than there will be


def settings_key(authority: str) -> str:
    return f"settings#{authority}"


def _version_key(number: int) -> str:
    return f"version#{number:06d}"


class DynamoSettings:
    """The `Settings` port."""

    def newest(self, authority: str) -> int:
        try:
            return int(HeadItem.get(settings_key(authority), HEAD, consistent_read=True).number)
        except HeadItem.DoesNotExist:
            return 0

    def head(self, authority: str, release: str) -> Head | None:
        pk = settings_key(authority)
        number, packed = 0, b""
        rows = read_at_once((VaultItem, pk, HEAD), (VaultItem, pk, _packed_key(release)))
        found = {type(row): row for row in rows}
        if isinstance(head := found.get(HeadItem), HeadItem):
            number = int(head.number)
        kept = found.get(PackedItem)
        if isinstance(kept, PackedItem) and kept.number == number:
            packed = kept.packed
        return Head(number, packed) if number else None

    def keep_packed(self, authority: str, packed: Packed) -> None:
        _packed_item(authority, packed).save()

    def version(self, authority: str, number: int) -> Version | None:
        try:
            key = settings_key(authority), _version_key(number)
            return VersionItem.get(*key, consistent_read=True).version
        except VersionItem.DoesNotExist:
            return None

    def versions(self, authority: str, before: int, limit: int) -> list[Version]:
        newest = before - 1 if before else NEWEST
        rows = VersionItem.query(
            settings_key(authority),
            VersionItem.sk.between(_version_key(1), _version_key(newest)),
            scan_index_forward=False,
            limit=limit,
            consistent_read=True,
        )
        return [row.version for row in rows]

    def files(self, authority: str, hashes: Mapping[str, str]) -> dict[str, str]:
        pk = settings_key(authority)
        wanted = {_file_key(hash_) for hash_ in hashes.values()}
        rows = FileItem.batch_get([(pk, sk) for sk in sorted(wanted)], consistent_read=True)
        texts = {row.sk: zlib.decompress(row.text).decode() for row in rows}
        return {name: texts[_file_key(hash_)] for name, hash_ in hashes.items()}

    def publish(
        self, authority: str, version: Version, files: Files, packed: Packed, proposal: str = ""
    ) -> None:
        pk, number = settings_key(authority), version.number
        head = HeadItem(pk, HEAD, number=number)
        first = HeadItem.pk.does_not_exist()
        new = VersionItem(pk, _version_key(number), version=version)
        self._write(
            [(item, None) for item in _file_items(authority, files, version.files)],
            [(_packed_item(authority, packed), None)],
            [(new, VersionItem.pk.does_not_exist())],
            [(head, first if number == 1 else HeadItem.number == number - 1)],
            gone=ProposalItem(pk, f"proposal#{proposal}") if proposal else None,
        )

    def propose(self, authority: str, proposal: Proposal, files: Files) -> None:
        item = ProposalItem(settings_key(authority), f"proposal#{proposal.id}", proposal=proposal)
        self._write(
            [(item, None) for item in _file_items(authority, files, proposal.files)],
            [(item, ProposalItem.pk.does_not_exist())],
        )

    def _write(self, *steps: list[tuple[VaultItem, Any]], gone: ProposalItem | None = None) -> None:
        with together() as transaction:
            for item, condition in (row for rows in steps for row in rows):
                transaction.save(item, condition=condition)
            if gone is not None:
                transaction.delete(gone, condition=ProposalItem.pk.exists())

    def proposal(self, authority: str, proposal: str) -> Proposal | None:
        try:
            key = settings_key(authority), f"proposal#{proposal}"
            return ProposalItem.get(*key, consistent_read=True).proposal
        except ProposalItem.DoesNotExist:
            return None

    def proposals(self, authority: str) -> list[Proposal]:
        rows = ProposalItem.query(
            settings_key(authority), ProposalItem.sk.startswith("proposal#"), consistent_read=True
        )
        return sorted((row.proposal for row in rows), key=lambda proposal: proposal.at)

    def withdraw(self, authority: str, proposal: str) -> None:
        ProposalItem(settings_key(authority), f"proposal#{proposal}").delete()


def _packed_key(release: str) -> str:
    return f"packed#{release}"


def _packed_item(authority: str, packed: Packed) -> PackedItem:
    key = settings_key(authority), _packed_key(packed.release)
    return PackedItem(*key, number=packed.number, packed=packed.content)


def _file_key(hash_: str) -> str:
    return f"file#{hash_}"


def _file_items(authority: str, files: Files, hashes: Mapping[str, str]) -> Iterator[FileItem]:
    """An item for each text; the same text twice is one. Written again, it is the same."""
    texts = {hashes[name]: text for name, text in files.items()}
    for hash_, text in texts.items():
        packed = zlib.compress(text.encode(), 9)
        yield FileItem(settings_key(authority), _file_key(hash_), text=packed)
