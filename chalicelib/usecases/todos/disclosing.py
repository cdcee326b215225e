"""Keeps what the vault holds of a citizen out of the texts that leave it, or has somebody say why
not (N7).

In an ordinary case it is a warning: a form that sends the matter on comes back once. In a
confidential one it is a refusal, until the officer has said why the words are needed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.roles import Right, may
from chalicelib.domain.case.case import CaseFile, Channel, Identity, RawContact
from chalicelib.domain.case.commands import CallByMachine, Command, Screen
from chalicelib.domain.case.disclosure import leaving
from chalicelib.domain.case.disclosure.finds import Find
from chalicelib.domain.case.workflow import Action
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.domain.transitions.context import COMPLAINT
from chalicelib.domain.transitions.disclosing import was_kept
from chalicelib.usecases.ports.calls import CallFile
from chalicelib.usecases.ports.cases import InVault
from chalicelib.usecases.services import Rules, Store

if TYPE_CHECKING:
    from chalicelib.domain.case.disclosure.finder import Secrets

Finds = Mapping[str, tuple[Find, ...]]  # by the name of the field
NOTHING_FOUND: Finds = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a form says of finds: the marks of those that its page has warned of, and why the fields
    are kept that were ticked."""

    warned: frozenset[str] = frozenset()
    kept: Mapping[str, str] = field(default_factory=dict)


UNSAID = Said()


class DisclosedError(Exception):
    """The form says who the citizen is. `finds` tells where; `problem` is the key of what is wrong:
    not warned yet, a reason is missing or says it too, a machine would read it out, or it was typed
    by somebody who has not signed in."""

    def __init__(self, problem: str, finds: Finds) -> None:
        super().__init__(problem)
        self.problem = problem
        self.finds = finds


@dataclass(frozen=True, slots=True, kw_only=True)
class OnFile:
    """What the vault holds of a case's citizen: who they are, their messages and calls as they
    came, and of each call what was said in it."""

    identity: Identity
    contacts: tuple[RawContact, ...]
    calls: Mapping[str, CallFile]


def on_file(store: Store, file: CaseFile) -> OnFile:
    return with_calls(store, store.cases.in_vault(file))


def with_calls(store: Store, held: InVault) -> OnFile:
    """What the vault holds, with what was said in the calls among it."""
    voices = (raw.id for raw in held.contacts if raw.channel is Channel.VOICE)
    calls = {contact: store.calls.file(contact) for contact in voices}
    return OnFile(identity=held.identity, contacts=held.contacts, calls=calls)


def secrets_of(
    rules: Rules, store: Store, file: CaseFile, *typed: Identity, found: OnFile | None = None
) -> Secrets:
    """What must not be told of the citizen of this case: what the vault holds, `found` if that is
    loaded, and what is being typed."""
    from chalicelib.domain.case.disclosure.finder import Secrets  # calls and texts do without

    found = found or on_file(store, file)
    return Secrets.of(
        (found.identity, *typed),
        _numbers(found),
        _open_to_all(rules.authority),
    )


def _numbers(found: OnFile) -> Iterable[str]:
    """The numbers of the case's messages and calls, also those typed in a call."""
    yield from (raw.number for raw in found.contacts)
    for call in (file.call for file in found.calls.values()):
        if call:
            yield from (call.number, call.contact, call.offered)


def _open_to_all(authority: Authority) -> Iterable[str]:
    yield from authority.own_numbers
    yield authority.reception.phone
    for known in (authority.agencies, authority.officers, authority.leaders):
        yield from (one.phone for one in known)


def check(
    rules: Rules,
    store: Store,
    ref: TodoRef,
    file: CaseFile,
    command: Command,
    said: Said,
    found: OnFile | None = None,
) -> Mapping[str, str]:
    """The reasons to put on file, by field. Raises DisclosedError. Only members of the office are
    asked: a warning would tell anybody else who the citizen is. Whoever may not see that does not
    write it either. `found` is what the vault holds, if that is loaded."""
    if isinstance(command, Screen) and command.signed_out:
        raise DisclosedError("signed_out", {})
    texts = {name: text for name, text in leaving.texts_of(command).items() if text.strip()}
    by_machine = isinstance(command, CallByMachine)
    if not may(ref.role, Right.SEE) or not (texts or by_machine):
        return {}
    secrets = _secrets_for(rules, store, file, command, found)
    if by_machine:
        _refuse_aloud(secrets, file)
    finds = {name: its for name, text in texts.items() if (its := secrets.found_in(text))}
    if _is_confidential(file, command):
        asked = [name for name in finds if not _is_settled(rules, file, command, name)]
        return _reasons(secrets, asked, finds, said)
    if command.action not in leaving.STANDS_AFTER and not _all_warned(finds, said):
        raise DisclosedError("disclosed", finds)
    return {}


def _secrets_for(
    rules: Rules, store: Store, file: CaseFile, command: Command, found: OnFile | None
) -> Secrets:
    """Also what the form itself says of the citizen."""
    typed = (command.identity,) if isinstance(command, Screen) else ()
    return secrets_of(rules, store, file, *typed, found=found)


def _refuse_aloud(secrets: Secrets, file: CaseFile) -> None:
    if secrets.found_in(file.case.approved):
        raise DisclosedError("aloud", {})


def _is_confidential(file: CaseFile, command: Command) -> bool:
    if file.case.confidential or not isinstance(command, Screen):
        return file.case.confidential
    denounced = command.decision is Action.DENOUNCE or command.target == COMPLAINT
    return command.confidential or denounced


def _all_warned(finds: Finds, said: Said) -> bool:
    marks = {find.mark(name) for name, found in finds.items() for find in found}
    return marks <= said.warned


def _is_settled(rules: Rules, file: CaseFile, command: Command, name: str) -> bool:
    """Whether what was typed stands on file unchanged, with a reason."""
    same = leaving.on_file(command, file.case).get(name) == leaving.texts_of(command)[name]
    return same and was_kept(file, name, rules.authority)


def _reasons(secrets: Secrets, asked: list[str], finds: Finds, said: Said) -> Mapping[str, str]:
    """Why each find is kept, by field."""
    reasons = {name: said.kept.get(name, "").strip() for name in asked}
    if not all(any(sign.isalpha() for sign in why) for why in reasons.values()):
        raise DisclosedError("disclosed_secret", finds)
    if any(secrets.found_in(why) for why in reasons.values()):
        raise DisclosedError("disclosed_why", finds)
    return reasons
