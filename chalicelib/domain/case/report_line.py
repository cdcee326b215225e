"""One case's line in the report to the Chairman (N14, N19). It names no citizen."""

from __future__ import annotations

from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import Case, CaseFile
from chalicelib.domain.formats import codes
from chalicelib.domain.time.clocks import ClockKind
from chalicelib.domain.time.working_time import Calendar


def line(
    file: CaseFile, told: Case, authority: Authority, calendar: Calendar, now: datetime
) -> str:
    """What the matter was about, who had it, when it came, was assigned and told, and whether in
    time. `told` is the case with its clocks stopped."""

    def day(at: datetime) -> str:
        return f"{calendar.local(at):%d/%m/%Y}"

    clock = next(c for c in reversed(told.clocks) if c.kind is ClockKind.CASE)
    shares = [a for a in file.assignments if a.counts]
    late = clock.days_late or 0
    return authority.text(
        "report.line",
        code=codes.grouped(told.code),
        field=next((f.name for f in authority.fields if f.id == told.field), ""),
        ward=told.ward or authority.texts["ward.unknown"],
        received=day(told.received_at),
        agency=", ".join(authority.agency(a.agency).name for a in shares),
        assigned=day(clock.started_at),
        told=day(now),
        punctuality=authority.text("report.late", n=str(late))
        if late
        else authority.texts["report.in_time"],
    )
