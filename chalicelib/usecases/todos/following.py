"""What becomes of the cases that were merged into another when something is done with that one, and
of the other when one of them is parted from it. All of it is one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from chalicelib.domain.case.case import Case, CaseFile
from chalicelib.domain.case.commands import Command, Draft, Part
from chalicelib.domain.case.workflow import State
from chalicelib.domain.transitions.change import Change
from chalicelib.domain.transitions.context import Context
from chalicelib.domain.transitions.deciding import merging
from chalicelib.usecases.commit import prepared
from chalicelib.usecases.ports.cases import Commit, Loaded
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos.disclosing import DisclosedError, Finds, secrets_of

if TYPE_CHECKING:
    from chalicelib.domain.case.disclosure.finder import Secrets


def refuse_names(rules: Rules, store: Store, file: CaseFile, command: Command) -> None:
    """What several citizens will be told names none of them. Raises DisclosedError."""
    if not (isinstance(command, Draft) and file.case.merged):
        return
    finds = named_in(rules, store, command.words, [file, *_files(store, file)])
    if finds:
        raise DisclosedError("disclosed_shared", finds)


def named_in(rules: Rules, store: Store, words: str, files: Sequence[CaseFile]) -> Finds:
    """What in the words says who the citizens of these cases are."""
    each = (secrets_of(rules, store, file).found_in(words) for file in files)
    found = tuple(dict.fromkeys(find for finds in each for find in finds))
    return {"words": found} if found else {}


def _files(store: Store, file: CaseFile) -> list[CaseFile]:
    return [one.file for one in members(store, file)]


def members(store: Store, file: CaseFile) -> tuple[Loaded, ...]:
    """Those that follow the case, which leads them."""
    found = map(store.cases.load, file.case.merged)
    return tuple(one for one in found if one and one.file.case.lead == file.case.code)


def standing(store: Store, case: Case) -> State:
    """The state that says how the matter stands: that of the leading case, if it follows one."""
    if case.state is not State.MERGED:
        return case.state
    lead = store.cases.load(case.lead)
    return lead.file.case.state if lead else case.state


def settled(
    rules: Rules, store: Store, context: Context, command: Command, change: Change
) -> tuple[Change, tuple[Commit, ...]]:
    """The change, and what is committed with it: of the leading case, if this one is parted from
    it; else of those that this one leads, if its change is one for them too."""
    if isinstance(command, Part):
        return change, _left(rules, store, context)
    if not context.case.merged or not _concerns(context, change):
        return change, ()
    found = _followed(rules, store, context, change.applied_to(context.file))
    gone = [how.case.code for _, how in found if not how.case.lead]
    changed = (_commit(rules, store, one, how, context) for one, how in found)
    return merging.without(change, gone, context.now), tuple(changed)


def _left(rules: Rules, store: Store, context: Context) -> tuple[Commit, ...]:
    lead = store.cases.load(context.case.lead)
    if lead is None:
        return ()
    change = merging.left(lead.file, context.case.code, context.now, context.by)
    return (_commit(rules, store, lead, change, context),)


def _concerns(context: Context, change: Change) -> bool:
    """Whether those that follow have to be looked at: it is elsewhere, or has another term."""
    before, after = context.case, change.case
    return before.state is not after.state or before.clocks != after.clocks


def _followed(
    rules: Rules, store: Store, context: Context, lead: CaseFile
) -> list[tuple[Loaded, Change]]:
    """Those that follow, each with what it does."""
    led = [one for one in members(store, lead) if one.file.case.state is State.MERGED]
    files = [lead, *(one.file for one in led)]
    tells = lead.case.state is State.APPROVED
    secrets = [secrets_of(rules, store, file) for file in files] if tells and led else []
    found = []
    for at, one in enumerate(led, 1):
        others = [of for place, of in enumerate(secrets) if place != at]
        change = merging.follow(
            one.file,
            lead,
            rules.authority,
            rules.calendar,
            context.now,
            may_read=not _names(others, lead.case.approved),
        )
        if change is not None:
            found.append((one, change))
    return found


def _names(secrets: Sequence[Secrets], words: str) -> bool:
    return any(one.found_in(words) for one in secrets)


def _commit(rules: Rules, store: Store, one: Loaded, change: Change, context: Context) -> Commit:
    return prepared(
        rules, store, one.file, change, one.version, context.now, earlier=one.notifications
    )
