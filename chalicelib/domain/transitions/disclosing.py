"""What of the citizen an officer keeps in a text of a confidential case goes on file, with why."""

from __future__ import annotations

from collections.abc import Mapping

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import CaseFile
from chalicelib.domain.case.disclosure.leaving import FIELDS
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import Context

# The texts that are asked for here, and the words that each is given beside the usual ones.
TEXTS: Mapping[str, str] = {
    "event.disclosed": "field reason",
    **{f"disclosed_in.{field}": "" for field in sorted(FIELDS)},
}


def kept(context: Context, change: Change, reasons: Mapping[str, str]) -> Change:
    """The change with a history line for each field in which something was kept."""
    for where, reason in reasons.items():
        named = context.authority.texts[f"disclosed_in.{where}"]
        change = change.note(context.now, "disclosed", context.by, field=named, reason=reason)
    return change


def was_kept(file: CaseFile, where: str, authority: Authority) -> bool:
    """Whether somebody has said why something is kept in this field."""
    named = authority.texts[f"disclosed_in.{where}"]
    return any(e.kind == "disclosed" and e.words.get("field") == named for e in file.history)
