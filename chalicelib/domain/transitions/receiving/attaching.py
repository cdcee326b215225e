"""Files that come to a case: what the case says of them, once they may be seen or are refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.attachments import (
    OPEN,
    Attachment,
    AttachmentState,
    FileKind,
    Source,
    Unfit,
)
from chalicelib.domain.case.case import SYSTEM, CaseFile
from chalicelib.domain.transitions.change import Change

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.file_came": "of",
    "event.file_refused": "of why",
    **{f"file_of.{source}": "" for source in Source},
    **{f"unfit.{why}": "" for why in Unfit},
}


def cleaned(
    file: CaseFile,
    attachment: Attachment,
    kind: FileKind,
    size: int,
    sha256: str,
    name: str,
    authority: Authority,
    now: datetime,
) -> Change | None:
    """The file may be seen: a line of the history, and its own name for the vault. None if that was
    decided before."""
    done = replace(
        attachment,
        state=AttachmentState.CLEAN,
        kind=kind,
        size=size,
        sha256=sha256,
        wait_at=None,
    )
    of = sender(attachment, authority)
    return _settled(file, done, "file_came", now, {attachment.id: name} if name else {}, of=of)


def refused(
    file: CaseFile, attachment: Attachment, why: Unfit, authority: Authority, now: datetime
) -> Change | None:
    """Nobody will see the file. None if that was decided before."""
    done = replace(attachment, state=AttachmentState.REFUSED, unfit=why, wait_at=None)
    of, reason = sender(attachment, authority), authority.texts[f"unfit.{why}"]
    return _settled(file, done, "file_refused", now, {}, of=of, why=reason)


def _settled(
    file: CaseFile,
    done: Attachment,
    kind: str,
    now: datetime,
    names: Mapping[str, str],
    **words: str,
) -> Change | None:
    """The case is not revised: a form that somebody fills in meanwhile stays good."""
    known = next((a for a in file.attachments if a.id == done.id), None)
    if known is None or known.state not in OPEN:
        return None
    change = Change(case=file.case, attachments=(done,), file_names=names)
    return change.note(now, kind, SYSTEM, **words)


def sender(attachment: Attachment, authority: Authority) -> str:
    """Who has sent a file, in words that name no citizen."""
    if attachment.source is Source.AGENCY:
        known = [a.name for a in authority.agencies if a.id == attachment.who]
        return known[0] if known else authority.texts["file_of.agency"]
    return authority.texts[f"file_of.{attachment.source}"]
