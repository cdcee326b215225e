"""Forms of the to-do pages turned into commands. A form that cannot be read says which field."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import parse_qsl

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import Identity
from chalicelib.domain.case.commands import (
    AddAgency,
    Answer,
    Approve,
    AskDirection,
    AskTime,
    Assign,
    CallByMachine,
    CloseReview,
    Command,
    DecideTime,
    Direct,
    Draft,
    GiveBack,
    Rework,
    Screen,
    SendBack,
    Talked,
    Tell,
)
from chalicelib.domain.case.notifications import Todo
from chalicelib.domain.case.workflow import Action
from chalicelib.domain.formats import phone
from chalicelib.usecases.todos.view import TodoRef

LONGEST = 1_000_000  # bytes of a whole form
LONGEST_FIELD = 10_000  # characters of a field: all of a case's fields together fit one item
MOST_FIELDS = 1_000

MOST_AGENCIES = 25  # a transaction holds 100 items, and each agency takes three

DECISIONS = {
    "save": Action.COMPLETE,
    "propose": Action.PROPOSE,
    "ask_direction": Action.ASK_DIRECTION,
    "redirect": Action.REDIRECT,
    "refuse": Action.REFUSE,
    "nothing": Action.REFUSE,  # rung back, and there was no matter
}


class FormError(Exception):
    """What was typed cannot be taken; `problems` are keys that the page puts into words."""

    def __init__(self, *problems: str) -> None:
        super().__init__(", ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Form:
    """What was posted. `key` is its fingerprint: the same form again has the same one."""

    pairs: tuple[tuple[str, str], ...]

    @classmethod
    def parse(cls, body: bytes) -> Form:
        """Raises FormError for a body that is far too long."""
        if len(body) > LONGEST or body.count(b"&") >= MOST_FIELDS:
            raise FormError("too_long")
        pairs = parse_qsl(body.decode("latin-1"), keep_blank_values=True, errors="replace")
        return cls(tuple((k, v.replace("\r\n", "\n").strip()) for k, v in pairs))

    def get(self, name: str) -> str:
        return next((value for key, value in self.pairs if key == name), "")

    def all(self, name: str) -> tuple[str, ...]:
        return tuple(value for key, value in self.pairs if key == name and value)

    def ticked(self, name: str) -> bool:
        return self.get(name) == "yes"

    @property
    def revision(self) -> int:
        said = self.get("revision")
        return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else 0

    def key_at(self, ref: TodoRef) -> str:
        """The form's fingerprint at this door of the office: another's same form is another."""
        at = f"{ref.case}|{ref.todo}|{ref.about}|{ref.who}|{self.key}"
        return hashlib.sha256(at.encode()).hexdigest()

    @property
    def key(self) -> str:
        return hashlib.sha256(repr(self.pairs).encode("utf-8", "backslashreplace")).hexdigest()


NO_FORM = Form(())


def command(form: Form, ref: TodoRef, authority: Authority, before: Identity) -> Command:
    """The command in a form posted at this door. Raises FormError."""
    if any(len(value) > LONGEST_FIELD for _, value in form.pairs):
        raise FormError("too_long")
    if form.get("action") not in ACTIONS[ref.todo]:
        raise FormError("action")
    return _READERS[ref.todo](form, ref, authority, before)


def _screen(form: Form, ref: TodoRef, authority: Authority, before: Identity) -> Screen:
    return Screen(
        decision=DECISIONS[form.get("action")],
        identity=_identity(form, before),
        field=_known(form.get("field"), [f.id for f in authority.fields]),
        urgent=form.ticked("urgent"),
        confidential=form.ticked("confidential"),
        ward=_known(form.get("ward"), [w.name for w in authority.wards]),
        summary=form.get("summary"),
        agencies=_agencies(form, authority),
        note=form.get("note"),
        account=form.get("account"),
        target=_known(form.get("target"), [r.id for r in authority.redirects]),
        other=form.get("other"),
        reason="nothing" if form.get("action") == "nothing" else form.get("reason"),
    )


def _identity(form: Form, before: Identity) -> Identity:
    """The particulars as typed. A number that is no number is sent back, not dropped (N6)."""
    typed = form.get("phone")
    number = phone.normalise(typed) if typed else ""
    mail = form.get("mail")
    problems = []
    if number is None:
        problems.append("phone")
    if mail and ("@" not in mail or " " in mail):
        problems.append("mail")
    if problems:
        raise FormError(*problems)
    return Identity(
        name=form.get("name"),
        address=form.get("address"),
        phone=number or "",
        mail=mail,
        by_post=form.ticked("by_post"),
        representative=form.get("representative"),
        sender=before.sender,
    )


def _agencies(form: Form, authority: Authority) -> tuple[str, ...]:
    """The chosen agencies, each once, the one in the lead first."""
    known = [a.id for a in authority.agencies]
    chosen = (*form.all("agency"), *form.all("agencies"))
    found = tuple(dict.fromkeys(a for a in chosen if a in known))
    if len(found) > MOST_AGENCIES:
        raise FormError("too_many")
    return found


def _known(value: str, known: list[str]) -> str:
    return value if value in known else ""


def _assign(
    form: Form, ref: TodoRef, authority: Authority, before: Identity
) -> Assign | AskDirection:
    if form.get("action") == "ask_direction":
        return AskDirection(note=form.get("instruction"))
    return Assign(
        agencies=_agencies(form, authority),
        instruction=form.get("instruction"),
        document=form.get("document"),
        signer=form.get("signer"),
        share_identity=form.ticked("share_identity"),
        term=_known(form.get("term"), [t.id for t in authority.legal_terms]),
    )


def _direct(form: Form, ref: TodoRef, authority: Authority, before: Identity) -> Direct:
    return Direct(agencies=_agencies(form, authority), direction=form.get("direction"))


def _answer(
    form: Form, ref: TodoRef, authority: Authority, before: Identity
) -> Answer | GiveBack | AskTime:
    """An agency answers, or gives the matter back, or asks for more time."""
    agency, name, title = ref.who, form.get("name"), form.get("title")
    match form.get("action"):
        case "give_back":
            return GiveBack(
                agency=agency,
                reason=form.get("back_reason"),
                instead=_agencies(form, authority),
                name=name,
                title=title,
            )
        case "ask_time":
            until, reason = _day(form, "until"), form.get("time_reason")
            return AskTime(agency=agency, reason=reason, until=until, name=name, title=title)
        case _:
            return Answer(agency=agency, answer=form.get("answer"), name=name, title=title)


def _day(form: Form, name: str) -> date | None:
    """A day as browsers send it, or as people type it; None when nothing was typed."""
    typed = form.get(name)
    for shape in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(typed, shape).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    if typed:
        raise FormError("date")
    return None


def _extend(form: Form, ref: TodoRef, authority: Authority, before: Identity) -> DecideTime:
    granted = form.get("action") == "grant"
    return DecideTime(agency=ref.about, granted=granted, until=_day(form, "until"))


def _add(form: Form, ref: TodoRef, authority: Authority, before: Identity) -> AddAgency:
    return AddAgency(
        agencies=_agencies(form, authority),
        instruction=form.get("instruction"),
        document=form.get("document"),
        signer=form.get("signer"),
        share_identity=form.ticked("share_identity"),
    )


def _draft(form: Form, ref: TodoRef, authority: Authority, before: Identity) -> Draft | Rework:
    if form.get("action") == "rework":
        return _rework(form, authority)
    leader = _known(form.get("leader"), [leader.id for leader in authority.leaders])
    return Draft(words=form.get("words"), leader=leader)


def _rework(form: Form, authority: Authority) -> Rework:
    agency = _known(form.get("rework_agency"), [a.id for a in authority.agencies])
    return Rework(agency=agency, reason=form.get("reason"))


def _approve(
    form: Form, ref: TodoRef, authority: Authority, before: Identity
) -> Approve | SendBack | Rework:
    if form.get("action") == "rework":
        return _rework(form, authority)
    if form.get("action") == "send_back":
        return SendBack(reason=form.get("reason"))
    return Approve(words=form.get("words"))


def _review(form: Form, ref: TodoRef, authority: Authority, before: Identity) -> CloseReview:
    return CloseReview(words=form.get("words"))


def _talk(form: Form, ref: TodoRef, authority: Authority, before: Identity) -> Talked:
    return Talked(words=form.get("words"), reached=form.get("action") == "talked")


def _tell(form: Form, ref: TodoRef, authority: Authority, before: Identity) -> Tell | CallByMachine:
    if form.get("action") == "call":
        return CallByMachine()
    how = _known(form.get("how"), ["phone", "letter", "mail"])
    return Tell(reached=form.get("action") != "not_reached", how=how, note=form.get("note"))


_READERS: dict[Todo, Callable[[Form, TodoRef, Authority, Identity], Command]] = {
    Todo.SCREEN: _screen,
    Todo.ASSIGN: _assign,
    Todo.DIRECT: _direct,
    Todo.ANSWER: _answer,
    Todo.EXTEND: _extend,
    Todo.ADD: _add,
    Todo.DRAFT: _draft,
    Todo.APPROVE: _approve,
    Todo.TELL: _tell,
    Todo.REVIEW: _review,
    Todo.TALK: _talk,
}

# The buttons of each page; what nobody can have pressed is not done.
ACTIONS: dict[Todo, frozenset[str]] = {
    Todo.SCREEN: frozenset(DECISIONS),
    Todo.ASSIGN: frozenset({"assign", "ask_direction"}),
    Todo.DIRECT: frozenset({"direct"}),
    Todo.ANSWER: frozenset({"answer", "give_back", "ask_time"}),
    Todo.EXTEND: frozenset({"grant", "deny"}),
    Todo.ADD: frozenset({"add_agency"}),
    Todo.DRAFT: frozenset({"draft", "rework"}),
    Todo.APPROVE: frozenset({"approve", "send_back", "rework"}),
    Todo.TELL: frozenset({"tell", "not_reached", "call"}),
    Todo.REVIEW: frozenset({"close_review"}),
    Todo.TALK: frozenset({"talked", "not_reached"}),
}
