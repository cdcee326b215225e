"""What the holder of a to-do may see of its case (N7), and as whom they act."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.authority.parts import Officer
from chalicelib.domain.authority.roles import Right, Role, may
from chalicelib.domain.case.attachments import Attachment, Source
from chalicelib.domain.case.case import Actor, CaseFile, Channel, Identity, RawContact
from chalicelib.domain.formats import phone
from chalicelib.domain.formats.readable import readable
from chalicelib.domain.formats.vietnamese import nfc
from chalicelib.domain.notifications.notifications import Notification
from chalicelib.domain.todos.table import Todo
from chalicelib.domain.todos.todos import TodoRef, is_the_reason
from chalicelib.domain.transitions.receiving.texting.enquiring import last_asker
from chalicelib.usecases.ports.calls import CallFile
from chalicelib.usecases.ports.office import How
from chalicelib.usecases.services import Rules, Store
from chalicelib.usecases.todos import looking
from chalicelib.usecases.todos.disclosing import OnFile, on_file, secrets_of

if TYPE_CHECKING:
    from chalicelib.domain.case.disclosure.finder import Secrets


class GoneError(Exception):
    """The link or to-do is unknown, used, expired, revoked or overtaken; nobody is told which.
    `token` is that of a link by which a fresh one can be asked for, "" for any other."""

    def __init__(self, token: str = "") -> None:
        super().__init__()
        self.token = token


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A citizen's message: its text and its sender's number as they came, and the text as it was
    read, "" if that is the same. `joined` is its contact's id if it came further to the case, at
    `at`."""

    text: str
    sender: str
    at: datetime
    channel: Channel
    read: str = ""
    joined: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Somebody at a page: whose session their browser has, if any, and where the page is."""

    who: str = ""
    role: Role | None = None
    how: How = How.LINK

    def holds(self, ref: TodoRef) -> bool:
        """Whether they have signed in as the holder of this to-do."""
        return self.role is signs_in_as(ref.role) and self.who == ref.who


def signs_in_as(role: Role) -> Role:
    """The role of a session: all members of the office have the same, and a leader in the chief's
    place signs in as the leader they are."""
    if may(role, Right.SEE):
        return Role.OFFICER
    return Role.LEADER if role is Role.SUPERIOR else role


STRANGER = Visitor()  # whoever has a link, and no session of its holder


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """The words by which a matter may be urgent, or the report of a crime."""

    danger: tuple[str, ...] = ()
    crime: tuple[str, ...] = ()


NO_SIGNS = Signs()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A file as the holder of a to-do sees it: `name` is what its sender calls it, if that is known
    and theirs to know; `saved` says that they may save it."""

    file: Attachment
    name: str = ""
    saved: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Asker:
    """Whoever asks about the case and waits for an answer: their number, "" if it is hidden,
    whether it is one that the citizen is known by, and what they wrote, "" if they rang."""

    number: str
    is_citizen: bool
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TodoView:
    """A to-do as its holder sees it. `identity` is empty for those who do not need it; `words` are
    the citizen's messages, `calls` their calls with recordings, `account` what was said in them as
    typed by an officer; `signs` quote from these what an officer still has to decide. `asker` is to
    be answered, None for the citizen themself, or nobody. `hidden` says
    that all this is kept back until its holder has signed in, `asked` until they say why they want
    to see it; `reason` is what they have said. `notifications` are what went out in
    the case, for a link. `secrets` is what a member of the office is warned of in a form's
    texts. `group` are the cases that are grouped under it, as far as they may be seen,
    `attachments` its files: to an agency its own."""

    ref: TodoRef
    file: CaseFile
    identity: Identity
    words: tuple[Message, ...]
    calls: tuple[CallFile, ...] = ()
    account: str = ""
    signs: Signs = NO_SIGNS
    asker: Asker | None = None
    hidden: bool = False
    asked: bool = False
    reason: str = ""
    secrets: Secrets | None = None
    notifications: tuple[Notification, ...] = ()
    group: tuple[TodoView, ...] = ()
    attachments: tuple[Shown, ...] = ()

    @property
    def kept_back(self) -> bool:
        """Whether they would be shown who the citizen is, but are not yet."""
        return self.hidden or self.asked


