"""Where the parts of a case stand: their keys, and the partitions of the indexes."""

from __future__ import annotations

from datetime import UTC, datetime

from chalicelib.domain.case.case import Assignment
from chalicelib.domain.deadlines.board import Row
from chalicelib.domain.reports.facts import Minute, moment
from chalicelib.store.dynamo import partitions


def case_key(code: str) -> str:
    return f"case#{code}"


def identity_key(revision: int) -> str:
    """The key of the identity as of a revision of its case."""
    return f"identity#{revision:05d}"


def assignment_key(share: Assignment) -> str:
    """An agency may be given a share once more when the case is opened again: the first stays."""
    again = f"round{share.round}#" if share.round > 1 else ""
    return f"{again}assignment#{share.agency}"


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


def facts_key(authority: str) -> str:
    """Where the facts of all cases lie, by the moment of their receipt."""
    return f"fact#{authority}"


def fact_place(received: Minute, code: str = "") -> str:
    """The place of a fact among all; without a code, where those of a minute begin."""
    return f"{received:08}#{code}"


def ended_key(authority: str, quarter: str) -> str:
    """Where the facts of the cases are found that ended in a quarter ("2026-3"), "" for those that
    are open; by the moment of their receipt."""
    return partitions.FACTS.of(authority, quarter or "under way")


def quarter(of: Minute) -> str:
    """That of a minute, in UTC; "" if there is none."""
    at = moment(of)
    return f"{at.year}-{(at.month + 2) // 3}" if of else ""


def moment_key(at: datetime | None) -> str:
    """A moment in sortable form; None sorts last."""
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else "9999"
