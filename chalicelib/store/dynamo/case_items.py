"""The items of the cases table. They hold no personal data.

Stored names must not change: a renamed attribute keeps its stored name as `attr_name`.
"""

from __future__ import annotations

from pynamodb.attributes import (
    BooleanAttribute,
    NumberAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
    VersionAttribute,
)

from chalicelib.domain.case.attachments import Attachment
from chalicelib.domain.case.case import Assignment, Case, Event
from chalicelib.domain.deadlines.board import Row
from chalicelib.domain.reports.facts import Came, Fact
from chalicelib.store.dynamo.attributes import Packed, Record, Short
from chalicelib.store.dynamo.tables import CasesItem


class HeadItem(CasesItem, discriminator="head"):
    """The case itself. A write fails if `version` has changed since the case was loaded."""

    version = VersionAttribute()
    case = Record(Case)
    row = Packed(Row, attr_name="board_row", null=True)  # while the case stands on the board


class EventItem(CasesItem, discriminator="event"):
    event = Record(Event)


class AssignmentItem(CasesItem, discriminator="assignment"):
    assignment = Record(Assignment)


class AttachmentItem(CasesItem, discriminator="attachment"):
    """A file of the case; what its sender calls it is in the vault."""

    attachment = Record(Attachment)
    state = UnicodeAttribute()
    attempts = NumberAttribute(default=0)


class FactItem(CasesItem, discriminator="fact"):
    """What reports count of a case; in one partition, by the moment of its receipt."""

    fact = Short(Fact)


class CameItem(CasesItem, discriminator="came"):
    """A call or text that no case was made of."""

    came = Short(Came)


class ContactItem(CasesItem, discriminator="contact"):
    """Says that a contact belongs to the case; its words are in the vault."""

    at = UTCDateTimeAttribute()
    channel = UnicodeAttribute()


class NotificationItem(CasesItem, discriminator="notice"):
    code = UnicodeAttribute()
    authority = UnicodeAttribute()
    kind = UnicodeAttribute()
    medium = UnicodeAttribute()
    to = UnicodeAttribute()
    who = UnicodeAttribute()
    planned_at = UTCDateTimeAttribute()
    state = UnicodeAttribute()
    attempts = NumberAttribute(default=0)
    again = NumberAttribute(null=True)  # written by older releases; nothing reads it any more
    provider_id = UnicodeAttribute(default="")
    error = UnicodeAttribute(default="")
    link = UnicodeAttribute(default="")
    todo = UnicodeAttribute(attr_name="purpose", null=True)
    link_expires_at = UTCDateTimeAttribute(null=True)
    words = Record(dict[str, str])
    sent_at = UTCDateTimeAttribute(null=True)
    waits_for = UnicodeAttribute(null=True)
    said_in = UnicodeAttribute(null=True)
    identity_at = NumberAttribute(null=True)
    colleague = UnicodeAttribute(null=True)
    sender = UnicodeAttribute(null=True)


class LinkItem(CasesItem, discriminator="link"):
    code = UnicodeAttribute()
    todo = UnicodeAttribute(attr_name="purpose")
    role = UnicodeAttribute()
    who = UnicodeAttribute()
    expires_at = UTCDateTimeAttribute()
    used_at = UTCDateTimeAttribute(null=True)
    used_key = UnicodeAttribute(default="")
    confirmation = UnicodeAttribute(attr_name="receipt", default="")
    about = UnicodeAttribute(default="")
    confirmation_seq = NumberAttribute(attr_name="receipt_seq", default=0)
    revoked = NumberAttribute(default=0)
    made_at = UTCDateTimeAttribute(null=True)
    colleague = UnicodeAttribute(null=True)
    opened_at = UTCDateTimeAttribute(null=True)


class PointerItem(CasesItem, discriminator="pointer"):
    """The notification that belongs to a provider's own id."""

    ref = UnicodeAttribute()


class DoneItem(CasesItem, discriminator="done"):
    """A form from the office's pages that was carried out, by its fingerprint."""

    confirmation = UnicodeAttribute(attr_name="receipt")
    confirmation_seq = NumberAttribute(attr_name="receipt_seq")


class SessionItem(CasesItem, discriminator="session"):
    """Somebody who has signed in; the key is the hash of the cookie's secret."""

    who = UnicodeAttribute()
    role = UnicodeAttribute(null=True)  # older ones are members of the office
    began_at = UTCDateTimeAttribute()
    seen_at = UTCDateTimeAttribute()
    left = BooleanAttribute(null=True)


class LimitItem(CasesItem, discriminator="limit"):
    """Limits how often something is tried. `tries` is an earlier release's, in an hour."""

    tries = NumberAttribute(null=True)
    rested_at = UTCDateTimeAttribute(null=True)


class SeenItem(CasesItem, discriminator="seen"):
    """Says when a member of the office or a leader was last known to have seen the case."""

    role = UnicodeAttribute()
    who = UnicodeAttribute()
    at = UTCDateTimeAttribute()


class DayCountItem(CasesItem, discriminator="day count"):
    """What was sent on one day of something that is limited, by the refs of its notifications."""

    refs = UnicodeSetAttribute()


class BrowserItem(CasesItem, discriminator="browser"):
    """A browser in which an officer has signed in; the key is the hash of the cookie's secret."""

    who = UnicodeAttribute()
    since = UTCDateTimeAttribute()
    until = UTCDateTimeAttribute()


class ReportLineItem(CasesItem, discriminator="report"):
    """A case's line in the report to the Chairman (N14, N19), by the month in which it closed."""

    code = UnicodeAttribute()
    text = UnicodeAttribute()
    at = UTCDateTimeAttribute()
