"""A posted form as the values of a command are read from it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TypeVar

from chalicelib.domain.authority.authority import Authority
from chalicelib.domain.case.case import Identity
from chalicelib.domain.case.workflow import Action
from chalicelib.domain.formats import phone
from chalicelib.domain.formats.readable import seen
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.entrypoints.pages.frame.form import Form, FormError
from chalicelib.usecases.todos.act import Before

E = TypeVar("E")

MOST_AGENCIES = 25  # a transaction holds 100 items, and each agency takes three


@dataclass(frozen=True, slots=True, kw_only=True)
class Posted:
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

    def day(self, name: str, problem: str = "date") -> date | None:
        """A day as sent by browsers (2026-01-31) or typed by people (31/01/2026); None if empty.
        Raises FormError, with this problem, for anything else."""
        typed = self.get(name)
        for shape in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(typed, shape).date()  # noqa: DTZ007  a day has no zone
            except ValueError:
                continue
        if typed:
            raise FormError(problem)
        return None

    @property
    def document_date(self) -> date | None:
        """The day of the document; None on a page that did not ask for it. Raises FormError if it
        is left empty."""
        name = "document_date"
        found = self.day(name, name)
        if found is None and self.form.has(name):
            raise FormError(name)
        return found

    @property
    def agencies(self) -> tuple[str, ...]:
        """The chosen agencies without repeats, the lead agency first. Raises FormError."""
        known = [a.id for a in self.authority.agencies_now]
        chosen = (*self.form.all("agency"), *self.form.all("agencies"))
        found = tuple(dict.fromkeys(a for a in chosen if a in known))
        if len(found) > MOST_AGENCIES:
            raise FormError("too_many")
        return found

    @property
    def together(self) -> tuple[tuple[str, int], ...]:
        """The cases that are to be refused too, each with its revision as the page has shown it."""
        said = (one.partition(".") for one in self.form.all("group"))
        shown = tuple((code, int(n)) for code, _, n in said if n.isdecimal() and len(n) < 10)
        return shown if self.form.ticked("together") else ()

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
            unsure=(),
            mail=mail,
            by_post=self.form.ticked("by_post"),
            representative=self.get_or("representative", known.representative),
        )
