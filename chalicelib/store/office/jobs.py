"""The progress of long jobs between their runs: one small item each, outside of the cases."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

from pynamodb.attributes import UTCDateTimeAttribute

from chalicelib.store.dynamo.attributes import Record
from chalicelib.store.dynamo.tables import CasesItem
from chalicelib.usecases.ports.office import CalendarWork, DigestWork

FORGOTTEN = timedelta(days=7)  # how long a day's digest is remembered


class DigestItem(CasesItem, discriminator="digest"):
    work = Record(DigestWork)


class CalendarItem(CasesItem, discriminator="calendar"):
    work = Record(CalendarWork)


class ReconciledItem(CasesItem, discriminator="reconciled"):
    until = UTCDateTimeAttribute()


class AliveItem(CasesItem, discriminator="alive"):
    at = UTCDateTimeAttribute()


class DynamoJobs:
    """The `Jobs` port."""

    def digest(self, authority: str, day: date) -> DigestWork:
        try:
            item = DigestItem.get(f"digest#{authority}", day.isoformat(), consistent_read=True)
        except DigestItem.DoesNotExist:
            return DigestWork()
        return item.work

    def keep_digest(self, authority: str, day: date, work: DigestWork) -> None:
        until = datetime.combine(day, time(), UTC) + FORGOTTEN
        DigestItem(f"digest#{authority}", day.isoformat(), work=work, ttl=until).save()

    def calendar(self, authority: str) -> CalendarWork:
        try:
            item = CalendarItem.get(f"calendar#{authority}", "calendar", consistent_read=True)
        except CalendarItem.DoesNotExist:
            return CalendarWork()
        return item.work

    def keep_calendar(self, authority: str, work: CalendarWork) -> None:
        CalendarItem(f"calendar#{authority}", "calendar", work=work).save()

    def reconciled(self, authority: str) -> datetime | None:
        key = (f"reconciled#{authority}", "reconciled")
        try:
            return ReconciledItem.get(*key, consistent_read=True).until
        except ReconciledItem.DoesNotExist:
            return None

    def keep_reconciled(self, authority: str, until: datetime) -> None:
        ReconciledItem(f"reconciled#{authority}", "reconciled", until=until).save()

    def note_alive(self, authority: str, gateway: str, at: datetime) -> None:
        AliveItem(f"alive#{authority}", gateway, at=at).save()

    def alive(self, authority: str) -> dict[str, datetime]:
        return {str(row.sk): row.at for row in AliveItem.query(f"alive#{authority}")}
