"""Pictures that came with a citizen's text: fetched from the provider by the work queue into the
same inbox as every other file, and scanned like them."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from chalicelib import observe
from chalicelib.domain.calls.recordings import next_try
from chalicelib.domain.case.attachments import (
    MOST_BYTES,
    PATIENCE,
    Attachment,
    AttachmentState,
    Unfit,
    inbox_key,
)
from chalicelib.domain.transitions.receiving import attaching
from chalicelib.usecases.commit import commit_with_retry
from chalicelib.usecases.ports.errors import RefusedError, RetryableError
from chalicelib.usecases.ports.files import ProviderMedia, UnfitError
from chalicelib.usecases.ports.incoming import HERE
from chalicelib.usecases.ports.world import StoredFile
from chalicelib.usecases.services import Files, Rules, Store

CLAIM = timedelta(minutes=2)  # longer than fetching and storing takes


def fetch(rules: Rules, store: Store, media: ProviderMedia, files: Files, ref: str) -> None:
    """Moves one picture on, if it is due and nobody else is doing so."""
    now = rules.now()
    known = store.attachments.get(ref)
    if known is None or known.state is not AttachmentState.AWAITED:
        return
    claimed = store.attachments.claim(ref, now, now + CLAIM)
    if claimed is None:
        return
    try:
        files.shelf.put(inbox_key(claimed), _brought(media, files, claimed.media))
    except UnfitError as error:
        _refuse(rules, store, claimed, error.unfit)
    except (RetryableError, RefusedError):
        _later(rules, store, claimed)
    else:
        here = replace(claimed, state=AttachmentState.SCANNING, wait_at=now + PATIENCE)
        store.attachments.settle(here, (AttachmentState.AWAITED,))
    observe.log("picture", ref=ref)


def _brought(media: ProviderMedia, files: Files, name: str) -> StoredFile:
    """The picture: the provider has it, or its gateway has brought it along."""
    if name.startswith(HERE):
        return files.shelf.laid_by(name, MOST_BYTES)
    return media.fetch(name, MOST_BYTES)


def _later(rules: Rules, store: Store, claimed: Attachment) -> None:
    wait_at = next_try(claimed.attempts, rules.now())
    if wait_at is None:
        observe.metric("PictureFailed")
        _refuse(rules, store, claimed, Unfit.NOT_FETCHED)
    else:
        waits = replace(claimed, wait_at=wait_at)
        store.attachments.settle(waits, (AttachmentState.AWAITED,))


def _refuse(rules: Rules, store: Store, claimed: Attachment, why: Unfit) -> None:
    commit_with_retry(
        rules,
        store,
        claimed.case,
        lambda file, now: attaching.refused(file, claimed, why, rules.authority, now),
    )
