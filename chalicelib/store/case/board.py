"""The board, look-ups by number, and failed notifications: small sparse partitions, no scans."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.deadlines.board import Row, row_of
from chalicelib.store.case.places import case_key, moment_key, nuisance_key, open_key, person_key
from chalicelib.store.dynamo import partitions
from chalicelib.store.dynamo.case_items import HeadItem
from chalicelib.store.dynamo.tables import BoardIndex, CasesOpen, VaultOpen
from chalicelib.store.dynamo.vault_items import RawItem
from chalicelib.store.sending.outbox import ref_of_row, trouble_key
from chalicelib.usecases.ports.office import Refused, Trouble


class DynamoBoard:
    """The `Board` port. `phone_key` turns a number into the keyed hash used for look-ups."""

    def __init__(self, phone_key: Callable[[str], str]) -> None:
        self._phone_key = phone_key

    def open_cases(self, authority: str) -> list[Row]:
        return [item.row for item in CasesOpen.open.query(open_key(authority))]

    def rows(self, codes: Iterable[str]) -> dict[str, Row]:
        heads = [(case_key(code), "head") for code in dict.fromkeys(codes)]
        found = HeadItem.batch_get(heads, consistent_read=True) if heads else ()
        rows = (item.row or row_of(CaseFile(case=item.case)) for item in found)
        return {row.code: row for row in rows}

    def nuisance(self, authority: str, since: datetime, limit: int) -> list[Refused]:
        rows = CasesOpen.board.query(
            nuisance_key(authority),
            BoardIndex.board_sk >= moment_key(since),
            scan_index_forward=False,
            limit=limit,
        )
        return [Refused(case=row.case, at=_moment_of(row)) for row in rows if row.case is not None]

    def of_number(self, number: str, limit: int) -> list[str]:
        hashed = self._phone_key(number)
        reached = VaultOpen.phone.query(person_key(hashed), scan_index_forward=False, limit=limit)
        came = (
            row
            for kind in dict.fromkeys(partitions.CAME_FROM.values())
            for row in VaultOpen.phone.query(kind.of(hashed), scan_index_forward=False, limit=limit)
        )
        codes = [row.pk.removeprefix("case#") for row in reached]
        codes += _taken_as([(row.pk, row.sk) for row in came])
        return [code for code in dict.fromkeys(codes) if code]

    def troubles(self, authority: str) -> list[Trouble]:
        return [_trouble(row) for row in CasesOpen.board.query(trouble_key(authority))]


def _moment_of(item: CasesOpen) -> datetime:
    return datetime.fromisoformat(item.board_sk.partition("#")[0])


def _taken_as(contacts: list[tuple[str, str]]) -> list[str]:
    """The cases of these contacts, in their order."""
    wanted = ["pk", "sk", "cls", "taken_as"]  # not the words
    found = RawItem.batch_get(contacts, attributes_to_get=wanted) if contacts else ()
    codes = {(item.pk, item.sk): item.taken_as for item in found}
    return [codes.get(contact, "") for contact in contacts]


def _trouble(item: CasesOpen) -> Trouble:
    return Trouble(
        ref=ref_of_row(item.pk, item.sk),
        kind=item.kind or "",
        medium=item.medium or "",
        error=item.error or "",
        at=datetime.fromisoformat(item.board_sk),
    )
