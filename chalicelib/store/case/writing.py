"""Writes all that one commit says of its case into one transaction."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from chalicelib.domain.case.case import (
    Channel,
    Identity,
    RawContact,
)
from chalicelib.store.case.attachments import (
    attachment_item,
    name_item,
    still_open,
)
from chalicelib.store.case.done_forms import done_item
from chalicelib.store.case.facts import fact_item
from chalicelib.store.case.places import (
    assignment_key,
    case_key,
    due_key,
    identity_key,
    mailbox_key,
    moment_key,
    nuisance_key,
    open_key,
    open_place,
    person_key,
    told_key,
)
from chalicelib.store.citizens.calls import ring_back_item
from chalicelib.store.citizens.came import came_item, stands_of
from chalicelib.store.citizens.contacts import contact_key, raw_item
from chalicelib.store.citizens.senders import Noted, row_of
from chalicelib.store.dynamo.case_items import (
    AssignmentItem,
    ContactItem,
    EventItem,
    HeadItem,
    LinkItem,
    ReportLineItem,
)
from chalicelib.store.dynamo.tables import (
    CasesItem,
    VaultItem,
)
from chalicelib.store.dynamo.vault_items import (
    AccountItem,
    IdentityItem,
    MailboxItem,
    RawItem,
    RingBackItem,
)
from chalicelib.store.sending import outbox as outbox_rows
from chalicelib.store.sending.links import link_item, revoking
from chalicelib.usecases.ports.cases import (
    Commit,
    Done,
    RingBack,
)


class Writer:
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
            self._t.save(AssignmentItem(self._pk, assignment_key(share), assignment=share))
        if self._c.fact:
            self._t.save(fact_item(self._c.fact, self._case.authority))
        for came in self._c.came:
            self._t.save(came_item(came, self._case.authority))
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
        if self._c.version is None and (raw.taken_as or raw.filed):  # now it has one of its own
            self._t.delete(stands_of(raw))
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
