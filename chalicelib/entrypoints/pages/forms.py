"""The buttons of each to-do's form, and the commands they ask for.

One row per button: the workflow action, and how to read the form for it. A form that cannot be read
says which field is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case import commands
from chalicelib.domain.case.case import Identity, Refusal
from chalicelib.domain.case.commands import Command, HandedBy
from chalicelib.domain.case.todos import Todo, TodoRef
from chalicelib.domain.case.workflow import Action
from chalicelib.domain.formats import phone
from chalicelib.domain.formats.readable import seen
from chalicelib.domain.transitions.replying import BY_PERSON
from chalicelib.entrypoints.pages.form import Form, FormError
from chalicelib.usecases.todos.act import Before

E = TypeVar("E")

MOST_AGENCIES = 25  # a transaction holds 100 items, and each agency takes three


@dataclass(frozen=True, slots=True, kw_only=True)
class _Posted:
    """A form with everything needed to read it. `action` is its button's, `before` what is on file
    of the citizen."""

    form: Form
    ref: TodoRef
    authority: Authority
    before: Before
    action: Action

    def get(self, name: str) -> str:
        return self.form.get(name)

    def get_or(self, name: str, before: str) -> str:
        """What was typed, or what is on file if the page did not have this field (N7)."""
        return self.get(name) if self.form.has(name) else before

    @property
    def hid(self) -> bool:
        """Whether the page did not show who the citizen is."""
        return not any(map(self.form.has, ("name", "address", "phone")))

    @property
    def confidential(self) -> bool:
        """Whoever may not see who the citizen is may not lift the secrecy either."""
        kept = self.before.hidden or (self.hid and self.before.confidential)
        return self.form.ticked("confidential") or kept

    def known(self, name: str, known: list[str]) -> str:
        """The chosen value, "" if it is not a known one."""
        value = self.get(name)
        return value if value in known else ""

    def one_of(self, name: str, known: Iterable[E]) -> E | None:
        """The chosen one of these values, None if it is not among them."""
        return next((value for value in known if value == self.get(name)), None)

    def day(self, name: str) -> date | None:
        """A day as sent by browsers (2026-01-31) or typed by people (31/01/2026); None if empty.
        Raises FormError for anything else."""
        typed = self.get(name)
        for shape in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(typed, shape).date()  # noqa: DTZ007  a day has no zone
            except ValueError:
                continue
        if typed:
            raise FormError("date")
        return None

    @property
    def agencies(self) -> tuple[str, ...]:
        """The chosen agencies without repeats, the lead agency first. Raises FormError."""
        known = [a.id for a in self.authority.agencies]
        chosen = (*self.form.all("agency"), *self.form.all("agencies"))
        found = tuple(dict.fromkeys(a for a in chosen if a in known))
        if len(found) > MOST_AGENCIES:
            raise FormError("too_many")
        return found

    @property
    def recused(self) -> tuple[str, ...] | None:
        """The members and leaders whom the matter is about; None if the form does not ask."""
        if not self.form.has("recused"):
            return None
        ticked = self.form.all("recused")
        return tuple(one.id for one in self.authority.people if one.id in ticked)

    @property
    def identity(self) -> Identity:
        """The particulars as typed: what an officer saves is confirmed. Raises FormError for a
        number at which nobody is reached, which must not be dropped silently (N6), or an invalid
        mail address."""
        known = self.before.identity
        if self.hid:
            return known
        typed, mail = self.get_or("phone", known.phone), self.get_or("mail", known.mail)
        number = phone.normalise(typed) if seen(typed).strip() else ""
        problems = ["phone"] if number is None else []
        if number and not self.authority.reached_at(number):
            problems.append("own_number")
        if mail and ("@" not in mail or " " in mail):
            problems.append("mail")
        if problems:
            raise FormError(*problems)
        return replace(
            known,
            name=self.get_or("name", known.name),
            address=self.get_or("address", known.address),
            phone=number or "",
            given="",
            mail=mail,
            by_post=self.form.ticked("by_post"),
            representative=self.get_or("representative", known.representative),
        )


Reader = Callable[[_Posted], Command]


@dataclass(frozen=True, slots=True)
class Button:
    """The workflow action that a button asks for, and the reader of its form."""

    action: Action
    read: Reader


def _screen(at: _Posted) -> Command:
    authority = at.authority
    return commands.Screen(
        decision=at.action,
        identity=at.identity,
        signed_out=at.before.hidden and not at.hid,
        field=at.known("field", [f.id for f in authority.fields]),
        urgent=at.form.ticked("urgent"),
        confidential=at.confidential,
        recused=at.recused,
        ward=at.known("ward", [w.name for w in authority.wards]),
        summary=at.get("summary"),
        agencies=at.agencies,
        note=at.get("note"),
        account=at.before.account if at.hid else at.get_or("account", at.before.account),
        target=at.known("target", [r.id for r in authority.redirects]),
        other=at.get("other"),
        reason=_refusal(at),
        no_crime=at.form.ticked("no_crime"),
    )


def _refusal(at: _Posted) -> Refusal | None:
    if at.get("action") == Refusal.NOTHING:
        return Refusal.NOTHING
    return at.one_of("reason", Refusal)


def _ask_direction(at: _Posted) -> Command:
    return commands.AskDirection(note=at.get("instruction"))


def _assign(at: _Posted) -> Command:
    return commands.Assign(
        agencies=at.agencies,
        instruction=at.get("instruction"),
        document=at.get("document"),
        signer=at.get("signer"),
        share_identity=at.form.ticked("share_identity"),
        term=at.known("term", [t.id for t in at.authority.chosen_terms]),
    )


def _screen_again(at: _Posted) -> Command:
    return commands.ScreenAgain(reason=at.get("again_reason"))


def _redirect(at: _Posted) -> Command:
    return commands.Redirect(
        target=at.known("target", [r.id for r in at.authority.redirects]),
        other=at.get("other"),
        no_crime=at.form.ticked("no_crime"),
    )


def _refuse(at: _Posted) -> Command:
    return commands.Refuse(reason=at.one_of("reason", Refusal), no_crime=at.form.ticked("no_crime"))


def _suffice(at: _Posted) -> Command:
    return commands.Suffice()


def _direct(at: _Posted) -> Command:
    return commands.Direct(agencies=at.agencies, direction=at.get("direction"))


def _decide_time(at: _Posted) -> Command:
    granted = at.action is Action.GRANT_TIME
    return commands.DecideTime(
        agency=at.ref.about,
        granted=granted,
        until=at.day("until"),
        reason=at.get("reason"),
    )


def _add_agency(at: _Posted) -> Command:
    return commands.AddAgency(
        agencies=at.agencies,
        instruction=at.get("instruction"),
        document=at.get("document"),
        signer=at.get("signer"),
        share_identity=at.form.ticked("share_identity"),
    )


def _answer(at: _Posted) -> Command:
    return commands.Answer(
        agency=at.ref.who, answer=at.get("answer"), name=at.get("name"), title=at.get("title")
    )


def _give_back(at: _Posted) -> Command:
    return commands.GiveBack(
        agency=at.ref.who,
        reason=at.get("back_reason"),
        instead=at.agencies,
        name=at.get("name"),
        title=at.get("title"),
    )


def _ask_time(at: _Posted) -> Command:
    return commands.AskTime(
        agency=at.ref.who,
        reason=at.get("time_reason"),
        until=at.day("until"),
        name=at.get("name"),
        title=at.get("title"),
    )


def _draft(at: _Posted) -> Command:
    leader = at.known("leader", [leader.id for leader in at.authority.leaders])
    return commands.Draft(words=at.get("words"), leader=leader)


def _rework(at: _Posted) -> Command:
    agency = at.known("rework_agency", [a.id for a in at.authority.agencies])
    return commands.Rework(agency=agency, reason=at.get("reason"))


def _approve(at: _Posted) -> Command:
    return commands.Approve(words=at.get("words"))


def _send_back(at: _Posted) -> Command:
    return commands.SendBack(reason=at.get("reason"))


def _tell(at: _Posted) -> Command:
    how = at.one_of("how", BY_PERSON)
    return commands.Tell(reached=at.action is Action.TELL, how=how, note=at.get("note"))


def _call(at: _Posted) -> Command:
    return commands.CallByMachine()


def _transfer(at: _Posted) -> Command:
    return commands.Transfer(
        agency=at.known("to", [a.id for a in at.authority.agencies]),
        how=at.one_of("how", HandedBy),
        receiver=at.get("receiver"),
        document=at.get("passed_document"),
        note=at.get("passed_note"),
    )


def _close_review(at: _Posted) -> Command:
    return commands.CloseReview(words=at.get("words"))


def _talked(at: _Posted) -> Command:
    return commands.Talked(words=at.get("words"), reached=at.action is Action.TALKED)


# Each to-do's buttons, by the value they post as `action`. Other values are rejected.
BUTTONS: Mapping[Todo, Mapping[str, Button]] = {
    Todo.SCREEN: {
        "save": Button(Action.COMPLETE, _screen),
        "propose": Button(Action.PROPOSE, _screen),
        "ask_direction": Button(Action.ASK_DIRECTION, _screen),
        "redirect": Button(Action.REDIRECT, _screen),
        "refuse": Button(Action.REFUSE, _screen),
        Refusal.NOTHING: Button(Action.REFUSE, _screen),
        "report_crime": Button(Action.REPORT_CRIME, _screen),
        "denounce": Button(Action.DENOUNCE, _screen),
    },
    Todo.ASSIGN: {
        "assign": Button(Action.ASSIGN, _assign),
        "ask_direction": Button(Action.ASK_DIRECTION, _ask_direction),
        "screen_again": Button(Action.SCREEN_AGAIN, _screen_again),
        "redirect": Button(Action.REDIRECT, _redirect),
        "refuse": Button(Action.REFUSE, _refuse),
    },
    Todo.DIRECT: {"direct": Button(Action.DIRECT, _direct)},
    Todo.EXTEND: {
        "grant": Button(Action.GRANT_TIME, _decide_time),
        "deny": Button(Action.DENY_TIME, _decide_time),
    },
    Todo.ADD: {
        "add_agency": Button(Action.ADD_AGENCY, _add_agency),
        "suffice": Button(Action.SUFFICE, _suffice),
    },
    Todo.ANSWER: {
        "answer": Button(Action.ANSWER, _answer),
        "give_back": Button(Action.GIVE_BACK, _give_back),
        "ask_time": Button(Action.ASK_TIME, _ask_time),
    },
    Todo.DRAFT: {
        "draft": Button(Action.DRAFT, _draft),
        "rework": Button(Action.REWORK, _rework),
    },
    Todo.APPROVE: {
        "approve": Button(Action.APPROVE, _approve),
        "send_back": Button(Action.SEND_BACK, _send_back),
        "rework": Button(Action.REWORK, _rework),
    },
    Todo.TELL: {
        "tell": Button(Action.TELL, _tell),
        "not_reached": Button(Action.NOT_REACHED, _tell),
        "call": Button(Action.CALL, _call),
    },
    Todo.TRANSFER: {"transfer": Button(Action.TRANSFER, _transfer)},
    Todo.ORDER: {
        "assign": Button(Action.ASSIGN, _assign),
        "transfer": Button(Action.TRANSFER, _transfer),
    },
    Todo.REVIEW: {"close_review": Button(Action.CLOSE_REVIEW, _close_review)},
    Todo.TALK: {
        "talked": Button(Action.TALKED, _talked),
        "not_reached": Button(Action.NOT_REACHED, _talked),
    },
}


def command(form: Form, ref: TodoRef, authority: Authority, before: Before) -> Command:
    """The command in a form posted at this to-do. Raises FormError."""
    if form.has_a_long_field:
        raise FormError("too_long")
    button = BUTTONS[ref.todo].get(form.get("action"))
    if button is None:
        raise FormError("action")
    return button.read(
        _Posted(form=form, ref=ref, authority=authority, before=before, action=button.action)
    )
