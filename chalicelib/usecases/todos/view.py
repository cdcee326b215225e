"""What the holder of a to-do may see of its case (N7), and as whom they act."""

from __future__ import annotations

from dataclasses import dataclass

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.roles import Right, Role, may
from chalicelib.domain.case.case import Actor, CaseFile, Channel, Identity, RawContact
from chalicelib.domain.case.todos import Todo, TodoRef
from chalicelib.domain.formats.readable import readable
from chalicelib.domain.formats.vietnamese import nfc
from chalicelib.usecases.ports.calls import CallFile
from chalicelib.usecases.services import Rules, Store


class GoneError(Exception):
    """The link or to-do is unknown, used, expired, revoked or overtaken; nobody is told which."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A citizen's message: its text and its sender's number as they came, and the text as it was
    read, "" if that is the same."""

    text: str
    sender: str
    read: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoView:
    """A to-do as its holder sees it. `identity` is empty for those who do not need it; `words` are
    the citizen's messages, `calls` their calls with recordings, `account` what was said in them as
    typed by an officer; `danger` quotes from these why the case may be urgent, while an officer has
    to decide that."""

    ref: TodoRef
    file: CaseFile
    identity: Identity
    words: tuple[Message, ...]
    calls: tuple[CallFile, ...] = ()
    account: str = ""
    danger: tuple[str, ...] = ()


def view_of(rules: Rules, store: Store, ref: TodoRef, file: CaseFile) -> TodoView:
    """What this person may see of the case. Seeing a confidential identity is recorded (N7)."""
    sees = _sees_citizen(ref, file)
    identity = store.cases.identity(ref.subject) if sees else Identity()
    if sees and file.case.confidential:
        store.access.note(ref.subject, f"{ref.role}:{ref.who}", ref.todo, rules.now())
    if not sees or not may(ref.role, Right.SEE):
        return TodoView(ref=ref, file=file, identity=identity, words=())
    if file.case.channel is Channel.VOICE:
        return _with_calls(rules, store, ref, file, identity)
    words = _words(store, file)
    danger = _danger(rules, ref, file, tuple(said.read or said.text for said in words))
    return TodoView(ref=ref, file=file, identity=identity, words=words, danger=danger)


def _with_calls(
    rules: Rules, store: Store, ref: TodoRef, file: CaseFile, identity: Identity
) -> TodoView:
    """The view of a call's case: the recordings are the original, the account comes in addition
    (N11)."""
    account = store.cases.account(file.case.code)
    return TodoView(
        ref=ref,
        file=file,
        identity=identity,
        words=(),
        calls=tuple(store.calls.file(contact) for contact in file.contacts),
        account=account,
        danger=_danger(rules, ref, file, (account,)),
    )


def _sees_citizen(ref: TodoRef, file: CaseFile) -> bool:
    """Whether they see the citizen's identity: in the office if the to-do needs it, in an agency
    only if the office has allowed it in the assignment."""
    if ref.role is Role.AGENCY:
        share = file.assignment(ref.who)
        return share is not None and share.share_identity
    return may(ref.role, Right.SEE) and ref.row.shows_citizen


def _words(store: Store, file: CaseFile) -> tuple[Message, ...]:
    raws = (store.contacts.get(contact) for contact in file.contacts)
    return tuple(_message(raw) for raw in raws if raw)


def _message(raw: RawContact) -> Message:
    read = readable(raw.text)
    same = read == nfc(raw.text)
    return Message(text=raw.text, sender=raw.sender, read="" if same else read)


def _danger(rules: Rules, ref: TodoRef, file: CaseFile, texts: tuple[str, ...]) -> tuple[str, ...]:
    """What in the texts speaks of danger. They are read anew, for the case must not keep words of
    the citizen's outside the vault."""
    if ref.todo is not Todo.SCREEN or not file.case.maybe_urgent:
        return ()
    from chalicelib.domain.understanding.suggestion import suggest  # a third of all imports

    weights = rules.authority.urgency
    quoted = [words for text in texts for words in suggest(text, weights).danger]
    return tuple(dict.fromkeys(quoted))


def actor_of(authority: Authority, ref: TodoRef) -> Actor:
    """Who acts, with their configured name and title. Raises KeyError for somebody who is no longer
    configured."""
    if ref.role in (Role.LEADER, Role.SUPERIOR):
        leader = authority.leader(ref.who)
        return Actor(role=ref.role, id=leader.id, name=leader.name, title=leader.title)
    if ref.role is Role.AGENCY:
        return Actor(role=ref.role, id=ref.who, name=authority.agency(ref.who).name)
    if not may(ref.role, Right.SEE):
        raise KeyError(ref.role)
    officer = authority.officer(ref.who)
    return Actor(role=Role(officer.role), id=officer.id, name=officer.name, title=officer.title)
