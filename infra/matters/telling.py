"""What becomes of the rows, in words for the technician and the office."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.formats import codes
from chalicelib.domain.time.clocks import Clock
from chalicelib.domain.time.due import DueWords
from chalicelib.domain.transitions.change import Change
from chalicelib.usecases.services import Rules
from infra.matters.bringing import Foreseen

_LATER = "mã số cấp khi ghi"


def line(rules: Rules, one: Foreseen) -> str:
    """What becomes of a row."""
    return f"Dòng {one.row}: " + "\n    ".join(_parts(rules, one))


def _parts(rules: Rules, one: Foreseen) -> Iterator[str]:
    if one.problems:
        yield "CÓ LỖI"
        yield from (f"{p.head}: {p.why}" if p.head else p.why for p in one.problems)
    elif one.change is None:
        yield f"đã nhập trước đây, mã số {codes.grouped(one.code)}; không nhập lại"
    else:
        case, texts = one.change.case, rules.authority.texts
        code = codes.grouped(one.code) if one.code else _LATER
        called = f"{case.reference}, {code}" if case.reference else code
        yield f"{called}. {texts[f'state.{case.state}']}"
        yield f"Phụ trách: {rules.authority.officer(case.owner).name}"
        if agencies := _agencies(rules.authority, one.change):
            yield f"Cơ quan: {agencies}"
        yield from (_due(rules, clock) for clock in _running(one.change))
        yield from _remarks(rules.authority, one.change)


def _agencies(authority: Authority, change: Change) -> str:
    ids = [share.agency for share in change.assignments] or change.case.proposed
    return "; ".join(authority.agency(one).name for one in ids)


def _running(change: Change) -> Iterator[Clock]:
    yield from (clock for clock in change.case.clocks if clock.running)
    yield from (share.clock for share in change.assignments)


def _due(rules: Rules, clock: Clock) -> str:
    of = f" ({rules.authority.agency(clock.of).name})" if clock.of else ""
    late = rules.calendar.days_late(clock.due_at, rules.now())
    said = DueWords(rules.authority.texts, rules.calendar).full(clock)
    over = f", đã quá hạn {late} ngày làm việc" if late else ""
    return f"Hạn – {rules.authority.texts[f'clock.{clock.kind}']}{of}: {said}{over}"


def _remarks(authority: Authority, change: Change) -> Iterator[str]:
    case = change.case
    if case.confidential:
        yield "Giữ bí mật"
    if case.maybe_urgent:
        yield "Lời phản ánh có dấu hiệu cấp bách: xin xem ngay"
    if case.maybe_crime:
        yield "Lời phản ánh có dấu hiệu tội phạm: xin xem ngay"
    if case.recused:
        names = "; ".join(map(authority.known_as, case.recused))
        yield f"Lời phản ánh nói về {names}: hồ sơ không hiện với người đó"


def summary(rules: Rules, ones: Iterable[Foreseen], *, written: bool) -> str:
    """How many rows become what."""
    every = list(ones)
    texts = rules.authority.texts
    wrong = sum(bool(one.problems) for one in every)
    states = Counter(one.change.case.state for one in every if one.change)
    before = sum(not one.problems and one.change is None for one in every)
    parts = [f"{n} – {texts[f'state.{state}']}" for state, n in states.items()]
    parts += [f"{before} – đã nhập trước đây"] if before else []
    parts += [f"{wrong} – có lỗi"] if wrong else []
    counted = f"Tất cả {len(every)} dòng: {'; '.join(parts)}." if every else "Không có dòng nào."
    return f"{counted} {_closing(wrong=bool(wrong), written=written)}"


def _closing(*, wrong: bool, written: bool) -> str:
    if wrong:
        return "Chưa ghi gì: xin sửa các dòng có lỗi trong tệp rồi chạy lại."
    return "Đã ghi." if written else "Chưa ghi gì: chạy lại với --write (make: WRITE=1) để ghi."