def view_of(rules: Rules, store: Store, ref: TodoRef, file: CaseFile, by: Visitor) -> TodoView:
    """What this person may see of the case. Seeing a confidential identity is recorded (N7)."""
    if keeps_back(ref, file, by):
        return TodoView(ref=ref, file=file, identity=Identity(), words=(), hidden=True)
    sees = _sees_citizen(ref, file, by)
    must_say = is_asked(ref, file, by)
    reason = looking.given(rules, store, ref) if must_say else ""
    asked = must_say and not reason
    sees = sees and not asked
    held = on_file(store, file) if sees and _may_read(ref) else None
    identity = held.identity if held else _identity(store, ref, sees)
    if sees and file.case.confidential:
        looking.note(rules, store, ref, ref.todo, by.how, reason)
    secrets = _secrets(rules, store, ref, file, by, held)
    files = _attached(store, ref, file, sees=sees)
    if held is None:
        return TodoView(
            ref=ref,
            file=file,
            identity=identity,
            words=(),
            asked=asked,
            secrets=secrets,
            attachments=files,
        )
    own = (ref.subject, file.case.beside) if file.case.beside else (ref.subject,)
    raws = [raw for raw in held.contacts if raw.taken_as in own]
    words = tuple(
        _message(raw, joined=raw.id != file.contacts[0])
        for raw in raws
        if raw.channel is Channel.SMS or (raw.channel is Channel.PAGE and raw.text)
    )
    calls = {raw.id: held.calls[raw.id] for raw in raws if raw.id in held.calls}
    account = store.cases.account(ref.subject) if file.case.channel.has_account else ""
    said = (account, *(message.read or message.text for message in words))
    return TodoView(
        ref=ref,
        file=file,
        identity=identity,
        words=words,
        calls=tuple(calls.values()),
        account=account,
        signs=_signs(rules, ref, file, said),
        asker=_asker(file, identity, raws, calls),
        reason=reason,
        secrets=secrets,
        attachments=files,
    )


def _attached(store: Store, ref: TodoRef, file: CaseFile, *, sees: bool) -> tuple[Shown, ...]:
    """The case's files: to an agency what it has sent itself; to the office and leaders, who may
    save what is clean, what agencies and the office have sent. What may show who the citizen is
    only to whoever may know: their own pictures, and in a confidential case every file (N7)."""
    if not file.attachments or ref.row.hides_citizen:
        return ()
    if may(ref.role, Right.ANSWER):
        own = [a for a in file.attachments if (a.source, a.who) == (Source.AGENCY, ref.who)]
        return tuple(Shown(file=one) for one in own)
    if not (may(ref.role, Right.SEE) or may(ref.role, Right.KNOW)):
        return ()
    told = [a for a in file.attachments if sees or _tells_nothing(a, file)]
    named = [a.id for a in told if a.is_clean and a.source is not Source.CITIZEN]
    names = store.attachments.names(file.case.code, named)
    return tuple(Shown(file=a, name=names.get(a.id, ""), saved=a.is_clean) for a in told)


def _tells_nothing(one: Attachment, file: CaseFile) -> bool:
    """Whether a file does not tell who the citizen is."""
    return one.source is not Source.CITIZEN and not file.case.confidential


def _identity(store: Store, ref: TodoRef, sees: bool) -> Identity:
    return store.cases.identity(ref.subject) if sees else Identity()


def keeps_back(ref: TodoRef, file: CaseFile, by: Visitor) -> bool:
    """Whether this page keeps back what its holder would see once signed in. A mailed link may have
    been passed on, so in a confidential case it is not enough (N7)."""
    if ref.row.hides_citizen:
        return False
    allowed = may(ref.role, Right.KNOW) or (may(ref.role, Right.SEE) and ref.row.shows_citizen)
    return file.case.confidential and allowed and not by.holds(ref)


def is_asked(ref: TodoRef, file: CaseFile, by: Visitor) -> bool:
    """Whether they are shown who the citizen is only once they have said why (N7)."""
    says_why = is_the_reason(ref, file.case, by_link=by.how is How.LINK)
    return file.case.confidential and not says_why and _sees_citizen(ref, file, by)


