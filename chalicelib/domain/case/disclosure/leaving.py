"""Which fields of which commands are texts that leave the vault: agencies, leaders, mails, letters
and history lines carry them on (N7). What an officer types of a call (`account`) stays in it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from chalicelib.domain.case.case import Case
from chalicelib.domain.case.commands import (
    AddAgency,
    AskDirection,
    Assign,
    CloseReview,
    DecideTime,
    Draft,
    OpenAgain,
    Redirect,
    Reopen,
    Rework,
    Screen,
    ScreenAgain,
    TakeBack,
    Talked,
    Tell,
    Transfer,
)
from chalicelib.domain.case.workflow import Action

# By the name of the field on its page, with the command's attribute.
LEAVING: Mapping[type[Any], Mapping[str, str]] = {
    Screen: {"summary": "summary", "note": "note", "other": "other"},
    Assign: {"instruction": "instruction", "document": "document"},
    AddAgency: {"instruction": "instruction", "document": "document"},
    AskDirection: {"instruction": "note"},
    Rework: {"reason": "reason"},
    Reopen: {"reason": "reason"},
    ScreenAgain: {"again_reason": "reason"},
    Redirect: {"other": "other"},
    DecideTime: {"reason": "reason"},
    Draft: {"words": "words"},
    Tell: {"note": "note"},
    TakeBack: {"reason": "reason"},
    Talked: {"words": "words"},
    CloseReview: {"words": "words"},
    OpenAgain: {"words": "words", "instruction": "instruction", "document": "document"},
    Transfer: {"passed_note": "note", "passed_document": "document"},
}
FIELDS = frozenset(field for fields in LEAVING.values() for field in fields)

# After these what was typed stands on the page again, where it can be mended.
STANDS_AFTER = frozenset({Action.COMPLETE})

# Where on file what was typed stands, by command.
_ON_FILE: Mapping[type[Any], Mapping[str, str]] = {
    Screen: {"summary": "summary", "note": "proposal_note"},
    Draft: {"words": "draft"},
}


def texts_of(command: object) -> Mapping[str, str]:
    """The texts of a command that leave the vault, by field."""
    fields = LEAVING.get(type(command), {})
    return {field: str(getattr(command, attribute)) for field, attribute in fields.items()}


def on_file(command: object, case: Case) -> Mapping[str, str]:
    """What stands on file in these fields already."""
    fields = _ON_FILE.get(type(command), {})
    return {field: str(getattr(case, attribute)) for field, attribute in fields.items()}
