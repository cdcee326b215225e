"""Cases in DynamoDB: one query loads a case, one conditional transaction changes it."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from hashlib import sha256
from typing import Any

from chalicelib.domain.case.attachments import Attachment
from chalicelib.domain.case.case import (
    Assignment,
    Case,
    CaseFile,
    Event,
    Identity,
    Seen,
)
from chalicelib.domain.dialogue.sender import Sender
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.understanding.repeats import ON_FILE
from chalicelib.store.case.attachments import (
    attachment_from,
)
from chalicelib.store.case.done_forms import done_form
from chalicelib.store.case.openings import seen_from
from chalicelib.store.case.places import (
    AS_RECEIVED,
    case_key,
    due_key,
    identity_key,
    mailbox_key,
    told_key,
)
from chalicelib.store.case.writing import Writer
from chalicelib.store.citizens.contacts import contact_key, raw_of
from chalicelib.store.citizens.senders import SENDER, Noted, sender_of
from chalicelib.store.dynamo.case_items import (
    AssignmentItem,
    AttachmentItem,
    ContactItem,
    EventItem,
    HeadItem,
    LinkItem,
    NotificationItem,
    SeenItem,
)
from chalicelib.store.dynamo.conditions import together
from chalicelib.store.dynamo.reading import Key, read_at_once
from chalicelib.store.dynamo.tables import (
    CasesItem,
    CasesOpen,
    DueIndex,
    VaultItem,
    WaitingIndex,
)
from chalicelib.store.dynamo.vault_items import (
    AccountItem,
    IdentityItem,
    MailboxItem,
    RawItem,
    SenderItem,
)
from chalicelib.store.sending import outbox as outbox_rows
from chalicelib.store.sending.links import link_in
from chalicelib.usecases.ports.cases import (
    Addressed,
    Commit,
    Cursor,
    Done,
    Enquired,
    InVault,
    Loaded,
)

PAGE = 100  # rows of an index read at once
AT_ONCE = 100  # items that DynamoDB reads in one request


def _start(authority: str, after: Cursor) -> dict[str, Any]:
    """The cursor as the key from which a query of the due index continues. The case itself need
    not be there any more."""
    moment = DueIndex.due_at.serialize(after.look_at)  # type: ignore[no-untyped-call]
    return {
        "due_pk": {"S": due_key(authority)},
        "due_at": {"S": moment},
        "pk": {"S": case_key(after.code)},
        "sk": {"S": "head"},
    }


def _head_of(code: str) -> Key:
    return CasesItem, case_key(code), "head"


def _case_in(rows: Iterable[CasesItem | VaultItem]) -> Case | None:
    return next((row.case for row in rows if isinstance(row, HeadItem)), None)


def _identity_in(rows: Iterable[CasesItem | VaultItem]) -> Identity:
    row = next((row for row in rows if isinstance(row, IdentityItem)), None)
    if row is None:
        return Identity()
    return row.identity.as_received() if row.sk == AS_RECEIVED else row.identity


def _number_of(sender: str) -> list[Key]:
    return [(VaultItem, sender, SENDER)] if sender else []


def _sender_in(rows: Iterable[CasesItem | VaultItem]) -> Sender | None:
    return next((sender_of(row) for row in rows if isinstance(row, SenderItem)), None)


def _came(item: ContactItem) -> tuple[datetime, str]:
    return item.at, item.sk


class DynamoCases:
    """The `Cases` port. `phone_key` turns a number into the keyed hash used for look-ups."""

    def __init__(self, phone_key: Callable[[str], str]) -> None:
        self._phone_key = phone_key

    def load(self, code: str) -> Loaded | None:
        head: HeadItem | None = None
        assignments: list[Assignment] = []
        history: list[Event] = []
        contacts: list[ContactItem] = []
        seen: list[Seen] = []
        notifications: list[Notification] = []
        attachments: list[Attachment] = []
        for item in CasesItem.query(case_key(code), consistent_read=True):
            match item:
                case HeadItem():
                    head = item
                case AssignmentItem():
                    assignments.append(item.assignment)
                case EventItem():
                    history.append(item.event)
                case ContactItem():
                    contacts.append(item)
                case NotificationItem():
                    notifications.append(outbox_rows.from_item(item))
                case SeenItem():
                    seen.append(seen_from(item))
                case AttachmentItem():
                    attachments.append(attachment_from(item))
        if head is None:
            return None
        assignments.sort(key=lambda a: not a.lead)
        file = CaseFile(
            case=head.case,
            assignments=tuple(a for a in assignments if a.round == head.case.round),
            before=tuple(a for a in assignments if a.round < head.case.round),
            history=tuple(history),
            contacts=tuple(i.sk.removeprefix("contact#") for i in sorted(contacts, key=_came)),
            seen=tuple(seen),
            attachments=tuple(sorted(attachments, key=lambda one: (one.at, one.id))),
        )
        return Loaded(
            file=file, version=head.version, notifications=tuple(notifications), row=head.row
        )

    def identity(self, code: str) -> Identity:
        """The latest identity; earlier ones stay on file. An older release kept a number from the
        citizen's words as their contact, which nobody has confirmed until an officer saves it."""
        rows = VaultItem.query(
            case_key(code),
            VaultItem.sk.startswith("identity#"),
            scan_index_forward=False,
            limit=1,
            consistent_read=True,
        )
        return _identity_in(rows)

    def in_vault(self, file: CaseFile, link: str = "") -> InVault:
        case, contacts = file.case, tuple(dict.fromkeys(file.contacts))
        where = [(case_key(case.code), identity_key(case.identity_at))] if case.identity_at else []
        keys = [*where, *((contact_key(contact), "raw") for contact in contacts)]
        of_link: list[Key] = [(CasesItem, f"link#{link}", "link")] if link else []
        wanted: list[Key] = [*of_link, *((VaultItem, pk, sk) for pk, sk in keys)]
        parts = (wanted[n : n + AT_ONCE] for n in range(0, len(wanted), AT_ONCE))
        rows = [row for part in parts for row in read_at_once(*part)]
        found = {row.contact.id: raw_of(row) for row in rows if isinstance(row, RawItem)}
        return InVault(
            identity=_identity_in(rows) if where else self.identity(case.code),
            contacts=tuple(found[contact] for contact in contacts if contact in found),
            link=next((link_in(row) for row in rows if isinstance(row, LinkItem)), None),
        )

    def addressed(self, code: str, identity_at: int, sender: str = "") -> Addressed | None:
        where: list[Key] = [(VaultItem, case_key(code), identity_key(identity_at))]
        known = where if identity_at else []
        rows = list(read_at_once(_head_of(code), *known, *_number_of(sender)))
        case = _case_in(rows)
        if case is None:
            return None
        if not identity_at or identity_at != case.identity_at:
            identity = self.in_vault(CaseFile(case=case)).identity
        else:
            identity = _identity_in(rows)
        return Addressed(case=case, identity=identity, sender=_sender_in(rows))

    def asked(self, code: str, contact: str, sender: str = "") -> Enquired | None:
        contacts: list[Key] = [(VaultItem, contact_key(contact), "raw")]
        rows = list(read_at_once(_head_of(code), *contacts, *_number_of(sender)))
        case = _case_in(rows)
        if case is None:
            return None
        raw = (raw_of(row) for row in rows if isinstance(row, RawItem))
        return Enquired(case=case, by=next(raw, None), sender=_sender_in(rows))

    def account(self, code: str) -> str:
        rows = AccountItem.query(
            case_key(code),
            AccountItem.sk.startswith("account#"),
            scan_index_forward=False,
            limit=1,
            consistent_read=True,
        )
        return next((row.text for row in rows), "")

    def mailboxes(self, code: str) -> dict[str, str]:
        rows = MailboxItem.query(
            case_key(code), MailboxItem.sk.startswith(mailbox_key("")), consistent_read=True
        )
        return {row.sk.removeprefix(mailbox_key("")): row.mail for row in rows}

    def marks(self, marks: Iterable[str]) -> str:
        return "".join(f"{mark[0]}{self._hash_of(mark[1:])}" for mark in marks)

    def _hash_of(self, words: str) -> str:
        keyed = sha256(self._phone_key(f"mark#{words}").encode()).digest()
        return urlsafe_b64encode(keyed[:ON_FILE]).decode()[: ON_FILE - 1]

    def done(self, key: str) -> Done | None:
        return done_form(key)

    def due(self, authority: str, now: datetime) -> Iterator[str]:
        rows = CasesOpen.due.query(due_key(authority), DueIndex.due_at <= now, page_size=PAGE)
        return (row.pk.removeprefix("case#") for row in rows)

    def walk(self, authority: str, after: Cursor | None) -> Iterator[Cursor]:
        rows = CasesOpen.due.query(
            due_key(authority),
            page_size=PAGE,
            last_evaluated_key=_start(authority, after) if after else None,
        )
        return (Cursor(code=row.pk.removeprefix("case#"), look_at=row.due_at) for row in rows)

    def told(self, authority: str, until: datetime) -> Iterator[str]:
        rows = CasesOpen.waiting.query(
            told_key(authority), WaitingIndex.wait_at <= until, page_size=PAGE
        )
        return (row.pk.removeprefix("case#") for row in rows)

    def commit(self, *commits: Commit) -> None:
        with together() as transaction:
            noted = Noted(self._phone_key)
            for commit in commits:
                Writer(transaction, commit, self._phone_key, noted).write()
            noted.write(transaction)
