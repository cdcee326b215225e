"""Files of cases: what is on file of each, beside its case, and what it is called, in the vault."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action

from chalicelib.domain.case.attachments import OPEN, Attachment, AttachmentState
from chalicelib.store.dynamo import partitions
from chalicelib.store.dynamo.case_items import AttachmentItem
from chalicelib.store.dynamo.conditions import added, changed, put_if
from chalicelib.store.dynamo.tables import CasesOpen, WaitingIndex
from chalicelib.store.dynamo.vault_items import FileNameItem


def file_key(attachment_id: str) -> str:
    return f"file#{attachment_id}"


def still_open() -> Condition:
    """Nothing has been decided about the file."""
    undecided = AttachmentItem.state.is_in(*(state.value for state in OPEN))
    found: Condition = AttachmentItem.pk.does_not_exist() | undecided
    return found


class DynamoAttachments:
    """The `Attachments` port."""

    def note(self, attachment: Attachment) -> bool:
        return added(attachment_item(attachment))

    def get(self, ref: str) -> Attachment | None:
        try:
            return attachment_from(AttachmentItem.get(*_key(ref), consistent_read=True))
        except AttachmentItem.DoesNotExist:
            return None

    def waiting(self, authority: str, now: datetime, limit: int) -> list[str]:
        rows = CasesOpen.waiting.query(
            _waiting(authority), WaitingIndex.wait_at <= now, limit=limit
        )
        return [_ref(row.pk, row.sk) for row in rows]

    def claim(self, ref: str, now: datetime, until: datetime) -> Attachment | None:
        item = AttachmentItem(*_key(ref))
        claiming: list[Action] = [
            AttachmentItem.attempts.set(AttachmentItem.attempts + 1),
            AttachmentItem.wait_at.set(until),
        ]
        won = changed(item, claiming, AttachmentItem.wait_at <= now)
        return attachment_from(item) if won else None

    def settle(self, attachment: Attachment, allowed: Iterable[AttachmentState]) -> bool:
        in_one_of_them = AttachmentItem.state.is_in(*(state.value for state in allowed))
        return put_if(attachment_item(attachment), in_one_of_them)

    def names(self, case: str, ids: Iterable[str]) -> Mapping[str, str]:
        keys = [(f"case#{case}", file_key(one)) for one in ids]
        rows = FileNameItem.batch_get(keys, consistent_read=True) if keys else ()
        return {row.sk.removeprefix("file#"): row.name for row in rows}


def name_item(case: str, attachment_id: str, name: str) -> FileNameItem:
    return FileNameItem(f"case#{case}", file_key(attachment_id), name=name)


def attachment_item(attachment: Attachment) -> AttachmentItem:
    item = AttachmentItem(
        *_key(attachment.ref),
        attachment=attachment,
        state=attachment.state.value,
        attempts=attachment.attempts,
    )
    if attachment.wait_at is not None:
        item.wait_pk, item.wait_at = _waiting(attachment.authority), attachment.wait_at
    return item


def attachment_from(item: AttachmentItem) -> Attachment:
    return replace(item.attachment, attempts=int(item.attempts), wait_at=item.wait_at)


def _waiting(authority: str) -> str:
    return partitions.FILES.of(authority)


def _key(ref: str) -> tuple[str, str]:
    case, _, attachment_id = ref.partition("/")
    return f"case#{case}", file_key(attachment_id)


def _ref(pk: str, sk: str) -> str:
    return f"{pk.removeprefix('case#')}/{sk.removeprefix('file#')}"
