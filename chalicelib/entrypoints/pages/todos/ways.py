"""The ways to reach the page of one to-do: by mailed link, and on the office's own pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from chalicelib import urls
from chalicelib.domain.case.disclosure.leaving import FIELDS
from chalicelib.domain.todos.links import Link
from chalicelib.domain.todos.todos import TodoRef
from chalicelib.entrypoints.pages.frame.form import Form
from chalicelib.entrypoints.pages.signing_in.browser import Browser
from chalicelib.entrypoints.pages.todos import forms
from chalicelib.usecases.office import board
from chalicelib.usecases.office.sign_in import Member
from chalicelib.usecases.services import Services
from chalicelib.usecases.todos import act
from chalicelib.usecases.todos.confirming import Confirmation
from chalicelib.usecases.todos.disclosing import Said
from chalicelib.usecases.todos.view import TodoView, Visitor


class TodoPage(Protocol):
    """One way to reach a to-do, in one request. `here` is its address, `recordings` the prefix of
    the recordings' addresses, `files` that of the files', `csrf` the member's token in its form,
    `sign_in` where its holder has the way to sign in mailed to them, `reason` where they say why
    they want to see who the citizen is; `by` is who has signed in,
    `member` the member of the office they are if it is their own to-do."""

    @property
    def services(self) -> Services: ...
    @property
    def browser(self) -> Browser: ...
    @property
    def by(self) -> Visitor: ...
    @property
    def member(self) -> Member | None: ...
    @property
    def here(self) -> str: ...
    @property
    def recordings(self) -> str: ...
    @property
    def files(self) -> str: ...
    @property
    def csrf(self) -> str: ...
    @property
    def sign_in(self) -> str: ...
    @property
    def reason(self) -> str: ...

    def done_at(self, done: str) -> str:
        """The address of a confirmation."""

    def to_do(self) -> TodoRef:
        """Whose it is and what about, whether it is still there or not. Raises GoneError."""

    def open(self) -> TodoView:
        """Never acts on the case. Raises GoneError."""

    def submit(self, form: Form) -> Confirmation:
        """Carries out the form, once. Raises GoneError, FormError, Incomplete, NotAllowed,
        StaleError or DisclosedError and changes nothing."""


@dataclass(frozen=True)
class MailedLink:
    """A to-do reached by a mailed link. `signed_in` is the member whose session this browser has;
    `navigated` says that it is certainly a person's doing, `looks` that the page is asked for, and
    no form posted."""

    services: Services
    browser: Browser
    token: str
    by: Visitor
    signed_in: Member | None = None
    navigated: bool = False
    looks: bool = False
    csrf = ""

    @property
    def member(self) -> Member | None:
        return self.signed_in if self.signed_in and self.by.holds(self.to_do()) else None

    @property
    def here(self) -> str:
        return urls.link(self.token)

    @property
    def recordings(self) -> str:
        return urls.recordings_of_link(self.token)

    @property
    def files(self) -> str:
        return urls.files_of_link(self.token)

    @property
    def sign_in(self) -> str:
        return urls.link_sign_in(self.token)

    @property
    def reason(self) -> str:
        return urls.link_reason(self.token)

    def done_at(self, done: str) -> str:
        return urls.link_done(self.token, done)

    def to_do(self) -> TodoRef:
        return self._link.ref

    @cached_property
    def _link(self) -> Link:
        return act.link_of(self.services.store, self.token)

    def open(self) -> TodoView:
        rules, store = self.services.rules, self.services.store
        return act.open_link(
            rules, store, self._link, self.by, navigated=self.navigated, looks=self.looks
        )

    def submit(self, form: Form) -> Confirmation:
        rules, store = self.services.rules, self.services.store
        link, found = act.behind(store, self.token, form.get("case"), self.by)
        command = forms.command(form, link.ref, rules.authority, found)
        return act.act_by_link(
            rules, store, link, command, form.key, form.revision, said_of(form), found
        )


@dataclass(frozen=True)
class OfficePage:
    """A to-do on the office's own pages."""

    services: Services
    browser: Browser
    ref: TodoRef
    member: Member
    sign_in = ""

    @property
    def by(self) -> Visitor:
        return board.visitor(self.member.officer)

    @property
    def csrf(self) -> str:
        return self.member.csrf

    @property
    def here(self) -> str:
        return urls.case_todo(self.ref.subject, self.ref.todo, self.ref.about)

    @property
    def recordings(self) -> str:
        return urls.recordings_of_case(self.ref.subject)

    @property
    def files(self) -> str:
        return urls.files_of_case(self.ref.subject)

    @property
    def reason(self) -> str:
        return urls.case_reason(self.ref.subject)

    def done_at(self, done: str) -> str:
        return urls.case_done(self.ref.subject, self.ref.todo, self.ref.about, done)

    def to_do(self) -> TodoRef:
        return self.ref

    def open(self) -> TodoView:
        return act.open_ref(self.services.rules, self.services.store, self.ref, self.by)

    def submit(self, form: Form) -> Confirmation:
        rules, store, ref = self.services.rules, self.services.store, self.ref
        found = act.before(store, ref, self.by)
        command = forms.command(form, ref, rules.authority, found)
        return act.act_in_office(
            rules, store, ref, command, form.key_at(ref), form.revision, said_of(form), found
        )


def said_of(form: Form) -> Said:
    """What the form says of the citizen's particulars in its texts."""
    kept = {name: form.get(f"why_{name}") for name in FIELDS if form.ticked(f"keep_{name}")}
    return Said(warned=frozenset(form.all("warned")), kept=kept)
