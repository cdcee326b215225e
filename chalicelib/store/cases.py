"""Cases in DynamoDB: one query loads a case, one conditional transaction changes it."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.domain.case.attachments import Attachment
from chalicelib.domain.case.case import (
    Assignment,
    Case,
    CaseFile,
    Channel,
    Event,
    Identity,
    RawContact,
    Seen,
)
from chalicelib.domain.deadlines.board import Row
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.understanding.repeats import ON_FILE
from chalicelib.store import outbox as outbox_rows
from chalicelib.store.attachments import attachment_from, attachment_item, name_item, still_open
from chalicelib.store.calls import ring_back_item
from chalicelib.store.contacts import contact_key, raw_item, raw_of
from chalicelib.store.done_forms import done_form, done_item
from chalicelib.store.dynamo import partitions
from chalicelib.store.dynamo.case_items import (
    AssignmentItem,
    AttachmentItem,
    ContactItem,
    EventItem,
    HeadItem,
    LinkItem,
    NotificationItem,
    ReportLineItem,
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
    RingBackItem,
)
from chalicelib.store.links import link_in, link_item, revoking
from chalicelib.store.openings import seen_from
from chalicelib.store.senders import Noted, row_of
from chalicelib.usecases.ports.cases import (
    Addressed,
    Commit,
    Cursor,
    Done,
    Enquired,
    InVault,
    Loaded,
    RingBack,
)

PAGE = 100  # rows of an index read at once
AT_ONCE = 100  # items that DynamoDB reads in one request


def case_key(code: str) -> str:
    return f"case#{code}"


def identity_key(revision: int) -> str:
    """The key of the identity as of a revision of its case."""
    return f"identity#{revision:05d}"


def mailbox_key(colleague: str) -> str:
    return f"mailbox#{colleague}"


AS_RECEIVED = identity_key(1)  # no officer has saved another yet


def due_key(authority: str) -> str:
    return partitions.DUE.of(authority)


def person_key(hashed: str) -> str:
    """Partition key for the cases of citizens who are reached at this number."""
    return partitions.REACHED.of(hashed)


def told_key(authority: str) -> str:
    """Where the cases wait whose line goes with the next report."""
    return partitions.TOLD.of(authority)


def open_key(authority: str) -> str:
    return partitions.OPEN.of(authority)


def open_place(row: Row) -> str:
    """The place of a case among the open ones: by due time, then receipt, then code."""
    return f"{moment_key(row.due_at)}#{moment_key(row.received_at)}#{row.code}"


def nuisance_key(authority: str) -> str:
    """Partition key for the cases that were refused as nuisance, by the moment of their refusal."""
    return partitions.NUISANCE.of(authority)


def moment_key(at: datetime | None) -> str:
    """A moment in sortable form; None sorts last."""
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else "9999"


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
        file = CaseFile(
            case=head.case,
            assignments=tuple(sorted(assignments, key=lambda a: not a.lead)),
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

    def addressed(self, code: str, identity_at: int) -> Addressed | None:
        where = (VaultItem, case_key(code), identity_key(identity_at))
        rows = list(read_at_once(_head_of(code), *([where] if identity_at else [])))
        case = _case_in(rows)
        if case is None:
            return None
        if not identity_at or identity_at != case.identity_at:
            return Addressed(case=case, identity=self.in_vault(CaseFile(case=case)).identity)
        return Addressed(case=case, identity=_identity_in(rows))

    def asked(self, code: str, contact: str) -> Enquired | None:
        rows = list(read_at_once(_head_of(code), (VaultItem, contact_key(contact), "raw")))
        case = _case_in(rows)
        raw = (raw_of(row) for row in rows if isinstance(row, RawItem))
        return Enquired(case=case, by=next(raw, None)) if case else None

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
                _Writer(transaction, commit, self._phone_key, noted).write()
            noted.write(transaction)


class _Writer:
    """Writes one commit into one transaction."""

    def __init__(
        self,
        transaction: TransactWrite,
        commit: Commit,
        phone_key: Callable[[str], str],
        noted: Noted,
    ) -> None:
        self._t = transaction
        self._c = commit
        self._case = commit.change.case
        self._pk = case_key(self._case.code)
        self._phone_key = phone_key
        self._noted = noted

    def write(self) -> None:
        self._head()
        for item in self._additions():
            self._t.save(item, condition=type(item).pk.does_not_exist())
        for share in self._c.change.assignments:
            self._t.save(AssignmentItem(self._pk, f"assignment#{share.agency}", assignment=share))
        for attachment in self._c.change.attachments:
            self._t.save(attachment_item(attachment), condition=still_open())
        if self._c.done and self._c.done.link:
            self._use(self._c.done)
        for link in self._c.change.revoked:
            item, actions, unspent = revoking(link)
            self._t.update(item, actions=actions, condition=unspent)
        for raw in self._takes:
            self._take(raw)
        if self._c.sender:
            row, as_read = row_of(self._c.sender, self._case.authority)
            self._t.save(row, condition=as_read)
        if self._c.owner:
            self._noted.case(self._c.owner, self._case.code)
        for number in self._c.unsilenced:
            self._noted.lift(number, self._c.at)
        if self._c.rings_back:
            self._ring_back(self._c.rings_back)

    @property
    def _takes(self) -> tuple[RawContact, ...]:
        first = (self._c.takes,) if self._c.takes else ()
        return (*first, *self._c.further)

    def _head(self) -> None:
        item = HeadItem(self._pk, "head", case=self._case)
        if self._c.version is not None:
            item.version = self._c.version
        if self._case.unreported_since:
            item.wait_pk, item.wait_at = told_key(self._case.authority), self._case.told_at
        if self._c.row:
            item.open_pk, item.open_sk = open_key(self._case.authority), open_place(self._c.row)
            item.row = self._c.row
        if self._c.nuisance_at:
            item.board_pk = nuisance_key(self._case.authority)
            item.board_sk = f"{moment_key(self._c.nuisance_at)}#{self._case.code}"
        if self._c.check_at is not None:
            item.due_pk, item.due_at = due_key(self._case.authority), self._c.check_at
        self._t.save(item)

    def _additions(self) -> Iterator[CasesItem | VaultItem]:
        change = self._c.change
        for event in change.events:
            yield EventItem(self._pk, f"event#{event.seq:05d}", event=event)
        for notification in self._c.notifications:
            yield outbox_rows.to_item(notification)
        for link in self._c.links:
            yield link_item(link)
        for raw in (*self._takes, *self._c.shares):
            yield ContactItem(
                self._pk, f"contact#{raw.id}", at=raw.received_at, channel=raw.channel.value
            )
        if change.identity:
            yield self._identity(change.identity)
        if change.account:
            sk = f"account#{self._case.revision:05d}"
            yield AccountItem(self._pk, sk, text=change.account)
        if change.mailbox:
            sk = mailbox_key(change.mailbox.colleague)
            yield MailboxItem(self._pk, sk, mail=change.mailbox.mail)
        for attachment_id, name in change.file_names.items():
            yield name_item(self._case.code, attachment_id, name)
        if change.report:
            yield self._report_line()
        if self._c.done and not self._c.done.link:
            yield done_item(self._c.done, self._c.at)

    def _identity(self, identity: Identity) -> IdentityItem:
        item = IdentityItem(self._pk, identity_key(self._case.revision), identity=identity)
        if identity.contact and not self._case.training:
            item.phone_key = person_key(self._phone_key(identity.contact))
            item.seen_at = self._c.at
        return item

    def _report_line(self) -> ReportLineItem:
        case, at = self._case, self._c.at
        return ReportLineItem(
            f"report#{case.authority}#{self._c.month}",
            case.code,
            code=case.code,
            text=self._c.change.report,
            at=at,
        )

    def _use(self, use: Done) -> None:
        actions: list[Action] = [
            LinkItem.used_key.set(use.key),
            LinkItem.confirmation.set(use.confirmation),
            LinkItem.confirmation_seq.set(use.confirmation_seq),
        ]
        if use.used_at is not None:
            actions.append(LinkItem.used_at.set(use.used_at))
        as_seen = LinkItem.used_at.does_not_exist() & (LinkItem.used_key == use.was)
        self._t.update(LinkItem(f"link#{use.link}", "link"), actions=actions, condition=as_seen)

    def _ring_back(self, back: RingBack) -> None:
        item = ring_back_item(self._phone_key(back.number), back.day, self._case.code)
        free = RingBackItem.pk.does_not_exist()
        self._t.save(item, condition=RingBackItem.code == back.was if back.was else free)

    def _take(self, raw: RawContact) -> None:
        """The contact, which waited among what is on file about its number or is an item already,
        belongs to the case."""
        if self._c.sender:
            item = raw_item(raw, self._phone_key)
            item.taken_as = self._case.code
            self._t.save(item, condition=RawItem.pk.does_not_exist())
            return
        self._t.update(
            RawItem(contact_key(raw.id), "raw"),
            actions=[
                RawItem.taken_as.set(self._case.code),
                RawItem.wait_pk.remove(),
                RawItem.wait_at.remove(),
            ],
            condition=RawItem.taken_as == raw.taken_as,
        )
        if raw.channel is Channel.SMS and raw.number and not raw.taken_as:
            self._noted.text(raw.number, raw.received_at)
