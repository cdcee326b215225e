"""Forms that wait for their members to sign in again, packed and in parts, in the vault."""

from __future__ import annotations

import json
import zlib

from chalicelib.domain.authority.roles import Role
from chalicelib.store.dynamo.vault_items import KeptFormItem, KeptPartItem
from chalicelib.usecases.ports.office import KeptForm

LONGEST_PART = 350_000  # bytes; an item may have 400 KB


def _pk(key: str) -> str:
    return f"kept#{key}"


class DynamoKeptForms:
    """The `KeptForms` port."""

    def put(self, form: KeptForm) -> None:
        packed = zlib.compress(json.dumps(form.pairs).encode())
        starts = range(0, len(packed), LONGEST_PART)
        for at in starts:
            KeptPartItem(
                _pk(form.key),
                f"part#{at // LONGEST_PART}",
                packed=packed[at : at + LONGEST_PART],
                ttl=form.until,
            ).save()
        KeptFormItem(
            _pk(form.key),
            "form",
            who=form.who,
            role=form.role.value,
            subject=form.subject,
            todo=form.todo,
            about=form.about,
            until=form.until,
            parts=len(starts),
            ttl=form.until,
        ).save()

    def get(self, key: str) -> KeptForm | None:
        try:
            item = KeptFormItem.get(_pk(key), "form", consistent_read=True)
            parts = [
                KeptPartItem.get(_pk(key), f"part#{n}", consistent_read=True).packed
                for n in range(int(item.parts))
            ]
        except (KeptFormItem.DoesNotExist, KeptPartItem.DoesNotExist):
            return None
        pairs = json.loads(zlib.decompress(b"".join(parts)))
        return KeptForm(
            key=key,
            who=item.who,
            role=Role(item.role),
            subject=item.subject,
            todo=item.todo,
            about=item.about,
            until=item.until,
            pairs=tuple((name, value) for name, value in pairs),
        )

    def drop(self, key: str) -> None:
        try:
            parts = int(KeptFormItem.get(_pk(key), "form", consistent_read=True).parts)
        except KeptFormItem.DoesNotExist:
            return
        KeptFormItem(_pk(key), "form").delete()
        for n in range(parts):
            KeptPartItem(_pk(key), f"part#{n}").delete()
