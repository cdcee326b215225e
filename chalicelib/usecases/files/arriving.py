"""A file has come to the inbox, or the scan has said what it is. Only what was scanned, looked into
and copied into a clean form may be seen; until then, and without a scan, nobody sees it.

Both may be told more than once and in any order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from chalicelib import observe
from chalicelib.domain.case.attachments import (
    BY_VERDICT,
    MOST_FILES,
    Attachment,
    AttachmentState,
    Unfit,
    Verdict,
    inbox_key,
    next_look,
    of_key,
)
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.receiving import attaching
from chalicelib.usecases.commit import commit_with_retry
from chalicelib.usecases.ports.files import Cleaned, UnfitError
from chalicelib.usecases.services import Files, Rules, Store


def arrived(rules: Rules, store: Store, key: str) -> Attachment | None:
    """Puts a file on file that lies in the inbox: from now on the office sees that it waits. None
    if it is none of ours, or of a case that is not there."""
    found = of_key(key, rules.authority.id, rules.now())
    if found is None:
        observe.log("file at a strange place")
        return None
    known = store.attachments.get(found.ref)
    if known is None:
        loaded = store.cases.load(found.case)
        if loaded is None:
            return None
        if store.attachments.note(found) and _too_many(loaded.file, found):
            _refuse(rules, store, found, Unfit.TOO_MANY)
        known = store.attachments.get(found.ref)
    elif known.state is AttachmentState.AWAITED:
        known = replace(known, state=AttachmentState.SCANNING, wait_at=found.wait_at)
        store.attachments.settle(known, (AttachmentState.AWAITED,))
    observe.log("file", case=found.case, id=found.id, state=known.state if known else "")
    return known


def _too_many(file: CaseFile, one: Attachment) -> bool:
    theirs = [a for a in file.attachments if (a.source, a.who) == (one.source, one.who)]
    return len(theirs) >= MOST_FILES


def judged(rules: Rules, store: Store, files: Files, key: str, tag: str, verdict: Verdict) -> None:
    """Does what follows from the scan's verdict. Raises RetryableError if storage fails; told
    again, it goes on."""
    known = arrived(rules, store, key)
    if known is None:
        return
    if known.is_open and verdict is Verdict.NOTHING:
        _look_into(rules, store, files, known, tag)
    elif known.is_open:
        why = BY_VERDICT[verdict]
        if why is None:
            observe.metric("FileNotScanned")
            return
        _refuse(rules, store, known, why)
    left = store.attachments.get(known.ref)
    if left is not None and not left.is_open:
        files.shelf.forget(key)


def _look_into(rules: Rules, store: Store, files: Files, known: Attachment, tag: str) -> None:
    found = files.shelf.take(inbox_key(known), tag)
    if found is None:  # another one was sent in its place: that is scanned too
        return
    try:
        clean = files.cleaning.clean(found.content, found.name)
    except UnfitError as error:
        _refuse(rules, store, known, error.unfit)
        return
    files.shelf.keep(known, clean.kind, clean.content)
    _settle(rules, store, known, _seen(rules, known, clean, found.name))


def _seen(
    rules: Rules, known: Attachment, clean: Cleaned, name: str
) -> Callable[[CaseFile, datetime], Change | None]:
    sha256 = hashlib.sha256(clean.content).hexdigest()
    size, kind, authority = len(clean.content), clean.kind, rules.authority
    return lambda file, now: attaching.cleaned(
        file, known, kind, size, sha256, name, authority, now
    )


def _refuse(rules: Rules, store: Store, known: Attachment, why: Unfit) -> None:
    _settle(
        rules,
        store,
        known,
        lambda file, now: attaching.refused(file, known, why, rules.authority, now),
    )


def _settle(
    rules: Rules,
    store: Store,
    known: Attachment,
    make: Callable[[CaseFile, datetime], Change | None],
) -> None:
    commit_with_retry(rules, store, known.case, make)
    observe.log("file settled", case=known.case, id=known.id)


def look_at(rules: Rules, store: Store, ref: str) -> bool:
    """The sweeper's look at a file. One that waits for its scan is counted, so that somebody is
    told, and refused before the inbox forgets it. Returns whether it is a picture to be fetched."""
    now = rules.now()
    known = store.attachments.get(ref)
    if known is None or known.state is not AttachmentState.SCANNING:
        return known is not None and known.state is AttachmentState.AWAITED
    observe.metric("FileNotScanned")
    again = next_look(known, now)
    if again is None:
        _refuse(rules, store, known, Unfit.UNSCANNED)
    else:
        waits = replace(known, wait_at=again)
        store.attachments.settle(waits, (AttachmentState.SCANNING,))
    return False
