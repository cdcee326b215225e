"""The items of the vault: words, identities, calls, copies of sent notifications, and secrets that
change."""

from __future__ import annotations

from pynamodb.attributes import (
    BinaryAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
)

from chalicelib.domain.calls.call import Ending, Turn
from chalicelib.domain.calls.recordings import CallRecording
from chalicelib.domain.case.case import Identity, RawContact
from chalicelib.domain.dialogue.dialogue import Dialogue
from chalicelib.store.dynamo.attributes import Packed, Record, Several
from chalicelib.store.dynamo.tables import VaultItem


class AccessItem(VaultItem, discriminator="access"):
    """Records that somebody viewed a confidential identity."""

    who = UnicodeAttribute()
    why = UnicodeAttribute()
    how = UnicodeAttribute(null=True)  # where; older looks do not say
    at = UTCDateTimeAttribute()
    reason = UnicodeAttribute(null=True)  # null if none was asked for


class ReasonItem(VaultItem, discriminator="reason"):
    """Why somebody wants to see who the citizen of a case is."""

    reason = UnicodeAttribute()
    at = UTCDateTimeAttribute()


class CredentialsItem(VaultItem, discriminator="credentials"):
    """What an officer signs in with besides mail."""

    secret = UnicodeAttribute(default="")
    since = UTCDateTimeAttribute(null=True)
    step = NumberAttribute(default=0)
    trusted_since = UTCDateTimeAttribute(null=True)


class KeptFormItem(VaultItem, discriminator="kept_form"):
    """A form that waits for its member to sign in again; its words are in `parts` further items."""

    who = UnicodeAttribute()
    role = UnicodeAttribute()
    subject = UnicodeAttribute()
    todo = UnicodeAttribute()
    about = UnicodeAttribute(default="")
    until = UTCDateTimeAttribute()
    parts = NumberAttribute()
    ttl = TTLAttribute()


class KeptPartItem(VaultItem, discriminator="kept_part"):
    """Part of what was typed: a form may be longer than an item."""

    packed = BinaryAttribute(legacy_encoding=False)
    ttl = TTLAttribute()


class RawItem(VaultItem, discriminator="raw"):
    """A contact as it came; `taken_as` is the code of its case, "" until there is one, `filed` why
    there is none."""

    contact = Record(RawContact)
    text_in = UnicodeAttribute(default="")  # name of the field that holds the text, if any
    taken_as = UnicodeAttribute(default="")
    filed = UnicodeAttribute(null=True)


class TurnItem(VaultItem, discriminator="turn"):
    """One turn of a call; only ever added."""

    turn = Record(Turn)


class EndingItem(VaultItem, discriminator="ending"):
    ending = Record(Ending)


class RecordingItem(VaultItem, discriminator="recording"):
    recording = Record(CallRecording)
    state = UnicodeAttribute()
    attempts = NumberAttribute(default=0)


class RingBackItem(VaultItem, discriminator="ring_back"):
    """The case for ringing a number back, for its calls on one day."""

    code = UnicodeAttribute()


class SenderItem(VaultItem, discriminator="sender"):
    """What is on file about a number; see `Sender`. Whatever changes it counts its revision up."""

    revision = NumberAttribute(default=0)
    came = Several(Packed(RawContact), default=())
    seen = Several(UnicodeAttribute(), default=())
    cases = Several(UnicodeAttribute(), default=())
    texts = Several(UTCDateTimeAttribute(), default=())
    asked_at = UTCDateTimeAttribute(null=True)
    lifted_at = UTCDateTimeAttribute(null=True)
    dialogue = Packed(Dialogue, null=True)


class AccountItem(VaultItem, discriminator="account"):
    """What was said in a call, typed by the officer who heard it; earlier versions stay."""

    text = UnicodeAttribute()


class FileNameItem(VaultItem, discriminator="file_name"):
    """What a file is called on its sender's machine."""

    name = UnicodeAttribute()


class IdentityItem(VaultItem, discriminator="identity"):
    identity = Record(Identity)


class MailboxItem(VaultItem, discriminator="mailbox"):
    """The address of a colleague to whom an agency has passed its share of a case on."""

    mail = UnicodeAttribute()


class CopyItem(VaultItem, discriminator="copy"):
    """The text of a notification as sent, with the secret part of its link blanked out."""

    address = UnicodeAttribute()
    subject = UnicodeAttribute(default="")
    text = UnicodeAttribute()
    at = UTCDateTimeAttribute()


class TokensItem(VaultItem, discriminator="tokens"):
    """What a gateway is called with, and what gets the next such pair, once."""

    access = UnicodeAttribute(default="")
    renews = UnicodeAttribute()
    expires_at = UTCDateTimeAttribute()
    claimed_until = UTCDateTimeAttribute(null=True)
    begun = UnicodeSetAttribute(null=True)  # hashes of the authorisations that were begun with