def _may_read(ref: TodoRef) -> bool:
    """Whether they may read the citizen's own words where they may know who it is."""
    return may(ref.role, Right.SEE) or may(ref.role, Right.KNOW)


def _secrets(
    rules: Rules,
    store: Store,
    ref: TodoRef,
    file: CaseFile,
    by: Visitor,
    held: OnFile | None,
) -> Secrets | None:
    """What a page may name as the citizen's: in a confidential case only to its own holder, as it
    would tell whoever has the link which words are."""
    told = not file.case.confidential or by.holds(ref)
    asked = may(ref.role, Right.SEE) and ref.row.actions and told
    return secrets_of(rules, store, file, found=held) if asked else None


def _sees_citizen(ref: TodoRef, file: CaseFile, by: Visitor) -> bool:
    """Whether they see the citizen's identity, be it that they have to say why: in the office if
    the to-do needs it, and in a confidential case with some others too; a leader once signed in,
    an agency only if the office has allowed it in the assignment and nobody has asked for secrecy,
    a colleague of its only at an official address."""
    if ref.row.hides_citizen:
        return False
    if ref.role is Role.AGENCY:
        share = file.assignment(ref.who)
        if share is None or not share.share_identity or file.case.confidential:
            return False
        one = share.colleague(ref.colleague)
        return not ref.colleague or (one is not None and one.official)
    if may(ref.role, Right.KNOW):
        return by.holds(ref)
    if not may(ref.role, Right.SEE):
        return False
    if_asked = ref.row.shows_if_asked and file.case.confidential and by.holds(ref)
    return ref.row.shows_citizen or if_asked


def _asker(
    file: CaseFile, identity: Identity, raws: list[RawContact], calls: Mapping[str, CallFile]
) -> Asker | None:
    raw = next((raw for raw in raws if raw.id == last_asker(file)), None)
    if raw is None:
        return None
    call = calls[raw.id].call if raw.id in calls else None
    number = call.contact or call.number if call else raw.number
    known = {phone.normal_form(n) for n in (identity.phone, identity.sender) if n}
    is_citizen = phone.normal_form(number) in known
    return Asker(number=number, is_citizen=is_citizen, words=raw.text)


def _message(raw: RawContact, *, joined: bool) -> Message:
    read = readable(raw.text)
    same = read == nfc(raw.text)
    return Message(
        text=raw.text,
        sender=raw.sender,
        at=raw.received_at,
        channel=raw.channel,
        read="" if same else read,
        joined=raw.id if joined else "",
    )


def _signs(rules: Rules, ref: TodoRef, file: CaseFile, texts: tuple[str, ...]) -> Signs:
    """What in the texts speaks of danger and of a crime. They are read anew, for the case must not
    keep words of the citizen's outside the vault."""
    if ref.todo is not Todo.SCREEN or not (file.case.maybe_urgent or file.case.maybe_crime):
        return NO_SIGNS
    from chalicelib.domain.understanding.suggestion import suggest  # a third of all imports

    found = [suggest(text, rules.authority.urgency) for text in texts]
    return Signs(
        danger=tuple(dict.fromkeys(words for one in found for words in one.danger)),
        crime=tuple(dict.fromkeys(words for one in found for words in one.crime)),
    )


def actor_of(authority: Authority, ref: TodoRef) -> Actor:
    """Who acts, with their configured name and title. Raises KeyError for somebody who is no longer
    configured."""
    if not authority.lists(ref.role, ref.who):
        raise KeyError(ref.who)
    if ref.role in (Role.LEADER, Role.SUPERIOR):
        leader = authority.leader(ref.who)
        title = authority.signed_by(leader.id)
        return Actor(role=ref.role, id=leader.id, name=leader.name, title=title)
    if ref.role is Role.AGENCY:
        return Actor(role=ref.role, id=ref.who, name=authority.agency(ref.who).name)
    if not may(ref.role, Right.SEE):
        raise KeyError(ref.role)
    officer = authority.officer(ref.who)
    return replace(as_actor(officer), title=authority.signed_by(officer.id))


def as_actor(officer: Officer) -> Actor:
    """A member of the office as who acts."""
    return Actor(role=Role(officer.role), id=officer.id, name=officer.name, title=officer.title)
