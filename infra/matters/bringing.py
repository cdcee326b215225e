"""What would become of each row, and making it so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from chalicelib.domain.case.case import RawContact
from chalicelib.domain.case.workflow import Incomplete, Need, NotAllowed
from chalicelib.domain.transitions.change import Change
from chalicelib.usecases.hand import bring_in
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos.disclosing import DisclosedError
from infra.matters.columns import HEADS
from infra.matters.reading import Desk, Problem, Row, read

_EMPTY = "còn trống, cần có để đề xuất giao, giao việc"
_NEEDS: Mapping[Need, tuple[str, str]] = {
    Need.FIELD: ("field", _EMPTY),
    Need.SUMMARY: ("summary", _EMPTY),
    Need.AGENCY: ("agencies", _EMPTY),
    Need.IMPARTIAL: ("agencies", "thủ trưởng cơ quan này là người bị phản ánh"),
    Need.OTHERS: (
        "words",
        "phản ánh chính Chánh Văn phòng: để trống Cơ quan và phần giao việc, người khác phân loại",
    ),
    Need.A_MEMBER: ("words", "phản ánh mọi người trong Tổ công tác, không còn ai xử lý"),
}
_WHO = {"name": "name", "address": "address", "contact": "phone"}
_LEAVING = {"summary": "summary", "document": "document"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Foreseen:
    """What becomes of a row: the change that makes its case; or the code of the one that it was
    made before; or what is wrong with it."""

    row: int
    raw: RawContact | None = None
    change: Change | None = None
    code: str = ""
    problems: tuple[Problem, ...] = ()


def foresee(rules: Rules, store: Store, rows: Iterable[Row]) -> list[Foreseen]:
    """What becomes of these rows. Writes nothing."""
    desk = Desk.of(rules.authority, rules.calendar, rules.now())
    first: dict[str, int] = {}
    return [_foreseen(rules, store, desk, row, first) for row in rows]


def bring(rules: Rules, store: Store, foreseen: Iterable[Foreseen]) -> Iterator[Foreseen]:
    """Makes the cases of these rows, one after the other, each with its code. A row that was made
    before, also by a run that broke off, is not made again."""
    for one in foreseen:
        if one.raw is None or one.change is None:
            yield one
        else:
            yield replace(one, code=bring_in.bring_in(rules, store, one.raw))


def _foreseen(rules: Rules, store: Store, desk: Desk, row: Row, first: dict[str, int]) -> Foreseen:
    matter, problems = read(desk, row)
    if matter is None:
        return Foreseen(row=row.number, problems=problems)
    raw = bring_in.contact_of(rules, matter)
    before = first.setdefault(raw.id, row.number)
    if before != row.number:
        return Foreseen(row=row.number, problems=(Problem("", f"trùng với dòng {before}"),))
    known = store.contacts.get(raw.id)
    if known and known.taken_as:
        return Foreseen(row=row.number, raw=raw, code=known.taken_as)
    try:
        change = bring_in.foreseen(rules, store, raw)
    except Incomplete as error:
        missing = matter.identity.missing
        return Foreseen(row=row.number, problems=tuple(_lacking(error.needs, missing)))
    except DisclosedError as error:
        return Foreseen(row=row.number, problems=tuple(_disclosed(error)))
    except NotAllowed as error:
        return Foreseen(row=row.number, problems=(Problem("", str(error)),))
    return Foreseen(row=row.number, raw=raw, change=change)


def _lacking(needs: tuple[Need, ...], missing: tuple[str, ...]) -> Iterator[Problem]:
    for need in needs:
        if need is Need.IDENTITY:
            yield from (Problem(HEADS[_WHO[part]], _EMPTY) for part in missing)
        else:
            name, why = _NEEDS[need]
            yield Problem(HEADS[name], why)


def _disclosed(error: DisclosedError) -> Iterator[Problem]:
    if error.problem == "reference":
        why = "quá 60 chữ, hoặc cho biết người phản ánh là ai"
        yield Problem(HEADS["reference"], why)
    for where, finds in error.finds.items():
        said = ", ".join(f"“{find.words}”" for find in finds)
        why = f"cho biết người phản ánh là ai, cơ quan được giao sẽ đọc được: {said}"
        yield Problem(HEADS[_LEAVING[where]], why)
